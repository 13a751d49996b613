"""What the public pages seal: when someone began, so that a robot shows itself, and that an aanmelding arrived."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import current_app

from ketens.kern.db import nieuw_id
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import nu
from ketens.kern.zegel import lees_zegel, verzegel
from ketens.verwijzingen.briefje import briefje_van
from ketens.verwijzingen.models import Verwijzing

# Nobody reads the page and fills in a name, a date and a number in less; a program does.
MINSTENS = timedelta(seconds=8)
HOOGSTENS = timedelta(hours=24)
# How long the page that says "it arrived" can be opened again, to print it.
BEWIJS_GELDT = timedelta(hours=2)
RUIMTE = 100


@dataclass(frozen=True, slots=True)
class Begin:
    """The form that was begun: its id, and when."""

    formulier_id: UUID
    op: datetime

    @property
    def te_snel(self) -> bool:
        """Whether no person can have filled it in since."""
        ruim = RUIMTE if current_app.extensions["ketens"].ruime_limieten else 1
        return nu() - self.op < MINSTENS / ruim


def begin_zegel() -> str:
    """Seal a new form id with this moment, for this gemeente."""
    return verzegel("aanmelden", [nieuw_id().hex, nu().isoformat(), str(huidige_gemeente())])


def lees_begin(tekst: str | None) -> Begin | None:
    """Return what was begun, or None when it was not here, or too long ago."""
    inhoud = lees_zegel("aanmelden", tekst, 3)
    if inhoud is None or inhoud[2] != str(huidige_gemeente()):
        return None
    begin = Begin(UUID(inhoud[0]), datetime.fromisoformat(inhoud[1]))
    return begin if nu() - begin.op < HOOGSTENS else None


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """That an aanmelding arrived: no name, and nothing of the answers."""

    kenmerk: str
    uiterlijk: date | None
    bereik: str
    # Whom we call or write: the one who was signed up, or the naaste who did it.
    naaste: bool
    belt_naaste: bool


def bewijs_van(verwijzing: Verwijzing, *, naaste: bool, belt_naaste: bool) -> str:
    """Seal that this aanmelding arrived, for the page that says so."""
    uiterlijk = briefje_van(verwijzing).uiterlijk
    inhoud = [verwijzing.kenmerk, uiterlijk.isoformat() if uiterlijk else "", str(verwijzing.inwoner.bereik)]
    return verzegel("ontvangen", [*inhoud, naaste, belt_naaste, nu().isoformat(), str(huidige_gemeente())])


def lees_bewijs(tekst: str) -> Ontvangst | None:
    """Return what arrived, or None when it was not here, or a while ago."""
    inhoud = lees_zegel("ontvangen", tekst, 7)
    if inhoud is None:
        return None
    kenmerk, uiterlijk, bereik, naaste, belt_naaste, op, gemeente_id = inhoud
    if gemeente_id != str(huidige_gemeente()) or nu() - datetime.fromisoformat(op) > BEWIJS_GELDT:
        return None
    return Ontvangst(kenmerk, date.fromisoformat(uiterlijk) if uiterlijk else None, bereik, naaste, belt_naaste)
