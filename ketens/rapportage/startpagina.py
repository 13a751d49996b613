"""What each hat sees first: what waits for it, and nothing that is not on the page behind it."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ketens.aanwezigheid import overzichten as aanwezigheid
from ketens.audit.models import Logregel
from ketens.beoordelingen.models import Beoordeling
from ketens.berichten import belllijst
from ketens.berichten.brieven import aantal_wachtend
from ketens.catalogus import catalogus
from ketens.gebruikers.startmeldingen import startmeldingen
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment, vandaag
from ketens.kern.pagina import datum
from ketens.post.overzichten import stand_van_post
from ketens.rapportage.dashboard import kort
from ketens.rechten import Rol
from ketens.rooster.lijsten import lijst as groepenlijst
from ketens.tellingen import overzichten as telstaten
from ketens.tellingen.telpagina import telpagina
from ketens.trajecten.taken import Taak
from ketens.triage.eigen import eigen_wegen
from ketens.verslagen.aandacht import wat_wacht
from ketens.verwerkingen.overzichten import aan_zonder_grond
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.overzichten import lijst as verwijzingenlijst

LAATSTE = 5
BINNENKORT = timedelta(days=14)


def tel(model: Any, *eisen: ColumnElement[bool]) -> int:
    """Count the rows of a model that hold to these conditions."""
    return db.session.scalar(select(func.count()).select_from(model).where(*eisen)) or 0


def voor_verwijzer(wie: Wie) -> dict[str, Any]:
    """The last verwijzingen of this practice, and how they stand."""
    lijst = verwijzingenlijst(wie)
    return {"regels": lijst.regels[:LAATSTE], "totaal": lijst.totaal}


def voor_beoordelaar(wie: Wie) -> dict[str, Any]:
    """How many requests wait for an answer, and since when."""
    is_open = (
        Beoordeling.zichtbaar_voor(wie) & Beoordeling.beantwoord_op.is_(None) & Beoordeling.ingetrokken_op.is_(None)
    )
    sinds = db.session.scalar(select(func.min(Beoordeling.gevraagd_op)).where(is_open))
    return {"open": tel(Beoordeling, is_open), "sinds": sinds}


def voor_begeleider(wie: Wie) -> dict[str, Any]:
    """The tiles of a coördinator or welzijnscoach."""
    dag = vandaag()
    open_taak = Taak.zichtbaar_voor(wie) & Taak.afgehandeld_op.is_(None)
    te_laat, nu, mijn = db.session.execute(
        select(
            func.count().filter(Taak.termijn_op < dag),
            func.count().filter(Taak.termijn_op == dag),
            func.count().filter(Taak.account_id == wie.account_id),
        )
        .select_from(Taak)
        .where(open_taak)
    ).one()
    wacht = Verwijzing.aangenomen_op.is_(None) & Verwijzing.geweigerd_op.is_(None) & Verwijzing.ingetrokken_op.is_(None)
    binnenkort = Groep.begint_op.between(dag, dag + BINNENKORT) & Groep.afgelast_op.is_(None)
    te_bellen, nu_bellen = belllijst.tel(wie)
    return {
        "te_bellen": te_bellen,
        "nu_bellen": nu_bellen,
        "brieven": aantal_wachtend(wie),
        "te_laat": te_laat,
        "vandaag_te_doen": nu,
        "mijn": mijn,
        "verwijzingen": tel(Verwijzing, Verwijzing.zichtbaar_voor(wie), wacht),
        "wachtlijst": tel(Wachtplek, Wachtplek.zichtbaar_voor(wie), Wachtplek.vervallen_op.is_(None)),
        "groepen": tel(Groep, Groep.zichtbaar_voor(wie), binnenkort),
        "met_groepen": any(keten.interventies for keten in catalogus().ketens if keten.code in wie.ketens),
        "zelf": [weg.keten for weg in eigen_wegen(wie)],
        **tellingen_van(wie),
    }


def tellingen_van(wie: Wie) -> dict[str, Any]:
    """The counts of this year that belong to a keten of one's own."""
    eigen = [wat for wat in telstaten.activiteiten(wie.ketens) if wat.keten]
    jaar = vandaag().year
    return {"telstaten": telstaten.jaarstaten(eigen, jaar) if eigen else [], "teljaar": jaar}


def voor_teller(wie: Wie) -> dict[str, Any]:
    """The form of what this person counted last, with the day filled in."""
    return telpagina(wie, telstaten.laatste_van(wie))


def voor_trainer(wie: Wie) -> dict[str, Any]:
    """Today's sessions, also as vervanger, and the groups of this trainer: running first, then what is coming."""
    groepen = groepenlijst(wie)
    return {"rijen": [*groepen.lopend, *groepen.komend], **aanwezigheid.mijn(wie)}


def voor_projectleider(wie: Wie) -> dict[str, Any]:
    """What needs attention, and a few figures of this year for each keten."""
    jaar = vandaag().year
    return {"aandacht": wat_wacht(wie), "ketens": kort(wie, jaar), "jaar": jaar}


def voor_beheerder(_wie: Wie) -> dict[str, Any]:
    """Ketens that run although a flow has no ground, and what else must be seen to."""
    return {"zonder_grond": aan_zonder_grond(), "post": stand_van_post(), "meldingen": startmeldingen()}


def voor_fg(wie: Wie) -> dict[str, Any]:
    """What was written in the log today, how much of it was refused, and what waits for a judgement."""
    begin = moment(vandaag(), 0).astimezone(UTC).isoformat(timespec="microseconds")
    geweigerd = (Logregel.uitkomst >= 400) & (Logregel.uitkomst != 422)
    regels, niet_gelukt = db.session.execute(
        select(func.count(), func.count().filter(geweigerd))
        .select_from(Logregel)
        .where(Logregel.keten_id == huidige_gemeente(), Logregel.op >= begin)
    ).one()
    wacht = tel(Noodtoegang, Noodtoegang.zichtbaar_voor(wie), Noodtoegang.beoordeeld_op.is_(None))
    cijfers = {"logregels": regels, "geweigerd": niet_gelukt, "te_beoordelen": wacht, "dag": datum(vandaag())}
    return cijfers | {"zonder_grond": aan_zonder_grond()}


START: dict[Rol, tuple[str, Callable[[Wie], dict[str, Any]]]] = {
    Rol.VERWIJZER: ("rapportage/start_verwijzer.html", voor_verwijzer),
    Rol.BEOORDELAAR: ("rapportage/start_beoordelaar.html", voor_beoordelaar),
    Rol.WELZIJNSCOACH: ("rapportage/start_begeleider.html", voor_begeleider),
    Rol.COORDINATOR: ("rapportage/start_begeleider.html", voor_begeleider),
    Rol.TRAINER: ("rapportage/start_trainer.html", voor_trainer),
    Rol.TELLER: ("rapportage/start_teller.html", voor_teller),
    Rol.PROJECTLEIDER: ("rapportage/start_projectleider.html", voor_projectleider),
    Rol.BEHEERDER: ("rapportage/start_beheerder.html", voor_beheerder),
    Rol.FG: ("rapportage/start_fg.html", voor_fg),
}
