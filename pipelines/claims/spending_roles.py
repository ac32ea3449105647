"""Who pays a sum and who receives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.mention import Mention
from pipelines.claims.spending_context import Context, is_cue
from pipelines.claims.spending_period import period
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Word

_TO = frozenset({"to", "for", "towards", "toward"})
_HELP = lexicon.words("spending_roles_help")
_BY = frozenset({"by", "from"})
_ARTICLES = lexicon.words("spending_roles_articles")
_GIVE = lexicon.words("spending_roles_give")
_INSTITUTIONS_OF_EU = frozenset({"European Commission", "European Parliament"})
_PLURAL_PAYERS = lexicon.words("spending_roles_plural_payers")


@dataclass(frozen=True, slots=True)
class Roles:
    """Payer, recipient and period of a sum; None where the text names none."""

    payer: str | None
    recipient: str | None
    period: str | None


def of(scene: Scene, found: Context) -> Roles:
    """The roles around one sum."""
    payers, named = _payer(scene, found)
    recipient = _recipient(scene, found, payers)
    return Roles(named or _listed(payers), recipient, period(scene, found))


def beneficiary(scene: Scene, payer: str | None) -> str | None:
    """Whom a post's aid is for where a sentence does not say: its most mentioned receiver of aid."""
    counts: dict[str, int] = {}
    for mention in scene.mentions:
        if mention.kind == "territory" or mention.country_code in _aid_recipients():
            name = mention.name if mention.kind != "person" else mention.side or mention.name
            counts[name] = counts.get(name, 0) + 1
    counts.pop(payer or "", None)
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return ranked[0][0] if ranked else None


@cache
def _aid_recipients() -> frozenset[str]:
    return frozenset(r["country_code"] for r in lexicon.rows("countries") if r["is_aid_recipient"] == "true")


def main_side(scene: Scene) -> str | None:
    """The state or body a post is about: the first one its title names, else the first of all."""
    named = [m for m in scene.mentions if m.kind in ("country", "body", "demonym", "metonym")]
    return _state_name(_actor(named[0])) if named else None


def _listed(actors: list[Actor]) -> str | None:
    names = list(dict.fromkeys(_state_name(a) for a in actors))
    if not names:
        return None
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _state_name(actor: Actor) -> str:
    """A minister's or leader's promise is the state's money."""
    name = actor.side or actor.name if actor.is_person else actor.name
    return "EU" if name in _INSTITUTIONS_OF_EU else name


def _payer(scene: Scene, found: Context) -> tuple[list[Actor], str | None]:
    """The payers, or the noun phrase that stands for them ("allies", "donors") as written."""
    sentence = found.sentence
    by = _after_by(scene, found) or _gapped(scene, found)
    if by:
        return by, None
    if found.purpose_kind == "frozen":
        owner = [m for m in scene.inside(sentence.start, sentence.end) if m.kind in ("demonym", "country", "metonym")]
        near = sorted(owner, key=lambda m: abs(m.start - found.one.start))
        return ([_actor(near[0])] if near else []), None
    if found.cue_index is not None and sentence.words[found.cue_index].start < found.one.start:
        index: int | None = found.cue_index
        while index is not None:
            first, last = subject_span(sentence.words, index)
            plural = _plural(sentence.words[first:last])
            if plural:
                return [], scene.document.text[plural[0].start : plural[-1].end]
            subject = [a for a in scene.subject(sentence, index) if a.kind != "territory"]
            if subject:
                return subject, None
            index = last - 1 if 0 < last - 1 < index and last > first else (first - 1 if first > 0 else None)
            index = None if index is not None and index <= 0 else index
    return _owner(scene, found), None


def _gapped(scene: Scene, found: Context) -> list[Actor]:
    """Payers of a list: "Sweden gives $275m, Norway 1.5bn kroner and Denmark about $90m"."""
    if not found.is_gapped:
        return []
    between = [
        m
        for m in scene.inside(found.clause_start, found.one.qualifier_start)
        if m.kind in ("country", "metonym", "body")
    ]
    kept = [m for m in between if not _is_recipient(scene, found, m) and not _is_located(scene, found, m)]
    is_near = len(kept) == 1 and found.one.qualifier_start - kept[0].end < 30
    return [_actor(kept[0])] if is_near else []


def _plural(words: Sequence[Word]) -> list[Word]:
    """ "European allies and Canada", "other countries and institutions": payers nobody names one by one."""
    lowers = [w.lower for w in words]
    if not words or len(words) > 9 or not any(w in _PLURAL_PAYERS for w in lowers) or "of" in lowers:
        return []
    kept = [w for w in words if w.lower not in ("the", "at", "a")]
    head = next(i for i, w in enumerate(kept) if w.lower in _PLURAL_PAYERS)
    end = next((i for i, w in enumerate(kept) if w.lower in ("in", "at", "meeting", "said") and i > head), len(kept))
    is_named = head > 0 and kept[head - 1].text.isupper()
    return [] if is_named else list(kept[:end])


def _after_by(scene: Scene, found: Context) -> list[Actor]:
    """Payers named after the sum: "pledged by Norway", "from the EU, the IMF and Japan"."""
    words = found.sentence.words
    for index in range(found.sentence.word_index(found.one.end), len(words) - 1):
        is_agent = words[index].lower == "from" or is_cue(words[index - 1].lower)
        if words[index].lower in _BY and is_agent and words[index].start < found.clause_end:
            actors = scene.actors_in(found.sentence, words[index + 1].start, found.sentence.end, is_object=True)
            if actors and actors[0].start - words[index].end <= 12:
                return actors
    return []


def _owner(scene: Scene, found: Context) -> list[Actor]:
    """Payers named before the sum without a verb: "Germany's €5bn package", "a British loan"."""
    near = [
        m for m in scene.inside(found.sentence.start, found.one.start) if m.kind not in ("person", "territory", "group")
    ]
    sources = {m.name for m in near if scene.is_source(m.start)}
    near = [m for m in near if m.name not in sources]
    for mention in reversed(near):
        if not _is_recipient(scene, found, mention) and not _is_located(scene, found, mention):
            return [_actor(mention)]
    return []


def _is_located(scene: Scene, found: Context, mention: Mention) -> bool:
    index = found.sentence.word_index(mention.start)
    return index > 0 and found.sentence.words[index - 1].lower in ("in", "at", "on", "against", "near")


def _actor(mention: Mention) -> Actor:
    return Actor(mention.name, mention.country_code, mention.kind, mention.role, mention.start, mention.end)


def _recipient(scene: Scene, found: Context, payer: list[Actor]) -> str | None:
    payers = {a.name for a in payer} | {a.country_code for a in payer if a.country_code}
    inside = [m for m in scene.inside(found.sentence.start, found.sentence.end) if m.kind != "person"]
    inside = [m for m in inside if not scene.is_source(m.start)]
    ranked = sorted(inside, key=lambda m: (m.start < found.one.start, abs(m.start - found.one.start)))
    for mention in ranked:
        is_payer = mention.name in payers or mention.country_code in payers
        if not is_payer and mention.kind != "demonym" and _is_recipient(scene, found, mention):
            return mention.name
    return None


def _is_recipient(scene: Scene, found: Context, mention: Mention) -> bool:
    """ "for Ukraine", "to Kyiv", "give Ukraine $5bn", "help Ukraine rebuild", "Ukraine's reconstruction"."""
    words = found.sentence.words
    index = found.sentence.word_index(mention.start)
    back = index - 1
    while back > 0 and words[back].lower in _ARTICLES:
        back -= 1
    before = words[back].lower if back >= 0 else ""
    following = found.sentence.word_index(mention.end)
    after = words[following].lower if following < len(words) else ""
    if index and words[index - 1].lower in ("rebuild", "rebuilding", "reconstructing"):
        return True
    if before in _TO or before in _HELP or before in _GIVE:
        return True
    if before == "in" and found.purpose_kind in ("reconstruction", "aid") and mention.start > found.one.start:
        return not mention.is_city
    is_listed = (
        before == "and"
        and words[back - 1].is_capitalised
        and any(w.lower in _TO for w in words[max(back - 4, 0) : back])
    )
    return after in ("reconstruction", "recovery", "rebuilding", "relief") or is_listed
