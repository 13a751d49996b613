"""The page on which whoever treats opens a traject herself: who, in whose agenda, the consents, and the gesprek."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy import select
from wtforms import Field

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, PostcodeVeld, TekstVeld, TelefoonVeld
from ketens.trajecten.gespreksformulier import GespreksVelden
from ketens.trajecten.models import Traject
from ketens.triage.eigen import NIEUW, Gelijken, laatste_praktijk, open_zelf, praktijken
from ketens.triage.forms import dezelfde
from ketens.verwijzingen.namen import splits
from ketens.verwijzingen.persoon import NODIG
from ketens.verwijzingen.wegen import Weg

UIT: dict[str, Any] = {"autocomplete": "off"}
PERSOON = ("geboortedatum", "achternaam", "voornaam", "telefoon", "postcode", "huisnummer")
OVER = ("praktijk", *PERSOON, "wie_is_het", "toestemming_doorgeven", "toestemming_terugkoppelen")


class EigenForm(GespreksVelden, EenmaligFormulier):
    """Twelve fields, from name to gesprek."""

    langs: Weg
    kandidaten: Sequence[Inwoner] = ()

    praktijk = KeuzeVeld("Uit de agenda van welke praktijk?")
    geboortedatum = DatumVeld("Geboortedatum", toekomst=False, description="Zoals 14-11-1941")
    achternaam = TekstVeld("Achternaam", description="Met tussenvoegsel", render_kw=UIT)
    voornaam = TekstVeld("Voornaam", render_kw=UIT)
    telefoon = TelefoonVeld("Telefoonnummer", render_kw={"inputmode": "tel", "class": "input input--s", **UIT})
    postcode = PostcodeVeld("Postcode", render_kw={"class": "input input--s", **UIT})
    huisnummer = TekstVeld("Huisnummer", lengte=12, render_kw={"class": "input input--s", **UIT})
    wie_is_het = RondjesVeld("Wie is dit?")
    toestemming_doorgeven = VinkVeld("Gegevens doorgeven")
    toestemming_terugkoppelen = VinkVeld("Terugkoppelen")

    @classmethod
    def voor(cls, langs: Weg, wie: Wie) -> "EigenForm":
        """Return the form; a fresh one knows today, and the practice of the time before."""
        if request.method == "POST":
            form = cls()
        else:
            eerder = laatste_praktijk(wie, langs.keten.code)
            form = cls(op=vandaag(), hoe="praktijk", praktijk=str(eerder or ""))
        form.langs = langs
        form.kies_uit(langs.keten)
        form.praktijk.choices = [("", "Kies"), *[(str(deel.id), deel.naam) for deel in praktijken(langs)]]
        form.wie_is_het.choices = [(NIEUW, NIEUW), *[(waarde, waarde) for waarde in form.wie_is_het.raw_data or ()]]
        return form

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields in the order of the page, so that the error summary does too."""
        return iter(sorted(self._fields.values(), key=lambda veld: _plek(veld.name)))

    @property
    def persoon(self) -> dict[str, Any]:
        """Who it is, as `maak_inwoner` takes it."""
        tussenvoegsel, achternaam = splits(self.achternaam.data or "")
        velden = {naam: self[naam].data or None for naam in PERSOON}
        return {**velden, "tussenvoegsel": tussenvoegsel, "achternaam": achternaam or None}

    def open(self, door: Wie) -> Traject:
        """Do it. Whoever is alike is remembered, for the page to ask who it is."""
        try:
            return open_zelf(
                langs=self.langs,
                door=door,
                formulier_id=UUID(str(self.formulier_id.data)),
                praktijk_id=UUID(self.praktijk.data) if self.praktijk.data else None,
                gesprek=self.gesprek,
                toestemming_doorgeven=self.toestemming_doorgeven.data,
                toestemming_terugkoppelen=self.toestemming_terugkoppelen.data,
                wie_is_het=self.wie_is_het.data,
                **self.persoon,
            )
        except Gelijken as fout:
            self._ids = fout.ids
            raise

    def vraag_wie_het_is(self, wie: Wie) -> None:
        """Offer those who are alike, of who this person may see; nobody was, or it was said: nothing to ask."""
        ids = getattr(self, "_ids", [])
        if not ids:
            return
        rijen = db.session.scalars(select(Inwoner).where(Inwoner.id.in_(ids), Inwoner.zichtbaar_voor(wie)))
        self.kandidaten = sorted(rijen, key=lambda inwoner: ids.index(inwoner.id))
        nummers = [f"{nummer}. " if len(ids) > 1 else "" for nummer in range(1, len(ids) + 1)]
        gelijken = [(str(k.id), dezelfde(k, nr)) for k, nr in zip(self.kandidaten, nummers, strict=False)]
        self.wie_is_het.choices = [*gelijken, (NIEUW, "Dit is een nieuwe inwoner")]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Ask who it is, how to reach them, and for the consent without which nothing may be kept."""
        super().validate(extra_validators)
        for naam, zin in {"praktijk": "Kies de praktijk.", **NODIG}.items():
            if not self[naam].data and not self[naam].errors:
                self.meld(zin, naam)
        if not (self.telefoon.data or self.telefoon.errors or (self.postcode.data and self.huisnummer.data)):
            self.meld("Vul een telefoonnummer in. Geen telefoon? Vul dan het adres in.", "telefoon")
        if not self.toestemming_doorgeven.data:
            self.meld("Zonder toestemming van de inwoner kunt u niets bewaren.", "toestemming_doorgeven")
        return not self.errors


def _plek(naam: str) -> int:
    return OVER.index(naam) if naam in OVER else len(OVER)
