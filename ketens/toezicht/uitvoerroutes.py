"""What leaves the house: the overview for a resident (PDF), and the log of a period (CSV)."""

from datetime import timedelta
from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import sessies
from ketens.kern.klok import vandaag
from ketens.kern.pagina import bestand, toon
from ketens.kern.pdf import maak_pdf
from ketens.kern.poort import UITVOER, vereist
from ketens.rechten import Recht
from ketens.toezicht import betrokkenen, inwoneroverzicht, logboek, uitvoer, woorden
from ketens.toezicht.blauwdruk import bp
from ketens.toezicht.forms import LogForm, OverzichtForm

JAAR = timedelta(days=365)


@bp.route("/inwoners/<uuid:inwoner_id>/overzicht", methods=["GET", "POST"])
@vereist(Recht.LOGBOEK_INZIEN, leest=True, hoogstens=UITVOER, vers=True)
def overzicht(inwoner_id: UUID) -> ResponseReturnValue:
    """Make the overview for a resident. Typst works before anything is written: this request only reads."""
    wiens = betrokkenen.vind_betrokkene(inwoner_id)
    form = OverzichtForm(van=vandaag() - JAAR, tot=vandaag())
    if form.validate_on_submit():
        noteer_reden(woorden.MET_NAMEN if form.met_namen else woorden.ZONDER_NAMEN)
        periode = {"van": form.van.data, "tot": form.tot.data}
        op_papier = inwoneroverzicht.gegevens(wiens, sessies.gemeente(), met_namen=form.met_namen, **periode)
        pdf = maak_pdf(inwoneroverzicht.SJABLOON, op_papier)
        return bestand(pdf, naam=inwoneroverzicht.BESTAND, soort="application/pdf")
    return toon("toezicht/overzicht.html", inwoner=wiens, form=form)


@bp.get("/uitvoer")
@vereist(Recht.LOGBOEK_INZIEN, hoogstens=UITVOER, vers=True)
def bestand_nen7513() -> ResponseReturnValue:
    """The log of a period as CSV, in the field names of NEN 7513."""
    form = LogForm.uit_adres().kies_uit(logboek.accounts())
    vraag = form.vraag(inwoner_ids=betrokkenen.records_van(form.inwoner.data))
    if not form.validate():
        return toon("toezicht/lijst.html", form=form, bladzijde=logboek.Bladzijde())
    noteer_reden(f"{woorden.UITVOER}: {vraag.van or 'begin'} tot en met {vraag.tot or vandaag()}")
    return bestand(uitvoer.csv(vraag), naam=f"logboek-{vandaag()}.csv", soort="text/csv")
