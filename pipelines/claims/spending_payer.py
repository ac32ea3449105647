"""Who pays a sum: the subject of the verb that gives it, its agent, or the owner of the money."""

from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.mention import Mention
from pipelines.claims.spending_agents import (
    STATES,
    Payers,
    actor_of,
    agents,
    common,
    gapped,
    is_located,
    listed,
    owners,
    plural,
)
from pipelines.claims.spending_context import Context
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Word

_OF_STATE = lexicon.words("spending_of_state")
_GIVING = ("give", "pledge", "approve", "spend")  # of these "from X" only says where the giver takes it
_BOUNDS = frozenset('"“”()')
_BODIES = lexicon.words("spending_bodies")


def payer(scene: Scene, found: Context, own_state: str | None) -> Payers:
    """The payers of a sum; `own_state` is whom "the government" or "the country" stands for."""
    if found.is_frozen:
        return listed(owners(scene, found, is_any=True))
    verb = found.frame.outer
    is_active = verb is not None and (not verb.is_passive or verb.verb_class in ("expect", "level"))
    if verb is None or not is_active or found.is_received or found.frame.is_subject:
        return listed(agents(scene, found) or gapped(scene, found) or owners(scene, found))
    is_giver = verb.verb_class in _GIVING and not gapped(scene, found)
    first = (
        _subject(scene, found, verb, own_state) if is_giver else listed(agents(scene, found) or gapped(scene, found))
    )
    if first.name:
        return first
    second = listed(agents(scene, found)) if is_giver else _subject(scene, found, verb, own_state)
    return second if second.name else listed(owners(scene, found))


def _subject(scene: Scene, found: Context, verb: Predicate, own_state: str | None) -> Payers:
    """The subject of the outermost verb; of "wants the UN to pay" and "asked allies for", whom it turns to."""
    other = _asked(scene, found) or _charged(scene, found, own_state)
    if other:
        return other
    index: int | None = verb.first
    while index is not None and index > 0:
        first, last = _own_subject(found, *subject_span(found.sentence.words, index))
        named = _named(scene, found, verb, index, found.sentence.words[first:last], own_state)
        if named:
            return named
        step = last - 1 if last > first else first - 1
        is_inside = 0 < step < index and found.sentence.words[step].text not in _BOUNDS
        index = step if is_inside else None
    return Payers()


def _named(  # noqa: PLR0917
    scene: Scene, found: Context, verb: Predicate, index: int, phrase: Sequence[Word], own_state: str | None
) -> Payers | None:
    """Whom a subject phrase names: a body it stands for, a group, a fund, actors, a speaker's or the own state."""
    if known := common(scene, phrase) or _group(scene, phrase) or _unknown_body(scene, phrase):
        return known
    actors = [a for a in scene.subject(found.sentence, index) if a.kind != "territory"]
    actors = [a for a in actors if _is_meant(a, found, verb, phrase)] or _possessors(scene, found, phrase)
    if actors:
        return listed(actors)
    is_state = own_state is not None and any(w.lower.removesuffix("'s") in _OF_STATE for w in phrase)
    return _speakers_state(scene, phrase) or (Payers(own_state, frozenset({own_state or ""})) if is_state else None)


def _group(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    group = plural(phrase)
    return Payers(scene.document.text[group[0].start : group[-1].end]) if group else None


def _is_meant(actor: Actor, found: Context, verb: Predicate, phrase: Sequence[Word]) -> bool:
    """Whether an actor of the subject pays: not one of the sum before, no source, no antecedent of "it is"."""
    before = found.sentence.text[: max(actor.start - found.sentence.start, 0)].lower().rstrip()
    if before.removesuffix(" the").endswith("according to"):
        return False
    is_before = actor.end < found.sentence.start
    return (is_before and verb.verb_class != "weak") or not phrase or actor.start >= phrase[0].start


def _own_subject(found: Context, first: int, last: int) -> tuple[int, int]:
    """The subject without what belongs to the sum before it: "A gives $5m and B adds $2m"."""
    words = found.sentence.words
    start = found.sentence.word_index(found.clause_start)
    if first >= start or start > last:
        return first, last
    joint = next((k + 1 for k in range(last - 1, start - 1, -1) if words[k].lower in ("and", "while", ",")), start)
    return joint, last


def _asked(scene: Scene, found: Context) -> Payers | None:
    """ "asked allies for $12bn", "wants the United Nations to foot the bill"."""
    outer, words = found.frame.outer, found.sentence.words
    if outer is None or outer.verb_class != "propose" or outer.is_passive:
        return None
    end = next((k for k in range(outer.last, len(words)) if words[k].lower in ("for", "to", "that")), outer.last)
    phrase = words[outer.last : end]
    if not phrase or len(phrase) > 6 or any(w.text[0].isdigit() or w.text in "$€£¥" for w in phrase):
        return None
    if group := _group(scene, phrase):
        return group
    actors = scene.actors_in(found.sentence, phrase[0].start, phrase[-1].end, is_object=True)
    return listed(actors) if actors else None


def _charged(scene: Scene, found: Context, own_state: str | None) -> Payers | None:
    """ "The war cost the country $31bn", "the measure costs Kinshasa": the one it costs pays."""
    inner, words = found.frame.inner, found.sentence.words
    if inner is None or words[inner.index].lower not in ("cost", "costs"):
        return None
    phrase = [w for w in words[inner.last :] if w.start < found.one.qualifier_start]
    if not phrase or len(phrase) > 5:
        return None
    actors = scene.actors_in(found.sentence, phrase[0].start, phrase[-1].end, is_object=True)
    if actors:
        return listed(actors)
    return Payers(own_state, frozenset({own_state})) if own_state and phrase[-1].lower in _OF_STATE else None


def _possessors(scene: Scene, found: Context, phrase: Sequence[Word]) -> list[Actor]:
    """ "Norway's contribution rises", "Copenhagen's own share", "Danish military support has amounted to"."""
    if not phrase:
        return []
    inside = [m for m in scene.inside(phrase[0].start, phrase[-1].end) if m.kind in STATES]
    settled = [m for m in inside if not is_located(found, m)] or [m for m in inside if _is_seat(found, m)]
    return [actor_of(settled[0])] if settled else []


def _is_seat(found: Context, mention: Mention) -> bool:
    """ "the development ministry in Berlin"."""
    words = found.sentence.words
    index = found.sentence.word_index(mention.start)
    return index > 1 and words[index - 1].lower == "in" and words[index - 2].lower in _OF_STATE


def _unknown_body(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    """ "The Energy Community's fund", "the Aga Khan Foundation": a payer no table knows, as written."""
    kept = [k for k, w in enumerate(phrase) if w.lower in _BODIES]
    if not kept or any(w.text in ",;:" for w in phrase[: kept[0]]):
        return None
    opening = next((k for k, w in enumerate(phrase[: kept[0]]) if w.lower == "the"), 0)
    name = phrase[opening : kept[0] + 1]
    is_named = any(w.is_capitalised for w in name[1:] if w.text != "The")
    if not is_named or scene.inside(name[0].start, name[-1].end):
        return None
    return Payers(scene.document.text[name[0].start : name[-1].end])


def _speakers_state(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    """ "his country would provide": the state of the person named before."""
    if len(phrase) < 2 or phrase[0].lower not in ("his", "her") or phrase[-1].lower not in _OF_STATE:
        return None
    people = [m for m in scene.inside(0, phrase[0].start) if m.kind == "person" and m.side]
    return Payers(people[-1].side, frozenset({people[-1].side or ""})) if people else None
