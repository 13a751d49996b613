"""What comes after a group: whether people keep moving, and the eigen bijdrage."""

from collections.abc import Generator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from ketens.aanbod.models import Aanbod
from ketens.demo.kalender import overdag
from ketens.demo.verhalen import Rolverdeling, Verhaal, later
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.nazorg.bijdragen import BETAALD, KWIJTGESCHOLDEN, zet_bijdrage
from ketens.nazorg.handelingen import noteer
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import BIJ_EINDE, NIET_BEREIKT, NIET_MEER
from ketens.nazorg.notas import maak_nota

NA_MAANDEN = 3
# There was no kaart before this year.
KAART_VANAF = 2024
ELDERS = (
    "Zwemt op dinsdag met een vriendin.",
    "Doet elke ochtend de oefeningen thuis.",
    "Wandelt met de buren.",
    "Fietst veel, met de e-bike.",
)
UITKOMSTEN, HOE_VAAK = ("ja", "nee", NIET_BEREIKT, NIET_MEER), (52, 24, 17, 7)
DAGEN_TE_VERGEEFS = 3


def bij_einde(rol: Rolverdeling, plaatsing: Plaatsing) -> None:
    """Ask it when the group ends: two thirds know already what they will do."""
    if vraag := _vraag(plaatsing.id, BIJ_EINDE):
        _antwoord(rol, vraag, "ja" if rol.kans.random() < 0.66 else "nee")


def na_drie_maanden(rol: Rolverdeling, plaatsing_id: UUID, einde: date) -> Verhaal:
    """Call three months later, when there is time for it."""
    wachten, uitkomst = rol.kans.randint(2, 50), rol.kans.choices(UITKOMSTEN, HOE_VAAK)[0]
    yield max(overdag(rol.kans, werkdagen_erbij(_drie_maanden_na(einde), wachten)), nu())
    vraag = _vraag(plaatsing_id, NA_MAANDEN)
    if vraag is None:
        return
    if uitkomst != NIET_BEREIKT:
        _antwoord(rol, vraag, uitkomst)
        return
    yield from _te_vergeefs(rol, vraag)


def eigen_bijdrage(rol: Rolverdeling, plaatsing: Plaatsing) -> None:
    """Most people pay in the first week; for some it is remitted, of some it is still open."""
    hoe = rol.kans.random()
    if plaatsing.bijdrage == "open" and hoe < 0.88:
        zet_bijdrage(plaatsing, BETAALD if hoe < 0.78 else KWIJTGESCHOLDEN, door=rol.regie, op=vandaag())


def nota(rol: Rolverdeling, plaatsing: Plaatsing) -> None:
    """Who paid and is insured for it, asks for a nota."""
    if rol.kans.random() < 0.4 and plaatsing.bijdrage == BETAALD:
        maak_nota(plaatsing, door=rol.regie)


def _te_vergeefs(rol: Rolverdeling, vraag: Doorstroomvraag) -> Generator[datetime, None, None]:
    for keer in range(DAGEN_TE_VERGEEFS):
        if keer:
            yield later(rol, 1, 4)
        noteer(vraag, NIET_BEREIKT, door=rol.regie)


def _antwoord(rol: Rolverdeling, vraag: Doorstroomvraag, uitkomst: str) -> None:
    kaart = rol.ploeg.kaart.get("bewegen_leefstijl", [])
    keuze, elders = rol.kans.random(), rol.kans.choice(ELDERS)
    van_de_kaart = bool(kaart) and vandaag().year >= KAART_VANAF and keuze < 0.7
    aanbod = db.session.get(Aanbod, kaart[int(keuze * 1000) % len(kaart)]) if van_de_kaart else None
    if uitkomst != "ja":
        noteer(vraag, uitkomst, door=rol.regie)
    elif aanbod and not aanbod.gestopt_op:
        noteer(vraag, "ja", aanbod=aanbod, door=rol.regie)
    else:
        noteer(vraag, "ja", woorden=elders, door=rol.regie)


def _vraag(plaatsing_id: UUID, maanden: int) -> Doorstroomvraag | None:
    """Return the question, when nobody answered or ended it yet."""
    db.session.flush()
    van = select(Doorstroomvraag).where(
        Doorstroomvraag.plaatsing_id == plaatsing_id, Doorstroomvraag.maanden == maanden
    )
    vraag = db.session.scalars(van).one_or_none()
    return vraag if vraag and vraag.beantwoord_op is None and vraag.beeindigd_op is None else None


def _drie_maanden_na(dag: date) -> date:
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + NA_MAANDEN, 12)
    return date(jaar, maand + 1, min(dag.day, 28))
