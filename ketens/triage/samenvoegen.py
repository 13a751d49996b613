"""Two records of one resident at triage: what differs between what was sent and what was known.

Nothing here decides that they are one: a coördinator does, with both beside each other. The data of the record that was
there are kept as they are; what differs is shown, and written down for whoever corrects it later.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ketens.inwoners.models import Inwoner
from ketens.inwoners.veilig import KOP
from ketens.inwoners.zoeksleutels import delen_van, klank, telefoonsleutel
from ketens.kern.pagina import datum, telefoon

# How someone is reached, as the comparison calls it.
BEREIK = ("Telefoon", "Tweede telefoon", "E-mail", "Adres")


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One field of two records, in the words of the screen."""

    veld: str
    verwezen: str
    bekend: str

    @property
    def verschilt(self) -> bool:
        """Whether both are known and not the same."""
        return bool(self.verwezen and self.bekend) and self.verwezen != self.bekend

    @property
    def alleen_verwezen(self) -> bool:
        """Whether only the verwijzing says it."""
        return bool(self.verwezen) and not self.bekend


def vergelijk(verwezen: Inwoner, bekend: Inwoner) -> list[Vergelijking]:
    """Return what both records say, field by field; a field that neither knows is left out."""
    paren = zip(_velden(verwezen), _velden(bekend), strict=True)
    # Not to be used, so not shown beside the other either: only whether they differ.
    verberg = BEREIK if verwezen.veilig_contact or bekend.veilig_contact else ()
    return [
        _verborgen(veld, links, rechts) if veld in verberg else Vergelijking(veld, links, rechts)
        for (veld, links), (_, rechts) in paren
        if links or rechts
    ]


def _verborgen(veld: str, links: str, rechts: str) -> Vergelijking:
    bekend = "ingevuld" if links == rechts else "anders ingevuld"
    return Vergelijking(veld, "ingevuld" if links else "", bekend if rechts else "")


def _velden(inwoner: Inwoner) -> Iterable[tuple[str, str]]:
    straat = " ".join(deel for deel in (inwoner.straat, inwoner.huisnummer) if deel)
    return (
        ("Naam", inwoner.naam),
        ("Geboortedatum", datum(inwoner.geboortedatum)),
        ("Telefoon", telefoon(inwoner.telefoon)),
        ("Tweede telefoon", telefoon(inwoner.telefoon2)),
        ("E-mail", inwoner.email or ""),
        ("Adres", ", ".join(deel for deel in (straat, inwoner.postcode, inwoner.plaats) if deel)),
        (KOP, inwoner.veilig_contact.in_een_regel if inwoner.veilig_contact else ""),
    )


def gelijkenissen(verwezen: Inwoner, bekend: Inwoner) -> list[str]:
    """Return in words why these two may be one person."""
    namen = [{klank(deel) for deel in delen_van(inwoner.achternaam or "")} for inwoner in (verwezen, bekend)]
    nummers = [
        {telefoonsleutel(nummer) for nummer in (inwoner.telefoon, inwoner.telefoon2) if nummer}
        for inwoner in (verwezen, bekend)
    ]
    gevonden = (
        ("dezelfde geboortedatum", verwezen.geboortedatum and verwezen.geboortedatum == bekend.geboortedatum),
        ("dezelfde achternaam", verwezen.achternaam and verwezen.achternaam == bekend.achternaam),
        ("een achternaam die net zo klinkt", verwezen.achternaam != bekend.achternaam and namen[0] & namen[1]),
        ("dezelfde postcode", verwezen.postcode and verwezen.postcode == bekend.postcode),
        ("hetzelfde telefoonnummer", nummers[0] & nummers[1]),
    )
    return [woorden for woorden, klopt in gevonden if klopt]


def verschillen_in_woorden(verwezen: Inwoner, bekend: Inwoner) -> str | None:
    """Return the differences as lines for the timeline, or None when there are none."""
    regels = [
        f"{deel.veld}: in de verwijzing {deel.verwezen}, bij ons {deel.bekend or 'niet bekend'}"
        for deel in vergelijk(verwezen, bekend)
        if (deel.verschilt or deel.alleen_verwezen) and deel.veld != KOP
    ]
    return "\n".join(["Dit verschilt. De gegevens bij ons zijn niet gewijzigd.", *regels]) if regels else None
