"""Looks for persons in anything at all: names as words, phone numbers and BSN in every notation, e-mail addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

WOORD = re.compile(r"[^\W\d_]+")
# Ids are hexadecimal: among a hundred thousand of them are digits that look like somebody's number.
ID = re.compile(r"[0-9a-f]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CIJFERS = re.compile(r"\d{9,}")
MET_TUSSENRUIMTE = re.compile(r"(?<![\d-])(?:\+31|0031|0)[ .()/-]{0,3}\d(?:[ .()/-]{0,2}\d){8}(?!\d)")
BSN_MET_PUNTEN = re.compile(r"(?<!\d)\d{2,4}[. -]\d{2,3}[. -]\d{2,3}(?!\d)")


def woorden(tekst: str) -> tuple[str, ...]:
    """Return the words of a text, in one case."""
    return tuple(woord.casefold() for woord in WOORD.findall(tekst))


@dataclass
class Naalden:
    """What must not be readable. `eigen`: names that accounts and organisaties bear, which may stand anywhere."""

    eigen: Iterable[str] = ()
    achternamen: set[str] = field(default_factory=set)
    namen: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    nummers: set[str] = field(default_factory=set)
    bsn: set[str] = field(default_factory=set)
    adressen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._eigen = " ".join(self.eigen).casefold()
        self._eigen_namen = {woorden(naam) for naam in self.eigen}

    def voeg_toe(self, *, naam="", achternaam="", telefoons=(), bsn="", email="") -> None:
        """Look for this person too."""
        delen = woorden(naam)
        if len(delen) > 1 and delen not in self._eigen_namen:
            self.namen.setdefault(delen[0], set()).add(delen)
        for woord in woorden(achternaam or ""):
            if len(woord) >= 6 and woord not in self._eigen:
                self.achternamen.add(woord)
        self.nummers |= {re.sub(r"\D", "", nummer)[-9:] for nummer in telefoons if nummer}
        self.bsn |= {bsn} if bsn else set()
        self.adressen |= {email.casefold()} if email else set()

    def in_(self, inhoud: bytes | str) -> set[str]:
        """Return what of this can be read there."""
        tekst = inhoud.decode("utf-8", "replace") if isinstance(inhoud, bytes) else inhoud
        klein = tekst.casefold()
        # In a database the words of two columns stand against each other, so not only whole words.
        gevonden = {naald for naald in self.achternamen | self.adressen if naald in klein}
        alle = woorden(tekst)
        for plek, woord in enumerate(alle):
            for naam in self.namen.get(woord, ()):
                if alle[plek : plek + len(naam)] == naam:
                    gevonden.add(" ".join(naam))
        return gevonden | self._cijfers(ID.sub(" ", tekst))

    def _cijfers(self, tekst: str) -> set[str]:
        gevonden = set()
        for rij in CIJFERS.findall(tekst):
            vensters = {rij[plek : plek + 9] for plek in range(len(rij) - 8)}
            met_voorvoegsel = {v for v in vensters & self.nummers if f"0{v}" in rij or f"31{v}" in rij or v == rij}
            gevonden |= met_voorvoegsel | (vensters & self.bsn)
        los = {re.sub(r"\D", "", stuk)[-9:] for stuk in MET_TUSSENRUIMTE.findall(tekst)}
        punten = {re.sub(r"\D", "", stuk) for stuk in BSN_MET_PUNTEN.findall(tekst)}
        return gevonden | (los & self.nummers) | (punten & self.bsn)
