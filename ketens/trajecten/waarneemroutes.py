"""Who takes over for whom."""

from uuid import UUID

from flask import Response

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten import waarneming
from ketens.trajecten.collegas import collegas, gekozen_account, keuzes
from ketens.trajecten.forms import WaarneemForm
from ketens.trajecten.routes import bp
from ketens.trajecten.taken import Waarneming


@bp.route("/waarnemingen", methods=["GET", "POST"])
@vereist(Recht.WERKVOORRAAD)
def waarnemingen() -> Response:
    """Who takes over now and soon, and a form to add one."""
    ik = wie()
    form = WaarneemForm()
    form.account.choices = form.waarnemer.choices = [("", "Kies iemand"), *keuzes(ik, collegas(ik))[:-1]]
    if form.validate_on_submit() and form.lukt(
        lambda: waarneming.neem_waar(
            gekozen_account(form.account.data, ik),
            gekozen_account(form.waarnemer.data, ik),
            van=form.van.data,
            tot=form.tot.data,
            door=ik,
        )
    ):
        return naar("trajecten.waarnemingen", melding="De waarneming is vastgelegd.")
    lijst = waarneming.lopende(ik)
    return toon("trajecten/waarnemingen.html", form=form, lijst=lijst, dag=vandaag(), knop=Knop(formdata=None))


@bp.post("/waarnemingen/<uuid:waarneming_id>/einde")
@vereist(Recht.WERKVOORRAAD)
def einde_waarneming(waarneming_id: UUID) -> Response:
    """End one before its time."""
    rij = vind(Waarneming, waarneming_id)
    form = Knop()
    if form.validate_on_submit() and form.lukt(lambda: waarneming.beeindig(rij)):
        return naar("trajecten.waarnemingen", melding="De waarneming is beëindigd.")
    return toon("trajecten/waarneming_einde.html", form=form, rij=rij)
