"""Finding one person to the letter, whoever is involved: for emergency access, which asks before it shows anything."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select

from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.inwoners.zoeksleutels import LANGST_VOORNAAM, Zoeksleutel, delen_van, klank, woorden
from ketens.kern.db import db
from ketens.kern.versleuteling import sleutelbos, zoekhash, zoekhashes


def naamgenoten(geboortedatum: date, achternaam: str, voornaam: str | None) -> list[UUID]:
    """Return who was born on this day and bears this whole surname: found by the keyed hashes, opening nothing."""
    op_die_dag = select(Zoeksleutel.inwoner_id).where(
        Zoeksleutel.hash.in_(zoekhashes("geboren", geboortedatum.isoformat()))
    )
    sleutels = defaultdict(set)
    for inwoner_id, soort, hash_ in db.session.execute(
        select(Zoeksleutel.inwoner_id, Zoeksleutel.soort, Zoeksleutel.hash).where(
            Zoeksleutel.inwoner_id.in_(op_die_dag), Zoeksleutel.soort.in_(("achternaam", "voornaam"))
        )
    ):
        sleutels[inwoner_id, soort].add(hash_)
    # A resident stands wholly under one search key. While a key is being replaced there are two to look under.
    gezocht = [_gezocht(zoek, achternaam, voornaam or "") for zoek in sleutelbos().van("zoek").values()]
    # All parts of the name and no more: "Jansen" is not Jansen-de Vries.
    return [
        inwoner_id
        for inwoner_id, soort in list(sleutels)
        if soort == "achternaam"
        and any(
            sleutels[inwoner_id, soort] == heel and voor <= sleutels.get((inwoner_id, "voornaam"), set())
            for heel, voor in gezocht
        )
    ]


def _gezocht(zoek: bytes, achternaam: str, voornaam: str) -> tuple[set[bytes], set[bytes]]:
    """Return the hashes of the parts of a surname and of first names under one search key."""
    heel = {zoekhash("achternaam", klank(deel), zoek) for deel in delen_van(achternaam)}
    return heel, {zoekhash("voornaam", klank(naam)[:LANGST_VOORNAAM], zoek) for naam in woorden(voornaam)}


def in_keten(inwoner_ids: list[UUID], keten_code: str) -> list[UUID]:
    """Return those of these residents (or who they turned out to be) with whom someone is involved in this keten."""
    wie_het_is = func.coalesce(Inwoner.zelfde_als_id, Inwoner.id)
    betrokken = exists().where(
        Betrokkenheid.inwoner_id == wie_het_is, Betrokkenheid.keten_code == keten_code, Betrokkenheid.tot.is_(None)
    )
    return list(db.session.scalars(select(wie_het_is).where(Inwoner.id.in_(inwoner_ids), betrokken).distinct()))
