"""From where something is asked: of IPv6 a household has 2^64 addresses, and is counted as one."""

from ipaddress import ip_address, ip_network


def aansluiting(adres: str) -> str:
    """Return the connection that an address belongs to."""
    try:
        ip = ip_address(adres)
    except ValueError:
        return adres
    if ip.version == 4:
        return adres
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
