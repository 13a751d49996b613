"""One session of a group."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen import paginas
from ketens.groepen.bijeenkomstformulier import BijeenkomstForm
from ketens.groepen.blauwdruk import bp
from ketens.groepen.models import Bijeenkomst
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def bijeenkomst(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Move one session or call it off; participants and trainer are told."""
    sessie, form = vind(Bijeenkomst, bijeenkomst_id), BijeenkomstForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.wijzig_bijeenkomst(sessie, form, door=wie())):
        melding = "De bijeenkomst is gewijzigd. De deelnemers staan op de belllijst of krijgen een brief."
        return naar("groepen.detail", groep_id=sessie.groep_id, melding=melding)
    return toon("groepen/bijeenkomst.html", form=form, sessie=sessie, aantal=paginas.aantal_geplaatst(sessie.groep))
