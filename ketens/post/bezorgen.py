"""Delivering the outbox: at least once, always under one Message-ID, and never within a transaction (besluit 0020).

A mail is taken for a while (`niet_voor` moves on, committed), then handed to the mail server, then noted as sent. Who
is killed in between leaves a mail that is tried again after that while: twice the same mail, never none.
"""

import logging
import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from ketens.config import Mailserver
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.nevenwerk import gemeenten, nevenwerk, sessie
from ketens.post.handelingen import BIJ_MISLUKKEN, annuleer_mail
from ketens.post.models import GEHEIM, Mail, is_open

log = logging.getLogger(__name__)

# About a day in all: who manages the mail server can repair it in that time.
WACHT = tuple(timedelta(minutes=minuten) for minuten in (1, 5, 15, 60, 180, 360, 720))
POGINGEN = len(WACHT) + 1
# How long a mail is ours while we send it: well over what one may take.
HUUR = timedelta(minutes=10)
# Of each answer of the mail server, in seconds.
GEDULD = 15.0
PORTIE = 20

# Whether a mail may still go, asked at the last moment: someone may have died since. See `mag_nog_weg`.
MAG_NOG_WEG: list[Callable[[Mail], bool]] = []


def mag_nog_weg(vraag: Callable[[Mail], bool]) -> Callable[[Mail], bool]:
    """Register a question that is asked when a mail is taken for delivery; False cancels it. A decorator too."""
    MAG_NOG_WEG.append(vraag)
    return vraag


class Geweigerd(Exception):
    """The mail server refused this mail for good."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is handed to the mail server, loose of any session."""

    id: UUID
    aan: str
    onderwerp: str
    inhoud: str = field(repr=False)
    poging: int


@nevenwerk
def bezorg(stop: threading.Event | None = None) -> int:
    """Deliver a handful of what is due, and return how much was tried; nothing as long as no mail server is set."""
    server = current_app.extensions["ketens"].mailserver
    if server is None:
        return 0
    with sessie(lezend=True):
        plaatsen = gemeenten()
    gedaan = 0
    for gemeente_id in plaatsen:
        with in_gemeente(gemeente_id):
            for mail_id in _aan_de_beurt():
                if stop is not None and stop.is_set():
                    return gedaan
                gedaan += 1
                if not _bezorg_een(mail_id, server):
                    return gedaan  # the server may be down: let other work go first
    return gedaan


def _aan_de_beurt() -> list[UUID]:
    with sessie(lezend=True):
        vraag = select(Mail.id).where(*is_open(), Mail.niet_voor <= nu()).order_by(Mail.niet_voor, Mail.id)
        return list(db.session.scalars(vraag.limit(PORTIE)))


def _bezorg_een(mail_id: UUID, server: Mailserver) -> bool:
    brief = _neem(mail_id)
    if brief is None:
        return True
    try:
        stuur(brief, server)
    except Geweigerd as fout:
        _mislukt(brief, str(fout), voorgoed=True)
    except (OSError, smtplib.SMTPException) as fout:  # before ValueError: a wrong certificate is both
        _mislukt(brief, _in_het_kort(fout), voorgoed=brief.poging >= POGINGEN)
        return False
    except ValueError:
        _mislukt(brief, "deze mail is niet op te maken", voorgoed=True)
    else:
        _verzonden(brief)
    return True


def _neem(mail_id: UUID) -> Brief | None:
    """Take a mail for a while; None when another worker has it, or when it must not go any more."""
    with sessie():
        rij = _open(mail_id, skip_locked=True)
        if rij is None or rij.niet_voor > nu():
            return None
        if not all(vraag(rij) for vraag in MAG_NOG_WEG):
            annuleer_mail(rij, "mag_niet_meer")
            db.session.commit()
            return None
        rij.niet_voor, rij.pogingen = nu() + HUUR, rij.pogingen + 1
        inhoud = rij.inhoud.replace(GEHEIM, rij.geheim) if rij.geheim else rij.inhoud
        brief = Brief(rij.id, rij.aan or "", rij.onderwerp, inhoud, rij.pogingen)
        db.session.commit()
        return brief


def stuur(brief: Brief, server: Mailserver) -> None:
    """Hand one mail to the server. Raises `Geweigerd` when it refuses it for good, else what smtplib raises."""
    bericht = opmaak(brief, server.van)
    # `ssl.create_default_context` checks the certificate and the name on it.
    veilig = ssl.create_default_context()
    with _verbinding(server, veilig) as smtp:
        if not (server.meteen_tls or server.zonder_tls):
            smtp.starttls(context=veilig)
        if server.gebruiker:
            smtp.login(server.gebruiker, server.wachtwoord)
        try:
            smtp.send_message(bericht)
        except smtplib.SMTPRecipientsRefused as fout:
            _voorgoed(min(code for code, _ in fout.recipients.values()), "het adres is geweigerd", fout)
        except smtplib.SMTPDataError as fout:
            _voorgoed(fout.smtp_code, "de inhoud is geweigerd", fout)


def _verbinding(server: Mailserver, veilig: ssl.SSLContext) -> smtplib.SMTP:
    if server.meteen_tls:
        return smtplib.SMTP_SSL(server.host, server.poort, timeout=GEDULD, context=veilig)
    return smtplib.SMTP(server.host, server.poort, timeout=GEDULD)


def opmaak(brief: Brief, van: str) -> EmailMessage:
    """Return the mail as it goes over the line; a header that would hold a line break raises ValueError."""
    bericht = EmailMessage()
    bericht["From"], bericht["To"], bericht["Subject"] = van, brief.aan, brief.onderwerp
    bericht["Message-ID"] = f"<{brief.id}@{van.partition('@')[2]}>"
    bericht["Date"] = format_datetime(nu())
    bericht["Auto-Submitted"] = "auto-generated"
    bericht.set_content(brief.inhoud, cte="quoted-printable")
    return bericht


def _voorgoed(code: int, waarom: str, fout: smtplib.SMTPException) -> None:
    if code < 500:
        raise fout
    raise Geweigerd(f"{waarom} ({code})") from fout


def _in_het_kort(fout: Exception) -> str:
    """Return what went wrong in our own words: those of a mail server hold addresses."""
    if isinstance(fout, smtplib.SMTPAuthenticationError):
        return f"de mailserver kent ons niet ({fout.smtp_code})"
    if isinstance(fout, ssl.SSLError):
        return "het certificaat van de mailserver klopt niet, of er is geen TLS"
    code = getattr(fout, "smtp_code", None)
    return f"de mailserver antwoordt niet goed ({code or type(fout).__name__})"


def _verzonden(brief: Brief) -> None:
    with sessie():
        # Also when it was taken back while it was on its way: it went.
        rij = db.session.scalars(select(Mail).where(Mail.id == brief.id).with_for_update()).one()
        rij.verzonden_op, rij.fout, rij.geheim = rij.verzonden_op or nu(), None, None
        db.session.commit()
    log.info("mail %s verzonden", brief.id)


def _mislukt(brief: Brief, fout: str, *, voorgoed: bool) -> None:
    with sessie():
        if rij := _open(brief.id):
            rij.fout = fout
            if voorgoed:
                rij.mislukt_op = nu()
                for volg in BIJ_MISLUKKEN:
                    volg(rij)
            else:
                rij.niet_voor = nu() + WACHT[brief.poging - 1]
            db.session.commit()
    log.warning("mail %s poging %s mislukt: %s", brief.id, brief.poging, fout)


def _open(mail_id: UUID, *, skip_locked: bool = False) -> Mail | None:
    vraag = select(Mail).where(Mail.id == mail_id, *is_open()).with_for_update(skip_locked=skip_locked)
    return db.session.scalars(vraag).one_or_none()
