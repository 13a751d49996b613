"""The worklist, and the trajecten of a resident. The page of one traject stands in `trajectroutes`."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, request, url_for

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie, wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.noodtoegang import vind_ook_in_nood
from ketens.kern.forms import Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten import werkfilter, werklijst
from ketens.trajecten.collegas import collegas, gekozen_account, keuzes, waargenomen
from ketens.trajecten.forms import TakenForm
from ketens.trajecten.handelingen import wijs_taken_toe
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.overzichten import losse_taken, stand, trajecten_van
from ketens.trajecten.taken import WOORDEN, Taak
from ketens.trajecten.werkfilter import Filter

bp = Blueprint("trajecten", __name__, url_prefix="/<gemeente>")


@bp.get("/werkvoorraad/")
@vereist(Recht.WERKVOORRAAD)
def werkvoorraad() -> Response:
    """What there is to do, most overdue first."""
    return _toon_werk(None)


@bp.post("/werkvoorraad/toewijzing")
@vereist(Recht.WERKVOORRAAD)
def toewijzing() -> Response:
    """Give the ticked tasks to someone."""
    mensen = collegas(wie())
    form = TakenForm()
    form.kies_uit(keuzes(wie(), mensen))
    if form.validate_on_submit():
        taken = werklijst.open_taken(form.taak.data, wie())
        account = gekozen_account(form.aan.data, wie())
        if form.lukt(lambda: wijs_taken_toe(taken, account, door=wie(), ketens={c.id: c.ketens for c in mensen})):
            melding = "1 taak is toegewezen." if len(taken) == 1 else f"{len(taken)} taken zijn toegewezen."
            return naar("trajecten.werkvoorraad", melding=melding, **Filter.uit(request.args, wie()).adres())
    return _toon_werk(form)


@bp.get("/inwoners/<uuid:inwoner_id>/trajecten")
@vereist(Recht.TRAJECT_INZIEN)
def van_inwoner(inwoner_id: UUID) -> Response:
    """The trajecten of a resident, of one's own ketens."""
    return _toon_inwoner(vind_ook_in_nood(Inwoner, inwoner_id), Knop(formdata=None))


@bp.post("/inwoners/<uuid:inwoner_id>/taken/<uuid:taak_id>")
@vereist(Recht.TRAJECT_BEWERKEN)
def taak_van_inwoner(inwoner_id: UUID, taak_id: UUID) -> Response:
    """Take a call that was agreed on from the worklist."""
    inwoner, taak, form = vind(Inwoner, inwoner_id), vind(Taak, taak_id), Knop()
    if taak not in losse_taken(inwoner.id, wie()):
        abort(404)
    if form.validate_on_submit() and form.lukt(taak.handel_af):
        return naar("inwoners.detail", melding="De taak is gedaan.", inwoner_id=inwoner.id)
    return _toon_inwoner(inwoner, form)


def _toon_inwoner(inwoner: Inwoner, form: Knop) -> Response:
    rijen = [(traject, stand(traject)) for traject in trajecten_van(inwoner.id, wie())]
    taken = [(taak, WOORDEN.get(taak.soort, taak.soort)) for taak in losse_taken(inwoner.id, wie())]
    return toon("trajecten/van_inwoner.html", inwoner=inwoner, rijen=rijen, taken=taken, form=form, dag=vandaag())


def _toon_werk(form: TakenForm | None) -> Response:
    ik = wie()
    mensen, voor = collegas(ik), waargenomen(ik)
    lijst = werklijst.lees(Filter.uit(request.args, ik), ik, {ik.account_id, *voor})
    if form is None:
        toewijsform = TakenForm(formdata=None)
        toewijsform.kies_uit(keuzes(ik, mensen))
    return toon(
        "trajecten/werkvoorraad.html",
        lijst=lijst,
        filter=lijst.filter,
        soorten=werkfilter.soorten(ik),
        termijnen=list(werkfilter.TERMIJNEN.items()),
        mensen=[*werkfilter.VAN_WIE.items(), *((str(collega.id), collega.naam) for collega in mensen)],
        ketennamen=werkfilter.ketennamen(ik),
        nieuw_url=url_for("verwijzingen.nieuw") if "verwijzingen.nieuw" in current_app.view_functions else None,
        zelf_url=_zelf_openen(ik),
        voor=list(voor.values()),
        form=form,
        toewijsform=form or toewijsform,
        actie=url_for("trajecten.toewijzing", **lijst.filter.adres()),
        dag=vandaag(),
    )


def _zelf_openen(ik: Wie) -> str | None:
    """Return where this person opens a traject herself, where one of her ketens allows it and runs at hers."""
    if "triage.nieuw_traject" not in current_app.view_functions:
        return None
    eigen = [keten.code for keten in catalogus().ketens if keten.zelf_openen and keten.code in ik.ketens]
    loopt = [deel for deel in map(instelling, eigen) if deel and deel.organisatie_id == ik.organisatie_id]
    return url_for("triage.nieuw_traject") if loopt else None


from ketens.trajecten import gespreksroutes, intrekking, pauzeroutes, trajectroutes, veilighouden, waarneemroutes  # noqa: E402, F401  (they register themselves)
