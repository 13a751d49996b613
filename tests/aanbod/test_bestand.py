"""The kaart as a file: what goes out comes in unchanged, and nothing is written before it was shown."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from ketens.aanbod import lezen
from ketens.aanbod.handelingen import controleer, maak_aanbod, stop
from ketens.aanbod.invoeren import GROOTSTE, lees, tekst_van, uitvoer, voer_in
from ketens.aanbod.models import Aanbod
from ketens.kern import leesvelden
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from tests import wereld

KOP = "titel;soort;aanbieder"


@pytest.fixture
def cora(in_borne):
    """The coördinator, in Borne."""
    with in_borne():
        yield wereld.wie("coordinator")


@pytest.fixture
def vol(cora) -> Aanbod:
    """An aanbod with all that a spreadsheet likes to break."""
    aanbod = maak_aanbod(
        titel="=HYPERLINK(1)",
        soort="ontmoeting",
        aanbieder='\'+Wijkhuis; "De Brug" (proef)',
        omschrijving="Eerste regel\nTweede regel; met punt, komma en 'aanhaling'",
        wanneer="'s avonds",
        kosten=5,
        kosten_toelichting="@de deur",
        contact_telefoon="+31742658686",
        contact_email="brug@proef.example",
        website="https://www.proef.example/brug",
        wijken=["Hertme", "Zenderen"],
        hulpvragen=["rouw_verlies", "mantelzorg"],
        talen=["nl", "tolk"],
        toegankelijkheid=["rolstoel"],
        door=cora,
    )
    controleer(aanbod, door=cora)
    gestopt = maak_aanbod(titel="Weg", soort="taal", aanbieder="Kerk (proef)", door=cora)
    stop(gestopt, door=cora)
    db.session.flush()
    return aanbod


def fouten(tekst: str) -> list[tuple[int, str, str]]:
    return [(fout.regel, fout.kolom, fout.zin) for fout in lees(tekst).fouten]


def test_wat_eruit_gaat_komt_er_zonder_verschil_weer_in(vol):
    voorbeeld = lees(tekst_van(uitvoer()))
    assert voorbeeld.fouten == []
    assert [(rij.wat, rij.verschil) for rij in voorbeeld.regels] == [("gelijk", []), ("gelijk", [])]
    assert not voorbeeld.kan


def test_ook_zoals_een_browser_het_terugstuurt(vol):
    heen_en_weer = tekst_van(uitvoer()).replace("\r\n", "\n").replace("\n", "\r\n")
    assert [rij.wat for rij in lees(heen_en_weer).regels] == ["gelijk", "gelijk"]


def test_geen_cel_wordt_een_formule(vol):
    tekst = uitvoer().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in tekst
    assert "'@de deur" in tekst
    assert ";=HYPERLINK" not in tekst


def test_een_gewijzigd_bestand_wijzigt_alleen_wat_anders_is(vol, cora):
    tekst = tekst_van(uitvoer()).replace("0,05", "2,50")
    voorbeeld = lees(tekst)
    assert [rij.verschil for rij in voorbeeld.regels if rij.wat == "gewijzigd"] == [["kosten"]]
    assert voer_in(voorbeeld, door=cora) == (0, 1)
    assert vol.kosten == 250


def test_lezen_schrijft_niets(vol):
    lees(f"{KOP}\nNieuw;taal;Kerk (proef)\n")
    assert not db.session.new
    assert len(db.session.scalars(select(Aanbod)).all()) == 2


@pytest.mark.parametrize("teken", [";", ",", "\t"])
def test_puntkomma_komma_en_tab(cora, teken):
    voorbeeld = lees(KOP.replace(";", teken) + "\n" + f"Koffie{teken}Ontmoeting en gezelligheid{teken}Kerk (proef)\n")
    assert voorbeeld.fouten == []
    assert voer_in(voorbeeld, door=cora) == (1, 0)
    assert db.session.scalars(select(Aanbod.soort)).all() == ["ontmoeting"]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
def test_elke_codering_van_een_spreadsheet(cora, codering):
    tekst = tekst_van(f"sep=;\r\n{KOP}\r\nCafé Zoë;taal;Kerk (proef)\r\n".encode(codering))
    [rij] = lees(tekst).regels
    assert (rij.nummer, rij.velden["titel"]) == (3, "Café Zoë")


def test_zonder_nummer_telt_titel_en_aanbieder(vol, cora):
    voorbeeld = lees(f"{KOP};waar\nNieuw;taal;Kerk (proef);\n weg ;taal;KERK (proef);Zaal 2\n")
    assert [(rij.wat, rij.verschil) for rij in voorbeeld.regels] == [
        ("nieuw", []),
        ("gewijzigd", ["titel", "aanbieder", "waar"]),
    ]


def test_elke_fout_heeft_een_regel_en_een_kolom(cora):
    tekst = (
        f"{KOP};kosten;gecontroleerd op;website;telefoon;hulpvragen\n"
        'Goed;taal;"Kerk\n(proef)";gratis;14-11-2025;;741234567;Eenzaamheid en contact\n'
        ";vliegen;Kerk;tien;31-2-2025;x;12;vliegen\n"
    )
    gevonden = fouten(tekst)
    assert {regel for regel, _, _ in gevonden} == {4}
    kolommen = ["titel", "soort", "kosten", "gecontroleerd op", "website", "telefoon", "hulpvragen"]
    assert [kolom for _, kolom, _ in gevonden] == kolommen
    assert gevonden[3][2] == "Deze datum bestaat niet."


def test_een_vreemde_of_vergeten_kolom_staat_bij_regel_een(cora):
    assert fouten("titel;soort;prijs\nA;taal;3\n") == [
        (1, "prijs", "Deze kolom kennen wij niet."),
        (1, "aanbieder", "Deze kolom ontbreekt."),
    ]


def test_hetzelfde_aanbod_twee_keer_is_een_fout(cora):
    tekst = f"{KOP}\nKoffie;taal;Kerk\nkoffie;taal;kerk\n"
    assert fouten(tekst) == [(3, "titel", "Dit aanbod staat ook op regel 2.")]


def test_een_nummer_van_een_ander_is_een_fout(cora):
    tekst = f"id;{KOP}\n01a20310-dfdd-733d-877d-c9606a8f8df4;Koffie;taal;Kerk\nx;Thee;taal;Kerk\n"
    assert [(regel, kolom) for regel, kolom, _ in fouten(tekst)] == [(2, "id"), (3, "id")]


def test_met_een_fout_wordt_niets_overgenomen(cora):
    voorbeeld = lees(f"{KOP}\nKoffie;taal;Kerk\nThee;vliegen;Kerk\n")
    with pytest.raises(Domeinfout, match="niets overgenomen"):
        voer_in(voorbeeld, door=cora)


def test_stoppen_en_weer_opnemen_kan_met_het_bestand(vol, cora):
    voer_in(lees(f"{KOP};gestopt\nWeg;taal;Kerk (proef);\nNieuw;taal;Kerk (proef);ja\n"), door=cora)
    db.session.flush()
    stand = {rij.titel: bool(rij.gestopt_op) for rij in db.session.scalars(select(Aanbod))}
    assert (stand["Weg"], stand["Nieuw"]) == (False, True)


def test_de_dag_van_controle_komt_mee(cora):
    voer_in(lees(f"{KOP};gecontroleerd op\nA;taal;Kerk;2025-03-01\nB;taal;Kerk;\n"), door=cora)
    db.session.flush()
    assert {rij.titel: rij.gecontroleerd_op for rij in db.session.scalars(select(Aanbod))} == {
        "A": date(2025, 3, 1),
        "B": None,
    }


def test_wat_geen_csv_is_of_te_groot_wordt_geweigerd(cora):
    with pytest.raises(Domeinfout, match="geen CSV"):
        tekst_van(b"PK\x03\x04\x00\x00")
    with pytest.raises(Domeinfout, match="te groot"):
        tekst_van(b"a" * (GROOTSTE + 1))


@pytest.mark.parametrize(
    ("tekst", "centen"),
    [("2,50", 250), ("€ 45,-", 4500), ("1.250", 125000), ("12.5", 1250), ("gratis", 0), ("", None), ("0,05", 5)],
)
def test_bedragen_zoals_mensen_ze_schrijven(tekst, centen):
    assert leesvelden.bedrag(tekst) == centen
    assert leesvelden.bedrag(leesvelden.als_bedrag(centen)) == centen


@pytest.mark.parametrize("adres", ["javascript:alert(1)", "ftp://proef.example", "proef", "https://a b.example", "//"])
def test_een_webadres_leidt_nergens_anders_heen(adres):
    with pytest.raises(ValueError, match="webadres"):
        lezen.website(adres)


def test_op_het_scherm_eerst_bekijken_dan_overnemen(als, in_borne):
    klant = als(Rol.COORDINATOR)
    bestand = f'{KOP};omschrijving\nKoffie;ontmoeting;Kerk (proef);"Met een\nkoekje"\n'.encode()
    bekeken = klant.post("aanbod.invoer", {"bestand": (io.BytesIO(bestand), "kaart.csv")})
    assert "1 nieuw, 0 gewijzigd, 0 gelijk" in bekeken.tekst
    assert "Koffie" not in klant.get("aanbod.lijst").tekst
    klaar = klant.post("aanbod.invoer", {"inhoud": bekeken.waarde("inhoud"), "neem_over": "ja"}).volg()
    assert "Overgenomen: 1 nieuw, 0 gewijzigd." in klaar.tekst
    with in_borne():
        assert db.session.scalars(select(Aanbod.omschrijving)).one() == "Met een\nkoekje"


def test_het_scherm_noemt_de_fouten_en_biedt_dan_niets_aan(als):
    klant = als(Rol.COORDINATOR)
    bestand = f"{KOP}\nKoffie;vliegen;Kerk\n".encode()
    bekeken = klant.post("aanbod.invoer", {"bestand": (io.BytesIO(bestand), "kaart.csv")})
    assert "Er is niets overgenomen" in bekeken.tekst
    assert bekeken.waarde("neem_over") is None or bekeken.waarde("neem_over") != "ja"
    zonder = klant.post("aanbod.invoer", {})
    assert (zonder.status, zonder.fouten) == (422, ["CSV-bestand: Kies een bestand met regels erin."])


def test_de_uitvoer_is_een_bestand(als):
    antwoord = als(Rol.WELZIJNSCOACH).get("aanbod.uitvoer").antwoord
    assert antwoord.headers["Content-Disposition"] == "attachment; filename=sociale-kaart.csv"
    assert antwoord.data.decode("utf-8-sig").startswith("id;titel;soort;")


@pytest.mark.parametrize("tekst", ["1.000.000", "999999.999.999.999.999.999", "€ 1.000.000,00"])
def test_een_bedrag_dat_nergens_in_past_is_een_zin(tekst):
    with pytest.raises(ValueError, match="te hoog"):
        leesvelden.bedrag(tekst)
