"""A beheerder makes accounts, gives and takes hats, blocks, and sends a link: only in their own gemeente."""

import re

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.gebruikers.beheren import maak_account
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie, OrganisatieSoort
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen
from tests.uitnodigingen.conftest import GOED

GEGEVENS = {"naam": "Anna Anders", "email": "anders@proef.example", "functie": "arts"}
COORDINATOR, FYSIO = wereld.id_van("coordinator"), wereld.id_van("fysio")


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


def nieuw(beheerder, **anders):
    velden = {"naam": "Nina Nieuw", "email": "Nina@Proef.example", "functie": "POH", "organisatie": str(FYSIO)}
    return beheerder.post("beheer.nieuw_account", velden | anders)


def link_op(pagina):
    return re.search(r'<code id="link">http://localhost([^<]+)</code>', pagina.html)[1]


def kies(klant, pad, wachtwoord=GOED):
    return klant.browser.post(pad, data={"csrf_token": klant.token, "nieuw": wachtwoord})


def test_een_nieuw_account_kiest_zelf_een_wachtwoord_met_de_getoonde_link(beheerder, als):
    """Where no mail can go, the beheerder gives the link by hand."""
    pagina = nieuw(beheerder)
    assert pagina.status == 200
    assert "U ziet deze link maar één keer" in pagina.tekst
    klant, pad = als(None), link_op(pagina)
    assert pad.startswith("/uitnodiging/")
    assert kies(klant, pad).status_code == 303
    assert klant.get("gebruikers.begin").kop == "U heeft nog geen rol"
    assert inloggen(als(None), email="nina@proef.example", wachtwoord=GOED).status == 303


def test_zonder_gekozen_wachtwoord_past_er_geen(beheerder, als):
    nieuw(beheerder)
    for wachtwoord in ("", " ", "geen account"):
        assert inloggen(als(None), email="nina@proef.example", wachtwoord=wachtwoord).status == 422


def test_een_getoonde_link_komt_nooit_meer_terug(beheerder, in_borne):
    pad = link_op(nieuw(beheerder))
    with in_borne():
        wie = db.session.scalars(select(Account.id).where(Account.email == "nina@proef.example")).one()
    assert pad not in beheerder.get("beheer.account", account_id=wie).html
    tweede = beheerder.post("beheer.link", account_id=wie)
    assert link_op(tweede).startswith("/uitnodiging/")
    assert link_op(tweede) != pad


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"email": "coordinator@proef.example"}, "Er is al een account met dit e-mailadres."),
        ({"email": "COORDINATOR@proef.example"}, "Er is al een account met dit e-mailadres."),
        ({"email": "geen adres"}, "Vul een e-mailadres in zoals naam@praktijk.nl."),
        ({"naam": ""}, "Vul de naam in."),
        ({"organisatie": ""}, "Kies de werkgever."),
        ({"organisatie": str(wereld.id_van("praktijk-tubbergen"))}, "Kies iets uit de lijst."),
    ],
)
def test_een_account_dat_niet_kan_wordt_niet_gemaakt(beheerder, anders, zin):
    pagina = nieuw(beheerder, **anders)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)


def test_een_samenwerking_heeft_geen_medewerkers(beheerder, in_borne):
    with in_borne():
        hus = Organisatie(naam="Sociaal Hus", soort=OrganisatieSoort.SOCIAAL_HUS, gemeente_id=wereld.id_van("borne"))
        db.session.add(hus)
        db.session.commit()
        hus_id = hus.id
    assert nieuw(beheerder, organisatie=str(hus_id)).status == 422


def geef(beheerder, account="teller", **anders):
    velden = {"rol": "coordinator", "organisatie": str(FYSIO), "ketens": wereld.KETEN} | anders
    return beheerder.post("beheer.lidmaatschap", velden, account_id=wereld.id_van(account))


def test_een_gegeven_rol_werkt_meteen(beheerder, als):
    assert geef(beheerder).status == 303
    teller = als(Rol.TELLER)
    with_pet = teller.get("rapportage.start").html
    assert "coördinator · Fysio Proef" in re.sub(r"\s+", " ", with_pet)


def test_dezelfde_rol_geeft_u_niet_twee_keer(beheerder):
    geef(beheerder)
    assert any("heeft dit account al" in fout for fout in geef(beheerder).fouten)


def test_een_rol_zonder_keten_kan_alleen_voor_beheerder_en_fg(beheerder):
    assert "Ketens: Kies ten minste een keten." in geef(beheerder, ketens="").fouten
    assert geef(beheerder, rol="fg", ketens="").status == 303


def test_een_beeindigde_rol_opent_niets_meer_en_kan_opnieuw_worden_gegeven(beheerder, als, in_borne):
    pet = wereld.id_van("trainer-trainer")
    assert beheerder.post("beheer.einde_lidmaatschap", lidmaatschap_id=pet).status == 303
    assert als(Rol.TRAINER).get("rapportage.start").status == 404
    assert any(
        "al beëindigd" in fout for fout in beheerder.post("beheer.einde_lidmaatschap", lidmaatschap_id=pet).fouten
    )
    assert geef(beheerder, "trainer", rol="trainer").status == 303
    assert als(Rol.TRAINER).get("rapportage.start").status == 200
    with in_borne():
        vraag = select(Lidmaatschap).where(Lidmaatschap.account_id == wereld.id_van("trainer"))
        assert [rij.id for rij in db.session.scalars(vraag)] == [pet]


def test_blokkeren_sluit_iemand_meteen_buiten_en_opheffen_laat_weer_binnen(beheerder, als):
    coordinator = als(Rol.COORDINATOR)
    assert coordinator.get("rapportage.start").status == 200
    assert beheerder.post("beheer.blokkade", account_id=COORDINATOR).status == 303
    assert coordinator.get("rapportage.start").status == 303
    assert inloggen(als(None)).status == 422
    beheerder.post("beheer.opheffing", account_id=COORDINATOR)
    assert coordinator.get("rapportage.start").status == 303, "de oude sessie blijft gesloten"
    assert inloggen(als(None)).status == 303


def test_met_een_nieuwe_link_vervangt_iemand_het_wachtwoord_en_eindigen_de_sessies(beheerder, als):
    coordinator = als(Rol.COORDINATOR)
    pad = link_op(beheerder.post("beheer.link", account_id=COORDINATOR))
    assert pad.startswith("/herstellink/")
    assert coordinator.get("rapportage.start").status == 200, "zolang er niets gekozen is, blijft alles zoals het was"
    assert kies(als(None), pad).status_code == 303
    assert coordinator.get("rapportage.start").status == 303
    assert inloggen(als(None)).status == 422
    assert inloggen(als(None), wachtwoord=GOED).status == 303


def test_een_beheerder_wijzigt_zichzelf_niet(beheerder):
    ik = wereld.id_van("beheerder")
    for antwoord in (
        beheerder.post("beheer.blokkade", account_id=ik),
        beheerder.post("beheer.link", account_id=ik),
        beheerder.post("beheer.gegevens", GEGEVENS, account_id=ik),
        beheerder.post("beheer.uitdienst", {"per": "01-12-2099"}, account_id=ik),
        beheerder.post("beheer.einde_lidmaatschap", lidmaatschap_id=wereld.id_van("beheerder-beheerder")),
        geef(beheerder, "beheerder", rol="fg", ketens=""),
    ):
        assert antwoord.status == 422
        assert any("Vraag een andere beheerder" in fout for fout in antwoord.fouten)


def test_wie_bij_een_andere_gemeente_hoort_bestaat_hier_niet(beheerder):
    daar = wereld.id_van("coordinator_tubbergen")
    assert beheerder.get("beheer.account", account_id=daar).status == 404
    assert beheerder.post("beheer.blokkade", account_id=daar).status == 404
    assert beheerder.post("beheer.link", account_id=daar).status == 404
    assert geef(beheerder, "coordinator_tubbergen").status == 404
    pet = wereld.id_van("coordinator_tubbergen-coordinator")
    assert beheerder.post("beheer.einde_lidmaatschap", lidmaatschap_id=pet).status == 404
    assert "Tess" not in beheerder.get("beheer.accounts").tekst


def test_wie_hier_een_rol_heeft_maar_elders_werkt_houdt_zijn_eigen_wachtwoord(beheerder, in_borne):
    """Else a beheerder could sign in as them, and look around in the other gemeente."""
    with in_borne():
        werkgever = db.session.get(Organisatie, wereld.id_van("praktijk-tubbergen"))
        account = maak_account(email="gast@proef.example", naam="Gerda Gast", organisatie=werkgever)
        db.session.flush()
        db.session.add(
            Lidmaatschap(
                account_id=account.id,
                organisatie_id=FYSIO,
                gemeente_id=wereld.id_van("borne"),
                rol=Rol.TRAINER,
                ketens=[wereld.KETEN],
                vanaf=account.gemaakt_op.date(),
            )
        )
        db.session.commit()
        gast = account.id
    assert beheerder.get("beheer.account", account_id=gast).kop == "Gerda Gast"
    for endpoint in ("beheer.link", "beheer.blokkade", "beheer.opheffing", "beheer.gegevens", "beheer.uitdienst"):
        pagina = beheerder.post(endpoint, GEGEVENS, account_id=gast)
        assert any("werkgever in een andere gemeente" in fout for fout in pagina.fouten)


def test_elke_wijziging_staat_in_het_logboek_met_wat_er_gewijzigd_is(beheerder, in_borne):
    beheerder.post("beheer.blokkade", account_id=COORDINATOR)
    with in_borne():
        regel = db.session.scalars(select(Logregel).order_by(Logregel.id.desc())).first()
        assert (regel.actie, regel.doel, regel.route, regel.object_id) == (
            "U",
            "beheer",
            "beheer.blokkade",
            str(COORDINATOR),
        )
        assert regel.account_id == wereld.id_van("beheerder")


def test_extra_velden_in_het_formulier_wijzigen_niets(beheerder, in_borne):
    elders = str(wereld.id_van("tubbergen"))
    nieuw(beheerder, geblokkeerd_op="2026-01-01", wachtwoord="eigen-keuze-12345", gemeente_id=elders)
    with in_borne():
        account = db.session.scalars(select(Account).where(Account.email == "nina@proef.example")).one()
        assert account.geblokkeerd_op is None
        assert account.lidmaatschappen == []


PROJECTLEIDER = wereld.id_van("projectleider-projectleider")


def regels(in_borne, reden):
    with in_borne():
        return db.session.scalars(select(Logregel.object_id).where(Logregel.reden == reden)).all()


def test_een_projectleider_komt_in_de_regio_en_gaat_er_weer_uit_en_dat_staat_in_het_logboek(beheerder, in_borne):
    assert beheerder.post("beheer.regio", lidmaatschap_id=PROJECTLEIDER).status == 303
    with in_borne():
        assert db.session.get_one(Lidmaatschap, PROJECTLEIDER).regio
    assert beheerder.post("beheer.regio", lidmaatschap_id=PROJECTLEIDER).status == 303
    with in_borne():
        assert not db.session.get_one(Lidmaatschap, PROJECTLEIDER).regio
    assert regels(in_borne, "regio aan") == regels(in_borne, "regio uit") == [str(PROJECTLEIDER)]


def test_alleen_een_projectleider_komt_in_de_regio(beheerder):
    pagina = geef(beheerder, regio="y")
    assert "Alleen een projectleider kan gemeenten naast elkaar zien." in " ".join(pagina.fouten)
    assert beheerder.post("beheer.regio", lidmaatschap_id=wereld.id_van("trainer-trainer")).status == 422
    assert geef(beheerder, rol="projectleider", regio="y").status == 303


def test_een_projectleider_van_een_andere_gemeente_is_niet_van_deze_beheerder(beheerder):
    assert beheerder.post("beheer.regio", lidmaatschap_id=wereld.id_van("verwijzer_tubbergen-verwijzer")).status == 404
