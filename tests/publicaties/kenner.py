"""What a reader who knows the definitions works out from a public report, with linear programming.

Nothing of `ketens.publicaties`: the tables as they were read from a file, and what every reader knows of their figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tests.publicaties.lezer import VERBORGEN, Gelezen

Wat = tuple[str, frozenset[tuple[str, str]]]
WIJK, KWARTAAL = "Wijk of dorp", "Kwartaal"
# Which figures are parts of which: (whole, all of its parts), and (more, less) that holds in every part of a split.
SOM = (
    ("Geëindigde deelnames", ("Afgeronde deelnames", "Uitgevallen deelnames")),
    (
        "Gestarte deelnames",
        ("Gestart, de gemeente betaalt", "Gestart, de zorgverzekering betaalt", "Gestart, iemand anders betaalt"),
    ),
    ("Blijft bewegen, na 3 maanden gevraagd", ("Afgeronde deelnames",)),
    ("Tests naar uitslag", ("Opsporingen",)),
)
MEER = (
    ("Tests naar uitslag", "Valrisicotests"),
    ("Valrisicotests", "Tests met verhoogd risico"),
    ("Valrisicotests", "Tests zonder naam"),
    ("Valrisicotests", "Inwoners met een test op naam"),
    ("Valrisicotests", "Bereikte 65-plussers"),
    ("Bereikte 65-plussers", "Bereikt, niet tot een persoon te herleiden"),
    ("Gestarte deelnames", "Unieke deelnemers"),
    ("Afgeronde deelnames", "Afgerond, de gemeente betaalt"),
    ("Afgeronde deelnames", "Antwoorden na 3 maanden"),
    ("Antwoorden na 3 maanden", "Blijft bewegen na 3 maanden"),
    ("Plaatsen in begonnen groepen", "Gebruikte plaatsen"),
)
AANDEEL = {
    "Bezetting": ("Gebruikte plaatsen", "Plaatsen in begonnen groepen"),
    "Uitval": ("Uitgevallen deelnames", "Geëindigde deelnames"),
    "Aandeel dat na 3 maanden blijft bewegen": ("Blijft bewegen na 3 maanden", "Antwoorden na 3 maanden"),
    "Aandeel tests zonder naam": ("Tests zonder naam", "Valrisicotests"),
    "Aandeel van het bereik zonder naam": ("Bereikt, niet tot een persoon te herleiden", "Bereikte 65-plussers"),
    "Bereik van de valrisicotest": ("Bereikte 65-plussers", None),
    "Bereik van de groepen": ("Unieke deelnemers", None),
}
TRECHTER = {
    "Getest": "Valrisicotests", "Verhoogd risico": "Tests met verhoogd risico",
    "Beoordeeld": "Afgeronde valrisicobeoordelingen", "Wacht op een plaats": "Inwoners die een plaats vragen",
    "Begonnen": "Gestarte deelnames", "Afgerond": "Afgeronde deelnames",
    "Blijft bewegen": "Blijft bewegen na 3 maanden",
}  # fmt: skip
VEEL = 100_000


@dataclass
class Kenner:
    """The equations of one report, and what they leave open."""

    doelgroep: int
    uitgegeven: Decimal = Decimal(0)
    gezien: dict[Wat, int | None] = field(default_factory=dict)
    rijen: list[tuple[dict[Wat, float], float, float]] = field(default_factory=list)

    def lees(self, tabellen: Iterable[Gelezen]) -> "Kenner":
        """Take in all tables."""
        for tabel in tabellen:
            if tabel.titel == "Aantallen":
                for naam, kolom, cel in tabel:
                    if kolom == tabel.kolommen[1]:
                        self._zie((naam, frozenset()), cel)
            elif tabel.titel == "Van elke honderd":
                self._aandelen(tabel)
            elif tabel.titel == "Van begin tot eind":
                self._trechter(tabel)
            elif KWARTAAL + " 1" in tabel.kolommen:
                self._kruis(tabel)
            elif tabel.titel.startswith("Per "):
                self._splitsing(tabel)
        self._weet()
        return self

    def _zie(self, wat: Wat, cel: object) -> None:
        if cel == VERBORGEN:
            self.gezien.setdefault(wat, None)
        elif isinstance(cel, Decimal):
            assert self.gezien.get(wat, int(cel)) in (None, int(cel)), f"{wat} is twee getallen"
            self.gezien[wat] = int(cel)

    def _splitsing(self, tabel: Gelezen) -> None:
        dimensie = tabel.kolommen[0]
        for naam, kolom, cel in tabel:
            self._zie((kolom, frozenset() if naam == "Totaal" else frozenset({(dimensie, naam)})), cel)
        for kolom in tabel.kolommen[1:]:
            delen = [(kolom, frozenset({(dimensie, rij[0])})) for rij in tabel.rijen if rij[0] != "Totaal"]
            self._som((kolom, frozenset()), delen)

    def _kruis(self, tabel: Gelezen) -> None:
        def wat(wijk: str, kolom: str) -> Wat:
            deel = set() if wijk == "Totaal" else {(WIJK, wijk)}
            return tabel.titel, frozenset(deel | (set() if kolom == "Totaal" else {(KWARTAAL, kolom)}))

        for naam, kolom, cel in tabel:
            self._zie(wat(naam, kolom), cel)
        wijken, kwartalen = [rij[0] for rij in tabel.rijen if rij[0] != "Totaal"], tabel.kolommen[1:-1]
        for wijk in (*wijken, "Totaal"):
            self._som(wat(wijk, "Totaal"), [wat(wijk, kwartaal) for kwartaal in kwartalen])
        for kwartaal in (*kwartalen, "Totaal"):
            self._som(wat("Totaal", kwartaal), [wat(wijk, kwartaal) for wijk in wijken])

    def _trechter(self, tabel: Gelezen) -> None:
        vorige: str | None = None
        for stap, _, af, door in tabel.rijen:
            naam = TRECHTER[str(stap)]
            if vorige and isinstance(af, Decimal):
                self._tel({(vorige, frozenset()): 1, (naam, frozenset()): -1}, float(af), float(af))
            if vorige and isinstance(door, Decimal):
                self._deel((naam, frozenset()), (vorige, frozenset()), door)
            vorige = naam if stap != "Beoordeeld" else vorige

    def _aandelen(self, tabel: Gelezen) -> None:
        for naam, procent, *_ in tabel.rijen:
            teller, noemer = AANDEEL.get(str(naam), (None, None))
            if not isinstance(procent, Decimal) or teller is None:
                continue
            if noemer:
                self._deel((teller, frozenset()), (noemer, frozenset()), procent)
            else:
                midden, marge = float(procent) * self.doelgroep / 100, self.doelgroep * 0.0005
                self._tel({(teller, frozenset()): 1}, midden - marge, midden + marge)

    def _deel(self, teller: Wat, noemer: Wat, procent: Decimal) -> None:
        """Of every hundred, rounded to a tenth."""
        self._tel({teller: 100, noemer: -(float(procent) + 0.0501)}, -np.inf, 0)
        self._tel({teller: 100, noemer: -(float(procent) - 0.0501)}, 0, np.inf)

    def _som(self, geheel: Wat, delen: list[Wat]) -> None:
        self._tel({geheel: -1} | dict.fromkeys(delen, 1), 0, 0)

    def _tel(self, gewichten: dict[Wat, float], minstens: float, hoogstens: float) -> None:
        self.rijen.append((gewichten, minstens, hoogstens))

    def _weet(self) -> None:
        """What every reader knows of the figures, in all and in each part."""
        for deel in {deel for _, deel in self.gezien}:
            for geheel, delen in SOM:
                if {(naam, deel) for naam in (geheel, *delen)} <= self.gezien.keys():
                    self._som((geheel, deel), [(naam, deel) for naam in delen])
            for meer, minder in MEER:
                if {(meer, deel), (minder, deel)} <= self.gezien.keys():
                    self._tel({(meer, deel): 1, (minder, deel): -1}, 0, np.inf)
        uitslagen = [(naam, frozenset({("Uitslag", u)})) for naam in ("Valrisicotests",) for u in ("Matig", "Hoog")]
        if all(wat in self.gezien for wat in uitslagen):
            self._som(("Tests met verhoogd risico", frozenset()), uitslagen)
            for naam, deel in uitslagen:
                if ("Tests met verhoogd risico", deel) in self.gezien:
                    self._som(("Tests met verhoogd risico", deel), [(naam, deel)])

    def weet_kosten(self, wat: str, bedrag: Decimal | str) -> None:
        """What was spent is public: divided by the cost of one it is how many there were."""
        if isinstance(bedrag, Decimal) and bedrag:
            for teken in (-1, 1):
                n = float(self.uitgegeven / (bedrag + teken * Decimal("0.01")))
                self._tel({(wat, frozenset()): 1}, *((-np.inf, n) if teken < 0 else (n, np.inf)))

    def verschillen(self) -> list[tuple[Wat, Wat, int]]:
        """Two numbers that stand there, of which the difference says how few people there are."""
        return [
            ((meer, deel), (minder, deel), verschil)
            for meer, minder in MEER
            if "Unieke" not in minder
            and "Inwoners" not in minder
            and "Bereikte" not in minder
            and "plaatsen" not in minder
            for naam, deel in self.gezien
            if naam == meer and self.gezien.get((minder, deel)) is not None and self.gezien[naam, deel] is not None
            if 0 < (verschil := self.gezien[naam, deel] - self.gezien[minder, deel]) < 10
        ]

    def grenzen(self, doel: list[Wat]) -> dict[Wat, tuple[float, float]]:
        """How low and how high each of these can be, as far as the reader can tell."""
        plek = {
            wat: nr for nr, wat in enumerate(dict.fromkeys([*self.gezien, *(w for r, _, _ in self.rijen for w in r)]))
        }
        grens = [(0, VEEL) if self.gezien.get(wat) is None else (self.gezien[wat],) * 2 for wat in plek]
        i, j, v, boven = [], [], [], []
        for gewichten, minstens, hoogstens in self.rijen:
            for teken, rand in ((1, hoogstens), (-1, -minstens)):
                if np.isfinite(rand):
                    boven.append(rand)
                    i += [len(boven) - 1] * len(gewichten)
                    j += [plek[wat] for wat in gewichten]
                    v += [teken * gewicht for gewicht in gewichten.values()]
        stelsel = csr_array((v, (i, j)), shape=(len(boven), len(plek)))
        uit = {}
        for wat in doel:
            c = np.zeros(len(plek))
            c[plek[wat]] = 1
            kanten = [
                linprog(t * c, A_ub=stelsel, b_ub=np.array(boven) + 1e-6, bounds=grens, method="highs") for t in (1, -1)
            ]
            assert all(kant.status == 0 for kant in kanten), "wat er staat spreekt zichzelf tegen"
            uit[wat] = (kanten[0].fun, -kanten[1].fun)
        return uit
