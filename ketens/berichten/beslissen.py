"""What a coördinator decides: about someone who was not reached, about a message that waits, about another day."""

from datetime import date
from typing import Any
from uuid import UUID

from wtforms import RadioField

from ketens.berichten.bezorging import kanaal_voor
from ketens.berichten.forms import BESLUITEN, BesluitForm
from ketens.berichten.gevolgen import BESLIS, BESLIST, dagen_geprobeerd
from ketens.berichten.handelingen import ander_kanaal, open_berichten, staak, stuur
from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN
from ketens.catalogus import Onbekend
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import moet_leven
from ketens.inwoners.models import Bereik
from ketens.kern.db import nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

NIET_BEREIKBAAR = "niet_bereikbaar"
# Without its message nobody would hear of an offer, and it would hold its place for good.
WACHT_OP_ANTWOORD = (
    "Voor dit bericht houden wij een plaats vrij. Trek het aanbod zelf in, op de pagina van het traject. "
    "Het bericht vervalt dan ook."
)
MELDING = {
    "verder": "U blijft bellen. De inwoner staat weer gewoon op de belllijst.",
    "brief": "De brief staat klaar bij Brieven.",
    "afsluiten": "Het traject is afgesloten als niet bereikt.",
}


def beslis(traject: Traject, *, besluit: str, door: Wie, toelichting: str | None = None) -> None:
    """Go on calling, send a letter, or close the traject as not reached (`forms.BESLUITEN`)."""
    traject.moet_lopen()
    for taak in traject.open_taken():
        if taak.soort == BESLIS:
            taak.handel_af()
    traject.noteer(BESLIST, door=door, tekst=toelichting, besluit=besluit)
    if besluit == "brief":
        _schrijf(traject, door)
    elif besluit == "afsluiten":
        traject.sluit_af(door=door, reden=NIET_BEREIKBAAR, toelichting=toelichting)


def _schrijf(traject: Traject, door: Wie) -> None:
    """What waits to be told goes by letter; where nothing waits, the letter asks to call."""
    wachtend = open_berichten(Bericht.traject_id == traject.id, Bericht.kanaal != Bereik.BRIEF)
    for bericht in wachtend:
        ander_kanaal(bericht, Bereik.BRIEF, door=door)
    if not wachtend:
        brief = stuur(traject, soort="bel_ons", sleutel=f"bel_ons:{nieuw_id()}", kanaal=Bereik.BRIEF, door=door)
        if brief is None or brief.kanaal is not Bereik.BRIEF:
            raise Domeinfout("Een brief kan niet: er is geen adres, of het is niet veilig.", veld="besluit")


def bied_aan(form: BesluitForm, traject: Traject) -> None:
    """Offer what can be done in this keten."""
    try:
        traject.keten.afsluitreden(NIET_BEREIKBAAR)
    except Onbekend:
        veld: RadioField = form.besluit
        veld.choices = [(code, zin) for code, zin in BESLUITEN.items() if code != "afsluiten"]


def gegevens(traject: Traject) -> dict[str, Any]:
    """Return what the page shows."""
    return {"traject": traject, "inwoner": traject.inwoner, "dagen": dagen_geprobeerd(traject)}


def schrijf(traject: Traject, *, tekst: str, kanaal: str, formulier_id: UUID | None, door: Wie) -> None:
    """Tell the resident something in one's own words, by the way that was chosen or not at all."""
    traject.moet_lopen()
    moet_leven(traject.inwoner)
    if kanaal_voor(traject.inwoner, Bereik(kanaal)) != kanaal:
        raise Domeinfout("Dat kan niet bij deze inwoner: er is geen adres, of het is niet veilig.", veld="kanaal")
    sleutel = f"vrij:{traject.id}:{formulier_id}"
    stuur(traject, soort="vrij", sleutel=sleutel, kanaal=Bereik(kanaal), tekst=tekst, door=door)


def kies_kanaal(bericht: Bericht, keuze: str, *, door: Wie) -> None:
    """Send it by another way, or (`intrekken`) not at all."""
    if keuze != "intrekken":
        ander_kanaal(bericht, Bereik(keuze), door=door)
    elif bericht.bereikt_op:
        raise Domeinfout("Dit bericht is al aangekomen.")
    elif SOORTEN[bericht.soort].antwoord:
        raise Domeinfout(WACHT_OP_ANTWOORD, veld="kanaal")
    else:
        staak(bericht, "ingetrokken")
        bericht.traject.noteer("bericht_ingetrokken", door=door, bericht=bericht.soort)


def verzet(taak: Taak, dag: date | None) -> None:
    """Call on another day."""
    if dag is None or dag < vandaag():
        raise Domeinfout("Kies vandaag of een dag die nog komt.", veld="terugbellen_op")
    taak.termijn_op = dag
