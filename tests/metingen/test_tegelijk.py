"""Several people send the grid in the same moment: on both databases, over requests of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.metingen.models import Meting
from tests import wereld
from tests.klant import Klant

SAMEN = 4


def stuur_tegelijk(app, groep, waarden):
    """Send the grid of one participant as often as there are values, at once; return the answers."""
    klanten = [Klant(app, "trainer") for _ in waarden]
    bladen = [klant.get("metingen.invullen", groep_id=groep.id, moment="t0") for klant in klanten]
    hek = Barrier(len(waarden), timeout=30)

    def stuur(nr):
        velden = {naam: bladen[nr].waarde(naam) for naam in ("formulier_id", groep.naam(0, "tug", "gezien"))}
        velden[groep.naam(0, "tug")] = waarden[nr]
        hek.wait()
        return klanten[nr].post("metingen.invullen", velden, groep_id=groep.id, moment="t0")

    with ThreadPoolExecutor(len(waarden)) as draden:
        return list(draden.map(stuur, range(len(waarden))))


def bewaard(app):
    with wereld.binnen(app):
        metingen = db.session.scalars(select(Meting)).all()
        return [rij.afname.score for rij in metingen], len(
            db.session.scalars(select(Afname.id).where(Afname.setting == "groep")).all()
        )


def test_dezelfde_waarde_vier_keer_tegelijk_is_een_meting(app, meetgroep):
    antwoorden = stuur_tegelijk(app, meetgroep(1), ["12,4"] * SAMEN)
    assert [antwoord.status for antwoord in antwoorden] == [303] * SAMEN
    assert bewaard(app) == ([12.4], 1)


def test_van_vier_waarden_tegelijk_blijft_er_een_en_hoort_de_rest_welke(app, meetgroep):
    waarden = ["11", "12", "13", "14"]
    antwoorden = stuur_tegelijk(app, meetgroep(1), waarden)
    assert sorted(antwoord.status for antwoord in antwoorden) == [303, 422, 422, 422]
    ((score,), aantal) = bewaard(app)
    assert aantal == 1
    for getypt, antwoord in zip(waarden, antwoorden, strict=True):
        if antwoord.status == 422:
            zin = next(zin for zin in antwoord.fouten if "bewaarde hier op" in zin)
            assert zin.endswith(f": {score:g}. U vulde in: {getypt}.")


def test_van_vier_correcties_tegelijk_blijft_er_een(app, meetgroep):
    groep = meetgroep(1)
    groep.meet("t0", (0, "tug", {"waarde": 10}))
    antwoorden = stuur_tegelijk(app, groep, ["11", "12", "13", "14"])
    assert sorted(antwoord.status for antwoord in antwoorden) == [303, 422, 422, 422]
    ((score,), aantal) = bewaard(app)
    assert (score in (11, 12, 13, 14), aantal) == (True, 2)
    assert all(antwoord.fouten for antwoord in antwoorden if antwoord.status == 422)
