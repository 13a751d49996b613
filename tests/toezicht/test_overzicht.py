"""«Wie heeft mijn gegevens bekeken»: a PDF for the resident, and the log of a period as a file."""

import csv
import io
from datetime import date, datetime

import pytest

from ketens.audit import nen7513
from ketens.audit.handelingen import schrijf
from ketens.gebruikers.models import Account, Gemeente
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, zet_klok
from ketens.rechten import Recht
from ketens.toezicht import inwoneroverzicht, uitvoer, woorden
from ketens.toezicht.betrokkenen import Betrokkene
from tests import wereld
from tests.toezicht.test_logboek import laatste

PERIODE = {"van": "1-11-2026", "tot": "30-11-2026"}


@pytest.fixture
def op_papier(in_borne):
    """What the template of the PDF gets, for a resident."""

    def lees(inwoner, *, met_namen=False, van=date(2026, 11, 1), tot=date(2026, 11, 30)):
        with in_borne():
            wiens = Betrokkene(inwoner.id, (inwoner.id,), "Gerda Jansen", 1941)
            gemeente = db.session.get_one(Gemeente, wereld.id_van("borne"))
            return inwoneroverzicht.gegevens(wiens, gemeente, van=van, tot=tot, met_namen=met_namen)

    return lees


def stuur(fg, inwoner, **velden):
    """Send the form, and return what comes back as it is: a PDF is no text."""
    pad = fg.url("toezicht.overzicht", inwoner_id=inwoner.id)
    return fg.browser.post(pad, data={"csrf_token": fg.token, **PERIODE, **velden})


def test_de_inwoner_krijgt_een_pdf_om_te_bewaren_zonder_naam_in_de_bestandsnaam(fg, maak, kijkt):
    ik = maak.inwoner("Geheimpje")
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    antwoord = stuur(fg, ik, namen="nee")
    assert antwoord.mimetype == "application/pdf"
    assert antwoord.data.startswith(b"%PDF-")
    assert antwoord.headers["Content-Disposition"] == "attachment; filename=wie-heeft-mijn-gegevens-bekeken.pdf"
    assert antwoord.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("keuze", "reden"), [("nee", "overzicht: zonder namen"), ("ja", "overzicht: met namen")])
def test_of_er_namen_op_staan_is_een_besluit_van_de_fg_dat_in_het_logboek_komt(fg, maak, in_borne, keuze, reden):
    ik = maak.inwoner()
    assert stuur(fg, ik, namen=keuze).status_code == 200
    rij, mensen = laatste(in_borne)
    assert (rij.reden, rij.actie, mensen) == (reden, "R", {ik.id})


def test_het_formulier_begint_zonder_namen(fg, maak):
    pagina = fg.get("toezicht.overzicht", inwoner_id=maak.inwoner().id)
    aan = [el.get("value") for el in pagina.boom.iter() if el.get("name") == "namen" and el.get("checked") is not None]
    assert aan == ["nee"]


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"van": "30-11-2026", "tot": "1-11-2026", "namen": "nee"}, "niet voor de begindatum"),
        ({**PERIODE, "namen": "misschien"}, "Kies een van de antwoorden."),
        ({"van": "onzin", "namen": "nee"}, "Schrijf de datum als dag-maand-jaar"),
    ],
)
def test_een_fout_in_de_vraag_geeft_geen_pdf_maar_een_zin_bij_het_veld(fg, maak, velden, zin):
    pagina = fg.post("toezicht.overzicht", velden, inwoner_id=maak.inwoner().id)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)


def test_op_papier_staat_wie_wanneer_en_waarvoor_in_gewone_taal(op_papier, maak, kijkt):
    ik = maak.inwoner()
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    assert op_papier(ik)["regels"] == [
        ["17-11-2026", "10:00", "Gemeente Borne (proef)", "coördinator", "Uw gegevens opzoeken en lezen"]
    ]


def test_wat_het_programma_vanzelf_deed_heet_niet_iets_anders(op_papier, maak, in_borne):
    ik = maak.inwoner()
    with in_borne(), zet_klok(datetime(2026, 11, 17, 3, tzinfo=AMSTERDAM)):
        schrijf({"actie": "D", "doel": "werk", "route": "ketens werk", "uitkomst": 200}, [ik.id])
        db.session.commit()
    assert op_papier(ik)["regels"] == [["17-11-2026", "03:00", "Ketens", "automatisch", woorden.VANZELF]]


def test_zonder_besluit_staat_er_geen_naam_van_een_medewerker_op(op_papier, maak, kijkt):
    ik = maak.inwoner()
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    assert "Cora" not in str(op_papier(ik))
    assert op_papier(ik, met_namen=True)["regels"][0][-1] == "Cora Coordinator"
    assert op_papier(ik, met_namen=True)["koppen"][-1] == "Naam"


def test_wie_op_een_dag_vaker_keek_staat_er_een_keer(op_papier, maak, kijkt):
    ik = maak.inwoner()
    for tijd in ("10:00", "10:01", "10:40"):
        kijkt("coordinator", [ik], f"2026-11-17 {tijd}")
    kijkt("coordinator", [ik], "2026-11-18 09:00")
    for seconde in ("05", "45"):
        kijkt("coordinator", [ik], f"2026-11-19 09:00:{seconde}")
    assert [regel[:2] for regel in op_papier(ik)["regels"]] == [
        ["17-11-2026", "10:00 tot 10:40, 3\u00a0keer"],
        ["18-11-2026", "09:00"],
        ["19-11-2026", "09:00, 2\u00a0keer"],
    ]


def test_wat_geweigerd_is_en_wat_een_ander_betreft_staat_er_niet_op(op_papier, maak, kijkt):
    ik, ander = maak.inwoner(), maak.inwoner("Pieters")
    kijkt("trainer", [ik], "2026-11-17 10:00", uitkomst=404)
    kijkt("trainer", [ander], "2026-11-17 11:00")
    kijkt("trainer", [ik], "2026-10-17 12:00")
    assert op_papier(ik)["regels"] == []


def test_de_functie_is_die_van_de_medewerker_als_die_bekend_is(op_papier, maak, kijkt, in_borne):
    ik = maak.inwoner()
    with in_borne():
        db.session.get_one(Account, wereld.id_van("coordinator")).functie = "consulent zorg"
        db.session.commit()
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    assert op_papier(ik)["regels"][0][3] == "consulent zorg"


def test_op_papier_staat_waar_de_inwoner_terecht_kan(op_papier, maak, in_borne):
    ik = maak.inwoner()
    assert "Vraag bij gemeente Borne" in op_papier(ik)["klopt_niet"][-1]
    with in_borne():
        db.session.get_one(Gemeente, wereld.id_van("borne")).fg_contact = "fg@borne.example"
        db.session.commit()
    assert "fg@borne.example" in op_papier(ik)["klopt_niet"][-1]


def test_te_veel_regels_wordt_gezegd(op_papier, maak, kijkt, monkeypatch):
    ik = maak.inwoner()
    monkeypatch.setattr(inwoneroverzicht, "MEESTE_REGELS", 2)
    for dag in (16, 17, 18):
        kijkt("coordinator", [ik], f"2026-11-{dag} 10:00")
    assert len(op_papier(ik)["regels"]) == 2
    assert "meer regels" in op_papier(ik)["afgekapt"]


def test_elk_doel_heeft_woorden_voor_de_inwoner():
    assert {str(recht) for recht in Recht} == set(woorden.VOOR_DE_INWONER)


def lees_csv(antwoord):
    return list(csv.DictReader(io.StringIO(antwoord.data.decode("utf-8-sig")), delimiter=";"))


def test_de_fg_haalt_een_periode_op_in_de_velden_van_nen_7513(fg, maak, kijkt, in_borne):
    ik = maak.inwoner("Geheimpje")
    kijkt("coordinator", [ik], "2026-11-17 10:00")
    kijkt("coordinator", [ik], "2026-10-17 10:00")
    antwoord = fg.get("toezicht.bestand_nen7513", **PERIODE, account=wereld.id_van("coordinator")).antwoord
    assert "attachment" in antwoord.headers["Content-Disposition"]
    assert "Geheimpje" not in antwoord.get_data(as_text=True)
    (rij,) = lees_csv(antwoord)
    assert list(rij) == list(nen7513.VELDEN)
    assert (rij["userName"], rij["participantObjectID"]) == ("Cora Coordinator", str(ik.id))
    assert laatste(in_borne)[0].reden == "uitvoer: 2026-11-01 tot en met 2026-11-30"


def test_een_bestand_over_een_inwoner_noemt_geen_ander_en_staat_bij_die_inwoner(fg, maak, kijkt, in_borne):
    ik, ander = maak.inwoner(), maak.inwoner("Pieters")
    kijkt("coordinator", [ik, ander], "2026-11-17 10:00")
    antwoord = fg.get("toezicht.bestand_nen7513", **PERIODE, inwoner=ik.id).antwoord
    assert [rij["participantObjectID"] for rij in lees_csv(antwoord)] == [str(ik.id)]
    assert laatste(in_borne)[1] == {ik.id}


def test_een_bestand_dat_te_lang_wordt_zegt_dat_het_is_afgekapt(fg, kijkt, monkeypatch):
    monkeypatch.setattr(uitvoer, "MEESTE_REGELS", 2)
    for minuut in range(4):
        kijkt("coordinator", [], f"2026-11-17 10:0{minuut}")
    tekst = fg.get("toezicht.bestand_nen7513", **PERIODE).antwoord.get_data(as_text=True)
    assert tekst.count("\r\n") == 4
    assert "Afgekapt na 2 regels" in tekst


def test_een_periode_die_niet_klopt_geeft_geen_bestand(fg):
    assert fg.get("toezicht.bestand_nen7513", van="30-11-2026", tot="1-11-2026").status == 422
