"""What goes of a resident, table by table: every sealed cell and every table that points to a resident is named here.

A test walks all models: a table or a cell that nobody named fails it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Table

from ketens.kern.db import REGISTER
from ketens.kern.versleuteling import Verzegeld

# Rows that go whole; what points to them then points to nothing.
WEG = ("zoeksleutel", "contactpersoon", "mail")
# Sealed cells that are emptied; the row stays, because it is counted or because others hang on it.
LEEG: Mapping[str, tuple[str, ...]] = {
    "inwoner": (
        "voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "straat", "huisnummer", "postcode", "plaats",
        "telefoon", "telefoon2", "email", "bsn", "bereik_wanneer", "veilig_contact",
    ),
    "aanvulling": ("tekst",),
    "afname": ("antwoorden",),
    "afsluiting": ("toelichting",),
    "beoordeling": ("vraag", "advies"),
    "beperking": ("opgeheven_reden",),
    "bericht": ("inhoud",),
    "correctienotitie": ("tekst",),
    "doorstroomvraag": ("woorden",),
    "gebeurtenis": ("tekst",),
    "hulpvraag": ("woorden",),
    "noodtoegang": ("toelichting",),
    "nota": ("inhoud",),
    "overdracht": ("boodschap",),
    "overlijden": ("datum", "ongedaan_reden"),
    "pauze": ("toelichting",),
    "plaatsing": ("afwijking", "voor_trainer", "einde_toelichting"),
    "stap": ("antwoorden",),
    "terugkoppeling": ("tekst",),
    "vasthouding": ("reden",),
    "verhuizing": ("ongedaan_reden",),
    "verwijzing": ("namens", "persoon_naam", "persoon_geboortedatum", "toelichting", "antwoorden"),
}  # fmt: skip
# Columns in the clear that say more of somebody than a count needs.
OOK: Mapping[str, Mapping[str, Any]] = {
    "inwoner": {"taal": None, "bereik": "bellen"},
    "overdracht": {"ontvanger_anders": ""},
    "taak": {"kenmerk": None},
    "vasthouding": {"kenmerk": ""},
    "verhuizing": {"naar_gemeente": ""},
    "verwijzing": {"team": None},
    "wachtplek": {"taal": None, "samen_met_id": None},
}
# Tables that point to a resident and in which nothing else tells who they are: ids, codes, counts and moments.
BLIJFT = ("betrokkenheid", "logregel_inwoner", "meting", "plaatsaanbod", "toeleiding", "toestemming", "traject")
# What goes along a road of its own (`wissen.OOK_WEG`), or with the kind that is named.
APART: Mapping[str, str] = {
    "samenvoeging": "wat er verplaatst is, zodra samenvoegen niet meer terug kan",
    "verzoek": "de soort verzoek: dat het is gedaan, moet te tonen zijn",
    "verzoekgebeurtenis": "de soort verzoek",
    "invoerregel": "de rijen waaruit deze inwoner kwam, en de soort invoer",
    "stapel": "de pdf waarin een brief van deze inwoner zit, en de soort stapel",
    "voorstelregel": "de regel gaat weg als hij is uitgevoerd",
}
# Sealed, and not about a resident.
GEEN_INWONER: Mapping[str, str] = {
    "aanmelddienst": "sleutel van de aanmelddienst van een gemeente",
    "account": "van wie hier werkt",
    "codeapp": "van wie hier werkt",
    "herstelvraag": "van wie hier werkt",
    "koppeling": "van wie hier werkt",
    "bijeenkomst": "waarom een bijeenkomst niet doorging",
    "groep": "waarom een groep niet doorging",
    "grootboekinvoer": "regels van het grootboek; zie de soort geld",
    "indiening": "antwoorden aan het Rijk",
    "invoer": "de naam van een bestand; zie de soort invoer",
    "opmerking": "tekst van de monitor",
    "publicatie": "de echte cijfers onder een publicatie",
    "telling": "opmerking bij aantallen zonder naam",
    "vaststelling": "toelichting bij vastgestelde cijfers",
    "valrisicodag": "code en sleutel van een dag",
    "verschilreden": "reden bij een verschil in cijfers",
}


def zoek_klasse(tabel: str) -> Any:
    """Return the model of a table, or None when no feature of this house has it."""
    return klasse_van(tabel) if any(cast("Table", m.local_table).name == tabel for m in REGISTER.mappers) else None


def klasse_van(tabel: str) -> Any:
    """Return the model of a table."""
    return next(mapper.class_ for mapper in REGISTER.mappers if cast("Table", mapper.local_table).name == tabel)


def verzegeld(klasse: type) -> set[str]:
    """Return the sealed fields of a model."""
    return {naam for deel in klasse.__mro__ for naam, veld in vars(deel).items() if isinstance(veld, Verzegeld)}


def tabellen() -> Iterator[tuple[str, Any]]:
    """Yield each table in which cells or columns of a resident are emptied, with its model."""
    for tabel in dict.fromkeys((*LEEG, *OOK)):
        yield tabel, klasse_van(tabel)


def ongenoemd() -> list[str]:
    """Return each sealed cell and each table with a resident that stands nowhere above."""
    gevonden = []
    bekend = {*WEG, *LEEG, *OOK, *BLIJFT, *APART, *GEEN_INWONER}
    for mapper in REGISTER.mappers:
        tabel = mapper.local_table
        if not isinstance(tabel, Table):
            continue
        if tabel.name not in {*WEG, *APART, *GEEN_INWONER}:
            los = verzegeld(mapper.class_) - set(LEEG.get(tabel.name, ()))
            gevonden += [f"{tabel.name}.{naam}" for naam in sorted(los)]
        wijst = {
            sleutel.target_fullname for sleutel in tabel.foreign_keys
        } & {"inwoner.id"} or "inwoner_id" in tabel.columns  # fmt: skip
        if wijst and tabel.name not in bekend:
            gevonden.append(tabel.name)
    return sorted(gevonden)
