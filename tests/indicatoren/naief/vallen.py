"""A life in valpreventie: tested, sent, placed, there or not there, measured, ended, asked again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from ketens.aanwezigheid.handelingen import noteer as noteer_aanwezig
from ketens.beoordelingen import handelingen as beoordelingen
from ketens.catalogus import catalogus
from ketens.groepen import handelingen as groepen
from ketens.groepen.bekostiging import BEKOSTIGING, kies_bekostiging
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import AanwezigheidStand, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.instrumenten.handelingen import leeftijdsklasse
from ketens.instrumenten.models import Afname
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.inwoners.verhuizing import leg_verhuizing_vast
from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.metingen.handelingen import Cel, leg_vast
from ketens.metingen.staat import huidige
from ketens.nazorg.handelingen import noteer as noteer_doorstroom
from ketens.nazorg.models import Doorstroomvraag
from ketens.trajecten import handelingen as trajecten
from ketens.verwijzingen.zonder_traject import bewaar_test, leg_weigering_vast, tel_test
from tests import wereld
from tests.indicatoren.naief.leven import Leven
from tests.maak import Maker

METEN = {"tug": ("waarde", (80, 200), 10), "cst30": ("waarde", (4, 20), 1)}


class Valleven(Leven):
    """From a test on."""

    # --- the story ---------------------------------------------------------------------------------------------------

    def leef(self) -> None:
        soort = self.kans.randrange(100)
        if soort < 14:
            self.zonder_naam()
        elif soort < 20:
            self.doe(self.bewaar)
        elif soort < 25:
            self.doe(self.wil_nu_niet)
        else:
            while self.verwezen():
                self.traject()
                if not self.soms(35):
                    break
                self.wacht(120)

    def antwoorden(self) -> dict[str, Any]:
        return Maker.antwoorden(self.kies(["matig", "matig", "matig", "hoog", "onvolledig"]))

    def zonder_naam(self) -> None:
        if self.soms(30):
            self.doe(lambda: tel_test(formulier_id=uuid4(), keten_code=self.keten, door=self.hanna,
                                      antwoorden=Maker.antwoorden("laag"), geboortedatum=self.geboren,
                                      geslacht=self.geslacht, pc4=self.pc4))  # fmt: skip
        else:
            self.doe(self.op_een_dag)

    def op_een_dag(self) -> None:
        """A row as a valrisicodag makes it: its day, code and tablet are not what is tried here."""
        klasse = self.kies([None, *[leeftijdsklasse(jaren) for jaren in (64, 65, 69, 70, 96)]])
        afname = Afname(
            keten_code=self.keten,
            instrument="valrisicotest@1",
            uitslag=self.kies(["laag", "matig", "hoog", "onvolledig"]),
            op=self.op,
            organisatie_id=self.hanna.organisatie_id,
            verwijzer_soort=self.kies(["vrijwilliger", "fysiotherapie"]),
            setting=self.kies(["valrisicodag", "valrisicodag_papier"]),
            leeftijdsklasse=klasse,
            geslacht=self.geslacht,
            pc4=self.pc4,
            al_getest=self.kies([True, False, False, None]),
        )
        db.session.add(afname)

    def bewaar(self) -> None:
        afname = bewaar_test(
            formulier_id=uuid4(), keten_code=self.keten, door=self.hanna, antwoorden=Maker.antwoorden("laag"),
            toestemming_opnieuw_bellen=True, **self.persoon,
        )  # fmt: skip
        db.session.flush()
        self.is_bekend(afname.inwoner_id)

    def wil_nu_niet(self) -> None:
        leg_weigering_vast(
            formulier_id=uuid4(), keten_code=self.keten, door=self.hanna, reden=self.kies(["geen_tijd", "kosten"]),
            antwoorden=Maker.antwoorden(self.kies(["matig", "hoog"])),
        )  # fmt: skip

    def traject(self) -> None:
        self.wacht(20)
        self.maak_test_af()
        self.laat_beoordelen()
        self.wacht(15)
        self.doe(lambda: trajecten.leg_intake_vast(self.van(), {"loophulpmiddel": "geen"}, door=self.cora))
        self.ga_wachten()
        for _ in range(2):
            if not self.neem_plaats():
                break
        self.wending()
        self.wacht(30)
        if self.soms(70):
            reden = self.kies(["afgerond", "geen_interesse", "uitval"])
            self.doe(lambda: self.van().sluit_af(door=self.cora, reden=reden))
            if self.soms(25):
                self.wacht(30)
                self.doe(lambda: self.van().heropen(door=self.cora, reden="Toch"))
                self.neem_plaats()

    def maak_test_af(self) -> None:
        if self.van().stap("vrt_afmaken"):
            antwoorden = Maker.antwoorden(self.kies(["matig", "hoog", "laag"]))
            self.doe(lambda: trajecten.vrt_afmaken(self.van(), antwoorden, door=self.cora))

    def laat_beoordelen(self) -> None:
        if not self.van().stap("beoordeling") or self.soms(10):
            return
        praktijk = wereld.id_van("dijkhuis" if self.plaats.slug == "borne" else "praktijk-tubbergen")
        vraag = self.doe(
            lambda: beoordelingen.vraag_beoordeling(self.van(), praktijk_id=praktijk, vraag="Kan dit?", door=self.cora)
        )
        self.wacht(40)
        if vraag and self.soms(80):
            route = self.kies(["gemeente", "gemeente", "gemeente", "zvw", "inwoner_wil_niet"])
            self.doe(
                lambda: beoordelingen.beantwoord(
                    vraag, beoordeeld_op=vraag.gevraagd_op.date(), route=route, advies="Ja", door=self.bea
                )
            )

    def ga_wachten(self) -> None:
        if not self.soms(45):
            return
        code = self.kies(["vvt", "in_balans"])
        self.doe(lambda: zet_op_wachtlijst(self.van(), interventie_code=code, door=self.cora))
        if self.soms(30):
            self.wacht(60)
            vraag = select(Wachtplek).where(Wachtplek.traject_id == self.traject_id, Wachtplek.vervallen_op.is_(None))
            for wachtplek in db.session.scalars(vraag).all():
                self.doe(haal_van_wachtlijst, wachtplek, door=self.cora)
            if self.soms(50):
                self.wacht(60)
                self.doe(lambda: zet_op_wachtlijst(self.van(), interventie_code=code, door=self.cora))

    # --- taking part -------------------------------------------------------------------------------------------------

    def neem_plaats(self) -> bool:
        """Take a place; return whether it was given back, so that another can be sought."""
        kan = [groep for groep in self.alle_groepen() if moment(groep.begint_op) > self.op]
        if not kan:
            return False
        groep = kan[0] if self.soms(70) else self.kies(kan)
        self.op = max(self.op, moment(groep.begint_op) - timedelta(days=self.kans.randrange(1, 90)))
        daad = lambda: groepen.plaats(self.van(), groep, door=self.cora, reden_afwijking="Zo afgesproken")  # noqa: E731
        plaatsing = self.doe(daad)
        if not isinstance(plaatsing, Plaatsing) or groep.id == self.plaats.afgelast:
            return False
        if self.soms(15):
            self.wacht(3)
            terug = lambda: groepen.trek_plaats_in(plaatsing, reden="ziek", wil_wachten=self.soms(50), door=self.cora)  # noqa: E731
            self.doe(terug)
            return True
        if self.soms(30):
            self.doe(lambda: kies_bekostiging(plaatsing, self.kies(list(BEKOSTIGING)), door=self.cora))
        self.doe_mee(groep, plaatsing)
        return False

    def alle_groepen(self) -> list[Groep]:
        return sorted(
            (db.session.get_one(Groep, id_) for id_ in self.plaats.groepen), key=lambda groep: groep.begint_op
        )

    def doe_mee(self, groep: Groep, plaatsing: Plaatsing) -> None:
        sessies = {sessie.nr: sessie for sessie in groep.bijeenkomsten}
        komt = self.kies([[1, 2, 3], [1], [2], [2, 5], [5], [], [1, 2, 3, 4, 5, 6, 7, 8]])
        for nr, sessie in sorted(sessies.items()):
            if nr > 8:
                break
            self.op = max(self.op, sessie.begint_op + timedelta(hours=1))
            stand = AanwezigheidStand.AANWEZIG if nr in komt else self.kies([AanwezigheidStand.AFWEZIG, None, None])
            if stand is None:
                continue
            if self.doe(noteer_aanwezig, sessie, plaatsing, stand, gezien_versie=0, door=self.cora) and self.soms(8):
                beter = self.kies([AanwezigheidStand.TERUGGENOMEN, AanwezigheidStand.AANWEZIG])
                self.doe(noteer_aanwezig, sessie, plaatsing, beter, gezien_versie=1, door=self.cora)
        if self.soms(10):
            return
        if self.soms(30):
            self.meet(groep, plaatsing)
        self.wacht(60)
        einde = "niet_gestart" if plaatsing.gestart_op is None else self.kies(["afgerond", "afgerond", "uitgevallen"])
        reden = None if einde == "afgerond" else self.kies(["ziek", "wil_niet"])
        self.doe(lambda: groepen.beeindig_deelname(plaatsing, einde=einde, reden=reden, door=self.cora))
        self.vraag_na(plaatsing)

    def meet(self, groep: Groep, plaatsing: Plaatsing) -> None:
        """Measure at the begin and at the end, and sometimes mend what was typed."""
        self.op = max(self.op, moment(groep.eindigt_op, 18))
        for wanneer in ("t0", "t1", "t1") if self.soms(40) else ("t0", "t1"):
            cellen = [self.cel(groep, plaatsing, code, wanneer) for code in METEN]
            self.doe(leg_vast, groep, wanneer, cellen, formulier_id=uuid4(), door=self.cora)

    def cel(self, groep: Groep, plaatsing: Plaatsing, code: str, wanneer: str) -> Cel:
        sleutel, (van, tot), deel = METEN[code]
        instrument = catalogus().instrument(f"{code}@1")
        getal: Any = self.kans.randrange(van, tot) / deel if deel > 1 else self.kans.randrange(van, tot)
        antwoorden = instrument.lees({"niet_uitvoerbaar": True} if self.soms(8) and code == "tug" else {sleutel: getal})
        staat = huidige(wanneer, [plaatsing.id]).get((plaatsing.id, code))
        antwoorden = {veld: waarde for veld, waarde in antwoorden.items() if waarde is not False and waarde is not None}
        return Cel(plaatsing, instrument, antwoorden, staat.afname_id if staat else None)

    def vraag_na(self, plaatsing: Plaatsing) -> None:
        """Ask, at the end and three months later, whether someone keeps moving."""
        vragen = db.session.scalars(select(Doorstroomvraag).where(Doorstroomvraag.plaatsing_id == plaatsing.id)).all()
        for vraag in sorted(vragen, key=lambda vraag: vraag.maanden):
            if self.soms(70):
                self.op = max(self.op, moment(vraag.vraag_op))
                antwoord = self.kies(["ja", "nee", "niet_bereikt"])
                self.doe(noteer_doorstroom, vraag, antwoord, woorden="Wandelen", door=self.cora)

    def wending(self) -> None:
        """Someone moves within the gemeente or out of it, or dies; or takes part in something paid otherwise."""
        inwoner = self.van().inwoner
        if self.soms(10):
            self.doe(lambda: wijzig_inwoner(inwoner, door=self.cora, postcode=self.kies(["7622XY", "7626AA"])))
        elif self.soms(5):
            velden = {"naar_gemeente": "Hengelo", "maakt_af": self.soms(50), "mag_overdragen": False}
            self.doe(
                lambda: leg_verhuizing_vast(inwoner, formulier_id=uuid4(), per=self.op.date(), door=self.cora, **velden)
            )
        elif self.soms(5):
            self.doe(
                lambda: leg_overlijden_vast(
                    inwoner, formulier_id=uuid4(), datum=self.op.date(), bron="brp", door=self.cora
                )
            )
