"""Referring someone near a resident in their own right: who cares for another may need help too.

Their name and number go into the form, and nothing of the resident. That they know each other is not kept there.
"""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import Wie, wie
from ketens.inwoners.contactpersonen import Aanmeldplek, Contactpersoon, biedt_naasten_aan
from ketens.kern.forms import Knop
from ketens.kern.pagina import toon
from ketens.kern.poort import ZOEKEN, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.verwijzingen.routes import bp
from ketens.verwijzingen.verwijsformulier import VerwijsForm, formulier
from ketens.verwijzingen.wegen import Weg, wegen

# The keten for who carries too much, whatever the cause.
KETEN = "welzijn_op_recept"
HERKOMST = "mantelzorg"


@bp.post("/naaste/<uuid:contactpersoon_id>")
@vereist(Recht.VERWIJZING_MAKEN, leest=True, hoogstens=ZOEKEN)
def naaste(contactpersoon_id: UUID) -> ResponseReturnValue:
    """Show the form of a verwijzing with the name and the number filled in. A POST: a name stands in no address."""
    contact, knop, mogelijk = vind(Contactpersoon, contactpersoon_id), Knop(), wegen(wie())
    langs = _weg(mogelijk) or abort(404)
    if contact.verwijderd_op:
        abort(404)
    form = formulier(langs)
    if knop.validate_on_submit():
        _vul(form, contact)
    else:
        form.meld(next(iter(knop.errors.values()))[0])
    return toon("verwijzingen/nieuw.html", form=form, langs=langs, mogelijk=mogelijk)


@biedt_naasten_aan
def aanmelden(ik: Wie) -> Aanmeldplek | None:
    """Return where someone near a resident is referred, when that keten runs here and this hat may refer into it."""
    langs = _weg(wegen(ik)) if ik.mag(Recht.VERWIJZING_MAKEN) else None
    return Aanmeldplek("verwijzingen.naaste", langs.keten.naam) if langs else None


def _weg(mogelijk: list[Weg]) -> Weg | None:
    return next((weg for weg in mogelijk if weg.keten.code == KETEN), None)


def _vul(form: VerwijsForm, contact: Contactpersoon) -> None:
    voornaam, _, achternaam = (contact.naam or "").partition(" ")
    form.voornaam.data, form.achternaam.data, form.telefoon.data = voornaam, achternaam, contact.telefoon
    if HERKOMST in form.herkomst.aangeboden:
        form.herkomst.data = HERKOMST
