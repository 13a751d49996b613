"""The forms of what counts are measured against."""

import re
from decimal import Decimal
from typing import Any

from ketens.kern.forms import Formulier, VersieFormulier
from ketens.kern.leesvelden import GelezenVeld
from ketens.kern.velden import DatumVeld, TekstVeld, Verplicht


class AantalVeld(GelezenVeld):
    """A whole number as people write it: 5300 or 5.300."""

    def lees(self, tekst: str) -> Any:
        """Return the number, or None for nothing."""
        if not tekst:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{3}){1,2}|\d{1,8}", tekst):
            raise ValueError("Vul een heel getal in, bijvoorbeeld 5300.")
        return int(tekst.replace(".", ""))


class DoelVeld(GelezenVeld):
    """A number with at most two decimals: 14 or 12,5."""

    def lees(self, tekst: str) -> Any:
        """Return the number, or None for nothing."""
        if not tekst:
            return None
        if not re.fullmatch(r"\d{1,7}(,\d{1,2})?", tekst):
            raise ValueError("Vul een getal in, bijvoorbeeld 14 of 12,5.")
        return Decimal(tekst.replace(",", "."))

    def schrijf(self, waarde: Any) -> str:
        """Return it with a comma, without noughts at the end."""
        return "" if waarde is None else f"{waarde.normalize():f}".replace(".", ",")


class DoelgroepForm(VersieFormulier):
    """How many people, on which day, and who says so."""

    aantal = AantalVeld("Aantal", description="Bijvoorbeeld 5300. Weet u het niet? Laat het leeg")
    peildatum = DatumVeld("Peildatum", description="De dag waarop dit zo was, bijvoorbeeld 01-01-2026")
    bron = TekstVeld("Bron", lengte=120, description="Bijvoorbeeld CBS StatLine")


class DoelForm(VersieFormulier):
    """An aim; left empty, that of the catalogue counts."""

    waarde = DoelVeld("Doel", description="Laat leeg om het doel van de catalogus te gebruiken")


class GebiedForm(Formulier):
    """The wijk or village of a postcode area; left empty, the area goes by its digits."""

    wijk = TekstVeld("Wijk of dorp", lengte=40, description="Laat leeg om alleen de vier cijfers te tonen")


class NieuwGebiedForm(Formulier):
    """A postcode area where nobody is known to live yet."""

    pc4 = TekstVeld("Postcodegebied", [Verplicht("Vul de vier cijfers in.")], lengte=4, description="Bijvoorbeeld 7621")
    wijk = TekstVeld("Wijk of dorp", [Verplicht("Vul de naam van de wijk of het dorp in.")], lengte=40)
