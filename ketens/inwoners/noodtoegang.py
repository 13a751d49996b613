"""Emergency access (break-glass): a coördinator reaches a resident whom involvement does not reach (besluit 0017).

Who knows date of birth and surname to the letter gets to see the resident in one keten, for a day; with a reason, under
the eyes of the fg. It opens the pages that find by `vind_ook_in_nood`: reading, and noting a call or a remark.
"""

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import abort, g
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from ketens.audit.handelingen import noteer_reden, reden_genoteerd
from ketens.audit.models import Logregel
from ketens.gebruikers.wie import Wie, wie
from ketens.inwoners.models import Betrokkenheid, Noodtoegang
from ketens.inwoners.noodzoeken import in_keten, naamgenoten
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import onthoud
from ketens.kern.vinden import merk_op
from ketens.rechten import Rol

DUUR = timedelta(hours=24)
# How often someone may look for a person they can't see: enough for a typing error, too little to try names.
POGINGEN, VENSTER = 5, timedelta(hours=1)
KORTSTE_TOELICHTING = 20
REDENEN = {
    "acuut": "Er is een acute situatie bij de inwoner",
    "onbereikbaar": "De behandelaar is niet bereikbaar",
    "naaste": "Een naaste belt over de inwoner",
    "anders": "Iets anders",
}
# What the access log says of a page that was reached this way, and of what came of a try.
DOEL = "noodtoegang"
VERLEEND, AL_BETROKKEN, NIET_GEVONDEN, NIET_EENDUIDIG, TE_VAAK = (
    f"{DOEL}: {uitkomst}" for uitkomst in ("verleend", "al betrokken", "niet gevonden", "niet eenduidig", "te vaak")
)
GETELD = (VERLEEND, AL_BETROKKEN, NIET_GEVONDEN, NIET_EENDUIDIG)


class Bereikbaar(Protocol):
    """What `vind_ook_in_nood` asks of a model."""

    id: Any

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Return the condition under which `wie` sees a row."""
        ...

    @classmethod
    def in_nood(cls) -> ColumnElement[bool]:
        """Return the condition that a `Noodtoegang` is about a row."""
        ...


M = TypeVar("M", bound=Bereikbaar)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who was found, and what to say about it."""

    inwoner_id: UUID
    zin: str | None


def vind_ook_in_nood(model: type[M], rij_id: UUID) -> M:
    """Find a row as `vind` does, and else through emergency access: then the log and the page say so."""
    ik = wie()
    rij = db.session.scalars(select(model).where(model.id == rij_id, model.zichtbaar_voor(ik))).one_or_none()
    if rij is None:
        langs = select(model, Noodtoegang).join(Noodtoegang, model.in_nood())
        langs = langs.where(model.id == rij_id, loopt_voor(ik)).order_by(Noodtoegang.tot.desc())
        gevonden = db.session.execute(langs.limit(1)).one_or_none() or abort(404)
        rij, g.noodtoegang = gevonden
        meld_noodtoegang()
    merk_op(rij)
    return rij


def ook_in_nood(model: type[Bereikbaar], door: Wie) -> ColumnElement[bool]:
    """Return the condition that a row is seen, as always or through emergency access: for the few lists that tell."""
    return model.zichtbaar_voor(door) | exists().where(model.in_nood(), loopt_voor(door))


def meld_noodtoegang() -> None:
    """Let the row of this request in the log say that something was seen through emergency access.

    What came of a try stands: it counts, also while another access still holds.
    """
    if not reden_genoteerd():
        noteer_reden(DOEL)


def noodtoegang_hier() -> Noodtoegang | None:
    """Return the emergency access that this request came in by, or None."""
    toegang: Noodtoegang | None = g.get("noodtoegang")
    return toegang


def loopt_voor(door: Wie) -> ColumnElement[bool]:
    """Return the condition that a `Noodtoegang` holds now for the hat of this person."""
    return (
        (Noodtoegang.account_id == door.account_id)
        & (Noodtoegang.organisatie_id == door.organisatie_id)
        & Noodtoegang.keten_code.in_(door.ketens if door.rol == Rol.COORDINATOR else ())
        & (Noodtoegang.tot > nu())
        & Noodtoegang.beeindigd_op.is_(None)
    )


def lopend(door: Wie) -> list[Noodtoegang]:
    """Return the emergency accesses of this person that hold now, the last one first."""
    vraag = select(Noodtoegang).where(loopt_voor(door)).options(joinedload(Noodtoegang.inwoner))
    rijen = list(db.session.scalars(vraag.order_by(Noodtoegang.van.desc())))
    if rijen:
        meld_noodtoegang()
    return rijen


def neem_noodtoegang(
    *,
    formulier_id: UUID,
    geboortedatum: date,
    achternaam: str,
    voornaam: str | None = None,
    keten_code: str,
    reden: str,
    toelichting: str,
    door: Wie,
) -> Opening:
    """Open a resident of this keten for `DUUR`; who is involved already is only sent there. Sent twice, it is one.

    Raises `Domeinfout` when nobody is found (in the same words whoever else knows this person), when it was tried too
    often, and when it is not said why. Each outcome stands in the access log.
    """
    bestaand = db.session.scalars(select(Noodtoegang).where(Noodtoegang.formulier_id == formulier_id)).one_or_none()
    if bestaand and bestaand.account_id == door.account_id:
        return Opening(bestaand.inwoner_id, None)
    _controleer(keten_code, reden, toelichting, door)
    inwoner_id = _zoek(geboortedatum, achternaam, voornaam, keten_code)
    if _is_al_betrokken(inwoner_id, keten_code, door):
        noteer_reden(AL_BETROKKEN)
        return Opening(inwoner_id, "U had al toegang tot deze inwoner. Er is geen noodtoegang vastgelegd.")
    begin = nu()
    toegang = Noodtoegang(
        inwoner_id=inwoner_id,
        formulier_id=formulier_id,
        account_id=door.account_id,
        organisatie_id=door.organisatie_id,
        keten_code=keten_code,
        reden=reden,
        van=begin,
        tot=begin + DUUR,
    )
    toegang.toelichting = toelichting
    db.session.add(toegang)
    noteer_reden(VERLEEND)
    onthoud(inwoner_id)
    return Opening(inwoner_id, "U hebt 24 uur noodtoegang. De functionaris gegevensbescherming krijgt bericht.")


def beeindig(toegang: Noodtoegang) -> None:
    """End it now; a second time changes nothing."""
    toegang.beeindigd_op = toegang.beeindigd_op or nu()


def _controleer(keten_code: str, reden: str, toelichting: str, door: Wie) -> None:
    if keten_code not in door.ketens:
        raise Domeinfout("Kies een van uw ketens.", veld="keten")
    if reden not in REDENEN:
        raise Domeinfout("Kies waarom u toegang nodig hebt.", veld="reden")
    if len(" ".join(toelichting.split())) < KORTSTE_TOELICHTING:
        zin = f"Leg in ten minste {KORTSTE_TOELICHTING} tekens uit wat er aan de hand is."
        raise Domeinfout(zin, veld="toelichting")
    if _pogingen(door) >= POGINGEN:
        noteer_reden(TE_VAAK)
        raise Domeinfout(
            f"U hebt dit uur al {POGINGEN} keer gezocht. Bel de functionaris gegevensbescherming, of wacht een uur."
        )


def _pogingen(door: Wie) -> int:
    # The log is where a try that found nobody stands too, and nobody can take it away there.
    sinds = (nu() - VENSTER).astimezone(UTC).isoformat(timespec="microseconds")
    vraag = select(func.count()).where(
        Logregel.account_id == door.account_id,
        Logregel.op > sinds,
        Logregel.keten_id == huidige_gemeente(),
        Logregel.reden.in_(GETELD),
    )
    return db.session.scalar(vraag.select_from(Logregel)) or 0


def _zoek(geboortedatum: date, achternaam: str, voornaam: str | None, keten_code: str) -> UUID:
    gevonden = in_keten(naamgenoten(geboortedatum, achternaam, voornaam), keten_code)
    if not gevonden:
        noteer_reden(NIET_GEVONDEN)
        raise Domeinfout(
            "Er is niemand gevonden. Controleer de geboortedatum en de hele achternaam, zoals in het paspoort."
        )
    if len(gevonden) > 1:
        noteer_reden(NIET_EENDUIDIG)
        raise Domeinfout("Deze gegevens passen bij meer dan één inwoner. Vul ook de voornaam in.", veld="voornaam")
    return gevonden[0]


def _is_al_betrokken(inwoner_id: UUID, keten_code: str, door: Wie) -> bool:
    eigen = (Betrokkenheid.inwoner_id == inwoner_id) & (Betrokkenheid.keten_code == keten_code)
    al = (Noodtoegang.inwoner_id == inwoner_id) & (Noodtoegang.keten_code == keten_code)
    vraag = select(exists().where(eigen, Betrokkenheid.eigen(door)) | exists().where(al, loopt_voor(door)))
    return bool(db.session.scalar(vraag))
