import pytest

BESTAND = "ketens/valpreventie-1.toml"


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel", "zin"),
    [
        ("valrisicotest@1", "valrisicotest@9", "instrumenten[0].instrument", "geen instrument 'valrisicotest@9'"),
        ('stap = "vrt_afmaken"', 'stap = "vrt"', "instrumenten[0].stap", "er is geen stap 'vrt'"),
        ('"in_balans@1"', '"in_balanz@1"', "interventies[0].interventie", "Bedoelt u 'in_balans@1'?"),
        ('"vvt@1"', '"in_balans@1"', "interventies[1].code", "'in_balans' staat er al"),
        ('bij_uitslagen = ["matig"]', 'bij_uitslagen = ["mat"]', "interventies[1].bij_uitslagen[0]", "geen uitslag"),
        ('waarschuwing = "Otago', '# "', "interventies[2].waarschuwing", "hoort bij bij_uitslagen"),
        ('volgende_stap = "intake"', 'volgende_stap = "intke"', "uitslagen[1].volgende_stap", "Bedoelt u 'intake'?"),
        ('volgende_stap = "intake"\n', "", "uitslagen[1]", "verwacht een volgende_stap of een sluit_met"),
        ("opent_traject = false", "opent_traject = true", "uitslagen[0]", "heeft een volgende_stap nodig"),
        ('sluit_met = "laag_risico"', 'sluit_met = "laag"', "uitslagen[0].sluit_met", "geen reden om af te sluiten"),
        ('uitslag = "onvolledig"', 'uitslag = "half"', "uitslagen[3].uitslag", "er is geen uitslag 'half'"),
        ('uitslag = "matig"', 'uitslag = "laag"', "uitslagen[1].uitslag", "'laag' staat er al"),
        ('opent_na = ["intake"]', 'opent_na = ["intak"]', "stappen[3].opent_na[0]", "Bedoelt u 'intake'?"),
        ('opent_na = ["deelname"]', "", "stappen[5]", "deze stap gaat nooit open"),
        ('opent_na = ["deelname"]', 'opent_na = ["afronden"]', "stappen[5]", "deze stap gaat nooit open"),
        ('soort = "beoordeling"', 'soort = "taak"', "routes[0].stap", "van soort beoordeling"),
        ('soort = "plaatsing"', 'soort = "taak"', "interventies", "een stap van soort plaatsing nodig"),
        ('soort = "plaatsing"', 'soort = "beoordeling"', "stappen[3]", "heeft routes nodig"),
        ('sleutel = "zien"', 'sleutel = "kijken"', "interventies[1]", "leest zien; geen stap stelt die vraag"),
        ('sleutel = "taal"', 'sleutel = "spreekt"', "stappen[2].vragen[6].tonen_als", "leest taal"),
        ('code = "intake"', 'code = "beoordeling"', "stappen[2].code", "'beoordeling' staat er al"),
        ('"fysiotherapie"', '"fysio"', "verwijzen.organisatiesoorten[1]", "er is geen soort organisatie 'fysio'"),
        ('"hoog_voor_matig"', '"hoog_eerst"', "voorrangsregel", "er is geen voorrangsregel"),
        ("bij_verwijzing = true", 'bij_verwijzing = "ja"', "instrumenten[0].bij_verwijzing", "true of false"),
        ('zichtbaar_voor = "afnemer"', "bij_verwijzing = true", "instrumenten", "hooguit een instrument"),
        ("termijn_werkdagen = 40", 'termijn_werkdagen = "40"', "stappen[3].termijn_werkdagen", "een geheel getal"),
        ('moment = "start"', 'moment = "strat"', "terugkoppelingen[2].moment", "Bedoelt u 'start'?"),
        ('moment = "start"', 'moment = "stap"', "terugkoppelingen[2].stap", 'hoort bij het moment "stap"'),
        ('moment = "start"', 'moment = "stap"\nstap = "x"', "terugkoppelingen[2].stap", "er is geen stap 'x'"),
        ('soort = "terugkoppelen"', 'soort = "doorgeven"', "toestemmingen[1].soort", "'doorgeven' staat er al"),
        ('route = "zvw"', 'route = "zvv"', "voorbeelden[5].route", "Bedoelt u 'zvw'?"),
        ('route = "zvw"', "", "voorbeelden[5]", "verwacht een uitslag of een route"),
        ('uitslag = "laag"\nopent_traject = false\nsluit', 'uitslag = "laag"\nopent_traject = true\nsluit',
         "voorbeelden[0].opent_traject", "klopt niet met de tabel uitslagen"),
        ('route = "zvw"\nsluit_met = "doorverwezen_zvw"', 'route = "zvw"\nvolgende_stap = "intake"', "voorbeelden[5]",
         "leidt ergens anders heen"),
        ('spuk_onderdeel = "valpreventie"', 'onderdeel = "x"', "onderdeel", "deze sleutel is niet bekend"),
    ],
)  # fmt: skip
def test_wat_nergens_heen_leidt_wordt_genoemd(fout_na, oud, nieuw, sleutel, zin):
    fout = fout_na(BESTAND, oud, nieuw)
    assert fout.sleutel == sleutel
    assert zin in fout.verwacht


def test_een_uitslag_zonder_vervolg_wordt_genoemd(fout_na):
    regels = (
        '[[uitslagen]]\nuitslag = "onvolledig"\nkop = "De test is nog niet compleet"\n'
        'vervolg = "De coördinator belt de inwoner binnen 5 werkdagen en maakt de test af."\n'
        'advies = "Wij weten nog niet genoeg. De coördinator belt u voor een paar vragen."\n'
        'opent_traject = true\nvolgende_stap = "vrt_afmaken"\n'
    )
    fout = fout_na(BESTAND, regels, "")
    assert (fout.sleutel, "deze ontbreekt: onvolledig" in fout.verwacht) == ("uitslagen", True)
