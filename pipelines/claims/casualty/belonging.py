"""Whose people the victims are: the side of soldiers, the home of the rest."""

from pipelines.claims import lexicon, where
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.gazetteer import Place
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_SOLDIERS = lexicon.words("casualty_belonging_soldiers")
_NAMELESS = lexicon.words("casualty_belonging_nameless")
_FORCES = lexicon.words("casualty_belonging_forces")
_OWN = frozenset({"its", "their", "our", "his", "her"})
_ORIGIN = frozenset({"from", "of", "by"})
_SIDES = ("country", "demonym", "people", "metonym", "group")
_ADMITS = frozenset({"admits", "admitted", "acknowledged", "acknowledges", "conceded", "concedes", "mourns", "lost"})
_REACH = 7
_OCCUPIERS = {"PS": "IL"}
"""Places without an army of their own: a soldier who falls there is the occupier's."""


def country_of(  # noqa: PLR0917
    scene: Scene, sentence: Sentence, harmed: Harmed, group: str, place: Place | None, phrases: list[Victims]
) -> str | None:
    """ISO code of the victims' allegiance or, for residents, of the place; None if several or not inferable."""
    people = harmed.victims
    if people.is_mixed:
        return None
    told = people.country or _behind(scene, sentence, people) or _origin(scene, sentence, people)
    told = told or _owner(scene, sentence, harmed) or _losers(scene, sentence, people)
    told = told or _inherited(sentence, people, phrases)
    if told:
        return told
    head = sentence.words[people.last - 1].lower
    if head in _NAMELESS:
        return None
    side = _army(scene, sentence, harmed, place) if head in _SOLDIERS else None
    return side or _home(scene, sentence, harmed, group, place)


def _home(scene: Scene, sentence: Sentence, harmed: Harmed, group: str, place: Place | None) -> str | None:
    """The country of the place, else the one told in the sentence, else the one the post is about."""
    if place and (place.country or place.level == "sea"):
        return place.country
    if located := where.country_of(scene, sentence):
        return located
    speaker = _speaker(scene, harmed.victims)
    others = _sides(scene, sentence.start, harmed.victims.start, ("country", "demonym"))
    is_hit = harmed.rule != "active" or any(speaker and m.country_code != speaker.country_code for m in others)
    if speaker and is_hit and speaker.kind in ("country", "metonym") and group != "military":
        return speaker.country_code
    inside = [m for m in others if m is not speaker]
    if inside and group == "military":
        return inside[-1].country_code
    return (
        where.theatre(scene) or where.country_before(scene, sentence) or (inside[-1].country_code if inside else None)
    )


def _sides(scene: Scene, start: int, end: int, kinds: tuple[str, ...] = _SIDES) -> list[Mention]:
    return [m for m in scene.mentions_in(start, end) if m.country_code and m.kind in kinds]


def _origin(scene: Scene, sentence: Sentence, people: Victims) -> str | None:
    """ "soldiers deployed by North Korea", "a couple from Kursk", "X, a British adviser"."""
    words = sentence.words
    after = words[people.last : people.last + _REACH]
    lowered = [w.lower for w in after]
    if people.is_name and lowered[:1] == [","] and lowered[1:2] in (["a"], ["an"]):
        apposed = [m for m in _sides(scene, after[1].start, after[-1].end, ("demonym",)) if m.start == after[2].start]
        return apposed[0].country_code if apposed else None
    k = next((k for k, lower in enumerate(lowered[:4]) if lower in _ORIGIN), None)
    if k is None or (lowered[k] == "by" and lowered[k - 1] not in ("deployed", "sent")) or k + 1 >= len(after):
        return None
    if any(lower in (",", "killed", "wounded", "injured", "were", "was") for lower in lowered[:k]):
        return None
    first = k + 1 + (lowered[k + 1] in ("the", "a") and k + 2 < len(after))
    named = [m for m in _sides(scene, after[first].start, after[-1].end) if m.start == after[first].start]
    if named:
        return named[0].country_code
    places = [p for p in scene.places_in(after[first].start, after[-1].end) if p.start == after[first].start]
    return places[0].country if places and lowered[k] == "from" else None


def _behind(scene: Scene, sentence: Sentence, people: Victims) -> str | None:
    """ "22 in Thailand and 14 in Cambodia": the country right behind a bare number."""
    following = sentence.words[people.last : people.last + 2]
    if people.group is not None or len(following) < 2 or following[0].lower != "in":
        return None
    named = scene.mention_at(following[1].start)
    return named.country_code if named and named.kind == "country" else None


def _owner(scene: Scene, sentence: Sentence, harmed: Harmed) -> str | None:
    """ "the ministry said 89 of its servicemen died": the side of the source, or of the subject before."""
    people = harmed.victims
    if not _OWN & {w.lower for w in sentence.words[people.first : people.last]}:
        return None
    if people.group not in ("military", "official"):
        return None
    speaker = _speaker(scene, people)
    if speaker:
        return speaker.country_code
    before = _sides(scene, sentence.start, people.start)
    return before[0].country_code if before else None


def _speaker(scene: Scene, people: Victims) -> Mention | None:
    """The side the source of the claim speaks for."""
    text = scene.attribution.of(people.start, people.end)
    source = next((s for s in scene.attribution.sources if s.text == text), None) if text else None
    named = _sides(scene, source.start, source.end) if source else []
    return named[0] if named else None


def _losers(scene: Scene, sentence: Sentence, people: Victims) -> str | None:
    """ "Ukraine's army puts Russian losses at 400"."""
    words = [w.lower for w in sentence.words[: people.first]]
    if not {"losses", "deaths"} & set(words):
        return None
    losers = [m for m in _sides(scene, sentence.start, people.start, ("demonym",)) if _is_of_losses(sentence, m)]
    return losers[-1].country_code if losers else None


def _is_of_losses(sentence: Sentence, mention: Mention) -> bool:
    i = sentence.word_index(mention.end)
    return any(w.lower in ("losses", "deaths") for w in sentence.words[i : i + 3])


def _inherited(sentence: Sentence, people: Victims, phrases: list[Victims]) -> str | None:
    """A bare number takes the side of the noun before it."""
    own = [p for p in phrases if p.country and sentence.start <= p.start < people.start and not p.is_name]
    return own[-1].country if people.group is None and not people.is_rest and own else None


def _army(scene: Scene, sentence: Sentence, harmed: Harmed, place: Place | None) -> str | None:
    """Soldiers belong to the army that reports their loss; in a land without an army, to its occupier."""
    if place and place.country in _OCCUPIERS:
        return _OCCUPIERS[place.country]
    text = (scene.attribution.of(harmed.victims.start, harmed.victims.end) or "").lower()
    speaker = _speaker(scene, harmed.victims)
    if speaker is None or harmed.rule == "active":
        return None
    is_army = bool(_FORCES & set(text.replace("'s", "").split()))
    return speaker.country_code if is_army or _ADMITS & {w.lower for w in sentence.words} else None
