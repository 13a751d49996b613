"""What the pages of this feature show, and where an outcome leads."""

from typing import Any
from uuid import UUID

from flask import Response, request

from ketens.berichten import belllijst, brieven
from ketens.berichten.belregels import VAN_WIE, Filter
from ketens.berichten.bezorging import kanaal_voor
from ketens.berichten.forms import UitkomstForm
from ketens.berichten.models import Bericht
from ketens.berichten.overzichten import hoe_staat_het, van_traject
from ketens.berichten.soorten import SOORTEN
from ketens.gebruikers.wie import wie
from ketens.inwoners.keuzes import BEREIK, RELATIES
from ketens.kern.forms import Formulier, Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.trajecten.collegas import waargenomen
from ketens.trajecten.models import Traject

GENOTEERD = {
    "gesproken": "Genoteerd: gesproken.",
    "voicemail": "Genoteerd: voicemail ingesproken.",
    "geen_gehoor": "Genoteerd: geen gehoor.",
    "terugbellen": "Genoteerd: terugbellen op de afgesproken dag.",
}


def toon_lijst(*, form: Formulier | None = None, bij: UUID | None = None, alleen: UUID | None = None) -> Response:
    """Answer with the belllijst; a form that was refused stands in the row `bij`, `alleen` is the list of one."""
    ik = wie()
    filter_ = Filter.uit(request.args)
    lijst = belllijst.lees(filter_, ik, {ik.account_id, *waargenomen(ik)}, alleen=alleen)
    return toon(
        "berichten/belllijst.html",
        lijst=lijst,
        filter=filter_,
        van_wie=list(VAN_WIE.items()),
        gebeld=belllijst.vandaag_gebeld(ik),
        brieven=brieven.aantal_wachtend(ik),
        knop=Knop(formdata=None),
        form=form,
        bij=bij,
        alleen=alleen,
        net="net" in request.args,
        RELATIES=RELATIES,
        dag=vandaag(),
    )


def na_uitkomst(traject: Traject, form: UitkomstForm) -> Response:
    """Stay on the list; a conversation for which there is a form leads to it."""
    melding = GENOTEERD[form.uitkomst.data]
    if form.uitkomst.data == "gesproken" and (stap := _stap_met_formulier(traject)):
        return naar("trajecten.detail", melding=f"{melding} {stap[1]}", traject_id=traject.id, stap=stap[0])
    return terug_naar_lijst(melding)


def terug_naar_lijst(melding: str) -> Response:
    """Go back to the same page of the list, to its heading."""
    terug: dict[str, Any] = Filter.uit(request.args).adres()
    return naar("berichten.belllijst", melding=melding, net="ja", **terug)


def _stap_met_formulier(traject: Traject) -> tuple[str, str] | None:
    for stap in traject.open_stappen:
        wat = traject.keten.stap(stap.code)
        if wat.soort in belllijst.PER_TELEFOON:
            return stap.code, f"Vul nu in: {wat.naam}."
    return None


def gewoon_kanaal(traject: Traject) -> str:
    """Return how this resident is reached when nobody chooses otherwise."""
    return kanaal_voor(traject.inwoner).value


def bij_traject(traject: Traject) -> dict[str, Any]:
    """Return what was sent to the resident about this traject, newest first."""
    return {"traject": traject, "rijen": [bericht(rij) for rij in van_traject(traject)]}


def bericht(rij: Bericht) -> dict[str, Any]:
    """Return a message with its words and how it stands."""
    wat = SOORTEN[rij.soort]
    return {
        "bericht": rij,
        "inwoner": rij.inwoner,
        "traject": rij.traject,
        "naam": wat.naam,
        "zinnen": wat.zinnen(rij.inhoud or {}),
        "kanaal": BEREIK[rij.kanaal],
        "stand": hoe_staat_het(rij),
        "open": rij.bereikt_op is None and rij.gestaakt_op is None,
    }
