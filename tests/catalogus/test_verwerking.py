"""The flows of a keten as a file: read with care, in step with the keten, and never silently incomplete."""

import pytest

from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN, Catalogusfout, Onbekend, laad
from ketens.catalogus.grondslagen import GEEN
from ketens.catalogus.laden import EIGEN

BESTAND = "verwerkingen/valpreventie-2.toml"


@pytest.fixture
def stromen(eigen):
    return eigen.verwerkingen("valpreventie")


def test_alle_stromen_van_valpreventie_staan_beschreven(stromen):
    assert [stroom.code for stroom in stromen.stromen] == [
        "verwijzing",
        "uitvoering",
        "contactpersonen",
        "opnieuw_bellen",
        "bereiken",
        "overnemen",
        "aanmelding",
        "valrisicodag",
        "verzoek_beoordeling",
        "beoordeling_praktijk",
        "antwoord_beoordeling",
        "groep",
        "overdracht",
        "terugkoppeling",
        "cijfers",
        "logboek",
        "accounts",
    ]
    assert stromen.stroom("terugkoppeling").toestemming == "terugkoppelen"
    assert stromen.stroom("verwijzing").gezondheid
    assert not stromen.stroom("accounts").gezondheid


def test_elke_stroom_zegt_een_inwoner_in_gewone_zinnen_wat_er_gebeurt(stromen):
    for stroom in stromen.stromen:
        assert stroom.voor_inwoner.endswith("."), stroom.code
        assert max(len(zin.split()) for zin in stroom.voor_inwoner.split(". ")) <= 30, stroom.code


def test_een_voorstel_noemt_de_gemeente_en_laat_de_keuzes_van_de_wet_open(stromen):
    woorden = stromen.stroom("uitvoering").voorstel.in_gemeente("Borne")
    assert woorden["verantwoordelijke"] == "Gemeente Borne"
    assert set(woorden) == {"verantwoordelijke", "ontvangers", "bewaartermijn"}


def test_alle_zes_grondslagen_van_de_avg_staan_erin_met_hun_letter():
    letters = [grondslag.artikel[-1] for grondslag in GRONDSLAGEN.values()]
    assert letters == list("abcdef")
    assert [code for code, grondslag in GRONDSLAGEN.items() if grondslag.vraagt_wet] == [
        "wettelijke_plicht",
        "publieke_taak",
    ]


def test_elk_artikel_dat_niet_is_nagekeken_zegt_dat():
    assert [code for code, deel in UITZONDERINGEN.items() if not deel.te_controleren] == [GEEN]


def test_een_keten_zonder_bestand_heeft_geen_stromen(andere):
    assert andere.verwerkingen("startproef") is None
    assert andere.verwerkingen("valpreventie").versie == 2


def test_de_nieuwste_versie_geldt(tmp_path):
    doel = tmp_path / "verwerkingen" / "valpreventie-3.toml"
    doel.parent.mkdir()
    doel.write_text((EIGEN / BESTAND).read_text(encoding="utf-8").replace("versie = 2", "versie = 3", 1))
    catalogus = laad(tmp_path)
    assert catalogus.verwerkingen("valpreventie").pin == "valpreventie@3"
    assert {"valpreventie@1", "valpreventie@2", "valpreventie@3"} <= set(catalogus.alle_verwerkingen)


def test_een_onbekende_stroom_geeft_een_zin(stromen):
    with pytest.raises(Onbekend, match=r"De verwerkingen van Valpreventie \(versie 2\) kennen geen stroom 'weg'"):
        stromen.stroom("weg")


@pytest.mark.parametrize(
    ("oud", "nieuw", "sleutel", "verwacht"),
    [
        ('van = "Verw', 'vann = "Verw', "stromen[0].vann", "deze sleutel is niet bekend. Bedoelt u 'van'?"),
        (
            'doel = "De inwoner aanmelden voor valpreventie"\n',
            "",
            "stromen[0].doel",
            "deze sleutel ontbreekt; verwacht",
        ),
        ("gezondheid = true", 'gezondheid = "ja"', "stromen[0].gezondheid", "verwacht true of false"),
        (
            'grondslag = "toestemming"',
            'grondslag = "toestemmng"',
            "stromen[0].voorstel.grondslag",
            "er is geen grondslag 'toestemmng'. Bedoelt u 'toestemming'?",
        ),
        (
            'uitzondering = "uitdrukkelijke_toestemming"',
            'uitzondering = "geen"',
            "stromen[0].voorstel.uitzondering",
            "verwacht een uitzondering: in deze stroom zitten gezondheidsgegevens.",
        ),
        (
            'wet = "Wmo 2015 en Wet publieke gezondheid (te controleren: welke artikelen)"\n',
            "",
            "stromen[1].voorstel.wet",
            "deze sleutel ontbreekt; de grondslag publieke_taak vraagt een wet.",
        ),
        ('code = "uitvoering"', 'code = "verwijzing"', "stromen[1].code", "'verwijzing' staat er al"),
        ('code = "groep"', 'code = "groepje"', "stromen", "valpreventie@2 noemt ook: groep."),
        (
            'toestemming = "doorgeven"',
            'toestemming = "delen"',
            "stromen[0].toestemming",
            "verwacht een van: doorgeven, terugkoppelen, opnieuw_bellen",
        ),
    ],
)
def test_een_fout_noemt_de_sleutel_en_wat_er_werd_verwacht(fout_na, oud, nieuw, sleutel, verwacht):
    fout = fout_na(BESTAND, oud, nieuw)
    assert fout.sleutel == sleutel
    assert verwacht in fout.verwacht


def test_stromen_van_een_keten_die_er_niet_is_worden_geweigerd(tmp_path):
    tekst = (EIGEN / BESTAND).read_text(encoding="utf-8")
    doel = tmp_path / "verwerkingen" / "valpreventi-2.toml"
    doel.parent.mkdir()
    doel.write_text(tekst.replace('code = "valpreventie"', 'code = "valpreventi"', 1), encoding="utf-8")
    with pytest.raises(Catalogusfout, match=r"er is geen keten 'valpreventi'\. Bedoelt u 'valpreventie'\?"):
        laad(tmp_path)
