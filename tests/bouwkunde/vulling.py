"""One row of every model of a gemeente, made from the models themselves: a new model is in these tests at once."""

import enum
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapper

from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import Basis, UtcTijd, db
from ketens.kern.gemeente import VanGemeente
from ketens.kern.versleuteling import Verzegeld
from tests import wereld
from tests.bouwkunde.ingelogd import dienst

# Codes that must exist in the catalogue, or that a page looks up, by column or by table and column; all else is made
# from the type of the column.
WOORDEN: dict[str, Any] = {
    "keten_code": "valpreventie",
    "keten_versie": 1,
    "interventie_pin": "in_balans@1",
    "interventie_code": "in_balans",
    "activiteit_code": "sociaal_hus",
    "activiteit_versie": 1,
    "instrument": "valrisicotest@1",
    "uitslag": "matig",
    "reden": "afgerond",
    "code": "intake",
    "endpoint": "trajecten.detail",
    "soort": "notitie",
    # Lifted already: what is restricted shows on no page.
    "beperking.opgeheven_op": datetime(2026, 1, 6, tzinfo=UTC),
    "verzoek.wijze": "balie",
    "verzoek.vrager": "inwoner",
    "verzoek.identiteit": "legitimatie",
    "verzoek.grond": "recht_inzage",
    "verzoek.afgesloten_hoe": "brief",
    "bericht.soort": "vrij",
    "stapel.soort": "vrij",
    "invoer.soort": "wachtlijst",
    "invoer.kolommen": {"0": "achternaam", "1": "voornaam", "2": "geboortedatum"},
    "bestemming": "sociaal_hus",
    "wijze": "schriftelijk",
    "herkomst": "verwijzer",
    "telefoon": "+31742658600",
    "contact_telefoon": "+31742658600",
    "maanden": 3,
    "minuten": 60,
    "plaatsen": 12,
    "minimum": 6,
    "moment": "aanname",
    "grond": "verwijzing",
    "setting": "praktijk",
    "kanaal": "mondeling",
    "gever": "inwoner",
    "verwijzer_soort": "huisartsenpraktijk",
    "antwoord": "ja",
    "route": "gemeente",
    "vaststelling.cijfers": {"vorm": 1, "indicatoren": [], "trechter": [], "geld": [], "doelgroep": None, "samen": {}},
    "publicatie.soort": "rapport",
    "publicatie.relaties": {"relaties": [], "grenzen": []},
    "publicatie.getoond": {
        "cellen": {},
        "onmogelijk": [],
        "stuk": dict.fromkeys(("code", "titel", "ondertitel", "gemeente", "bestandsnaam"), "proef")
        | {"_": "Stuk", "merk": "openbaar", "hoofdstukken": [], "gemaakt_op": {"_": "date", "waarde": "2026-01-05"}},
    },
}
VERZEGELD: dict[str, Any] = {
    "geboortedatum": date(1946, 2, 28),
    "persoon_geboortedatum": date(1946, 2, 28),
    "antwoorden": {},
    "echt": {},
    "inhoud": {"tekst": "Dag."}
    | dict.fromkeys(("titel", "organisatie", "plaats", "agb", "bedrag"), "Proef")
    | {"regels": []},
    "cellen": ["Proef", "Annie", "5-1-1941"],
    "regels": {"kop": ["Boekdatum", "Bedrag"], "rijen": []},
    "pdf": b"%PDF",
    "datum": date(2026, 1, 5),
    "veilig_contact": VeiligContact(telefoon="+31742658602", geen_brief=True),
    "telefoon": "+31742658600",
    "telefoon2": "+31742658601",
    "postcode": "7621AB",
    "bsn": "111222333",
    "email": "proef@proef.example",
}


def modellen() -> list[type[VanGemeente]]:
    """Every model whose rows belong to one gemeente, parents before children."""
    volgorde = {tabel.name: plaats for plaats, tabel in enumerate(Basis.metadata.sorted_tables)}
    gevonden = [mapper.class_ for mapper in Basis.registry.mappers if issubclass(mapper.class_, VanGemeente)]
    return sorted(gevonden, key=lambda model: volgorde[model.__tablename__])


def verzegelde_velden(model: type) -> list[str]:
    """The names of the sealed fields of a model."""
    return [naam for klasse in model.__mro__ for naam, waarde in vars(klasse).items() if isinstance(waarde, Verzegeld)]


def vul(gemeente: str = "borne") -> dict[str, UUID]:
    """Make one row of every model in the gemeente that is set, and return their ids by table."""
    praktijk = "dijkhuis" if gemeente == "borne" else "praktijk-tubbergen"
    coordinator = "coordinator" if gemeente == "borne" else "coordinator_tubbergen"
    ids = {
        "gemeente": wereld.id_van(gemeente),
        "organisatie": wereld.id_van(f"gemeente-{gemeente}"),
        "account": wereld.id_van(coordinator),
        "lidmaatschap": wereld.id_van(f"{coordinator}-coordinator"),
        "praktijk": wereld.id_van(praktijk),
    }
    for model in modellen():
        bestaand = db.session.scalars(select(model)).first()
        rij = bestaand or _maak(model, ids)
        db.session.add(rij)
        db.session.flush()
        ids[model.__tablename__] = rij.id
    return ids | dienst(gemeente, coordinator)


def _maak(model: type, ids: dict[str, UUID]) -> Any:
    mapper: Mapper[Any] = model.__mapper__
    verzegeld = verzegelde_velden(model)
    velden = {}
    for eigenschap in mapper.column_attrs:
        kolom = eigenschap.columns[0]
        if eigenschap.key in {f"{naam}_cel" for naam in verzegeld} or kolom.primary_key or eigenschap.key == "versie":
            continue
        velden[eigenschap.key] = _waarde(kolom, ids)
    rij = model(**velden)
    for naam in verzegeld:
        setattr(rij, naam, VERZEGELD.get(naam, f"{naam} in het geheim"))
    return rij


def _waarde(kolom: Column[Any], ids: dict[str, UUID]) -> Any:  # noqa: PLR0911
    naam, soort, vol = kolom.name, kolom.type, f"{kolom.table.name}.{kolom.name}"
    doel = next((sleutel.column.table.name for sleutel in kolom.foreign_keys), None)
    if naam == "praktijk_id":
        return ids["praktijk"]
    if doel is not None:
        return ids.get(doel)
    # What has happened already can't be done again: rows are made as they begin.
    if kolom.nullable and naam not in WOORDEN and vol not in WOORDEN:
        return None
    if isinstance(soort, Enum) and isinstance(soort.enum_class, enum.EnumMeta):
        return next(iter(soort.enum_class))
    if vol in WOORDEN or naam in WOORDEN:
        return WOORDEN.get(vol, WOORDEN.get(naam))
    if isinstance(soort, Uuid):
        return ids.get(naam.removesuffix("_id")) or ids.get("traject") or uuid4()
    return _eenvoudig(kolom)


def _eenvoudig(kolom: Column[Any]) -> Any:
    soort = kolom.type
    waarden: tuple[tuple[type, Any], ...] = (
        (Boolean, False),
        (UtcTijd, datetime(2026, 1, 5, 9, tzinfo=UTC)),
        (Date, date(2026, 1, 5)),
        (Float, 1.0),
        (Integer, 1),
        (LargeBinary, b"\x01" * 16),
    )
    for type_, waarde in waarden:
        if isinstance(soort, type_):
            return waarde
    if isinstance(soort, JSON):
        return {} if soort is Basis.registry.type_annotation_map.get(dict[str, Any]) else []
    if isinstance(soort, String):
        return f"{kolom.name} {uuid4().hex}"[: soort.length or 40]
    raise TypeError(f"geen voorbeeld voor {kolom}")


def stand(
    behalve: frozenset[str] = frozenset(
        {"logregel", "logregel_inwoner", "logkop", "sessie", "aanmeldpoging", "beurten", "uitdaging"}
    ),
) -> Any:
    """Return everything that stands in the tables, as far as this gemeente sees it, to compare with later."""
    alles = {}
    for tabel in Basis.metadata.sorted_tables:
        if tabel.name not in behalve:
            alles[tabel.name] = sorted(map(repr, db.session.execute(select(tabel))))
    db.session.rollback()
    return alles
