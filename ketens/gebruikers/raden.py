"""How soon a password is guessed by who knows the person and the field (ASVS 6.2.4, 6.2.11)."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from zxcvbn import zxcvbn

from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap
from ketens.kern.db import db

# What it takes so many guesses to find, nobody finds at a door that lets ten through in a quarter of an hour, nor soon
# in a stolen table: one guess at Argon2id is a fifth of a second.
GENOEG = 10.0  # the tenth power of ten
# The judge takes longer the longer it is: it sees the begin, and a tail makes nothing weaker.
BEKEKEN = 64
KORTSTE_WOORD, MEESTE_WOORDEN = 3, 60
# What must be left when the known words and a year are gone.
MINSTE_REST = 6
# A year, a date, a count; and a lone digit or sign that stands for a letter.
CIJFERS = re.compile(r"\d{2,}")
ALS_LETTER = str.maketrans("013457@$!|", "oieastasii")
# The judge knows English: these it is told. What Dutch people choose, and what everyone here would try.
_WOORDEN = """
    wachtwoord welkom geheim toegang inloggen hallo geluk liefde schatje prinses vakantie weekend koffie fiets
    voetbal ajax feyenoord psv heracles twente fctwente nederland holland oranje amsterdam rotterdam utrecht enschede
    hengelo almelo overijssel lente zomer herfst winter januari februari maart april mei juni juli augustus september
    oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    ketens keten ketenaanpak valpreventie vallen valrisico welzijn recept kansrijke start gemeente gemeenten borne
    tubbergen inwoner inwoners verwijzer verwijzing verwijzen coordinator trainer huisarts huisartsen praktijk
    fysiotherapie wijkverpleging verloskundige sociaal domein zorg beheerder medewerker
"""
BEKENDE_WOORDEN = tuple(_WOORDEN.split())


def is_te_raden(wachtwoord: str, woorden: Iterable[str] = ()) -> bool:
    """Tell whether it is found too soon; `woorden` are those of the person."""
    kort = wachtwoord[:BEKEKEN]
    bekend = [*list(woorden)[:MEESTE_WOORDEN], *BEKENDE_WOORDEN]
    return len(_rest(kort, bekend)) < MINSTE_REST or float(zxcvbn(kort, user_inputs=bekend)["guesses_log10"]) < GENOEG


def _rest(wachtwoord: str, bekend: list[str]) -> str:
    """Return what is left without the words that one tries first, a year, and what only stands in between.

    The judge takes one such word for a quick guess; three in a row and a year, it takes for a sentence.
    """
    over = CIJFERS.sub("", wachtwoord.lower()).translate(ALS_LETTER)
    for woord in sorted(bekend, key=len, reverse=True):
        over = over.replace(woord, "")
    return re.sub(r"\W|_", "", over)


def woorden_van(account: Account) -> list[str]:
    """Return the words of this person: who they are, for whom they work, and where."""
    met_pet = select(Lidmaatschap.gemeente_id).where(Lidmaatschap.account_id == account.id)
    daar = Gemeente.id.in_(met_pet) | (Gemeente.id == account.organisatie.gemeente_id)
    plaatsen = db.session.execute(select(Gemeente.naam, Gemeente.slug).where(daar).order_by(Gemeente.slug))
    teksten = [account.naam, account.email, account.functie, account.organisatie.naam, account.organisatie.plaats]
    teksten += [tekst for rij in plaatsen for tekst in rij]
    return uit_elkaar(teksten)


def uit_elkaar(teksten: Iterable[str]) -> list[str]:
    """Return the words of these texts, and each text as one word."""
    los = [deel for tekst in teksten for deel in (*re.split(r"\W+", tekst.lower()), re.sub(r"\W", "", tekst.lower()))]
    return list(dict.fromkeys(deel for deel in los if len(deel) >= KORTSTE_WOORD))
