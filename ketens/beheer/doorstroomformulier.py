"""When residents are asked whether they keep moving: per moment by phone, by card or not, and how many of them."""

from collections.abc import Iterator
from typing import Any

from wtforms import Field, ValidationError

from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.velden import GetalVeld, Verplicht
from ketens.nazorg.momenten import NA, NIET, WIJZEN, Moment


class DoorstroomForm(Formulier):
    """Two fields for each moment: how, and for how many of every hundred."""

    wijze_3 = KeuzeVeld("Na 3 maanden", [Verplicht("Kies hoe u vraagt.")], choices=WIJZEN.items())
    procent_3 = GetalVeld("Hoeveel van elke 100, na 3 maanden", description="100 is iedereen")
    wijze_6 = KeuzeVeld("Na 6 maanden", [Verplicht("Kies hoe u vraagt.")], choices=WIJZEN.items())
    procent_6 = GetalVeld("Hoeveel van elke 100, na 6 maanden", description="100 is iedereen")
    wijze_12 = KeuzeVeld("Na 12 maanden", [Verplicht("Kies hoe u vraagt.")], choices=WIJZEN.items())
    procent_12 = GetalVeld("Hoeveel van elke 100, na 12 maanden", description="100 is iedereen")

    @classmethod
    def voor(cls, momenten: tuple[Moment, ...]) -> "DoorstroomForm":
        """Return the form as it stands."""
        return cls(
            **{f"wijze_{wat.maanden}": wat.wijze for wat in momenten},
            **{f"procent_{wat.maanden}": wat.procent for wat in momenten},
        )

    def paren(self) -> Iterator[tuple[Field, Field]]:
        """Return the fields of each moment."""
        for maanden in NA:
            yield self[f"wijze_{maanden}"], self[f"procent_{maanden}"]

    @property
    def momenten(self) -> tuple[Moment, ...]:
        """What was chosen; only in a form that is valid."""
        return tuple(Moment(m, self[f"wijze_{m}"].data, self[f"procent_{m}"].data or 100) for m in NA)

    def _procent(self, wijze: Field, veld: Field) -> None:
        if wijze.data != NIET and veld.data is not None and not 1 <= veld.data <= 100:
            raise ValidationError("Kies een getal van 1 tot en met 100.")

    def validate_procent_3(self, veld: Any) -> None:
        """A part of everybody."""
        self._procent(self.wijze_3, veld)

    def validate_procent_6(self, veld: Any) -> None:
        """A part of everybody."""
        self._procent(self.wijze_6, veld)

    def validate_procent_12(self, veld: Any) -> None:
        """A part of everybody."""
        self._procent(self.wijze_12, veld)
