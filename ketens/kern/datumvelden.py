"""A field for several dates at once, typed one after the other."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms.validators import Optional

from ketens.kern.velden import DatumVeld, Regels

_TUSSEN = re.compile(r"[,;\n]+")
# As many dates as anybody strikes out by hand; more is a mistake.
MEESTE = 100


class DatumsVeld(DatumVeld):
    """Dates as d-m-jjjj with a comma between them; `data` is a list in order, each once."""

    data: Any

    def __init__(self, label: str | None = None, validators: Regels = (), **kw: Any) -> None:
        kw.setdefault("render_kw", {"autocomplete": "off", "class": "input"})
        super().__init__(label, validators or [Optional()], **kw)

    def zet(self, dagen: Sequence[date]) -> None:
        """Show these dates, whatever was typed."""
        self.data, self.raw_data = list(dagen), None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return ", ".join(f"{dag:%d-%m-%Y}" for dag in self.data or ())

    def process_data(self, value: Any) -> None:
        """Take dates, or their ISO texts as a row keeps them."""
        self.data = [date.fromisoformat(dag) if isinstance(dag, str) else dag for dag in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read each date."""
        delen = [deel for deel in _TUSSEN.split(valuelist[0] if valuelist else "") if deel.strip()]
        self.data = []
        if len(delen) > MEESTE:
            raise ValueError(f"Vul niet meer dan {MEESTE} dagen in.")
        try:
            self.data = sorted({self._een(deel) for deel in delen})
        except ValueError:
            self.data = []
            raise

    def _een(self, deel: str) -> date:
        super().process_formdata([deel])
        dag: date = self.data
        return dag

    def pre_validate(self, form: Any) -> None:
        """Check each date as one would be checked alone."""
        dagen = self.data
        for self.data in dagen or ():
            super().pre_validate(form)
        self.data = dagen
