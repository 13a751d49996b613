"""The rows of a PostgreSQL database as they were: laid back in a few milliseconds, where a clone takes fifty."""

from __future__ import annotations

from psycopg import Connection, OperationalError
from psycopg.sql import SQL, Composed, Identifier

from tests.postgres import Cluster

TABELLEN = """
    select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"""
# Every change of the shape itself, by whomever, gives a row of these a new xmin.
VORM = " union all ".join(
    f"select '{catalogus}', count(*), max(xmin::text::bigint) from {catalogus}"
    for catalogus in ("pg_class", "pg_attribute", "pg_trigger", "pg_constraint", "pg_policy", "pg_proc", "pg_rewrite")
)
# Whoever of the test before is still in the middle of something.
MAAK_LOS = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state is distinct from 'idle'
      and backend_type = 'client backend'"""


class Inhoud:
    """What stands in the database now; the one who looks is superuser and passes by every lock and trigger."""

    def __init__(self, cluster: Cluster, naam: str) -> None:
        self._baas = Connection.connect(
            host=str(cluster.socket), user="postgres", dbname=naam, options="-c session_replication_role=replica"
        )
        self._vorm = self._baas.execute(VORM).fetchall()
        self._tabellen = [Identifier(tabel) for (tabel,) in self._baas.execute(TABELLEN).fetchall()]
        self._rijen = [(tabel, rijen) for tabel in self._tabellen if (rijen := self._lees(tabel))]
        self._vol = SQL(" union all ").join(self._is_vol(nr, tabel) for nr, tabel in enumerate(self._tabellen))
        self._baas.commit()

    @staticmethod
    def _is_vol(nr: int, tabel: Identifier) -> Composed:
        return SQL("select {} where exists (select from {})").format(nr, tabel)

    def _lees(self, tabel: Identifier) -> bytes:
        with self._baas.cursor().copy(SQL("copy {} to stdout").format(tabel)) as uit:
            return b"".join(uit)

    def leg_terug(self) -> bool:
        """Make it as it was; False when the database is not of the same shape any more, or is gone."""
        try:
            if self._baas.execute(VORM).fetchall() != self._vorm:
                return False
            self._baas.execute(MAAK_LOS)
            for (nr,) in self._baas.execute(self._vol).fetchall():
                self._baas.execute(SQL("delete from {}").format(self._tabellen[nr]))
            for tabel, rijen in self._rijen:
                with self._baas.cursor().copy(SQL("copy {} from stdin").format(tabel)) as in_:
                    in_.write(rijen)
            self._baas.commit()
        except OperationalError:
            return False
        return True

    def sluit(self) -> None:
        self._baas.close()


class Kopie:
    """A database that is made from a template, and as often as asked made like it again."""

    # What is deleted stays lying about until then.
    NA_ZOVEEL_EEN_NIEUWE = 40

    def __init__(self, cluster: Cluster, sjabloon: str, naam: str) -> None:
        self.cluster, self.sjabloon, self.naam = cluster, sjabloon, naam
        self._inhoud: Inhoud | None = None
        self._beurten = 0

    def ververs(self) -> None:
        """Lay the rows back; clone when that is not enough. Nobody may be in the middle of something."""
        self._beurten += 1
        if not self._inhoud or self._beurten > self.NA_ZOVEEL_EEN_NIEUWE or not self._inhoud.leg_terug():
            self.sluit()
            # It is there when tests of the other database came in between.
            self.cluster.gooi_weg(self.naam)
            self.cluster.kloon(self.sjabloon, self.naam)
            self._inhoud, self._beurten = Inhoud(self.cluster, self.naam), 0

    def sluit(self) -> None:
        """Let go of the database, so that it can be a template itself."""
        if self._inhoud:
            self._inhoud.sluit()
            self._inhoud = None
