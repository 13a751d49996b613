"""Another log key: each chain goes over to it in a row of its own, and never back (besluit 0046).

Who stole an older key can write rows with it, but no row that belongs after the change.
"""

from dataclasses import dataclass, field
from typing import Any

from ketens.audit.handelingen import kopsleutel, schrijf
from ketens.kern.sleutels import sleutelbos

# The row in which a chain goes over; it carries the new key itself.
WISSEL = "ketens sleutels roteer"


def wissel() -> bool:
    """Let the chain of this moment go on under the log key that writes; False when it does already.

    Locks the head: let this be the last lock you take.
    """
    was, wordt = kopsleutel(), sleutelbos().log_id
    if was in (None, wordt):
        return False
    velden = {"actie": "E", "doel": "beheer", "route": WISSEL, "uitkomst": 200}
    schrijf({**velden, "reden": f"logsleutel {was} vervangen door {wordt}"}, sleutel=wordt)
    return True


@dataclass(slots=True)
class Sleutelgang:
    """Walks along a chain and tells which row bears a key that did not write there."""

    huidig: str = ""
    _geweest: set[str] = field(default_factory=set)

    def fout(self, regel: dict[str, Any]) -> str:
        """Return what is wrong with the key of the next row, or nothing."""
        sleutel = regel["sleutel"]
        if self.huidig and sleutel != self.huidig:
            if regel["route"] != WISSEL or sleutel in self._geweest:
                return f"regel {regel['nr']} draagt logsleutel {sleutel}, en daar schreef {self.huidig}"
            self._geweest.add(self.huidig)
        self.huidig = sleutel
        return ""

    def eindfout(self) -> str:
        """Return what is wrong at the end, or nothing: a chain that was cut off before it went over stops too early."""
        bos = sleutelbos()
        if self.huidig in ("", bos.log_id):
            return ""
        return f"de overgang naar logsleutel {bos.log_id} ontbreekt (`ketens werk` doet dat)"
