"""The chapter as a file."""

from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.monitor.lezen import projecten
from ketens.monitor.overzichten import ketens_in, lopend, teksten
from ketens.monitor.stuk import maak
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.soorten import soort

GEEN = "Over dit jaar is van uw ketens niets te vertellen."


@soort("monitor")
def monitor(wie: Wie, *, jaar: int) -> Stuk:
    """Return the internal chapter of a year, of the ketens of this hat."""
    codes = ketens_in(lopend(wie), jaar)
    if not codes or wie.pet is None:
        raise Domeinfout(GEEN)
    return maak(
        projecten(codes, jaar),
        teksten(jaar),
        gemeente=wie.pet.gemeente.naam,
        jaar=jaar,
        merk="intern",
        gemaakt_op=vandaag(),
    )
