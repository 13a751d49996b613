"""Light trajecten of Kansrijke Start: invented parents, few words, and for some a safe contact or an interpreter."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from ketens.demo.kalender import Agenda, overdag
from ketens.demo.mensen import persoon
from ketens.demo.organisaties import KANSRIJK
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier, later
from ketens.inwoners.models import Geslacht
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import verwijs
from ketens.verwijzingen.models import Verwijzing

EERSTE_JAAR, EERSTE_NUMMER, JAAR, PEILDAG = 2026, 800, 2000, date(2026, 11, 22)
VOORNAMEN = ("Lisa", "Kim", "Naomi", "Samira", "Demi", "Laura", "Rahel", "Fleur", "Joyce", "Milou")


@dataclass(frozen=True, slots=True)
class Ouder:
    """What a verloskundige or the JGZ writes of a parent."""

    hulpvraag: str
    signalen: tuple[str, ...] = ()
    door: str = "verloskundige"
    # Days until the child is due; behind it when it is born.
    kind: int = 90
    taal: str | None = None
    veilig: VeiligContact | None = None


ALLEEN_OVERDAG = VeiligContact(
    telefoon="+31740000981", wanneer="op werkdagen tussen 10 en 12 uur", geen_voicemail=True, geen_brief=True
)
BIJ_ZUS = VeiligContact(
    telefoon="+31740000982",
    wanneer="na 15 uur",
    geen_brief=True,
    geen_email=True,
    let_op="Dit is het nummer van haar zus.",
)
# Of each year, month and day of the signal; these are over within the year.
VAST: tuple[tuple[int, int, Ouder], ...] = (
    (2, 3, Ouder("Ik wil graag andere moeders leren kennen.", ("klein_netwerk",))),
    (3, 24, Ouder("Hoe kom ik aan spullen voor de baby?", ("geld", "wonen"), kind=60)),
    (6, 9, Ouder("Ik slaap slecht en weet niet waar ik moet beginnen.", ("stress_of_somber",), door="jgz", kind=-120)),
)
NU: tuple[Ouder, ...] = (
    Ouder("Ik wil weten wat er is voor als de baby er is.", ("jonge_ouder", "klein_netwerk")),
    Ouder("Ik wil hulp met brieven en geld.", ("geld", "taal_of_lezen"), taal="Tigrinya"),
    Ouder("Ik wil rustig met iemand praten.", ("stress_of_somber",), kind=-40, door="jgz", veilig=ALLEEN_OVERDAG),
    Ouder("Ik wil graag een eigen plek met de baby.", ("wonen", "alleen"), veilig=BIJ_ZUS),
    Ouder("Hoe doen andere ouders dat, met een kind dat veel huilt?", (), kind=-75, door="jgz"),
)


def ouders(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the trajecten of this year that lie on fixed days."""
    if ploeg.slug != "borne" or jaar < EERSTE_JAAR:
        return []
    return [
        _voorbij(_rol(ploeg, jaar, volg), date(jaar, maand, dag), wie) for volg, (maand, dag, wie) in enumerate(VAST)
    ]


def ouders_van_nu(ploeg: Ploeg, agenda: Agenda) -> list[Verhaal]:
    """Return those of today, each a step further than the one before."""
    rollen = [_rol(ploeg, JAAR, volg) for volg in range(len(NU))]
    return [_open(rol, agenda, wie, stappen) for stappen, (rol, wie) in enumerate(zip(rollen, NU, strict=True))]


def _rol(ploeg: Ploeg, jaar: int, volg: int) -> Rolverdeling:
    op = PEILDAG if jaar == JAAR else date(jaar, 1, 1)
    wie = persoon(ploeg.slug, jaar, EERSTE_NUMMER + volg, leeftijd=(20, 38), op=op)
    voornaam = VOORNAMEN[(jaar + 3 * volg) % len(VOORNAMEN)]
    wie = replace(wie, voornaam=voornaam, geslacht=Geslacht.VROUW)
    kans = Random(f"ouder-{wie.sleutel}")  # noqa: S311  # invented people, no secret
    return Rolverdeling(ploeg, wie, kans, ploeg.wie("kansrijkestart", Rol.COORDINATOR))


def _verwijs(rol: Rolverdeling, ouder: Ouder) -> Verwijzing:
    eigen: dict[str, Any] = {
        "datum_kind": vandaag() + timedelta(days=ouder.kind),
        "hulpvraag": ouder.hulpvraag,
        "taal": "anders" if ouder.taal else "nederlands",
    }
    if ouder.signalen:
        eigen["signalen"] = list(ouder.signalen)
    if ouder.taal:
        eigen |= {"taal_welke": ouder.taal, "tolk_nodig": True}
    gegevens = rol.persoon.gegevens(rol.kans)
    gegevens["veilig_contact"] = ouder.veilig
    return verwijs(
        formulier_id=formulier(f"kansrijk-{rol.persoon.sleutel}"),
        keten_code=KANSRIJK,
        door=rol.ploeg.wie(ouder.door, Rol.VERWIJZER),
        antwoorden={},
        eigen=eigen,
        toestemming_doorgeven=True,
        toestemming_terugkoppelen=True,
        **gegevens,
    )


def _voorbij(rol: Rolverdeling, dag: date, ouder: Ouder) -> Verhaal:
    yield overdag(rol.kans, dag)
    verwijzing = _verwijs(rol, ouder)
    yield later(rol, 0, 2)
    traject = neem_aan(verwijzing, door=rol.regie)
    for stap, dagen in (("kennismaken", (1, 4)), ("plan", (5, 12)), ("volgen", (25, 38))):
        yield later(rol, *dagen)
        _rond_af(rol, traject, stap)
    yield later(rol, 2, 6)
    traject.sluit_af(door=rol.regie, reden=rol.kans.choice(("afgerond", "warm_overgedragen")))


def _open(rol: Rolverdeling, agenda: Agenda, ouder: Ouder, stappen: int) -> Verhaal:
    """Waits at triage, is to be called, is known, has a plan, or is followed."""
    yield agenda.geleden(1 + 5 * stappen, 10)
    verwijzing = _verwijs(rol, ouder)
    if stappen == 0:
        return
    yield agenda.geleden(5 * stappen, 10)
    traject = neem_aan(verwijzing, door=rol.regie)
    if stappen == 1:
        yield agenda.geleden(2, 11)
        noteer_contactpoging(traject, uitkomst="geen_gehoor", door=rol.regie)
    for nr, stap in enumerate(("kennismaken", "plan", "volgen")[: stappen - 1]):
        yield agenda.geleden(5 * stappen - 3 - 4 * nr, 13)
        _rond_af(rol, traject, stap)


def _rond_af(rol: Rolverdeling, traject: Traject, stap: str) -> None:
    antwoorden: dict[str, object] = {
        "kennismaken": {"wie_erbij": rol.kans.choice(("samen", "alleen"))},
        "plan": {"afspraken": "Komt volgende week kijken bij het Ouder-kindcafé. De JGZ komt thuis langs."},
        "volgen": {"helpt_het": rol.kans.choice(("ja", "ja", "deels"))},
    }[stap]  # type: ignore[assignment]
    leg_intake_vast(traject, antwoorden, door=rol.regie, stap_code=stap)
