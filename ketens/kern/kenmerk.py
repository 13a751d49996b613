"""Reference numbers that can be read aloud over the phone and say nothing of the keten."""

import secrets

# No vowels (no words), and no letters that sound or look alike on a bad line.
LETTERS = "BDGHJKLPRTVWXZ"


def nieuw_kenmerk() -> str:
    """Return a random reference such as `BKT-48291` (274 million possible; unique per gemeente by its column)."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(3))
    return f"{letters}-{secrets.randbelow(100_000):05d}"
