"""A feed as calendars read it (RFC 5545): where and when a session is, and nobody's name (besluit 0034)."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from icalendar import Calendar, Event, Timezone

from ketens.agenda.overzichten import Afspraak
from ketens.kern.klok import AMSTERDAM

# How often a calendar may look again.
TUSSENPOOS = timedelta(hours=4)
# One description of the clock for all feeds, so that it does not move along with the sessions.
ZOMERTIJD_VAN, ZOMERTIJD_TOT = date(2020, 1, 1), date(2038, 1, 1)

Wijzer = Callable[[Afspraak], str]


def schrijf(afspraken: Sequence[Afspraak], *, naam: str, wijs: Wijzer) -> bytes:
    """Return the feed; `wijs` gives the address of the page of a session. The same sessions give the same bytes."""
    agenda = Calendar()
    agenda.add("prodid", "-//ketens//agenda//NL")
    agenda.add("version", "2.0")
    agenda.add("calscale", "GREGORIAN")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-calname", naam)
    agenda.add("x-wr-timezone", AMSTERDAM.key)
    agenda.add("refresh-interval", TUSSENPOOS, parameters={"value": "DURATION"})
    agenda.add("x-published-ttl", "PT4H")
    agenda.add_component(_klok())
    for afspraak in afspraken:
        agenda.add_component(_gebeurtenis(afspraak, wijs(afspraak)))
    return agenda.to_ical()


@cache
def _klok() -> Timezone:
    return Timezone.from_tzinfo(AMSTERDAM, AMSTERDAM.key, ZOMERTIJD_VAN, ZOMERTIJD_TOT)


def _gebeurtenis(afspraak: Afspraak, pagina: str) -> Event:
    bijeenkomst, groep = afspraak.bijeenkomst, afspraak.groep
    begin = bijeenkomst.begint_op.astimezone(AMSTERDAM)
    gewijzigd = max(_gemaakt(afspraak), *(op for op in (bijeenkomst.gewijzigd_op, groep.gewijzigd_op) if op))
    bezet = afspraak.gaat_door and not afspraak.vervangen
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"{bijeenkomst.id}@ketens")
    gebeurtenis.add("dtstamp", gewijzigd)
    gebeurtenis.add("last-modified", gewijzigd)
    # Both only go up, also when the whole group is called off.
    gebeurtenis.add("sequence", bijeenkomst.versie + groep.versie - 2)
    gebeurtenis.add("dtstart", begin)
    gebeurtenis.add("dtend", begin + timedelta(minutes=bijeenkomst.minuten))
    gebeurtenis.add("summary", opschrift(afspraak))
    gebeurtenis.add("location", ", ".join(deel for deel in (groep.locatie, groep.wijk) if deel))
    gebeurtenis.add("description", f"{toelichting(afspraak)}\nWie er komt, staat in ketens: {pagina}".strip())
    gebeurtenis.add("url", pagina)
    gebeurtenis.add("status", "CONFIRMED" if afspraak.gaat_door else "CANCELLED")
    gebeurtenis.add("transp", "OPAQUE" if bezet else "TRANSPARENT")
    return gebeurtenis


def opschrift(afspraak: Afspraak) -> str:
    """Return what stands in the calendar: which programme and which session. The name of a group is free text: not."""
    bijeenkomst = afspraak.bijeenkomst
    welke = "extra bijeenkomst" if bijeenkomst.extra else f"bijeenkomst {bijeenkomst.nr} van {afspraak.van}"
    woorden = f"{afspraak.groep.interventie.naam}, {welke}"
    if not afspraak.gaat_door:
        return f"Gaat niet door: {woorden}"
    if afspraak.valt_in:
        return f"U valt in: {woorden}"
    return f"{woorden} (met een vervanger)" if afspraak.vervangen else woorden


def toelichting(afspraak: Afspraak) -> str:
    """Return in a sentence what is out of the ordinary about this session, or nothing."""
    if not afspraak.gaat_door:
        return "Deze bijeenkomst gaat niet door."
    if afspraak.valt_in:
        return "U valt deze keer in voor de trainer."
    return "Een vervanger valt deze keer in." if afspraak.vervangen else ""


def _gemaakt(afspraak: Afspraak) -> datetime:
    # A uuid of version 7 begins with the milliseconds at which it was made.
    return datetime.fromtimestamp((afspraak.bijeenkomst.id.int >> 80) // 1000, UTC)
