"""The questions of an instrument as the page asks them: a tick list in one go, and a result at any moment."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

from ketens.catalogus import GEEN_VAN_DEZE, Antwoordfout, Instrument, Uitslag, Vraag
from ketens.catalogus.instrument import Vinklijst
from ketens.kern.keuzevelden import VinkjesVeld
from ketens.trajecten.vragenformulier import Vragenformulier, toon_als, vragenformulier

F = TypeVar("F", bound="Testformulier")


class Testformulier(Vragenformulier):
    """Questions of `instrument`, its tick lists, and questions besides. What was sent is read once."""

    instrument: Instrument | None = None

    @property
    def lijsten(self) -> list[str]:
        """The codes of the tick lists."""
        return [lijst.code for lijst in self.instrument.vinklijsten] if self.instrument else []

    @cached_property
    def testantwoorden(self) -> dict[str, object]:
        """The answers to the instrument that can be read, without what was not asked."""
        if self.instrument is None:
            return {}
        gegeven: dict[str, object] = {}
        ruw = self.antwoorden
        for vraag in self.instrument.alle_vragen:
            if vraag.vinklijst is None and not _fout(vraag.lees, ruw.get(vraag.sleutel)):
                gegeven[vraag.sleutel] = vraag.lees(ruw.get(vraag.sleutel))
        for code in self.lijsten:
            if not _fout(self._lijst, code):
                gegeven |= self._lijst(code)
        gevraagd = {vraag.sleutel for vraag in self.instrument.alle_vragen if vraag.is_zichtbaar(gegeven)}
        return {sleutel: waarde for sleutel, waarde in gegeven.items() if sleutel in gevraagd and waarde is not None}

    @cached_property
    def uitslag(self) -> Uitslag | None:
        """The result of the answers so far; None before the first one."""
        antwoorden = self.testantwoorden
        return self.instrument.bepaal(antwoorden) if self.instrument and antwoorden else None

    @property
    def nog_te_vragen(self) -> list[str]:
        """The required questions without an answer, in a few words each."""
        antwoorden, sleutels = self.testantwoorden, self.sleutels
        return [
            vraag.kort or vraag.vraag
            for vraag in self.vragen
            if vraag.verplicht and vraag.sleutel in sleutels and vraag.sleutel not in antwoorden
        ]

    @property
    def sleutels(self) -> set[str]:
        """The keys of the instrument."""
        return {vraag.sleutel for vraag in self.instrument.alle_vragen} if self.instrument else set()

    @property
    def leesfouten(self) -> list[str]:
        """What could not be read, for beside the result."""
        eigen = [vraag.sleutel for vraag in self.vragen if vraag.soort != "ja_nee" and vraag.sleutel in self.sleutels]
        return [f"{self[naam].label.text} {zin}" for naam in (*self.lijsten, *eigen) for zin in self[naam].errors]

    def toon_als(self, sleutel: str) -> str | None:
        """Return the condition under which a tick of a list is shown, or None: always."""
        vragen = self.instrument.alle_vragen if self.instrument else ()
        return next((toon_als(vraag, vragen) for vraag in vragen if vraag.sleutel == sleutel), None)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the tick lists too."""
        super().validate(extra_validators)
        for code in self.lijsten:
            if (zin := _fout(self._lijst, code)) and not self[code].errors:
                self.meld(zin, code)
        return not self.errors

    def _lijst(self, code: str) -> dict[str, bool]:
        return self.instrument.uit_vinklijst(code, self[code].data or []) if self.instrument else {}


def testformulier(instrument: Instrument | None, vragen: tuple[Vraag, ...], basis: type[F]) -> type[F]:
    """Return the form class over `basis` that asks `instrument` and, after it, `vragen`."""
    velden: dict[str, Any] = {"instrument": instrument}
    los: tuple[Vraag, ...] = ()
    if instrument is not None:
        los = tuple(vraag for vraag in instrument.alle_vragen if vraag.vinklijst is None)
        velden |= {lijst.code: _vinkjes(instrument, lijst) for lijst in instrument.vinklijsten}
    klasse = vragenformulier(los + vragen, cast("Any", basis))
    return cast("type[F]", type("Verwijsvragen", (klasse,), velden))


def _vinkjes(instrument: Instrument, lijst: Vinklijst) -> Any:
    keuzes = [
        (vraag.sleutel, vraag.kort or vraag.vraag) for vraag in instrument.alle_vragen if vraag.vinklijst == lijst.code
    ]
    return VinkjesVeld(
        lijst.vraag, choices=[*keuzes, (GEEN_VAN_DEZE, lijst.geen_van_deze)], description=lijst.hint or ""
    )


def _fout(lees: Callable[[Any], object], waarde: Any) -> str | None:
    try:
        lees(waarde)
    except Antwoordfout as fout:
        return fout.zin
    return None
