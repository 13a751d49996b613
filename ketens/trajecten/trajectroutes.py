"""The page of one traject, and what is done on it."""

from uuid import UUID

from flask import Response, abort, request

from ketens.gebruikers.wie import wie
from ketens.inwoners.noodtoegang import vind_ook_in_nood
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten import handelingen
from ketens.trajecten.collegas import gekozen_account
from ketens.trajecten.delen import Stap
from ketens.trajecten.forms import AfsluitForm, ContactForm, HeropenForm, NotitieForm
from ketens.trajecten.intrekking import rond_af
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import wie_en_wanneer
from ketens.trajecten.routes import bp
from ketens.trajecten.taken import Taak
from ketens.trajecten.trajectpagina import behandelaarform, stapformulier, te_laat, toon_traject
from ketens.trajecten.vragenformulier import StapFormulier, in_woorden

PAD = "/trajecten/<uuid:traject_id>"


@bp.get(PAD)
@vereist(Recht.TRAJECT_INZIEN)
def detail(traject_id: UUID) -> Response:
    """One traject: who, what now, what happened."""
    return toon_traject(vind_ook_in_nood(Traject, traject_id))


@bp.route(f"{PAD}/stappen/<string:code>", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def stap(traject_id: UUID, code: str) -> Response:
    """The form of an open step: its questions, or only that it is done."""
    traject = vind(Traject, traject_id)
    open_stap = traject.stap(code)
    if open_stap is None:
        return _al_gedaan(traject, code)
    form = stapformulier(traject, open_stap, verstuurd=True) or Knop()
    if form.validate_on_submit() and form.lukt(lambda: _doe(traject, open_stap, form)):
        zin = "De test is nog niet compleet. Wat u invulde is bewaard." if open_stap.is_open else "De stap is gedaan."
        return naar("trajecten.detail", melding=zin, traject_id=traject.id)
    return toon_traject(traject, form=form, **({"stapform": form} if isinstance(form, StapFormulier) else {}))


@bp.route(f"{PAD}/contactpogingen", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def contactpogingen(traject_id: UUID) -> Response:
    """Note what came of a call."""
    traject = vind_ook_in_nood(Traject, traject_id)
    form = ContactForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.noteer_contactpoging(
            traject,
            uitkomst=form.uitkomst.data,
            terugbellen_op=form.terugbellen_op.data,
            tekst=form.bericht.data,
            formulier_id=form.formulier_id.data,
            door=wie(),
        )
    ):
        return naar("trajecten.detail", melding="Het gesprek is genoteerd.", traject_id=traject.id)
    return toon_traject(traject, form=form, contactform=form)


@bp.route(f"{PAD}/notities", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def notities(traject_id: UUID) -> Response:
    """Add a note."""
    traject = vind_ook_in_nood(Traject, traject_id)
    form = NotitieForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.noteer_notitie(
            traject, tekst=form.notitie.data, formulier_id=form.formulier_id.data, door=wie()
        )
    ):
        return naar("trajecten.detail", melding="De notitie is bewaard.", traject_id=traject.id)
    return toon_traject(traject, form=form, notitieform=form)


@bp.route(f"{PAD}/behandelaar", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def behandelaar(traject_id: UUID) -> Response:
    """Give the traject to someone."""
    traject = vind(Traject, traject_id)
    form = behandelaarform(traject, wie())

    def wijs_toe() -> None:
        form.controleer_versie(traject, wie_en_wanneer(traject))
        traject.wijs_toe(gekozen_account(form.aan.data, wie()), door=wie())

    if form.validate_on_submit() and form.lukt(wijs_toe):
        return naar("trajecten.detail", melding="Het traject is toegewezen.", traject_id=traject.id)
    return toon_traject(traject, form=form, behandelaarform=form)


@bp.post(f"{PAD}/taken/<uuid:taak_id>")
@vereist(Recht.TRAJECT_BEWERKEN)
def taak(traject_id: UUID, taak_id: UUID) -> Response:
    """Take something that is done, and that is no step, from the worklist."""
    traject, wat = vind(Traject, traject_id), vind(Taak, taak_id)
    form = Knop()
    if wat.traject_id != traject.id:
        abort(404)
    if form.validate_on_submit() and form.lukt(lambda: rond_af(traject, wat, door=wie())):
        return naar("trajecten.detail", melding="De taak is gedaan.", traject_id=traject.id)
    return toon_traject(traject, form=form)


@bp.route(f"{PAD}/afsluiting", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def afsluiting(traject_id: UUID) -> Response:
    """End the traject."""
    traject = vind(Traject, traject_id)
    form = AfsluitForm(versie=str(traject.versie), reden=request.args.get("reden"))
    form.reden.choices = [("", "Kies een reden"), *((r.code, r.naam) for r in traject.keten.afsluitredenen)]

    def sluit() -> None:
        form.controleer_versie(traject, wie_en_wanneer(traject))
        traject.sluit_af(door=wie(), reden=form.reden.data, toelichting=form.toelichting.data)

    if form.validate_on_submit() and form.lukt(sluit):
        return naar("trajecten.detail", melding="Het traject is afgesloten.", traject_id=traject.id)
    return toon("trajecten/afsluiting.html", traject=traject, form=form)


@bp.route(f"{PAD}/heropening", methods=["GET", "POST"])
@vereist(Recht.TRAJECT_BEWERKEN)
def heropening(traject_id: UUID) -> Response:
    """Take the traject up again."""
    traject = vind(Traject, traject_id)
    form = HeropenForm(versie=str(traject.versie))

    def heropen() -> None:
        form.controleer_versie(traject, wie_en_wanneer(traject))
        traject.heropen(door=wie(), reden=form.reden.data)

    if form.validate_on_submit() and form.lukt(heropen):
        return naar("trajecten.detail", melding="Het traject loopt weer.", traject_id=traject.id)
    return toon("trajecten/heropening.html", traject=traject, form=form)


def _al_gedaan(traject: Traject, code: str) -> Response:
    """Answer a form of a step that a colleague finished meanwhile: who and when, and what was typed."""
    form = te_laat(traject, code) if request.method == "POST" else None
    if form is None:
        return naar("trajecten.detail", melding="Deze stap is al gedaan.", traject_id=traject.id)
    form.meld(
        f"{wie_en_wanneer(traject)} heeft deze stap al gedaan. Wat u invulde is niet bewaard; het staat hieronder."
    )
    return toon_traject(traject, form=form, gemist=in_woorden(form.vragen, form.antwoorden))


def _doe(traject: Traject, stap: Stap, form: StapFormulier | Knop) -> None:
    soort = traject.keten.stap(stap.code).soort
    if isinstance(form, StapFormulier):
        form.controleer_versie(traject, wie_en_wanneer(traject))
    if isinstance(form, StapFormulier) and soort == "instrument":
        handelingen.vrt_afmaken(traject, form.antwoorden, door=wie())
    elif isinstance(form, StapFormulier):
        handelingen.leg_intake_vast(traject, form.antwoorden, door=wie(), stap_code=stap.code)
    elif soort == "taak":
        traject.rond_stap_af(stap.code, door=wie())
    else:
        abort(404)
