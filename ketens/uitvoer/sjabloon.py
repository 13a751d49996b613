"""What templates know of reports: values in words, charts as SVG, and the forms to ask for."""

from flask.blueprints import BlueprintSetupState
from markupsafe import Markup

from ketens.kern.db import nieuw_id
from ketens.stukken.cel import Soort, in_woorden
from ketens.stukken.formaten import FORMATEN
from ketens.stukken.stuk import Grafiek
from ketens.stukken.svg import teken as teken_svg


def teken(grafiek: Grafiek) -> Markup:
    """Return a chart as SVG. Every text in it was escaped when it was drawn."""
    return Markup(teken_svg(grafiek))  # noqa: S704


def getal(aantal: int) -> str:
    """Return a count with dots: 12.345."""
    return in_woorden(aantal, Soort.AANTAL)


def zet_op(stand: BlueprintSetupState) -> None:
    """Give the templates what they need, once the app is built."""
    stand.app.jinja_env.globals.update(FORMATEN=FORMATEN, nieuw_id=nieuw_id)
    stand.app.jinja_env.filters.update(in_woorden=in_woorden, teken=teken, getal=getal)
