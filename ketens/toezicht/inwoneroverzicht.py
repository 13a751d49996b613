"""«Wie heeft mijn gegevens bekeken»: what a resident gets on paper, in words for someone of 82 (NEN 7513, domein 6.5).

What one person did on one day for one purpose is one line: a page and its parts are many rows in the log, and one look
to the resident. Names of employees only when the fg decided so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from ketens.audit.models import Logregel
from ketens.gebruikers.models import Account, Gemeente, Organisatie
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.kern.pagina import datum
from ketens.kern.poort import OPENBAAR
from ketens.rechten import ROLNAMEN, Rol
from ketens.toezicht import woorden
from ketens.toezicht.betrokkenen import Betrokkene
from ketens.toezicht.logboek import Vraag

SJABLOON = "overzicht.typ"
BESTAND = "wie-heeft-mijn-gegevens-bekeken.pdf"
MEESTE_REGELS = 5000
INLEIDING = (
    "Op dit papier staat wie uw gegevens heeft bekeken of veranderd in ketens.",
    "Ketens is het computerprogramma waarmee uw gemeente en uw zorgverleners samenwerken.",
    "Bij elke regel staat op welke dag en hoe laat het was, waar die persoon werkt en waarvoor het was.",
)
ZONDER_NAMEN = "De namen van de medewerkers staan er niet bij. Wilt u weten wie het was? Vraag het aan ons."
LEEG = "In deze periode heeft niemand uw gegevens bekeken in ketens."
KLOPT_NIET = "Denkt u dat iemand uw gegevens heeft bekeken die dat niet mag? Of begrijpt u een regel niet?"
KUNT_U = (
    "Bel of schrijf ons. Zeg om welke dag en welk uur het gaat. Wij zoeken het uit en u krijgt antwoord.",
    "Bent u het niet eens met ons antwoord? Dan kunt u een klacht sturen naar de Autoriteit Persoonsgegevens.",
)


@dataclass
class Blik:
    """What one person did on one day for one purpose."""

    dag: date
    organisatie: str
    functie: str
    waarvoor: str
    naam: str
    tijden: list[str] = field(default_factory=list)

    @property
    def tijd(self) -> str:
        """From the first to the last minute, and how often when it was more."""
        eerste, laatste, keer = self.tijden[0], self.tijden[-1], len(self.tijden)
        tijd = eerste if eerste == laatste else f"{eerste} tot {laatste}"
        return tijd if keer == 1 else f"{tijd}, {keer}\u00a0keer"


def lees(ids: Iterable[UUID], van: date | None, tot: date | None) -> tuple[list[Blik], bool]:
    """Return who looked, oldest first, and whether there was more than is shown. One statement; refusals left out."""
    vraag = (
        select(Logregel, Account.naam, Account.functie, Organisatie.naam.label("organisatie"))
        .outerjoin(Account, Account.id == Logregel.account_id)
        .outerjoin(Organisatie, Organisatie.id == Logregel.organisatie_id)
        .where(*Vraag(van, tot, inwoner_ids=tuple(ids)).eisen(), or_(Logregel.uitkomst < 400, Logregel.uitkomst == 422))
        .order_by(Logregel.nr)
        .limit(MEESTE_REGELS + 1)
    )
    rijen = db.session.execute(vraag).all()
    blikken: dict[tuple[Any, ...], Blik] = {}
    for rij in rijen[:MEESTE_REGELS]:
        op = datetime.fromisoformat(rij.Logregel.op).astimezone(AMSTERDAM)
        sleutel = (op.date(), rij.Logregel.account_id, rij.organisatie, rij.Logregel.rol, rij.Logregel.doel)
        blik = blikken.setdefault(sleutel, _blik(op.date(), rij))
        blik.tijden.append(f"{op:%H:%M}")
    return list(blikken.values()), len(rijen) > MEESTE_REGELS


def _blik(dag: date, rij: Any) -> Blik:
    rol = rij.Logregel.rol
    if rij.Logregel.account_id is None and rij.Logregel.doel == OPENBAAR:
        return Blik(dag, "Niet bekend", "iemand zonder account", woorden.ZONDER_ACCOUNT, "")
    automatisch = rij.Logregel.account_id is None
    return Blik(
        dag=dag,
        organisatie=rij.organisatie or "Ketens",
        functie="automatisch"
        if automatisch
        else rij.functie or (ROLNAMEN[Rol(rol)] if rol in set(Rol) else "medewerker"),
        waarvoor=woorden.VOOR_DE_INWONER.get(rij.Logregel.doel, woorden.VANZELF if automatisch else woorden.ONBEKEND),
        naam=rij.naam or "",
    )


def gegevens(
    wiens: Betrokkene, gemeente: Gemeente, *, van: date | None, tot: date | None, met_namen: bool
) -> dict[str, Any]:
    """Return what `documenten/overzicht.typ` asks: texts and lists of texts."""
    blikken, meer = lees(wiens.ids, van, tot)
    koppen = ["Dag", "Tijd", "Organisatie", "Werk", "Waarvoor", *(["Naam"] if met_namen else [])]
    return {
        "titel": "Wie heeft mijn gegevens bekeken?",
        "gemeente": f"Gemeente {gemeente.naam}",
        "over": [
            ["Van", wiens.naam],
            ["Geboren in", str(wiens.geboortejaar or "niet bekend")],
            ["Periode", _periode(van, tot)],
            ["Gemaakt op", f"{datum(vandaag())}, gemeente {gemeente.naam}"],
        ],
        "inleiding": [*INLEIDING, *([] if met_namen else [ZONDER_NAMEN])],
        "leeg": LEEG,
        "afgekapt": "Er zijn meer regels dan hier passen. U ziet de oudste. Vraag ons om de rest." if meer else None,
        "koppen": koppen,
        "breedtes": ["auto", "2.3", "3.8", "3.6", "4.6", *(["3"] if met_namen else [])],
        "liggend": met_namen,
        "regels": [
            [datum(b.dag), b.tijd, b.organisatie, b.functie, b.waarvoor, *([b.naam] if met_namen else [])]
            for b in blikken
        ],
        "klopt_niet": [KLOPT_NIET, _contact(gemeente)],
        "kunt_u": list(KUNT_U),
    }


def _periode(van: date | None, tot: date | None) -> str:
    begin = f"vanaf {datum(van)}" if van else "vanaf het begin"
    return f"{begin} tot en met {datum(tot or vandaag())}"


def _contact(gemeente: Gemeente) -> str:
    if gemeente.fg_contact:
        return f"U bereikt de functionaris gegevensbescherming van gemeente {gemeente.naam} via {gemeente.fg_contact}."
    return (
        f"Vraag bij gemeente {gemeente.naam} naar de functionaris gegevensbescherming. Dat is degene die bij de "
        "gemeente let op uw gegevens."
    )
