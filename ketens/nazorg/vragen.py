"""Laying the questions when a deelname was finished, and what stops them: a life that turns, a consent that ends.

They run on after the traject was closed. None of it commits.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import bij_einde
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.handelingen import Stopwens, bij_intrekking
from ketens.inwoners.levensloop import (
    Overlijden,
    Verhuizing,
    bij_herstel,
    bij_overlijden,
    bij_verhuizing,
    vertrekt,
    zegt_wat_stopt,
)
from ketens.inwoners.models import Inwoner, Toestemming, ToestemmingSoort
from ketens.inwoners.toestemmingen import bij_toestemming
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, nu
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import (
    BIJ_EINDE,
    EERDER_NIET_MEER,
    GROEP,
    INGETROKKEN,
    NIET_MEER,
    OVERLEDEN,
    VERHUISD,
    Moment,
    maanden_later,
    momenten_van,
)
from ketens.trajecten.handelingen import bij_afsluiting
from ketens.trajecten.models import Traject


@bij_einde
def leg_vragen(plaatsing: Plaatsing, _door: Wie | None = None) -> None:
    """Lay the questions of a deelname that was finished, once: at its end, and at the moments of the gemeente.

    Who said before not to be called any more about this is not asked, in whatever group.
    """
    al = exists().where(Doorstroomvraag.plaatsing_id == plaatsing.id)
    if plaatsing.einde != "afgerond" or plaatsing.geeindigd_op is None or db.session.scalar(select(al)):
        return
    nooit = _waarom_niet(plaatsing.inwoner)
    for moment in (Moment(BIJ_EINDE, GROEP), *momenten_van(plaatsing.traject.keten_code)):
        if moment.vraagt(plaatsing.id):
            vraag = _vraag(plaatsing, moment)
            vraag.beeindigd_op, vraag.beeindigd_reden = (nu(), nooit) if nooit else (None, None)
            db.session.add(vraag)


def _vraag(plaatsing: Plaatsing, moment: Moment) -> Doorstroomvraag:
    traject = plaatsing.traject
    einde = plaatsing.geeindigd_op or nu()
    return Doorstroomvraag(
        inwoner_id=plaatsing.inwoner_id,
        inwoner=plaatsing.inwoner,
        plaatsing=plaatsing,
        traject=traject,
        keten_code=traject.keten_code,
        organisatie_id=traject.organisatie_id,
        maanden=moment.maanden,
        wijze=moment.wijze,
        vraag_op=maanden_later(einde.astimezone(AMSTERDAM).date(), moment.maanden),
        pogingen=0,
    )


def _waarom_niet(inwoner: Inwoner) -> str | None:
    zei_nee = exists().where(
        Doorstroomvraag.inwoner_id == inwoner.id, Doorstroomvraag.beeindigd_reden.in_((NIET_MEER, EERDER_NIET_MEER))
    )
    if db.session.scalar(select(zei_nee)):
        return EERDER_NIET_MEER
    return VERHUISD if vertrekt(inwoner) else None


def open_vragen(inwoner_id: UUID, *eisen: ColumnElement[bool]) -> list[Doorstroomvraag]:
    """Return what is still to be asked of a resident, in whatever keten, to change it."""
    vraag = select(Doorstroomvraag).where(Doorstroomvraag.inwoner_id == inwoner_id, *is_open(), *eisen)
    vraag = vraag.order_by(Doorstroomvraag.id).with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(vraag))


def is_open() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a question that nobody answered and nothing ended."""
    return Doorstroomvraag.beantwoord_op.is_(None), Doorstroomvraag.beeindigd_op.is_(None)


def beeindig(vragen: Iterable[Doorstroomvraag], reden: str) -> None:
    """End questions that were not answered."""
    op = nu()
    for vraag in vragen:
        vraag.beeindigd_op, vraag.beeindigd_reden = op, reden


@bij_overlijden
def bij_een_overlijden(overlijden: Overlijden, _door: Wie) -> None:
    """Nobody calls the house again."""
    beeindig(open_vragen(overlijden.inwoner_id), OVERLEDEN)


@bij_verhuizing
def bij_een_verhuizing(verhuizing: Verhuizing, _door: Wie) -> None:
    """What someone does in another gemeente is no offer of this one."""
    beeindig(open_vragen(verhuizing.inwoner_id), VERHUISD)


@bij_herstel
def vraag_weer(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """It was a mistake: what it stopped, and what was stopped since because of it, is asked on its own day."""
    reden = OVERLEDEN if isinstance(wending, Overlijden) else VERHUISD
    _geef_terug(
        Doorstroomvraag.inwoner_id == wending.inwoner_id,
        Doorstroomvraag.beeindigd_reden == reden,
        Doorstroomvraag.beeindigd_op >= wending.vastgelegd_op,
    )


@zegt_wat_stopt
def welke_vragen(inwoner: Inwoner, wie: Wie) -> list[str]:
    """Say that nobody will call about this any more, where `wie` may see that someone would."""
    vraag = exists().where(Doorstroomvraag.inwoner_id == inwoner.id, *is_open(), Doorstroomvraag.zichtbaar_voor(wie))
    return ["De vragen over blijven bewegen vervallen."] if db.session.scalar(select(vraag)) else []


@bij_intrekking
def bij_een_intrekking(toestemming: Toestemming, _door: Wie, stopt: Stopwens) -> None:
    """Who takes the consent back is not called about this keten, unless they said to go on."""
    if toestemming.soort == ToestemmingSoort.DOORGEVEN and stopt != Stopwens.NEE:
        beeindig(open_vragen(toestemming.inwoner_id, _in_keten(toestemming.keten_code)), INGETROKKEN)


@bij_toestemming
def bij_nieuwe_toestemming(toestemming: Toestemming, _door: Wie) -> None:
    """Who gives it again is asked again."""
    if toestemming.soort == ToestemmingSoort.DOORGEVEN:
        _geef_terug(
            Doorstroomvraag.inwoner_id == toestemming.inwoner_id,
            _in_keten(toestemming.keten_code),
            Doorstroomvraag.beeindigd_reden == INGETROKKEN,
        )


@bij_afsluiting
def bij_een_afsluiting(traject: Traject, _door: Wie | None) -> None:
    """A traject that ends keeps its questions, unless it ends because the resident wants nothing more."""
    if traject.afsluitingen[-1].reden == INGETROKKEN:
        beeindig(open_vragen(traject.inwoner_id, Doorstroomvraag.traject_id == traject.id), INGETROKKEN)


def _in_keten(keten_code: str) -> ColumnElement[bool]:
    return Doorstroomvraag.keten_code == keten_code


def _geef_terug(*eisen: ColumnElement[bool]) -> None:
    for vraag in db.session.scalars(select(Doorstroomvraag).where(*eisen).with_for_update()):
        vraag.beeindigd_op = vraag.beeindigd_reden = None
