"""One session of a group: moved, called off, added, led by someone else."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.groepen.bezetting import stand
from ketens.groepen.models import Bijeenkomst, Groep, Vervanging
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.rooster import bijeenkomstpaginas as paginas
from ketens.rooster.bijeenkomstformulier import BijeenkomstForm, ExtraForm
from ketens.rooster.blauwdruk import bp
from ketens.rooster.vervangen import trek_vervanger_in


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def bijeenkomst(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Show one session, move it or call it off; participants and trainer are told."""
    sessie, form = vind(Bijeenkomst, bijeenkomst_id), BijeenkomstForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.wijzig(sessie, form, door=wie())):
        melding = "De bijeenkomst is gewijzigd. De deelnemers staan op de belllijst of krijgen een brief."
        return naar("rooster.detail", groep_id=sessie.groep_id, melding=melding)
    return toon("rooster/bijeenkomst.html", **paginas.bijeenkomst(sessie, form))


@bp.route("/groepen/<uuid:groep_id>/bijeenkomsten", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def extra(groep_id: UUID) -> ResponseReturnValue:
    """Add a session; participants and trainer are told."""
    groep, form = vind(Groep, groep_id), ExtraForm()
    if form.validate_on_submit() and form.lukt(lambda: paginas.voeg_toe(groep, form, door=wie())):
        melding = "De bijeenkomst staat erbij. De deelnemers staan op de belllijst of krijgen een brief."
        return naar("rooster.detail", groep_id=groep.id, melding=melding)
    return toon("rooster/extra.html", form=form, groep=groep, aantal=stand(groep).geplaatst)


@bp.route("/bijeenkomsten/<uuid:bijeenkomst_id>/vervangers", methods=["GET", "POST"])
@vereist(Recht.GROEP_BEHEREN)
def vervangers(bijeenkomst_id: UUID) -> ResponseReturnValue:
    """Let another trainer lead this session; they get a mail with a link."""
    sessie = vind(Bijeenkomst, bijeenkomst_id)
    form = paginas.vervangerformulier(sessie)
    if form.validate_on_submit() and form.lukt(lambda: paginas.laat_invallen(sessie, form, door=wie())):
        melding = "De vervanger krijgt een e-mail."
        return naar("rooster.bijeenkomst", bijeenkomst_id=sessie.id, melding=melding)
    http = 422 if form.errors else 200
    return toon("rooster/bijeenkomst.html", http=http, **paginas.bijeenkomst(sessie, invalform=form))


@bp.post("/vervangingen/<uuid:vervanging_id>/einde")
@vereist(Recht.GROEP_BEHEREN)
def vervanging_einde(vervanging_id: UUID) -> ResponseReturnValue:
    """Let someone lead this session no longer; they get a mail."""
    vervanging, form = vind(Vervanging, vervanging_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: trek_vervanger_in(vervanging, door=wie())):
        melding = "De vervanger is ingetrokken en krijgt een e-mail."
        return naar("rooster.bijeenkomst", bijeenkomst_id=vervanging.bijeenkomst_id, melding=melding)
    return toon("rooster/bijeenkomst.html", http=422, knopform=form, **paginas.bijeenkomst(vervanging.bijeenkomst))
