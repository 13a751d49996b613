"""The access log in the field names of NEN 7513 (domein 6.3), one line per row and per resident. Reads only.

Codes are those of RFC 3881 and DICOM, on which the norm builds. What stays empty, and why, stands in docs/beheer.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.kern.db import db
from ketens.rechten import Recht

VELDEN = (
    "eventID",
    "eventActionCode",
    "eventDateTime",
    "eventOutcomeIndicator",
    "eventTypeCode",
    "userID",
    "alternateUserID",
    "userName",
    "userIsRequestor",
    "roleIDCode",
    "purposeOfUse",
    "networkAccessPointTypeCode",
    "networkAccessPointID",
    "participantObjectTypeCode",
    "participantObjectTypeCodeRole",
    "participantObjectDataLifeCycle",
    "participantObjectIDTypeCode",
    "participantObjectPermissionPolicySet",
    "participantObjectSensitivity",
    "participantObjectID",
    "participantObjectName",
    "auditSourceID",
    "auditEnterpriseSiteID",
    "auditSourceTypeCode",
    "autorisatieprotocol",
    "behandelrelatieprotocol",
    "toestemmingsprofiel",
    # Ours, behind those of the norm: the number in the chain, the organisatie by name, and a reason that was given.
    "regelnummer",
    "organisatie",
    "reden",
)
PORTIE = 1000
GELUKT, GEWEIGERD = "0", "4"
LEVENSLOOP = {"C": "1", "R": "6", "U": "3", "D": "14", "E": "6"}
AANMELDEN = {"gebruikers.inloggen", "gebruikers.uitloggen"}


def regels(
    keten_id: UUID,
    *,
    van: datetime,
    tot: datetime,
    account_id: UUID | None = None,
    inwoner_id: UUID | None = None,
    namen: Mapping[UUID, str] | None = None,
) -> Iterator[dict[str, str]]:
    """Yield what the chain holds from `van` up to but not including `tot`, oldest first: `VELDEN` -> text.

    With `inwoner_id` only lines about that resident, and nobody else of the same list. `namen` names accounts and
    organisaties by id; what it lacks stays empty. Residents are never named. On PostgreSQL this must run within the
    gemeente whose chain it is.
    """
    bekend = namen or {}
    vraag = _vraag(keten_id, van, tot, account_id, inwoner_id)
    for portie in db.session.scalars(vraag.execution_options(yield_per=PORTIE)).partitions():
        mensen = _inwoners([rij.id for rij in portie], keten_id, inwoner_id)
        for rij in portie:
            algemeen = _algemeen(rij, bekend)
            for inwoner in mensen.get(rij.id, (None,)):
                yield algemeen | _object(rij, inwoner)


def _vraag(
    keten_id: UUID, van: datetime, tot: datetime, account_id: UUID | None, inwoner_id: UUID | None
) -> Select[Logregel]:
    periode = (Logregel.op >= _iso(van), Logregel.op < _iso(tot))
    vraag = select(Logregel).where(Logregel.keten_id == keten_id, *periode)
    # Joined as a list of its own: without it SQLite reads the whole period to find one person (60 ms against 1).
    if account_id is not None:
        van_account = select(Logregel.id).where(Logregel.account_id == account_id, *periode).distinct().subquery()
        vraag = vraag.join(van_account, van_account.c.id == Logregel.id)
    if inwoner_id is not None:
        over = select(LogregelInwoner.logregel_id).where(LogregelInwoner.inwoner_id == inwoner_id)
        over_inwoner = over.where(LogregelInwoner.keten_id == keten_id).distinct().subquery()
        vraag = vraag.join(over_inwoner, over_inwoner.c.logregel_id == Logregel.id)
    return vraag.order_by(Logregel.op, Logregel.nr)


def _inwoners(logregel_ids: list[int], keten_id: UUID, inwoner_id: UUID | None) -> Mapping[int, Sequence[UUID | None]]:
    gevonden = defaultdict(list)
    vraag = select(LogregelInwoner.logregel_id, LogregelInwoner.inwoner_id).where(
        LogregelInwoner.logregel_id.in_(logregel_ids), LogregelInwoner.keten_id == keten_id
    )
    if inwoner_id is not None:
        vraag = vraag.where(LogregelInwoner.inwoner_id == inwoner_id)
    for logregel_id, inwoner in db.session.execute(vraag.order_by(LogregelInwoner.inwoner_id)):
        gevonden[logregel_id].append(inwoner)
    return gevonden


def _algemeen(rij: Logregel, namen: Mapping[UUID, str]) -> dict[str, str]:
    """Return all but the object: the event, the user, the source."""
    return dict.fromkeys(VELDEN, "") | {
        "eventID": _soort(rij),
        "eventActionCode": rij.actie,
        "eventDateTime": rij.op,
        "eventOutcomeIndicator": GELUKT if rij.uitkomst < 400 else GEWEIGERD,
        "eventTypeCode": rij.route,
        "userID": _tekst(rij.account_id),
        "alternateUserID": _tekst(rij.lidmaatschap_id),
        "userName": _naam(rij.account_id, namen),
        "userIsRequestor": "true" if rij.account_id else "false",
        "roleIDCode": rij.rol or "",
        "purposeOfUse": rij.doel,
        "networkAccessPointTypeCode": "2" if rij.adres else "",
        "networkAccessPointID": rij.adres or "",
        "auditSourceID": "ketens",
        "auditEnterpriseSiteID": _tekst(rij.organisatie_id),
        "auditSourceTypeCode": "4",
        "autorisatieprotocol": "rol en recht" if rij.rol else "",
        "regelnummer": str(rij.nr),
        "organisatie": _naam(rij.organisatie_id, namen),
        "reden": rij.reden or "",
    }


def _object(rij: Logregel, inwoner: UUID | None) -> dict[str, str]:
    """Return whom or what it was about; `{}` when it was about nothing in particular."""
    if inwoner is None and rij.object_id is None:
        return {}
    velden = {"participantObjectDataLifeCycle": LEVENSLOOP[rij.actie]}
    if inwoner is None:
        return velden | {
            "participantObjectTypeCode": "2",
            "participantObjectIDTypeCode": "12",
            "participantObjectID": f"urn:uuid:{rij.object_id}",
        }
    return velden | {
        "participantObjectTypeCode": "1",
        "participantObjectTypeCodeRole": "1",
        "participantObjectIDTypeCode": "2",
        "participantObjectID": str(inwoner),
        "behandelrelatieprotocol": _relatie(rij),
    }


def _relatie(rij: Logregel) -> str:
    """Return by what right the resident was seen: involvement, emergency, or the duty to look at the log."""
    if Recht.NOODTOEGANG in (rij.doel, rij.reden):
        return "noodtoegang"
    if rij.account_id is None:
        return "opdracht"
    return "toezicht" if rij.doel == Recht.LOGBOEK_INZIEN else "betrokkenheid"


def _soort(rij: Logregel) -> str:
    """Return the kind of event, as DICOM codes it."""
    if rij.route in AANMELDEN:
        return "110114 User Authentication"
    if rij.doel == Recht.LOGBOEK_INZIEN:
        return "110101 Audit Log Used"
    if rij.route == "inwoners.zoeken":
        return "110112 Query"
    return "110110 Patient Record" if rij.rol else "110100 Application Activity"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _tekst(waarde: UUID | None) -> str:
    return str(waarde) if waarde else ""


def _naam(wie: UUID | None, namen: Mapping[UUID, str]) -> str:
    return namen.get(wie, "") if wie else ""


def kolommen(rijen: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Yield each line as a list, in the order of `VELDEN`, for a CSV."""
    return ([rij[veld] for veld in VELDEN] for rij in rijen)
