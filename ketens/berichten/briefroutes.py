"""The print queue: which letters wait, a stack of them as one PDF, and that it was posted."""

from uuid import UUID

from flask import Response, abort, flash

from ketens.berichten import brieven as rij
from ketens.berichten.forms import StapelForm
from ketens.berichten.models import Bericht, Stapel
from ketens.berichten.routes import bp
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import bestand, datum, htmx, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.trajecten.werkfilter import ketennamen


@bp.get("/brieven/")
@vereist(Recht.BEREIKEN)
def brieven() -> Response:
    """Show the letters that wait, and the last stacks."""
    return _toon_rij(StapelForm(formdata=None))


@bp.route("/brieven/stapels/<string:keten_code>", methods=["POST"])
@vereist(Recht.BEREIKEN)
def nieuwe_stapel(keten_code: str) -> Response:
    """Make a stack of the letters of one keten that wait."""
    form = StapelForm()
    if keten_code not in wie().ketens:
        abort(404)
    if form.validate_on_submit() and (
        stapel := form.maakt(
            lambda: rij.maak_stapel(formulier_id=form.formulier_id.data, keten_code=keten_code, door=wie())
        )
    ):
        return naar("berichten.stapel", stapel_id=stapel.id, melding="De brieven worden gemaakt.")
    return _toon_rij(form)


@bp.get("/brieven/stapels/<uuid:stapel_id>")
@vereist(Recht.BEREIKEN)
def stapel(stapel_id: UUID) -> Response:
    """Show a stack: being made, ready, or posted. While it is made the page asks again every two seconds."""
    gevonden = vind(Stapel, stapel_id)
    if htmx and gevonden.klaar_op:
        flash("De brieven zijn klaar.")
    return _toon_stapel(gevonden, Knop(formdata=None))


@bp.get("/brieven/stapels/<uuid:stapel_id>/pdf")
@vereist(Recht.BEREIKEN, hoogstens=UITVOER)
def stapel_pdf(stapel_id: UUID) -> Response:
    """Give the PDF. It goes when the stack is posted, and when a letter must come out."""
    gevonden = vind(Stapel, stapel_id)
    if (pdf := rij.pdf_van(gevonden)) is None:
        abort(404)
    return bestand(pdf, naam=f"brieven-{gevonden.gemaakt_op:%Y-%m-%d-%H%M}.pdf", soort="application/pdf")


@bp.post("/brieven/stapels/<uuid:stapel_id>/gepost")
@vereist(Recht.BEREIKEN)
def gepost(stapel_id: UUID) -> Response:
    """Note that the letters are in the mail."""
    gevonden, form = vind(Stapel, stapel_id), Knop()
    if form.validate_on_submit() and (aankomst := form.maakt(lambda: rij.post(gevonden, door=wie()))):
        return naar("berichten.brieven", melding=f"Gepost. De brieven tellen als aangekomen op {datum(aankomst)}.")
    return _toon_stapel(gevonden, form)


@bp.post("/brieven/stapels/<uuid:stapel_id>/terug/<uuid:bericht_id>")
@vereist(Recht.BEREIKEN)
def uit_stapel(stapel_id: UUID, bericht_id: UUID) -> Response:
    """Take one letter out of a stack that was not posted yet."""
    gevonden, letter, form = vind(Stapel, stapel_id), vind(Bericht, bericht_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: rij.haal_uit_stapel(gevonden, letter)):
        return naar("berichten.stapel", stapel_id=stapel_id, melding="De brief wacht weer bij Brieven.")
    return _toon_stapel(gevonden, form)


def _toon_rij(form: StapelForm) -> Response:
    ik = wie()
    namen = dict(ketennamen(ik))
    per_keten: dict[str, list[rij.Regel]] = {}
    for letter in rij.wachtend(ik):
        per_keten.setdefault(letter.keten_code, []).append(rij.regel(letter))
    groepen = [(code, namen.get(code, code), letters) for code, letters in per_keten.items()]
    return toon(
        "berichten/brieven.html",
        form=form,
        groepen=groepen,
        stapels=rij.stapels(ik),
        namen=namen,
        werkdagen=rij.POST_WERKDAGEN,
    )


def _toon_stapel(gevonden: Stapel, form: Knop) -> Response:
    letters = rij.letters_van(gevonden)
    erin = [rij.regel(letter) for letter in rij.te_drukken(letters)]
    eruit = [letter.traject.kenmerk for letter in letters if letter.id not in {r.id for r in erin}]
    return toon(
        "berichten/stapel.html", form=form, stapel=gevonden, regels=erin, eruit=eruit, werkdagen=rij.POST_WERKDAGEN
    )
