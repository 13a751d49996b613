"""How long an offered place is held, and when there is no time to write: then someone is called."""

from datetime import date, timedelta

from ketens.groepen.models import Groep
from ketens.kern.klok import AMSTERDAM, vandaag, werkdagen_erbij

# How long someone may think about a place that is held for them, from when they heard of it. A proposal, no norm.
BEDENKTIJD_WERKDAGEN = 5
# A letter lies on the mat so much later (besluit 0020).
POST_WERKDAGEN = 2
# Less than this many days before the next session there is no time for a letter or a mail.
DAGEN_OM_TE_BELLEN = 2


def volgende_keer(groep: Groep, na: date) -> date | None:
    """Return the first session after the day `na`, or the first day of a group without sessions."""
    dagen = [b.begint_op.astimezone(AMSTERDAM).date() for b in groep.bijeenkomsten if b.afgelast_op is None]
    return min((dag for dag in dagen or [groep.begint_op] if dag > na), default=None)


def vervalt_op(groep: Groep, bereikt: date) -> date:
    """Return the last day to answer for who heard of it on `bereikt`: not after the session they would come to."""
    gewoon, volgende = werkdagen_erbij(bereikt, BEDENKTIJD_WERKDAGEN), volgende_keer(groep, bereikt)
    if volgende is None or gewoon < volgende:
        return gewoon
    return max(bereikt, volgende - timedelta(days=1))


def is_krap(groep: Groep, *, per_post: bool) -> bool:
    """Tell whether the time to think would end at the next session or after it, for who is written to today."""
    volgende = volgende_keer(groep, vandaag())
    dagen = BEDENKTIJD_WERKDAGEN + (POST_WERKDAGEN if per_post else 0)
    return volgende is not None and werkdagen_erbij(vandaag(), dagen) >= volgende


def is_haast(groep: Groep) -> bool:
    """Tell whether the next session is today or tomorrow: whoever did not hear of it yet is called now."""
    volgende = volgende_keer(groep, vandaag() - timedelta(days=1))
    return volgende is not None and volgende - vandaag() < timedelta(days=DAGEN_OM_TE_BELLEN)
