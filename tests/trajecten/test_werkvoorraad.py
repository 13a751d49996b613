"""The worklist: order, filters, pages, giving work to someone, taking over, and who sees what."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LogregelInwoner
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.trajecten import handelingen
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld


def werk(als, **filters):
    return als("coordinator").get("trajecten.werkvoorraad", **filters)


def namen(pagina) -> list[str]:
    """The residents on the page, from top to bottom."""
    regels = [el for el in pagina.boom.iter() if el.tag.endswith("}th") and el.get("scope") == "row"]
    return [" ".join("".join(next(iter(regel)).itertext()).split()).removeprefix("Gerda ") for regel in regels]


def zet_termijn(in_borne, traject, dagen):
    with in_borne():
        for taak in db.session.get_one(Traject, traject.id).open_taken():
            taak.termijn_op = vandaag() + timedelta(days=dagen)
        db.session.commit()


def taak_van(in_borne, traject) -> Taak:
    with in_borne():
        taak = db.session.get_one(Traject, traject.id).open_taken()[0]
        db.session.expunge(taak)
        return taak


def test_wat_het_langst_te_laat_is_staat_bovenaan(als, maak, in_borne):
    for naam, dagen in (("Straks", 4), ("Oud", -3), ("Nu", 0)):
        zet_termijn(in_borne, maak.traject(naam), dagen)
    gezien = werk(als)
    assert namen(gezien) == ["Oud", "Nu", "Straks"]
    assert "3 dagen te laat" in gezien.tekst
    assert "Telefonische intake" in gezien.tekst
    assert f"{leeftijd_op(date(1941, 3, 12), vandaag())} jaar" in gezien.tekst


def test_een_regel_opent_de_bladzijde_waar_het_gebeurt(als, maak):
    traject = maak.traject()
    assert f"/borne/trajecten/{traject.id}" in werk(als).html


def test_een_nieuwe_verwijzing_staat_er_met_haar_kenmerk(als, maak):
    verwijzing = maak.verwijzing()
    assert verwijzing.kenmerk in werk(als).tekst


def test_een_taak_zonder_termijn_staat_onderaan_en_zegt_dat(als, maak, in_borne):
    maak.taak("aanbod_bekijken", endpoint="rooster.detail")
    zet_termijn(in_borne, maak.traject("Eerst"), 500)
    gezien = werk(als)
    assert namen(gezien) == ["Eerst", "Er is plaats, maar past de groep? Kijk en beslis"]
    assert "geen termijn" in gezien.tekst
    # As a date: an id on the page may well hold four nines.
    assert not re.search("31-12-9999|9999-12-31", gezien.html)


@pytest.mark.parametrize(
    ("filters", "verwacht"),
    [
        ({}, ["Laat", "Mijn"]),
        ({"wie": "mij"}, ["Mijn"]),
        ({"wie": "niemand"}, ["Laat"]),
        ({"wie": "iedereen"}, ["Laat", "Mijn", "Ander"]),
        ({"wie": str(wereld.id_van("coordinator2"))}, ["Ander"]),
        ({"termijn": "te_laat"}, ["Laat"]),
        ({"termijn": "vandaag", "wie": "iedereen"}, ["Mijn"]),
        ({"soort": "beoordeling", "wie": "iedereen"}, ["Ander"]),
        ({"soort": "bestaat-niet", "wie": "onzin", "termijn": "ooit", "pagina": "-1"}, ["Laat", "Mijn"]),
        ({"pagina": "99999999999999999999"}, ["Laat", "Mijn"]),
    ],
)
def test_de_filters_staan_in_het_adres(als, maak, in_borne, filters, verwacht):
    zet_termijn(in_borne, maak.traject("Laat"), -2)
    zet_termijn(in_borne, maak.traject("Mijn", behandelaar="coordinator"), 0)
    zet_termijn(in_borne, maak.traject("Ander", uitslag="hoog", behandelaar="coordinator2"), 9)
    assert namen(werk(als, **filters)) == verwacht


def test_de_tegels_tellen_wat_hun_adres_laat_zien(als, maak, in_borne):
    for naam, dagen in (("A", -2), ("B", -1), ("C", 0)):
        zet_termijn(in_borne, maak.traject(naam), dagen)
    zet_termijn(in_borne, maak.traject("D", behandelaar="coordinator2"), -5)
    tekst = werk(als).tekst
    assert "Te laat 2" in tekst
    assert "Vandaag 1" in tekst
    assert "Niet toegewezen 3" in tekst
    assert len(namen(werk(als, termijn="te_laat"))) == 2
    assert len(namen(werk(als, wie="niemand"))) == 3


def test_een_bladzijde_heeft_25_regels(als, maak):
    for _ in range(27):
        maak.taak("terugbellen")
    eerste, tweede = werk(als), werk(als, pagina=2)
    assert (len(namen(eerste)), len(namen(tweede))) == (25, 2)
    assert "26 t/m 27 van 27" in tweede.tekst
    assert len(namen(werk(als, pagina=9))) == 2


def test_een_regio_van_htmx_is_alleen_de_lijst(als, maak):
    maak.traject("Vos")
    gezien = als("coordinator").get("trajecten.werkvoorraad", htmx="taken")
    assert namen(gezien) == ["Vos"]
    assert "<html" not in gezien.html
    assert gezien.html.lstrip().startswith('<div id="taken"')


@pytest.mark.parametrize("htmx", [None, "taken"])
def test_meer_taken_tegelijk_naar_een_collega(als, maak, in_borne, htmx):
    trajecten = [maak.traject(naam) for naam in ("Een", "Twee", "Drie")]
    taken = [str(taak_van(in_borne, traject).id) for traject in trajecten[:2]]
    klant = als("coordinator")
    velden = {"taak": taken, "aan": str(wereld.id_van("coordinator2"))}
    antwoord = klant.post("trajecten.toewijzing", velden, htmx=htmx, wie="niemand")
    assert antwoord.naar.endswith("/werkvoorraad/?wie=niemand")
    gevolgd = antwoord.volg()
    assert "2 taken zijn toegewezen." in gevolgd.tekst
    assert namen(gevolgd) == ["Drie"]
    with in_borne():
        traject = db.session.get_one(Traject, trajecten[0].id)
        assert traject.behandelaar_id == wereld.id_van("coordinator2")
        assert traject.gebeurtenissen[0].soort == "toegewezen"


def test_aan_mijzelf_en_weer_aan_niemand(als, maak, in_borne):
    traject = maak.traject()
    for aan, verwacht in (("mij", wereld.id_van("coordinator")), ("niemand", None)):
        als("coordinator").post("trajecten.toewijzing", {"taak": str(taak_van(in_borne, traject).id), "aan": aan})
        assert taak_van(in_borne, traject).account_id == verwacht


def test_zonder_keuze_zegt_de_lijst_wat_er_mist(als, maak):
    maak.traject("Vos")
    antwoord = als("coordinator").post("trajecten.toewijzing", {"aan": "mij", "taak": "geen-uuid"})
    assert antwoord.status == 422
    assert antwoord.fouten == ["Kies eerst een of meer taken."]
    assert namen(antwoord) == ["Vos"]


def test_werk_gaat_alleen_naar_wie_is_aangeboden(als, maak, in_borne):
    traject = maak.traject()
    for vreemd in ("andere_keten", "trainer", "coordinator_tubbergen"):
        velden = {"taak": str(taak_van(in_borne, traject).id), "aan": str(wereld.id_van(vreemd))}
        assert als("coordinator").post("trajecten.toewijzing", velden).status == 422
    assert taak_van(in_borne, traject).account_id is None


def test_een_taak_van_een_ander_gaat_niet_mee(als, maak, in_borne):
    taak = maak.taak("triage", organisatie="wijkracht")
    als("coordinator").post("trajecten.toewijzing", {"taak": str(taak.id), "aan": "mij"})
    with in_borne():
        assert db.session.get_one(Taak, taak.id).account_id is None


@pytest.mark.parametrize("wie", ["andere_keten", "welzijnscoach"])
def test_wie_er_niet_over_gaat_ziet_een_lege_lijst_die_zegt_wat_te_doen(als, maak, wie):
    maak.traject("Geheim")
    gezien = als(wie).get("trajecten.werkvoorraad")
    assert "Geheim" not in gezien.html
    assert "Er staat voor u niets open" in gezien.tekst


def test_een_andere_gemeente_ziet_niets(als, maak):
    maak.traject("Geheim")
    assert "Geheim" not in als("coordinator_tubbergen", gemeente="tubbergen").get("trajecten.werkvoorraad").html


@pytest.mark.parametrize("wie", ["verwijzer", "beoordelaar", "trainer", "teller", "projectleider", "beheerder", "fg"])
def test_wie_niet_coordineert_komt_er_niet_in(als, wie):
    assert als(wie).get("trajecten.werkvoorraad").status == 403
    assert als(wie).get("trajecten.waarnemingen").status == 403
    assert als(wie).post("trajecten.toewijzing").status == 403


def test_het_logboek_noemt_precies_wie_te_zien_was(als, maak, in_borne):
    gezien = {maak.traject("Een").inwoner_id, maak.traject("Twee").inwoner_id}
    maak.traject("Ander", behandelaar="coordinator2")
    werk(als)
    with in_borne():
        assert set(db.session.scalars(select(LogregelInwoner.inwoner_id))) == gezien


def test_een_lege_lijst_schrijft_niemand_in_het_logboek(als, in_borne):
    werk(als)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(LogregelInwoner)) == 0


def test_het_aantal_vragen_is_gelijk_bij_een_regel_en_bij_25(als, maak, tel_vragen):
    maak.traject()
    klant = als("coordinator")
    klant.get("trajecten.werkvoorraad")
    with tel_vragen() as een:
        klant.get("trajecten.werkvoorraad")
    for nummer in range(30):
        maak.traject(f"Naam {nummer}", behandelaar=[None, "coordinator"][nummer % 2])
    with tel_vragen() as veel:
        klant.get("trajecten.werkvoorraad")
    assert len(een) == len(veel) <= 12


def test_waarnemen_brengt_het_werk_van_een_collega_bij_het_mijne(als, maak):
    maak.traject("Van Carel", behandelaar="coordinator2")
    assert namen(als("coordinator").get("trajecten.werkvoorraad", wie="mij")) == []
    van, tot = vandaag(), vandaag() + timedelta(days=3)
    velden = {
        "account": str(wereld.id_van("coordinator2")),
        "waarnemer": "mij",
        "van": f"{van:%d-%m-%Y}",
        "tot": f"{tot:%d-%m-%Y}",
    }
    lijst = als("coordinator").post("trajecten.waarnemingen", velden).volg()
    assert "loopt nu" in lijst.tekst
    gezien = als("coordinator").get("trajecten.werkvoorraad", wie="mij")
    assert namen(gezien) == ["Van Carel"]
    assert "U neemt waar voor Carel Coordinator" in gezien.tekst


def test_een_waarneming_die_eindigt_geeft_het_werk_terug(als, maak, in_borne):
    from ketens.gebruikers.models import Account
    from ketens.trajecten import waarneming

    maak.traject("Van Carel", behandelaar="coordinator2")
    with in_borne():
        rij = waarneming.neem_waar(
            db.session.get_one(Account, wereld.id_van("coordinator2")),
            db.session.get_one(Account, wereld.id_van("coordinator")),
            van=vandaag(),
            tot=vandaag(),
            door=wereld.wie("coordinator"),
        )
        db.session.commit()
    klant = als("coordinator")
    assert namen(klant.get("trajecten.werkvoorraad", wie="mij")) == ["Van Carel"]
    assert klant.post("trajecten.einde_waarneming", waarneming_id=rij.id).naar.endswith("/waarnemingen")
    assert namen(klant.get("trajecten.werkvoorraad", wie="mij")) == []
    vreemd = als("coordinator_tubbergen", gemeente="tubbergen")
    assert vreemd.post("trajecten.einde_waarneming", waarneming_id=rij.id).status == 404


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tot": "01-01-2027", "van": "02-01-2027"}, "De laatste dag ligt voor de eerste dag"),
        ({"tot": "01-01-2024", "van": "01-01-2024"}, "Deze periode is al voorbij"),
        ({"waarnemer": str(wereld.id_van("coordinator2"))}, "Kies iemand anders om waar te nemen"),
        ({"waarnemer": str(wereld.id_van("trainer"))}, "Kies iets uit de lijst"),
        ({"van": "31-02-2027"}, "Deze datum bestaat niet"),
        ({"account": ""}, "Kies wie er niet is"),
    ],
)
def test_een_onmogelijke_waarneming_zegt_wat_er_mis_is(als, velden, zin):
    goed = {"account": str(wereld.id_van("coordinator2")), "waarnemer": "mij", "van": "01-01-2030", "tot": "02-01-2030"}
    antwoord = als("coordinator").post("trajecten.waarnemingen", goed | velden)
    assert antwoord.status == 422
    assert any(zin in fout for fout in antwoord.fouten)


def test_maak_taak_staat_op_de_werkvoorraad(als, in_borne):
    with in_borne():
        handelingen.maak_taak(
            soort="triage",
            keten_code=wereld.KETEN,
            organisatie_id=wereld.id_van("gemeente-borne"),
            endpoint="triage.detail",
            object_id=wereld.id_van("een verwijzing"),
            kenmerk="BKT-12345",
        )
        db.session.commit()
    gezien = werk(als)
    assert "Nieuwe verwijzing: aannemen of weigeren" in gezien.tekst
    assert "BKT-12345" in gezien.tekst
