"""What the pages of one session are filled with."""

from typing import Any
from uuid import UUID

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import stand
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.forms import Knop
from ketens.kern.klok import nu
from ketens.rooster import verzetten
from ketens.rooster.bijeenkomstformulier import BijeenkomstForm, ExtraForm, VervangerForm
from ketens.rooster.vervangen import kan_niet, kandidaten, vervangers, zet_vervanger


def bijeenkomst(
    sessie: Bijeenkomst, form: BijeenkomstForm | None = None, invalform: VervangerForm | None = None
) -> dict[str, Any]:
    """Return what the page of a session shows; `invalform` is what was just sent, else it is a fresh one."""
    invalform = invalform or vervangerformulier(sessie, vers=True)
    return {
        "sessie": sessie,
        "groep": sessie.groep,
        "deel": None if sessie.extra else sessie.groep.interventie.deel(sessie.nr),
        "form": form or BijeenkomstForm(formdata=None),
        "invalform": invalform,
        "knop": Knop(),
        "vervangers": vervangers(sessie),
        "geen_vervanger": kan_niet(sessie),
        "komt_nog": sessie.begint_op > nu() and not sessie.afgelast_op and not sessie.groep.is_voorbij,
        "aantal": stand(sessie.groep).geplaatst,
    }


def vervangerformulier(sessie: Bijeenkomst, *, vers: bool = False) -> VervangerForm:
    """Return the form for who steps in, with who can; `vers` reads nothing of what was sent for something else."""
    form = VervangerForm(formdata=None) if vers else VervangerForm()
    form.bied_aan(kandidaten(sessie))
    return form


def wijzig(sessie: Bijeenkomst, form: BijeenkomstForm, *, door: Wie) -> None:
    """Do what the form says."""
    if form.keuze.data == "afgelasten":
        verzetten.gelast_bijeenkomst_af(sessie, reden=form.reden.data or "", door=door)
    else:
        verzetten.verzet(sessie, dag=form.dag.data, uur=form.uur.data or "", reden=form.reden.data or "", door=door)


def voeg_toe(groep: Groep, form: ExtraForm, *, door: Wie) -> None:
    """Add the session of the form."""
    verzetten.voeg_bijeenkomst_toe(
        groep,
        dag=form.dag.data,
        uur=form.uur.data or "",
        minuten=form.minuten.data,
        reden=form.reden.data or "",
        door=door,
    )


def laat_invallen(sessie: Bijeenkomst, form: VervangerForm, *, door: Wie) -> None:
    """Let the trainer of the form step in."""
    zet_vervanger(sessie, db.session.get_one(Account, UUID(form.account_id.data)), door=door)
