"""Veilig contact: how someone may be called or written to without danger. It stands wherever a number does."""

import json
from dataclasses import asdict, dataclass

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
