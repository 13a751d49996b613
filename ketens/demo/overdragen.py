"""Handing over to insured care: what the practice said, who took over, and what came back."""

from collections.abc import Generator
from datetime import date, datetime
from typing import Any

from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier, hoog, later
from ketens.overdrachten.handelingen import bevestig, draag_over, geef_terug
from ketens.overdrachten.models import Overdracht
from ketens.trajecten.models import Traject

BOODSCHAP = "Oefentherapie thuis, met aandacht voor opstaan en de trap."
ANDERS = "Oefentherapie De Meander (demo)"
TERUG = ("wachttijd", "kosten", "geen_contract")


def verzekerd(rol: Rolverdeling, dag: date, hoe: str) -> Verhaal:
    """A high risk whom the practice sends to insured care; with `hoe` terug it comes back before someone takes over."""
    verwijzing = yield from hoog(rol, dag, "zvw")
    traject = verwijzing.traject
    assert traject is not None  # noqa: S101  # accepted before
    overdracht = yield from gedragen(rol, traject, 1)
    yield later(rol, 2, 7)
    if hoe == "terug":
        geef_terug(overdracht, reden=rol.kans.choice(TERUG), door=rol.regie)
        overdracht = yield from gedragen(rol, traject, 2)
        yield later(rol, 2, 7)
    bevestig(overdracht, door=rol.regie)


def gedragen(rol: Rolverdeling, traject: Traject, keer: int) -> Generator[datetime, None, Overdracht]:
    """Some days later: called with a practice, the own risk discussed, and handed over."""
    yield later(rol, 1, 4)
    return overgedragen(rol, traject, keer)


def overgedragen(rol: Rolverdeling, traject: Traject, keer: int) -> Overdracht:
    """Hand over now; the first time to the practice that takes part here."""
    wie: dict[str, Any] = (
        {"ontvanger_id": rol.ploeg.organisatie_ids["fysio"]}
        if keer == 1 and rol.ploeg.slug == "borne"
        else {"ontvanger_anders": ANDERS}
    )
    return draag_over(
        traject,
        formulier_id=formulier(f"overdracht-{rol.persoon.sleutel}-{keer}"),
        bestemming="zvw",
        wijze=rol.kans.choice(("warm", "schriftelijk")),
        toestemming=True,
        door=rol.regie,
        boodschap=BOODSCHAP,
        eigen_risico_besproken=True,
        **wie,
    )
