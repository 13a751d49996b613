"""A whole group at once, as rows: what was taken over from lists, of enough people for a mean and a percentile.

Not by the handelingen: a dozen lives take a second each time, and what comes from a list came by no handeling either.
"""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.instrumenten.handelingen import leeftijdsklasse
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Geslacht, Inwoner
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, moment, zet_klok
from ketens.metingen.models import Meting
from ketens.nazorg.models import Doorstroomvraag
from ketens.trajecten.models import Traject
from tests import wereld
from tests.indicatoren.naief.leven import GEBOREN
from tests.indicatoren.naief.plaats import Plaats

BEGINT = [date(2024, 10, 7), date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 2)]
BEKOSTIGING = ["spuk_gala", "spuk_gala", "gemeente", "zvw", "zelf"]


def klas(plaats: Plaats, getal: int) -> None:
    """Add a group with nine to twenty-one people who did all sorts of things, some of them in a group before."""
    kans = Random(getal)
    with wereld.binnen(plaats.app, plaats.slug), zet_klok(moment(date(2026, 1, 1))):
        groep = _groep(kans, plaats.slug, kans.choice(BEGINT))
        # Some took part in another one, in the same traject: before this one, or after it.
        ander = _groep(kans, plaats.slug, groep.begint_op + timedelta(days=kans.choice([-70, 70])))
        eerder: list[UUID] = []
        for nr in range(kans.randrange(9, 22)):
            # Someone who did it twice: the same person, with a traject of its own.
            inwoner = _inwoner(kans, kans.choice(eerder) if eerder and kans.random() < 0.1 else None)
            eerder.append(inwoner.zelfde_als_id or inwoner.id)
            plaatsing = _deelname(kans, groep, inwoner, f"{getal % 10000}-{nr}", plaats)
            if kans.random() < 0.3:
                _deed_ook_mee(plaatsing, ander)
        for al_getest in (True, True, False, None):
            db.session.add(_zonder_naam(kans, groep, al_getest, plaats))
        db.session.commit()


def _groep(kans: Random, slug: str, begin: date) -> Groep:
    groep = Groep(
        naam="Klas", keten_code=wereld.KETEN, interventie_pin=kans.choice(["in_balans@1", "vvt@1", "otago@2"]),
        organisatie_id=wereld.id_van(f"gemeente-{slug}"), locatie="Zaal", dagdelen=[], plaatsen=25, minimum=1,
        begint_op=begin, eindigt_op=begin + timedelta(weeks=kans.randrange(0, 15)),
    )  # fmt: skip
    groep.bijeenkomsten = [
        Bijeenkomst(nr=nr, begint_op=moment(begin + timedelta(weeks=nr - 1), 10), minuten=60) for nr in (1, 2, 3)
    ]
    if kans.random() < 0.2:
        groep.bijeenkomsten[0].afgelast_op = moment(begin, 8)
    db.session.add(groep)
    db.session.flush()
    return groep


def _inwoner(kans: Random, zelfde: UUID | None) -> Inwoner:
    geboren = db.session.get_one(Inwoner, zelfde).geboortedatum if zelfde else kans.choice(GEBOREN)
    inwoner = Inwoner(
        geslacht=kans.choice(list(Geslacht)),
        pc4=kans.choice(["7621", "7622", "7625", None]),
        zelfde_als_id=zelfde,
        geboortejaar=geboren.year,
    )
    inwoner.geboortedatum, inwoner.voornaam, inwoner.achternaam = geboren, "Proef", "Klas"
    db.session.add(inwoner)
    db.session.flush()
    return inwoner


def _deelname(kans: Random, groep: Groep, inwoner: Inwoner, nr: str, plaats: Plaats) -> Plaatsing:
    begin = groep.begint_op
    getest = moment(begin - timedelta(days=kans.randrange(3, 130)), kans.randrange(24), 30)
    traject = Traject(
        inwoner=inwoner, inwoner_id=inwoner.id, kenmerk=f"K{nr}", keten_code=wereld.KETEN, keten_versie=1,
        organisatie_id=groep.organisatie_id, herkomst=kans.choice(["overgenomen", "verwijzer"]), begonnen_op=getest,
        uitslag=kans.choice(["matig", "hoog"]),
    )  # fmt: skip
    db.session.add(traject)
    traject.noteer("gestart", door=None).op = getest
    traject.gebeurtenissen[0].leeftijd = leeftijd_op(inwoner.geboortedatum, getest.date())
    if kans.random() < 0.9:
        db.session.add(_test(inwoner, traject, plaats))
    weg = kans.choice(["aanwezig", "aanwezig", "laat", "lijst", "lijst", "niet"])
    gestart = None if weg == "niet" else begin + timedelta(weeks={"aanwezig": 1, "laat": 2, "lijst": 0}[weg])
    plaatsing = Plaatsing(
        inwoner_id=inwoner.id, inwoner=inwoner, traject=traject, groep=groep, geplaatst_op=getest, gestart_op=gestart,
        leeftijd=leeftijd_op(inwoner.geboortedatum, begin), bekostiging=kans.choice(BEKOSTIGING),
    )  # fmt: skip
    db.session.add(plaatsing)
    db.session.flush()
    if gestart and weg != "lijst":
        _was_er(plaatsing, groep.bijeenkomsten[1 if weg == "aanwezig" else 2])
    einde = "niet_gestart" if gestart is None else kans.choice(["afgerond"] * 4 + ["uitgevallen"])
    plaatsing.einde, plaatsing.geeindigd_op = einde, moment(groep.eindigt_op, 23, 50)
    plaatsing.eindreden = None if einde == "afgerond" else "ziek"
    if einde == "afgerond":
        _meet(kans, plaatsing)
        _vraag(kans, plaatsing)
    return plaatsing


def _deed_ook_mee(plaatsing: Plaatsing, andere: Groep) -> None:
    """In the same traject there was another place: they came there once, late, and never again."""
    ander = Plaatsing(
        inwoner_id=plaatsing.inwoner_id, inwoner=plaatsing.inwoner, traject=plaatsing.traject, groep=andere,
        geplaatst_op=plaatsing.geplaatst_op, gestart_op=andere.begint_op + timedelta(weeks=2), einde="uitgevallen",
        eindreden="ziek", geeindigd_op=moment(andere.begint_op + timedelta(weeks=3)),
        leeftijd=plaatsing.inwoner.leeftijd(andere.begint_op),
    )  # fmt: skip
    db.session.add(ander)
    db.session.flush()
    _was_er(ander, andere.bijeenkomsten[2])


def _was_er(plaatsing: Plaatsing, sessie: Bijeenkomst) -> None:
    rij = Aanwezigheid(bijeenkomst_id=sessie.id, plaatsing_id=plaatsing.id, stand=AanwezigheidStand.AANWEZIG)
    rij.op = sessie.begint_op
    db.session.add(rij)


def _zonder_naam(kans: Random, groep: Groep, al_getest: bool | None, plaats: Plaats) -> Afname:
    return Afname(
        keten_code=wereld.KETEN, instrument="valrisicotest@1", uitslag=kans.choice(["laag", "matig", "hoog"]),
        op=moment(groep.begint_op, 0), organisatie_id=plaats.wie["verwijzer"].organisatie_id, al_getest=al_getest,
        verwijzer_soort="vrijwilliger", setting="valrisicodag", leeftijdsklasse=kans.choice(["0-64", "75-79", "95+"]),
        geslacht=Geslacht.VROUW, pc4="7621",
    )  # fmt: skip


def _test(inwoner: Inwoner, traject: Traject, plaats: Plaats) -> Afname:
    jaren = leeftijd_op(inwoner.geboortedatum, traject.begonnen_op.date())
    return Afname(
        inwoner_id=inwoner.id, traject_id=traject.id, keten_code=wereld.KETEN, instrument="valrisicotest@1",
        uitslag=traject.uitslag, op=traject.begonnen_op, organisatie_id=plaats.wie["verwijzer"].organisatie_id,
        verwijzer_soort="huisartsenpraktijk", setting="praktijk", leeftijd=jaren,
        leeftijdsklasse=leeftijdsklasse(jaren), geslacht=inwoner.geslacht, pc4=inwoner.pc4,
    )  # fmt: skip


def _meet(kans: Random, plaatsing: Plaatsing) -> None:
    for code in ("tug", "fesi7", "cst30"):
        for wanneer in ("t0", "t1") if kans.random() < 0.9 else ("t0",):
            afname = Afname(
                inwoner_id=plaatsing.inwoner_id, traject_id=plaatsing.traject_id, keten_code=wereld.KETEN,
                instrument=f"{code}@1", uitslag="verhoogd", score=kans.randrange(70, 280) / 10,
                op=moment(plaatsing.groep.begint_op), organisatie_id=plaatsing.groep.organisatie_id,
                verwijzer_soort="gemeente", setting="groep",
            )  # fmt: skip
            if kans.random() < 0.05:
                afname.score = None
            rij = Meting(inwoner_id=plaatsing.inwoner_id, plaatsing_id=plaatsing.id, moment=wanneer)
            rij.instrument_code, rij.afname = code, afname
            db.session.add(rij)


def _vraag(kans: Random, plaatsing: Plaatsing) -> None:
    for maanden in (0, 3, 6, 12):
        uitkomst = kans.choice(["ja", "ja", "nee", None])
        db.session.add(
            Doorstroomvraag(
                inwoner_id=plaatsing.inwoner_id, plaatsing_id=plaatsing.id, traject_id=plaatsing.traject_id,
                keten_code=wereld.KETEN, organisatie_id=plaatsing.groep.organisatie_id, maanden=maanden, wijze="bellen",
                vraag_op=plaatsing.groep.eindigt_op, uitkomst=uitkomst,
                beantwoord_op=moment(date(2026, 10, 1)) if uitkomst else None,
            )
        )  # fmt: skip
