"""Veilig contact: how someone may be called or written to without danger. It stands wherever a number does."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ketens.kern.pagina import telefoon

# Stands before it on every page: who looks for it on paper finds the same words.
KOP = "Veilig contact"
NOOIT = ("Spreek geen voicemail in.", "Stuur geen brief.", "Stuur geen e-mail.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VeiligContact:
    """The only number to call, when, and what never to do. Empty means: as with anyone."""

    telefoon: str | None = None
    wanneer: str = ""
    geen_brief: bool = False
    geen_voicemail: bool = False
    geen_email: bool = False
    let_op: str = ""

    def __bool__(self) -> bool:
        return self != VeiligContact()

    def verbiedt(self, bereik: str) -> bool:
        """Tell whether this way to be reached (`Bereik`) was agreed never to be used."""
        return (bereik == "brief" and self.geen_brief) or (bereik == "email" and self.geen_email)

    @property
    def afspraken(self) -> list[str]:
        """What holds besides the number, in sentences: for pages, lists, letters and exports alike."""
        zinnen = [f"Wanneer: {self.wanneer.rstrip('. ')}." if self.wanneer else ""]
        zinnen += [
            zin for ja, zin in zip((self.geen_voicemail, self.geen_brief, self.geen_email), NOOIT, strict=True) if ja
        ]
        zinnen += [f"Let op: {self.let_op}" if self.let_op else ""]
        return [zin for zin in zinnen if zin]

    @property
    def in_een_regel(self) -> str:
        """All of it as plain text, for a cell of an export or a line of a letter."""
        nummer = f"bel alleen {telefoon(self.telefoon)}." if self.telefoon else "bel alleen zoals afgesproken."
        return " ".join([f"{KOP}: {nummer}", *self.afspraken])

    def naar_tekst(self) -> str:
        """Return it as the sealed cell keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def uit_tekst(cls, tekst: str) -> "VeiligContact":
        """Read what the cell keeps."""
        return cls(**json.loads(tekst))


class Bereikbaar:
    """How a resident is reached: the safe contact goes before the ordinary number, address and e-mail."""

    if TYPE_CHECKING:
        veilig_contact: VeiligContact | None
        telefoon: str | None
        telefoon2: str | None
        email: str | None

        @property
        def adres(self) -> str: ...

    @property
    def belnummer(self) -> str | None:
        """The one number to call: the safe one where there is one, else the ordinary."""
        veilig = self.veilig_contact
        return (veilig.telefoon if veilig else None) or self.telefoon or self.telefoon2

    @property
    def mailadres(self) -> str | None:
        """The address to mail to, unless that is not safe."""
        return None if self.veilig_contact and self.veilig_contact.geen_email else self.email

    @property
    def postadres(self) -> str:
        """The address to write to, on one line; nothing where that is not safe."""
        return "" if self.veilig_contact and self.veilig_contact.geen_brief else self.adres
