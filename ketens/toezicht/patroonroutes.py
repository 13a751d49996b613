"""What stands out in the log."""

from datetime import timedelta

from flask.typing import ResponseReturnValue

from ketens.kern.klok import vandaag
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht
from ketens.toezicht import opvallend as patronen
from ketens.toezicht.blauwdruk import bp
from ketens.toezicht.forms import OpvallendForm

WEEK = timedelta(days=6)


@bp.get("/opvallend")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def opvallend() -> ResponseReturnValue:
    """The patterns of a period: the last seven days, when nothing else was asked."""
    form = OpvallendForm.uit_adres(van=vandaag() - WEEK, tot=vandaag(), drempel=patronen.DREMPEL)
    gevonden, kenmerken = patronen.zoek(*form.gevraagd) if form.validate() else ([], {})
    return toon("toezicht/opvallend.html", form=form, patronen=gevonden, kenmerken=kenmerken)
