"""The forms of a page, filled in as somebody would who wants to get through."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser

from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from tests import wereld

Velden = dict[str, list[str]]


@dataclass
class Formulier:
    """Where a form goes, and what it holds: given values, and per name what can be chosen or must be written."""

    naar: str
    gegeven: Velden = field(default_factory=lambda: defaultdict(list))
    keuzes: Velden = field(default_factory=lambda: defaultdict(list))
    leeg: dict[str, str] = field(default_factory=dict)
    knoppen: list[str] = field(default_factory=list)

    @property
    def namen(self) -> set[str]:
        """Every field that it names."""
        return {*self.gegeven, *self.keuzes, *self.leeg}

    def ingevuld(self, **anders: str) -> Velden:
        """Return the fields as they go out: what was given, of every choice one, in every empty field something."""
        velden = {naam: [_tekst(naam, soort)] for naam, soort in self.leeg.items()}
        velden |= {naam: waarden[:1] for naam, waarden in self.keuzes.items()}
        velden |= {naam: list(waarden) for naam, waarden in self.gegeven.items()}
        return velden | {naam: [waarde] for naam, waarde in anders.items() if naam in velden}


# By hat and endpoint.
Formulieren = dict[tuple[Rol, str], Formulier]


class _Lezer(HTMLParser):
    def __init__(self, pad: str) -> None:
        super().__init__()
        self.pad, self.formulieren = pad, []
        self._form: Formulier | None = None
        self._select: str | None = None
        self._tekstvak: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        el = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            post = el.get("method", "").lower() == "post"
            self._form = Formulier(el.get("action") or self.pad) if post else None
        elif self._form is not None:
            self._in_formulier(tag, el, self._form)

    def _in_formulier(self, tag: str, el: dict[str, str], form: Formulier) -> None:
        naam = el.get("name", "")
        if tag == "button" and el.get("formaction"):
            form.knoppen.append(el["formaction"])
        elif tag == "select":
            self._select = naam
        elif tag == "option" and self._select and el.get("value"):
            doel = form.gegeven if "selected" in el else form.keuzes
            doel[self._select].append(el["value"])
        elif tag == "textarea":
            self._tekstvak, form.leeg[naam] = naam, "textarea"
        elif tag == "input" and naam:
            self._invoer(naam, el, form)

    @staticmethod
    def _invoer(naam: str, el: dict[str, str], form: Formulier) -> None:
        soort, waarde = el.get("type", "text"), el.get("value", "")
        if soort in ("radio", "checkbox"):
            (form.gegeven if "checked" in el else form.keuzes)[naam].append(waarde or "on")
        elif soort != "submit" and (waarde or soort == "hidden"):
            form.gegeven[naam].append(waarde)
        elif soort != "submit":
            form.leeg[naam] = el.get("inputmode") or soort

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.formulieren += [self._form, *(_langs(self._form, knop) for knop in self._form.knoppen)]
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._tekstvak = None

    def handle_data(self, data: str) -> None:
        if self._tekstvak and self._form is not None and data.strip():
            self._form.gegeven[self._tekstvak] = [data]


def _langs(form: Formulier, knop: str) -> Formulier:
    return Formulier(knop, form.gegeven, form.keuzes, form.leeg)


def lees(html: str, pad: str) -> list[Formulier]:
    """Return the forms of a page that are posted; `pad` is where a form without an action goes."""
    lezer = _Lezer(pad)
    lezer.feed(html)
    return lezer.formulieren


VAST = {
    "geboortedatum": "05-01-1941",
    "beoordeeld_op": f"{vandaag() - timedelta(days=20):%d-%m-%Y}",
    "postcode": "7621AB",
    "pc4": "7621",
    "email": "proef@proef.example",
    "huisnummer": "1",
    "looptest_s": "4,2",
    "huidig": wereld.WACHTWOORD,
    "nieuw": "Nieuw-op-dinsdag-gekozen-7",
    "fg_contact": "fg@proef.example",
    "eindigt_op": "",
    "agb": "",
}


def _tekst(naam: str, soort: str) -> str:
    if naam in VAST:
        return VAST[naam]
    if naam.startswith("telefoon") or soort == "tel":
        return "0612345678"
    if naam in ("van", "tot", "vanaf", "dag") or naam.endswith(("_op", "datum")):
        return f"{_maandag():%d-%m-%Y}"
    vast = {"textarea": "Een proeftekst die lang genoeg is.", "numeric": "8", "number": "8", "email": VAST["email"]}
    return vast.get(soort, "Proef")


def _maandag() -> date:
    over = vandaag() + timedelta(weeks=6)
    return over - timedelta(days=over.weekday())
