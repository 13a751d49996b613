"""How it stands with a verwijzing: questions that the deeds and the pages both ask."""

from ketens.kern.pagina import tijdstip
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.terugkoppelen import hoort


def mag_terugkoppelen(verwijzing: Verwijzing) -> bool:
    """Tell whether the resident agreed that this verwijzer hears what comes of it."""
    return verwijzing.id in hoort([verwijzing.id])


def al_behandeld(verwijzing: Verwijzing) -> str | None:
    """Return who handled it and when, in one sentence, or None while it waits."""
    if verwijzing.ingetrokken_op:
        op = tijdstip(verwijzing.ingetrokken_op)
        return f"{verwijzing.organisatie.naam} heeft deze verwijzing ingetrokken op {op}."
    wie = verwijzing.beslist_door.naam if verwijzing.beslist_door else "Een collega"
    if verwijzing.aangenomen_op:
        return f"{wie} heeft deze verwijzing aangenomen op {tijdstip(verwijzing.aangenomen_op)}."
    if verwijzing.geweigerd_op:
        return f"{wie} heeft deze verwijzing geweigerd op {tijdstip(verwijzing.geweigerd_op)}."
    return None
