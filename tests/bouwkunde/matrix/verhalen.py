"""A whole story per relation: ten residents, each at another point of their road, made through the handelingen.

Every text bears a marker (`Naamqafeigenxb`: kind, story, resident), every number is known: `sporen.py` finds them.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from ketens.aanbod.handelingen import leid_toe, maak_aanbod
from ketens.aanbod.models import Aanbod
from ketens.agenda.models import Agendaadres
from ketens.audit.handelingen import schrijf_opdracht
from ketens.beoordelingen.handelingen import beantwoord, vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.budgetten.models import Kost
from ketens.budgetten.regime import onderdeel_van
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import bied_aan
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.indicatoren.models import Gebied
from ketens.instrumenten.handelingen import neem_af
from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.handelingen import betrek, maak_inwoner, wijzig_inwoner
from ketens.inwoners.models import Inwoner, Noodtoegang, Toestemming
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.inwoners.verhuizing import leg_verhuizing_vast
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente, in_gemeente
from ketens.kern.klok import is_werkdag, nu, vandaag
from ketens.metingen.models import Meting
from ketens.rooster.inrichten import maak_groep
from ketens.samenvoegen.handelingen import voeg_samen
from ketens.tellingen.handelingen import tel
from ketens.tellingen.models import Telling
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.gesprekken import leg_gesprek_vast
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import pauzeer
from ketens.trajecten.taken import Taak
from ketens.trajecten.waarneming import neem_waar
from ketens.triage.handelingen import neem_aan
from ketens.valrisicodagen.handelingen import open_dag
from ketens.valrisicodagen.overzichten import bewijs_van
from ketens.verwijzingen import handelingen as verwijzingen
from ketens.verwijzingen.models import Verwijzing
from ketens.verzoeken.models import Soort
from tests import wereld
from tests.bouwkunde.afgelopen import afgelopen
from tests.bouwkunde.bewaard import bewaard
from tests.bouwkunde.gestuurd import stuur_van_alles
from tests.bouwkunde.ingelogd import dienst
from tests.bouwkunde.matrix.ploeg import BEZETTINGEN, Bezetting, gehouden_door, wie
from tests.bouwkunde.matrix.verhaal import Verhaal, nummers
from tests.bouwkunde.nagekeken import begonnen
from tests.bouwkunde.overgedragen import gebracht, overgedragen, teruggegeven
from tests.bouwkunde.verantwoord import (
    CIJFER,
    DIT_JAAR,
    GROEP,
    PLICHT,
    REGEL,
    VORIG_JAAR,
    betaald,
    gemeten,
    openbaar,
    opgehaald,
    vastgesteld,
)
from tests.bouwkunde.verzocht import ontvangen
from tests.maak import Maker

BSN = nummers()
# A flow of data that every keten has.
STROOM = "verwijzing"
# The money and the figures of a keten in a gemeente, by both.
GEDEELD: dict[tuple[UUID | None, str], dict[str, UUID]] = {}
# What everyone counts, whatever their keten.
TELT = "sociaal_hus_kwartaal"


class Verteller:
    """Makes one story, in the gemeente of this moment."""

    def __init__(self, bezetting: Bezetting) -> None:
        self.b, self.v = bezetting, Verhaal(bezetting)
        self.wie = wie(bezetting.behandelaar)
        self.volgnummer = list(BEZETTINGEN).index(bezetting.woord) * 10

    def vertel(self) -> Verhaal:
        """Make all of it."""
        groep = self._groep()
        wegen = (self._wacht, self._vraagt, self._geplaatst, self._wachtlijst, self._klaar, self._gesloten)
        for letter, maak in zip("abcdefgh", (*wegen, self._hoog, self._matig), strict=True):
            if traject := maak(letter, groep):
                self.v.nummers[traject.kenmerk] = letter
        self._rondom(groep)
        self._dubbel()
        self._wendingen()
        self._verder_en_erbij()
        self._verantwoord(groep)
        self.v.ids |= {
            "account_id": wereld.id_van(self.b.verwijzer),
            "controle_id": begonnen(self.wie),
            "organisatie_id": wereld.id_van(self.b.praktijk),
            "lidmaatschap_id": wie(self.b.verwijzer).pet.id,
            # Of someone else than whoever asks: their own signed-in browser is nobody's but theirs.
            "sessie_id": wereld.id_van(f"sessie-{self.b.verwijzer}"),
            # Nobody's: what somebody has for the second step is theirs alone (tests/tweefactor has real ones).
            "methode_id": wereld.id_van("methode"),
            **{f"{naam}_id": id_ for naam, id_ in dienst(self.b.gemeente, self.b.behandelaar).items()},
            "keten_code": self.b.keten,
            "code": "intake",
            "stroom": STROOM,
            "activiteit_code": TELT,
            # A row of the log has a number within its gemeente: each has a first one.
            "nr": 1,
            # What opens a public page without an account: made up, it opens nothing (tests/openbaar has real ones).
            "token": "verzonnen",
            "link": "verzonnen",
            "bewijs": "verzonnen",
            "moment": "t0",
            "jaar": DIT_JAAR,
            "onderdeel": onderdeel_van(self.b.keten),
            "indicator": "aantal_verwijzingen",
            "indicator_code": CIJFER[self.b.keten],
            "groep_code": GROEP[self.b.keten],
            "soort": PLICHT,
            "formaat": "csv",
        }
        # Open to nobody by role alone.
        self.v.ids["verzoek_id"] = ontvangen(self.v.inwoners["a"], Soort.INZAGE, door=self.wie)
        schrijf_opdracht("proef", "proef", self.v.inwoners.values())
        db.session.commit()
        # Behind everything else: the worker ends the session.
        self.v.ids["uitvoer_id"] = opgehaald(self.b.keten, door=self.wie)["uitvoer"]
        return self.v

    def _verwijs(self, letter: str, uitslag: str) -> Verwijzing:
        self.volgnummer += 1
        telefoon = f"+316110000{self.volgnummer:02d}"
        verwijzing = verwijzingen.verwijs(
            formulier_id=uuid4(),
            keten_code=self.b.keten,
            door=wie(self.b.verwijzer),
            antwoorden=Maker.antwoorden(uitslag),
            toestemming_doorgeven=True,
            toestemming_terugkoppelen=True,
            toelichting=self.v.merk("toelichting", letter),
            voornaam=self.v.merk("Voor", letter),
            achternaam=self.v.merk("Naam", letter),
            geboortedatum=date(1940, 1, 1) + timedelta(days=self.volgnummer),
            telefoon=telefoon,
        )
        db.session.flush()
        wijzig_inwoner(
            verwijzing.inwoner,
            door=None,
            straat=self.v.merk("Straat", letter),
            plaats=self.v.merk("Plaats", letter),
            huisnummer="1",
            postcode=f"76{self.volgnummer:02d}QF",
            email=f"{self.v.merk('mail', letter)}@proef.example",
            bereik_wanneer=self.v.merk("wanneer", letter),
            bsn=(bsn := next(BSN)),
        )
        self.v.inwoners[letter] = verwijzing.inwoner_id
        self.v.nummers |= {f"0{telefoon[3:]}": letter, bsn: letter, verwijzing.kenmerk: letter}
        return verwijzing

    def _neem_aan(self, letter: str, uitslag: str) -> Traject:
        verwijzing = self._verwijs(letter, uitslag)
        traject = neem_aan(verwijzing, door=self.wie)
        trajecten.noteer_notitie(traject, tekst=self.v.merk("notitie", letter), door=self.wie)
        db.session.flush()
        return traject

    def _groep(self) -> Groep:
        begin = vandaag() + timedelta(weeks=6)
        while not is_werkdag(begin):
            begin += timedelta(days=1)
        groep = maak_groep(
            interventie_code="in_balans",
            naam=self.v.merk("Groep"),
            keten_code=self.b.keten,
            organisatie_id=wereld.id_van(self.b.houder),
            locatie=self.v.merk("Zaal"),
            begint_op=begin,
            trainer_ids=[wereld.id_van(self.b.trainer)],
            door=self.wie,
        )
        db.session.flush()
        self.v.ids["groep_id"] = groep.id
        db.session.add(Agendaadres(groep=groep))
        return groep

    def _wacht(self, letter: str, _groep: Groep) -> None:
        """A verwijzing that waits at triage, with something added."""
        verwijzing = self._verwijs(letter, "matig")
        verwijzingen.vul_aan(
            verwijzing, formulier_id=uuid4(), tekst=self.v.merk("aanvulling", letter), door=wie(self.b.verwijzer)
        )
        self.v.ids["verwijzing_id"] = verwijzing.id

    def _vraagt(self, letter: str, _groep: Groep) -> Traject:
        """A traject at high risk: a request to the practice, a contact, a call to be made, a message sent."""
        traject = self._neem_aan(letter, "hoog")
        contact = voeg_contactpersoon_toe(
            traject.inwoner, door=self.wie, naam=self.v.merk("Naaste", letter), relatie="dochter",
            telefoon=f"+316220000{self.volgnummer:02d}",
        )  # fmt: skip
        self.v.nummers[f"06220000{self.volgnummer:02d}"] = letter
        trajecten.noteer_contactpoging(
            traject, uitkomst="terugbellen", terugbellen_op=vandaag(), tekst=self.v.merk("gesprek", letter),
            door=self.wie,
        )  # fmt: skip
        beoordeling = self._beoordeling(traject, letter)
        verwijzing = db.session.scalars(select(Verwijzing).where(Verwijzing.traject_id == traject.id)).one()
        verwijzingen.stuur_bericht(verwijzing, tekst=self.v.merk("bericht", letter), door=self.wie)
        db.session.flush()
        toestemming = db.session.scalars(select(Toestemming.id).where(Toestemming.inwoner_id == traject.inwoner_id))
        bellen = select(Taak.id).where(Taak.traject_id == traject.id, Taak.soort == "terugbellen")
        self.v.ids |= {
            "traject_id": traject.id,
            "inwoner_id": traject.inwoner_id,
            "contactpersoon_id": contact.id,
            "toestemming_id": toestemming.first(),
            "beoordeling_id": beoordeling.id,
            "taak_id": db.session.scalars(bellen).one(),
        }
        return traject

    def _beoordeling(self, traject: Traject, letter: str) -> Beoordeling:
        return vraag_beoordeling(
            traject, praktijk_id=wereld.id_van(self.b.praktijk), vraag=self.v.merk("vraag", letter), door=self.wie
        )

    def _toe_aan_plaats(self, letter: str) -> Traject:
        traject = self._neem_aan(letter, "matig")
        antwoorden = {"loophulpmiddel": "geen", "komt_samen": True, "samen_met": self.v.merk("samen", letter)}
        trajecten.leg_intake_vast(traject, antwoorden, door=self.wie)
        db.session.flush()
        return traject

    def _geplaatst(self, letter: str, groep: Groep) -> Traject:
        traject = self._toe_aan_plaats(letter)
        plaatsing = plaats(traject, groep, door=self.wie)
        db.session.flush()
        self.v.ids["plaatsing_id"] = plaatsing.id
        plaatsing.voor_trainer, plaatsing.voor_trainer_op = self.v.merk("regel", letter), nu()
        was_er = {"plaatsing_id": plaatsing.id, "stand": AanwezigheidStand.AANWEZIG, "op": nu()}
        db.session.add(Aanwezigheid(bijeenkomst_id=groep.bijeenkomsten[0].id, **was_er))
        self._meting(plaatsing)
        return traject

    def _meting(self, plaatsing: Plaatsing) -> None:
        """Measured at the begin."""
        vast = {"keten_code": self.b.keten, "traject_id": plaatsing.traject_id, "setting": "groep"}
        afname = neem_af("tug@1", {"waarde": "12,3"}, door=self.wie, inwoner=plaatsing.inwoner, **vast)
        over = {"plaatsing": plaatsing, "inwoner_id": plaatsing.inwoner_id}
        db.session.add(Meting(**over, moment="t0", instrument_code="tug", afname=afname))

    def _wachtlijst(self, letter: str, groep: Groep) -> Traject:
        """Waits, and is offered a place."""
        traject = self._toe_aan_plaats(letter)
        self.v.bij["overdrachten.bij_traject"] = {"traject_id": traject.id}
        wachtplek = zet_op_wachtlijst(traject, interventie_code="in_balans", groep=groep, door=self.wie)
        (aanbod,) = bied_aan(groep, [wachtplek], door=self.wie)
        self.v.ids |= {"wachtplek_id": wachtplek.id, "plaatsaanbod_id": aanbod.id}
        return traject

    def _klaar(self, letter: str, _groep: Groep) -> Traject:
        traject = self._toe_aan_plaats(letter)
        for endpoint in ("groepen.plaatsing", "groepen.wachten", "groepen.bij_traject"):
            self.v.bij[endpoint] = {"traject_id": traject.id}
        return traject

    def _gesloten(self, letter: str, groep: Groep) -> Traject:
        """Assessed, finished a group, and closed with a word about it: and asked whether they keep moving."""
        traject = self._neem_aan(letter, "hoog")
        beoordeling = self._beoordeling(traject, letter)
        beantwoord(
            beoordeling, beoordeeld_op=vandaag(), route="gemeente", advies=self.v.merk("advies", letter),
            door=wie(self.b.beoordelaar),
        )  # fmt: skip
        traject.sluit_af(door=self.wie, reden="afgerond", toelichting=self.v.merk("einde", letter))
        self.v.bij["trajecten.heropening"] = {"traject_id": traject.id}
        na = afgelopen(traject, groep, door=self.wie, tekst=self.v.merk("doet", letter))
        self.v.ids |= {"vraag_id": na["vraag"], "nota_id": na["nota"]}
        self.v.bij["nazorg.vergissing"] = {"gebeurtenis_id": na["antwoord"]}
        for endpoint in ("bijdrage", "nota_maken", "kaart"):
            self.v.bij[f"nazorg.{endpoint}"] = {"plaatsing_id": na["afgerond"]}
        return traject

    def _hoog(self, letter: str, _groep: Groep) -> Traject:
        traject = self._neem_aan(letter, "hoog")
        self.v.bij["beoordelingen.bij_traject"] = {"traject_id": traject.id}
        return traject

    def _matig(self, letter: str, _groep: Groep) -> Traject:
        traject = self._neem_aan(letter, "matig")
        self.v.bij["trajecten.stap"] = {"traject_id": traject.id}
        return traject

    def _dubbel(self) -> None:
        """Two that were one, and two who may be."""
        een, ander = (db.session.get_one(Inwoner, self.v.inwoners[letter]) for letter in "ah")
        weg = maak_inwoner(
            voornaam=self.v.merk("Voor", "a"), achternaam=self.v.merk("Naam", "a"), geboortedatum=date(1940, 1, 1)
        )
        betrek(weg, organisatie_id=self.wie.organisatie_id, keten_code=self.b.keten, grond="verwijzing")
        self.v.ids["samenvoeging_id"] = voeg_samen(een, weg, door=self.wie, aanvullen=False).id
        self.v.ids["ander_id"] = ander.id
        self.v.bij["samenvoegen.samenvoeging"] = {"inwoner_id": een.id, "ander_id": ander.id}

    def _rondom(self, groep: Groep) -> None:
        """What hangs on no traject: a promised call, someone who takes over, an emergency that is past."""
        inwoner_id = self.v.ids["inwoner_id"]
        bellen = trajecten.maak_taak(
            soort="opnieuw_bellen", keten_code=self.b.keten, organisatie_id=wereld.id_van(self.b.houder),
            endpoint="inwoners.detail", object_id=inwoner_id, inwoner_id=inwoner_id, termijn_op=vandaag(),
        )  # fmt: skip
        naast = self.b.waarnemer if self.b.waarnemer != self.b.behandelaar else self.b.trainer
        waarneming = neem_waar(
            db.session.get(Account, wereld.id_van(self.b.behandelaar)), db.session.get(Account, wereld.id_van(naast)),
            van=vandaag() + timedelta(days=60), tot=vandaag() + timedelta(days=61), door=self.wie,
        )  # fmt: skip
        nood = Noodtoegang(
            formulier_id=uuid4(), inwoner_id=inwoner_id, account_id=self.wie.account_id,
            organisatie_id=self.wie.organisatie_id, keten_code=self.b.keten, reden="anders",
            van=nu() - timedelta(days=2), tot=nu() - timedelta(days=1),
        )  # fmt: skip
        nood.toelichting = self.v.merk("nood", "b")
        db.session.add(nood)
        self.v.bij["trajecten.taak_van_inwoner"] = {"taak_id": bellen.id}
        self.v.ids |= {"waarneming_id": waarneming.id, "noodtoegang_id": nood.id}
        vast = bewaard(inwoner_id, door=wereld.wie("beheerder"), reden=self.v.merk("vastgehouden", "b"))
        self.v.ids |= {f"{naam}_id": id_ for naam, id_ in vast.items()}
        self.v.bij["bewaren.termijn"] = {"soort_code": "traject"}
        traject = db.session.get(Traject, self.v.ids["traject_id"])
        gestuurd = stuur_van_alles(traject, groep, door=self.wie, tekst=self.v.merk("bericht", "b"))
        self.v.bij["berichten.uit_stapel"] = {"bericht_id": gestuurd.pop("brief")}
        self.v.bij["berichten.verzetten"] = {"taak_id": bellen.id}
        self.v.ids |= {f"{naam}_id": id_ for naam, id_ in gestuurd.items()}
        self._aanbod_en_telling()
        self._valrisicodag()
        self.v.bij["trajecten.vragenlijst"] = {"code": "dejong_gierveld6"}
        if traject.keten.hulpvragen:
            leg_gesprek_vast(
                traject, formulier_id=uuid4(), op=vandaag(), hoe="thuis", minuten=30, hoofd="wonen",
                tekst=self.v.merk("gesprek", "b"), door=self.wie,
            )  # fmt: skip

    def _wendingen(self) -> None:
        """Someone who died, someone who moves, and a traject that stands still."""
        dood, weg = (self._neem_aan(letter, "matig") for letter in "ij")
        self.v.nummers |= {dood.kenmerk: "i", weg.kenmerk: "j"}
        leg_overlijden_vast(dood.inwoner, formulier_id=uuid4(), datum=vandaag(), bron="naaste", door=self.wie)
        leg_verhuizing_vast(
            weg.inwoner, formulier_id=uuid4(), per=vandaag(), naar_gemeente="Proefstad", maakt_af=True,
            mag_overdragen=False, door=self.wie,
        )  # fmt: skip
        stil = db.session.get(Traject, self.v.bij["trajecten.stap"]["traject_id"])
        tot = vandaag() + timedelta(days=30)
        pauzeer(stil, formulier_id=uuid4(), tot=tot, reden="vakantie", door=self.wie)
        self.v.bij |= {
            "inwoners.overlijden_herstel": {"inwoner_id": dood.inwoner_id},
            "inwoners.verhuizing_herstel": {"inwoner_id": weg.inwoner_id},
            "trajecten.pauze_einde": {"traject_id": stil.id},
        }

    def _verder_en_erbij(self) -> None:
        """Who goes on elsewhere and who came back from there, and a file in which someone stands who is known."""
        verder, terug = (
            db.session.get_one(Traject, stel["traject_id"])
            for stel in (self.v.ids, self.v.bij["overdrachten.bij_traject"])
        )
        self.v.ids["overdracht_id"] = overgedragen(verder, door=self.wie, tekst=self.v.merk("boodschap", "b")).id
        teruggegeven(terug, door=self.wie, tekst=self.v.merk("boodschap", "d"))
        bestand, nieuw = self.v.merk("bestand"), self.v.merk("nieuw")
        keten, mensen = self.b.keten, [verder.inwoner]
        invoer = gebracht(mensen, keten_code=keten, door=self.wie, tekst=bestand, nieuw=nieuw)
        self.v.ids["invoer_id"] = invoer.id

    def _aanbod_en_telling(self) -> None:
        """What the whole gemeente shares, there since its first story; and the row that leads a resident to it."""
        aanbod = db.session.scalars(select(Aanbod)).first() or maak_aanbod(
            titel="Wandelen", soort="bewegen", aanbieder="Proef", door=self.wie
        )
        db.session.flush()
        toeleiding = leid_toe(db.session.get_one(Traject, self.v.ids["traject_id"]), aanbod, door=self.wie)
        wat = catalogus().activiteit(TELT)
        telling = db.session.scalars(select(Telling)).first() or tel(
            wat, formulier_id=uuid4(), datum=vandaag(), aantallen={wat.velden[0].sleutel: 1}, door=self.wie
        )
        self.v.ids |= {"aanbod_id": aanbod.id, "toeleiding_id": toeleiding.id, "telling_id": telling.id}

    def _verantwoord(self, groep: Groep) -> None:
        """What belongs to a keten and not to who treats in it: there since its first story. No word of anybody."""
        keten, vorig = self.b.keten, {"jaar": VORIG_JAAR}
        bekend = GEDEELD.get((huidige_gemeente(), keten))
        if bekend is None or db.session.get(Kost, bekend["kost"]) is None:
            db.session.flush()
            gemeten(keten, door=self.wie)
            bekend = betaald(keten, groep, door=self.wie, tekst=f"Proef {keten}", brengt=self._brengt())
            bekend |= vastgesteld(keten, wereld.id_van(self.b.praktijk), door=self.wie, tekst="Proef")
            bekend |= openbaar(keten, door=self.wie, tekst="Proef")
            GEDEELD[huidige_gemeente(), keten] = bekend
        self.v.ids |= {f"{naam}_id": id_ for naam, id_ in bekend.items() if naam != "raadsvraag"}
        self.v.ids["pc4"] = db.session.scalars(select(Gebied.pc4)).one()
        self.v.bij |= {
            "verantwoording.raadsantwoord": {"publicatie_id": bekend["raadsvraag"]},
            "budgetten.regel": {"code": REGEL},
            **{f"vaststellingen.{pagina}": vorig for pagina in ("jaar", "redenen")},
            "publicaties.openbaar": vorig,
        }

    def _brengt(self) -> Wie:
        """A ledger file is seen by who brought it: the projectleider where there is one."""
        hier = (self.b.gemeente, self.b.keten) == ("borne", wereld.KETEN)
        return wereld.wie("projectleider") if hier else self.wie

    def _valrisicodag(self) -> None:
        """A day that is open, with what opens its test."""
        dag = open_dag(
            formulier_id=uuid4(), datum=vandaag(), locatie="Kulturhus", door=self.wie, keten_code=self.b.keten
        )
        db.session.flush()
        self.v.ids["valrisicodag_id"] = dag.id
        for endpoint in ("test", "inzending"):
            self.v.bij[f"valrisicodagen.{endpoint}"] = {"bewijs": bewijs_van(dag)}


def vertel(woorden: list[str], daarna: Callable[[str], None] = lambda _woord: None) -> dict[str, Verhaal]:
    """Tell these stories, one after another; `daarna` is called behind each."""
    verhalen = {}
    for woord in woorden:
        bezetting = BEZETTINGEN[woord]
        with in_gemeente(wereld.id_van(bezetting.gemeente)):
            with gehouden_door(bezetting.houder, bezetting.keten):
                verhalen[woord] = Verteller(bezetting).vertel()
            db.session.remove()
        daarna(woord)
    return verhalen
