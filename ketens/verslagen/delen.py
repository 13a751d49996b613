"""The parts of a report, in the order of the page: funnel, money, then what one looks up."""

from ketens.verslagen.deel import Deel
from ketens.verslagen.doelen import doelen
from ketens.verslagen.geldtabel import geld
from ketens.verslagen.trechter import trechter
from ketens.verslagen.uitkomsten import cijfers, doorstroom, effect, redenen, wachttijd
from ketens.verslagen.verdelingen import VERDELINGEN, maanden, verdeling
from ketens.verslagen.verslag import Verslag


def delen(verslag: Verslag) -> tuple[Deel, ...]:
    """Return every part that this keten has something to say about."""
    gemaakt = [
        trechter(verslag),
        doelen(verslag),
        geld(verslag),
        maanden(verslag),
        wachttijd(verslag),
        *(verdeling(verslag, wat) for wat in VERDELINGEN),
        redenen(verslag),
        effect(verslag),
        doorstroom(verslag),
        *cijfers(verslag),
    ]
    return tuple(deel for deel in gemaakt if deel is not None)
