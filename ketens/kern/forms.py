"""Forms: the token, once-only ids, versions, and a rule of the domain that becomes a field's error."""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import SessionTransaction
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, Label, ValidationError
from wtforms.csrf.core import CSRFTokenField

from ketens.kern.db import db, is_beschreven, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.velden import UuidVeld

T = TypeVar("T")

VEROUDERD = "Deze pagina stond te lang open. Wat u typte staat er nog. Verstuur nog een keer."
TEGELIJK = (
    "Iemand anders heeft dit net gewijzigd. Wat u typte staat er nog. Bekijk de wijziging en verstuur nog een keer."
)


class _Tokenveld(CSRFTokenField):
    """Signs the token when a page shows it, and not before: a form that goes well shows nothing."""

    def process(self, *args: Any, **kw: Any) -> None:
        """Read what was sent."""
        super(CSRFTokenField, self).process(*args, **kw)

    def _value(self) -> str:
        token: str = self.csrf_impl.generate_csrf_token(self)
        return token


class _Token(_FlaskFormCSRF):
    """The token, whose refusal is a Dutch sentence on the form instead of an error page."""

    field_class = _Tokenveld

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Refuse a token that is missing, old or of another session; what was typed stays."""
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as fout:
            raise ValidationError(VEROUDERD) from fout


# Of what stands in a class of forms, the field that was built from it: its class and what it holds, of no form.
_gebouwd: WeakKeyDictionary[Any, tuple[type[Field], dict[str, Any]]] = WeakKeyDictionary()


class Formulier(FlaskForm):
    """A form of this house. A lone button has one too, with nothing but the token."""

    class Meta(FlaskForm.Meta):
        """Dutch for what WTForms itself says, and our own token."""

        locales = ("nl",)
        csrf_class = _Token

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Build a field once and copy it from then on: of a form of thirty fields that was half the cost."""
            if unbound_field.field_class is _Tokenveld:  # knows the form that it belongs to
                return super().bind_field(form, unbound_field, options)
            if unbound_field not in _gebouwd:
                eerste = super().bind_field(form, unbound_field, options)
                _gebouwd[unbound_field] = type(eerste), {**vars(eerste), "_form": None, "meta": None}
            soort, staat = _gebouwd[unbound_field]
            veld = object.__new__(soort)
            label = Label(staat["label"].field_id, staat["label"].text)
            vars(veld).update(staat, _form=form, meta=self, label=label)
            return veld

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read text fields and nothing else: Flask-WTF also lays files and JSON in, and a file, number or list
            where a text is expected is a failure instead of a sentence."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if request.method in ("POST", "PUT", "PATCH", "DELETE") else None

    def maakt(self, handeling: Callable[[], T]) -> T | None:
        """Run a handeling that flushes at its end, and return what it gives.

        A broken rule becomes an error of this form, the records are again as stored, and the answer is None.
        """
        for laatste in (False, True):
            punt = _terugweg()
            try:
                uitkomst = handeling()
                db.session.flush()
            except Domeinfout as fout:
                punt.rollback()
                self.meld(fout.zin, fout.veld)
                break
            except StaleDataError:
                punt.rollback()
                self.meld(TEGELIJK)
                break
            except IntegrityError as fout:
                punt.rollback()
                if not _is_dubbel(fout):
                    raise
                # The other of two equal requests has just committed: the handeling now finds what that one made.
                if laatste:
                    self.meld("Dit staat er al. Bekijk wat er is voordat u het nog eens maakt.")
            else:
                punt.commit()
                return uitkomst
        return None

    def lukt(self, handeling: Callable[[], object]) -> bool:
        """Run a handeling as `maakt` does, and tell whether it went well."""
        return self.maakt(lambda: (handeling(),)) is not None

    def maakt_los(self, handeling: Callable[[], T]) -> T | None:
        """Run a handeling that ends transactions of its own (slow work), and return what it gives.

        A broken rule becomes an error, and the answer is None.
        """
        try:
            return handeling()
        except Domeinfout as fout:
            self.meld(fout.zin, fout.veld)
            return None

    def lukt_los(self, handeling: Callable[[], object]) -> bool:
        """Run a handeling as `maakt_los` does, and tell whether it went well."""
        return self.maakt_los(lambda: (handeling(),)) is not None

    def meld(self, zin: str, veld: str | None = None) -> None:
        """Add an error to a field, or to the form as a whole."""
        if veld and veld in self._fields:
            self._fields[veld].errors = [*self._fields[veld].errors, zin]
        else:
            self.form_errors: list[str] = [*self.form_errors, zin]


class EenmaligFormulier(Formulier):
    """A form that makes something: sent twice, it makes it once."""

    formulier_id = UuidVeld(default=nieuw_id)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask to send again when the id was lost on the way: without it, twice would be two."""
        goed = bool(super().validate(extra_validators))
        if self.formulier_id.data is None:
            self.formulier_id.data = nieuw_id()
            self.meld(VEROUDERD)
        return goed and not self.form_errors


class VersieFormulier(Formulier):
    """A form over a record that others edit too; `versie` is the one that this person saw."""

    versie = HiddenField()

    def controleer_versie(self, rij: Any, wie_en_wanneer: str) -> None:
        """Raise `Domeinfout` when the record has moved on since the form was shown."""
        if (self.versie.data or "") != str(rij.versie):
            self.versie.raw_data = None
            self.versie.data = str(rij.versie)
            raise Domeinfout(
                f"{wie_en_wanneer} heeft dit intussen gewijzigd. Wat u typte staat er nog; "
                "vergelijk en verstuur nog een keer."
            )


class Knop(Formulier):
    """A lone button."""


class _HeelTerug:
    """The way back while nothing was written yet: to undo the transaction is to undo the handeling."""

    def rollback(self) -> None:
        """Undo all of it; what was read is read again."""
        db.session.rollback()

    def commit(self) -> None:
        """Leave it to the end of the request."""


def _terugweg() -> _HeelTerug | SessionTransaction:
    """Return how to undo what comes now; a savepoint, a twentieth of a sending, only where a change came before."""
    return db.session.begin_nested() if is_beschreven(db.session()) else _HeelTerug()


def _is_dubbel(fout: IntegrityError) -> bool:
    return "Unique" in type(fout.orig).__name__ or "UNIQUE" in str(fout.orig)
