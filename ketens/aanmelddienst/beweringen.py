"""What the claims of a service say about a person: read with care, for they were made elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ketens.aanmelddienst.models import TweedeStap
from ketens.kern.mailadres import is_mailadres

MEESTE_GROEPEN, LANGSTE_GROEP = 2000, 200


class Leeswijzer(Protocol):
    """The settings that say how to read."""

    @property
    def groepen_claim(self) -> str: ...
    @property
    def tweede_stap(self) -> TweedeStap: ...
    @property
    def tweede_waarden(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Persoon:
    """Who came, by the word of the service."""

    issuer: str
    subject: str
    naam: str = field(repr=False)
    email: str = field(repr=False)
    # None: it did not say, or there were too many to send along.
    groepen: frozenset[str] | None
    # Whether there was a second step there that counts here.
    tweede_stap: bool
    # When they last signed in there, in seconds; None: it did not say.
    ingelogd_op: int | None


def lees(claims: Mapping[str, Any], meer: Mapping[str, Any], dienst: Leeswijzer) -> Persoon:
    """Return who this is; raises `ValueError` for a subject that can't be one."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.strip() or len(subject) > 255 or not subject.isprintable():
        raise ValueError("sub")
    samen = {**meer, **claims}
    tijd = claims.get("auth_time")
    return Persoon(
        issuer=str(claims["iss"]),
        subject=subject,
        naam=_naam(samen),
        email=_email(samen),
        groepen=_groepen(claims, dienst) if heeft_groepen(claims, dienst) else _groepen(meer, dienst),
        tweede_stap=_tweede_stap(claims, dienst),
        ingelogd_op=int(tijd) if isinstance(tijd, int | float) and not isinstance(tijd, bool) else None,
    )


def heeft_groepen(claims: Mapping[str, Any], dienst: Leeswijzer) -> bool:
    """Tell whether the groups are in these claims."""
    return _groepen(claims, dienst) is not None


def _groepen(claims: Mapping[str, Any], dienst: Leeswijzer) -> frozenset[str] | None:
    """Return the groups; a name with dots also leads into a claim (`realm_access.roles`)."""
    waarde = claims.get(dienst.groepen_claim)
    if waarde is None:
        waarde = claims
        for deel in dienst.groepen_claim.split("."):
            waarde = waarde.get(deel) if isinstance(waarde, Mapping) else None
    if isinstance(waarde, str):
        waarde = [waarde]
    if not isinstance(waarde, list) or len(waarde) > MEESTE_GROEPEN:
        return None
    return frozenset(naam for naam in waarde if isinstance(naam, str) and 0 < len(naam) <= LANGSTE_GROEP)


def _tweede_stap(claims: Mapping[str, Any], dienst: Leeswijzer) -> bool:
    if dienst.tweede_stap is not TweedeStap.ZEGT:
        return dienst.tweede_stap is TweedeStap.ALTIJD
    amr = claims.get("amr")
    gezegd = {claims.get("acr")} if isinstance(claims.get("acr"), str) else set()
    gezegd |= {wijze for wijze in amr if isinstance(wijze, str)} if isinstance(amr, list) else set()
    return bool(gezegd & set(dienst.tweede_waarden))


def _naam(claims: Mapping[str, Any]) -> str:
    for sleutel in ("name", "preferred_username", "email"):
        naam = claims.get(sleutel)
        if isinstance(naam, str) and naam.strip() and naam.isprintable():
            return " ".join(naam.split())[:100]
    return ""


def _email(claims: Mapping[str, Any]) -> str:
    """Return the address, unless the service itself says that nobody checked it."""
    email = claims.get("email")
    goed = isinstance(email, str) and len(email) <= 254 and is_mailadres(email.strip())
    return str(email).strip().lower() if goed and claims.get("email_verified") is not False else ""
