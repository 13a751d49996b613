"""The calendar of what must be handed in, and the answers to a questionnaire."""

from flask import Response

from ketens.gebruikers.wie import wie
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht
from ketens.verantwoording import aandacht, handelingen, paginas, raadsroutes, uitvoer
from ketens.verantwoording import kalender as kalenders
from ketens.verantwoording.blauwdruk import bp
from ketens.verantwoording.forms import AntwoordForm, TermijnForm
from ketens.verantwoording.paginas import plicht_of_404, wie_en_wanneer

__all__ = ["aandacht", "bp", "raadsroutes", "uitvoer"]
PAD = "/<string:soort>/<int:jaar>"


@bp.get("/")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def kalender() -> Response:
    """What must be handed in when."""
    return _toon()


@bp.post(f"{PAD}/indiening")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def indiening(soort: str, jaar: int) -> Response:
    """Note that it was handed in."""
    plicht, form = plicht_of_404(soort, jaar), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.dien_in(soort, jaar, door=wie())):
        return naar("verantwoording.kalender", melding=f"{plicht.naam} over {jaar} is ingediend.")
    return _toon(form=form)


@bp.post(f"{PAD}/indiening/intrekking")
@vereist(Recht.RAPPORTAGE_BEHEREN)
def intrekking(soort: str, jaar: int) -> Response:
    """Undo that it was handed in."""
    plicht, form = plicht_of_404(soort, jaar), Knop()
    if form.validate_on_submit() and form.lukt(lambda: handelingen.neem_terug(soort, jaar, door=wie())):
        return naar("verantwoording.kalender", melding=f"{plicht.naam} over {jaar} staat weer open.")
    return _toon(form=form)


@bp.route(f"{PAD}/termijn", methods=["GET", "POST"])
@vereist(Recht.RAPPORTAGE_BEHEREN)
def termijn(soort: str, jaar: int) -> Response:
    """Set the day that holds in this gemeente."""
    plicht, rij = plicht_of_404(soort, jaar), kalenders.indiening(soort, jaar)
    form = TermijnForm(termijn=rij.eigen_termijn if rij else None, versie=str(rij.versie if rij else 0))

    def zet() -> None:
        if rij:
            form.controleer_versie(rij, wie_en_wanneer(rij))
        handelingen.zet_termijn(soort, jaar, form.termijn.data, door=wie())

    if form.validate_on_submit() and form.lukt(zet):
        return naar("verantwoording.kalender", melding=f"De uiterste dag van {plicht.naam} over {jaar} is bewaard.")
    return toon("verantwoording/termijn.html", form=form, plicht=plicht, jaar=jaar)


@bp.get(PAD)
@vereist(Recht.RAPPORTAGE_BEHEREN)
def vragenlijst(soort: str, jaar: int) -> Response:
    """The answers to a questionnaire, in its order."""
    return paginas.toon_vragenlijst(plicht_of_404(soort, jaar, "vragenlijst"), jaar)


@bp.post(PAD)
@vereist(Recht.RAPPORTAGE_BEHEREN)
def antwoorden(soort: str, jaar: int) -> Response:
    """Keep what was typed at the questions that the figures don't answer."""
    plicht, rij = plicht_of_404(soort, jaar, "vragenlijst"), kalenders.indiening(soort, jaar)
    form = AntwoordForm.voor(plicht, {}, 0)

    def bewaar() -> None:
        if rij:
            form.controleer_versie(rij, wie_en_wanneer(rij))
        handelingen.bewaar_antwoorden(soort, jaar, form.ingevuld, door=wie())

    if form.validate_on_submit() and form.lukt(bewaar):
        return naar("verantwoording.vragenlijst", soort=soort, jaar=jaar, melding="Uw antwoorden zijn bewaard.")
    return paginas.toon_vragenlijst(plicht, jaar, form=form)


def _toon(form: Knop | None = None) -> Response:
    regels = kalenders.van(wie())
    return toon("verantwoording/kalender.html", form=form or Knop(), regels=regels)
