"""What there is to tell a resident: per kind how soon, what the caller says, and what the letter says (B1 Dutch)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ketens.kern.pagina import euro

Inhoud = Mapping[str, Any]
DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of message. `zinnen` gives the sentences that are said or written, without name and greeting."""

    naam: str
    kop: str
    termijn_werkdagen: int
    zinnen: Callable[[Inhoud], list[str]]
    # Whether it waits as long as the traject is paused: an offer does, a session that is moved does not.
    wacht_bij_pauze: bool = False
    # The page where an answer is noted, by the id in the message's key.
    antwoord: str = ""


def op_dag(inhoud: Inhoud, sleutel: str = "dag") -> str:
    """Return `dinsdag 14 november 2026 om 10.00 uur`, as far as it is known."""
    if not inhoud.get(sleutel):
        return ""
    dag = date.fromisoformat(inhoud[sleutel])
    uur = f" om {inhoud['uur']} uur" if inhoud.get("uur") and sleutel == "dag" else ""
    return f"{DAGEN[dag.weekday()]} {voluit(dag)}{uur}"


def voluit(dag: date) -> str:
    """Return `14 november 2026`."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def _uitnodiging(inhoud: Inhoud) -> list[str]:
    return [f"U hebt een plaats in de groep {inhoud['groep']}.", *_om_te_komen(inhoud)]


def _aanbod(inhoud: Inhoud) -> list[str]:
    return [
        f"Er is een plaats voor u vrij in de groep {inhoud['groep']}.",
        *_om_te_komen(inhoud),
        *(
            [f"Wij houden deze plaats {inhoud['bedenktijd']} werkdagen voor u vrij. Laat ons weten of u komt."]
            if inhoud.get("bedenktijd")
            else []
        ),
        *(
            [f"De groep komt al snel bij elkaar. Wij houden deze plaats voor u vrij tot en met {uiterlijk}."]
            if (uiterlijk := op_dag(inhoud, "uiterlijk"))
            else []
        ),
    ]


def _verplaatst(inhoud: Inhoud) -> list[str]:
    if inhoud.get("extra"):
        erbij = f"De groep {inhoud['groep']} komt een keer extra bij elkaar, op {op_dag(inhoud)}."
        return [erbij, *_waar_en_wanneer(inhoud), *_waarom(inhoud)]
    if eerder := op_dag(inhoud, "eerder"):
        nieuw = f"De bijeenkomst van {eerder} van de groep {inhoud['groep']} is nu op {op_dag(inhoud)}."
        return [nieuw, *_waar_en_wanneer(inhoud), *_waarom(inhoud)]
    return [f"De groep {inhoud['groep']} is gewijzigd.", *_om_te_komen(inhoud), *_waarom(inhoud)]


def _afgelast(inhoud: Inhoud) -> list[str]:
    dag = op_dag(inhoud)
    wat = f"De bijeenkomst op {dag} van de groep {inhoud['groep']}" if dag else f"De groep {inhoud['groep']}"
    vervolg = [] if dag else ["U houdt uw plek op de wachtlijst. Wij zoeken een andere groep voor u."]
    return [f"{wat} gaat niet door.", *_waarom(inhoud), *vervolg]


def _om_te_komen(inhoud: Inhoud) -> list[str]:
    """When it begins for them, on which days, where, and what they pay: what someone decides on."""
    keer = "volgende" if inhoud.get("loopt") else "eerste"
    return [
        *([f"De {keer} keer is op {op_dag(inhoud)}."] if inhoud.get("dag") else []),
        *_waar_en_wanneer(inhoud),
        *([f"Meedoen kost {euro(inhoud['bijdrage'])} voor de hele cursus."] if inhoud.get("bijdrage") else []),
    ]


def _waar_en_wanneer(inhoud: Inhoud) -> list[str]:
    wanneer = [f"De groep komt bij elkaar op {inhoud['tijd']}."] if inhoud.get("tijd") else []
    return [*wanneer, *([f"Het adres is: {inhoud['locatie']}."] if inhoud.get("locatie") else [])]


def _waarom(inhoud: Inhoud) -> list[str]:
    return [f"De reden: {inhoud['reden']}"] if inhoud.get("reden") else []


# Terms in working days: how long someone may wait before they are called. Proposals, no legal norm.
SOORTEN: dict[str, Soort] = {
    "uitnodiging": Soort("Uitnodiging voor een groep", "U kunt meedoen in een groep", 3, _uitnodiging),
    "aanbod": Soort(
        *("Aanbod van een plaats", "Er is een plaats voor u", 1, _aanbod),
        wacht_bij_pauze=True,
        antwoord="groepen.aanbod",
    ),
    "verplaatst": Soort("Een groep is gewijzigd", "Er verandert iets in uw groep", 1, _verplaatst),
    "afgelast": Soort("Een bijeenkomst of groep gaat niet door", "Het gaat niet door", 0, _afgelast),
    "bel_ons": Soort(
        "Vraag om ons te bellen",
        "Wilt u ons bellen?",
        5,
        lambda _: ["Wij hebben u een paar keer gebeld. Dat is niet gelukt.", "Wilt u ons bellen?"],
    ),
    "vrij": Soort("Bericht van de coördinator", "Een bericht voor u", 2, lambda inhoud: [str(inhoud["tekst"])]),
}
