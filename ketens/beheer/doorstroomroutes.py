"""The moments at which a gemeente asks who finished a group whether they keep moving."""

from flask import abort
from flask.typing import ResponseReturnValue

from ketens.beheer import stand as keten_stand
from ketens.beheer.blauwdruk import bp
from ketens.beheer.doorstroomformulier import DoorstroomForm
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.nazorg.momenten import als_keuze, momenten
from ketens.rechten import Recht


@bp.route("/ketens/<string:keten_code>/doorstroom", methods=["GET", "POST"])
@vereist(Recht.BEHEER)
def doorstroom(keten_code: str) -> ResponseReturnValue:
    """Choose the moments; what was laid already stays as it is."""
    stand = keten_stand.keten(keten_code)
    if stand is None or stand.instelling is None or not stand.keten.interventies:
        abort(404)
    form = DoorstroomForm.voor(momenten(stand.instelling.doorstroom))
    if form.validate_on_submit():
        stand.instelling.doorstroom = als_keuze(form.momenten)
        return naar("beheer.keten", keten_code=keten_code, melding="De momenten zijn bewaard.")
    return toon("beheer/doorstroom.html", stand=stand, form=form)
