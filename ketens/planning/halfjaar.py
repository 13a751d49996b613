"""A half year, as the address and the page name it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ADRES = re.compile(r"(20\d\d)-([12])")


@dataclass(frozen=True, slots=True, order=True)
class Halfjaar:
    """The first (1) or second (2) half of a year."""

    jaar: int
    deel: int

    @classmethod
    def van(cls, dag: date) -> "Halfjaar":
        """Return the half year in which a day lies."""
        return cls(dag.year, 1 if dag.month <= 6 else 2)

    @classmethod
    def lees(cls, adres: str | None, vandaag: date) -> "Halfjaar":
        """Read `2027-1`; anything else is the half year of today."""
        gelezen = _ADRES.fullmatch(adres or "")
        return cls(int(gelezen[1]), int(gelezen[2])) if gelezen else cls.van(vandaag)

    @property
    def begin(self) -> date:
        """The first day."""
        return date(self.jaar, 1 if self.deel == 1 else 7, 1)

    @property
    def einde(self) -> date:
        """The last day."""
        return self.volgende.begin - timedelta(days=1)

    @property
    def volgende(self) -> "Halfjaar":
        """The half year after this one."""
        return Halfjaar(self.jaar, 2) if self.deel == 1 else Halfjaar(self.jaar + 1, 1)

    @property
    def vorige(self) -> "Halfjaar":
        """The half year before this one."""
        return Halfjaar(self.jaar, 1) if self.deel == 2 else Halfjaar(self.jaar - 1, 2)

    @property
    def adres(self) -> str:
        """How the address names it."""
        return f"{self.jaar}-{self.deel}"

    @property
    def naam(self) -> str:
        """How the page names it."""
        return f"{'eerste' if self.deel == 1 else 'tweede'} halfjaar {self.jaar}"
