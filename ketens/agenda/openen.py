"""What an address opens: the feed as it is now for whoever it was given to, or nothing."""

from flask import url_for

from ketens.agenda.adres import Sleutel, adres_van, lezers, volledig
from ketens.agenda.feed import schrijf
from ketens.agenda.overzichten import Afspraak, afspraken

NAAM = "Groepen in ketens"


def open_feed(sleutel: Sleutel | None) -> bytes | None:
    """Return the feed at an address, or None: made up, replaced by a newer one, or its reader may see nothing here."""
    adres = adres_van(sleutel) if sleutel else None
    kijkers = lezers(sleutel) if sleutel and adres else []
    lijst = afspraken(adres, kijkers) if adres and kijkers else None
    if lijst is None:
        return None
    slug = next(kijker.pet.gemeente.slug for kijker in kijkers if kijker.pet)

    def wijs(afspraak: Afspraak) -> str:
        pagina = url_for("aanwezigheid.sessie", gemeente=slug, bijeenkomst_id=afspraak.bijeenkomst.id)
        return volledig(pagina)

    return schrijf(lijst, naam=NAAM, wijs=wijs)
