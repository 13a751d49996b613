"""How it stands with a verwijzing: questions that the deeds and the pages both ask."""

from ketens.kern.pagina import tijdstip
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.terugkoppelen import hoort, mag_aanvullen

INGETROKKEN = (
    "De inwoner trok de toestemming in om gegevens door te geven. Vraag het de inwoner opnieuw en leg de toestemming "
    "vast bij de inwoner, of weiger de verwijzing."
)


def mag_terugkoppelen(verwijzing: Verwijzing) -> bool:
    """Tell whether the resident agreed that this verwijzer hears what comes of it."""
    return verwijzing.id in hoort([verwijzing.id])


def mag_aannemen(verwijzing: Verwijzing) -> bool:
    """Tell whether what was sent may be used: the consent to send it was not taken back before anyone accepted it."""
    return mag_aanvullen(verwijzing)


def al_behandeld(verwijzing: Verwijzing) -> str | None:
    """Return who handled it and when, in one sentence, or None while it waits."""
    if verwijzing.ingetrokken_op:
        op = tijdstip(verwijzing.ingetrokken_op)
        return f"{verwijzing.afzender} heeft deze verwijzing ingetrokken op {op}."
    wie = verwijzing.beslist_door.naam if verwijzing.beslist_door else "Een collega"
    if verwijzing.aangenomen_op:
        return f"{wie} heeft deze verwijzing aangenomen op {tijdstip(verwijzing.aangenomen_op)}."
    if verwijzing.geweigerd_op:
        return f"{wie} heeft deze verwijzing geweigerd op {tijdstip(verwijzing.geweigerd_op)}."
    return None
