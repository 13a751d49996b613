"""Forms of exports."""

from typing import Any

from flask import request
from wtforms import StringField

from ketens.kern.forms import EenmaligFormulier
from ketens.uitvoer.soorten import SOORTEN


class UitvoerForm(EenmaligFormulier):
    """Ask for a file: what and in which form. The other fields are the parameters of that kind."""

    soort = StringField()
    formaat = StringField()

    @property
    def gegevens(self) -> dict[str, Any]:
        """The parameters, as what they are. Raises Domeinfout when they are not those of this kind."""
        soort = SOORTEN.get(self.soort.data or "")
        return soort.lees(request.form) if soort else {}
