"""Other ways in than a password of our own: what stands above registers itself here (besluit 0045)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import session

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie

# In the cookie: what the front door still has to say, and to whom it belongs what was typed.
MERK = "inlogmelding"
# In the cookie too: by which of these ways this account came in, also when a second step of ketens came after it.
WEG = "inlogweg"


@dataclass(frozen=True, slots=True)
class Inlogwijze:
    """A button at the front door: its words, and where it sends the form."""

    naam: str
    adres: str
    # Whose people it is for; None: everyone's.
    gemeente_id: UUID | None = None


WIJZEN: list[Callable[[], Sequence[Inlogwijze]]] = []
# Each raises `Domeinfout` when this account may not come in by a password or a key of ketens.
GRENDELS: list[Callable[[Account], None]] = []
# How this person can show anew who they are elsewhere: a button, or None.
BEVESTIGEN: list[Callable[[UUID], Inlogwijze | None]] = []
# Uses an invitation up by its token and returns whose it was, or None when it opens nothing.
UITNODIGINGEN: list[Callable[[str], Account | None]] = []
# Mails a link that opens what an invitation opens, with words of its own; tells whether mail can go.
NODIGT_UIT: list[Callable[[Account, Wie, str, str], bool]] = []
# Where to go after signing out: the first that knows says it.
NA_UITLOGGEN: list[Callable[[], str | None]] = []


def onthoud_weg(weg: str, account_id: UUID) -> None:
    """Remember by which way this account came in."""
    session[WEG] = [weg, str(account_id)]


def weg(account_id: UUID | None) -> str | None:
    """Return by which other way this account came in, or None: by a password or a key of ketens."""
    bewaard = session.get(WEG)
    return str(bewaard[0]) if bewaard and bewaard[1] == str(account_id) else None


def wijzen(gemeente_id: UUID | None = None) -> list[Inlogwijze]:
    """Return the other buttons of the front door; with a gemeente those that its people can use."""
    alle = [wijze for bron in WIJZEN for wijze in bron()]
    return [wijze for wijze in alle if gemeente_id is None or wijze.gemeente_id in (None, gemeente_id)]


def bevestigwijze(account_id: UUID) -> Inlogwijze | None:
    """Return how who came in elsewhere shows there anew who they are, or None."""
    return next((wijze for bron in BEVESTIGEN if (wijze := bron(account_id))), None)


def neem_uitnodiging(token: str) -> Account | None:
    """Use an invitation up, and return whose it was; None: it was used, too old, or never there."""
    return next((account for bron in UITNODIGINGEN if (account := bron(token))), None)


def nodig_uit(account: Account, *, door: Wie, onderwerp: str, inhoud: str) -> bool:
    """Mail this account a link to come in another way, and tell whether mail can go."""
    return any(bron(account, door, onderwerp, inhoud) for bron in NODIGT_UIT)


def eis_eigen_weg(account: Account) -> None:
    """Raise `Domeinfout` when this account only comes in another way."""
    for grendel in GRENDELS:
        grendel(account)


def na_uitloggen() -> str | None:
    """Return where to go after signing out, when there is more to say than that it is done; ask it before."""
    return next((adres for bron in NA_UITLOGGEN if (adres := bron())), None)


def onthoud(zin: str, email: str = "") -> None:
    """Have the front door say this once, with the address that was typed there."""
    session[MERK] = [zin, email[:254]]


def lees() -> tuple[str, str]:
    """Return what the front door has to say, once."""
    bewaard = session.pop(MERK, None)
    return (str(bewaard[0]), str(bewaard[1])) if isinstance(bewaard, list) and len(bewaard) == 2 else ("", "")
