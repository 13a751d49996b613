"""What the pages of the monitor show."""

from dataclasses import dataclass

from flask import Response, abort

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie, wie
from ketens.kern.db import vooraf
from ketens.kern.klok import vandaag
from ketens.kern.pagina import toon as toon_pagina
from ketens.monitor.forms import OpmerkingForm, PubliceerForm
from ketens.monitor.lezen import projecten
from ketens.monitor.openbaar import Voorbereid, gepubliceerd, hoofdstuk, openbare
from ketens.monitor.openbaar import bereid_voor as maak_klaar
from ketens.monitor.openbaar import publiceer as maak_openbaar
from ketens.monitor.overzichten import ketens_in, lopend, opmerkingen, teksten
from ketens.monitor.plekken import is_plek, opmerking
from ketens.monitor.stuk import NIET_NUL, delen, inleiding
from ketens.publicaties.bewaren import beeld_van
from ketens.publicaties.models import Publicatie
from ketens.rechten import Recht


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """A year on the overview."""

    jaar: int
    ketens: tuple[str, ...]
    loopt: bool


def jaren(wie: Wie) -> list[Jaarregel]:
    """Return the years in which a keten of this hat ran, the newest first."""
    actief = lopend(wie)
    alle = sorted({jaar for van in actief.values() for jaar in van}, reverse=True)
    return [
        Jaarregel(jaar, tuple(catalogus().keten(code).naam for code in ketens_in(actief, jaar)), jaar == vandaag().year)
        for jaar in alle
    ]


def toon(jaar: int, *, form: OpmerkingForm | None = None) -> Response:
    """Show the chapter of a year, with the form of one remark open when `form` is given."""
    codes = moet_er_zijn(jaar)
    gelezen = projecten(codes, jaar)
    rijen = opmerkingen(jaar)
    open_bij = (form.project.data or "", form.paragraaf.data or "") if form else None
    return toon_pagina(
        "monitor/jaar.html",
        jaar=jaar,
        inleiding=inleiding(wie().pet.gemeente.naam, jaar, gelezen),  # type: ignore[union-attr]
        delen=delen(gelezen),
        niet_nul=NIET_NUL,
        opmerkingen=rijen,
        form=form,
        open_bij=open_bij,
        # Sent for a paragraph that is not here: its errors stand on top.
        los=open_bij is not None and not is_plek(*open_bij, codes),
        staat_er=rijen.get(open_bij) if form and form.errors and open_bij else None,
        mag_publiceren=wie().mag(Recht.PUBLICEREN),
    )


def te_bewerken(jaar: int, waar: str) -> OpmerkingForm | None:
    """Return the form of a remark, with what stands there; None when there is no such paragraph."""
    project, _, paragraaf = waar.partition(".")
    if not is_plek(project, paragraaf, moet_er_zijn(jaar)):
        return None
    rij = opmerking(jaar, project, paragraaf)
    return OpmerkingForm(
        project=project, paragraaf=paragraaf, tekst=rij.tekst if rij else "", versie=str(rij.versie if rij else 0)
    )


def toon_openbaar(jaar: int, *, form: PubliceerForm | None = None) -> Response:
    """Show the public chapter of a year as it would be now, and what went out."""
    codes = moet_er_zijn(jaar)
    delen_, form = openbare(codes, jaar), form or PubliceerForm()
    stuk = hoofdstuk(delen_, teksten(jaar), wie(), jaar)
    form.gezien.data = beeld_van(stuk)
    return toon_pagina(
        "monitor/openbaar.html",
        jaar=jaar,
        stuk=stuk,
        tot=max((deel.vertoningen[jaar].tot for deel in delen_), default=None),
        te_vroeg=not any(deel.vertoningen[jaar].beeld.kwartalen for deel in delen_),
        publicatie=gepubliceerd(codes, jaar),
        form=form,
    )


def bereid_voor(jaar: int) -> Voorbereid:
    """Work out the chapter of a year, of the ketens of this hat, while nobody waits for it."""
    with vooraf():
        return maak_klaar(moet_er_zijn(jaar), jaar, teksten(jaar), wie())


def publiceer(klaar: Voorbereid, form: PubliceerForm) -> Publicatie:
    """Make it public, as it was seen."""
    return maak_openbaar(klaar, door=wie(), formulier_id=form.formulier_id.data, gezien=form.gezien.data or "")


def moet_er_zijn(jaar: int) -> list[str]:
    """Return the ketens of this hat that ran in a year; 404 when there are none."""
    codes = ketens_in(lopend(wie()), jaar)
    if not codes:
        abort(404)
    return codes
