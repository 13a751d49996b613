"""Which addresses ketens calls for a beheerder: public ones over https, and no other (besluit 0045).

A beheerder types the address, the server goes there: without this, a page of beheer would be a way into the network
behind it.
"""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from flask import current_app

from ketens.kern.fouten import Domeinfout

LANGSTE = 300
LOKAAL = ("localhost", "127.0.0.1")
# IPv6 that carries an IPv4 address, whichever that may be.
DOORGEEFLUIKEN = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"))
GEEN_ADRES = "Vul een webadres in dat met https:// begint, zonder gebruikersnaam of vraagteken."


def binnen() -> tuple[str, ...]:
    """Return the hosts inside the own network that this installation names (KETENS_AANMELDDIENST_BINNEN)."""
    genoemd: tuple[str, ...] = current_app.extensions["ketens"].aanmelddienst_binnen
    return genoemd


def keur(url: str, veld: str | None = None) -> str:
    """Return the host of this address, or raise `Domeinfout` when ketens does not go there."""
    try:
        delen = urlsplit(url)
        host, _poort = delen.hostname or "", delen.port
    except ValueError as fout:
        raise Domeinfout(GEEN_ADRES, veld=veld) from fout
    onversleuteld = delen.scheme == "http" and host in LOKAAL and host in binnen()
    vreemd = "@" in delen.netloc or "\\" in url or not url.isascii() or not url.isprintable() or " " in url
    if not host or vreemd or len(url) > LANGSTE or not (delen.scheme == "https" or onversleuteld):
        raise Domeinfout(GEEN_ADRES, veld=veld)
    return host


def is_openbaar(adres: str) -> bool:
    """Tell whether an IP address is one of the open internet."""
    ip = ip_address(adres.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in net for net in DOORGEEFLUIKEN):
            return False
    return ip.is_global and not ip.is_multicast
