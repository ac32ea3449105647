"""Who receives a sum: whom it is given, what it is for, or who gets it."""

import re

from pipelines.claims import lexicon
from pipelines.claims.actors import Scene
from pipelines.claims.mention import Mention
from pipelines.claims.spending_agents import aid_recipients
from pipelines.claims.spending_context import Context
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.subjects import anaphora, subject_span
from pipelines.claims.text import Word

_TO = frozenset({"to", "for", "towards", "toward"})
_HELP = lexicon.words("spending_help")
_ATTRIBUTES = lexicon.words("spending_attributes")
_REBUILD = lexicon.words("spending_rebuild")
_PERSONS = lexicon.words("spending_persons")
_WORKS = lexicon.words("spending_works")
_STATES = frozenset({"emirate", "kingdom", "country", "republic", "island", "sultanate"})
_GROUPS = frozenset({"states", "countries", "nations", "republics"})
_INHABITANTS = frozenset({"people", "civilians", "refugees", "camps"})
_RECEIVING_GROUPS = frozenset(
    {"groups", "agencies", "organisations", "organizations", "charities", "states", "countries", "governments"}
)
_BESIDE = 20
_GROUP_WORDS = 4
_NEEDY = ("reconstruction", "aid")


def recipient(scene: Scene, found: Context, payers: frozenset[str]) -> str | None:
    """The receiver a sentence names; None where it names none."""
    if found.is_frozen:
        return None
    if found.is_received and (subject := _receiver(scene, found, payers)):
        return subject
    inside = [m for m in scene.inside(found.sentence.start, found.sentence.end) if m.kind != "person"]
    inside = [m for m in inside if not _is_payer(m, payers)]
    named = [m for m in inside if not _is_source(scene, m) and _is_recipient(found, m)]
    named = [m for m in named if m.start < found.clause_end or not _has_purpose(scene, found)]
    ranked = sorted(named, key=lambda m: (not _is_dative(found, m), *_distance(found, m)))
    if ranked:
        return _with_joined(scene, found, ranked[0])
    return _common(scene, found, payers) or _group(scene, found) or _place(scene, found)


def _is_payer(mention: Mention, payers: frozenset[str]) -> bool:
    is_own_continent = mention.name == "Europe" and "EU" in payers
    return mention.name in payers or mention.country_code in payers or is_own_continent


def _common(scene: Scene, found: Context, payers: frozenset[str]) -> str | None:
    """ "for the agency", "gives the board", "for the Baltic states": a body named before, or a group as written."""
    words = found.sentence.words
    givers = {p.last for p in found.predicates if p.verb_class in ("give", "pledge")}
    for index in range(1, len(words) - 1):
        if words[index].lower != "the" or not (words[index - 1].lower in _TO or index in givers):
            continue
        noun = words[index + 1].lower
        if index + 2 < len(words) and words[index + 2].lower in _GROUPS and words[index + 1].is_capitalised:
            return f"{words[index + 1].text} {words[index + 2].text}"
        if noun in _STATES:
            states = [m for m in scene.inside(0, words[index].start) if m.kind in ("country", "metonym", "demonym")]
            return next((m.name for m in reversed(states) if not _is_payer(m, payers)), None)
        bodies = [m for m in scene.inside(0, words[index].start) if m.kind == "body" and m.name not in payers]
        fitting = [m for m in bodies if noun == "agency" or m.name in anaphora().get(noun, ())]
        if fitting and (noun == "agency" or noun in anaphora()):
            return fitting[-1].name
    return None


def _has_purpose(scene: Scene, found: Context) -> bool:
    """Whether a sum has a "for" of its own before the next sum: "€82bn for the Bundeswehr and €9bn for Ukraine"."""
    return re.match(r"[^.;,]{0,30}?\bfor\b", scene.document.lower[found.one.end : found.clause_end]) is not None


def _group(scene: Scene, found: Context) -> str | None:
    """ "to local aid groups", "loans to member states": receivers nobody names one by one, as written."""
    words = found.sentence.words
    for index in range(found.sentence.word_index(found.one.end), len(words) - 2):
        if words[index].start >= found.clause_end:
            break
        if words[index].lower not in _TO:
            continue
        phrase = words[index + 1 : index + 1 + _GROUP_WORDS]
        head = next((k for k, w in enumerate(phrase) if w.lower in _RECEIVING_GROUPS), None)
        if head is not None and all(w.text.islower() for w in phrase[: head + 1]) and head > 0:
            return scene.document.text[phrase[0].start : phrase[head].end]
    return None


def _place(scene: Scene, found: Context) -> str | None:
    """ "for shelter in Ituri", "to rebuild housing in the Belgorod Region": relief for a part of a country."""
    if found.purpose_kind not in (*_NEEDY, "aid") or "order" in found.frame.classes:
        return None
    words = found.sentence.words
    for place in scene.places:
        if not found.one.end <= place.start < found.clause_end or scene.is_source(place.start):
            continue
        index = found.sentence.word_index(place.start)
        while index > 0 and words[index - 1].lower in ("the", "northern", "southern", "eastern", "western"):
            index -= 1
        if index > 0 and words[index - 1].lower in ("in", "to", "for"):
            return place.name
    return None


def _distance(found: Context, mention: Mention) -> tuple[bool, bool, int]:
    """In the sum's own clause first, after the sum before it, and near."""
    is_outside = not found.clause_start <= mention.start < found.clause_end
    return is_outside, mention.start < found.one.start, abs(mention.start - found.one.start)


def _receiver(scene: Scene, found: Context, payers: frozenset[str]) -> str | None:
    """The subject of "Kyiv has received", "the alliance is to get"."""
    outer = found.frame.outer
    assert outer is not None
    actors = [a for a in scene.subject(found.sentence, outer.first) if a.name not in payers]
    if actors:
        return actors[0].name if not actors[0].is_person else actors[0].side
    first, last = subject_span(found.sentence.words, outer.first)
    words = found.sentence.words[first:last]
    inside = scene.inside(words[0].start, words[-1].end) if words else []
    return next((m.name for m in inside if m.kind != "person" and m.name not in payers), None)


def _is_source(scene: Scene, mention: Mention) -> bool:
    return scene.is_source(mention.start)


def _with_joined(scene: Scene, found: Context, mention: Mention) -> str:
    """ "Armenia and Azerbaijan"; "Palestinians in Gaza" are Gaza."""
    words = found.sentence.words
    following = scene.inside(mention.end, found.sentence.end)[:1]
    if not following:
        return mention.name
    between = [w.lower for w in words if mention.end <= w.start < following[0].start]
    if between == ["and"] and following[0].kind in ("country", "territory", "metonym"):
        return f"{mention.name} and {following[0].name}"
    is_inhabited = mention.kind == "people" and between[:1] == ["in"] and len(between) <= 2
    return following[0].name if is_inhabited and following[0].kind == "territory" else mention.name


def _is_recipient(found: Context, mention: Mention) -> bool:
    """ "for Ukraine", "to Kyiv", "give Ukraine $5bn", "help Ukraine rebuild", "the Ukrainian army"."""
    words = found.sentence.words
    index, following = found.sentence.word_index(mention.start), found.sentence.word_index(mention.end)
    after = words[following].lower if following < len(words) else ""
    if mention.kind == "demonym" and after not in _PERSONS | _WORKS:
        return False
    back = index - 1
    while back > 0 and words[back].lower in _ATTRIBUTES:
        back -= 1
    before = words[back].lower if back >= 0 else ""
    is_rebuilt = index > 0 and words[index - 1].lower in _REBUILD
    is_lent = before == "with" and found.purpose_kind == "aid" and "order" in found.frame.classes
    if before in _TO or before in _HELP or is_lent or _is_spent_on(found, mention, before):
        return is_rebuilt or not _is_journey(words, back)
    if any(p.last == back + 1 and _takes_receiver(p, mention) for p in found.predicates):
        return mention.start < found.one.start and mention.kind != "demonym"
    if before == "in":
        return is_rebuilt or _is_needy(found, mention, words[back - 1].lower)
    return is_rebuilt or after in _WORKS or (before == "and" and _follows_recipient(words, back))


def _is_spent_on(found: Context, mention: Mention, before: str) -> bool:
    """ "spent $66bn on Kyiv"."""
    return before == "on" and mention.kind in ("country", "metonym") and "spend" in found.frame.classes


def _is_needy(found: Context, mention: Mention, before: str) -> bool:
    """ "food for people in Sudan", "reconstruction in Lebanon": relief goes to where it is needed."""
    is_relief = found.purpose_kind in _NEEDY or before in _INHABITANTS
    return is_relief and mention.kind != "body" and not mention.is_city and mention.start > found.one.start


def _is_dative(found: Context, mention: Mention) -> bool:
    """ "paid Jordan $1bn for Syrian refugees": who stands between the verb and the sum is given it."""
    index = found.sentence.word_index(mention.start)
    between = found.one.qualifier_start - mention.end
    is_after_verb = any(p.last == index and _takes_receiver(p, mention) for p in found.predicates)
    return is_after_verb and 0 <= between <= _BESIDE


def _takes_receiver(verb: Predicate, mention: Mention) -> bool:
    """ "lend Kyiv $5bn"; with a body only where the verb cannot be about the body's own money."""
    if verb.verb_class not in ("give", "pledge"):
        return False
    return mention.kind != "body" or verb.lemma in ("give", "pay", "hand", "promise", "grant", "send")


def _is_journey(words: tuple[Word, ...], back: int) -> bool:
    """ "his visit to Kyiv", "on its way to Brussels" names where somebody goes."""
    return back > 0 and words[back - 1].lower in (
        "visit",
        "trip",
        "travelled",
        "flew",
        "journey",
        "went",
        "return",
        "close",
    )


def _follows_recipient(words: tuple[Word, ...], index: int) -> bool:
    return words[index - 1].is_capitalised and any(w.lower in _TO for w in words[max(index - 4, 0) : index])


def beneficiary(scene: Scene, payer: str | None) -> str | None:
    """Whom a post's aid is for where no sentence says so: its most mentioned receiver of aid."""
    counts: dict[str, int] = {}
    for mention in scene.mentions:
        if mention.kind == "group":
            continue
        if mention.kind == "territory" or mention.country_code in aid_recipients():
            name = mention.name if mention.kind != "person" else mention.side or mention.name
            counts[name] = counts.get(name, 0) + 1
    counts.pop(payer or "", None)
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return ranked[0][0] if ranked else None


def may_receive(mention: Mention) -> bool:
    """Whether a name stands for a state that gets aid rather than gives it."""
    return mention.country_code in aid_recipients()


def donor(scene: Scene, receivers: frozenset[str]) -> str | None:
    """The one state or body of a post that can have given; None where there are several or none."""
    kinds = ("country", "metonym", "demonym", "body")
    named = [m for m in scene.mentions if m.kind in kinds and m.country_code not in aid_recipients()]
    names = {("EU" if m.name.startswith("European ") else m.name) for m in named}
    names -= receivers | {"Russia", "West"}
    return next(iter(names)) if len(names) == 1 else None
