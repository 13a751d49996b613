"""The feed of a calendar: what stands in it, for whom, and when it opens nothing."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from ketens.agenda.models import Agendaadres
from ketens.audit.models import Logregel
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.groepen.models import Bijeenkomst, Groep, GroepTrainer, Vervanging
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, is_werkdag, nu, vandaag
from ketens.rooster.inrichten import gelast_af
from ketens.rooster.verzetten import gelast_bijeenkomst_af, verzet
from tests import wereld
from tests.merken import OP_SQLITE

GEHEIM = "Voor mevrouw Geheimzinnig"


@pytest.fixture
def vraag_adres(als):
    """`vraag_adres("trainer")` asks for an address, of one group or of all, and returns its path."""

    def vraag(wie, groep=None, gemeente="borne"):
        klant = als(wie, gemeente)
        waar = ("agenda.van_groep", {"groep_id": groep.id}) if groep else ("agenda.eigen", {})
        pagina = klant.post(waar[0], **waar[1]).volg()
        adres = next("".join(el.itertext()) for el in pagina.boom.iter() if el.get("id") == "agenda-adres")
        return adres.removeprefix("http://localhost")

    return vraag


@pytest.fixture
def haal(als):
    """`haal(pad)` is what a calendar gets."""
    browser = als(None).browser

    def doe(pad, **kop):
        return browser.get(pad, headers=kop)

    return doe


@pytest.fixture
def groep(maak):
    """A group with a name that is nobody's business, led by the trainer."""
    return maak.groep(GEHEIM, trainers=["trainer"])


def lees(antwoord):
    """Return the events of a feed, by session."""
    assert antwoord.status_code == 200
    assert antwoord.mimetype == "text/calendar"
    return list(Calendar.from_ical(antwoord.data).walk("VEVENT"))


def eerste(groep):
    return db.session.scalars(select(Bijeenkomst).where(Bijeenkomst.groep_id == groep.id).order_by("nr").limit(1)).one()


def test_de_trainer_ziet_elke_bijeenkomst_in_amsterdamse_tijd(vraag_adres, haal, groep, in_borne):
    antwoord = haal(vraag_adres("trainer"))
    sessies = lees(antwoord)
    with in_borne():
        begint_op, minuten, sessie_id = eerste(groep).begint_op, eerste(groep).minuten, eerste(groep).id
    assert len(sessies) == 24
    assert sessies[0]["SUMMARY"] == "In Balans, bijeenkomst 1 van 24"
    assert sessies[0]["LOCATION"] == "De Proefzaal"
    assert sessies[0]["STATUS"] == "CONFIRMED"
    assert sessies[0]["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert sessies[0].start == begint_op.astimezone(AMSTERDAM)
    assert sessies[0].end - sessies[0].start == timedelta(minutes=minuten)
    assert sessies[0]["URL"].endswith(f"/borne/bijeenkomsten/{sessie_id}/aanwezigheid")
    assert b"BEGIN:VTIMEZONE" in antwoord.data
    assert b"TZID:Europe/Amsterdam" in antwoord.data


def test_er_staat_niemand_in_en_ook_de_naam_van_de_groep_niet(vraag_adres, haal, groep, maak, plaats_iemand):
    plaats_iemand(groep, "Geheimzinnig")
    inhoud = haal(vraag_adres("trainer")).get_data(as_text=True).replace("\r\n ", "")
    assert not [woord for woord in ("Geheimzinnig", "mevrouw", "Gerda", "Tom", "Trainer") if woord in inhoud]


@pytest.fixture
def plaats_iemand(app, maak):
    """Place a resident in a group."""
    from ketens.groepen.handelingen import plaats

    def doe(groep, achternaam):
        traject = maak.klaar_voor_plaats(achternaam)
        with wereld.binnen(app):
            hier = db.session.get_one(Groep, groep.id)
            plaats(db.session.get_one(type(traject), traject.id), hier, door=wereld.wie("coordinator"))
            db.session.commit()
            db.session.expunge_all()

    return doe


@OP_SQLITE
def test_wat_verzet_of_afgelast_is_wordt_nieuwer_en_houdt_zijn_naam(vraag_adres, haal, groep, in_borne):
    pad = vraag_adres("trainer")
    voor = {een["UID"]: een for een in lees(haal(pad))}
    with in_borne():
        sessies = db.session.scalars(select(Bijeenkomst).order_by(Bijeenkomst.nr)).all()
        dag = next(d for n in range(1, 9) if is_werkdag(d := sessies[3].begint_op.date() + timedelta(days=n)))
        verzet(sessies[3], dag=dag, uur="11.15", reden="Zaal bezet", door=wereld.wie("coordinator"))
        gelast_bijeenkomst_af(sessies[4], reden="Ziek: bel Annie", door=wereld.wie("coordinator"))
        verzette, afgelaste = f"{sessies[3].id}@ketens", f"{sessies[4].id}@ketens"
        db.session.commit()
    na = {een["UID"]: een for een in lees(haal(pad))}
    assert na.keys() == voor.keys()
    assert (na[verzette].start.date(), na[verzette].start.hour) == (dag, 11)
    assert na[verzette]["SEQUENCE"] > voor[verzette]["SEQUENCE"]
    assert na[afgelaste]["STATUS"] == "CANCELLED"
    assert na[afgelaste]["SEQUENCE"] > voor[afgelaste]["SEQUENCE"]
    assert na[afgelaste]["SUMMARY"] == "Gaat niet door: In Balans, bijeenkomst 5 van 24"
    assert "Annie" not in na[afgelaste].to_ical().decode()
    assert all(na[uid]["DTSTAMP"].dt >= voor[uid]["DTSTAMP"].dt for uid in voor)


@OP_SQLITE
def test_van_een_groep_die_niet_doorgaat_gaat_geen_bijeenkomst_door(vraag_adres, haal, groep, in_borne):
    pad = vraag_adres("coordinator", groep)
    toen = lees(haal(pad))[0]["SEQUENCE"]
    with in_borne():
        gelast_af(db.session.get_one(Groep, groep.id), reden="Te weinig mensen", door=wereld.wie("coordinator"))
        db.session.commit()
    sessies = lees(haal(pad))
    assert {een["STATUS"] for een in sessies} == {"CANCELLED"}
    assert sessies[0]["SEQUENCE"] > toen


@OP_SQLITE
def test_een_vervanger_heeft_die_ene_bijeenkomst_en_de_trainer_ziet_dat(vraag_adres, haal, groep, in_borne):
    with in_borne():
        bijeenkomst = eerste(groep)
        vervanging = Vervanging(bijeenkomst_id=bijeenkomst.id, groep_id=groep.id, account_id=wereld.id_van("trainer2"))
        db.session.add(vervanging)
        db.session.commit()
        vervanging_id = vervanging.id
    inval = vraag_adres("trainer2")
    assert [een["SUMMARY"] for een in lees(haal(inval))] == ["U valt in: In Balans, bijeenkomst 1 van 24"]
    eigen = lees(haal(vraag_adres("trainer")))
    assert eigen[0]["SUMMARY"] == "In Balans, bijeenkomst 1 van 24 (met een vervanger)"
    assert {een["TRANSP"] for een in eigen} == {"OPAQUE", "TRANSPARENT"}
    with in_borne():
        db.session.get_one(Vervanging, vervanging_id).ingetrokken_op = nu()
        db.session.commit()
    assert lees(haal(inval)) == []


@OP_SQLITE
def test_de_weg_naar_het_adres_staat_waar_men_ernaar_zoekt(als, groep):
    for wie, endpoint, doel in (
        ("trainer", "rapportage.start", "agenda.eigen"),
        ("trainer", "rooster.detail", "agenda.eigen"),
        ("coordinator", "rooster.lijst", "agenda.eigen"),
        ("coordinator", "rooster.detail", "agenda.van_groep"),
    ):
        klant = als(wie)
        van = {"groep_id": groep.id} if endpoint == "rooster.detail" else {}
        naar = {"groep_id": groep.id} if doel == "agenda.van_groep" else {}
        assert f'href="{klant.url(doel, **naar)}"' in klant.get(endpoint, **van).html, (wie, endpoint)


def test_een_nieuw_adres_sluit_het_oude(vraag_adres, haal, groep):
    oud = vraag_adres("trainer")
    nieuw = vraag_adres("trainer")
    assert haal(oud).status_code == 404
    assert len(lees(haal(nieuw))) == 24


@OP_SQLITE
def test_een_adres_dat_is_veranderd_of_verzonnen_opent_niets(vraag_adres, haal, groep):
    pad = vraag_adres("trainer")
    token = pad.removeprefix("/agenda/").removesuffix(".ics")
    inhoud, _, teken = token.rpartition(".")
    for stuk in (f"{inhoud[:-1]}A.{teken}", inhoud, f"{inhoud}.{teken[::-1]}", "x", "%00", "é"):
        assert haal(f"/agenda/{stuk}.ics").status_code in (400, 404)
    assert haal(f"/status/{token}").status_code == 404, "een sleutel van een agenda is er geen van iets anders"


@OP_SQLITE
@pytest.mark.parametrize("hoe", ["geblokkeerd", "pet voorbij", "uit de groep"])
def test_wie_de_groepen_niet_meer_mag_zien_krijgt_niets(vraag_adres, haal, groep, in_borne, hoe):
    pad, van_groep = vraag_adres("trainer"), vraag_adres("coordinator", groep)
    with in_borne():
        trainer = wereld.id_van("trainer")
        if hoe == "geblokkeerd":
            db.session.get_one(Account, trainer).geblokkeerd_op = nu()
        elif hoe == "pet voorbij":
            pet = db.session.scalars(select(Lidmaatschap).where(Lidmaatschap.account_id == trainer)).one()
            pet.tot = vandaag() - timedelta(days=1)
        else:
            db.session.scalars(select(GroepTrainer)).one().tot = vandaag()
        db.session.commit()
    antwoord = haal(pad)
    assert lees(antwoord) == [] if hoe == "uit de groep" else antwoord.status_code == 404
    assert len(lees(haal(van_groep))) == 24


@OP_SQLITE
def test_wie_de_groep_niet_meer_beheert_leest_haar_ook_niet(vraag_adres, haal, groep, in_borne):
    pad = vraag_adres("coordinator", groep)
    with in_borne():
        pet = db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator"))
        pet.ketens = ["welzijn_op_recept"]
        db.session.commit()
    assert haal(pad).status_code == 404


@OP_SQLITE
def test_een_agenda_die_niets_nieuws_ziet_krijgt_niets_nieuws(vraag_adres, haal, groep):
    pad = vraag_adres("trainer")
    antwoord = haal(pad)
    assert antwoord.headers["Cache-Control"] == "private, no-cache"
    assert antwoord.headers["X-Robots-Tag"].startswith("noindex")
    assert antwoord.headers["Referrer-Policy"] == "no-referrer"
    nog_eens = haal(pad, **{"If-None-Match": antwoord.headers["ETag"]})
    assert (nog_eens.status_code, nog_eens.data) == (304, b"")


@OP_SQLITE
def test_lezen_laat_geen_spoor_na_want_er_staat_niemand_in(vraag_adres, haal, groep, in_borne):
    pad = vraag_adres("trainer")
    with in_borne():
        voor = db.session.scalar(select(func.count()).select_from(Logregel))
    haal(pad)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Logregel)) == voor
        assert db.session.scalars(select(Agendaadres)).one().nr == 1


@OP_SQLITE
def test_het_aantal_vragen_groeit_niet_met_de_groepen(vraag_adres, haal, groep, maak, tel_vragen):
    pad = vraag_adres("trainer")
    with tel_vragen() as weinig:
        haal(pad)
    for nr in range(4):
        maak.groep(f"Groep {nr}", trainers=["trainer"])
    with tel_vragen() as veel:
        assert len(lees(haal(pad))) == 5 * 24
    assert len(veel) == len(weinig) <= 12
