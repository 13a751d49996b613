"""Publishing is one button, that publishes once, and only what was seen."""

from wtforms import HiddenField

from ketens.kern.forms import EenmaligFormulier


class PubliceerForm(EenmaligFormulier):
    """Make the public version final: `gezien` is the fingerprint of what the page showed."""

    gezien = HiddenField()
