"""The register of requests: who asked what, by when it must be answered, and what was decided."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ketens.gebruikers import sessies
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import UITVOER, ZOEKEN, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.toezicht import betrokkenen
from ketens.toezicht.forms import ZoekForm
from ketens.verzoeken import brieven, handelingen, notities, overzichten, wissing, woorden
from ketens.verzoeken.forms import (
    BehandelaarForm,
    BesluitForm,
    BestandForm,
    FilterForm,
    IdentiteitForm,
    NotitieForm,
    OpheffingForm,
    SluitForm,
    VerlengForm,
    VerzoekForm,
)
from ketens.verzoeken.models import Soort, Verzoek

bp = Blueprint("verzoeken", __name__, url_prefix="/<gemeente>/verzoeken")


@bp.context_processor
def met_woorden() -> dict[str, Any]:
    """Give the pages of this feature the words of its codes."""
    return {"w": woorden, "Soort": Soort}


def _is_bekend() -> bool:
    """Tell whether it is said here how we know that it is them."""
    return bool(request.form.get("identiteit"))


def _is_wissing() -> bool:
    """Tell whether the request in the address is to erase: what was erased does not come back."""
    return overzichten.soort_van((request.view_args or {})["verzoek_id"]) is Soort.WISSING


@bp.get("/")
@vereist(Recht.VERZOEKEN)
def lijst() -> ResponseReturnValue:
    """All requests of the gemeente, soonest deadline first."""
    form = FilterForm.uit_adres()
    gevonden = overzichten.lees(form.stand.data, form.soort.data, form.van.data, wie())
    return toon("verzoeken/lijst.html", filter=form, lijst=gevonden)


@bp.route("/inwoners", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN, leest=True, hoogstens=ZOEKEN)
def inwoners() -> ResponseReturnValue:
    """Find who asks, without a name in the address."""
    form, gevonden = ZoekForm(), None
    if form.validate_on_submit():
        gevonden = betrokkenen.zoek(form.geboortedatum.data, form.achternaam.data or "")
    return toon("verzoeken/inwoners.html", form=form, gevonden=gevonden)


@bp.route("/inwoners/<uuid:inwoner_id>/nieuw", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN, vers=_is_bekend)
def nieuw(inwoner_id: UUID) -> ResponseReturnValue:
    """Write a request down."""
    wiens, form = betrokkenen.vind_betrokkene(inwoner_id), VerzoekForm()
    if form.validate_on_submit() and (verzoek := form.maakt(lambda: form.bewaar(inwoner_id, door=wie()))):
        return naar("verzoeken.detail", verzoek_id=verzoek.id, melding="Het verzoek is opgeschreven.")
    return toon("verzoeken/nieuw.html", inwoner=wiens, form=form, eerder=overzichten.van_inwoner(wiens.ids))


@bp.get("/<uuid:verzoek_id>")
@vereist(Recht.VERZOEKEN)
def detail(verzoek_id: UUID) -> ResponseReturnValue:
    """One request, and what can be done now."""
    return _toon(vind(Verzoek, verzoek_id))


@bp.post("/<uuid:verzoek_id>/identiteit")
@vereist(Recht.VERZOEKEN, vers=True)
def identiteit(verzoek_id: UUID) -> ResponseReturnValue:
    """Note how we know that it is them."""
    verzoek, form = vind(Verzoek, verzoek_id), IdentiteitForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.stel_identiteit_vast(verzoek, form.identiteit.data, door=wie())
    ):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="Opgeschreven wie het vraagt.")
    return _toon(verzoek, identiteitform=form, form=form)


@bp.post("/<uuid:verzoek_id>/behandelaar")
@vereist(Recht.VERZOEKEN)
def behandelaar(verzoek_id: UUID) -> ResponseReturnValue:
    """Hand it to a colleague."""
    verzoek = vind(Verzoek, verzoek_id)
    form = BehandelaarForm().kies_uit(overzichten.behandelaars())
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.draag_over(verzoek, UUID(form.behandelaar.data), door=wie())
    ):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="Het verzoek is overgedragen.")
    return _toon(verzoek, behandelaarform=form, form=form)


@bp.route("/<uuid:verzoek_id>/verlenging", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN)
def verlenging(verzoek_id: UUID) -> ResponseReturnValue:
    """Take two months more."""
    verzoek, form = vind(Verzoek, verzoek_id), VerlengForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.verleng(verzoek, reden=form.reden.data or "", door=wie())
    ):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="De termijn is verlengd. Vertel het de inwoner.")
    return toon("verzoeken/verlenging.html", verzoek=verzoek, form=form)


@bp.route("/<uuid:verzoek_id>/besluit", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN, vers=_is_wissing)
def besluit(verzoek_id: UUID) -> ResponseReturnValue:
    """Decide, and do it."""
    verzoek = vind(Verzoek, verzoek_id)
    form = BesluitForm().voor(verzoek)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(verzoek, door=wie())):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="Het besluit is genomen. Vertel het de inwoner.")
    toets = wissing.toets(verzoek) if verzoek.soort is Soort.WISSING and not verzoek.is_besloten else None
    return toon("verzoeken/besluit.html", verzoek=verzoek, form=form, toets=toets)


@bp.post("/<uuid:verzoek_id>/bestand")
@vereist(Recht.VERZOEKEN, hoogstens=UITVOER, vers=True)
def bestand(verzoek_id: UUID) -> ResponseReturnValue:
    """Have the data made into a file, sealed and in the background; who asked fetches it on the page of the file."""
    verzoek, form = vind(Verzoek, verzoek_id), BestandForm()
    if form.validate_on_submit() and (uitvoer := form.maakt(lambda: form.vraag(verzoek, door=wie()))):
        return naar("uitvoer.detail", uitvoer_id=uitvoer.id)
    return _toon(verzoek, bestandform=form, form=form)


@bp.post("/<uuid:verzoek_id>/afsluiting")
@vereist(Recht.VERZOEKEN)
def afsluiting(verzoek_id: UUID) -> ResponseReturnValue:
    """Close it: the resident has the answer."""
    verzoek, form = vind(Verzoek, verzoek_id), SluitForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(verzoek, door=wie())):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="Het verzoek is afgesloten.")
    return _toon(verzoek, sluitform=form, form=form)


@bp.route("/<uuid:verzoek_id>/opheffing", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN, vers=True)
def opheffing(verzoek_id: UUID) -> ResponseReturnValue:
    """End a restriction, after the resident was told."""
    verzoek, form = vind(Verzoek, verzoek_id), OpheffingForm()
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(verzoek, door=wie())):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="De beperking is opgeheven.")
    brief = brieven.opheffing(verzoek, sessies.gemeente())
    return toon("verzoeken/opheffing.html", verzoek=verzoek, form=form, brief=brief)


@bp.route("/<uuid:verzoek_id>/notitie", methods=["GET", "POST"])
@vereist(Recht.VERZOEKEN)
def notitie(verzoek_id: UUID) -> ResponseReturnValue:
    """Put what the resident says beside a text."""
    verzoek = vind(Verzoek, verzoek_id)
    form = NotitieForm().voor(verzoek)
    if form.validate_on_submit() and form.lukt(lambda: form.bewaar(verzoek, door=wie())):
        return naar("verzoeken.detail", verzoek_id=verzoek_id, melding="De notitie staat bij de tekst.")
    return toon("verzoeken/notitie.html", verzoek=verzoek, form=form)


def _toon(verzoek: Verzoek, form: Formulier | None = None, **formulieren: Formulier) -> ResponseReturnValue:
    stand, erbij = overzichten.dossier(verzoek), notities.geplaatst(verzoek.id)
    gewoon = {
        "identiteitform": IdentiteitForm(formdata=None),
        "behandelaarform": BehandelaarForm(formdata=None).kies_uit(stand.behandelaars),
        "sluitform": SluitForm(formdata=None),
        "bestandform": BestandForm(formdata=None),
    }
    return toon(
        "verzoeken/detail.html",
        stand=stand,
        verzoek=verzoek,
        brieven=brieven.brieven(verzoek, sessies.gemeente(), met_notitie=bool(erbij)),
        notities=erbij,
        form=form,
        **(gewoon | formulieren),
    )
