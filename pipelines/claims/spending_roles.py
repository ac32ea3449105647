"""Who pays a sum, who receives it, and for which time."""

import re
from dataclasses import dataclass

from pipelines.claims.actors import Actor, Scene, subject_span
from pipelines.claims.mention import Mention
from pipelines.claims.spending_context import Context

_TO = frozenset({"to", "for", "towards", "toward"})
_YEAR = re.compile(r"\b(?:fiscal (?:year )?)?((?:19|20)\d\d)(?:\s?(?:-|–|/|to|and|through|until)\s?((?:19|20)?\d\d))?\b")
_SPAN = re.compile(
    r"\b(?:over|during|for|in|across|within) (?:the )?(?:next |coming |past |last )?((?:\w{1,9}) years?)\b"
    r"|\b((?:two|three|four|five|six|seven|eight|ten|\d{1,2})-year)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(this|last|next) (?:fiscal |financial )?year\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"\bin ((?:{_MONTHS})(?: (?:19|20)\d\d)?)\b")
_BY = frozenset({"by", "from"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Payer, recipient and period of a sum; None where the text names none."""

    payer: str | None
    recipient: str | None
    period: str | None


def of(scene: Scene, found: Context) -> Roles:
    """The roles around one sum."""
    payer = _payer(scene, found)
    recipient = _recipient(scene, found, payer)
    return Roles(_listed(payer), recipient, _period(scene, found))


def _listed(actors: list[Actor]) -> str | None:
    names = list(dict.fromkeys(_state_name(a) for a in actors))
    if not names:
        return None
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _state_name(actor: Actor) -> str:
    """A minister's or leader's promise is the state's money."""
    from pipelines.claims import lexicon

    return lexicon.short_name(actor.country_code) if actor.is_person and actor.country_code else actor.name


def _payer(scene: Scene, found: Context) -> list[Actor]:
    sentence = found.sentence
    by = _after_by(scene, found)
    if by:
        return by
    if found.purpose_kind == "frozen":
        owner = [m for m in scene.inside(sentence.start, sentence.end) if m.kind in ("demonym", "country", "metonym")]
        return [_actor(owner[0])] if owner else []
    if found.cue_index is not None and sentence.words[found.cue_index].start < found.one.start:
        subject = _subject(scene, found, found.cue_index)
        if subject:
            return subject
    return _owner(scene, found)


def _subject(scene: Scene, found: Context, index: int) -> list[Actor]:
    """The subject of the verb that governs the sum, or of a verb before it in a chain ("agreed to give")."""
    subject = scene.subject(found.sentence, index)
    words = found.sentence.words
    while not subject and index > 0:
        first, last = subject_span(words, index)
        index = last - 1 if last > first else index - 1
        subject = scene.subject(found.sentence, index)
    return subject


def _after_by(scene: Scene, found: Context) -> list[Actor]:
    """Payers named after the sum: "pledged by Norway", "from the EU, the IMF and Japan"."""
    words = found.sentence.words
    for index in range(found.sentence.word_index(found.one.end), len(words) - 1):
        if words[index].lower in _BY and words[index].start < found.clause_end:
            actors = scene.actors_in(found.sentence, words[index + 1].start, found.sentence.end, is_object=True)
            if actors and actors[0].start - words[index].end <= 30 and not _is_asset(actors[0]):
                return actors
    return []


def _is_asset(actor: Actor) -> bool:
    return False


def _owner(scene: Scene, found: Context) -> list[Actor]:
    """Payers named as owners before the sum: "Germany's €5bn package", "a British loan", "Spending by the bloc"."""
    near = [m for m in scene.inside(found.sentence.start, found.one.start) if m.kind != "person"]
    for mention in reversed(near):
        if not _is_recipient(scene, found, mention):
            return [_actor(mention)]
    return []


def _actor(mention: Mention) -> Actor:
    return Actor(mention.name, mention.country_code, mention.kind, mention.role, mention.start, mention.end)


def _recipient(scene: Scene, found: Context, payer: list[Actor]) -> str | None:
    payers = {a.name for a in payer} | {a.country_code for a in payer if a.country_code}
    inside = [m for m in scene.inside(found.sentence.start, found.sentence.end) if m.kind != "person"]
    ranked = sorted(inside, key=lambda m: (m.start < found.one.start, abs(m.start - found.one.start)))
    for mention in ranked:
        is_payer = mention.name in payers or mention.country_code in payers
        if not is_payer and _is_recipient(scene, found, mention):
            return mention.name
    return None


def _is_recipient(scene: Scene, found: Context, mention: Mention) -> bool:
    """ "for Ukraine", "to Kyiv", "give Ukraine $5bn", "help Ukraine rebuild", "Ukraine's reconstruction"."""
    words = found.sentence.words
    index = found.sentence.word_index(mention.start)
    back = index - 1
    while back > 0 and words[back].lower in ("the", "a", "its", "war-torn", "neighbouring", "neighboring"):
        back -= 1
    before = words[back].lower if back >= 0 else ""
    following = found.sentence.word_index(mention.end)
    after = words[following].lower if following < len(words) else ""
    if before in _TO or before in ("help", "helping", "helps", "arm", "support", "supporting", "aid", "arming", "supply"):
        return True
    if before in ("give", "gave", "given", "giving", "lend", "lent", "provide", "provided", "grant", "granted", "offer",
                  "offered", "send", "sent", "sending", "providing", "lending", "pay", "allocate", "promised", "pledged"):  # fmt: skip
        return True
    if before == "in" and found.purpose_kind in ("reconstruction", "aid") and mention.start > found.one.start:
        return True
    return after in ("reconstruction", "recovery", "rebuilding", "relief") or before == "and" and _list_recipient(words, back)


def _list_recipient(words: tuple, back: int) -> bool:  # type: ignore[type-arg]
    return any(words[i].lower in _TO for i in range(max(back - 4, 0), back))


def _period(scene: Scene, found: Context) -> str | None:
    text = scene.document.text
    pieces = [(found.one.end, found.clause_end), (found.clause_start, found.one.start)]
    if found.clause_start != found.sentence.start:
        pieces.append((found.sentence.start, found.clause_start))
    for start, end in pieces:
        period = _period_in(scene, text[start:end])
        if period:
            return period
    return None


def _period_in(scene: Scene, piece: str) -> str | None:
    published = scene.document.published_on
    relative = _RELATIVE.search(piece)
    if relative:
        shift = {"this": 0, "last": -1}.get(relative[1].lower())
        if shift is None:
            return relative[0]
        return str(published.year + shift) if published else relative[0]
    month = _MONTH.search(piece)
    span = _SPAN.search(piece)
    year = _YEAR.search(piece)
    if span:
        return (span[0] if span[1] else span[2]).strip()
    if month:
        return month[1]
    if year:
        return year[0]
    return None
