"""Find a resident, and see and correct what is known of them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners import keuzes
from ketens.inwoners.beperking import Beperkt, beperking_van
from ketens.inwoners.contactpersonen import Contactpersoon, verwijder_contactpersoon, waar_aanmelden
from ketens.inwoners.correcties import correcties_bij
from ketens.inwoners.forms import (
    Bevestiging,
    ContactpersoonForm,
    GegevensForm,
    GegevensMetBsnForm,
    NieuweContactpersoonForm,
    ZoekForm,
)
from ketens.inwoners.handelingen import Stopwens
from ketens.inwoners.levensloop import overledenen
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.noodtoegang import vind_ook_in_nood
from ketens.inwoners.overzichten import dossier, ketennaam, laatste_wijziging, opgegaan_in, toont_bsn
from ketens.inwoners.toestemformulieren import IntrekForm, ToestemmingForm
from ketens.inwoners.toestemmingen import mogelijk, waar_stoppen
from ketens.inwoners.zoeken import zoek as zoek_inwoners
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import ZOEKEN, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht

bp = Blueprint("inwoners", __name__, url_prefix="/<gemeente>/inwoners")


@bp.app_context_processor
def zoekform() -> dict[str, bool]:
    """Let the header carry the search box."""
    return {"zoekform": True}


@bp.context_processor
def woorden() -> dict[str, Any]:
    """Give the pages of this feature the words of its lists."""
    return {"keuzes": keuzes, "ketennaam": ketennaam}


@bp.app_errorhandler(Beperkt)
def beperkt(fout: Beperkt) -> ResponseReturnValue:
    """Say why a record is shut and until when, wherever someone came upon it."""
    return toon("inwoners/beperkt.html", beperking=beperking_van(fout.inwoner_id), http=423)


@bp.record_once
def correcties(stand: BlueprintSetupState) -> None:
    """Let any building block put what the resident says of a text beside it."""
    stand.app.jinja_env.globals["correcties_bij"] = correcties_bij


@bp.get("/")
@vereist(Recht.INWONER_INZIEN)
def zoek() -> ResponseReturnValue:
    """Show the search page."""
    return toon("inwoners/zoek.html", form=ZoekForm(formdata=None), treffers=None, zoekform=False)


@bp.post("/")
@vereist(Recht.INWONER_INZIEN, leest=True, hoogstens=ZOEKEN)
def zoeken() -> ResponseReturnValue:
    """Search. A POST, because a name stands in no address."""
    form, treffers, overleden = ZoekForm(), None, set()
    if form.validate_on_submit():
        treffers = zoek_inwoners(form.zoek.data, wie())
        overleden = overledenen([inwoner.id for inwoner in treffers.inwoners])
        if treffers.zin:
            form.meld(treffers.zin, "zoek")
    return toon("inwoners/zoek.html", form=form, treffers=treffers, overleden=overleden, zoekform=False)


@bp.get("/<uuid:inwoner_id>")
@vereist(Recht.INWONER_INZIEN)
def detail(inwoner_id: UUID) -> ResponseReturnValue:
    """Show a resident; of a record that was merged the one it turned out to be."""
    if verder := opgegaan_in(wie(), inwoner_id):
        return naar("inwoners.detail", inwoner_id=verder)
    inwoner = vind_ook_in_nood(Inwoner, inwoner_id)
    return toon(
        "inwoners/detail.html",
        dossier=dossier(inwoner, wie()),
        trajecten=_trajecten(inwoner_id),
        aanmeldplekken=waar_aanmelden(wie()),
        knop=Knop(formdata=None),
    )


@bp.route("/<uuid:inwoner_id>/gegevens", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def gegevens(inwoner_id: UUID) -> ResponseReturnValue:
    """Correct who a resident is and how to reach them."""
    inwoner = vind(Inwoner, inwoner_id)
    soort = GegevensMetBsnForm if toont_bsn(wie()) else GegevensForm
    form, nu = soort(obj=inwoner), soort(formdata=None, obj=inwoner)
    laatst = laatste_wijziging(inwoner.gewijzigd_door_id, inwoner.gewijzigd_op, wie())
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie(), laatst=laatst)):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="De gegevens zijn gewijzigd.")
    return toon("inwoners/gegevens.html", inwoner=inwoner, form=form, verschillen=form.verschillen(nu))


@bp.route("/<uuid:inwoner_id>/contactpersonen/nieuw", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def nieuwe_contactpersoon(inwoner_id: UUID) -> ResponseReturnValue:
    """Add someone near the resident."""
    inwoner = vind(Inwoner, inwoner_id)
    form = NieuweContactpersoonForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="De contactpersoon is toegevoegd.")
    return toon("inwoners/contactpersoon.html", inwoner=inwoner, contactpersoon=None, form=form)


@bp.route("/contactpersonen/<uuid:contactpersoon_id>", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def contactpersoon(contactpersoon_id: UUID) -> ResponseReturnValue:
    """Change someone near the resident."""
    naaste = vind(Contactpersoon, contactpersoon_id)
    if naaste.verwijderd_op:
        abort(404)
    form = ContactpersoonForm(obj=naaste)
    laatst = laatste_wijziging(naaste.toestemming_door_id, naaste.toestemming_op, wie())
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(naaste, door=wie(), laatst=laatst)):
        return naar("inwoners.detail", inwoner_id=naaste.inwoner_id, melding="De contactpersoon is gewijzigd.")
    return toon("inwoners/contactpersoon.html", inwoner=naaste.inwoner, contactpersoon=naaste, form=form)


@bp.route("/contactpersonen/<uuid:contactpersoon_id>/verwijdering", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def verwijdering(contactpersoon_id: UUID) -> ResponseReturnValue:
    """Take a contactpersoon off the list, after a question."""
    naaste = vind(Contactpersoon, contactpersoon_id)
    form = Bevestiging()
    if naaste.verwijderd_op or (form.is_bevestigd() and form.lukt(lambda: verwijder_contactpersoon(naaste))):
        return naar("inwoners.detail", inwoner_id=naaste.inwoner_id, melding="De contactpersoon is verwijderd.")
    return toon("inwoners/verwijdering.html", contactpersoon=naaste, form=form)


@bp.route("/<uuid:inwoner_id>/toestemmingen/nieuw", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def toestemming(inwoner_id: UUID) -> ResponseReturnValue:
    """Record a consent, in the words that were read out."""
    inwoner = vind(Inwoner, inwoner_id)
    form = ToestemmingForm()
    form.kies_uit(inwoner, mogelijk(inwoner, wie(), zonder=form.formulier_id.data))
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(inwoner, door=wie())):
        return naar("inwoners.detail", inwoner_id=inwoner_id, melding="De toestemming is vastgelegd.")
    return toon("inwoners/toestemming.html", inwoner_id=inwoner_id, form=form)


@bp.route("/toestemmingen/<uuid:toestemming_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.INWONER_BEWERKEN)
def intrekking(toestemming_id: UUID) -> ResponseReturnValue:
    """Withdraw a consent; then tell what that does and what it does not, or lead on to where the traject is ended."""
    gegeven = vind(Toestemming, toestemming_id)
    stopplek = waar_stoppen(gegeven, wie())
    form = IntrekForm(gegeven, vraagt_stoppen=stopplek is not None)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(gegeven, door=wie())):
        terug = ("inwoners.intrekking", {"toestemming_id": toestemming_id})
        endpoint, waar = stopplek if stopplek and form.stopwens == Stopwens.JA else terug
        return naar(endpoint, melding="De toestemming is ingetrokken.", **waar)
    door = laatste_wijziging(gegeven.ingetrokken_door_id, gegeven.ingetrokken_op, wie())
    trajecten = _trajecten(gegeven.inwoner_id)
    return toon("inwoners/intrekking.html", toestemming=gegeven, door=door, form=form, trajecten=trajecten)


def _trajecten(inwoner_id: UUID) -> str | None:
    # A higher feature shows these; this one only knows at what address, and only when it is there.
    bekend = "trajecten.van_inwoner" in current_app.view_functions
    return url_for("trajecten.van_inwoner", inwoner_id=inwoner_id) if bekend else None


from ketens.inwoners import levensroutes, noodroutes, veiligroutes  # noqa: E402, F401  (they register themselves)
