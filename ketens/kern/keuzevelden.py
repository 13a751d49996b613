"""Fields of choice: a select, a few in sight, yes or no, ticks. What is sent must have been offered."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from ketens.kern.velden import Facultatief, Regels

Paren = Iterable[tuple[str, str]]


def als_keuzes(paren: Paren | None) -> list[SelectChoice] | None:
    """Return (value, label) pairs as the choices of WTForms."""
    if paren is None:
        return None
    return [paar if isinstance(paar, SelectChoice) else SelectChoice(value=paar[0], label=paar[1]) for paar in paren]


class _Keuzes(SelectField):
    """A choice from (value, label) pairs; an empty value means no choice."""

    zin = "Kies iets uit de lijst."

    def __init__(
        self, label: str | None = None, validators: Regels = (), *, choices: Paren | None = None, **kw: Any
    ) -> None:
        regels = validators or [Facultatief()]
        super().__init__(label, regels, choices=als_keuzes(choices), validate_choice=False, **kw)

    @property
    def choices(self) -> Any:
        """The choices; set them as (value, label) pairs."""
        return SelectField.choices.fget(self)

    @choices.setter
    def choices(self, paren: Paren | None) -> None:
        SelectField.choices.fset(self, als_keuzes(paren))

    @property
    def aangeboden(self) -> set[str]:
        """The values that may be chosen."""
        return {keuze.value for keuze in self.choices or []}

    def pre_validate(self, form: Form) -> None:
        """Refuse a value that was not offered."""
        gekozen = self.data if isinstance(self.data, list) else [self.data]
        if {keuze for keuze in gekozen if keuze not in (None, "")} - self.aangeboden:
            raise ValidationError(self.zin)


class KeuzeVeld(_Keuzes):
    """A select."""


class RondjesVeld(_Keuzes, RadioField):
    """One of a few, all of them in sight."""

    zin = "Kies een van de antwoorden."


class JaNeeVeld(RondjesVeld):
    """Yes or no; `ja_nee` is True, False, or None when there is no answer."""

    def __init__(self, label: str | None = None, validators: Regels = (), **kw: Any) -> None:
        super().__init__(label, validators, choices=[("ja", "Ja"), ("nee", "Nee")], **kw)

    @property
    def ja_nee(self) -> bool | None:
        """The answer."""
        return {"ja": True, "nee": False}.get(self.data or "")


class VinkjesVeld(_Keuzes, SelectMultipleField):
    """A tick list."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the ticked values; an empty one is no choice."""
        super().process_formdata([waarde for waarde in valuelist if waarde])


class VinkVeld(BooleanField):
    """One tick."""
