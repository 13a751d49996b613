"""All that is kept of one resident, and nothing of another: by walking all models, and a mark in every sealed field."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Lidmaatschap
from ketens.invoer.models import Invoerregel
from ketens.inwoners.models import Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import REGISTER, db
from ketens.kern.klok import vandaag
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.stukken import json_, pdf
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.bouwen import bouw_in
from ketens.uitvoer.models import Uitvoer
from ketens.verzoeken import kaart as kaartbestand
from ketens.verzoeken.inzage import inzage
from ketens.verzoeken.kaart import gaten, kaart
from ketens.verzoeken.models import Soort
from tests import wereld
from tests.bouwkunde.verhaal import VELDEN, vertel
from tests.merken import OP_SQLITE

WIE = "coordinator2"
# The story writes the name of the file in one of its rows too.
STAAT_OOK_IN_EEN_RIJ = "Overnemen uit een bestand: de naam ervan"
# A file that is taken over loses that column when it is read.
WORDT_NIET_BEWAARD = "Overnemen uit een bestand: burgerservicenummer"
# The trainer stands on the nota that the resident has at home.
MEDEWERKERS = ("Cora Coordinator", "Hanna Huisarts", "Bea Beoordelaar", "Carel Coordinator")


def test_van_elke_tabel_en_kolom_is_bepaald_of_de_inwoner_die_krijgt(app):
    """A new table or column fails here until it is given, or left out with a reason (inzage.toml)."""
    assert gaten() == []


def test_een_kolom_die_niemand_noemt_valt_op(app, monkeypatch):
    inwoner = kaart().tabellen["inwoner"]
    zonder = replace(inwoner, geeft={naam: woord for naam, woord in inwoner.geeft.items() if naam != "email"})
    anders = replace(kaart(), tabellen={**kaart().tabellen, "inwoner": zonder})
    monkeypatch.setattr(kaartbestand, "kaart", lambda: anders)
    assert "inwoner.email: niet gegeven en geen reden" in gaten()
    nergens = {naam: plan for naam, plan in anders.tabellen.items() if naam != "traject"}
    monkeypatch.setattr(kaartbestand, "kaart", lambda: replace(anders, tabellen=nergens))
    assert "traject: staat niet in inzage.toml" in gaten()


def test_wat_over_een_inwoner_gaat_wordt_gegeven_tenzij_het_ons_eigen_werk_is(app):
    """A table that points to a resident is left out only for one of these reasons."""
    for mapper in REGISTER.mappers:
        tabel = mapper.class_.__tablename__
        if any(
            sleutel.target_fullname == "inwoner.id"
            for kolom in mapper.local_table.columns
            for sleutel in kolom.foreign_keys
        ):
            assert kaart().tabellen[tabel].niet in ("", "zoeken", "werk", "dubbel", "bewaren"), tabel


def maak_stuk(in_borne, verzoek_id):
    with in_borne():
        return inzage(wereld.wie(WIE), verzoek=str(verzoek_id))


def teksten(stuk):
    """What stands on paper, and what stands in the file."""
    papier = json_.schrijf(replace(stuk, gegevens=None)).decode()
    return papier, json_.schrijf(stuk).decode()


def als_iso(merk):
    dag, _, rest = merk.partition("-")
    maand, _, jaar = rest.partition("-")
    return f"{jaar}-{maand}-{dag}" if len(jaar) == 4 and dag.isdigit() else merk


@OP_SQLITE
@pytest.mark.traag
def test_elk_verzegeld_veld_van_deze_inwoner_staat_erin_en_niets_van_een_ander(app, maak, vraag, in_borne):
    """One story with a mark in every sealed field; an other resident of the same groups and ketens beside it."""
    ander = maak.traject("Anderachter", behandelaar="coordinator")
    papier = bestand = ""
    for ids in vertel(app, maak):
        (inwoner_id, *_) = ids["inwoner"]
        with in_borne():
            # In the story these two are of somebody else.
            db.session.execute(update(Mail).values(inwoner_id=inwoner_id))
            db.session.execute(update(Invoerregel).values(gemaakt={"inwoner": str(inwoner_id)}))
            db.session.get_one(Inwoner, ander.inwoner_id).telefoon = "+31699887766"
            db.session.commit()
        # Some of it goes as the story goes on: what the trainer had to know, for one.
        nu = teksten(maak_stuk(in_borne, vraag(inwoner_id)))
        papier, bestand = papier + nu[0], bestand + nu[1]
    plannen = kaart().tabellen
    gemist, gelekt = [], []
    for veld in VELDEN:
        cellen = [cel.split(".") for cel in veld.cellen]
        if not cellen or any(tabel not in plannen for tabel, _ in cellen):
            continue
        gegeven = any(kolom in plannen[tabel].geeft for tabel, kolom in cellen)
        op_papier = any(merk in papier for merk in veld.merken)
        in_bestand = any(
            vorm in bestand for merk in veld.merken for vorm in (merk, als_iso(merk), merk.replace(",", "."))
        )
        if gegeven and not (op_papier and in_bestand) and veld.naam != WORDT_NIET_BEWAARD:
            gemist.append(f"{veld.naam}: papier {op_papier}, bestand {in_bestand}")
        if not gegeven and (op_papier or in_bestand) and veld.naam != STAAT_OOK_IN_EEN_RIJ:
            gelekt.append(veld.naam)
    assert gelekt == []
    assert gemist == [], "\n".join(gemist)
    for tekst in (papier, bestand):
        assert "Anderachter" not in tekst
        assert "699887766" not in tekst
        assert [naam for naam in MEDEWERKERS if naam in tekst] == []


@pytest.fixture
def bouw(app):
    """Do what the worker does."""

    def doe():
        with wereld.binnen(app):
            return bouw_in([wereld.id_van("borne")])

    return doe


@pytest.mark.parametrize("formaat", ["pdf", "json"])
def test_van_knop_tot_bestand_en_elke_keer_in_het_logboek(als, maak, vraag, bouw, in_borne, *, formaat):
    traject = maak.traject("Jansenius")
    verzoek, klant = vraag(traject.inwoner_id), als(WIE)
    heen = klant.post("verzoeken.bestand", {"formaat": formaat, "formulier_id": str(uuid4())}, verzoek_id=verzoek)
    assert heen.status == 303
    assert bouw() == 1
    with in_borne():
        uitvoer = db.session.scalars(select(Uitvoer)).one()
        uitvoer_id = uitvoer.id
        assert uitvoer.klaar_op is not None
        ruw = (bewaarplaats.map_van(uitvoer.gemeente_id) / uitvoer.id.hex).read_bytes()
        assert b"Jansenius" not in ruw
        assert b"%PDF" not in ruw
    antwoord = klant.browser.get(klant.url("uitvoer.ophalen", uitvoer_id=uitvoer_id))
    assert antwoord.status_code == 200
    if formaat == "json":
        inhoud = json.loads(antwoord.data)
        assert inhoud["tabellen"]["inwoner"]["rijen"][0]["achternaam"] == "Jansenius"
        assert inhoud["bekeken"]
    else:
        assert antwoord.data.startswith(b"%PDF")
        assert b"/StructTreeRoot" in antwoord.data
    with in_borne():
        van = select(Logregel.route).join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
        routes = list(db.session.scalars(van.where(LogregelInwoner.inwoner_id == traject.inwoner_id)))
        assert {"verzoeken.bestand", "uitvoer.bouw", "uitvoer.ophalen"} <= set(routes)


@OP_SQLITE
def test_een_ander_haalt_het_niet_op_en_wie_het_niet_meer_mag_ook_niet(als, maak, vraag, bouw, in_borne):
    klant = als(WIE)
    klant.post(
        "verzoeken.bestand",
        {"formaat": "json", "formulier_id": str(uuid4())},
        verzoek_id=vraag(maak.inwoner("Jansen").id),
    )
    bouw()
    with in_borne():
        uitvoer_id = db.session.scalars(select(Uitvoer.id)).one()
    assert als("beheerder").get("uitvoer.ophalen", uitvoer_id=uitvoer_id).status == 404
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van("coordinator2-coordinator")).verzoeken = False
        db.session.commit()
    assert klant.get("uitvoer.ophalen", uitvoer_id=uitvoer_id).status == 404


@OP_SQLITE
def test_wie_het_niet_mag_vraagt_het_ook_niet_langs_de_gewone_weg(als, maak, vraag, in_borne):
    verzoek = vraag(maak.inwoner("Jansen").id)
    velden = {"formulier_id": str(verzoek), "soort": "inzage", "formaat": "json", "verzoek": str(verzoek)}
    assert als(Rol.COORDINATOR).post("uitvoer.nieuw", velden).status == 422
    with in_borne():
        assert db.session.scalars(select(Uitvoer)).all() == []


@OP_SQLITE
def test_zonder_te_weten_wie_het_is_komt_er_geen_bestand(als, maak, vraag):
    verzoek = vraag(maak.inwoner("Jansen").id, identiteit=None)
    assert (
        "Stel eerst vast"
        in als(WIE)
        .post("verzoeken.bestand", {"formaat": "pdf", "formulier_id": str(uuid4())}, verzoek_id=verzoek)
        .tekst
    )


@OP_SQLITE
def test_wie_op_slot_staat_krijgt_toch_alles_van_zichzelf(maak, vraag, beslis, in_borne):
    traject = maak.traject("Jansenius")
    beslis(vraag(traject.inwoner_id, Soort.BEPERKING), "toegewezen", "betwist")
    papier, bestand = teksten(maak_stuk(in_borne, vraag(traject.inwoner_id)))
    assert "Jansenius" in papier
    assert "Jansenius" in bestand


@OP_SQLITE
def test_het_bestand_om_mee_te_nemen_heeft_alleen_wat_de_inwoner_zelf_gaf(maak, vraag, in_borne):
    verwijzing = maak.verwijzing("Jansenius", toelichting="Merktoelichting van de huisarts")
    stuk = maak_stuk(in_borne, vraag(verwijzing.inwoner_id, Soort.OVERDRAAGBAARHEID))
    inhoud = json.loads(json_.schrijf(stuk))
    assert inhoud["tabellen"]["inwoner"]["rijen"][0]["achternaam"] == "Jansenius"
    assert "Merktoelichting" not in json.dumps(inhoud)
    assert "bekeken" not in inhoud
    assert set(inhoud["tabellen"]["verwijzing"]["rijen"][0]) == {"persoon_naam", "persoon_geboortedatum", "antwoorden"}


@OP_SQLITE
def test_samengevoegde_records_komen_in_een_stuk(maak, vraag, in_borne):
    een, ander = maak.inwoner("Jansenius"), maak.inwoner("Janssenius")
    with in_borne():
        db.session.get_one(Inwoner, ander.id).zelfde_als_id = een.id
        db.session.commit()
    inhoud = json.loads(json_.schrijf(maak_stuk(in_borne, vraag(ander.id))))
    namen = {rij["achternaam"] for rij in inhoud["tabellen"]["inwoner"]["rijen"]}
    assert namen == {"Jansenius", "Janssenius"}


ADRES = {"straat": "Schuilstraat", "plaats": "Verdenoord", "telefoon": "+31699887766", "email": "schuil@proef.example"}
MERKEN = ("Schuilstraat", "Verdenoord", "99887766", "schuil@proef", "Zus op werkdagen")
REDEN = "krijgt daarom alleen de inwoner zelf"


@pytest.fixture
def schuilt(maak, in_borne):
    """Somebody with a safe contact, and where they are."""
    traject = maak.traject("Jansenius")
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        for veld, waarde in ADRES.items():
            setattr(inwoner, veld, waarde)
        inwoner.veilig_contact = VeiligContact(let_op="Zus op werkdagen", geen_brief=True)
        db.session.commit()
    return traject.inwoner_id


ANDER = {
    "vrager": "vertegenwoordiger",
    "vertegenwoordiger": "Pim Partner",
    "vertegenwoordiger_grond": "familie",
    "identiteit": "machtiging",
}


@OP_SQLITE
@pytest.mark.parametrize("soort", [Soort.INZAGE, Soort.OVERDRAAGBAARHEID])
def test_een_vertegenwoordiger_hoort_niet_waar_iemand_met_veilig_contact_is(schuilt, vraag, in_borne, soort):
    for tekst in teksten(maak_stuk(in_borne, vraag(schuilt, soort, **ANDER))):
        assert "Jansenius" in tekst
        assert [merk for merk in MERKEN if merk in tekst] == []
        assert REDEN in tekst


@OP_SQLITE
@pytest.mark.parametrize("soort", [Soort.INZAGE, Soort.OVERDRAAGBAARHEID])
def test_wie_het_zelf_vraagt_krijgt_ook_dat(schuilt, vraag, in_borne, soort):
    for tekst in teksten(maak_stuk(in_borne, vraag(schuilt, soort))):
        assert [merk for merk in MERKEN if merk not in tekst] == []
        assert REDEN not in tekst


@OP_SQLITE
def test_zonder_veilig_contact_krijgt_een_vertegenwoordiger_alles(maak, vraag, in_borne):
    inwoner = maak.inwoner("Jansenius")
    with in_borne():
        db.session.get_one(Inwoner, inwoner.id).straat = "Schuilstraat"
        db.session.commit()
    for tekst in teksten(maak_stuk(in_borne, vraag(inwoner.id, **ANDER))):
        assert "Schuilstraat" in tekst


@OP_SQLITE
def test_alleen_de_ketens_van_deze_inwoner_zeggen_wie_gegevens_krijgt(maak, vraag, in_borne):
    stuk = maak_stuk(in_borne, vraag(maak.traject(achternaam="Wilgenroos").inwoner_id))
    (ontvangers,) = (hoofdstuk for hoofdstuk in stuk.hoofdstukken if hoofdstuk.code == "ontvangers")
    assert {rij[0] for blok in ontvangers.blokken for rij in getattr(blok, "rijen", ())} == {"Valpreventie"}
    assert "Neem contact op met gemeente" in teksten(stuk)[0]


def test_op_papier_staat_geen_code_en_is_het_een_getagde_pdf(maak, vraag, in_borne):
    traject = maak.traject("Jansenius")
    stuk = maak_stuk(in_borne, vraag(traject.inwoner_id))
    papier = teksten(stuk)[0]
    assert "valpreventie@" not in papier
    assert str(traject.id) not in papier
    assert str(vandaag().year) in papier
    assert b"/StructTreeRoot" in pdf.schrijf(stuk)
