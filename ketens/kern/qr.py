"""A QR code as one path of an SVG: presentation attributes only, as the CSP asks."""

from dataclasses import dataclass
from itertools import groupby

import segno

RAND = 4


@dataclass(frozen=True, slots=True)
class Qr:
    """What there is to draw: the side in modules, quiet zone included, and the dark runs."""

    zijde: int
    pad: str

    @property
    def svg(self) -> str:
        """The drawing as a file of its own, for on paper."""
        kader = f'viewBox="0 0 {self.zijde} {self.zijde}" width="{self.zijde}" height="{self.zijde}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {kader}><path d="{self.pad}" fill="#000"/></svg>'


def qr(adres: str) -> Qr:
    """Draw an address, with enough redundancy for a creased print on a door."""
    rijen = [list(rij) for rij in segno.make_qr(adres, error="m").matrix]
    stukken = []
    for y, rij in enumerate(rijen):
        x = 0
        for donker, groep in groupby(rij):
            breed = len(list(groep))
            if donker:
                stukken.append(f"M{x + RAND} {y + RAND}h{breed}v1h-{breed}z")
            x += breed
    return Qr(len(rijen) + 2 * RAND, "".join(stukken))
