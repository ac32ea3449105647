"""From a post to its claims: runs the rules, and names, orders and stores what they found."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.claims import attack, casualty, dates, diplomacy, links, spending, text
from pipelines.claims.claim import Claim, Diplomacy, PostText
from pipelines.claims.learned import judging, reading
from pipelines.claims.learned.reasons import Reason
from pipelines.core.ids import content_id
from pipelines.core.settings import LEARNED_PATH, REFERENCE_PATH
from pipelines.core.tables import CLAIM_LINKS, CLAIM_TABLES, EXTRACTIONS

MAX_CHARACTERS = 100_000
_RULES: tuple[Callable[[text.Document], list[Any]], ...] = (casualty.find, attack.find, diplomacy.find, spending.find)


def extract(post: PostText) -> list[Claim]:
    """The claims of one post in the order of the text; also those that are not asserted (see `modality`).

    A text of more than `MAX_CHARACTERS` is no post and has none.
    """
    if len(post.title) + len(post.body) > MAX_CHARACTERS:
        return []
    document = text.read(post)
    claims = [_dated(document, claim) for claim in judging.judged(reading.of(document), rules_only(document))]
    return sorted(claims, key=_order)


def explained(post: PostText, post_key: str) -> dict[str, tuple[Reason, ...]]:
    """By claim id of one post: why the claim has its values and its grade, as far as that was learned."""
    document = text.read(post)
    judged = judging.explained(reading.of(document), rules_only(document))
    found = sorted(((_dated(document, claim), why) for claim, why in judged), key=lambda pair: _order(pair[0]))
    ids = claim_ids(post_key, (claim for claim, _ in found))
    return {claim_id: reasons for claim_id, (_, reasons) in zip(ids, found, strict=True)}


def _dated(document: text.Document, claim: Claim) -> Claim:
    """An act of diplomacy with its day, which depends on how far it has come; of a cancelled one it is unclear."""
    if not isinstance(claim, Diplomacy) or claim.status == "cancelled":
        return claim
    sentence = document.sentence_at(claim.anchor)
    is_ahead, is_saying = claim.status in ("scheduled", "proposed"), claim.act == "statement"
    for start, end in (sentence.clause_at(claim.anchor), (sentence.start, sentence.end)):
        if when := dates.act_date(document, start, end, is_ahead=is_ahead, is_saying=is_saying):
            return replace(claim, event_date=when)
    return claim


def _order(claim: Claim) -> tuple[Any, ...]:
    return claim.evidence_start, claim.evidence_end, claim.type, claim.anchor, repr(claim)


def rules_only(document: text.Document) -> list[Claim]:
    """What the rules alone read."""
    return [claim for find in _RULES for claim in find(document)]


@cache
def extractor_version() -> str:
    """Hash of the code, the reference data and what was learned: another version means that claims may differ."""
    here = Path(__file__).parent
    files = [*here.rglob("*.py"), *REFERENCE_PATH.glob("*.csv"), *LEARNED_PATH.glob("*.csv")]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda p: (p.name, p.as_posix())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def claim_ids(post_key: str, claims: Iterable[Claim]) -> list[str]:
    """One id per claim: hash of post_key, type, folded evidence, core values and the ordinal among equals."""
    seen: dict[str, int] = {}
    ids = []
    for claim in claims:
        folded = " ".join(claim.evidence.casefold().split())
        base = content_id(post_key, claim.type, folded, [str(value) for value in claim.core()])
        ordinal = seen[base] = seen.get(base, 0) + 1
        ids.append(base if ordinal == 1 else content_id(base, ordinal))
    return ids


def extract_posts(post_versions: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Frames for claims, links and `extractions`, by table name; one extraction row per post version."""
    tables = (*CLAIM_TABLES.values(), CLAIM_LINKS, EXTRACTIONS)
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables}
    for version in post_versions.iter_rows(named=True):
        outcome, claims = _read(version)
        ids = claim_ids(version["post_key"], claims)
        for claim, claim_id in zip(claims, ids, strict=True):
            rows[CLAIM_TABLES[claim.type].name].append(_row(version, claim, claim_id))
        rows[CLAIM_LINKS.name] += _links(version, claims, ids)
        rows[EXTRACTIONS.name].append(
            {
                "post_version_id": version["post_version_id"],
                "extractor_version": extractor_version(),
                "outcome": outcome,
                "claim_count": len(claims),
            }
        )
    return {table.name: pl.DataFrame(rows[table.name], schema=table.polars_schema) for table in tables}


def _read(version: dict[str, Any]) -> tuple[str, list[Claim]]:
    post = _text(version)
    if post.language not in (None, "en"):
        return "other_language", []
    if len(post.title) + len(post.body) > MAX_CHARACTERS:
        return "too_long", []
    try:
        return "read", extract(post)
    except Exception:  # one unreadable post must not stop the others; its outcome says so
        return "failed", []


def _links(version: dict[str, Any], claims: list[Claim], ids: list[str]) -> list[dict[str, Any]]:
    if not claims:
        return []
    origin = {"post_version_id": version["post_version_id"], "post_key": version["post_key"]}
    try:
        found = links.find(_text(version), claims, ids, extract)
    except Exception:  # as with the claims: a part of a post that cannot be read says nothing
        return []
    return [origin | link.fields() for link in found]


def _text(version: dict[str, Any]) -> PostText:
    return PostText(version["title"] or "", version["body"] or "", version["published_on"], version["language"])


def _row(version: dict[str, Any], claim: Claim, claim_id: str) -> dict[str, Any]:
    return claim.fields() | {
        "claim_id": claim_id,
        "post_version_id": version["post_version_id"],
        "post_key": version["post_key"],
        "extractor_version": extractor_version(),
    }
