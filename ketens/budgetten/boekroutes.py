"""What was ordered and what was spent."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.budgetten import handelingen, keuzes, paginas
from ketens.budgetten.blauwdruk import bp
from ketens.budgetten.forms import KostForm, KostWijzigForm, VerplichtingForm, VerplichtingWijzigForm
from ketens.budgetten.models import Kost, Verplichting
from ketens.budgetten.planroutes import intrekking
from ketens.budgetten.regime import bronnaam, kostensoorten, onderdeelnaam
from ketens.budgetten.rijen import PER_BLAD, kostenlijst
from ketens.gebruikers.wie import wie
from ketens.kern.bladeren import bladeren
from ketens.kern.forms import Knop
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.route("/verplichtingen/nieuw", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def verplichting_nieuw() -> ResponseReturnValue:
    """Note an order."""
    form = VerplichtingForm()
    form.bied_aan(wie())
    paginas.vul_vooraf(form)
    if form.validate_on_submit() and (
        rij := form.maakt(lambda: handelingen.verplicht(formulier_id=form.formulier_id.data, door=wie(), **form.velden))
    ):
        return paginas.klaar(rij, "De verplichting is bewaard.")
    return paginas.formulier(form, "Verplichting toevoegen", "Bewaar de verplichting")


@bp.route("/verplichtingen/<uuid:verplichting_id>", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def verplichting(verplichting_id: UUID) -> ResponseReturnValue:
    """Change an order."""
    rij = vind(Verplichting, verplichting_id)
    form = VerplichtingWijzigForm(obj=rij)
    form.bied_aan(wie(), rij)

    def wijzig() -> None:
        form.controleer_versie(rij, paginas.gezien(rij))
        handelingen.wijzig_verplichting(rij, door=wie(), **form.velden)

    if form.validate_on_submit() and form.lukt(wijzig):
        return paginas.klaar(rij, "De verplichting is gewijzigd.")
    return paginas.formulier(form, "Verplichting wijzigen", "Bewaar de verplichting", rij)


@bp.route("/verplichtingen/<uuid:verplichting_id>/afsluiting", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def verplichting_afsluiting(verplichting_id: UUID) -> ResponseReturnValue:
    """Close an order: what is left comes free."""
    rij, form = vind(Verplichting, verplichting_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.sluit_af(rij, door=wie())):
        return paginas.klaar(rij, "De verplichting is afgesloten.")
    return toon("budgetten/afsluiting.html", form=form, rij=rij, wat=keuzes.verplichting_in_woorden(rij))


@bp.route("/verplichtingen/<uuid:verplichting_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def verplichting_intrekking(verplichting_id: UUID) -> ResponseReturnValue:
    """Withdraw an order on which nothing was paid."""
    return intrekking(vind(Verplichting, verplichting_id))


@bp.get("/kosten/")
@vereist(Recht.BUDGET_INZIEN)
def kosten() -> ResponseReturnValue:
    """Show what was spent, with filters and totals."""
    filter_, blad = paginas.gekozen_filter(), paginas.blad()
    lijst = kostenlijst(wie(), filter_, blad)
    return toon(
        "budgetten/kosten.html",
        lijst=lijst,
        filter=filter_,
        jaren=keuzes.jaren(),
        onderdelen=keuzes.onderdeel_keuzes(wie(), filter_.jaar),
        bronnen=keuzes.bron_keuzes(),
        soorten=kostensoorten(),
        bronnaam=bronnaam,
        onderdeelnaam=onderdeelnaam,
        bladen=bladeren(
            blad,
            len(lijst.rijen),
            lijst.aantal,
            per=PER_BLAD,
            url=lambda nr: paginas.kosten_url(filter_, nr),
        ),
    )


@bp.route("/kosten/nieuw", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def kost_nieuw() -> ResponseReturnValue:
    """Book a cost."""
    form = KostForm()
    form.bied_aan(wie())
    paginas.vul_vooraf(form)
    if form.validate_on_submit() and (
        kost := form.maakt(
            lambda: handelingen.boek(
                formulier_id=form.formulier_id.data, toch=form.toch.data, door=wie(), **form.velden
            )
        )
    ):
        return paginas.klaar(kost, "De kosten zijn geboekt.")
    return paginas.formulier(form, "Kosten boeken", "Boek de kosten")


@bp.route("/kosten/<uuid:kost_id>", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def kost(kost_id: UUID) -> ResponseReturnValue:
    """Correct a cost: it is booked anew, and the old row stays, withdrawn."""
    rij = vind(Kost, kost_id)
    form = KostWijzigForm(obj=rij)
    form.bied_aan(wie(), rij)

    def corrigeer() -> Kost:
        form.controleer_versie(rij, paginas.gezien(rij))
        return handelingen.corrigeer(rij, door=wie(), toch=form.toch.data, **form.velden)

    if form.validate_on_submit() and (nieuw := form.maakt(corrigeer)):
        return paginas.klaar(nieuw, "De kosten zijn gewijzigd. De oude regel staat bij Ingetrokken.")
    return paginas.formulier(form, "Kosten wijzigen", "Bewaar de wijziging", rij)


@bp.route("/kosten/<uuid:kost_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def kost_intrekking(kost_id: UUID) -> ResponseReturnValue:
    """Withdraw a cost."""
    return intrekking(vind(Kost, kost_id))
