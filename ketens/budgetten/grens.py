"""A group that runs past the last day of the regeling that pays for it: how many sessions, and how much money."""

from collections.abc import Sequence
from datetime import date

from ketens.budgetten.boek import verwacht
from ketens.budgetten.regime import onderdeel_van, regeling_op
from ketens.kern.pagina import datum, euro
from ketens.rooster.plangrens import bij_plannen


@bij_plannen
def over_de_grens(keten_code: str, dagen: Sequence[date], kosten: int | None) -> list[str]:
    """Say what falls outside the regeling of the first day; nothing when all of it falls inside."""
    regeling = regeling_op(min(dagen))
    laatste = regeling.laatste_dag if regeling else None
    buiten = [dag for dag in dagen if laatste and dag > laatste]
    if regeling is None or laatste is None or not buiten:
        return []
    keren = f"{len(buiten)} van de {len(dagen)} bijeenkomsten {'valt' if len(buiten) == 1 else 'vallen'}"
    zin = f"{keren} na {datum(laatste)}, de laatste dag van {regeling.kort}"
    if not kosten:
        return [f"{zin}. Vul de kosten van de groep in. Dan ziet u welk bedrag daarbuiten valt."]
    delen = verwacht(None, dagen, onderdeel_van(keten_code), kosten)
    bedrag = sum(deel.bedrag for deel in delen if deel.bron != regeling.bron)
    return [f"{zin}: {euro(bedrag)} valt buiten {regeling.kort}."]
