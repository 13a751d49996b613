"""Fields that read what Dutch people type, and say in one sentence what is wrong with it."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import phonenumbers
from stdnum.exceptions import ValidationError as StdnumFout
from stdnum.nl import bsn, postcode
from wtforms import (
    Field,
    Form,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional, StopValidation
from wtforms.widgets import TextInput

from ketens.kern.klok import vandaag

LANG, KORT = 2000, 100
LAATSTE_JAAR = 2099
_DATUM = re.compile(r"^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$")
_DATUM_AANEEN = re.compile(r"^\s*(\d{2})(\d{2})(\d{4})\s*$")
# Control and direction characters hide what a text says; emoji and right-to-left letters are welcome.
_ONZICHTBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

Regels = Sequence[Callable[[Form, Field], None]]


class Verplicht:
    """Ask for an answer with this sentence, unless what was typed already has an error of its own."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, zin: str) -> None:
        self.zin = zin

    def __call__(self, form: Form, field: Field) -> None:
        """Stop where nothing was filled in."""
        if field.process_errors:
            raise StopValidation
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.zin)


class Hoogstens(Length):
    """Look no further at a text that is too long: another rule may take minutes over a megabyte."""

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at a text that is too long."""
        try:
            super().__call__(form, field)
        except ValidationError as fout:
            raise StopValidation(str(fout)) from fout


class Facultatief:
    """Mark a choice as not required, and forgive nothing.

    WTForms' own `Optional` looks at the first value that was sent: when that is empty, it drops the error over a second
    one that was never offered.
    """

    field_flags: ClassVar = {"optional": True}

    def __call__(self, form: Form, field: Field) -> None:
        """Leave what `pre_validate` found."""


def schoon(tekst: str | None) -> str | None:
    """Strip, unify line ends and drop invisible control characters; of marks alone nothing is left."""
    if tekst is None:
        return None
    kaal = _ONZICHTBAAR.sub("", tekst.replace("\r\n", "\n")).strip()
    return kaal if any(teken.isprintable() and not teken.isspace() for teken in kaal) else ""


class TekstVeld(StringField):
    """One line of text, at most `lengte` characters."""

    def __init__(self, label: str | None = None, validators: Regels = (), *, lengte: int = KORT, **kw: Any) -> None:
        te_lang = Hoogstens(max=lengte, message=f"Gebruik niet meer dan {lengte} tekens.")
        super().__init__(label, [te_lang, *(validators or [Optional()])], filters=[schoon], **kw)


class TekstvakVeld(TextAreaField):
    """Several lines of text, at most `lengte` characters."""

    def __init__(self, label: str | None = None, validators: Regels = (), *, lengte: int = LANG, **kw: Any) -> None:
        punt = f"{lengte:,}".replace(",", ".")
        te_lang = Hoogstens(max=lengte, message=f"Gebruik niet meer dan {punt} tekens.")
        super().__init__(label, [te_lang, *(validators or [Optional()])], filters=[schoon], **kw)


class DatumVeld(Field):
    """A date typed as d-m-jjjj; the browser's own date input speaks the browser's language."""

    widget = TextInput()

    data: date | None

    def __init__(self, label: str | None = None, validators: Regels = (), *, toekomst: bool = True, **kw: Any) -> None:
        kw.setdefault("description", "Bijvoorbeeld 14-11-2026")
        kw.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off", "class": "input input--s"})
        self.toekomst = toekomst
        super().__init__(label, validators or [Optional()], **kw)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%d-%m-%Y}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read d-m-jjjj, with - / . or a space, or ddmmjjjj."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        delen = _DATUM.match(valuelist[0]) or _DATUM_AANEEN.match(valuelist[0])
        if delen is None:
            raise ValueError("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026.")
        try:
            self.data = date(int(delen[3]), int(delen[2]), int(delen[1]))
        except ValueError as fout:
            raise ValueError("Deze datum bestaat niet.") from fout

    def pre_validate(self, form: Form) -> None:
        """Refuse a date before 1900, and one in the future where that can't be."""
        if self.data and self.data.year < 1900:
            raise ValidationError("Vul een jaar na 1900 in.")
        if self.data and not self.toekomst and self.data > vandaag():
            raise ValidationError("Kies een datum die niet in de toekomst ligt.")
        # No term, group or birth lies further off, and counting on from 31-12-9999 falls over.
        if self.data and self.data.year > LAATSTE_JAAR:
            raise ValidationError(f"Vul een jaar tot en met {LAATSTE_JAAR} in.")


class _StdnumVeld(StringField):
    """Text with a check of its own."""

    zin = ""

    def __init__(self, label: str | None = None, validators: Regels = (), **kw: Any) -> None:
        super().__init__(label, validators or [Optional()], filters=[schoon], **kw)

    # How a subclass reads what was typed; it raises what its library raises.
    lees: Callable[[str], str]
    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        tekst = schoon(self.data or "") or ""
        if tekst:
            try:
                self.data = self.lees(tekst)
            except (StdnumFout, phonenumbers.NumberParseException) as fout:
                raise ValueError(self.zin) from fout

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class PostcodeVeld(_StdnumVeld):
    """A Dutch postcode, kept as `7621AB`."""

    zin = "Vul vier cijfers en twee letters in, bijvoorbeeld 7621 AB."

    @staticmethod
    def lees(tekst: str) -> str:
        """Return the postcode without its space."""
        return str(postcode.validate(tekst)).replace(" ", "")


class BsnVeld(_StdnumVeld):
    """A burgerservicenummer that passes the 11-test, kept as 9 digits."""

    zin = "Dit is geen geldig burgerservicenummer. Controleer de 9 cijfers."

    @staticmethod
    def lees(tekst: str) -> str:
        """Return the 9 digits."""
        return str(bsn.validate(tekst.zfill(9)))


# How nearly everyone writes a number here: ten digits, parted as one likes. The library comes to the same, a hundred
# times slower.
_NETNUMMER = re.compile(r"0[1-9][0-9]{8}")
_LEESTEKENS = re.compile(r"[ ()-]")


class TelefoonVeld(_StdnumVeld):
    """A phone number that can exist, kept as `+31741234567`."""

    zin = "Vul een telefoonnummer met 10 cijfers in, bijvoorbeeld 074 123 4567."

    @staticmethod
    def lees(tekst: str) -> str:
        """Return the number in E.164."""
        cijfers = _LEESTEKENS.sub("", tekst)
        if _NETNUMMER.fullmatch(cijfers):
            return f"+31{cijfers[1:]}"
        nummer = phonenumbers.parse(tekst, "NL")
        if not phonenumbers.is_possible_number(nummer):
            raise phonenumbers.NumberParseException(phonenumbers.NumberParseException.NOT_A_NUMBER, tekst)
        return str(phonenumbers.format_number(nummer, phonenumbers.PhoneNumberFormat.E164))

    def _value(self) -> str:
        if self.raw_data or not self.data:
            return super()._value()
        return str(phonenumbers.format_number(phonenumbers.parse(self.data), phonenumbers.PhoneNumberFormat.NATIONAL))


class GetalVeld(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits only."""
        tekst = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if tekst:
            if not re.fullmatch(r"-?\d{1,9}", tekst):
                raise ValueError("Vul een heel getal in.")
            self.data = int(tekst)


class UuidVeld(HiddenField):
    """A hidden id; rubbish reads as None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a UUID."""
        try:
            self.data = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None
