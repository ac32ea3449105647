"""How a figure moved, and who moved it."""

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
