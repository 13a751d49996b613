"""What of a resident stands in an answer: its text, its headers, and the ids and numbers in both."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from werkzeug.test import TestResponse

from tests.bouwkunde.matrix.ploeg import BEZETTINGEN
from tests.bouwkunde.matrix.verhaal import Verhaal

_WOORD = re.compile(rf"([a-z]+)qaf({'|'.join(BEZETTINGEN)})(?:x([a-j]))?")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KENMERK = re.compile(r"\b[b-z]{3}-\d{5}\b")
_CIJFERS = re.compile(r"(?:\+31|\b0)[ \d-]{9,14}|\b\d{9}\b")


class Spoor(NamedTuple):
    """A mark of a story: what kind of text or number, of which story, of which of its residents."""

    soort: str
    woord: str
    letter: str


class Speurder:
    """Knows every mark of every story."""

    def __init__(self, verhalen: Iterable[Verhaal]) -> None:
        self._bekend: dict[str, Spoor] = {}
        self.inwoners: dict[tuple[str, str], UUID] = {}
        for verhaal in verhalen:
            woord = verhaal.bezetting.woord
            for nummer, letter in verhaal.nummers.items():
                soort = "kenmerk" if "-" in nummer else "telefoon" if nummer.startswith("0") else "bsn"
                self._bekend[nummer.lower()] = Spoor(soort, woord, letter)
            for letter, inwoner_id in verhaal.inwoners.items():
                self._bekend[str(inwoner_id)] = Spoor("id", woord, letter)
                self.inwoners[woord, letter] = inwoner_id
            for ids in (verhaal.ids, *verhaal.bij.values()):
                for naam, waarde in ids.items():
                    if isinstance(waarde, UUID) and naam not in NIET_VAN_EEN_INWONER:
                        soort = "groepid" if naam == "groep_id" else "id"
                        self._bekend.setdefault(str(waarde), Spoor(soort, woord, ""))

    def in_antwoord(self, antwoord: TestResponse, gevraagd: str) -> set[Spoor]:
        """Return every mark in the body and the headers, but for the address that was asked for."""
        koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers.items())
        return self.in_tekst(f"{antwoord.get_data().decode(errors='replace')}\n{koppen}", gevraagd)

    def in_tekst(self, tekst: str, gevraagd: str = "") -> set[Spoor]:
        """Return every mark in a text."""
        laag = tekst.lower()
        gevonden = {Spoor(soort, woord, letter or "") for soort, woord, letter in _WOORD.findall(laag)}
        losse = set(_UUID.findall(laag)) - set(_UUID.findall(gevraagd.lower()))
        losse |= set(_KENMERK.findall(laag)) | {_nummer(cijfers) for cijfers in _CIJFERS.findall(laag)}
        return gevonden | {self._bekend[los] for los in losse if los in self._bekend}


NIET_VAN_EEN_INWONER = {
    *("account_id", "organisatie_id", "lidmaatschap_id", "waarneming_id", "verwerking_id"),
    *("aanbod_id", "telling_id", "mail_id"),
    *("begrotingspost_id", "toekenning_id", "verplichting_id", "kost_id", "grootboekinvoer_id"),
    *("vaststelling_id", "publicatie_id"),
    *("dienst_id", "aanmeldgroep_id", "koppeling_id"),
    # A line of a proposal, a word that holds it back, a chosen term, a record: in the addresses of who decides on them.
    *("regel_id", "vasthouding_id", "termijn_id", "vernietiging_id"),
}


def _nummer(cijfers: str) -> str:
    kaal = re.sub(r"[ -]", "", cijfers)
    return f"0{kaal[3:]}" if kaal.startswith("+31") else kaal
