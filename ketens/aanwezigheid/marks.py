"""What a phone or a plain form sends: marks, each with the version that was seen. Read strictly, written one by one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.aanwezigheid.handelingen import NIET_HIER, Uitkomst, noteer, vergrendel
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.forms import Formulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.versleuteling import onthoud

# A group has some twelve people; a phone that was away for weeks sends session by session.
MEESTE_MARKS = 60
HOOGSTE_VERSIE = 1_000_000
ONLEESBAAR = "Deze vinkjes zijn niet te lezen."
NIET_BEWAARD = "Dit vinkje is niet bewaard. Probeer het nog een keer."


@dataclass(frozen=True, slots=True)
class Mark:
    """One tap."""

    plaatsing_id: UUID
    stand: AanwezigheidStand
    gezien_versie: int


@dataclass(slots=True)
class Verwerkt:
    """What became of some marks, per plaatsing: written (or there already), someone else's stands, or refused."""

    bewaard: dict[UUID, Uitkomst] = field(default_factory=dict)
    botsingen: dict[UUID, tuple[Mark, Uitkomst]] = field(default_factory=dict)
    geweigerd: dict[UUID, str] = field(default_factory=dict)


def lees(tekst: str) -> list[Mark]:
    """Read what a phone kept, or raise `Domeinfout`."""
    try:
        rijen = json.loads(tekst)
        if not isinstance(rijen, list) or not 0 < len(rijen) <= MEESTE_MARKS:
            raise Domeinfout(ONLEESBAAR)
        return [lees_een(rij["plaatsing"], rij["stand"], rij["versie"]) for rij in rijen]
    except (ValueError, KeyError, TypeError, RecursionError) as fout:
        raise Domeinfout(ONLEESBAAR) from fout


def lees_een(plaatsing: Any, stand: Any, versie: Any) -> Mark:
    """Read one mark; raise `ValueError` when it is none."""
    getal = int(versie) if isinstance(versie, str) and versie.isascii() and versie.isdigit() else versie
    if not isinstance(getal, int) or isinstance(getal, bool) or not 0 <= getal <= HOOGSTE_VERSIE:
        raise ValueError("geen versie")
    return Mark(UUID(str(plaatsing)), AanwezigheidStand(stand), getal)


def uit_formulier(velden: Mapping[str, str], plaatsing_ids: Iterable[UUID]) -> list[Mark]:
    """Read the plain form: what was changed, the choice at a difference, or everyone at once."""
    if kies := velden.get("kies"):
        return [_mark(*kies.split(":"))] if kies.count(":") == 2 else []
    marks = []
    for id_ in plaatsing_ids:
        versie, _, was = velden.get(f"gezien_{id_.hex}", "").partition(":")
        stand = velden.get(f"stand_{id_.hex}", "")
        if velden.get("allen") and was in ("", AanwezigheidStand.TERUGGENOMEN):
            stand = AanwezigheidStand.AANWEZIG.value
        if stand and stand != was:
            marks.append(_mark(id_.hex, versie, stand))
    return marks


def _mark(id_: str, versie: str, stand: str) -> Mark:
    try:
        return lees_een(id_, stand, versie)
    except ValueError as fout:
        raise Domeinfout(ONLEESBAAR) from fout


def verwerk(bijeenkomst: Bijeenkomst, marks: Sequence[Mark], *, door: Wie) -> Verwerkt:
    """Write each mark that may be written; what can't be leaves the others alone."""
    vergrendel(bijeenkomst)
    vraag = select(Plaatsing).where(
        Plaatsing.id.in_([mark.plaatsing_id for mark in marks]), Plaatsing.groep_id == bijeenkomst.groep_id
    )
    plaatsingen = {rij.id: rij for rij in db.session.scalars(vraag)}
    klaar = Verwerkt()
    for mark in sorted(marks, key=lambda mark: mark.plaatsing_id):
        if plaatsing := plaatsingen.get(mark.plaatsing_id):
            onthoud(plaatsing.inwoner_id)  # a phone that sends marks opens no name: the log says whose they are
            _een(bijeenkomst, plaatsing, mark, klaar, door)
        else:
            klaar.geweigerd[mark.plaatsing_id] = NIET_HIER
    return klaar


def _een(bijeenkomst: Bijeenkomst, plaatsing: Plaatsing, mark: Mark, klaar: Verwerkt, door: Wie) -> None:
    # A form without fields is the savepoint and the second try of this house (besluit 0007).
    poging = Formulier(formdata=None, meta={"csrf": False})
    uitkomst = poging.maakt(
        lambda: noteer(bijeenkomst, plaatsing, mark.stand, gezien_versie=mark.gezien_versie, door=door)
    )
    if uitkomst is None:
        klaar.geweigerd[mark.plaatsing_id] = " ".join(poging.form_errors) or NIET_BEWAARD
    elif uitkomst.botsing:
        klaar.botsingen[mark.plaatsing_id] = (mark, uitkomst)
    else:
        klaar.bewaard[mark.plaatsing_id] = uitkomst
