"""Pages of keeping: what is about to go, what is held back, how long what is kept, and what went."""

from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from ketens.bewaren import handelingen, overzichten, stuk
from ketens.bewaren.forms import TermijnForm, VasthoudForm
from ketens.bewaren.models import Bewaartermijn, Vasthouding, Vernietiging, Voorstelregel
from ketens.bewaren.termijnen import INZAGE
from ketens.bewaren.voorstellen import wachtend
from ketens.catalogus import Onbekend, catalogus
from ketens.catalogus.bewaartermijn import MERKEN, Bewaarsoort
from ketens.gebruikers import sessies
from ketens.gebruikers.wie import wie
from ketens.kern.bladeren import bladeren
from ketens.kern.forms import Knop
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.stukken import pdf

bp = Blueprint("bewaren", __name__, url_prefix="/<gemeente>/bewaren")


@bp.get("/")
@vereist(Recht.BEWAREN_INZIEN)
def voorstel() -> ResponseReturnValue:
    """Show the proposal that waits, by kind and then resident by resident, and what is held back."""
    return _toon_voorstel(Knop(formdata=None))


def _toon_voorstel(knop: Knop) -> Response:
    wacht, blad = wachtend(), max(1, request.args.get("blad", 1, type=int))
    mensen = overzichten.mensen(wacht, nummer=blad) if wacht else None
    return toon(
        "bewaren/voorstel.html",
        voorstel=wacht,
        tellingen=overzichten.in_tellingen(wacht) if wacht else [],
        mensen=mensen,
        bladen=_bladen(blad, mensen),
        vastgehouden=overzichten.vastgehouden(),
        wacht_op_eigenaar=overzichten.wacht_op_eigenaar(),
        namen=overzichten.namen(),
        form=knop,
    )


def _bladen(blad: int, mensen: overzichten.Blad | None) -> dict[str, object] | None:
    if mensen is None or not mensen.totaal:
        return None
    per = overzichten.OP_BLAD
    return bladeren(
        blad, len(mensen.regels), mensen.totaal, per=per, url=lambda nr: url_for("bewaren.voorstel", blad=nr)
    )


@bp.route("/voorstel/<uuid:regel_id>/vasthouding", methods=["GET", "POST"])
@vereist(Recht.BEWAREN)
def vasthouding(regel_id: UUID) -> ResponseReturnValue:
    """Hold back one resident, with a reason."""
    regel, form = vind(Voorstelregel, regel_id), VasthoudForm()
    if regel.inwoner_id is None:
        abort(404)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.houd_vast(regel, reden=form.reden.data or "", door=wie())
    ):
        return naar("bewaren.voorstel", melding="Dit blijft bewaard, tot iemand het weer loslaat.")
    return toon("bewaren/vasthouding.html", form=form, regel=regel, namen=overzichten.namen())


@bp.post("/vasthoudingen/<uuid:vasthouding_id>/opheffing")
@vereist(Recht.BEWAREN, vers=True)
def opheffing(vasthouding_id: UUID) -> ResponseReturnValue:
    """Lift a hold."""
    vast, form = vind(Vasthouding, vasthouding_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.laat_los(vast, door=wie())):
        return naar("bewaren.voorstel", melding="Dit wordt niet meer vastgehouden. De bewaartermijn telt weer.")
    return _toon_voorstel(form)


@bp.get("/termijnen/")
@vereist(Recht.BEWAREN_INZIEN)
def termijnen() -> ResponseReturnValue:
    """Show how long what is kept, by whose choice."""
    return _toon_termijnen(Knop(formdata=None))


def _toon_termijnen(knop: Knop) -> Response:
    return toon(
        "bewaren/termijnen.html",
        regels=overzichten.termijnen(),
        inzage=overzichten.inzage(),
        geschiedenis=overzichten.geschiedenis(),
        namen=overzichten.namen(),
        merken=MERKEN,
        ketennaam=overzichten.ketennaam,
        in_woorden=overzichten.in_woorden,
        form=knop,
        INZAGE=INZAGE,
    )


@bp.route("/termijnen/<string:soort_code>", methods=["GET", "POST"])
@vereist(Recht.BEWAREN, vers=True)
def termijn(soort_code: str) -> ResponseReturnValue:
    """Choose another term, with a reason."""
    soort, form = _soort(soort_code), TermijnForm()
    form.bied_aan(soort)
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.kies_termijn(
            formulier_id=form.formulier_id.data,
            soort_code=soort_code,
            keten_code=form.keten_code,
            aantal=form.aantal.data or 0,
            reden=form.reden.data or "",
            door=wie(),
        )
    ):
        return naar(
            "bewaren.termijnen",
            melding="De bewaartermijn is gewijzigd. Wat nu langer blijft, gaat ook niet weg met een voorstel dat er al "
            "ligt.",
        )
    return toon("bewaren/termijn.html", form=form, soort=soort, code=soort_code, namen=overzichten.namen())


@bp.post("/termijnen/keuzes/<uuid:termijn_id>/verval")
@vereist(Recht.BEWAREN, vers=True)
def verval(termijn_id: UUID) -> ResponseReturnValue:
    """Let a choice lapse."""
    gekozen, form = vind(Bewaartermijn, termijn_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.vervalt(gekozen, door=wie())):
        return naar("bewaren.termijnen", melding="De standaardtermijn geldt weer.")
    return _toon_termijnen(form)


@bp.get("/vernietigingen/")
@vereist(Recht.BEWAREN_INZIEN)
def vernietigingen() -> ResponseReturnValue:
    """Show what went."""
    return toon("bewaren/vernietigingen.html", rijen=overzichten.verklaringen(), ketennaam=overzichten.ketennaam)


@bp.get("/vernietigingen/<uuid:vernietiging_id>/pdf")
@vereist(Recht.BEWAREN_INZIEN, hoogstens=UITVOER)
def verklaring(vernietiging_id: UUID) -> Response:
    """Give the declaration of destruction to print: of all that went with this proposal."""
    rijen = overzichten.samen_met(vind(Vernietiging, vernietiging_id))
    gemaakt = stuk.verklaring(rijen, sessies.gemeente().naam)
    return bestand(pdf.schrijf(gemaakt), naam=f"{gemaakt.bestandsnaam}.pdf", soort="application/pdf")


def _soort(code: str) -> Bewaarsoort | None:
    """Return a kind that a gemeente chooses a term for (None: how long a proposal lies open), or answer 404."""
    if code == INZAGE:
        return None
    try:
        soort = catalogus().bewaartermijnen.soort(code)
    except Onbekend:
        abort(404)
    if soort.huis:
        abort(404)
    return soort
