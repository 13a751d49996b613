"""The figures of a year, out of the rows: what must be the same whatever day the demo was made."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import select

from ketens.budgetten.models import Kost, Toekenning, Verplichting
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Aanwezigheid, Plaatsing
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM
from ketens.trajecten.delen import Afsluiting, Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing, Weigering

# Each with its moment, and what tells one row from another.
GETELD = (
    (Verwijzing, "ingediend_op", ("verwijzer_soort", "herkomst")),
    (Traject, "begonnen_op", ("herkomst",)),
    (Gebeurtenis, "op", ("soort", "leeftijd")),
    (Afsluiting, "op", ("reden",)),
    (Afname, "op", ("uitslag", "leeftijdsklasse", "pc4", "geslacht")),
    (Weigering, "maand", ("uitslag", "reden")),
    (Aanwezigheid, "op", ("stand",)),
    (Plaatsing, "gestart_op", ("leeftijd",)),
    (Plaatsing, "geeindigd_op", ("einde", "eindreden")),
    (Groep, "begint_op", ("naam", "plaatsen", "eindigt_op")),
    (Toestemming, "gegeven_op", ("soort",)),
    (Betrokkenheid, "van", ("grond",)),
    (Taak, "gemaakt_op", ("soort",)),
    (Kost, "datum", ("onderdeel", "bron", "kostensoort", "bedrag", "btw_compensabel", "vervallen_reden")),
    (Toekenning, "datum", ("onderdeel", "bron", "bedrag")),
    (Verplichting, "datum", ("onderdeel", "bron", "bedrag", "afgesloten_op")),
)


def cijfers(voor: int) -> Counter[tuple[object, ...]]:
    """Count all that is dated in a year before `voor`, in the gemeente of this moment."""
    geteld: Counter[tuple[object, ...]] = Counter()
    for model, wanneer, velden in GETELD:
        kolommen = [getattr(model, veld) for veld in (wanneer, *velden)]
        for moment, *waarden in db.session.execute(select(*kolommen)):
            if moment is not None and _jaar(moment) < voor:
                geteld[model.__name__, wanneer, _jaar(moment), *waarden] += 1
    return geteld


def mensen(voor: int) -> set[tuple[object, ...]]:
    """Return who the residents are that came in before the year `voor`."""
    return {
        (inwoner.naam, inwoner.geboortedatum, inwoner.telefoon, inwoner.postcode)
        for inwoner in db.session.scalars(select(Inwoner))
        if _jaar(inwoner.gemaakt_op) < voor
    }


def _jaar(moment: date | datetime) -> int:
    return moment.astimezone(AMSTERDAM).year if isinstance(moment, datetime) else moment.year
