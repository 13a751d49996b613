"""What the timeline says of a measurement: at which moment and with what, never how much."""

from ketens.catalogus import Onbekend, catalogus
from ketens.metingen.momenten import MOMENTEN
from ketens.trajecten.verloop import ZINNEN, Woorden


def _wat(w: Woorden) -> str:
    moment = MOMENTEN.get(w.gegevens.get("moment", ""), "Meting")
    return f"{moment} ({', '.join(_kort(pin) for pin in w.gegevens.get('instrumenten') or ())})"


def _kort(pin: str) -> str:
    try:
        instrument = catalogus().instrument(pin)
    except Onbekend:
        return pin
    return instrument.kort or instrument.naam


ZINNEN["meting"] = lambda w: f"{_wat(w)}: gemeten"
ZINNEN["meting_gecorrigeerd"] = lambda w: f"{_wat(w)}: gecorrigeerd"
ZINNEN["meting_vervallen"] = lambda w: f"{_wat(w)}: weggehaald"
