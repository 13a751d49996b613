"""The three ways to a resident, and which of them is safe: a call, a letter, a mail (besluit 0020)."""

from collections.abc import Mapping
from datetime import date

from ketens.berichten.models import Bericht
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.kern.mailadres import is_mailadres
from ketens.kern.pagina import telefoon
from ketens.opdrachten.handelingen import geef_op
from ketens.post.handelingen import annuleer_mail, mail
from ketens.post.models import Mail
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.trajecten.taken import Taak

BELLEN = "bellen"
# Typesets a stack of letters (`brieven.zet`).
OPDRACHT = "berichten.stapel"
# A mail can't say what it is about, so the resident calls, or is called when they did not in so many working days.
NA_MAIL_BELLEN = 3


def kanaal_voor(inwoner: Inwoner, wens: Bereik | None = None) -> Bereik:
    """Return how to reach someone: as they chose (or `wens`), unless that is unsafe or can't be done: then a call."""
    wens, veilig = wens or inwoner.bereik, inwoner.veilig_contact or VeiligContact()
    if wens is Bereik.BRIEF and not veilig.geen_brief and heeft_adres(inwoner):
        return Bereik.BRIEF
    if wens is Bereik.EMAIL and not veilig.geen_email and is_mailadres(inwoner.email or ""):
        return Bereik.EMAIL
    return Bereik.BELLEN


def heeft_adres(inwoner: Inwoner) -> bool:
    """Tell whether a letter would arrive: postcode and house number are one front door, also without the street."""
    return bool(inwoner.huisnummer and inwoner.postcode)


def leg_klaar(berichten: Mapping[Bericht, date]) -> None:
    """Put each message where its way begins: on the belllijst, in the queue of letters, in the outbox.

    The day is by when to call at the latest.
    """
    ketens = {code: instelling(code) for code in {b.keten_code for b in berichten if b.kanaal is Bereik.EMAIL}}
    for bericht, uiterlijk in berichten.items():
        bel_voor = uiterlijk
        if bericht.kanaal is Bereik.BRIEF:
            continue  # the queue is what is open and in no stack
        if bericht.kanaal is Bereik.EMAIL:
            bericht.mail = _mail(bericht, ketens[bericht.keten_code])
            bel_voor = max(bel_voor, werkdagen_erbij(vandaag(), NA_MAIL_BELLEN))
        zet_op_belllijst(bericht, bel_voor)


def zet_op_belllijst(bericht: Bericht, bel_voor: date) -> None:
    """Have the resident called about this, by that day at the latest."""
    taak = Taak.over(bericht.traject, soort=BELLEN, termijn_op=bel_voor)
    taak.endpoint = "berichten.bellen"
    bericht.taak, bericht.taak_id = taak, taak.id
    db.session.add(taak)


def haal_weg(bericht: Bericht, reden: str) -> None:
    """Take the message off the belllijst and out of the outbox; a letter leaves its stack, which is made anew."""
    if bericht.taak:
        bericht.taak.handel_af()
    if bericht.mail:
        annuleer_mail(bericht.mail, reden)
    maak_opnieuw(bericht)


def maak_opnieuw(bericht: Bericht) -> None:
    """Make the PDF of its stack anew, because this letter must not be in it any more."""
    stapel = bericht.stapel
    if stapel is not None and stapel.gepost_op is None:
        stapel.pdf, stapel.klaar_op = None, None
        geef_op(OPDRACHT, gegevens={"stapel": str(stapel.id)}, sleutel=f"stapel:{stapel.id.hex}")


def _mail(bericht: Bericht, keten: Keteninstelling | None) -> Mail:
    """Return a mail that says nothing but that there is a message, and which number to call.

    Where the message can be answered on the web, the link stands there too: it says nothing until it is opened.
    """
    nummer = telefoon(keten.telefoon) if keten else ""
    inhoud = (
        "Goedendag,\n\n"
        "Wij hebben een bericht voor u. In een e-mail zetten wij geen persoonlijke gegevens. Daarom vertellen wij het "
        "u liever aan de telefoon.\n\n"
        f"Bel ons op werkdagen: {nummer}. Noem dan dit kenmerk: {bericht.traject.kenmerk}.\n"
        f"{_link(bericht)}"
        f"Belt u liever niet? Dan bellen wij u binnen {NA_MAIL_BELLEN} werkdagen zelf.\n\n"
        f"Met vriendelijke groet,\n{keten.organisatie.naam if keten else ''}\n"
    )
    return mail(
        aan=bericht.inwoner.email or "",
        sleutel=f"bericht:{bericht.id}:{nieuw_id().hex}",
        onderwerp="Wij hebben een bericht voor u",
        inhoud=inhoud,
        inwoner_id=bericht.inwoner_id,
        nieuw=True,
    )


def _link(bericht: Bericht) -> str:
    adres = (bericht.inhoud or {}).get("link")
    return f"U kunt het bericht ook lezen en beantwoorden op deze pagina:\n{adres}\n" if adres else ""
