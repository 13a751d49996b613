"""What two records say of one person: beside each other, and which of both holds from now on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.keuzes import BEREIK as BEREIKWOORDEN
from ketens.inwoners.models import Bereik, Geslacht, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.inwoners.veiligafspraak import voeg_samen as samen_veilig
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import datum, telefoon

# What is one thing on the screen, and in which columns it is kept.
GROEPEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "naam": ("Naam", ("voornaam", "tussenvoegsel", "achternaam")),
    "geboortedatum": ("Geboortedatum", ("geboortedatum",)),
    "geslacht": ("Geslacht", ("geslacht",)),
    "telefoon": ("Telefoon", ("telefoon",)),
    "telefoon2": ("Tweede telefoon", ("telefoon2",)),
    "email": ("E-mail", ("email",)),
    "adres": ("Adres", ("straat", "huisnummer", "postcode", "plaats", "wijk")),
    "bereik": ("Wil horen per", ("bereik", "bereik_wanneer")),
    "taal": ("Taal", ("taal",)),
    "bsn": ("Burgerservicenummer", ("bsn",)),
}
# Not to be used where a safe contact was agreed on, so not shown beside the other either.
NIET_TONEN = frozenset({"telefoon", "telefoon2", "email", "adres", "bereik"})
LEZEN: dict[str, Any] = {
    "geboortedatum": date.fromisoformat,
    "geslacht": Geslacht,
    "bereik": Bereik,
    "veilig_contact": VeiligContact.uit_tekst,
    "gewijzigd_op": datetime.fromisoformat,
    "gewijzigd_door_id": UUID,
}
GEWIJZIGD = ("gewijzigd_op", "gewijzigd_door_id")


@dataclass(frozen=True, slots=True)
class Veld:
    """One thing that both records may know, in the words of the screen."""

    code: str
    naam: str
    blijft: str
    gaat: str
    verschilt: bool

    @property
    def erbij(self) -> bool:
        """Whether only the record that goes knows it: then it goes along."""
        return bool(self.gaat) and not self.blijft


def vergelijk(blijft: Inwoner, gaat: Inwoner, *, met_bsn: bool) -> list[Veld]:
    """Return what both know, field by field; what neither knows is left out."""
    veilig = blijft.veilig_contact or gaat.veilig_contact
    velden = []
    for code, (naam, _) in GROEPEN.items():
        links, rechts = _woorden(blijft, code), _woorden(gaat, code)
        if not (links or rechts) or (code == "bsn" and not met_bsn):
            continue
        anders = bool(links and rechts and links != rechts)
        if veilig and code in NIET_TONEN:
            links, rechts = "ingevuld" if links else "", ("anders ingevuld" if anders else "ingevuld") if rechts else ""
        velden.append(Veld(code, naam, links, rechts, anders))
    return velden


def _woorden(inwoner: Inwoner, code: str) -> str:
    if code == "naam":
        return inwoner.naam
    if code == "adres":
        return inwoner.adres
    if code == "bereik":
        hoe = BEREIKWOORDEN.get(inwoner.bereik, str(inwoner.bereik))
        return f"{hoe} ({inwoner.bereik_wanneer})" if inwoner.bereik_wanneer else hoe
    waarde = getattr(inwoner, code)
    if code == "geslacht":
        return "" if waarde == Geslacht.ONBEKEND else str(waarde)
    if isinstance(waarde, date):
        return datum(waarde)
    return telefoon(waarde) if code.startswith("telefoon") and waarde else waarde or ""


def neem_over(blijft: Inwoner, gaat: Inwoner, gekozen: Collection[str], door: Wie | None) -> dict[str, Any]:
    """Lay down on the record that stays what was chosen of the other; return what it was and became, by column.

    A safe contact always goes along, with every 'never' of both.
    """
    wordt = {kolom: getattr(gaat, kolom) for code in gekozen for kolom in GROEPEN[code][1]}
    wordt = {kolom: waarde for kolom, waarde in wordt.items() if getattr(blijft, kolom) != waarde}
    veilig = samen_veilig(blijft.veilig_contact, gaat.veilig_contact)
    raakt = [*wordt, *(["veilig_contact", "bereik"] if veilig != blijft.veilig_contact else ())]
    if not raakt:
        return {}
    was = {kolom: als_tekst(getattr(blijft, kolom)) for kolom in dict.fromkeys((*raakt, *GEWIJZIGD))}
    if wordt:
        wijzig_inwoner(blijft, door=door, **wordt)
    leg_veilig_contact_vast(blijft, veilig, door=door)
    nu = {kolom: als_tekst(getattr(blijft, kolom)) for kolom in was}
    return {kolom: [was[kolom], nu[kolom]] for kolom in was if was[kolom] != nu[kolom]}


def geef_terug(blijft: Inwoner, velden: Mapping[str, Any], door: Wie | None) -> None:
    """Lay down what stood there before, of what nobody changed since."""
    oud = {kolom: was for kolom, (was, werd) in velden.items() if als_tekst(getattr(blijft, kolom)) == werd}
    eerder = {kolom: lees(kolom, was) for kolom, was in oud.items()}
    gewijzigd = {kolom: eerder.pop(kolom) for kolom in GEWIJZIGD if kolom in eerder}
    veilig = eerder.pop("veilig_contact", blijft.veilig_contact)
    leg_veilig_contact_vast(blijft, veilig, door=door)
    if eerder:
        nu = blijft.bereik
        try:
            wijzig_inwoner(blijft, door=door, **eerder)
        except Domeinfout:  # a way to be reached that is closed since: it stays as it is now
            wijzig_inwoner(blijft, door=door, **{**eerder, "bereik": nu})
    if len(gewijzigd) == len(velden.keys() & set(GEWIJZIGD)):
        for kolom, waarde in gewijzigd.items():
            setattr(blijft, kolom, waarde)


def als_tekst(waarde: Any) -> str | None:
    """Return a value as it is kept with the samenvoeging."""
    if waarde is None or waarde == "":
        return None
    if isinstance(waarde, date | datetime):
        return waarde.isoformat()
    return waarde.naar_tekst() if isinstance(waarde, VeiligContact) else str(waarde)


def lees(kolom: str, tekst: str | None) -> Any:
    """Return what `als_tekst` kept."""
    return None if tekst is None else LEZEN.get(kolom, str)(tekst)
