"""Passkeys (WebAuthn): what the browser is asked, and what its answer proves. Of a key only the public half is here."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from flask import current_app, request
from sqlalchemy import or_, select, update
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers.models import Account
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.mailserver import host_van
from ketens.tweefactor import uitdagingen
from ketens.tweefactor.models import Toegangssleutel

NAAM = "Ketens"
MISLUKT = "Het lukte niet met deze toegangssleutel. Probeer het nog een keer, of kies een andere manier."
# What WebAuthn allows a key to be called, and what an answer can be at most; more is no answer of a browser.
LANGSTE_KENMERK, LANGSTE_ANTWOORD = 1023, 16_000
# What the library makes of an answer that no browser gave.
ONLEESBAAR = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
BEWEZEN = UserVerificationRequirement.REQUIRED


def bron() -> str:
    """Return the origin for which keys are made: the address of this installation, or on one's own machine this one."""
    instellingen = current_app.extensions["ketens"]
    adres = instellingen.adres if instellingen.adres and instellingen.veilige_cookies else request.host_url
    delen = urlsplit(adres)
    return f"{delen.scheme}://{delen.netloc}"


def kan_hier() -> bool:
    """Tell whether a browser makes keys for this address: for a name, not for a number."""
    host = host_van(bron())
    return not (host.startswith("[") or host.replace(".", "").isdigit())


def van(account_id: UUID) -> list[Toegangssleutel]:
    """Return the keys of this account."""
    vraag = select(Toegangssleutel).where(Toegangssleutel.account_id == account_id).order_by(Toegangssleutel.id)
    return list(db.session.scalars(vraag))


def vraag_nieuwe(account_id: UUID) -> str:
    """Return what a browser is asked to make a key of this account, as JSON."""
    account = db.session.get_one(Account, account_id)
    bekend = [PublicKeyCredentialDescriptor(id=sleutel.kenmerk) for sleutel in van(account.id)]
    opties = webauthn.generate_registration_options(
        rp_id=host_van(bron()),
        rp_name=NAAM,
        user_id=account.id.bytes,
        user_name=account.email,
        user_display_name=account.naam,
        challenge=uitdagingen.stel("maken", account.id),
        exclude_credentials=bekend,
        # Found by the browser itself: who signs in types no name.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=BEWEZEN
        ),
    )
    return webauthn.options_to_json(opties)


def vraag_bestaande(doel: str, account_id: UUID | None) -> str:
    """Return what a browser is asked to prove with a key, as JSON: of this account, or of whoever it is."""
    bekend = [PublicKeyCredentialDescriptor(id=sleutel.kenmerk) for sleutel in van(account_id)] if account_id else []
    opties = webauthn.generate_authentication_options(
        rp_id=host_van(bron()),
        challenge=uitdagingen.stel(doel, account_id),
        allow_credentials=bekend,
        user_verification=BEWEZEN,
    )
    return webauthn.options_to_json(opties)


def maak(account_id: UUID, antwoord: str, naam: str) -> Toegangssleutel:
    """Keep a new key that a browser made when it was asked, or raise `Domeinfout`."""
    uitdaging = _uitdaging("maken", account_id, antwoord)
    try:
        bewijs = webauthn.verify_registration_response(
            credential=antwoord,
            expected_challenge=uitdaging,
            expected_rp_id=host_van(bron()),
            expected_origin=bron(),
            require_user_verification=True,
        )
    except ONLEESBAAR as fout:
        raise _weiger("toegangssleutel niet bewezen") from fout
    al = db.session.scalar(select(Toegangssleutel.id).where(Toegangssleutel.kenmerk == bewijs.credential_id))
    if al or len(bewijs.credential_id) > LANGSTE_KENMERK:
        raise Domeinfout("Deze toegangssleutel is al in gebruik.")
    sleutel = Toegangssleutel(
        account_id=account_id,
        naam=naam,
        kenmerk=bewijs.credential_id,
        publieke_sleutel=bewijs.credential_public_key,
        teller=bewijs.sign_count,
    )
    db.session.add(sleutel)
    return sleutel


def neem(doel: str, account_id: UUID | None, antwoord: str) -> Toegangssleutel:
    """Return the key with which a browser answered, or raise `Domeinfout`. It commits what was asked as answered."""
    uitdaging = _uitdaging(doel, account_id, antwoord)
    try:
        gelezen = parse_authentication_credential_json(antwoord)
    except ONLEESBAAR as fout:
        raise _weiger("toegangssleutel onleesbaar") from fout
    vraag = select(Toegangssleutel).where(Toegangssleutel.kenmerk == gelezen.raw_id)
    sleutel = db.session.scalars(vraag).one_or_none()
    if sleutel is None or account_id not in (None, sleutel.account_id):
        raise _weiger("toegangssleutel onbekend")
    houder = gelezen.response.user_handle
    if houder is not None and houder != sleutel.account_id.bytes:
        raise _weiger("toegangssleutel van een ander", sleutel.account_id)
    _bewijs(sleutel, antwoord, uitdaging)
    return sleutel


def _bewijs(sleutel: Toegangssleutel, antwoord: str, uitdaging: bytes) -> None:
    """Check the signature, and that the count of the key goes on; the database sees to it for two at once."""
    gegeven: dict[str, Any] = {
        "credential": antwoord,
        "expected_challenge": uitdaging,
        "expected_rp_id": host_van(bron()),
        "expected_origin": bron(),
        "credential_public_key": sleutel.publieke_sleutel,
        "require_user_verification": True,
    }
    try:
        # The count is ours to judge: 0 here, so that a wrong signature and a count that went back are told apart.
        stand = webauthn.verify_authentication_response(**gegeven, credential_current_sign_count=0).new_sign_count
    except ONLEESBAAR as fout:
        raise _weiger("toegangssleutel niet bewezen", sleutel.account_id) from fout
    telt_op = or_(Toegangssleutel.teller < stand, (Toegangssleutel.teller == 0) & (stand == 0))
    verder = update(Toegangssleutel).where(Toegangssleutel.id == sleutel.id, telt_op)
    zet = verder.values(teller=stand, gebruikt_op=klok.nu()).execution_options(synchronize_session=False)
    if db.session.execute(zet).rowcount != 1:  # type: ignore[attr-defined]
        raise _weiger("toegangssleutel telt terug", sleutel.account_id)


def _uitdaging(doel: str, account_id: UUID | None, antwoord: str) -> bytes:
    uitdaging = uitdagingen.neem(doel, account_id)
    if uitdaging is None or not 0 < len(antwoord) <= LANGSTE_ANTWOORD:
        raise _weiger("toegangssleutel niet gevraagd")
    return uitdaging


def _weiger(reden: str, account_id: UUID | None = None) -> Domeinfout:
    noteer_reden(reden, account_id)
    return Domeinfout(MISLUKT)
