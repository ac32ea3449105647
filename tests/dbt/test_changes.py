"""What changed since a moment is one query, and nothing is news twice."""

from tests.dbt.world import Post, World, post

QUERY = """
    SELECT strftime(recorded_at, '%H'), change, what, evidence FROM marts.mart_changes
    WHERE recorded_at > TIMESTAMP '{since}' ORDER BY recorded_at, observed_at, claim_id NULLS FIRST, change DESC"""


def _toll(count: int, **fields: str) -> Post:
    claim = {"place": "Kyiv", "count": count, "qualifier": "at_least", **fields}
    return post("a", claim, body=f"At least {count} civilians were killed.")


def _since(world: World, since: str) -> list[tuple[str, ...]]:
    return world.rows(QUERY.format(since=since))


def test_what_changed_since_a_moment_is_told_in_words(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4)])
    world.capture("2025-09-02T07:00", [_toll(6)])
    world.capture("2025-09-02T08:00", [])
    world.build()
    before, after = _toll(4).body, _toll(6).body
    assert _since(world, "2025-09-02 05:00")[:2] == [
        ("06", "published", "post published", None),
        ("06", "claim_added", "at least 4 killed in Kyiv (civilian, UA)", before),
    ]
    assert sorted(_since(world, "2025-09-02 06:00"), key=str) == [
        ("07", "claim_changed", "count 4 → 6: at least 6 killed in Kyiv (civilian, UA)", after),
        ("07", "revised", "title or body reworded", None),
        ("08", "claim_gone", "at least 6 killed in Kyiv (civilian, UA)", after),
        ("08", "withdrawn", "post withdrawn", None),
    ]


def test_claims_of_every_type_are_told_in_words(world: World) -> None:
    attack = {"type": "attack", "places": ["Kyiv", "Odesa"], "launched": 90, "intercepted": 80}
    meeting = {"type": "diplomacy", "counterparts": ["Rutte"], "venue": "Brussels"}
    world.capture("2025-09-02T06:00", [post("a", attack, meeting, {"type": "spending", "period": "2025"})])
    world.build()
    told = {what for (_, change, what, _) in _since(world, "2025-09-02 05:00") if change == "claim_added"}
    assert told == {
        "attack (drone) by RU on UA at Kyiv, Odesa – 90 launched, 80 intercepted",
        "meeting held by Zelenskyy towards Rutte in Brussels",
        "EUR 1,000 pledged by Germany for Ukraine (2025)",
    }


def test_a_late_capture_is_news_only_for_what_it_makes_another(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4)])
    world.capture("2025-09-02T08:00", [_toll(6)])
    world.capture("2025-09-02T05:00", [_toll(4)], recorded_at="2025-09-02T10:00")
    world.build()
    assert _since(world, "2025-09-02 09:00") == [], "it only makes a time more exact"
    world.capture("2025-09-02T07:00", [_toll(5)], recorded_at="2025-09-02T11:00")
    world.build()
    events = [(change, what[:11]) for _, change, what, _ in _since(world, "2025-09-02 09:00") if "killed" in what]
    assert events == [("claim_changed", "count 4 → 5"), ("claim_changed", "count 5 → 6")]


def test_doubtful_claims_and_other_forms_of_a_page_are_no_news(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4, support="low")])
    world.capture("2025-09-02T07:00", [post("a", {"support": "low"}, body=_toll(4).body, published_on=None)])
    world.build()
    assert [row[1] for row in _since(world, "2025-09-02 05:00")] == ["published"]


def test_every_change_of_a_post_and_a_claim_has_a_name(built_at_once: World) -> None:
    lives = {"published", "revised", "recaptioned", "withdrawn", "moved", "reinstated"}
    claims = {"claim_added", "claim_gone", "claim_changed", "claim_reworded"}
    # Held here and not in dbt, where views over all posts would be read at each refresh.
    assert {change for (change,) in built_at_once.rows("SELECT change FROM marts.mart_changes")} <= lives | claims
    revisions = built_at_once.rows("SELECT change FROM marts.fct_post_revisions")
    assert {change for (change,) in revisions} <= lives | {"reread"}
    steps = built_at_once.rows("SELECT change FROM marts.fct_toll_history")
    assert {change for (change,) in steps} <= {"first", "raised", "lowered", "restated", "withdrawn"}
