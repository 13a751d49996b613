"""How the mail of the gemeente goes: what waits, what failed, and trying again."""

from uuid import UUID

from flask import Response

from ketens.beheer.blauwdruk import bp
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.post import overzichten
from ketens.post.handelingen import probeer_opnieuw
from ketens.post.models import Mail
from ketens.rechten import Recht


@bp.get("/post")
@vereist(Recht.BEHEER)
def post() -> Response:
    """Show counts of all mail, and what went wrong with mail that goes to no resident."""
    return _toon(Knop(formdata=None))


@bp.post("/post/<uuid:mail_id>")
@vereist(Recht.BEHEER)
def opnieuw(mail_id: UUID) -> Response:
    """Try a mail once more."""
    mail, form = vind(Mail, mail_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: probeer_opnieuw(mail)):
        return naar("beheer.post", melding="De e-mail wordt opnieuw geprobeerd.")
    return _toon(form)


def _toon(form: Knop) -> Response:
    storingen = overzichten.storingen(Mail.zichtbaar_voor(wie()))
    return toon("beheer/post.html", post=overzichten.stand_van_post(), storingen=storingen, form=form)
