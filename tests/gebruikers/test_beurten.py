"""Searching and exporting is bounded, per account and per address, counted in the database (ASVS 2.4.1)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.audit.models import Logregel
from ketens.gebruikers import beurten
from ketens.gebruikers.models import Beurten
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.poort import NOODGREEP, UITVOER, ZOEKEN
from ketens.kern.versleuteling import zoekhash
from ketens.rechten import Rol
from tests import wereld
from tests.bron import maak_app, sluit
from tests.klant import Klant, Pagina, X


@pytest.fixture
def huis(bron, app):
    """The house with its normal limits."""
    streng = maak_app({**bron.omgeving, "KETENS_LIMIETEN": "normaal"})
    yield streng
    sluit(streng)


@pytest.fixture
def zoek(huis) -> Callable[..., Pagina]:
    """`zoek(naam, adres)` types in the search box, from an address."""

    def doe(wie="coordinator", adres="192.0.2.1", op=huis, htmx=None, zoekt="Bestaat-niet"):
        klant = Klant(op, wie)
        klant.browser.environ_base["REMOTE_ADDR"] = adres
        return klant.post("inwoners.zoeken", {"zoek": zoekt}, htmx=htmx)

    return doe


def zet(huis, grens, aantal, wie="coordinator", adres="192.0.2.1", *, alleen=("account", "adres")):
    """Let this have been asked so often in the hour and the minute of now."""
    with wereld.binnen(huis):
        minuut = klok.nu().replace(second=0, microsecond=0)
        sleutels = {"account": f"account:{wereld.id_van(wie)}", "adres": f"adres:{adres}"}
        for soort, begin in (("minuut", minuut), ("uur", minuut.replace(minute=0))):
            for tekst in (sleutels[naam] for naam in alleen):
                hash_ = zoekhash("beurt", tekst)
                velden = {"soort": f"{grens.naam}/{soort}", "wie_hash": hash_, "venster": begin}
                db.session.add(Beurten(**velden, aantal=aantal))
        db.session.commit()


@pytest.fixture(autouse=True)
def stil():
    """No minute ends during a test."""
    with klok.zet_klok(klok.nu().replace(second=10, microsecond=0)):
        yield


def test_na_zestig_keer_zoeken_in_een_minuut_moet_u_wachten(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut - 1)
    assert zoek().status == 200
    pagina = zoek()
    assert pagina.status == 429
    assert pagina.antwoord.headers["Retry-After"] == "51"
    assert pagina.kop == "U probeert het te vaak"


def test_wie_geweigerd_wordt_houdt_wat_hij_typte(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut)
    zoek()
    pagina = zoek(zoekt='De "Vries" & <b>')
    meegestuurd = {
        el.get("name"): el.get("value") for el in pagina.boom.iter(f"{X}input") if el.get("type") == "hidden"
    }
    assert meegestuurd["zoek"] == 'De "Vries" & <b>'
    assert meegestuurd["csrf_token"]


def test_een_minuut_later_mag_het_weer(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut)
    zoek()
    assert zoek().status == 429
    with klok.zet_klok(klok.nu() + timedelta(minutes=1)):
        assert zoek().status == 200


def test_na_zeshonderd_in_een_uur_wacht_u_op_het_volgende_uur(huis, zoek):
    with klok.zet_klok(klok.nu().replace(minute=20)):
        zet(huis, ZOEKEN, ZOEKEN.uur)
    with klok.zet_klok(klok.nu().replace(minute=40)):
        zoek()
        geweigerd = zoek()
        assert geweigerd.status == 429
        assert geweigerd.antwoord.headers["Retry-After"] == str(19 * 60 + 51)


def test_een_ander_account_op_hetzelfde_adres_mag_nog(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut)
    zoek()
    assert zoek().status == 429
    assert zoek("coordinator2").status == 200


def test_een_adres_met_veel_accounts_moet_ook_eens_wachten(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut * beurten.PER_ADRES, alleen=("adres",))
    zoek("coordinator2")
    assert zoek("coordinator").status == 429
    assert zoek("coordinator", "192.0.2.99").status == 200


def test_een_andere_werker_telt_mee(bron, huis, zoek):
    """Two processes, one count: the other learns of it with its first request."""
    ander = maak_app({**bron.omgeving, "KETENS_LIMIETEN": "normaal"})
    zet(huis, ZOEKEN, ZOEKEN.minuut - 1)
    assert zoek().status == 200
    zoek(op=ander)
    assert zoek(op=ander).status == 429
    sluit(ander)


def test_ruim_is_honderd_keer_zoveel_en_nooit_oneindig(app, zoek):
    app.extensions.pop("ketens.beurten", None)
    zet(app, ZOEKEN, ZOEKEN.minuut * beurten.RUIMTE - 1, alleen=("account",))
    assert zoek(op=app).status == 200
    assert zoek(op=app).status == 429
    app.extensions.pop("ketens.beurten", None)


def test_een_fragment_blijft_staan_en_zegt_wanneer(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut)
    zoek()
    assert zoek(htmx="treffers").status == 429, "htmx laat bij 429 staan wat er stond; app.js zegt de zin"


def test_de_lege_zoekpagina_telt_niet_mee(huis):
    klant = Klant(huis, Rol.COORDINATOR)
    klant.get("inwoners.zoek")
    with huis.app_context():
        assert db.session.scalar(select(func.count()).select_from(Beurten)) == 0
        db.session.rollback()


def test_een_zoekvraag_kost_een_opdracht_meer(huis, zoek):
    from sqlalchemy import event

    opdrachten = []
    with huis.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", lambda *a: opdrachten.append(a[2]))
    zoek()
    assert len([tekst for tekst in opdrachten if "beurten" in tekst]) == 1


def test_een_weigering_staat_in_het_logboek(huis, zoek):
    zet(huis, ZOEKEN, ZOEKEN.minuut)
    zoek()
    zoek()
    with wereld.binnen(huis):
        regel = db.session.scalars(select(Logregel).order_by(Logregel.nr.desc())).first()
        assert (regel.route, regel.uitkomst) == ("inwoners.zoeken", 429)
        assert regel.account_id == wereld.id_van("coordinator")


def test_de_tellingen_noemen_niemand(huis, zoek):
    zoek()
    with huis.app_context():
        for rij in db.session.scalars(select(Beurten)):
            assert len(rij.wie_hash) == 16
            assert rij.soort in ("zoeken/minuut", "zoeken/uur")
        db.session.rollback()


def test_tegelijk_tellen_raakt_niets_kwijt_en_staat_nooit_stil(huis):
    """Twenty at once, each for two windows in another order."""
    minuut = klok.nu().replace(second=0, microsecond=0)
    sleutels = [("zoeken/minuut", bytes([nr]) * 16, minuut) for nr in range(4)]

    def tel(nr):
        with huis.app_context():
            beurten.tel(sleutels[nr % 4 :] + sleutels[: nr % 4])
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(10) as ploeg:
        list(ploeg.map(tel, range(20)))
    with huis.app_context():
        assert set(db.session.scalars(select(Beurten.aantal))) == {20}
        db.session.rollback()


def test_oude_vensters_verdwijnen_na_een_dag(app):
    with app.app_context():
        for uren in (23, 25):
            venster = klok.nu() - timedelta(hours=uren)
            db.session.add(Beurten(soort="zoeken/uur", wie_hash=b"x", venster=venster, aantal=1))
        db.session.flush()
        beurten.ruim_op(klok.nu() - timedelta(days=1))
        assert db.session.scalar(select(func.count()).select_from(Beurten)) == 1
        db.session.rollback()


@pytest.mark.parametrize("grens", [ZOEKEN, NOODGREEP, UITVOER])
def test_een_uur_laat_niet_meer_toe_dan_zestig_minuten(grens):
    assert grens.minuut < grens.uur <= 60 * grens.minuut
