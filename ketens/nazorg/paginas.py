"""What the belronde shows, and where an outcome leads."""

from typing import Any

from flask import Response, request

from ketens.aanbod.models import Aanbod
from ketens.aanbod.overzichten import Vraag, kaart
from ketens.gebruikers.wie import wie
from ketens.kern.forms import Formulier, Knop
from ketens.kern.klok import vandaag
from ketens.kern.pagina import naar, toon
from ketens.nazorg import belronde, handelingen, kaarten
from ketens.nazorg.belronde import Filter
from ketens.nazorg.forms import PostForm, UitkomstForm
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import BELLEN, KAART

GENOTEERD = {
    "ja": "Genoteerd: ja.",
    "nee": "Genoteerd: nee.",
    "niet_bereikt": "Genoteerd: niet bereikt.",
    "niet_meer_bellen": "Genoteerd. Deze inwoner wordt hierover niet meer gebeld, ook niet na een andere groep.",
}


def toon_belronde(*, form: Formulier | None = None, bij: Doorstroomvraag | None = None) -> Response:
    """Answer with the belronde; a form that was refused stands in the row `bij`."""
    ik, filter_ = wie(), Filter.uit(request.args)
    te_posten = kaarten.te_posten(ik)
    return toon(
        "nazorg/doorstroom.html",
        ronde=belronde.lees(filter_, ik),
        filter=filter_,
        groep=belronde.groep_van(filter_, ik),
        genoteerd=belronde.genoteerd(ik),
        te_posten=[rij for rij in te_posten if kaarten.kan_per_post(rij)] if te_posten else [],
        niet_per_post=[rij for rij in te_posten if not kaarten.kan_per_post(rij)],
        kaarten=",".join(str(rij.id) for rij in te_posten),
        aanbod=[aanbodregel(een) for een in kaart(Vraag())],
        postform=PostForm(formdata=None),
        knop=Knop(formdata=None),
        form=form,
        bij=bij.id if bij else None,
        net="net" in request.args,
        BELLEN=BELLEN,
        KAART=KAART,
        dag=vandaag(),
    )


def noteer(vraag: Doorstroomvraag, form: UitkomstForm) -> None:
    """Note what the form says; what stands on the sociale kaart is found by how the list names it, else it is words."""
    wat = (form.wat.data or "").strip()
    aanbod = _van_de_kaart(wat) if wat and form.uitkomst.data == "ja" else None
    handelingen.noteer(
        vraag,
        form.uitkomst.data or "",
        door=wie(),
        aanbod=aanbod,
        woorden=None if aanbod else wat or None,
        formulier_id=form.formulier_id.data,
    )


def aanbodregel(aanbod: Aanbod) -> str:
    """Return how the list of the field names an offer: unique on the kaart."""
    return f"{aanbod.titel} ({aanbod.aanbieder})"


def _van_de_kaart(wat: str) -> Aanbod | None:
    gezocht = wat.casefold()
    gevonden = kaart(Vraag())
    precies = [een for een in gevonden if aanbodregel(een).casefold() == gezocht]
    op_titel = [een for een in gevonden if een.titel.casefold() == gezocht]
    return next(iter(precies or (op_titel if len(op_titel) == 1 else [])), None)


def terug(melding: str) -> Response:
    """Go back to the same page of the belronde, to its heading."""
    adres: dict[str, Any] = Filter.uit(request.args).adres()
    return naar("nazorg.doorstroom", melding=melding, net="ja", **adres)


def gepost(aantal: int, bellen: int) -> str:
    """Say what became of the cards."""
    delen = [f"{aantal} {'kaart is' if aantal == 1 else 'kaarten zijn'} gepost." if aantal else ""]
    if bellen:
        delen.append(f"{bellen} {'inwoner wordt' if bellen == 1 else 'inwoners worden'} gebeld: een brief kan niet.")
    return " ".join(deel for deel in delen if deel)
