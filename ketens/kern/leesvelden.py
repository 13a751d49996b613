"""Fields whose text is read by a rule of its own: an amount of money, euros on the screen and cents in the row."""

import re
from typing import Any

from wtforms import StringField
from wtforms.validators import Optional

from ketens.kern import geld
from ketens.kern.velden import KORT, Regels, schoon

# Digits of an amount in euros: in cents it must still fit its column.
DUURSTE = 6
_BEDRAG = re.compile(r"(?:€\s*)?(\d{1,6}(?:\.\d{3})*)(?:[,.](\d{1,2}|-))?")


def bedrag(tekst: str) -> int | None:
    """Return euros as people write them ("2,50", "€ 45,-", "gratis") in cents, or None for nothing."""
    kaal = tekst.strip().casefold()
    if not kaal:
        return None
    if kaal in ("gratis", "geen", "geen kosten"):
        return 0
    gelezen = _BEDRAG.fullmatch(kaal)
    if gelezen is None:
        raise ValueError("Vul een bedrag in, bijvoorbeeld 2,50, of het woord gratis.")
    euros = gelezen[1].replace(".", "")
    if len(euros) > DUURSTE:
        raise ValueError("Dit bedrag is te hoog. Kijk het na.")
    centen = (gelezen[2] or "0").replace("-", "0").ljust(2, "0")
    return int(euros) * 100 + int(centen)


def als_bedrag(centen: int | None) -> str:
    """Return cents as `bedrag` reads them."""
    return "" if centen is None else "gratis" if centen == 0 else f"{centen // 100},{centen % 100:02d}"


class GelezenVeld(StringField):
    """One line of text that is read by a rule; what was typed stays in the field."""

    def __init__(self, label: str | None = None, validators: Regels = (), *, lengte: int = KORT, **kw: Any) -> None:
        self.lengte = lengte
        super().__init__(label, validators or [Optional()], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what was not sent stays as it was."""
        if not valuelist:
            return
        tekst = schoon(valuelist[0]) or ""
        self.data = None
        if len(tekst) > self.lengte:
            raise ValueError(f"Gebruik niet meer dan {self.lengte} tekens.")
        self.data = self.lees(tekst)

    def lees(self, tekst: str) -> Any:
        """Return what the row keeps. Raises ValueError with a sentence."""
        return tekst

    def schrijf(self, waarde: Any) -> str:
        """Return it as people write it."""
        return str(waarde or "")

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.schrijf(self.data)


class BedragVeld(GelezenVeld):
    """Euros as people write them; `data` is cents, or None."""

    def lees(self, tekst: str) -> Any:
        """Read it."""
        return bedrag(tekst)

    def schrijf(self, waarde: Any) -> str:
        """Write it as it is read."""
        return als_bedrag(waarde)


class GeldVeld(GelezenVeld):
    """An amount of the budget; `data` is whole cents, or None. With `onder_nul` a minus may be."""

    def __init__(
        self, label: str | None = None, validators: Regels = (), *, onder_nul: bool = False, **kw: Any
    ) -> None:
        kw.setdefault("description", "Bijvoorbeeld 1.234,56")
        kw.setdefault("render_kw", {"inputmode": "decimal", "autocomplete": "off", "class": "input input--s"})
        self.onder_nul = onder_nul
        super().__init__(label, validators, **kw)

    def lees(self, tekst: str) -> Any:
        """Read it."""
        return geld.centen(tekst, onder_nul=self.onder_nul)

    def schrijf(self, waarde: Any) -> str:
        """Write it as it is read."""
        return geld.als_tekst(waarde)
