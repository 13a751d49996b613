"""What comes after one group: the eigen bijdrage, the nota, the resultaatkaart."""

from uuid import UUID

from flask import Response, abort

from ketens.gebruikers.wie import wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.forms import Formulier, Knop
from ketens.kern.pagina import bestand, naar, toon
from ketens.kern.poort import UITVOER, vereist
from ketens.kern.vinden import vind
from ketens.nazorg import bijdragen, groepspagina, notas, resultaatkaart
from ketens.nazorg.blauwdruk import bp
from ketens.nazorg.forms import BijdrageForm
from ketens.nazorg.models import Nota
from ketens.rechten import Recht


@bp.get("/groepen/<uuid:groep_id>/nazorg")
@vereist(Recht.NAZORG)
def groep(groep_id: UUID) -> Response:
    """Show who keeps moving, who paid, and what is printed."""
    return _toon(vind(Groep, groep_id))


@bp.post("/plaatsingen/<uuid:plaatsing_id>/bijdrage")
@vereist(Recht.NAZORG)
def bijdrage(plaatsing_id: UUID) -> Response:
    """Say how the eigen bijdrage of one participant stands."""
    plaats, form = vind(Plaatsing, plaatsing_id), BijdrageForm()
    if form.validate_on_submit() and form.lukt(
        lambda: bijdragen.zet_bijdrage(plaats, form.stand.data or "", op=form.betaald_op.data, door=wie())
    ):
        melding = f"Vastgelegd: {bijdragen.STANDEN[form.stand.data or ''].lower()}."
        return naar("nazorg.groep", groep_id=plaats.groep_id, melding=melding)
    return _toon(plaats.groep, form=form, bij=plaats)


@bp.post("/plaatsingen/<uuid:plaatsing_id>/nota")
@vereist(Recht.NAZORG)
def nota_maken(plaatsing_id: UUID) -> Response:
    """Make the nota of what was paid."""
    plaats, form = vind(Plaatsing, plaatsing_id), Knop()
    if form.validate_on_submit() and form.lukt(lambda: notas.maak_nota(plaats, door=wie())):
        return naar("nazorg.groep", groep_id=plaats.groep_id, melding="De nota is gemaakt. U kunt hem downloaden.")
    return _toon(plaats.groep, form=form, bij=plaats)


@bp.get("/notas/<uuid:nota_id>")
@vereist(Recht.NAZORG, hoogstens=UITVOER)
def nota(nota_id: UUID) -> Response:
    """Give the nota, as it was made."""
    gevonden = vind(Nota, nota_id)
    return _als_pdf(notas.pdf([gevonden]), f"nota-{gevonden.nummer}.pdf")


@bp.get("/groepen/<uuid:groep_id>/notas")
@vereist(Recht.NAZORG, hoogstens=UITVOER)
def notas_van_groep(groep_id: UUID) -> Response:
    """Give all notas of a group, one page each."""
    ids = [rij.id for rij in bijdragen.van_groep(vind(Groep, groep_id))]
    return _als_pdf(notas.pdf(notas.van_plaatsingen(ids).values()), "notas.pdf")


@bp.post("/groepen/<uuid:groep_id>/notas")
@vereist(Recht.NAZORG)
def notas_maken(groep_id: UUID) -> Response:
    """Make the nota of everybody who paid and has none."""
    gevonden, form = vind(Groep, groep_id), Knop()
    if form.validate_on_submit() and (aantal := form.maakt(lambda: notas.maak_notas(gevonden, door=wie()))):
        melding = "De nota is gemaakt." if aantal == 1 else f"{aantal} nota's zijn gemaakt."
        return naar("nazorg.groep", groep_id=gevonden.id, melding=melding)
    return _toon(gevonden, form=form)


@bp.get("/plaatsingen/<uuid:plaatsing_id>/resultaatkaart")
@vereist(Recht.METEN, hoogstens=UITVOER)
def kaart(plaatsing_id: UUID) -> Response:
    """Give the resultaatkaart of one participant."""
    plaats = vind(Plaatsing, plaatsing_id)
    pdf = resultaatkaart.kaarten([plaats]) if resultaatkaart.mag(plaats, wie()) else None
    return _als_pdf(pdf, "resultaatkaart.pdf")


@bp.get("/groepen/<uuid:groep_id>/resultaatkaarten")
@vereist(Recht.METEN, hoogstens=UITVOER)
def kaarten_van_groep(groep_id: UUID) -> Response:
    """Give the resultaatkaarten of the whole group, one page each."""
    return _als_pdf(resultaatkaart.van_groep(vind(Groep, groep_id), wie()), "resultaatkaarten.pdf")


def _als_pdf(pdf: bytes | None, naam: str) -> Response:
    if pdf is None:
        abort(404)
    return bestand(pdf, naam=naam, soort="application/pdf")


def _toon(gevonden: Groep, *, form: Formulier | None = None, bij: Plaatsing | None = None) -> Response:
    return toon(
        "nazorg/groep.html",
        form=form,
        bij=bij.id if bij else None,
        bijdrageform=BijdrageForm(formdata=None),
        **groepspagina.gegevens(gevonden),
    )
