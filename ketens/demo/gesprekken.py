"""The conversations of Welzijn op Recept: what was asked, what someone was led to, what was measured, how it ended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ketens.aanbod.handelingen import leid_toe, zet_moment
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.demo.kalender import werkdag
from ketens.demo.metingen import Metingen
from ketens.demo.verhalen import Rolverdeling, formulier
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.gesprekken import leg_gesprek_vast
from ketens.trajecten.models import Traject
from ketens.triage.eigen import NIEUW, eigen_wegen, open_zelf

PRAKTIJKEN = {"dijkhuis": 45, "fleminghof": 30, "poort": 25}
# Of a hundred, the main question: loneliness before everything else (domein 2).
HULPVRAGEN = {
    "eenzaamheid_sociaal": 34,
    "stress_spanning": 13,
    "somberheid": 9,
    "mantelzorg": 9,
    "rouw_verlies": 8,
    "daginvulling": 8,
    "zingeving": 5,
    "bewegen_leefstijl": 5,
    "relatie_gezin": 3,
    "financien": 3,
    "taal_digitaal": 2,
    "wonen": 1,
}
ELDERS = {
    "financien": ("naar_sociaal_hus", "naar_schuldhulp"),
    "wonen": ("naar_sociaal_hus",),
    "somberheid": ("naar_ggz", "terug_naar_huisarts", "afgerond"),
    "stress_spanning": ("terug_naar_huisarts", "afgerond", "afgerond"),
}
NOTITIES = (
    "Zou graag weer onder de mensen komen. Komt de deur bijna niet uit.",
    "Wil eerst rustig nadenken. Belt mij zelf.",
    "Is sinds kort alleen. De avonden duren lang.",
    "Vindt het fijn om samen een keer te gaan kijken.",
    "Hielp vroeger in de winkel. Wil weer iets voor een ander doen.",
)
NIET_PASSEND = ("wil_niet", "tijd", "groep", "te_ver", "gezondheid")


@dataclass(slots=True)
class Gesprekken:
    """The conversations with one person, what they were led to, and how it ends."""

    rol: Rolverdeling
    hoofd: str
    dagen: list[date]
    toeleiding: Toeleiding | None = None

    def uit_de_agenda(self) -> Traject:
        """Open the traject from the agenda of a practice, with its first gesprek."""
        rol = self.rol
        (langs,) = eigen_wegen(rol.regie)
        praktijk = rol.kans.choices(list(PRAKTIJKEN), list(PRAKTIJKEN.values()))[0]
        traject = open_zelf(
            langs=langs,
            door=rol.regie,
            formulier_id=formulier(f"agenda-{rol.persoon.sleutel}"),
            praktijk_id=rol.ploeg.organisatie_ids[praktijk],
            gesprek=self._gesprek(0),
            toestemming_doorgeven=True,
            toestemming_terugkoppelen=rol.kans.random() < 0.85,
            wie_is_het=NIEUW,
            **rol.persoon.gegevens(rol.kans),
        )
        self._na(traject, 0)
        return traject

    def spreek(self, traject: Traject, nr: int) -> None:
        """Have the conversation with this number; the last one ends the traject."""
        laatste = nr == len(self.dagen) - 1
        if nr and self.toeleiding:
            self._ga_verder(self.toeleiding)
        if laatste and len(self.dagen) > 1:
            Metingen(self.rol, traject).opnieuw()
        leg_gesprek_vast(
            traject,
            formulier_id=formulier(f"gesprek-{self.rol.persoon.sleutel}-{nr}"),
            door=self.rol.regie,
            **self._gesprek(nr),
        )
        self._na(traject, nr)

    def _gesprek(self, nr: int) -> dict[str, Any]:
        kans, laatste = self.rol.kans, nr == len(self.dagen) - 1
        return {
            "op": vandaag(),
            "hoe": kans.choices(("praktijk", "thuis", "telefoon", "samen_op_pad"), (48, 22, 22, 8))[0],
            "minuten": kans.choices((15, 30, 45, 60), (20, 40, 25, 15))[0],
            "tekst": kans.choice(NOTITIES) if kans.random() < 0.3 else None,
            "hoofd": self.hoofd if nr == 0 else None,
            "neven": self._neven() if nr == 0 else (),
            "sluit_met": self._einde() if laatste else None,
            "afspraak_op": None if laatste else max(werkdag(self.dagen[nr + 1]), vandaag()),
        }

    def _neven(self) -> list[str]:
        anders = [code for code in HULPVRAGEN if code != self.hoofd]
        return self.rol.kans.sample(anders, self.rol.kans.choices((0, 1, 2), (55, 33, 12))[0])

    def _na(self, traject: Traject, nr: int) -> None:
        if nr or traject.is_afgesloten:
            return
        if self.rol.kans.random() < 0.6:
            ids = self.rol.ploeg.kaart[self.hoofd]
            aanbod = db.session.get_one(Aanbod, self.rol.kans.choice(ids))
            self.toeleiding = leid_toe(traject, aanbod, door=self.rol.regie)
        Metingen(self.rol, traject).eerste()

    def _ga_verder(self, toeleiding: Toeleiding) -> None:
        """Between two conversations something came of it, or not."""
        kans, door = self.rol.kans, self.rol.regie
        if toeleiding.niet_passend_op or toeleiding.gebleven_op:
            return
        if toeleiding.gestart_op:
            zet_moment(toeleiding, "gebleven", door=door)
        elif kans.random() < 0.2:
            zet_moment(toeleiding, "niet_passend", door=door, reden=kans.choice(NIET_PASSEND))
        else:
            if kans.random() < 0.4:
                zet_moment(toeleiding, "samen_gegaan", door=door)
            zet_moment(toeleiding, "gestart", door=door)

    def _einde(self) -> str:
        kans = self.rol.kans
        if self.toeleiding and self.toeleiding.gestart_op:
            return "toegeleid"
        if self.hoofd in ELDERS and kans.random() < 0.6:
            return kans.choice(ELDERS[self.hoofd])
        if len(self.dagen) == 1:
            return kans.choices(("direct_geholpen", "geen_interesse"), (85, 15))[0]
        return kans.choices(("afgerond", "geen_interesse", "terug_naar_huisarts"), (70, 18, 12))[0]
