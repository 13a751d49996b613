"""The source of the house, as the tests of the building read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORTEL = Path(__file__).parent.parent.parent
KETENS = WORTEL / "ketens"
SJABLONEN = WORTEL / "templates"
Functie = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Bestand:
    """A Python file of `ketens`, read and parsed."""

    pad: Path
    tekst: str
    boom: ast.Module

    @property
    def naam(self) -> str:
        """The path from the root, as a person writes it."""
        return self.pad.relative_to(WORTEL).as_posix()

    @property
    def regels(self) -> int:
        """How many lines it has."""
        return len(self.tekst.splitlines())

    def functies(self) -> Iterator[Functie]:
        """Every function and method in it."""
        return (knoop for knoop in ast.walk(self.boom) if isinstance(knoop, Functie))

    def aanroepen(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call, with the dotted name that is called."""
        for knoop in ast.walk(self.boom):
            if isinstance(knoop, ast.Call):
                yield ast.unparse(knoop.func), knoop


def bestanden() -> list[Bestand]:
    """Every Python file of `ketens`."""
    gevonden = []
    for pad in sorted(KETENS.rglob("*.py")):
        tekst = pad.read_text(encoding="utf-8")
        gevonden.append(Bestand(pad, tekst, ast.parse(tekst)))
    return gevonden


def sjablonen() -> dict[str, str]:
    """Every template, by the name under which it is rendered."""
    return {
        pad.relative_to(SJABLONEN).as_posix(): pad.read_text(encoding="utf-8")
        for pad in sorted(SJABLONEN.rglob("*.html"))
    }


def lengte(functie: Functie) -> int:
    """The lines of a function below its signature and docstring."""
    lijf = functie.body[1:] if ast.get_docstring(functie) is not None else functie.body
    return functie.end_lineno - lijf[0].lineno + 1 if lijf else 0  # type: ignore[operator]


def lijflengte(functie: Functie) -> int:
    """The lines of the body of a function, without signature, docstring and blank lines."""
    lijf = functie.body[1:] if ast.get_docstring(functie) is not None else functie.body
    return sum(regel.strip() != "" for deel in lijf for regel in ast.unparse(deel).splitlines())


def is_route(functie: Functie) -> bool:
    """Tell whether a blueprint serves this function."""
    return any(ast.unparse(merk).startswith("bp.") for merk in functie.decorator_list)
