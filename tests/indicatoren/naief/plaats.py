"""A gemeente with its groups, and who lived there. Lives are told one by one, which the clock does not mind."""

from collections import defaultdict
from datetime import date, datetime
from random import Random
from uuid import UUID, uuid4

from flask import Flask

from ketens.aanbod.models import Aanbod
from ketens.catalogus import catalogus
from ketens.groepen.models import Groep
from ketens.indicatoren.models import Doelgroepcijfer, Gebied
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.rooster.inrichten import gelast_af, maak_groep
from ketens.rooster.verzetten import gelast_bijeenkomst_af
from ketens.tellingen.handelingen import corrigeer, neem_terug, tel
from tests import wereld
from tests.indicatoren.naief.leven import BEGIN, NU
from tests.indicatoren.naief.vallen import Valleven
from tests.indicatoren.naief.welzijn import Welzijnsleven
from tests.maak import Maker

# What began when: two over New Year, one that is full at once, one that is called off, one that is still to come.
GROEPEN = [
    ("vvt", date(2024, 3, 4), 12),
    ("vvt", date(2024, 12, 9), 12),
    ("in_balans", date(2025, 9, 29), 12),
    ("vvt", date(2025, 3, 3), 2),
    ("vvt", date(2025, 12, 15), 12),
    ("in_balans", date(2026, 2, 2), 12),
    ("vvt", date(2026, 6, 1), 12),
    ("vvt", date(2026, 12, 7), 12),
]
AFGELAST, EEN_KEER_NIET = 6, 4


class Plaats:
    """One gemeente: its groups, and who lived there."""

    def __init__(self, app: Flask, slug: str) -> None:
        self.app, self.slug = app, slug
        # By day of birth: who may turn out to be the same.
        self.bekend: dict[date, list[UUID]] = defaultdict(list)
        self.verteld_tot: dict[UUID, datetime] = {}
        self.aanbod: list[UUID] = []
        if slug == "borne":
            Maker(app).welzijn()
        with wereld.binnen(app, slug), zet_klok(BEGIN):
            self.wie = {naam: wereld.wie(self.heet(naam)) for naam in ("coordinator", "verwijzer")}
            self.wie["beoordelaar"] = wereld.wie("beoordelaar") if slug == "borne" else self.wie["coordinator"]
            self.wie["welzijnscoach"] = wereld.wie("welzijnscoach") if slug == "borne" else self.wie["coordinator"]
            self.groepen = [self.groep(nr, *wat) for nr, wat in enumerate(GROEPEN)]
            self.afgelast = self.groepen[AFGELAST]
            sessie = db.session.get_one(Groep, self.groepen[EEN_KEER_NIET]).bijeenkomsten[0]
            gelast_bijeenkomst_af(sessie, reden="Zaal dicht", door=self.wie["coordinator"])
            db.session.add_all([Gebied(pc4="7621", wijk="Centrum"), Gebied(pc4="7622", wijk="Centrum")])
            # Of 2024 nobody filled it in.
            for jaar, aantal in ((2025, 5301), (2026, 37)):
                cijfer = Doelgroepcijfer(jaar=jaar, groep_code="thuiswonende_65plus", aantal=aantal)
                cijfer.peildatum, cijfer.bron = date(jaar, 1, 1), "Proef"
                db.session.add(cijfer)
            for soort in ("ontmoeting", "bewegen"):
                aanbod = Aanbod(titel=soort, soort=soort, aanbieder="Proef", wijken=[], hulpvragen=[])
                aanbod.toegankelijkheid, aanbod.talen = [], []
                db.session.add(aanbod)
                db.session.flush()
                self.aanbod.append(aanbod.id)
            db.session.commit()

    def groep(self, nr: int, interventie: str, begin: date, plaatsen: int) -> UUID:
        """Lay out a group, and return which."""
        groep = maak_groep(
            interventie_code=interventie, naam=f"Groep {nr}", keten_code=wereld.KETEN, locatie="De Proefzaal",
            organisatie_id=wereld.id_van(f"gemeente-{self.slug}"), begint_op=begin, plaatsen=plaatsen, minimum=1,
            door=self.wie["coordinator"],
        )  # fmt: skip
        db.session.flush()
        return groep.id

    def heet(self, naam: str) -> str:
        """Return who it is in this gemeente."""
        return naam if self.slug == "borne" else f"{naam}_{self.slug}"

    def laat_leven(self, getallen: list[int], welzijn: list[int] = []) -> None:  # noqa: B006  never changed
        """Tell a life for each number, and call off the group that does not go on."""
        with wereld.binnen(self.app, self.slug):
            for soort, reeks in ((Valleven, getallen), (Welzijnsleven, welzijn)):
                for getal in reeks:
                    leven = soort(self, getal)
                    leven.leef()
                    leven.is_verteld()
                    db.session.expunge_all()
            with zet_klok(moment(date(2026, 5, 31), 23)):
                groep = db.session.get_one(Groep, self.afgelast)
                gelast_af(groep, reden="Te weinig", door=self.wie["coordinator"])
                db.session.commit()

    def tel_bezoek(self, getal: int) -> None:
        """Count a year of the Ouder-kindcafé and of conversations, mend some of it and take some of it back."""
        kans, door = Random(getal), self.wie["coordinator"]
        with wereld.binnen(self.app, self.slug), zet_klok(NU):
            for nr in range(12):
                dag = date(kans.choice([2024, 2025, 2025, 2026]), kans.randrange(1, 11), kans.randrange(1, 28))
                code, velden = kans.choice(
                    [("ouder_kindcafe", ("volwassenen", "kinderen")), ("nnz_gesprekken", ("gesprekken",))]
                )
                activiteit = catalogus().activiteit(code)
                aantallen: dict[str, int | None] = {veld: kans.randrange(0, 9) for veld in velden}
                telling = tel(
                    activiteit, formulier_id=uuid4(), datum=dag, aantallen=aantallen, door=door, toch=True
                )  # fmt: skip
                db.session.flush()
                if nr % 4 == 0:
                    beter = {veld: kans.randrange(0, 9) for veld in velden}
                    corrigeer(telling, formulier_id=uuid4(), datum=dag, aantallen=beter, reden="Tikfout", door=door)
                elif nr % 7 == 0:
                    neem_terug(telling, reden="Dubbel", door=door)
            db.session.commit()
