"""The extractor's promises: exact evidence, stable ids, bounded work, one outcome per post."""

import time
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.claims.claim import PostText
from pipelines.claims.extract import MAX_CHARACTERS, claim_ids, extract, extract_posts, extractor_version
from pipelines.core.tables import CLAIM_TABLES, EXTRACTIONS

POST = PostText(
    "Russian drones kill two in Kherson",
    "Two residents were killed and five injured in a Russian drone attack on Kherson on Monday, the governor said.",
    date(2025, 6, 17),
)
PIECES = st.lists(
    st.sampled_from(
        [
            "killed",
            "12",
            "people",
            ",",
            ".",
            "and",
            "the",
            "Russian",
            "drones",
            "in",
            "Kyiv",
            "said",
            "at",
            "least",
            "“",
            "”",
            "\n\n",
            "(",
            ")",
            "injured",
            "soldiers",
            "were",
            "a",
            "of",
            "3",
            "missiles",
            "shot",
            "down",
            "$",
            "5",
            "billion",
            "met",
            "Putin",
            "by",
        ]
    ),
    max_size=80,
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(PIECES | st.text(max_size=300), PIECES | st.text(max_size=600))
def test_evidence_is_always_an_exact_piece_of_the_text(title: str, body: str) -> None:
    text = f"{title}\n\n{body}"
    for claim in extract(PostText(title, body, date(2025, 6, 17))):
        assert claim.evidence
        assert text[claim.evidence_start : claim.evidence_end] == claim.evidence


def test_the_same_post_gives_the_same_claims_and_ids() -> None:
    first, second = extract(POST), extract(POST)
    assert first == second
    assert claim_ids("key", first) == claim_ids("key", second)
    assert len(set(claim_ids("key", first))) == len(first)


def test_an_id_does_not_depend_on_white_space_or_case_of_the_evidence() -> None:
    spaced = PostText(POST.title, POST.body.replace(" on Monday", "  on  Monday"), POST.published_on)
    assert claim_ids("key", extract(POST)) == claim_ids("key", extract(spaced))


@pytest.mark.parametrize(
    "piece", ["killed ", "a", "1,", "“", "((((", "said the ", "and 3 people ", "U.S. ", "\n", "Kyiv, "]
)
def test_a_hostile_text_at_the_limit_is_read_in_bounded_time(piece: str) -> None:
    body = (piece * MAX_CHARACTERS)[: MAX_CHARACTERS // 10]
    started = time.process_time()
    extract(PostText("", body))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("piece", ["A strike on Kyiv killed two and ", "RSF drones hit missile shelling the raid "])
@pytest.mark.parametrize("size", [30_000, 1_000_000])
def test_one_endless_sentence_of_force_is_read_in_a_few_seconds(piece: str, size: int) -> None:
    started = time.process_time()
    extract(PostText("", piece * (size // len(piece))))
    assert time.process_time() - started < 8


def test_a_sentence_that_breaks_off_in_an_act_is_read() -> None:
    extract(PostText("", "Israel and Hamas held a second round of talks. Israel and Hamas a meeting"))
    extract(PostText("", "France and Germany called off the meeting"))


def frame(**values: object) -> pl.DataFrame:
    row = {"post_version_id": "v1", "post_key": "k1", "title": POST.title, "body": POST.body, "language": "en"}
    return pl.DataFrame([row | {"published_on": POST.published_on} | values])


def test_frames_have_the_declared_columns_and_one_outcome_a_post() -> None:
    frames = extract_posts(frame())
    for table in (*CLAIM_TABLES.values(), EXTRACTIONS):
        assert set(frames[table.name].columns) == {c.name for c in table.columns}
    assert frames["extractions"].rows() == [("v1", extractor_version(), "read", len(extract(POST)))]
    assert frames["casualty_claims"]["count"].to_list() == [2, 5]


@pytest.mark.parametrize(
    ("values", "outcome"),
    [({"language": "de"}, "other_language"), ({"body": "x" * (MAX_CHARACTERS + 1)}, "too_long")],
)
def test_a_post_that_is_not_read_says_why(values: dict[str, object], outcome: str) -> None:
    frames = extract_posts(frame(**values))
    assert frames["extractions"]["outcome"].to_list() == [outcome]
    assert frames["casualty_claims"].is_empty()


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Chinese President Xi Jinping met Vladimir Putin in Beijing on Wednesday.", date(2025, 9, 3)),
        ("Zelenskyy is due to meet Emmanuel Macron in Paris on Thursday.", date(2025, 9, 4)),
        ("The EU will hold a summit with Ukraine on 12 January.", date(2026, 1, 12)),
        ("German Chancellor Friedrich Merz said on Monday that Russia must stop.", date(2025, 9, 1)),
        ("Erdogan told reporters on Monday that he had spoken with Putin by phone.", None),
        ("Xi and Putin met in Beijing.", None),
    ],
)
def test_an_act_of_diplomacy_has_the_day_that_its_sentence_gives(body: str, day: date | None) -> None:
    acts = [c for c in extract(PostText("Talks", body, date(2025, 9, 3))) if c.type == "diplomacy"]
    assert [c.event_date for c in acts if c.modality == "asserted"][:1] == [day]
