"""The start page: what each role looks at first."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht

bp = Blueprint("rapportage", __name__, url_prefix="/<gemeente>")


@bp.get("/")
@vereist(Recht.START)
def start() -> ResponseReturnValue:
    """The start page of the hat that is worn."""
    return toon("rapportage/start.html")
