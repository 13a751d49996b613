"""The chapter as a file."""

from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.monitor.lezen import projecten
from ketens.monitor.openbaar import gepubliceerd
from ketens.monitor.overzichten import ketens_in, lopend, teksten
from ketens.monitor.stuk import maak
from ketens.publicaties.overzichten import stuk_van
from ketens.rechten import Recht
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.soorten import soort

GEEN = "Over dit jaar is van uw ketens niets te vertellen."


@soort("monitor", recht=Recht.RAPPORTAGE_BEHEREN)
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


@soort("monitor_openbaar", recht=Recht.PUBLICEREN)
def monitor_openbaar(wie: Wie, *, jaar: int) -> Stuk:
    """Return the chapter of a year as it was made public."""
    publicatie = gepubliceerd(ketens_in(lopend(wie), jaar), jaar)
    if publicatie is None:
        raise Domeinfout("De monitor van dit jaar is nog niet openbaar gemaakt.")
    return stuk_van(publicatie)
