"""Publishing is one button, that publishes once."""

from ketens.kern.forms import EenmaligFormulier


class PubliceerForm(EenmaligFormulier):
    """Make the public version final."""
