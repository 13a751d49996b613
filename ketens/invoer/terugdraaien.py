"""Taking back what a file made, as far as nothing was done with it since; a line that stays says why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from ketens.audit.handelingen import schrijf_opdracht
from ketens.berichten.models import Bericht
from ketens.groepen.models import Bijeenkomst, Groep, GroepTrainer
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.instrumenten.models import Afname
from ketens.invoer.maken import GROND
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.overnemen import over_wie
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Betrokkenheid, Inwoner, Noodtoegang, Toestemming
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import geef_op, opdracht
from ketens.rechten import Recht
from ketens.tellingen.models import Telling
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

OPDRACHT = "invoer.draai_terug"
PORTIE = 200
GEBRUIKT = "Hier is al iets mee gedaan. Deze regel blijft staan."


@opdracht(OPDRACHT)
def draai_portie_terug(gegevens: Mapping[str, Any]) -> None:
    """Take back the next rows, the last that were made first."""
    vraag = select(Invoer).where(Invoer.id == UUID(gegevens["invoer"])).with_for_update()
    invoer = db.session.scalars(vraag).one_or_none()
    if invoer is None or invoer.terugdraaien_op is None or invoer.teruggedraaid_op:
        return
    regels = _volgende(invoer)
    mensen = over_wie(regels)
    geraakt = _geraakt(regels)
    los = [regel for regel in regels if not _ids(regel) & geraakt]
    _wis_samen(invoer, los)
    for regel in regels:
        if regel.gemaakt:
            regel.fouten = [["Deze regel", GEBRUIKT]]
        regel.gedaan_op = None
    if mensen:
        schrijf_opdracht(Recht.OVERNEMEN, OPDRACHT, mensen)
    if len(regels) < PORTIE:
        invoer.teruggedraaid_op = nu()
    else:
        geef_op(OPDRACHT, gegevens=dict(gegevens))


def _volgende(invoer: Invoer) -> Sequence[Invoerregel]:
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.gedaan_op.is_not(None))
    return db.session.scalars(vraag.order_by(Invoerregel.nr.desc()).limit(PORTIE)).all()


def _wis_samen(invoer: Invoer, regels: Sequence[Invoerregel]) -> None:
    """Take these rows back together; where something unknown points to one of them, one by one, and that one stays."""
    try:
        with db.session.begin_nested():
            _verwijder(regels)
    except IntegrityError:
        if len(regels) > 1:
            for regel in regels:
                _wis_samen(invoer, [regel])
        return
    for regel in regels:
        invoer.gedaan -= bool(regel.gemaakt)
        regel.gemaakt = []


def _ids(regel: Invoerregel) -> set[UUID]:
    return {UUID(id_) for _, id_ in regel.gemaakt}


def _per_tabel(regels: Sequence[Invoerregel]) -> dict[str, list[UUID]]:
    uit: dict[str, list[UUID]] = defaultdict(list)
    for regel in regels:
        for tabel, id_ in regel.gemaakt:
            uit[tabel].append(UUID(id_))
    return uit


def _geraakt(regels: Sequence[Invoerregel]) -> set[UUID]:
    """Return the ids of what was made and used since: it has an event of later, or something new points to it."""
    ids = _per_tabel(regels)
    trajecten, inwoners, groepen, tellingen = (ids[naam] for naam in ("traject", "inwoner", "groep", "telling"))
    klaar = {
        UUID(id_): regel.gedaan_op or nu() for regel in regels for soort, id_ in regel.gemaakt if soort == "traject"
    }
    laatst = select(Gebeurtenis.traject_id, func.max(Gebeurtenis.op)).where(Gebeurtenis.traject_id.in_(trajecten))
    geraakt = {id_ for id_, op in db.session.execute(laatst.group_by(Gebeurtenis.traject_id)) if op > klaar[id_]}
    vragen = [
        *(select(tabel.traject_id).where(tabel.traject_id.in_(trajecten)) for tabel in (Bericht, Verwijzing)),
        *(
            select(tabel.inwoner_id).where(tabel.inwoner_id.in_(inwoners))
            for tabel in (Verwijzing, Afname, Contactpersoon, Noodtoegang)
        ),
        select(Traject.inwoner_id).where(Traject.inwoner_id.in_(inwoners), Traject.id.not_in(trajecten)),
        select(Toestemming.inwoner_id).where(
            Toestemming.inwoner_id.in_(inwoners), Toestemming.id.not_in(ids["toestemming"])
        ),
        select(Betrokkenheid.inwoner_id).where(Betrokkenheid.inwoner_id.in_(inwoners), Betrokkenheid.grond != GROND),
        select(Inwoner.id).where(Inwoner.id.in_(inwoners), Inwoner.gewijzigd_op.is_not(None)),
        *(select(t.groep_id).where(t.groep_id.in_(groepen)) for t in (Plaatsing, Wachtplek, GroepTrainer)),
        select(Groep.id).where(Groep.id.in_(groepen), Groep.gewijzigd_op.is_not(None)),
        select(Telling.vervangt_id).where(Telling.vervangt_id.in_(tellingen)),
        select(Telling.id).where(Telling.id.in_(tellingen), Telling.vervallen_op.is_not(None)),
    ]
    for vraag in vragen:
        geraakt.update(db.session.scalars(vraag))
    return geraakt


def _verwijder(regels: Sequence[Invoerregel]) -> None:
    ids = _per_tabel(regels)
    trajecten, inwoners, groepen = ids["traject"], ids["inwoner"], ids["groep"]
    for tabel in (Wachtplek, Plaatsing, Afsluiting, Stap, Gebeurtenis, Taak):
        _wis(tabel, tabel.traject_id.in_(trajecten))
    _wis(Traject, Traject.id.in_(trajecten))
    for deel in (Toestemming, Betrokkenheid):
        _wis(deel, deel.id.in_(ids[deel.__tablename__]) | deel.inwoner_id.in_(inwoners))
    _wis(Zoeksleutel, Zoeksleutel.inwoner_id.in_(inwoners))
    _wis(Inwoner, Inwoner.id.in_(inwoners))
    _wis(Bijeenkomst, Bijeenkomst.groep_id.in_(groepen))
    _wis(Groep, Groep.id.in_(groepen))
    _wis(Telling, Telling.id.in_(ids["telling"]))


def _wis(tabel: Any, waar: Any) -> None:
    db.session.execute(delete(tabel).where(waar).execution_options(synchronize_session=False))
