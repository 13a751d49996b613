"""How the monitor tells of a keten: what it is, and which figures tell it, each with the words for one and for more."""

from dataclasses import dataclass

from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.vragen import uniek


@dataclass(frozen=True, slots=True, kw_only=True)
class Verteld:
    """A figure in words: "1 `enkel`", "166 `meer`". `samen`: the years of the table may be added up."""

    indicator: Code
    enkel: str
    meer: str
    samen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoofdstuktekst:
    """One version of what the monitor says of one keten: the code is that of the keten."""

    code: Code
    versie: int
    # Where it stands among the projects of the chapter, lower first.
    rang: int = 9
    beschrijving: tuple[str, ...]
    cijfers: tuple[Verteld, ...] = ()
    # Figures that stand in the tables only.
    tabel: tuple[Code, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version."""
        return Pin(f"{self.code}@{self.versie}")

    @property
    def genoemd(self) -> list[tuple[str, str, str | None]]:
        """The indicators that it names: keten, code and split."""
        return [(self.code, code, None) for code in (*(deel.indicator for deel in self.cijfers), *self.tabel)]

    def na_lezen(self, plek: Plek) -> None:
        """Tell each figure once."""
        if not self.beschrijving:
            raise plek.bij("beschrijving").fout("verwacht ten minste een zin.")
        uniek(self.cijfers, "indicator", plek.bij("cijfers"))
