"""A year of money, and what is planned and granted."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.budgetten import handelingen, keuzes, paginas
from ketens.budgetten.blauwdruk import bp
from ketens.budgetten.forms import BegrotingForm, BegrotingWijzigForm, IntrekForm, ToekenningForm
from ketens.budgetten.jaarbeeld import jaarbeeld
from ketens.budgetten.models import Begrotingspost, Toekenning
from ketens.budgetten.regime import bronnaam, kostensoorten, onderdeelnaam
from ketens.budgetten.rijen import onderdeelbeeld
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht


@bp.get("/")
@vereist(Recht.BUDGET_INZIEN)
def overzicht() -> ResponseReturnValue:
    """Show a year: granted, planned, committed, spent, free, and what to look at."""
    jaar = paginas.gekozen_jaar()
    beeld = jaarbeeld(jaar, wie())
    return toon("budgetten/overzicht.html", beeld=beeld, jaar=jaar, jaren=keuzes.jaren(), onderdeelnaam=onderdeelnaam)


@bp.get("/onderdelen/<string:onderdeel>")
@vereist(Recht.BUDGET_INZIEN)
def onderdeel(onderdeel: str) -> ResponseReturnValue:
    """Show the rows behind the amounts of one onderdeel."""
    code, filter_ = paginas.mijn_onderdeel(onderdeel), paginas.gekozen_filter()
    return toon(
        "budgetten/onderdeel.html",
        beeld=onderdeelbeeld(wie(), code, filter_.jaar, filter_.bron),
        code=code,
        naam=onderdeelnaam(code, filter_.jaar),
        jaar=filter_.jaar,
        jaren=keuzes.jaren(),
        bron=filter_.bron,
        bronnaam=bronnaam,
        soortnaam=kostensoorten(),
    )


@bp.route("/begroting/nieuw", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def begroting_nieuw() -> ResponseReturnValue:
    """Plan an amount."""
    form = BegrotingForm()
    form.bied_aan(wie())
    paginas.vul_vooraf(form)
    if form.validate_on_submit() and (
        post := form.maakt(
            lambda: handelingen.leg_begroting_vast(formulier_id=form.formulier_id.data, door=wie(), **form.velden)
        )
    ):
        return paginas.klaar(post, "De begroting is bewaard.")
    return paginas.formulier(form, "Begroting toevoegen", "Bewaar de begroting")


@bp.route("/begroting/<uuid:begrotingspost_id>", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def begroting(begrotingspost_id: UUID) -> ResponseReturnValue:
    """Change what is planned."""
    post = vind(Begrotingspost, begrotingspost_id)
    form = BegrotingWijzigForm(obj=post)
    form.bied_aan(wie(), post)

    def wijzig() -> None:
        form.controleer_versie(post, paginas.gezien(post))
        handelingen.wijzig_begroting(post, door=wie(), **form.velden)

    if form.validate_on_submit() and form.lukt(wijzig):
        return paginas.klaar(post, "De begroting is gewijzigd.")
    return paginas.formulier(form, "Begroting wijzigen", "Bewaar de begroting", post)


@bp.route("/begroting/<uuid:begrotingspost_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def begroting_intrekking(begrotingspost_id: UUID) -> ResponseReturnValue:
    """Withdraw what was planned."""
    return intrekking(vind(Begrotingspost, begrotingspost_id))


@bp.route("/toekenningen/nieuw", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def toekenning_nieuw() -> ResponseReturnValue:
    """Note what was granted."""
    form = ToekenningForm()
    form.bied_aan(wie())
    paginas.vul_vooraf(form)
    if form.validate_on_submit() and (
        rij := form.maakt(lambda: handelingen.ken_toe(formulier_id=form.formulier_id.data, door=wie(), **form.velden))
    ):
        return paginas.klaar(rij, "De toekenning is bewaard.")
    return paginas.formulier(form, "Toekenning toevoegen", "Bewaar de toekenning")


@bp.route("/toekenningen/<uuid:toekenning_id>/intrekking", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def toekenning_intrekking(toekenning_id: UUID) -> ResponseReturnValue:
    """Withdraw what was granted."""
    return intrekking(vind(Toekenning, toekenning_id))


def intrekking(rij: handelingen.R) -> ResponseReturnValue:
    """Withdraw a row, with the reason."""
    form = IntrekForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.trek_in(rij, reden=form.reden.data or "", door=wie())
    ):
        return paginas.klaar(rij, "De regel is ingetrokken.")
    return toon(
        "budgetten/intrekking.html", form=form, rij=rij, wat=paginas.wat_is_het(rij), jaar=paginas.jaar_van(rij)
    )
