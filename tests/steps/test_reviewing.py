"""A review is recorded once, refused where it cannot stand, and the facts of the next release follow it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines import steps
from pipelines.core.clock import utc_now
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_TABLES
from pipelines.ledger.redact import Scope, redact
from pipelines.ledger.store import open_ledger
from pipelines.steps.landing import reviews_of
from pipelines.steps.review_list import review_list
from pipelines.steps.reviewing import find_claim, review
from tests.conftest import SAMPLE, ask_release, ask_work, import_and_refresh

SIGNED: dict[str, Any] = {"reviewer": "ada", "reason": "I read the post."}


@pytest.fixture
def casualty(own_sample: Settings) -> str:
    query = "SELECT claim_id FROM marts.fct_casualties WHERE qualifier = 'exact' AND \"count\" IS NOT NULL LIMIT 1"
    return str(ask_release(own_sample, query)[0][0])


def test_a_doubtful_claim_becomes_a_fact_and_a_fact_goes_as_a_person_says(own_sample: Settings, casualty: str) -> None:
    doubtful = review_list(own_sample).doubtful[0]
    table = {"casualty": "casualties", "attack": "attacks"}.get(doubtful["claim_type"], doubtful["claim_type"])
    review(own_sample, doubtful["claim_id"], "accept", **SIGNED)
    review(own_sample, casualty, "reject", **SIGNED)
    steps.refresh(own_sample)
    query = f"SELECT review_verdict, reviewed_by FROM marts.fct_{table} WHERE claim_id = '{doubtful['claim_id']}'"
    assert ask_release(own_sample, query) == [("accept", "ada")]
    assert ask_release(own_sample, f"SELECT 1 FROM marts.fct_casualties WHERE claim_id = '{casualty}'") == []
    rejected = ask_release(own_sample, "SELECT claim_id, review_reason FROM marts.fct_claims_rejected")
    assert rejected == [(casualty, "I read the post.")]
    assert doubtful["claim_id"] not in [claim["claim_id"] for claim in review_list(own_sample).doubtful]


def test_what_was_just_reviewed_waits_for_the_refresh_and_for_no_reader(own_sample: Settings) -> None:
    before = review_list(own_sample)
    done = before.doubtful[0]["claim_id"]
    review(own_sample, done, "accept", **SIGNED)
    after = review_list(own_sample)
    assert (after.pending, after.doubtful_count) == ([done], before.doubtful_count - 1)
    assert done not in [claim["claim_id"] for claim in after.doubtful]
    assert "to count at the next refresh: 1." in after.text
    types = {kind: review_list(own_sample, kind).pending for kind in CLAIM_TABLES}
    assert types == {kind: [done] if kind == before.doubtful[0]["claim_type"] else [] for kind in CLAIM_TABLES}
    steps.refresh(own_sample)
    assert review_list(own_sample).pending == []


def test_a_correction_stands_and_survives_a_replay(own_sample: Settings, casualty: str) -> None:
    done = review(own_sample, casualty[:12], "correct", corrections=["count=13", "place=Lviv"], **SIGNED)
    assert done.corrected.keys() == {"count", "count_low", "count_high", "place"}, "bounds follow their number"
    steps.refresh(own_sample)
    columns = '"count", count_low, count_high, place, corrected_columns'
    facts = ask_release(own_sample, f"SELECT {columns} FROM marts.fct_casualties WHERE claim_id = '{casualty}'")
    assert facts == [(13, 13, 13, "Lviv", ["count", "count_high", "count_low", "place"])]
    assert steps.replay(own_sample, steps.no_progress).differing == {}


def test_the_same_review_again_adds_nothing_and_says_so(own_sample: Settings, casualty: str) -> None:
    first = review(own_sample, casualty, "accept", **SIGNED)
    again = review(own_sample, casualty, "accept", **SIGNED)
    assert (first.is_new, again.is_new, again.position) == (True, False, first.position)
    assert "Already recorded" in again.text


def test_who_changes_their_mind_and_back_again_is_heard_each_time(own_sample: Settings, casualty: str) -> None:
    verdicts: list[Any] = ["accept", "reject", "accept"]
    done = [review(own_sample, casualty, verdict, **SIGNED) for verdict in verdicts]
    assert [one.is_new for one in done] == [True, True, True]
    assert [one.replaces for one in done] == [None, done[0].position, done[1].position]


@pytest.mark.parametrize(
    ("corrections", "words"),
    [
        (["people=3"], r"(?s)'people' is no column of a casualty claim.*count_low"),
        (["evidence=other"], "'evidence' is no column"),
        (["count"], "gives no value"),
        (["count=many"], r"(?s)count is not 'many'.*whole number"),
        (["harm=hurt"], r"(?s)harm is not 'hurt'.*killed, injured"),
        (["harm="], "harm cannot be empty"),
        (["event_date=Tuesday"], r"(?s)event_date is not 'Tuesday'.*2025-09-02"),
        (["qualifier=vague"], "count is null exactly where the qualifier is vague"),
        (["victim_country=Ukraine"], "ISO 3166"),
        ([], "--correct needs some"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_in_words(
    own_sample: Settings, casualty: str, corrections: list[str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        review(own_sample, casualty, "correct", corrections=corrections, **SIGNED)
    with open_ledger(own_sample.ledger_path, is_read_only=True) as ledger:
        assert list(ledger.events(event_type="ClaimReviewed")) == []


def test_a_correction_of_nothing_an_unknown_claim_and_an_unsigned_review_are_refused(
    own_sample: Settings, casualty: str
) -> None:
    count = find_claim(own_sample, casualty).values["count"]
    with pytest.raises(BadInput, match="already says so"):
        review(own_sample, casualty, "correct", corrections=[f"count={count}"], **SIGNED)
    with pytest.raises(BadInput, match="newsledger review"):
        review(own_sample, "no-such-claim", "accept", **SIGNED)
    with pytest.raises(BadInput, match="NEWSLEDGER_REVIEWER"):
        review(own_sample, casualty, "accept", reviewer=" ", reason="I read it.")


def test_a_review_whose_post_was_edited_waits_at_the_top_of_the_list(settings: Settings) -> None:
    pages = sorted(SAMPLE.glob("*.html"))
    import_and_refresh(settings, *pages[:4])
    reviewed = [claim for (claim,) in ask_release(settings, "SELECT claim_id FROM marts.fct_casualties")]
    for claim in reviewed:
        review(settings, claim, "accept", **SIGNED)
    import_and_refresh(settings, *pages[4:])
    flagged = review_list(settings).flagged
    assert flagged
    assert {one["claim_id"] for one in flagged} <= set(reviewed)
    states = dict(ask_release(settings, "SELECT claim_id, review_state FROM marts.fct_reviews"))
    waiting = {claim for claim, state in states.items() if state in ("text_changed", "claim_gone")}
    assert {one["claim_id"] for one in flagged} == waiting
    words = review_list(settings).text
    assert words.startswith(f"{len(waiting)} reviews need another look:")
    assert "accept by ada" in words


def test_facts_as_known_before_the_review_are_as_they_were(own_sample: Settings, casualty: str) -> None:
    before = utc_now()
    review(own_sample, casualty, "reject", **SIGNED)
    steps.refresh(own_sample)
    as_of = "SELECT count(*) FROM marts.fct_casualties_as_of(TIMESTAMP '2100-01-01', known_at := TIMESTAMP '{}')"
    known = [before, datetime(2099, 1, 1, tzinfo=UTC)]
    counts = [ask_release(own_sample, as_of.format(moment.replace(tzinfo=None)))[0][0] for moment in known]
    assert counts[0] == counts[1] + 1


def test_taking_a_post_out_takes_the_words_of_its_reviews_out(own_sample: Settings, casualty: str) -> None:
    query = f"SELECT evidence, url FROM marts.fct_casualties WHERE claim_id = '{casualty}'"
    sentence, url = ask_release(own_sample, query)[0]
    position = review(own_sample, casualty, "accept", **SIGNED).position
    steps.refresh(own_sample)
    assert reviews_of(own_sample, url) == [position]
    redact(own_sample.ledger_path, Scope(positions=[position]), reason="takedown", requested_by="the publisher")
    with open_ledger(own_sample.ledger_path, is_read_only=True) as ledger:
        assert [row.payload for row in ledger.rows(after=position - 1, upto=position)] == [None]
    steps.refresh(own_sample)
    assert ask_work(own_sample, "SELECT count(*) FROM raw.reviews") == [(0,)]
    assert sentence.encode() not in own_sample.ledger_path.read_bytes()
