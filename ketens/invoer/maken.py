"""What one row becomes: rows of the app, made through the verbs of its features, with no message to anyone."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Organisatie
from ketens.gebruikers.wie import Wie
from ketens.groepen.bekostiging import standaard
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.nakijken import ZELFDE
from ketens.invoer.velden import DEELNAMES, GROEPEN, TELLINGEN, WACHTLIJST
from ketens.inwoners.handelingen import betrek, leg_toestemming_vast, maak_inwoner
from ketens.inwoners.levensloop import moet_blijven
from ketens.inwoners.models import Bereik, Geslacht, Inwoner, Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import AMSTERDAM, nu, vandaag, werkdagen_erbij
from ketens.rooster.inrichten import maak_groep
from ketens.tellingen.handelingen import tel
from ketens.trajecten.models import Traject, lopend

HERKOMST = "overgenomen"
GROND = "overgenomen"
WERKDAGEN = 40
FORMULERING = (
    "De inwoner tekende op papier dat de gegevens doorgegeven mogen worden. Zo staat het in het overgenomen bestand."
)
Rij = Mapping[str, Any]
# Table and id of each row, in the order of making.
Gemaakt = list[list[str]]


class Maker:
    """Makes the rows of one file; the groups it names are read once."""

    def __init__(self, invoer: Invoer, door: Wie) -> None:
        self.invoer, self.door = invoer, door
        self.keten = catalogus().keten(invoer.keten_code)
        # Held here, or each row would read it again.
        self.organisatie = db.session.get_one(Organisatie, invoer.organisatie_id)
        # Whose traject runs since this portion: nothing of it is written before all of it is.
        self.loopt: set[UUID] = set()
        # Nobody is late because a file was taken over: the coördinator has as long as for anyone new.
        self.termijn = werkdagen_erbij(vandaag(), WERKDAGEN)
        self.soorten: Mapping[str, Callable[[Invoerregel, Rij], Gemaakt]] = {
            WACHTLIJST: self._wachtende,
            DEELNAMES: self._deelname,
            GROEPEN: self._groep,
            TELLINGEN: self._telling,
        }
        self.groepen = {groep.naam.casefold(): groep for groep in self._alle_groepen()}

    def maak(self, regel: Invoerregel, rij: Rij) -> Gemaakt:
        """Make what this row says. Raises Domeinfout when a rule of the app says no."""
        return self.soorten[self.invoer.soort](regel, rij)

    def _alle_groepen(self) -> list[Groep]:
        vraag = select(Groep).where(
            Groep.keten_code == self.invoer.keten_code, Groep.organisatie_id == self.invoer.organisatie_id
        )
        return list(db.session.scalars(vraag))

    def _wachtende(self, regel: Invoerregel, rij: Rij) -> Gemaakt:
        stap = self._stap("plaatsing")
        traject, gemaakt = self._traject(regel, rij)
        self.loopt.add(traject.inwoner_id)
        traject.open_stap(stap, door=self.door, tot=self.termijn)
        wachtplek = Wachtplek(
            inwoner_id=traject.inwoner_id,
            inwoner=traject.inwoner,
            traject=traject,
            keten_code=self.keten.code,
            interventie_code=rij["interventie"],
            dagdelen=[],
            wijk=None,
            sinds=_moment(rij["sinds"]),
            door_id=self.door.account_id,
        )
        db.session.add(wachtplek)
        traject.noteer("op_wachtlijst", door=self.door, interventie=rij["interventie"], groep=None)
        return [*gemaakt, ["wachtplek", str(wachtplek.id)]]

    def _deelname(self, regel: Invoerregel, rij: Rij) -> Gemaakt:
        groep = self.groepen.get(str(rij["groep"]).casefold())
        if groep is None:
            raise Domeinfout("Deze groep is er niet meer.", veld="groep")
        stap = self._stap("deelname")
        traject, gemaakt = self._traject(regel, rij)
        plaatsing = Plaatsing(
            inwoner_id=traject.inwoner_id,
            inwoner=traject.inwoner,
            traject=traject,
            groep=groep,
            geplaatst_op=nu(),
            geplaatst_door_id=self.door.account_id,
            leeftijd=traject.inwoner.leeftijd(rij.get("gestart_op") or groep.begint_op),
            bekostiging=standaard(groep.begint_op),
            gestart_op=rij.get("gestart_op"),
        )
        db.session.add(plaatsing)
        traject.noteer("geplaatst", door=self.door, **groep.genoemd)
        if einde := rij.get("einde"):
            plaatsing.einde, plaatsing.geeindigd_op = einde, _moment(rij.get("geeindigd_op") or groep.eindigt_op)
            traject.sluit_af(door=self.door, reden="afgerond" if einde == "afgerond" else "uitval")
        else:
            self.loopt.add(traject.inwoner_id)
            traject.open_stap(stap, door=self.door, tot=self.termijn)
        return [*gemaakt, ["plaatsing", str(plaatsing.id)]]

    def _groep(self, _regel: Invoerregel, rij: Rij) -> Gemaakt:
        if str(rij["naam"]).casefold() in self.groepen:
            raise Domeinfout("Er is al een groep met deze naam.", veld="naam")
        groep = maak_groep(
            interventie_code=rij["interventie"],
            naam=rij["naam"],
            keten_code=self.keten.code,
            organisatie_id=self.invoer.organisatie_id,
            locatie=rij["locatie"],
            wijk=rij.get("wijk"),
            tijd=rij.get("tijd") or "",
            begint_op=rij["begint_op"],
            eindigt_op=rij.get("eindigt_op"),
            plaatsen=rij["plaatsen"],
            minimum=rij.get("minimum"),
            door=self.door,
        )
        self.groepen[groep.naam.casefold()] = groep
        return [["groep", str(groep.id)]]

    def _telling(self, regel: Invoerregel, rij: Rij) -> Gemaakt:
        activiteit = catalogus().activiteit(rij["activiteit"])
        aantallen = {str(v.sleutel): rij.get(f"aantal_{v.sleutel}") for v in activiteit.velden}
        telling = tel(
            activiteit,
            formulier_id=regel.id,
            datum=rij["datum"],
            aantallen=aantallen,
            bron=rij["bron"],
            door=self.door,
        )
        return [["telling", str(telling.id)]]

    def _traject(self, regel: Invoerregel, rij: Rij) -> tuple[Traject, Gemaakt]:
        inwoner, gemaakt = self._inwoner(regel, rij)
        traject = Traject(
            inwoner_id=inwoner.id,
            inwoner=inwoner,
            kenmerk=nieuw_kenmerk(),
            keten_code=self.keten.code,
            keten_versie=self.keten.versie,
            organisatie_id=self.invoer.organisatie_id,
            herkomst=HERKOMST,
            uitslag=rij.get("uitslag"),
            begonnen_op=nu(),
        )
        db.session.add(traject)
        traject.noteer("gestart", door=self.door, herkomst=HERKOMST)
        if rij.get("toestemming"):
            gemaakt.append(["toestemming", str(self._toestemming(inwoner).id)])
        return traject, [*gemaakt, ["traject", str(traject.id)]]

    def _inwoner(self, regel: Invoerregel, rij: Rij) -> tuple[Inwoner, Gemaakt]:
        organisatie_id, keten_code = self.invoer.organisatie_id, self.keten.code
        if regel.besluit == ZELFDE and regel.lijkt_op_id:
            inwoner = db.session.get_one(Inwoner, regel.lijkt_op_id)
            moet_blijven(inwoner)
            if inwoner.id in self.loopt or lopend(inwoner.id, keten_code):
                raise Domeinfout("Deze inwoner heeft in deze keten al een traject dat loopt.", veld="achternaam")
            al = {rij.id for rij in inwoner.betrokkenheden}
            erbij = betrek(inwoner, organisatie_id=organisatie_id, keten_code=keten_code, grond=GROND)
            return inwoner, [] if erbij.id in al else [["betrokkenheid", str(erbij.id)]]
        namen = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "telefoon", "email", "straat")
        velden: dict[str, Any] = {
            naam: rij.get(naam) or None for naam in (*namen, "huisnummer", "postcode", "plaats", "wijk")
        }
        inwoner = maak_inwoner(**velden, geslacht=rij.get("geslacht") or Geslacht.ONBEKEND)
        inwoner.bereik = Bereik.BELLEN if inwoner.telefoon else Bereik.BRIEF
        betrek(inwoner, organisatie_id=organisatie_id, keten_code=keten_code, grond=GROND)
        return inwoner, [["inwoner", str(inwoner.id)]]

    def _toestemming(self, inwoner: Inwoner) -> Toestemming:
        soort = ToestemmingSoort.DOORGEVEN
        return leg_toestemming_vast(
            inwoner,
            soort=soort,
            keten_code=self.keten.code,
            ontvangers=", ".join(self.keten.toestemming(soort).ontvangers)[:300],
            formulering=FORMULERING,
            formulering_versie="invoer/1",
            kanaal="schriftelijk",
            door=self.door,
        )

    def _stap(self, soort: str) -> str:
        code = next((stap.code for stap in self.keten.stappen if stap.soort == soort), None)
        if code is None:
            raise Domeinfout("Deze keten heeft geen groepen. Kies een andere keten.")
        return code


def _moment(dag: date) -> datetime:
    return datetime.combine(dag, time(12), AMSTERDAM)
