"""The log is complete: every look at a resident, every change and every refusal, with who, why and whose."""

import ast
import inspect
import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ketens.audit import keten
from ketens.audit.models import SYSTEEM, Logregel, LogregelInwoner
from ketens.cli import cli
from ketens.gebruikers.models import Account
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import WERK
from ketens.rechten import Rol
from tests import wereld
from tests.audit.conftest import BORNE
from tests.bouwkunde.bedrijvig import vul, waarden
from tests.bouwkunde.broncode import bestanden
from tests.bouwkunde.routes import wegen
from tests.klant import Klant


@pytest.fixture
def lees(app):
    """The rows of a chain, oldest first, each with the residents it names."""

    def doe(keten_id=BORNE):
        with app.app_context(), in_gemeente(None if keten_id == SYSTEEM else keten_id):
            wie: dict[int, set] = {}
            for logregel_id, inwoner in db.session.execute(
                select(LogregelInwoner.logregel_id, LogregelInwoner.inwoner_id)
            ):
                wie.setdefault(logregel_id, set()).add(inwoner)
            rijen = db.session.scalars(select(Logregel).filter_by(keten_id=keten_id).order_by(Logregel.nr)).all()
            db.session.expunge_all()
            db.session.rollback()
            return [(rij, wie.get(rij.id, set())) for rij in rijen]

    return doe


def stand(rij):
    return rij.actie, rij.route, rij.uitkomst, rij.reden


def tekst(rij):
    return " ".join(str(getattr(rij, veld)) for veld in keten.VELDEN)


@pytest.fixture
def geblokkeerd(app):
    """The trainer is blocked."""
    with app.app_context():
        db.session.get_one(Account, wereld.id_van("trainer")).geblokkeerd_op = nu()
        db.session.commit()


class TestInloggen:
    @pytest.mark.usefixtures("geblokkeerd")
    @pytest.mark.parametrize(
        ("wie", "wachtwoord", "reden"),
        [
            ("niemand", wereld.WACHTWOORD, "onbekend account"),
            ("coordinator", "een verkeerd wachtwoord", "wachtwoord onjuist"),
            ("trainer", wereld.WACHTWOORD, "account geblokkeerd"),
        ],
    )
    def test_een_mislukte_poging_staat_er_zonder_het_adres(self, als, lees, wie, wachtwoord, reden):
        assert (
            als(None).post("gebruikers.inloggen", {"email": f"{wie}@proef.example", "wachtwoord": wachtwoord}).status
            == 422
        )
        ((rij, mensen),) = lees(SYSTEEM)
        assert stand(rij) == ("E", "gebruikers.inloggen", 422, reden)
        assert rij.account_id == (wereld.id_van(wie) if wie in wereld.MENSEN else None)
        assert (rij.rol, mensen) == (None, set())
        assert rij.adres == "127.0.0.1"
        assert "@" not in tekst(rij)

    def test_wie_te_vaak_probeert_staat_er_ook(self, als, lees, monkeypatch):
        monkeypatch.setattr("ketens.gebruikers.pogingen.te_veel", lambda *_, **__: True)
        als(None).post("gebruikers.inloggen", {"email": "x@proef.example", "wachtwoord": "y"})
        assert stand(lees(SYSTEEM)[-1][0]) == ("E", "gebruikers.inloggen", 422, "te vaak geprobeerd")

    def test_inloggen_uitloggen_wachtwoord_en_petwissel(self, als, lees):
        klant = als(None)
        velden = {"email": "alleskunner@proef.example", "wachtwoord": wereld.WACHTWOORD}
        assert klant.post("gebruikers.inloggen", velden).status == 303
        with klant.browser.session_transaction() as sessie:
            sessie["csrf_token"] = "0" * 40
        pet = {"lidmaatschap": str(wereld.id_van(f"alleskunner-{Rol.TRAINER}"))}
        assert klant.post("gebruikers.petwissel", pet).status == 303
        fout = {"huidig": "iets anders", "nieuw": "Een-heel-nieuw-wachtwoord-7", "herhaald": "x"}
        assert klant.post("gebruikers.wachtwoord", fout).status == 422
        assert klant.post("gebruikers.uitloggen").status == 303
        rijen = [rij for rij, _ in lees(SYSTEEM)]
        assert {rij.account_id for rij in rijen} == {wereld.id_van("alleskunner")}
        assert [(rij.actie, rij.route) for rij in rijen if rij.uitkomst == 303] == [
            ("E", "gebruikers.inloggen"),
            ("E", "gebruikers.petwissel"),
            ("E", "gebruikers.uitloggen"),
        ]

    def test_een_verkeerd_huidig_wachtwoord_staat_er_ook(self, als, lees):
        velden = {
            "huidig": "iets anders",
            "nieuw": "Een-heel-nieuw-wachtwoord-7",
            "herhaal": "Een-heel-nieuw-wachtwoord-7",
        }
        assert als(Rol.TRAINER).post("gebruikers.wachtwoord", velden).status == 422
        assert stand(lees(SYSTEEM)[-1][0]) == ("R", "gebruikers.wachtwoord", 422, "huidig wachtwoord onjuist")


class TestZoeken:
    def test_ook_een_zoekvraag_die_niemand_vond_staat_er(self, als, lees):
        assert als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": "bestaatniet"}).status == 200
        rij, mensen = lees()[-1]
        assert (*stand(rij), mensen) == ("R", "inwoners.zoeken", 200, None, set())
        assert "bestaatniet" not in tekst(rij)

    def test_het_lege_zoekscherm_is_geen_inzage(self, als, lees):
        assert als(Rol.COORDINATOR).get("inwoners.zoek").status == 200
        assert lees() == []


class TestVreemden:
    def test_wie_niet_is_ingelogd_wijzigt_niets_en_het_logboek_zegt_dat_ook_niet(self, als, maak, lees):
        traject = maak.traject()
        voor = len(lees())
        assert als(None).post("trajecten.notities", {"notitie": "x"}, traject_id=traject.id).status == 303
        assert len(lees()) == voor

    @pytest.mark.parametrize(("wie", "uitkomst"), [(Rol.TRAINER, 403), ("andere_keten", 404)])
    def test_een_geweigerde_wijziging_staat_er_als_geweigerd(self, als, maak, lees, wie, uitkomst):
        traject = maak.traject()
        assert als(wie).post("trajecten.notities", {"notitie": "x"}, traject_id=traject.id).status == uitkomst
        rij, mensen = lees()[-1]
        assert (rij.route, rij.uitkomst, rij.object_id, mensen) == (
            "trajecten.notities", uitkomst, str(traject.id), set(),
        )  # fmt: skip
        assert rij.account_id == wereld.id_van(str(wie))


class TestWijzigen:
    def test_een_verwijzing_noemt_de_inwoner_die_erdoor_bekend_wordt(self, app, als, lees, nieuwe_verwijzing):
        assert als(Rol.VERWIJZER).post("verwijzingen.nieuw", nieuwe_verwijzing).status == 303
        with wereld.binnen(app):
            inwoner_id = db.session.scalar(select(Inwoner.id))
        rij, mensen = lees()[-1]
        assert (rij.actie, rij.route, mensen) == ("C", "verwijzingen.nieuw", {inwoner_id})

    def test_een_afgelaste_groep_noemt_wie_hun_plaats_kwijt_zijn(self, app, als, maak, lees):
        ids = vul(app, maak, 2)
        voor = len(lees())
        with wereld.binnen(app):
            lopend = select(Plaatsing.inwoner_id).filter_by(groep_id=ids["groep"], geeindigd_op=None)
            deelnemers = set(db.session.scalars(lopend))
        pagina = als(Rol.COORDINATOR).post("rooster.afgelasting", {"reden": "Trainer ziek"}, groep_id=ids["groep"])
        assert pagina.status == 303
        ((rij, mensen),) = lees()[voor:]
        assert (rij.actie, rij.route) == ("U", "rooster.afgelasting")
        assert len(deelnemers) >= 2
        assert deelnemers <= mensen


@pytest.fixture
def nieuwe_verwijzing():
    from ketens.kern.db import nieuw_id

    return {
        "formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "geboortedatum": "14-11-1941",
        "achternaam": "van der Berg", "voornaam": "Annie", "telefoon": "06 12345678",
        "q1_gevallen": "ja", "q2_bezorgd": "nee", "q3_moeite_bewegen": "nee", "van_toepassing": "geen",
        "toestemming_doorgeven": "y", "toestemming_terugkoppelen": "y",
    }  # fmt: skip


@pytest.mark.traag
def test_elke_pagina_die_iemand_noemt_laat_een_regel_over_die_persoon_achter(app, maak, lees):
    """Over the live routes, for every hat: who is named on the page, is named in its row."""
    ids = vul(app, maak, 2)
    with wereld.binnen(app):
        namen: dict[str, set] = {}
        for inwoner in db.session.scalars(select(Inwoner)):
            namen.setdefault(inwoner.achternaam, set()).add(inwoner.id)
    # Of namesakes, who may be one or turned out to be, a page does not say which it names: there one of them is enough.
    assert all(naam.startswith("Dubbel") for naam, ids_ in namen.items() if len(ids_) > 1)
    noemers = 0
    for weg in wegen(app):
        plaats = waarden(weg, ids)
        if "GET" not in weg.methoden or weg.recht is None or plaats is None:
            continue
        for rol in weg.rollen:
            klant, voor = Klant(app, rol), len(lees())
            antwoord = klant.browser.get(klant.url(weg.endpoint, **plaats))
            html = antwoord.get_data().decode(errors="replace")  # a document is no text
            genoemd = [ids_ for naam, ids_ in namen.items() if re.search(rf"\b{re.escape(naam)}\b", html)]
            if antwoord.status_code == 200 and genoemd:
                noemers += 1
                erbij = lees()[voor:]
                assert len(erbij) == 1, (weg.endpoint, rol)
                rij, mensen = erbij[0]
                assert (rij.route, rij.rol, rij.doel) == (weg.endpoint, str(rol), str(weg.recht))
                assert all(ids_ & mensen for ids_ in genoemd), (weg.endpoint, rol)
    assert noemers > 15


# Work of the background that touches no resident, and why not.
ZONDER_INWONERS = {
    "aanwezigheid.rond_af": "puts a task about a group on the worklist, and opens nobody",
    "metingen.vraag_nameting": "puts a task about a group on the worklist, and opens nobody",
    "groepen.aanbod": "looks which groups have something to do and lays out a job for each, which writes its own row",
    "gebruikers.ruim_op": "sessions, tries to sign in and counts: employees and addresses",
    "valrisicodagen.ruim_op": "days that nobody closed, and their key pairs",
    "budgetten.onthoud_verdeling": "how the cost of a group lies over the years: amounts, and days on which it meets",
    "budgetten.ruim_op": "ledger files that nobody booked: no residents, and sealed",
    "invoer.ruim_op": "rows of files past their term: sealed, and never opened here",
    "uitvoer.bouw": "only rings: what is made is logged where it is laid down, with everyone it shows",
    "uitvoer.ruim_op": "finished files past their term: removed, and never opened",
    "uitnodigingen.zoek": "whose address was typed at a forgotten password: employees",
    "aanmelddienst.gekoppeld": "a mail to an employee that their account was linked",
    "tweefactor.erbij": "a mail to an employee that a second step was made",
    "uitnodigingen.meld": "a mail to an employee that a password was chosen",
    "uitnodigingen.ruim_op": "links of employees past their term",
    "sleutels.kijk_na": "lets rounds of keys walk once more; a walk shows nobody and tells each gemeente what it did",
    "aanmelddienst.ruim_op": "who came in by a service and waited a month for a beheerder: employees",
    "bewaren.leg_voor": "puts ids on a proposal by the days that stand with them: opens nobody and changes nothing",
    "bewaren.begin": "lays out the jobs of a proposal whose day has come",
    "bewaren.voer_uit": "each portion writes its row where it lets go of people: voorstellen._doe_mensen",
    "bewaren.vernietig_logboek": "rows of the log before a cut; the row of the chain that vouches for it is of the cut",
    "opdrachten.statistiek": "what the indexes of SQLite hold, by a sample: numbers",
}


class TestOpdrachten:
    def test_werk_op_de_achtergrond_schrijft_zijn_regel_of_raakt_geen_inwoner(self, app):
        van_ons = {soort: werk for soort, werk in WERK.items() if werk.__module__.startswith("ketens.")}
        zonder = {soort for soort, werk in van_ons.items() if "schrijf_opdracht(" not in inspect.getsource(werk)}
        assert "beoordelingen.herinner" in van_ons
        assert zonder == set(ZONDER_INWONERS)

    def test_een_gemeente_en_een_account_maken(self, app, lees):
        def doe(*woorden):
            uitkomst = CliRunner().invoke(cli, woorden, obj=lambda: app)
            assert uitkomst.exit_code == 0, uitkomst.output

        doe("gemeente", "maak", "hengelo", "Hengelo", "--cbs-code", "0164")
        doe("account", "maak", "--email", "nieuw@proef.example", "--naam", "Nora Nieuw", "--gemeente", "hengelo")
        rijen = [rij for rij, _ in lees(SYSTEEM)]
        assert [stand(rij) for rij in rijen] == [
            ("E", "cli gemeente maak", 200, None),
            ("E", "cli account maak", 200, None),
        ]


def test_geen_code_van_ons_wijzigt_of_wist_een_regel():
    """The database refuses it; here nobody so much as asks. Only the head moves, and only where rows are added."""
    gevonden = {
        (bestand.naam, naam, ast.unparse(knoop.args[0]))
        for bestand in bestanden()
        for naam, knoop in bestand.aanroepen()
        if naam.rpartition(".")[2] in ("update", "delete")
        and knoop.args
        and "log" in ast.unparse(knoop.args[0]).lower()
    }
    assert gevonden == {("ketens/audit/handelingen.py", "update", "LOGKOP")}
