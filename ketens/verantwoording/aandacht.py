"""What of the calendar a projectleider sees on the first page: what is late, and what comes soon."""

from collections.abc import Iterable
from datetime import timedelta

from ketens.gebruikers.wie import Wie
from ketens.kern.klok import vandaag
from ketens.kern.pagina import termijnwoorden
from ketens.rechten import Recht
from ketens.verantwoording.kalender import Regel, van
from ketens.verslagen.aandacht import Aandacht, aandacht

DAGEN = 60


def komende(wie: Wie, dagen: int = DAGEN) -> list[Regel]:
    """Return what is late and what must be handed in within so many days."""
    grens = vandaag() + timedelta(days=dagen)
    return [regel for regel in van(wie) if regel.gedaan_op is None and regel.termijn <= grens]


@aandacht
def kalender(wie: Wie) -> Iterable[Aandacht]:
    """Say it in a line each."""
    if not wie.mag(Recht.RAPPORTAGE_BEHEREN):
        return
    for regel in komende(wie):
        _, wanneer = termijnwoorden(regel.termijn, vandaag())
        yield Aandacht(f"{regel.naam}: {wanneer}.", "verantwoording.kalender", {}, regel.termijn, regel.te_laat)
