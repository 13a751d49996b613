"""Veilig contact: how someone may be called or written to without danger. It stands wherever a number does."""

import json
from dataclasses import asdict, dataclass


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

    def naar_tekst(self) -> str:
        """Return it as the sealed cell keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def uit_tekst(cls, tekst: str) -> "VeiligContact":
        """Read what the cell keeps."""
        return cls(**json.loads(tekst))
