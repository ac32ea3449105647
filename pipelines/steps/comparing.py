"""One ledger read by two versions of the code: what differs in pages, posts and claims, in a scratch place."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb

from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_TABLES
from pipelines.steps.opening import Progress, reading_ledger
from pipelines.steps.other_version import checkout, project_with
from pipelines.steps.refreshing import project

Kind = Literal["gone", "changed", "added"]
_KINDS: tuple[Kind, ...] = ("gone", "changed", "added")
# How a row was found, or where its text stands: these move with code that reads the same.
_BOOKKEEPING = frozenset(
    {"page_id", "body_sha256", "parser", "post_version_id", "text_sha256", "claim_id", "claim_line_id"}
    | {"evidence_start", "evidence_end", "extractor_version", "rule"}
)


@dataclass(frozen=True)
class Difference:
    """One page, post or claim that the two read otherwise; `values` holds (other, this) of each column that differs."""

    what: str
    kind: Kind
    id: str
    sentence: str
    where: str
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """For people."""
        moved = "; ".join(
            f"{name}: {_short(before)} → {_short(after)}" for name, (before, after) in self.values.items()
        )
        return f"{self.what} {self.kind}{f' ({moved})' if moved else ''}: “{_short(self.sentence)}” {self.where}"


@dataclass(frozen=True)
class Compared:
    """What two versions make of one ledger: how many of each are same, gone, changed and added, and some examples."""

    upto_position: int
    versions: dict[str, dict[str, str]]
    counts: dict[str, dict[str, int]]
    examples: list[Difference]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def text(self) -> str:
        """For people: counts first, examples after."""
        lines = [f"The ledger up to position {self.upto_position}, from the other version to this one:"]
        lines += [f"  {room:<7} {self.versions['other'][room]} → {own}" for room, own in self.versions["this"].items()]
        lines += ["", f"{'':<10}" + "".join(f"{kind:>9}" for kind in ("same", *_KINDS))]
        lines += [
            f"{what:<10}" + "".join(f"{counts[kind]:>9}" for kind in ("same", *_KINDS))
            for what, counts in self.counts.items()
        ]
        return "\n".join([*lines, "", *(example.text for example in self.examples)]).rstrip()


def compare_versions(settings: Settings, other: str, progress: Progress, limit: int = 5) -> Compared:
    """Let this version and another read the whole ledger, each into a scratch home, and compare what they read.

    `other` is a folder with a checkout, or a git revision of this one. Ledger, projections and releases stay as they
    are. At most `limit` examples are given of each kind. Raises BadInput where the other version cannot be found or
    is too old to be asked.
    """
    if not settings.ledger_path.exists():
        raise BadInput("There is no ledger to read.", "Run `newsledger import` first.")
    with reading_ledger(settings) as ledger:
        upto = ledger.head().position
    with checkout(other) as code, tempfile.TemporaryDirectory(dir=settings.home, prefix="compare-") as scratch:
        old, new = (_scratch(settings, Path(scratch) / name) for name in ("other", "this"))
        project_with(code, settings.ledger_path, old.home, upto, _told(progress, "the other version"))
        project(settings.ledger_path, new, upto, _told(progress, "this version"))
        progress("comparing", 0, 1)
        return _compare(old.work_path, new.work_path, upto, limit)


def _scratch(settings: Settings, home: Path) -> Settings:
    home.mkdir()
    return Settings(**(settings.model_dump() | {"home": home}))


def _told(progress: Progress, who: str) -> Progress:
    return lambda step, done, total: progress(f"{step}, {who}", done, total)


def _compare(old: Path, new: Path, upto_position: int, limit: int) -> Compared:
    with duckdb.connect(str(new.with_name("compared.duckdb"))) as connection:
        for alias, path in (("other", old), ("this", new)):
            connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {alias} (READ_ONLY)")
        connection.execute(_SIGHTED)
        counts, examples = {}, []
        for what in ("page", "post", *CLAIM_TABLES):
            columns = _pair(connection, what)
            counts[what] = _counts(connection)
            examples += list(_examples(connection, what, columns, limit))
        return Compared(
            upto_position, {alias: _versions(connection, alias) for alias in ("other", "this")}, counts, examples
        )


def _versions(connection: duckdb.DuckDBPyConnection, alias: str) -> dict[str, str]:
    return dict(connection.execute(f"SELECT room, version FROM {alias}.raw.projections ORDER BY room").fetchall())


def _pair(connection: duckdb.DuckDBPyConnection, what: str) -> list[str]:
    """Make table `pairs` of what both versions read, (o)ther's row beside (n)ew; the columns that are compared."""
    for alias in ("other", "this"):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {alias}_rows AS {_rows_of(what, alias)}")
    columns = [name for name in _common_columns(connection) if name not in _BOOKKEEPING]
    differs = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in columns)
    connection.execute(_PAIRS.format(differs=differs))
    return columns


def _rows_of(what: str, alias: str) -> str:
    """One row per thing that can be found again in the other version: `id`, `finds` it, and its columns."""
    if what == "page":
        return f"""
            SELECT page_id AS id, page_id AS finds, coalesce(title, '') AS sentence, stream AS "where", *
            FROM {alias}.raw.pages"""
    if what == "post":
        return f"""
            SELECT v.post_key AS id, sighted.page || v.post_key AS finds,
                coalesce(nullif(v.title, ''), v.body) AS sentence, coalesce(v.url, v.post_key) AS "where", v.*
            FROM sighted JOIN {alias}.raw.post_versions AS v ON sighted.{alias}_version = v.post_version_id"""
    return f"""
        SELECT DISTINCT ON (finds) c.claim_id AS id, c.claim_id || v.text_sha256 AS finds, c.evidence AS sentence,
            coalesce(v.url, c.post_key) AS "where", c.*, v.text_sha256
        FROM {alias}.{CLAIM_TABLES[what].qualified_name} AS c
        JOIN {alias}.raw.post_versions AS v USING (post_version_id) ORDER BY finds"""


# Which wording stood on the same page by the one and by the other: the first page of each such pair.
_SIGHTED = """
    CREATE TEMP TABLE sighted AS
    WITH o AS (
        SELECT page_id, post_key, arg_min(post_version_id, ordinal) AS version FROM other.raw.page_posts GROUP BY ALL
    ),
    n AS (
        SELECT page_id, post_key, arg_min(post_version_id, ordinal) AS version FROM this.raw.page_posts GROUP BY ALL
    )
    SELECT min(page_id) AS page, post_key, o.version AS other_version, n.version AS this_version
    FROM o FULL JOIN n USING (page_id, post_key) GROUP BY ALL"""


def _common_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    described = [
        [name for name, *_ in connection.execute(f"DESCRIBE {alias}_rows").fetchall()] for alias in ("this", "other")
    ]
    return [name for name in described[0] if name in described[1] and name not in ("id", "finds", "sentence", "where")]


# A claim's id holds its main values: one that went and one that came from the same sentence are one that changed.
_PAIRS = """
    CREATE OR REPLACE TEMP TABLE pairs AS
    WITH found AS (
        SELECT o, n FROM other_rows AS o FULL JOIN this_rows AS n ON o.finds = n.finds
    ),
    lost AS (
        SELECT o, row_number() OVER (PARTITION BY o."where", o.sentence ORDER BY o.finds) AS number
        FROM found WHERE n.finds IS NULL
    ),
    come AS (
        SELECT n, row_number() OVER (PARTITION BY n."where", n.sentence ORDER BY n.finds) AS number
        FROM found WHERE o.finds IS NULL
    ),
    paired AS (
        SELECT o, n FROM found WHERE o.finds IS NOT NULL AND n.finds IS NOT NULL
        UNION ALL
        SELECT o, n FROM lost FULL JOIN come
        ON o."where" = n."where" AND o.sentence = n.sentence AND lost.number = come.number
    )
    SELECT *, CASE WHEN o.finds IS NULL THEN 'added' WHEN n.finds IS NULL THEN 'gone'
        WHEN {differs} THEN 'changed' ELSE 'same' END AS kind
    FROM paired"""


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many things are same, gone, changed or added; a post that differs on one page is not the same."""
    rows = connection.execute("""
        SELECT kind, count(DISTINCT coalesce(n.id, o.id)) FROM pairs
        WHERE kind <> 'same' OR n.id NOT IN (SELECT coalesce(n.id, o.id) FROM pairs WHERE kind <> 'same')
        GROUP BY kind""").fetchall()
    return dict.fromkeys(("same", *_KINDS), 0) | dict(rows)


def _examples(
    connection: duckdb.DuckDBPyConnection, what: str, columns: Sequence[str], limit: int
) -> Iterator[Difference]:
    query = """
        SELECT o, n FROM pairs WHERE kind = ?
        QUALIFY row_number() OVER (PARTITION BY coalesce(n.id, o.id) ORDER BY coalesce(n.finds, o.finds)) = 1
        ORDER BY coalesce(n."where", o."where"), coalesce(n.id, o.id) LIMIT ?"""
    for kind in _KINDS:
        for before, after in connection.execute(query, [kind, limit]).fetchall():
            told = after if kind != "gone" else before
            moved = {c: (before[c], after[c]) for c in columns if before[c] != after[c]} if kind == "changed" else {}
            yield Difference(what, kind, told["id"], told["sentence"], told["where"], moved)


def _short(value: Any) -> str:
    text = "nothing" if value in (None, [], "") else str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
