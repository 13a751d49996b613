"""Recording how a resident may be reached without danger: it goes before every other number and address."""

from collections.abc import Callable

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.zoeksleutels import leg_aan
from ketens.kern.db import db
from ketens.kern.klok import nu

# What must follow above this feature when it changes: a note on what runs, a letter that waits.
Volger = Callable[[Inwoner, Wie | None], None]
BIJ_VEILIG_CONTACT: list[Volger] = []


def bij_veilig_contact(volg_op: Volger) -> Volger:
    """Register what a higher feature does when the safe contact changed, in the same transaction. A decorator."""
    BIJ_VEILIG_CONTACT.append(volg_op)
    return volg_op


def leg_veilig_contact_vast(inwoner: Inwoner, contact: VeiligContact | None, *, door: Wie | None) -> None:
    """Keep what was agreed; an empty one, or None, ends it. A way to be reached that is not safe becomes calling."""
    if (contact or None) == (inwoner.veilig_contact or None):
        return
    # One change is one version: the search keys are read before anything is written.
    with db.session.no_autoflush:
        inwoner.veilig_contact = contact or None
        if contact and contact.verbiedt(inwoner.bereik):
            inwoner.bereik = Bereik.BELLEN
        inwoner.gewijzigd_op, inwoner.gewijzigd_door_id = nu(), door.account_id if door else None
        leg_aan(inwoner)
    for volg_op in BIJ_VEILIG_CONTACT:
        volg_op(inwoner, door)


def voeg_samen(bekend: VeiligContact | None, verwezen: VeiligContact | None) -> VeiligContact | None:
    """Return what holds when two records are one person: the newest number and words, and every 'never' of both."""
    if not (bekend and verwezen):
        return verwezen or bekend
    return VeiligContact(
        telefoon=verwezen.telefoon or bekend.telefoon,
        wanneer=verwezen.wanneer or bekend.wanneer,
        geen_brief=verwezen.geen_brief or bekend.geen_brief,
        geen_voicemail=verwezen.geen_voicemail or bekend.geen_voicemail,
        geen_email=verwezen.geen_email or bekend.geen_email,
        let_op=" ".join(dict.fromkeys(deel for deel in (verwezen.let_op, bekend.let_op) if deel)),
    )
