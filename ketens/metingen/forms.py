"""The grid of a group: a row for each participant, a cell for each instrument."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from flask import request
from wtforms import Field

from ketens.catalogus import Antwoordfout, Instrument, Vraag
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import VinkVeld
from ketens.kern.velden import TekstVeld, UuidVeld
from ketens.metingen.handelingen import Cel
from ketens.metingen.models import Meting
from ketens.metingen.staat import antwoorden_van
from ketens.metingen.verandering import getal

GEZIEN = "gezien"
WEG = (
    "Een deelnemer doet intussen niet meer mee. Wat u daar invulde, is niet bewaard. "
    "Verstuur nog een keer om de rest te bewaren."
)
_VAN_IEMAND = re.compile(r"m[0-9a-f]{32}_\w+")


def in_tekst(antwoord: object) -> str:
    """Write an answer as someone types it."""
    if antwoord is True:
        return "ja"
    return getal(antwoord) if isinstance(antwoord, Decimal) else str(antwoord or "")


@dataclass(frozen=True, slots=True)
class Vak:
    """A cell: whose, which instrument, and what stands there."""

    plaatsing: Plaatsing
    instrument: Instrument
    meting: Meting | None

    def naam(self, sleutel: str) -> str:
        """Return the name of a field of this cell."""
        return f"m{self.plaatsing.id.hex}_{self.instrument.code}_{sleutel}"

    @property
    def nu(self) -> dict[str, object]:
        """The answers that stand there."""
        return antwoorden_van(self.instrument, self.meting.afname if self.meting else None)

    def velden(self) -> dict[str, Any]:
        """Return the fields of this cell, by name."""
        vragen = {self.naam(vraag.sleutel): self._veld(vraag) for vraag in self.instrument.alle_vragen}
        return {**vragen, self.naam(GEZIEN): UuidVeld(default=self.meting.afname_id if self.meting else None)}

    def _veld(self, vraag: Vraag) -> Any:
        label = f"{self.plaatsing.inwoner.naam}, {self.instrument.kort or self.instrument.naam}"
        label = f"{label}: {(vraag.kort or vraag.vraag).lower()}"
        antwoord = self.nu.get(vraag.sleutel)
        if vraag.soort == "ja_nee":
            return VinkVeld(label, default=antwoord is True)
        toetsen = "decimal" if vraag.soort == "getal" else "numeric"
        attrs = {"inputmode": toetsen, "autocomplete": "off", "class": "input"}
        return TekstVeld(label, default=in_tekst(antwoord), lengte=vraag.max_lengte, render_kw=attrs)


class Meetformulier(EenmaligFormulier):
    """The grid; `voor` gives it its rows."""

    rijen: Sequence[tuple[Plaatsing, Sequence[Vak]]]

    @classmethod
    def voor(
        cls,
        plaatsingen: Sequence[Plaatsing],
        instrumenten: Sequence[Instrument],
        staat: dict[tuple[UUID, str], Meting],
    ) -> "Meetformulier":
        """Return the grid of these people and instruments, filled with what stands there."""
        rijen = [
            (plaatsing, [Vak(plaatsing, wat, staat.get((plaatsing.id, str(wat.code)))) for wat in instrumenten])
            for plaatsing in plaatsingen
        ]
        velden = {naam: veld for _, vakken in rijen for vak in vakken for naam, veld in vak.velden().items()}
        form = cast("Meetformulier", type("MeetformulierVanGroep", (cls,), velden)())
        form.rijen = rijen
        return form

    @property
    def vakken(self) -> list[Vak]:
        """All cells."""
        return [vak for _, vakken in self.rijen for vak in vakken]

    def van(self, vak: Vak) -> list[tuple[Vraag, Field]]:
        """Return the questions of a cell with their fields."""
        return [(vraag, self[vak.naam(vraag.sleutel)]) for vraag in vak.instrument.alle_vragen]

    def fouten(self, vak: Vak) -> list[str]:
        """Return what is wrong in a cell."""
        return [zin for _, veld in self.van(vak) for zin in veld.errors]

    def ruw(self, vak: Vak) -> dict[str, object]:
        """Return what was typed in a cell: empty is not measured, a tick that is not set is no answer."""
        getypt = {str(vraag.sleutel): veld.data for vraag, veld in self.van(vak)}
        return {sleutel: waarde for sleutel, waarde in getypt.items() if waarde not in (None, "", False)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every cell by the rules of its instrument; what is wrong is said at that very field."""
        goed = bool(super().validate(extra_validators))
        if self._van_wie_weg_is():
            self.meld(WEG)
            goed = False
        for vak in self.vakken:
            if self.fouten(vak):
                continue
            try:
                vak.instrument.bepaal(self.ruw(vak))
            except Antwoordfout as fout:
                self.zeg(vak, fout.zin, fout.sleutel)
                goed = False
        return goed

    def _van_wie_weg_is(self) -> bool:
        """Tell whether something was typed for someone who is no row any more."""
        return any(
            waarde and _VAN_IEMAND.fullmatch(naam) and not naam.endswith(GEZIEN) and naam not in self._fields
            for naam, waarde in request.form.items()
        )

    def zeg(self, vak: Vak, zin: str, sleutel: str | None = None) -> None:
        """Say something at a field of a cell: that of the question, or the first."""
        veld = self[vak.naam(sleutel or vak.instrument.alle_vragen[0].sleutel)]
        veld.errors = [*veld.errors, zin]

    @property
    def cellen(self) -> list[Cel]:
        """What was typed, as the handeling keeps it."""
        return [
            Cel(
                vak.plaatsing,
                vak.instrument,
                {sleutel: w for sleutel, w in vak.instrument.lees(self.ruw(vak)).items() if w is not False},
                self[vak.naam(GEZIEN)].data,
            )
            for vak in self.vakken
        ]
