"""Who is named: states, bodies, groups and persons, with titles never read as surnames."""

from pipelines.claims import entities, lexicon, scene
from pipelines.claims.text import Document


def _read(body, title="Live"):
    document = Document(title, body)
    found = entities.mentions(document)
    assert all(document.text[m.start : m.end] == m.text for m in found)
    return found


def _persons(body):
    return [(m.name, m.role, m.country_code) for m in _read(body) if m.kind == "person"]


def test_countries_demonyms_capitals_and_seats_stand_for_their_state():
    found = {(m.text, m.kind, m.country_code) for m in _read("Kyiv and the Kremlin said Israeli jets left Niger.")}
    assert found == {
        ("Kyiv", "metonym", "UA"),
        ("Kremlin", "metonym", "RU"),
        ("Israeli", "demonym", "IL"),
        ("Niger", "country", "NE"),
    }


def test_bodies_and_groups_have_their_short_names():
    names = [(m.kind, m.name) for m in _read("The European Union and the United Nations met Hamas and the Houthis.")]
    assert names == [("body", "EU"), ("body", "UN"), ("group", "Hamas"), ("group", "Houthis")]


def test_every_spelling_of_an_armed_group_is_that_group():
    for row in lexicon.rows("groups"):
        found = scene.of(Document("Live", f"The army said that {row['surface']} had attacked a base.")).mentions
        groups = {lexicon.armed_group(m.name) for m in found if m.kind == "group"}
        assert row["short_name"] in groups, row


def test_an_armed_group_is_listed_under_one_of_its_own_spellings_and_so_is_whoever_fights():
    spellings = lexicon.column("groups", "surface")
    listed = lexicon.column("groups", "short_name")
    assert listed <= spellings
    parties = lexicon.column("conflicts", "attacker") | lexicon.column("conflicts", "target")
    assert {p for p in parties if len(p) > 2} <= listed


def test_the_letters_behind_a_groups_name_are_that_group():
    body = "The Liberia Peace Council (LPC) shelled Buchanan. LPC fighters fled. The LPC's chief spoke."
    found = [m for m in scene.of(Document("Live", body)).mentions if m.kind == "group"]
    assert [m.text for m in found] == ["Liberia Peace Council", "LPC", "LPC", "LPC"]
    assert {m.name for m in found} == {"Liberia Peace Council"}


def test_letters_told_often_leave_room_for_groups_that_no_list_has():
    body = "The Liberia Peace Council (LPC) fled. " + "LPC men fled. " * 30 + "Fighters of the Black Lion fled."
    found = [m.text for m in scene.of(Document("Live", body)).mentions if m.kind == "group"]
    assert found.count("LPC") == 31
    assert "Black Lion" in found


def test_whoever_fights_in_many_countries_has_none_of_his_own():
    found = scene.of(Document("Live", "Two mujahideen and Serb gunners died in the valley.")).mentions
    assert {(m.name, m.country_code) for m in found if m.kind == "group"} >= {("mujahideen", None)}


def test_a_group_that_no_list_has_is_known_by_its_name_or_the_fighters_beside_it():
    body = "The Popular Army of Zogistan (PAZ) said so. Fighters of the Black Lion fled on Monday. Militants left."
    found = [m.text for m in scene.of(Document("Live", body)).mentions if m.kind == "group"]
    assert found == ["Popular Army of Zogistan", "PAZ", "Black Lion"]


def test_names_joined_by_a_hyphen_are_two_and_a_compound_names_nobody():
    assert [m.name for m in _read("Russia-Ukraine talks in a US-brokered format")] == ["Russia", "Ukraine"]


def test_a_title_before_the_name_is_no_part_of_the_surname():
    assert _persons("Zambian Foreign Minister Mulambo Haimbe spoke.") == [("Haimbe", "minister", "ZM")]
    assert _persons("Lieutenant Colonel Bachurin fell.") == [("Bachurin", "military", None)]


def test_appositions_before_and_after_a_name_give_the_role():
    assert _persons("Norway's top diplomat, Kari Solberg, left.") == [("Solberg", "envoy", "NO")]
    assert _persons("Marta Okoye, an adviser to Kenya's president, said so.") == [("Okoye", "official", "KE")]


def test_particles_belong_to_the_surname_and_some_family_names_lead():
    body = "President Sofia von der Heide met Prime Minister Omar bin Rashid and South Korean President Park Min-jun."
    assert [p[0] for p in _persons(body)] == ["von der Heide", "bin Rashid", "Park"]


def test_a_plural_title_covers_all_names_it_is_joined_to():
    assert [p[1] for p in _persons("Presidents Ana Lopez and Jan Novak signed.")] == ["leader", "leader"]


def test_a_surname_introduced_once_is_found_everywhere():
    found = _persons("Prime Minister Lena Berg left. Later Berg returned, and Mr Berg spoke.")
    assert [p[0] for p in found] == ["Berg", "Berg", "Berg"]


def test_a_person_named_like_a_country_is_a_person():
    found = _read("Israel's Defence Minister Israel Katz spoke.")
    assert [(m.kind, m.name) for m in found] == [("country", "Israel"), ("person", "Katz")]


def test_a_dollar_sign_makes_a_country_name_a_currency():
    assert _read("a loan of US$5bn") == []


def test_a_long_hostile_text_is_read_in_a_moment():
    assert isinstance(_read("President " * 3000 + "Kyiv, " * 3000), list)
