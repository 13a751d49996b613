"""Finding residents by their search keys; only those whom the asker may see, and nothing that hints at others."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import BEPERKT, Inwoner
from ketens.inwoners.overzichten import toont_bsn
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.zoeksleutels import Zoeksleutel, vouw, waarden_van
from ketens.inwoners.zoekvraag import Onduidelijk, lees
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.pagina import datum
from ketens.kern.versleuteling import is_dicht, onthoud, open_cel, zoekhashes
from ketens.rechten import Rol

MEESTE = 50
# Of these, one resident has at most a few in common with another by chance.
KENMERKEND = ("geboren", "achternaam", "telefoon", "postcode", "voorletter")


class Treffer(NamedTuple):
    """A resident in the list: what tells one from another, as text. Read as columns: fifty at a time are shown."""

    id: UUID
    achternaam: str
    voornaam: str
    tussenvoegsel: str
    geboortedatum: str
    postcode: str
    huisnummer: str
    telefoon: str
    veilig: str

    @property
    def naam(self) -> str:
        """First name and surname as people write them."""
        return " ".join(deel for deel in (self.voornaam, self.tussenvoegsel, self.achternaam) if deel)

    @property
    def geboren(self) -> str:
        """Date of birth and age, as far as they are known."""
        if not self.geboortedatum:
            return ""
        dag = date.fromisoformat(self.geboortedatum)
        return f"{datum(dag)} ({leeftijd_op(dag, vandaag())})"

    @property
    def adres(self) -> str:
        """Postcode and house number, as far as they are known."""
        return f"{self.postcode[:4]} {self.postcode[4:]} {self.huisnummer}".strip()

    @property
    def veilig_contact(self) -> VeiligContact | None:
        """How to reach them without danger, as on `Inwoner`: the building blocks read both."""
        return VeiligContact.uit_tekst(self.veilig) if self.veilig else None

    @property
    def postadres(self) -> str:
        """The address, unless a letter is not safe."""
        return "" if self.veilig_contact and self.veilig_contact.geen_brief else self.adres

    @property
    def telefoon2(self) -> str:
        """A list shows one number."""
        return ""


CELLEN = (*Treffer._fields[1:-1], "veilig_contact")  # noqa: SLF001 - a named tuple's own word for them


@dataclass(frozen=True)
class Treffers:
    """What a search found, by name. `zin` says what to type when it could not be searched for."""

    inwoners: tuple[Treffer, ...] = ()
    meer: bool = False
    zin: str | None = None

    @property
    def telling(self) -> str:
        """How many, in a sentence."""
        if self.meer:
            return f"Meer dan {MEESTE} inwoners gevonden. U ziet er {MEESTE}. Typ ook een voornaam of geboortedatum."
        return {0: "Geen inwoners gevonden.", 1: "1 inwoner gevonden."}.get(
            len(self.inwoners), f"{len(self.inwoners)} inwoners gevonden."
        )


def zoek(tekst: str, wie: Wie) -> Treffers:
    """Return the residents that meet everything typed: at most 50, sorted by name. One query."""
    try:
        eisen = lees(tekst, met_bsn=toont_bsn(wie))
    except Onduidelijk as fout:
        return Treffers(zin=fout.zin)
    waarden = {
        "ketens": wie.ketens,
        "organisatie": wie.organisatie_id,
        "account": wie.account_id,
        **{f"eis{nr}": [hash_ for paar in eis for hash_ in zoekhashes(*paar)] for nr, eis in enumerate(eisen)},
    }
    rijen = db.session.execute(_vraag(wie.rol, len(eisen)), waarden).all()
    # Only the cells of who is shown are opened.
    treffers = [_treffer(*rij) for rij in rijen[:MEESTE]]
    treffers.sort(key=lambda rij: (vouw(rij.achternaam), vouw(rij.voornaam), rij.geboortedatum))
    return Treffers(tuple(treffers), meer=len(rijen) > MEESTE)


@cache
def _vraag(rol: Rol, aantal: int) -> Any:
    """Return the question with this many demands; built once, because building it costs more than asking it."""
    wie = SimpleNamespace(
        rol=rol,
        ketens=bindparam("ketens", expanding=True),
        organisatie_id=bindparam("organisatie", type_=Uuid()),
        account_id=bindparam("account", type_=Uuid()),
    )
    # Laid out so that the database stops at the limit: it walks the keys of the first demand (the sharpest one), and of
    # each looks at the rest. As lists with `IN` it collected every resident that meets each demand first.
    getypt = aliased(Inwoner)
    # Who turned out to be someone else leads there.
    gevonden = func.coalesce(getypt.zelfde_als_id, getypt.id)
    return (
        select(Inwoner.id, *(getattr(Inwoner, f"{naam}_cel") for naam in CELLEN))
        .select_from(Zoeksleutel)
        .join(getypt, getypt.id == Zoeksleutel.inwoner_id)
        .join(Inwoner, Inwoner.id == gevonden)
        .where(_voldoet(Zoeksleutel, 0), *(_ook(nr) for nr in range(1, aantal)), Inwoner.zichtbaar_voor(wie))
        .distinct()
        .limit(MEESTE + 1)
    )


def _voldoet(sleutel: Any, nr: int) -> Any:
    return sleutel.hash.in_(bindparam(f"eis{nr}", expanding=True))


def _ook(nr: int) -> Any:
    ander = aliased(Zoeksleutel)
    return exists().where(ander.inwoner_id == Zoeksleutel.inwoner_id, _voldoet(ander, nr))


def _treffer(inwoner_id: UUID, *cellen: bytes | None) -> Treffer:
    onthoud(inwoner_id)
    if is_dicht(inwoner_id):
        return Treffer(inwoner_id, BEPERKT, *("" for _ in CELLEN[1:]))
    velden = (
        open_cel(cel, "inwoner", naam, inwoner_id) if cel else "" for naam, cel in zip(CELLEN, cellen, strict=True)
    )
    return Treffer(inwoner_id, *velden)


def mogelijk_dezelfde(inwoner: Inwoner, wie: Wie) -> list[Inwoner]:
    """Return who may be the same person, of those that `wie` may see, likeliest first; found without opening a cell.

    Same date of birth and one of surname (by sound), phone or postcode; or same surname, initial and phone or postcode.
    """
    kenmerken = [paar for paar in waarden_van(inwoner) if paar[0] in KENMERKEND]
    eigen = [(soort, hash_) for soort, waarde in kenmerken for hash_ in zoekhashes(soort, waarde)]
    naamgenoten = select(Zoeksleutel.inwoner_id).where(
        Zoeksleutel.hash.in_([hash_ for soort, hash_ in eigen if soort == "achternaam"])
    )
    # Keys of a record that was merged lead to the resident it turned out to be.
    getypt = aliased(Inwoner)
    gelijk = db.session.execute(
        select(Zoeksleutel.inwoner_id, Inwoner.id, Zoeksleutel.soort)
        .join(getypt, getypt.id == Zoeksleutel.inwoner_id)
        .join(Inwoner, Inwoner.id == func.coalesce(getypt.zelfde_als_id, getypt.id))
        .where(Zoeksleutel.hash.in_([hash_ for _, hash_ in eigen]), Inwoner.id != inwoner.id)
        # An initial tells something next to a surname only; by itself it is one in ten.
        .where(or_(Zoeksleutel.soort != "voorletter", Zoeksleutel.inwoner_id.in_(naamgenoten)))
        .where(Inwoner.zichtbaar_voor(wie))
    )
    soorten: dict[tuple[UUID, UUID], set[str]] = defaultdict(set)
    for record_id, inwoner_id, soort in gelijk:
        soorten[inwoner_id, record_id].add(soort)
    lijken: dict[UUID, int] = defaultdict(int)
    for (inwoner_id, _), gedeeld in soorten.items():
        if lijkt(gedeeld):
            lijken[inwoner_id] = max(lijken[inwoner_id], len(gedeeld))
    kandidaten = db.session.scalars(select(Inwoner).where(Inwoner.id.in_(lijken)))
    return sorted(kandidaten, key=lambda ander: (-lijken[ander.id], ander.id))[:MEESTE]


def lijkt(gedeeld: set[str]) -> bool:
    """Tell whether sharing these makes it likely that two records are one person."""
    bereik = bool(gedeeld & {"telefoon", "postcode"})
    if "geboren" in gedeeld:
        return bereik or "achternaam" in gedeeld
    return bereik and {"achternaam", "voorletter"} <= gedeeld
