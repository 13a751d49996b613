"""Instruments that whoever treats may take at any time, and what came of them since the time before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from ketens.catalogus import Instrument, Uitslag, catalogus
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.instrumenten.spinnenweb import Spinnenweb, teken
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import datum
from ketens.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class Regel:
    """One subject: its values, the oldest first, and in words what changed since the time before."""

    naam: str
    waarden: list[int | None]

    @property
    def verschil(self) -> str:
        """The change since the time before."""
        vorige, nu = self.waarden[-2:]
        if vorige is None or nu is None:
            return "niet te vergelijken"
        return "gelijk" if nu == vorige else f"{abs(nu - vorige)} {'hoger' if nu > vorige else 'lager'}"


@dataclass(frozen=True, slots=True)
class Beeld:
    """Values at moments: the web of the first and the newest, and the table of these and the one in between."""

    koppen: list[str]
    regels: list[Regel]
    web: Spinnenweb


@dataclass(frozen=True, slots=True)
class Meting:
    """An instrument of the keten with the times that it was taken in this traject, newest first."""

    instrument: Instrument
    afnamen: Sequence[Afname]

    @property
    def laatste(self) -> Afname | None:
        """The newest one."""
        return self.afnamen[0] if self.afnamen else None

    @property
    def uitslag(self) -> Uitslag | None:
        """The result of the newest one, worked out anew: sub-scales are not kept."""
        return _bepaal(self.afnamen[0]) if self.afnamen else None

    @property
    def open_vragen(self) -> list[str]:
        """The questions without an answer, in words, where that leaves it without a score."""
        mist = self.uitslag.feiten.get("ontbreekt") if self.uitslag else None
        sleutels = mist if isinstance(mist, list) else []
        return [vraag.kort or vraag.vraag for vraag in self.instrument.alle_vragen if vraag.sleutel in sleutels]

    @property
    def vorige(self) -> Afname | None:
        """The one before it that has a score."""
        return next((afname for afname in self.afnamen[1:] if afname.score is not None), None)

    @property
    def beeld(self) -> Beeld:
        """Values 0-10 at the first, the previous and the newest time, for an instrument without a score."""
        getoond = dict.fromkeys((self.afnamen[-1], *reversed(self.afnamen[:2])))
        vragen = self.instrument.alle_vragen
        koppen = [datum(afname.op) for afname in getoond]
        kolommen = [[_getal(afname, vraag.sleutel) for vraag in vragen] for afname in getoond]
        namen = [vraag.kort or vraag.vraag for vraag in vragen]
        regels = [Regel(naam, list(waarden)) for naam, *waarden in zip(namen, *kolommen, strict=True)]
        uitersten = [(koppen[0], kolommen[0]), (koppen[-1], kolommen[-1])] if len(koppen) > 1 else []
        return Beeld(koppen, regels, teken(namen, uitersten or [(koppen[0], kolommen[0])]))

    @property
    def verschil(self) -> int | None:
        """How many points more than the time before; None when there is nothing to compare."""
        nu, vorige = self.laatste, self.vorige
        if nu is None or vorige is None or nu.score is None or vorige.score is None:
            return None
        return round(nu.score - vorige.score)


def metingen(traject: Traject, wie: Wie) -> list[Meting]:
    """Return the instruments to choose, each with what this person may see of it. One query."""
    keten = traject.keten
    codes = [pin.partition("@")[0] for pin in keten.keuze_instrumenten]
    vraag = select(Afname).where(
        Afname.traject_id == traject.id,
        or_(*(Afname.instrument.startswith(f"{code}@") for code in codes)),
        Afname.zichtbaar_voor(wie),
    )
    gedaan = db.session.scalars(vraag.order_by(Afname.op.desc(), Afname.id.desc())).all()
    return [
        Meting(catalogus().instrument(pin), [afname for afname in gedaan if afname.instrument.startswith(f"{code}@")])
        for code, pin in zip(codes, keten.keuze_instrumenten, strict=True)
    ]


def te_kiezen(traject: Traject, code: str) -> Instrument | None:
    """Return the instrument of this keten with this code, or None."""
    pin = next((pin for pin in traject.keten.keuze_instrumenten if pin.partition("@")[0] == code), None)
    return catalogus().instrument(pin) if pin else None


def neem_keuze_af(
    traject: Traject, instrument: Instrument, *, antwoorden: Mapping[str, object], formulier_id: UUID, door: Wie
) -> Afname:
    """Take an instrument of one's own choice; sent twice, it is taken once. Raises `Domeinfout`."""
    eerder = select(Afname).where(Afname.formulier_id == formulier_id, Afname.traject_id == traject.id)
    if bestaand := db.session.scalars(eerder).one_or_none():
        return bestaand
    traject.moet_lopen()
    if instrument.pin not in traject.keten.keuze_instrumenten:
        raise Domeinfout("Deze vragenlijst hoort niet bij deze keten.")
    if not antwoorden:
        raise Domeinfout("Vul minstens één antwoord in.")
    afname = neem_af(
        instrument.pin,
        antwoorden,
        keten_code=traject.keten_code,
        door=door,
        inwoner=traject.inwoner,
        traject_id=traject.id,
        formulier_id=formulier_id,
    )
    traject.noteer("vragenlijst", door=door, afname_id=str(afname.id), instrument=instrument.pin)
    return afname


def _bepaal(afname: Afname) -> Uitslag:
    return catalogus().instrument(afname.instrument).bepaal(afname.antwoorden or {})


def _getal(afname: Afname, sleutel: str) -> int | None:
    waarde = (afname.antwoorden or {}).get(sleutel)
    return None if waarde is None else int(waarde)
