"""Factories: functions that build only what matters, through the handelingen of the house."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from ketens.beoordelingen import handelingen as beoordelingen
from ketens.beoordelingen.models import Beoordeling
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.groepen.models import Groep
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.inwoners import handelingen as inwoners
from ketens.inwoners.contactpersonen import Contactpersoon, voeg_contactpersoon_toe
from ketens.inwoners.models import Inwoner, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import is_werkdag, moment, vandaag
from ketens.rechten import Rol
from ketens.rooster.inrichten import maak_groep
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen import handelingen as verwijzingen
from ketens.verwijzingen.models import Verwijzing
from tests import wereld


class Maker:
    """`maak.inwoner()` and its kin; each works in Borne unless told otherwise."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def welzijn(self, **anders: Any) -> None:
        """Let Welzijn op Recept run in Borne: Wijkracht receives, every organisatie there takes part.

        Huisartsen refer; `anders` is how an organisatie of the world wishes to hear: `dijkhuis="maandlijst"`.
        """
        with wereld.binnen(self.app):
            instelling = Keteninstelling(
                keten_code=wereld.WELZIJN,
                organisatie_id=wereld.id_van("wijkracht"),
                actief_vanaf=date(2023, 1, 1),
                telefoon="+31742658610",
                termijnen={},
            )
            db.session.add(instelling)
            for sleutel, (_, _, _, plaats) in wereld.ORGANISATIES.items():
                if plaats == "borne":
                    partner = Ketenpartner(keten_code=wereld.WELZIJN, organisatie_id=wereld.id_van(sleutel))
                    partner.terugkoppelwijze = anders.get(sleutel, "per_stap")
                    db.session.add(partner)
            for wie in ("verwijzer", "verwijzer2"):
                pet = db.session.get_one(Lidmaatschap, wereld.id_van(f"{wie}-{Rol.VERWIJZER}"))
                pet.ketens = [*pet.ketens, wereld.WELZIJN]
            db.session.commit()
            db.session.expunge_all()

    def inwoner(
        self,
        achternaam: str = "Jansen",
        *,
        gemeente: str = "borne",
        betrokken: str | None = "gemeente-borne",
        keten: str = wereld.KETEN,
        **velden: Any,
    ) -> Inwoner:
        """A resident, with `betrokken` (an organisatie of the world, or None) involved in `keten`."""
        velden = {"voornaam": "Gerda", "geboortedatum": date(1941, 3, 12), **velden}
        with wereld.binnen(self.app, gemeente):
            inwoner = inwoners.maak_inwoner(achternaam=achternaam, **velden)
            if betrokken:
                inwoners.betrek(inwoner, organisatie_id=wereld.id_van(betrokken), keten_code=keten, grond="verwijzing")
            db.session.commit()
            db.session.expunge_all()
        return inwoner

    def contactpersoon(self, inwoner: Inwoner, naam: str = "Dochter Dora", **velden: Any) -> Contactpersoon:
        """Someone near a resident."""
        velden = {"relatie": "dochter", "telefoon": "+31612345678", **velden}
        with wereld.binnen(self.app):
            inwoner = db.session.get_one(Inwoner, inwoner.id)
            contact = voeg_contactpersoon_toe(inwoner, door=wereld.wie("coordinator"), naam=naam, **velden)
            db.session.commit()
            db.session.expunge_all()
        return contact

    def traject(
        self,
        achternaam: str = "Jansen",
        *,
        uitslag: str | None = "matig",
        inwoner: Inwoner | None = None,
        behandelaar: str | None = None,
        organisatie: str = "gemeente-borne",
        gemeente: str = "borne",
        keten: str = wereld.KETEN,
        door: str | None = None,
    ) -> Traject:
        """A traject that follows from `uitslag` (None: no test yet), treated by a person of the world, or by nobody."""
        inwoner = inwoner or self.inwoner(achternaam, gemeente=gemeente, betrokken=organisatie, keten=keten)
        with wereld.binnen(self.app, gemeente):
            inwoner = db.session.get_one(Inwoner, inwoner.id)
            wie = wereld.wie(door or ("coordinator" if gemeente == "borne" else f"coordinator_{gemeente}"))
            afname = None
            if uitslag:
                instrument = catalogus().instrument(catalogus().keten(keten).instrument_bij_verwijzing)
                voorbeeld = next(v for v in instrument.voorbeelden if v.uitslag == uitslag)
                afname = neem_af(instrument.pin, voorbeeld.antwoorden, keten_code=keten, door=wie, inwoner=inwoner)
            traject = trajecten.start(
                inwoner,
                keten_code=keten,
                organisatie_id=wereld.id_van(organisatie),
                herkomst="verwijzer",
                door=wie,
                afname=afname,
            )
            if behandelaar:
                traject.wijs_toe(db.session.get_one(Account, wereld.id_van(behandelaar)), door=wie)
            db.session.commit()
            db.session.expunge_all()
        return traject

    def taak(self, soort: str = "triage", *, organisatie: str = "gemeente-borne", **velden: Any) -> Taak:
        """Something to do that is not a step of a traject."""
        velden = {"endpoint": "trajecten.detail", "object_id": uuid4(), "keten_code": wereld.KETEN, **velden}
        with wereld.binnen(self.app):
            taak = trajecten.maak_taak(soort=soort, organisatie_id=wereld.id_van(organisatie), **velden)
            db.session.commit()
            db.session.expunge_all()
        return taak

    def groep(self, naam: str = "Dinsdagochtend", *, organisatie: str = "gemeente-borne", **velden: Any) -> Groep:
        """A group In Balans that begins in six weeks; `trainers` are people of the world."""
        begin = vandaag() + timedelta(weeks=6)
        while not is_werkdag(begin):
            begin += timedelta(days=1)
        velden = {"interventie_code": "in_balans", "locatie": "De Proefzaal", "begint_op": begin, **velden}
        velden["trainer_ids"] = [wereld.id_van(wie) for wie in velden.pop("trainers", ())]
        keten = velden.pop("keten_code", wereld.KETEN)
        with wereld.binnen(self.app, gemeente := velden.pop("gemeente", "borne")):
            wie = wereld.wie("coordinator" if gemeente == "borne" else f"coordinator_{gemeente}")
            groep = maak_groep(
                naam=naam, keten_code=keten, organisatie_id=wereld.id_van(organisatie), door=wie, **velden
            )
            db.session.commit()
            db.session.expunge_all()
        return groep

    def klaar_voor_plaats(
        self,
        achternaam: str = "Jansen",
        *,
        antwoorden: dict[str, Any] | None = None,
        doorgeven: bool = True,
        **velden: Any,
    ) -> Traject:
        """A traject whose telephone intake is done, so that a place is what it waits for; it may be passed on."""
        traject = self.traject(achternaam, **velden)
        if doorgeven:
            self.doorgeven(
                traject.inwoner_id,
                gemeente=velden.get("gemeente", "borne"),
                keten=traject.keten_code,
            )
        with wereld.binnen(self.app, velden.get("gemeente", "borne")):
            traject = db.session.get_one(Traject, traject.id)
            wie = wereld.wie(
                f"coordinator_{velden['gemeente']}" if velden.get("gemeente") == "tubbergen" else "coordinator"
            )
            if beoordeling := traject.stap("beoordeling"):
                traject.rond_stap_af(beoordeling.code, door=wie)
                traject.open_stap("intake", door=wie)
            trajecten.leg_intake_vast(traject, antwoorden or {"loophulpmiddel": "geen"}, door=wie)
            db.session.commit()
            db.session.expunge_all()
        return traject

    def verwijzing(
        self,
        achternaam: str = "Jansen",
        *,
        uitslag: str = "matig",
        door: str = "verwijzer",
        gemeente: str = "borne",
        keten: str = wereld.KETEN,
        doorgeven: bool = True,
        terugkoppelen: bool = True,
        **velden: Any,
    ) -> Verwijzing:
        """A verwijzing that waits, sent by a person of the world, with answers that give `uitslag`."""
        velden = {
            "voornaam": "Gerda",
            "geboortedatum": date(1941, 3, 12),
            "telefoon": "+31612345678",
            "antwoorden": self.antwoorden(uitslag, keten=keten),
            "formulier_id": uuid4(),
            **velden,
        }
        with wereld.binnen(self.app, gemeente):
            verwijzing = verwijzingen.verwijs(
                keten_code=keten,
                door=wereld.wie(door),
                achternaam=achternaam,
                toestemming_doorgeven=doorgeven,
                toestemming_terugkoppelen=terugkoppelen,
                **velden,
            )
            db.session.commit()
            db.session.expunge_all()
        return verwijzing

    def doorgeven(self, inwoner_id: UUID, *, gemeente: str = "borne", keten: str = wereld.KETEN) -> None:
        """Consent of a resident to pass their data on."""
        with wereld.binnen(self.app, gemeente):
            inwoners.leg_toestemming_vast(
                db.session.get_one(Inwoner, inwoner_id),
                soort=ToestemmingSoort.DOORGEVEN,
                keten_code=keten,
                ontvangers="de coördinator valpreventie",
                formulering="De inwoner vindt het goed.",
                formulering_versie="proef",
                kanaal="mondeling",
                door=wereld.wie("coordinator" if gemeente == "borne" else f"coordinator_{gemeente}"),
            )
            db.session.commit()
            db.session.expunge_all()

    def testen(self, aantal: int, *, jaar: int, gemeente: str = "borne", **velden: Any) -> None:
        """So many tests without a name on 1 March of a year, half of them low."""
        rij = {"organisatie_id": wereld.id_van("dijkhuis"), "verwijzer_soort": "huisartsenpraktijk", "pc4": "7621"}
        rij |= {"setting": "praktijk", "leeftijdsklasse": "70-74", "instrument": "valrisicotest@1"}
        with wereld.binnen(self.app, gemeente):
            for nr in range(aantal):
                uitslag = "matig" if nr % 2 else "laag"
                vast = {"keten_code": wereld.KETEN, "uitslag": uitslag, "op": moment(date(jaar, 3, 1)), **rij}
                db.session.add(Afname(**(vast | velden)))
            db.session.commit()

    def beoordeling(
        self, achternaam: str = "Jansen", *, praktijk: str = "dijkhuis", traject: Traject | None = None, **velden: Any
    ) -> Beoordeling:
        """A request to a practice of the world, for a resident at high risk who agreed to it."""
        traject = traject or self.traject(achternaam, uitslag="hoog", behandelaar="coordinator")
        self.doorgeven(traject.inwoner_id)
        velden = {"vraag": "Kan deze inwoner naar een groep?", **velden}
        with wereld.binnen(self.app):
            beoordeling = beoordelingen.vraag_beoordeling(
                db.session.get_one(Traject, traject.id),
                praktijk_id=wereld.id_van(praktijk),
                door=wereld.wie("coordinator"),
                **velden,
            )
            db.session.commit()
            db.session.expunge_all()
        return beoordeling

    @staticmethod
    def antwoorden(uitslag: str, *, keten: str = wereld.KETEN) -> dict[str, Any]:
        """Answers of a worked example that gives `uitslag`."""
        pin = catalogus().keten(keten).instrument_bij_verwijzing
        if pin is None:
            return {}
        instrument = catalogus().instrument(pin)
        return dict(next(v for v in instrument.voorbeelden if v.uitslag == uitslag).antwoorden)
