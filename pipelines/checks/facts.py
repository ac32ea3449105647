"""The last gate before a release: contracts and meaning of the whole fact tables."""

from dataclasses import replace

import duckdb

from pipelines.checks.contracts import check
from pipelines.core.results import CheckResult
from pipelines.core.tables import CLAIM_TABLES, Table

ROWS_PER_BATCH = 50_000
LAYER = "marts"
FACTS = {
    "fct_casualties": CLAIM_TABLES["casualty"],
    "fct_attacks": CLAIM_TABLES["attack"],
    "fct_diplomacy": CLAIM_TABLES["diplomacy"],
    "fct_spending": CLAIM_TABLES["spending"],
}
WHOLE_TABLE = {
    "one row per claim": "SELECT claim_id FROM marts.{fact} GROUP BY claim_id HAVING count(*) > 1",
    "every fact has its sentence": """
        SELECT claim_id FROM marts.{fact} AS f LEFT JOIN marts.dim_posts AS p USING (post_key)
        WHERE f.evidence IS DISTINCT FROM substring(
            p.title || chr(10) || chr(10) || p.body, f.evidence_start + 1, f.evidence_end - f.evidence_start)""",
}
ADDABLE = {
    "what may not be added says why": """
        SELECT claim_id FROM marts.{fact} WHERE is_addable IS NULL OR is_addable <> (not_addable_reason IS NULL)""",
}


def check_facts(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Hold every fact table against its contract and its meaning; never raises on what it finds."""
    results = []
    for fact, claims in FACTS.items():
        results.append(_keeps_contract(connection, fact, claims))
        queries = WHOLE_TABLE | (ADDABLE if fact in ("fct_casualties", "fct_spending") else {})
        results += [_finds_nothing(connection, fact, name, query) for name, query in queries.items()]
    return results


def _keeps_contract(connection: duckdb.DuckDBPyConnection, fact: str, claims: Table) -> CheckResult:
    columns = tuple(column for column in claims.columns if column.name != "modality")
    contract = replace(claims, key=("claim_id",), columns=columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    reasons: list[str] = []
    for start in range(0, _count(connection, fact), ROWS_PER_BATCH):
        batch = connection.sql(f"SELECT {names} FROM marts.{fact} LIMIT {ROWS_PER_BATCH} OFFSET {start}").pl()
        reasons += check(contract, batch).refused["reason"].to_list()
    return _result(fact, "the contract is kept", len(reasons), reasons[0] if reasons else "")


def _finds_nothing(connection: duckdb.DuckDBPyConnection, fact: str, name: str, query: str) -> CheckResult:
    claims = [str(claim) for (claim,) in connection.execute(query.format(fact=fact)).fetchall()]
    return _result(fact, name, len(claims), f"the first is claim {min(claims)}" if claims else "")


def _result(fact: str, name: str, broken: int, detail: str) -> CheckResult:
    return CheckResult(
        name=f"{fact}: {name}",
        layer=LAYER,
        status="fail" if broken else "pass",
        detail=f"{broken} rows do not: {detail}" if broken else "",
    )


def _count(connection: duckdb.DuckDBPyConnection, fact: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM marts.{fact}").fetchall()[0][0])
