"""A trainer's phone that stays signed in, for attendance of own groups only."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.aanwezigheid import telefoon
from ketens.aanwezigheid.blauwdruk import bp
from ketens.gebruikers import telefoon as sessie_op_telefoon
from ketens.gebruikers.wie import wie
from ketens.groepen.models import Bijeenkomst
from ketens.kern.forms import Knop
from ketens.kern.pagina import datum, naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>/telefoon", methods=["GET", "POST"])
@vereist(Recht.GROEP_INZIEN)
def blijf_aangemeld(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Keep this phone signed in; a phone that already is so never comes here."""
    sessie, form = vind(Bijeenkomst, bijeenkomst_id), Knop()
    if form.validate_on_submit() and (gelukt := form.maakt(lambda: telefoon.blijf_aangemeld(sessie.groep, door=wie()))):
        token, tot = gelukt
        melding = f"Deze telefoon blijft aangemeld voor de aanwezigheid, tot en met {datum(tot)}."
        antwoord = naar("aanwezigheid.sessie", bijeenkomst_id=sessie.id, melding=melding)
        return sessie_op_telefoon.geef_cookie(antwoord, token, tot)
    return toon("aanwezigheid/telefoon.html", form=form, sessie=sessie, tot=telefoon.laatste_dag(wie().account_id))


@bp.route("/aanwezigheid/telefoon/einde", methods=["GET", "POST"])
@vereist(Recht.AANWEZIGHEID)
def telefoon_einde() -> ResponseReturnValue:
    """Sign this phone off; what still waits on it stays there."""
    form = Knop()
    if form.validate_on_submit():
        if hier := sessie_op_telefoon.hier(wie()):
            sessie_op_telefoon.eindig(hier[0])
        sessie_op_telefoon.vergeet()
        naartoe = "gebruikers.inloggen" if wie().doel else "aanwezigheid.mijn"
        melding = "Deze telefoon is afgemeld voor de aanwezigheid."
        return sessie_op_telefoon.neem_cookie(naar(naartoe, melding=melding))
    return toon("aanwezigheid/telefoon_einde.html", form=form)
