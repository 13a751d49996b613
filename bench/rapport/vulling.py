"""Two databases: one gemeente alone, and the same gemeente among many others. On SQLite.

One gemeente of each size is made in Python. The many small ones are copies of one, made by the database itself: every
id gets the number of the gemeente in its last eight digits, so that copies keep hanging together.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, event, insert, text

from bench.bezetting import KETEN, WACHTWOORD, Bezetting, bezet
from bench.mensen import Plaats
from bench.rapport.leven import VOLGORDE, Streep
from bench.vloer import analyseer
from bench.vulling import GEDEELD, _snel
from ketens.app import create_app
from ketens.budgetten.models import Begrotingspost, Kost
from ketens.config import maak_sleutels
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap
from ketens.gebruikers.wachtwoorden import versleutel
from ketens.indicatoren.models import Doelgroepcijfer
from ketens.kern.db import db, nieuw_id, ververs_statistiek
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu, vandaag
from ketens.kern.migreren import migreer
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.vaststellingen.handelingen import stel_vast
from ketens.vaststellingen.models import Vaststelling
from ketens.verslagen.verslag import verslag

JAREN = 4
EIGEN, TWEEDUIZEND, GROOT, KLEIN = "eigen", "tweeduizend", "groot", "klein"
# Trajecten in a year; the small one is there as often as it takes.
PER_JAAR = {EIGEN: 1250, TWEEDUIZEND: 2000, GROOT: 25000, KLEIN: 654}
MET_KOPIE: tuple[Any, ...] = (
    *VOLGORDE, Keteninstelling, Ketenpartner, Doelgroepcijfer, Begrotingspost, Kost, Vaststelling,
)  # fmt: skip
LEIDER, REGIO, LANDELIJK = "projectleider", "regio@bench.example", "landelijk@bench.example"
IN_REGIO = 14


@dataclass(frozen=True, slots=True)
class Omvang:
    """How many gemeenten there are, and by how much their years are made smaller (for a test of the benchmark)."""

    gemeenten: int = 342
    deler: int = 1

    def trajecten(self, soort: str) -> int:
        """Return how many a gemeente of this size has in all years."""
        return JAREN * max(1, PER_JAAR[soort] // self.deler)

    @property
    def samen(self) -> int:
        """Return how many there are in all gemeenten."""
        anders = [soort for soort in PER_JAAR if soort != KLEIN]
        kleine = (self.gemeenten - len(anders)) * self.trajecten(KLEIN)
        return kleine + sum(self.trajecten(soort) for soort in anders)


def vul(map_: Path, omvang: Omvang, alleen: bool, meld: Callable[[str], None]) -> None:
    """Fill an empty folder with a database; `alleen`: of the measured gemeente and no other."""
    omgeving = {
        "KETENS_DATA": str(map_),
        "KETENS_LIMIETEN": "ruim",
        "KETENS_ONVEILIG_HTTP": "1",
        "KETENS_TWEEFACTOR": "optioneel",
    }
    maak_sleutels(map_)
    app = create_app(omgeving)
    url = app.extensions["ketens"].database_url
    migreer(url, url)
    with app.app_context():
        event.listen(db.engine, "connect", _snel)
        hash_ = versleutel(WACHTWOORD)
        soorten = (EIGEN,) if alleen else (EIGEN, TWEEDUIZEND, GROOT, KLEIN)
        for nr, soort in enumerate(soorten):
            hier = _gemeente(soort, nr, omvang.trajecten(soort) // JAREN, hash_)
            meld(f"{soort}: {omvang.trajecten(soort)} trajecten")
            _stel_vast(hier)
        if not alleen:
            _kopieer(hier.gemeente_id, len(soorten), omvang.gemeenten)
            meld(f"{omvang.gemeenten} gemeenten")
        _leiders(hash_)
        db.session.remove()
        db.engine.dispose()
    analyseer(url)


def _gemeente(soort: str, nr: int, per_jaar: int, hash_: str) -> Bezetting:
    plaats = Plaats(soort, soort.capitalize(), f"9{nr:03d}", 7000 + 10 * nr, max(8, per_jaar // 40))
    hier, nu_ = bezet(plaats, JAREN * per_jaar, hash_), nu()
    with in_gemeente(hier.gemeente_id):
        for model in GEDEELD:
            _voeg_in(model, hier.rijen[model])
        for jaar in range(vandaag().year - JAREN + 1, vandaag().year + 1):
            streep = Streep(Random(jaar), hier, plaats.pc4, jaar)
            for keer in range(per_jaar):
                streep.leef(nu_)
                if keer % 2000 == 1999 or keer == per_jaar - 1:
                    for model in VOLGORDE:
                        _voeg_in(model, streep.rijen.pop(model, []))
            _geld(hier.gemeente_id, jaar, per_jaar)
        ververs_statistiek(db.session.connection())
        db.session.commit()
    return hier


def _voeg_in(model: Any, rijen: list[dict[str, Any]]) -> None:
    if rijen:
        db.session.execute(insert(model.__table__), rijen)


def _geld(gemeente_id: UUID, jaar: int, per_jaar: int) -> None:
    """A budget, what was spent on it, and whom the figures are measured against."""
    basis = {"gemeente_id": gemeente_id, "onderdeel": "valpreventie", "bron": "spuk_gala", "gemaakt_op": nu()}
    basis |= {"omschrijving": "", "vervallen_reden": "", "versie": 1}
    _voeg_in(Begrotingspost, [{"id": nieuw_id(), "jaar": jaar, "bedrag": 5221200, **basis}])
    kosten = [
        {
            "id": nieuw_id(),
            "datum": date(jaar, 1 + nr % 11, 5),
            "kostensoort": "inkoop_interventie",
            "bedrag": 10000 + nr,
        }
        | {"btw_compensabel": 0, "leverancier": "", "factuurnummer": f"{jaar}-{nr}", **basis}
        for nr in range(max(12, per_jaar // 10))
    ]
    _voeg_in(Kost, kosten)
    doelgroep = {"groep_code": "thuiswonende_65plus", "aantal": 8 * per_jaar, "peildatum": date(jaar, 1, 1)}
    doelgroep |= {"bron": "bench", "gewijzigd_op": nu(), "versie": 1}
    _voeg_in(Doelgroepcijfer, [{"id": nieuw_id(), "gemeente_id": gemeente_id, "jaar": jaar, **doelgroep}])


def _stel_vast(hier: Bezetting) -> None:
    with in_gemeente(hier.gemeente_id):
        for jaar in range(vandaag().year - JAREN + 1, vandaag().year):
            stel_vast(verslag(KETEN, jaar), formulier_id=nieuw_id(), door=None, toelichting="")
        db.session.commit()


def _kopieer(van: UUID, vanaf: int, tot: int) -> None:
    """Copy one gemeente until there are `tot`."""
    eigen = {model.__tablename__ for model in MET_KOPIE}
    for nr in range(vanaf, tot):
        id_ = nieuw_id()
        slug = f"{KLEIN}-{nr}"
        _voeg_in(Gemeente, [{"id": id_, "slug": slug, "naam": slug, "cbs_code": f"{nr:04d}", "telefoon": ""}
                            | {"bsn_aan": False, "is_demo": False}])  # fmt: skip
        for model in MET_KOPIE:
            db.session.execute(text(_kopieervraag(model, eigen)), {"van": van.hex, "naar": id_.hex, "nr": f"{nr:08x}"})
        db.session.commit()


def _kopieervraag(model: Any, eigen: set[str]) -> str:
    tabel = model.__table__
    delen = []
    for kolom in tabel.columns:
        naar = {sleutel.column.table.name for sleutel in kolom.foreign_keys}
        if kolom.name == "gemeente_id":
            delen.append(":naar")
        elif isinstance(kolom.type, Uuid) and (not naar or naar & eigen):
            delen.append(f"substr({kolom.name}, 1, 24) || :nr")
        else:
            delen.append(kolom.name)
    namen = ", ".join(kolom.name for kolom in tabel.columns)
    return f"INSERT INTO {tabel.name} ({namen}) SELECT {', '.join(delen)} FROM {tabel.name} WHERE gemeente_id = :van"


def _leiders(hash_: str) -> None:
    """A projectleider for each gemeente that is measured, one of a region, and one of all."""
    gemeenten = list(db.session.scalars(db.select(Gemeente).order_by(Gemeente.slug)))
    werkgever = db.session.scalars(db.select(Account.organisatie_id)).first()
    wie = {f"{LEIDER}.{deel.slug}@bench.example": [deel] for deel in gemeenten if "-" not in deel.slug}
    wie |= {REGIO: gemeenten[:IN_REGIO], LANDELIJK: gemeenten}
    for email, waar in wie.items():
        account = {"id": nieuw_id(), "email": email, "naam": "Petra Bench", "functie": "", "wachtwoord": hash_}
        _voeg_in(Account, [account | {"organisatie_id": werkgever, "gemaakt_op": nu()}])
        petten = {"account_id": account["id"], "organisatie_id": werkgever, "rol": Rol.PROJECTLEIDER, "ketens": [KETEN]}
        petten |= {"vanaf": date(2020, 1, 1), "regio": True}
        _voeg_in(Lidmaatschap, [{"id": nieuw_id(), "gemeente_id": deel.id, **petten} for deel in waar])
    db.session.commit()


def stempel(omvang: Omvang) -> str:
    """Return what the contents depend on: a folder that was filled otherwise is filled anew."""
    hier = Path(__file__).parent
    bronnen = sorted((hier.parents[1] / "migrations" / "versions").glob("*.py"))
    bronnen += [hier / "leven.py", hier / "vulling.py", hier.parent / "bezetting.py"]
    inhoud = b"".join(pad.read_bytes() for pad in bronnen)
    return f"{omvang} {vandaag().year} {hashlib.sha256(inhoud).hexdigest()}"


def gevuld(map_: Path, omvang: Omvang, meld: Callable[[str], None]) -> tuple[Path, Path]:
    """Return the folders of the full and of the lonely database, filled when they are not yet."""
    merk = stempel(omvang)
    for naam in ("alle", "alleen"):
        deel = map_ / naam
        if not (deel / "klaar").exists() or (deel / "klaar").read_text() != merk:
            shutil.rmtree(deel, ignore_errors=True)
            deel.mkdir(parents=True)
            vul(deel, omvang, naam == "alleen", meld)
            (deel / "klaar").write_text(merk)
    return map_ / "alle", map_ / "alleen"
