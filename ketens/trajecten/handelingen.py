"""What begins a traject and what is done in it. The verbs of the record itself stand in `models`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Antwoordfout, catalogus
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.handelingen import als_json, neem_af
from ketens.instrumenten.models import Afname
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.levensloop import moet_blijven
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import nu
from ketens.trajecten.contact import CONTACT, NIET_BEREIKT, TERUGBELLEN, al_genoteerd, noteer_contactpoging
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import BIJ_AFSLUITING, Traject, lopend
from ketens.trajecten.taken import ZONDER_TERMIJN, Taak

__all__ = [
    "CONTACT",
    "NIET_BEREIKT",
    "TERUGBELLEN",
    "bij_afsluiting",
    "leg_intake_vast",
    "lopend",
    "maak_taak",
    "noteer_contactpoging",
    "noteer_notitie",
    "rond_taak_af",
    "start",
    "vrt_afmaken",
    "wijs_taken_toe",
]

Loslater = Callable[[Traject, Wie | None], None]


def bij_afsluiting(laat_los: Loslater) -> Loslater:
    """Register what a higher feature lets go of when a traject ends, in the same transaction. Usable as decorator.

    It is called with the traject (closed already, so it opens no steps) and who closes it (None: the system).
    """
    BIJ_AFSLUITING.append(laat_los)
    return laat_los


def start(
    inwoner: Inwoner,
    *,
    keten_code: str,
    organisatie_id: UUID,
    herkomst: str,
    door: Wie | None,
    afname: Afname | None = None,
) -> Traject:
    """Begin a traject at the organisatie that coordinates, and open the steps that its keten opens.

    Without `afname` the step opens in which the test is taken, where the keten has one.
    Raises `Domeinfout` when one runs already: a second verwijzing joins that one.
    """
    moet_blijven(inwoner)
    if bestaand := lopend(inwoner.id, keten_code):
        raise Domeinfout(f"Deze inwoner heeft al een traject dat loopt: {bestaand.kenmerk}.")
    keten = catalogus().keten(keten_code)
    betrek(inwoner, organisatie_id=organisatie_id, keten_code=keten_code, grond="traject")
    traject = Traject(
        inwoner_id=inwoner.id,
        inwoner=inwoner,
        kenmerk=nieuw_kenmerk(),
        keten_code=keten.code,
        keten_versie=keten.versie,
        organisatie_id=organisatie_id,
        herkomst=herkomst,
        begonnen_op=nu(),
    )
    db.session.add(traject)
    traject.noteer("gestart", door=door, herkomst=herkomst)
    for stap in keten.eerste_stappen:
        traject.open_stap(stap.code, door=door)
    if afname is not None:
        afname.traject_id = traject.id
        traject.volg_uitslag(afname.uitslag, door=door)
    for gebruik in keten.instrumenten:
        if gebruik.bij_verwijzing and afname is None:
            traject.open_stap(gebruik.stap, door=door)
    db.session.flush()
    return traject


def vrt_afmaken(traject: Traject, antwoorden: Mapping[str, object], *, door: Wie) -> Afname:
    """Take the instrument of the referral again, with the answers that were known and those that came in by phone.

    A result that still asks for this step leaves it open; any other one ends it and takes its road.
    """
    gebruik = next(gebruik for gebruik in traject.keten.instrumenten if gebruik.bij_verwijzing)
    if traject.stap(gebruik.stap) is None:
        raise Domeinfout("Deze stap is al gedaan of nog niet begonnen.")
    afname = neem_af(
        gebruik.instrument,
        {**bekende_antwoorden(traject), **antwoorden},
        keten_code=traject.keten_code,
        door=door,
        inwoner=traject.inwoner,
        traject_id=traject.id,
        setting="telefoon",
    )
    traject.noteer("vrt_afgenomen", door=door, uitslag=afname.uitslag)
    if traject.keten.vervolg(afname.uitslag).volgende_stap != gebruik.stap:
        traject.rond_stap_af(gebruik.stap, door=door, uitkomst=afname.uitslag)
    traject.volg_uitslag(afname.uitslag, door=door)
    return afname


def bekende_antwoorden(traject: Traject) -> dict[str, object]:
    """Return the answers of the last time that the instrument of the referral was taken for this traject."""
    pin = traject.keten.instrument_bij_verwijzing
    vraag = select(Afname).where(Afname.traject_id == traject.id, Afname.instrument == pin)
    laatste = db.session.scalars(vraag.order_by(Afname.op.desc(), Afname.id.desc()).limit(1)).one_or_none()
    return dict(laatste.antwoorden or {}) if laatste else {}


def leg_intake_vast(
    traject: Traject, antwoorden: Mapping[str, object], *, door: Wie, stap_code: str | None = None
) -> None:
    """Keep the answers of the conversation sealed on its step, and finish the step.

    `stap_code` is needed only where two conversations are open at once. A wrong answer is an error at its field.
    """
    keten = traject.keten
    stap = next(
        (s for s in traject.open_stappen if stap_code in (None, s.code) and keten.stap(s.code).soort == "gesprek"), None
    )
    if stap is None:
        raise Domeinfout("Deze stap is al gedaan of nog niet begonnen.")
    wat = keten.stap(stap.code)
    try:
        gelezen = wat.lees(antwoorden)
    except Antwoordfout as fout:
        raise Domeinfout(fout.zin, veld=fout.sleutel) from fout
    gevraagd = {vraag.sleutel for vraag in wat.vragen if vraag.is_zichtbaar(gelezen)}
    stap.antwoorden = {sleutel: als_json(waarde) for sleutel, waarde in gelezen.items() if sleutel in gevraagd}
    traject.noteer("intake", door=door, stap=stap.code)
    traject.rond_stap_af(stap.code, door=door)


def noteer_notitie(traject: Traject, *, tekst: str, door: Wie, formulier_id: UUID | None = None) -> Gebeurtenis:
    """Add a note to the timeline, sealed; also after the traject ended."""
    if formulier_id and (bestaand := al_genoteerd(traject, formulier_id)):
        return bestaand
    return traject.noteer("notitie", door=door, tekst=tekst, id=formulier_id)


def maak_taak(
    *,
    soort: str,
    keten_code: str,
    organisatie_id: UUID,
    endpoint: str,
    object_id: UUID,
    inwoner_id: UUID | None = None,
    traject_id: UUID | None = None,
    account_id: UUID | None = None,
    termijn_op: date | None = None,
    kenmerk: str | None = None,
) -> Taak:
    """Put something on the worklist of an organisatie; `endpoint` is a page with one UUID in its address.

    The traject that it is about, if any, must be in the database already. `taak.handel_af()` ends it.
    """
    taak = Taak(
        soort=soort,
        keten_code=keten_code,
        organisatie_id=organisatie_id,
        inwoner_id=inwoner_id,
        traject_id=traject_id,
        account_id=account_id,
        termijn_op=termijn_op or ZONDER_TERMIJN,
        kenmerk=kenmerk,
        endpoint=endpoint,
        object_id=object_id,
    )
    db.session.add(taak)
    return taak


def rond_taak_af(traject: Traject, taak: Taak) -> None:
    """Take work that is no step from the worklist; a step ends by what is done in it."""
    if any(stap.taak_id == taak.id for stap in traject.open_stappen):
        raise Domeinfout("Deze taak hoort bij een stap. Rond de stap zelf af.")
    taak.handel_af()


def wijs_taken_toe(
    taken: Sequence[Taak], account: Account | None, *, door: Wie, ketens: Mapping[UUID, Collection[str]]
) -> None:
    """Give tasks to someone; a task about a traject that runs brings its traject along.

    `ketens` are those of each colleague, by account: nobody is given work of a keten that they can't see.
    """
    mag = ketens.get(account.id, door.ketens) if account else door.ketens
    if account and any(taak.keten_code not in mag for taak in taken):
        raise Domeinfout(f"{account.naam} werkt niet in elke keten van deze taken.", veld="aan")
    trajecten = {taak.traject.id: taak.traject for taak in taken if taak.traject and not taak.traject.is_afgesloten}
    for traject in trajecten.values():
        traject.wijs_toe(account, door=door)
    for taak in taken:
        taak.account, taak.account_id = account, account.id if account else None
