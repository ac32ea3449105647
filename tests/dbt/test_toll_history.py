"""How a figure moved, and who moved it."""

from datetime import date

from tests.dbt.world import World, post

QUERY = """
    SELECT change, previous_count, "count", moved_by, is_same_post, strftime(observed_at, '%H'),
        strftime(recorded_at, '%H')
    FROM marts.fct_toll_history WHERE place = 'Kyiv' ORDER BY step_number"""
THREE = post("a", {"place": "Kyiv", "count": 3, "asserted_by": "police"}, body="Three people were killed.")
FIVE = post("a", {"place": "Kyiv", "count": 5, "asserted_by": "the mayor"}, body="Five people were killed.")
NOBODY = post("a", body="The toll is not known.")
ELSEWHERE = post("b", {"place": "Odesa", "count": 9})
SOLDIERS = post("b", {"place": "Kyiv", "count": 2, "victim_group": "military"}, body="Two soldiers died.")


def test_an_edit_moves_a_toll_and_its_speaker_is_named(world: World) -> None:
    world.capture("2025-09-02T06:00", [THREE, ELSEWHERE])
    world.capture("2025-09-02T07:00", [FIVE, ELSEWHERE])
    world.capture("2025-09-02T08:00", [NOBODY, ELSEWHERE])
    world.build()
    assert world.rows(QUERY) == [
        ("first", None, 3, "police", False, "06", "06"),
        ("raised", 3, 5, "the mayor", True, "07", "07"),
        ("withdrawn", 5, None, None, True, "08", "08"),
    ]


def test_a_late_capture_slots_its_step_into_the_past(world: World) -> None:
    world.capture("2025-09-02T06:00", [THREE])
    world.capture("2025-09-02T08:00", [THREE])
    world.capture("2025-09-02T07:00", [FIVE], recorded_at="2025-09-02T09:00")
    world.build()
    assert world.rows(QUERY) == [
        ("first", None, 3, "police", False, "06", "06"),
        ("raised", 3, 5, "the mayor", True, "07", "09"),
        ("lowered", 5, 3, "police", True, "08", "09"),
    ]


def test_another_wording_of_the_post_and_a_page_that_shows_half_move_nothing(world: World) -> None:
    recaptioned = post("a", *[dict(items) for _, items in THREE.claims], body=THREE.body, captions=("Kyiv",))
    world.capture("2025-09-02T06:00", [THREE])
    world.capture("2025-09-02T07:00", [recaptioned])
    world.capture("2025-09-02T08:00", [], outcome="partial")
    world.build()
    assert [row[0] for row in world.rows(QUERY)] == ["first"]


def test_soldiers_are_a_toll_of_their_own(world: World) -> None:
    world.capture("2025-09-02T06:00", [FIVE])
    world.capture("2025-09-02T07:00", [FIVE, SOLDIERS])
    world.build()
    assert [row[0] for row in world.rows(QUERY)] == ["first", "first"]


def test_incidents_without_a_place_are_compared_inside_their_post_only(world: World) -> None:
    first, grown = (post("a", {"count": count}, body=f"{count} died.") for count in (1, 2))
    other = post("b", {"count": 7}, body="7 died.")
    world.capture("2025-09-02T06:00", [first])
    world.capture("2025-09-02T07:00", [grown, other])
    world.build()
    query = "SELECT post_key, change, previous_count FROM marts.fct_toll_history ORDER BY ALL"
    assert world.rows(query) == [("a", "first", None), ("a", "raised", 1), ("b", "first", None)]


def test_another_live_blog_that_tells_the_same_toll_moves_it(world: World) -> None:
    told = post("b", {"place": "Kyiv", "count": 4, "asserted_by": "medics"}, body="Four people were killed.")
    world.capture("2025-09-02T06:00", [THREE])
    world.capture("2025-09-02T07:00", [told], stream="desk:one")
    world.capture("2025-09-02T08:00", [FIVE])
    world.build()
    assert world.rows(QUERY) == [
        ("first", None, 3, "police", False, "06", "06"),
        ("raised", 3, 4, "medics", False, "07", "07"),
        ("raised", 3, 5, "the mayor", True, "08", "08"),
    ]


def test_an_incident_of_another_week_is_another_toll(world: World) -> None:
    later = post("b", {"place": "Kyiv", "count": 4}, body="Four people were killed.", published_on=date(2025, 9, 9))
    world.capture("2025-09-02T06:00", [THREE])
    world.capture("2025-09-09T07:00", [later], stream="desk:one")
    world.build()
    assert world.rows(QUERY.replace("ORDER BY", "ORDER BY observed_at,")) == [
        ("first", None, 3, "police", False, "06", "06"),
        ("first", None, 4, None, False, "07", "07"),
    ]


def test_a_running_toll_is_one_through_all_weeks(world: World) -> None:
    many, more = (
        post(key, {"place": "Kyiv", "count": count, "scope": "cumulative"}, body=f"{count} died.", published_on=day)
        for key, count, day in (("a", 300, date(2025, 9, 2)), ("b", 310, date(2025, 9, 20)))
    )
    world.capture("2025-09-02T06:00", [many])
    world.capture("2025-09-20T07:00", [more], stream="desk:one")
    world.build()
    assert [row[:3] for row in world.rows(QUERY)] == [("first", None, 300), ("raised", 300, 310)]
