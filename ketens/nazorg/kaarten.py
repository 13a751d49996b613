"""Reply cards: a letter with a card to cut off, for who is asked by post. What comes back is entered on the belronde.

On the card stands the number of the traject and no name. To whom no letter may or can go is called instead.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ketens.berichten.bezorging import kanaal_voor
from ketens.berichten.brief import aanspreking, adresregels
from ketens.berichten.soorten import voluit
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu, vandaag
from ketens.kern.pagina import telefoon
from ketens.kern.pdf import maak_pdf
from ketens.nazorg.belronde import nu_te_vragen
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import BELLEN, KAART
from ketens.trajecten.instellingen import Keteninstelling

SJABLOON = "antwoordkaart.typ"
SOORT = "doorstroom_kaart"
# One request typesets them: about a second.
MEESTE = 100


def te_posten(wie: Wie, alleen: Collection[UUID] | None = None) -> list[Doorstroomvraag]:
    """Return the cards that are due and not in the mail yet, oldest first."""
    eisen: list[ColumnElement[bool]] = [Doorstroomvraag.wijze == KAART, Doorstroomvraag.pogingen == 0]
    if alleen is not None:
        eisen.append(Doorstroomvraag.id.in_(alleen))
    vraag = select(Doorstroomvraag).where(nu_te_vragen(wie), *eisen).order_by(Doorstroomvraag.id).limit(MEESTE)
    vraag = vraag.options(
        joinedload(Doorstroomvraag.inwoner, innerjoin=True),
        joinedload(Doorstroomvraag.traject, innerjoin=True),
        joinedload(Doorstroomvraag.plaatsing, innerjoin=True).joinedload(Plaatsing.groep, innerjoin=True),
    )
    return list(db.session.scalars(vraag))


def kan_per_post(vraag: Doorstroomvraag) -> bool:
    """Tell whether a letter would arrive and is safe."""
    return kanaal_voor(vraag.inwoner, Bereik.BRIEF) is Bereik.BRIEF


def pdf(vragen: list[Doorstroomvraag]) -> bytes | None:
    """Return the letters with their cards, or None when none of them can go by post."""
    brieven = [vraag for vraag in vragen if kan_per_post(vraag)]
    if not brieven:
        return None
    gemeente = db.session.get_one(Gemeente, huidige_gemeente())
    rijen = db.session.scalars(select(Keteninstelling))
    ketens = {rij.keten_code: rij for rij in rijen}
    kaarten = [_kaart(vraag, ketens[vraag.keten_code], gemeente) for vraag in brieven]
    return maak_pdf(SJABLOON, {"titel": "Antwoordkaarten", "gemeente": gemeente.naam, "kaarten": kaarten})


def post(ids: Collection[UUID], *, door: Wie) -> tuple[int, int]:
    """Note that these cards are in the mail. Return how many, and how many became a call because no letter can go."""
    vragen = te_posten(door, ids)
    if not vragen:
        raise Domeinfout("Deze kaarten zijn al gepost of niet meer nodig. Laad de pagina opnieuw.")
    gepost = 0
    for vraag in vragen:
        if kan_per_post(vraag):
            vraag.pogingen, vraag.laatste_poging_op = 1, nu()
            vraag.traject.noteer(SOORT, door=door, maanden=vraag.maanden)
            gepost += 1
        else:
            vraag.wijze = BELLEN
    return gepost, len(vragen) - gepost


def _kaart(vraag: Doorstroomvraag, keten: Keteninstelling, gemeente: Gemeente) -> dict[str, Any]:
    inwoner, groep, nummer = vraag.inwoner, vraag.plaatsing.groep, telefoon(keten.telefoon)
    return {
        "gemeente": f"Gemeente {gemeente.naam}",
        "organisatie": keten.organisatie.naam if keten.organisatie.naam != f"Gemeente {gemeente.naam}" else "",
        "adres": adresregels(inwoner, gemeente.naam),
        "dag": voluit(vandaag()),
        "kenmerk": vraag.traject.kenmerk,
        "aanhef": f"Beste {aanspreking(inwoner)},",
        "zinnen": [
            f"U deed mee aan {groep.interventie.naam}. Dat is nu {vraag.maanden} maanden geleden.",
            "Wij willen graag weten of u nog beweegt. Zo zien wij of de cursus helpt.",
            "Wilt u de kaart hieronder invullen? Knip hem af en stuur hem terug in de envelop die erbij zit.",
            "U hoeft niet mee te doen. Uw naam staat niet op de kaart. Aan het kenmerk zien wij dat hij van u is.",
            f"Vragen? Of vertelt u het liever aan de telefoon? Bel {nummer}.",
        ],
        "groet": keten.organisatie.naam,
    }
