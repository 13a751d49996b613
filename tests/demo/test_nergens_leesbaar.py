"""A full run in a real server, and then: who is a resident can be read nowhere but on the page that shows them."""

import base64
import re
import sqlite3
import zlib
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import pytest
from sqlalchemy import select, update

from bench.klant import Bladzijde, Klant
from bench.webserver import gunicorn
from ketens.demo.ploeg import WACHTWOORD
from ketens.gebruikers.models import Account, Gemeente, Organisatie
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests.demo.conftest import met_app, omgeving_in
from tests.naalden import Naalden

pytestmark = pytest.mark.traag

# Who is referred in this run. Invented, and so rare that every trace is theirs.
NAAM, TELEFOON, NIEUWE_TELEFOON, BSN = ("Wilhelmina", "Zonneveldhuis"), "0740009876", "06-00098765", "999990019"
NOOIT_BEWAARD = ("Theodora", "Kwartelsteijn")


class Speurder(Klant):
    """A browser that remembers every address it asked for or was given, and every cookie."""

    def __init__(self, poort: int) -> None:
        super().__init__(poort)
        self.adressen: list[str] = []
        self.koekenpan: list[str] = []
        self.gezien: list[Bladzijde] = []

    def _vraag(self, methode: str, pad: str, lichaam: str | None = None) -> Bladzijde:
        antwoord = super()._vraag(methode, pad, lichaam)
        self.gezien.append(antwoord)
        koppen = antwoord.koppen
        self.adressen += [pad, *(koppen.get_all("Location") or ()), *(koppen.get_all("HX-Redirect") or ())]
        self.adressen += re.findall(r'(?:href|src|action|hx-\w+)="([^"]*)"', unescape(antwoord.inhoud.decode()))
        self.koekenpan += koppen.get_all("Set-Cookie") or ()
        return antwoord


@pytest.fixture(scope="module")
def map_(sjabloon, tmp_path_factory) -> Path:
    """The demo, on a place of its own, in a gemeente that may use the BSN."""
    pad = tmp_path_factory.mktemp("leesbaar")
    for naam in ("ketens.db", "sleutels"):
        (pad / naam).write_bytes((sjabloon / naam).read_bytes())
    with met_app(omgeving_in(pad)):
        db.session.execute(update(Gemeente).values(bsn_aan=True))
        db.session.commit()
    return pad


@pytest.fixture(scope="module")
def loop(map_):
    """Everything that people do in a day, good and bad, and what that left behind while the server still runs."""
    omgeving = omgeving_in(map_, GUNICORN_CMD_ARGS="--access-logfile - --capture-output --log-level debug")
    logboek = map_.parent / f"{map_.name}.log"
    with gunicorn("wsgi:app", omgeving, logboek) as server:
        mensen = {wie: Speurder(server.poort) for wie in ("huisarts", "coordinator", "trainer", "fg", "vreemde")}
        for wie in list(mensen)[:-1]:
            mensen[wie].log_in(f"{wie}@demo.example", WACHTWOORD)
        vid = verwijs(mensen["huisarts"])
        plaats(mensen["coordinator"], vid)
        zoek_en_wijzig(mensen["coordinator"])
        kijk_rond(mensen)
        doe_fout(mensen)
        breek(mensen, map_ / "ketens.db")
        bestanden = {pad.name: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file() and pad.name != "sleutels"}
        bestanden |= kopieen(map_)
    bestanden["logboek van de server"] = logboek.read_bytes()
    return mensen, bestanden


def velden_van(pagina: Bladzijde, met: str, **waarden: str) -> tuple[str, dict[str, str]]:
    formulier = pagina.formulier(met)
    return formulier.naar, {**formulier.velden, **waarden}


VERWIJZING = {
    "voornaam": NAAM[0], "achternaam": NAAM[1], "geboortedatum": "12-03-1941", "telefoon": TELEFOON,
    "email": "wilhelmina@zonneveldhuis.example", "q1_gevallen": "nee", "q2_bezorgd": "ja", "q3_moeite_bewegen": "ja",
    "van_toepassing": "geen", "toestemming_doorgeven": "y", "toestemming_terugkoppelen": "y",
    "toelichting": f"Mevrouw {NAAM[1]} is te bereiken op {TELEFOON}.",
}  # fmt: skip


def verwijs(huisarts: Speurder) -> str:
    naar, velden = velden_van(huisarts.haal("/borne/verwijzingen/nieuw"), "formulier_id", **VERWIJZING)
    klaar = huisarts.volg(huisarts.post(naar, velden))
    for pad in klaar.verwijzingen("/borne/verwijzingen/"):
        huisarts.haal(pad)
    gevonden = re.search(r"[0-9a-f-]{36}", klaar.pad)
    assert gevonden
    return gevonden[0]


def plaats(coordinator: Speurder, vid: str) -> None:
    """Accept, write the intake down, and place in the first group that there is."""
    triage = coordinator.haal(f"/borne/verwijzingen/{vid}/triage").moet_zijn(200, bevat=NAAM[1])
    aanname = f"/borne/verwijzingen/{vid}/triage/aanname"
    traject = coordinator.volg(
        coordinator.post(aanname, {"csrf_token": triage.formulier("reden").velden["csrf_token"]})
    )
    naar, velden = velden_van(
        traject, "loopt_100_meter", loophulpmiddel="geen", loopt_100_meter="ja", loopt_15_minuten="ja"
    )
    coordinator.post(naar, velden)
    keuze = coordinator.haal(f"{traject.pad}/plaats").moet_zijn(200)
    token = {"csrf_token": keuze.formulier("csrf_token").velden["csrf_token"]}
    groepen = [pad.rpartition("/")[2] for pad in keuze.verwijzingen("/borne/groepen/") if len(pad) > 40]
    assert 303 in (coordinator.post(f"{keuze.pad}/{groep}", token).status for groep in groepen)
    naar, velden = velden_van(traject, "notitie", notitie=f"{' '.join(NAAM)} belt terug op {TELEFOON}.")
    coordinator.post(naar, velden)


def zoek(wie: Speurder, tekst: str) -> Bladzijde:
    naar, velden = velden_van(wie.haal("/borne/inwoners/"), "zoek", zoek=tekst)
    return wie.post(naar, velden)


def zoek_en_wijzig(coordinator: Speurder) -> None:
    for tekst in (NAAM[1], TELEFOON, "12-03-1941", "x" * 300, f"{NAAM[1]}' or 1=1"):
        zoek(coordinator, tekst)
    (pad,) = [pad for pad in zoek(coordinator, NAAM[1]).verwijzingen("/borne/inwoners/") if len(pad) > 30]
    pagina = coordinator.haal(f"{pad}/gegevens").moet_zijn(200, bevat=NAAM[1])
    naar, velden = velden_van(pagina, "achternaam", telefoon=NIEUWE_TELEFOON, bsn=BSN)
    coordinator.post(naar, velden).moet_zijn(303)
    coordinator.haal(f"{pad}/gegevens").moet_zijn(200, bevat=BSN)
    coordinator.haal(f"{pad}/contactpersonen/nieuw")


def kijk_rond(mensen: dict[str, Speurder]) -> None:
    for wie, speurder in mensen.items():
        start = speurder.haal("/borne/")
        for pad in start.verwijzingen("/borne/")[:15]:
            assert speurder.haal(pad).status < 500, (wie, pad)


def doe_fout(mensen: dict[str, Speurder]) -> None:
    """Wrong id, form that is not complete, no token, wrong host, too large, wrong password, no right."""
    coordinator, huisarts, vreemde = mensen["coordinator"], mensen["huisarts"], mensen["vreemde"]
    assert coordinator.haal("/borne/inwoners/00000000-0000-0000-0000-000000000000").status == 404
    naar, velden = velden_van(huisarts.haal("/borne/verwijzingen/nieuw"), "formulier_id", **VERWIJZING)
    niet_af = {**velden, "voornaam": NOOIT_BEWAARD[0], "achternaam": NOOIT_BEWAARD[1], "geboortedatum": "31-02-1941"}
    assert huisarts.post(naar, niet_af).status == 422
    assert huisarts.post(naar, {**niet_af, "csrf_token": "verzonnen"}).status == 422
    assert huisarts.post(naar, {**niet_af, "toelichting": NOOIT_BEWAARD[1] * 100_000}).status == 413
    assert huisarts.post("/borne/inwoners/", {**niet_af, "zoek": NOOIT_BEWAARD[1]}).status == 403
    assert vreemde.post("/borne/inwoners/", {"zoek": NOOIT_BEWAARD[1]}).status == 303
    naar, velden = velden_van(vreemde.haal("/inloggen"), "wachtwoord", email="theodora@kwartelsteijn.example")
    assert vreemde.post(naar, {**velden, "wachtwoord": "Kwartelsteijn-1941"}).status == 422
    lijn = Speurder(vreemde.poort)
    lijn.koekjes = {"ketens": "Kwartelsteijn"}
    assert lijn.haal("/borne/").status == 303


def breek(mensen: dict[str, Speurder], bestand: Path) -> None:
    """Let the log be gone for a moment, so that a referral fails in the middle of everything."""
    naar, velden = velden_van(mensen["huisarts"].haal("/borne/verwijzingen/nieuw"), "formulier_id", **VERWIJZING)
    velden |= {"voornaam": NOOIT_BEWAARD[0], "achternaam": NOOIT_BEWAARD[1]}
    with closing(sqlite3.connect(bestand, isolation_level=None, timeout=20)) as verbinding:
        verbinding.execute("alter table logkop rename to logkop_weg")
        try:
            assert mensen["huisarts"].post(naar, velden).status == 500
        finally:
            verbinding.execute("alter table logkop_weg rename to logkop")


def kopieen(map_: Path) -> dict[str, bytes]:
    """Two back-ups, each made in another way."""
    with closing(sqlite3.connect(map_ / "ketens.db")) as bron, closing(sqlite3.connect(map_ / "kopie.db")) as kopie:
        bron.backup(kopie)
        bron.execute("vacuum into ?", [str(map_ / "vacuum.db")])
    return {naam: (map_ / naam).read_bytes() for naam in ("kopie.db", "vacuum.db")}


@pytest.fixture(scope="module")
def naalden(map_, loop) -> Naalden:
    """Everyone whom the demo knows, after the run, and who was typed without being kept."""
    with met_app(omgeving_in(map_)):
        eigen = [*db.session.scalars(select(Account.naam)), *db.session.scalars(select(Organisatie.naam))]
        hooiberg = Naalden(eigen)
        for gemeente_id in list(db.session.scalars(select(Gemeente.id))):
            with in_gemeente(gemeente_id):
                neem_iedereen(hooiberg)
            db.session.rollback()
    hooiberg.voeg_toe(naam=" ".join(NOOIT_BEWAARD), achternaam=NOOIT_BEWAARD[1], telefoons=[TELEFOON, NIEUWE_TELEFOON])
    hooiberg.voeg_toe(bsn=BSN, email="theodora@kwartelsteijn.example")
    return hooiberg


def neem_iedereen(hooiberg: Naalden) -> None:
    for inwoner in db.session.scalars(select(Inwoner)):
        hooiberg.voeg_toe(
            naam=inwoner.naam, achternaam=inwoner.achternaam, telefoons=[inwoner.telefoon, inwoner.telefoon2],
            bsn=inwoner.bsn, email=inwoner.email,
        )  # fmt: skip
    for naaste in db.session.scalars(select(Contactpersoon)):
        hooiberg.voeg_toe(naam=naaste.naam, telefoons=[naaste.telefoon], email=naaste.email)


def test_er_is_genoeg_om_naar_te_zoeken(naalden):
    assert len(naalden.achternamen) > 50
    assert sum(map(len, naalden.namen.values())) > 300
    assert len(naalden.nummers) > 300
    assert BSN in naalden.bsn
    assert {"zonneveldhuis", "kwartelsteijn"} <= naalden.achternamen


def test_wie_zoekt_die_vindt(naalden, loop):
    """The pages do show them: what is found nowhere else, is found there."""
    mensen, _ = loop
    getoond = set().union(*(naalden.in_(unescape(p.inhoud.decode())) for p in mensen["coordinator"].gezien))
    assert {"zonneveldhuis", "wilhelmina zonneveldhuis", "740009876", "600098765", BSN} <= getoond
    assert len(getoond) > 20


@pytest.mark.parametrize(
    "tekst",
    ["+31740009876", "0740009876", "074-0009876", "074 000 98 76", "(074) 000 9876", "+31 74 000 9876", "0031740009876",
     "999990019", "9999.90.019", "ZONNEVELDHUIS", "wilhelmina@zonneveldhuis.example"],
)  # fmt: skip
def test_in_welke_schrijfwijze_ook(naalden, tekst):
    for context in (f"a{tekst}b", f"x={tekst} 200", f'"{tekst}"'):
        assert naalden.in_(context), context


def test_in_geen_bestand_van_de_installatie_staat_wie_inwoner_is(naalden, loop):
    _, bestanden = loop
    assert {"ketens.db", "ketens.db-wal", "ketens.db-shm", "kopie.db", "vacuum.db"} <= set(bestanden)
    assert len(bestanden["ketens.db-wal"]) > 4096
    assert {naam: gevonden for naam, inhoud in bestanden.items() if (gevonden := naalden.in_(inhoud))} == {}


def test_het_logboek_van_de_server_vertelt_wat_er_was_en_niet_van_wie(naalden, loop):
    logboek = loop[1]["logboek van de server"].decode()
    for regel in (
        "POST /borne/inwoners/",
        "fout bij POST",
        "OperationalError",
        "storing ",
        '" 422 ',
        '" 413 ',
        '" 404 ',
    ):
        assert regel in logboek, regel
    assert "Demo-ketens-2026" not in logboek
    assert "?" not in "".join(re.findall(r'"(?:GET|POST) [^"]*"', logboek))
    assert not re.search(r"csrf_token|__Host-|ketens=", logboek)


def test_geen_adres_noemt_een_inwoner(naalden, loop):
    adressen = {unquote_plus(adres) for speurder in loop[0].values() for adres in speurder.adressen}
    assert len(adressen) > 100
    # The number to phone is a link too; it stays on the page.
    adressen = {adres for adres in adressen if urlsplit(adres).scheme not in ("tel", "mailto")}
    assert {adres for adres in adressen if naalden.in_(adres)} == set()


def test_geen_koekje_noemt_een_inwoner(naalden, loop):
    koekjes = [koek for speurder in loop[0].values() for koek in speurder.koekenpan]
    assert koekjes
    for koek in koekjes:
        inhoud = koek.partition("=")[2].partition(";")[0]
        assert not naalden.in_(unquote_plus(koek) + geopend(inhoud))


def geopend(koekje: str) -> str:
    """What a cookie says once its wrapping is off: it is signed, not sealed; one that only marks has none."""
    if "." not in koekje:
        return koekje
    deel = koekje.lstrip(".").split(".")[0]
    rauw = base64.urlsafe_b64decode(deel + "=" * (-len(deel) % 4)) if deel else b""
    return (zlib.decompress(rauw) if koekje.startswith(".") else rauw).decode("utf-8", "replace")
