"""Who pays a sum: the subject of the verb that gives it, its agent, or the owner of the money."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims import lexicon
from pipelines.claims.actors import Actor, Scene
from pipelines.claims.mention import Mention
from pipelines.claims.sources import is_verb
from pipelines.claims.spending_context import Context
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.subjects import anaphora, subject_span
from pipelines.claims.text import Word

_INSTITUTIONS_OF_EU = frozenset({"European Commission", "European Parliament"})
_STATES = ("country", "metonym", "demonym", "body")
_PLURAL_PAYERS = lexicon.words("spending_roles_plural_payers") | {"donors", "allies"}
_OF_STATE = frozenset(
    {
        "government",
        "cabinet",
        "parliament",
        "administration",
        "ministry",
        "country",
        "state",
        "lawmakers",
        "deputies",
        "mps",
    }
    | {
        "kingdom",
        "emirate",
        "republic",
        "junta",
        "treasury",
        "congress",
        "senate",
        "minister",
        "president",
        "chancellor",
    }
    | {
        "premier",
        "budget",
        "bill",
        "army",
        "military",
        "forces",
        "hosts",
        "authorities",
        "capital",
        "coalition",
        "department",
    }
    | {"navy", "house", "taxpayers", "legislature", "assembly", "chamber", "emir", "king", "plan", "draft"}
)
_MONEY = lexicon.column("spending_nouns", "noun") | frozenset(
    {"defence", "defense", "military", "security", "help", "war", "humanitarian", "financial", "emergency", "economic"}
    | {"own", "annual", "total", "state", "central", "government", "budgetary", "fund", "funds", "facility", "oil"}
)
_BODIES = frozenset({"fund", "facility", "foundation", "agency", "bank", "programme", "alliance", "trust"})
_CLAUSES = frozenset({"it", "they", "he", "she", "which", "that", "who", "as", ";", ":"})
_HEADS = 4
_LOCATED = frozenset(
    {
        "from",
        "by",
        "in",
        "at",
        "on",
        "against",
        "near",
        "for",
        "to",
        "towards",
        "toward",
        "with",
        "inside",
        "into",
        "of",
    }
)


@dataclass(frozen=True, slots=True)
class Payers:
    """Who pays: the name as the codebook writes it, the names of all, and whether a verb or an agent says so."""

    name: str | None = None
    names: frozenset[str] = frozenset()
    is_receiver: bool = False


def state_name(actor: Actor) -> str:
    """A minister's or leader's promise is the state's money."""
    name = actor.side or actor.name if actor.is_person else actor.name
    return "EU" if name in _INSTITUTIONS_OF_EU else name


def payer(scene: Scene, found: Context, own_state: str | None) -> Payers:
    """The payers of a sum; `own_state` is whom "the government" or "the country" stands for."""
    if found.is_frozen:
        return _listed(_owners(scene, found, is_any=True))
    agents = _agents(scene, found)
    if agents:
        return _listed(agents)
    if gapped := _gapped(scene, found):
        return _listed(gapped)
    verb = found.frame.outer
    is_active = verb is not None and (not verb.is_passive or verb.verb_class in ("expect", "level"))
    if verb is not None and is_active and not found.is_received and not found.frame.is_subject:
        subject = _subject(scene, found, verb, own_state)
        if subject.name:
            return subject
    return _listed(_owners(scene, found))


def _listed(actors: Sequence[Actor]) -> Payers:
    names = list(dict.fromkeys(state_name(a) for a in actors))
    if not names:
        return Payers()
    name = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return Payers(name, frozenset([*names, *(a.country_code for a in actors if a.country_code)]))


def _subject(scene: Scene, found: Context, verb: Predicate, own_state: str | None) -> Payers:
    """The subject of the outermost verb; of "wants the UN to pay" and "asked allies for", whom it turns to."""
    words = found.sentence.words
    other = _asked(scene, found) or _charged(scene, found, own_state)
    if other:
        return other
    index: int | None = verb.first
    while index is not None and index > 0:
        first, last = _own_subject(found, *subject_span(words, index))
        phrase = words[first:last]
        if body := _common(scene, phrase):
            return body
        if plural := _plural(phrase):
            return Payers(scene.document.text[plural[0].start : plural[-1].end])
        actors = [a for a in scene.subject(found.sentence, index) if a.kind != "territory"]
        actors = [a for a in actors if _is_meant(a, found, verb, phrase)]
        actors = actors or _possessors(scene, found, phrase)
        if fund := _unknown_body(scene, phrase):
            return fund
        if actors:
            return _listed(actors)
        if speaker := _speakers_state(scene, phrase):
            return speaker
        if own_state and any(w.lower.removesuffix("'s") in _OF_STATE for w in phrase):
            return Payers(own_state, frozenset({own_state}))
        step = last - 1 if last > first else first - 1
        index = step if 0 < step < index else None
    return Payers()


def _is_meant(actor: Actor, found: Context, verb: Predicate, phrase: Sequence[Word]) -> bool:
    """Whether an actor of the subject pays: not one of the sum before, and no antecedent of "it is"."""
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
    if plural := _plural(phrase):
        return Payers(scene.document.text[plural[0].start : plural[-1].end])
    actors = scene.actors_in(found.sentence, phrase[0].start, phrase[-1].end, is_object=True)
    return _listed(actors) if actors else None


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
        return _listed(actors)
    return Payers(own_state, frozenset({own_state})) if own_state and phrase[-1].lower in _OF_STATE else None


def _common(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    """ "the bloc's 27 member states", "the lender": the body of the post that the noun stands for."""
    for k, word in enumerate(phrase):
        if k == 0 or phrase[k - 1].lower not in ("the", "its"):
            continue
        names = anaphora().get(word.lower.replace("’", "'").removesuffix("'s"), ())
        present = [n for n in names if any(m.name == n for m in scene.mentions)]
        if present:
            return Payers(present[0], frozenset(present[:1]))
    return None


def _possessors(scene: Scene, found: Context, phrase: Sequence[Word]) -> list[Actor]:
    """ "Norway's contribution rises", "Copenhagen's own share", "Danish military support has amounted to"."""
    if not phrase:
        return []
    inside = [m for m in scene.inside(phrase[0].start, phrase[-1].end) if m.kind in _STATES]
    settled = [m for m in inside if not _is_located(found, m)] or [m for m in inside if _is_seat(found, m)]
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


def _gapped(scene: Scene, found: Context) -> list[Actor]:
    """Payers of a list: "Sweden gives $275m, Norway 1.5bn kroner and Denmark about $90m"."""
    beside = _beside(scene, found)
    if beside or not found.frame.is_gapped:
        return beside
    between = scene.inside(found.clause_start, found.one.qualifier_start)
    kept = [m for m in between if m.kind in ("country", "metonym", "body", "person") and not _is_located(found, m)]
    is_near = len(kept) == 1 and found.one.qualifier_start - kept[0].end < 30
    return [actor_of(kept[0])] if is_near else []


def _beside(scene: Scene, found: Context) -> list[Actor]:
    """A name between a comma or "and" and the sum itself: "and Luxembourg €28m"."""
    words = found.sentence.words
    inside = scene.inside(found.sentence.start, found.one.qualifier_start)
    last = inside[-1] if inside and inside[-1].kind in ("country", "metonym", "body") else None
    if last is None or found.one.qualifier_start - last.end > 2:
        return []
    index = found.sentence.word_index(last.phrase_start)
    while index > 0 and words[index - 1].lower == "the":
        index -= 1
    has_verb = any(words[p.index].start < last.start for p in found.predicates)
    return [actor_of(last)] if has_verb and index and words[index - 1].lower in (",", "and", "while", ";") else []


def _speakers_state(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    """ "his country would provide": the state of the person named before."""
    if len(phrase) < 2 or phrase[0].lower not in ("his", "her") or phrase[-1].lower not in _OF_STATE:
        return None
    people = [m for m in scene.inside(0, phrase[0].start) if m.kind == "person" and m.side]
    return Payers(people[-1].side, frozenset({people[-1].side or ""})) if people else None


def _plural(words: Sequence[Word]) -> list[Word]:
    """ "European allies and Canada", "other countries and institutions": payers nobody names one by one."""
    start = max((k + 1 for k, w in enumerate(words) if w.text == "-" or is_verb(words, k)), default=0)
    words = words[start:]
    lowers = [w.lower for w in words]
    if not words or len(words) > 9 or not any(w in _PLURAL_PAYERS for w in lowers):
        return []
    kept = [w for w in words if w.lower not in ("the", "at", "a")]
    head = next(i for i, w in enumerate(kept) if w.lower in _PLURAL_PAYERS)
    end = next((i for i, w in enumerate(kept) if w.lower in ("in", "at", "meeting", "said") and i > head), len(kept))
    is_named = head > 0 and (kept[head - 1].text.isupper() or kept[head - 1].text == "United")
    return [] if is_named else list(kept[:end])


def _agents(scene: Scene, found: Context) -> list[Actor]:
    """Payers named by a preposition: "pledged by Norway", "from the EU, the IMF and Japan", "from Britain for drones"."""
    words, sentence = found.sentence.words, found.sentence
    first = max((p.last for p in found.frame.chain), default=0) if found.frame.is_subject else None
    verbs = {p.last for p in found.predicates}
    passive = [p.last for p in found.frame.chain if p.is_passive]
    start = min([sentence.word_index(found.one.end), *([] if first is None else [first]), *passive])
    for index in range(start, len(words) - 1):
        if words[index].start >= found.clause_end:
            break
        lower = words[index].lower
        is_shared = lower == "between" and index and words[index - 1].lower in ("shared", "split", "divided")
        is_giver = lower == "from" and "order" not in found.frame.classes
        if not (is_giver or is_shared or (lower == "by" and index in verbs)):
            continue
        if (lower == "by" and _is_apart(found, words, index)) or (lower == "from" and _is_far(found, words, index)):
            continue
        if body := _common(scene, words[index + 1 : index + 4]):
            return [Actor(body.name or "", None, "body", "", words[index].start, words[index].end)]
        if plural := _plural(words[index + 1 : index + 5]):
            return [Actor(" ".join(w.text for w in plural), None, "body", "", plural[0].start, plural[-1].end)]
        actors = scene.actors_in(sentence, words[index + 1].start, sentence.end, is_object=True)
        owners = actors or [actor_of(m) for m in scene.inside(words[index + 1].start, sentence.end)[:1]]
        if owners and owners[0].start - words[index].end <= 14:
            return [a for a in owners if a.kind != "territory"]
    return []


def _is_apart(found: Context, words: Sequence[Word], index: int) -> bool:
    """Whether a comma parts the agent from the sum: "€35bn, the EU's share of the sum promised by the G7"."""
    chained = {p.last for p in found.frame.chain}
    return index not in chained and any(w.text == "," and found.one.end <= w.start for w in words[:index])


def _is_far(found: Context, words: Sequence[Word], index: int) -> bool:
    """Whether something else than the sum comes from there: "districts it retook from Armenia", "assets seized from"."""
    verbs = [p.last for p in found.frame.chain if found.frame.is_subject]
    start = max([found.sentence.word_index(found.one.end), *verbs])
    between = words[start:index]
    return len(between) > 8 or any(w.lower in _CLAUSES or w.lower.endswith("ed") for w in between)


def _owners(scene: Scene, found: Context, *, is_any: bool = False) -> list[Actor]:
    """The one whose money it is: "Germany's €5bn package", "a British loan", "US military aid"; frozen: the nearest."""
    sentence = found.sentence
    inside = [m for m in scene.inside(sentence.start, sentence.end) if m.kind in _STATES]
    if is_any:
        owned = [m for m in inside if m.kind not in ("body", "metonym") and not _is_place(found, m)]
        owned = [m for m in owned if m.kind == "demonym"] or owned
        return [actor_of(m) for m in sorted(owned, key=lambda m: abs(m.start - found.one.start))[:1]]
    near = [m for m in inside if m.start < found.one.start and _owns_money(found, m)]
    near += [m for m in inside if m.start >= found.one.end and m.start - found.one.end < 25 and _owns_money(found, m)]
    return [actor_of(near[-1] if near[-1].start < found.one.start else near[0])] if near else []


def _owns_money(found: Context, mention: Mention) -> bool:
    """A possessive or an adjective before a noun of money, or right before the sum itself."""
    words = found.sentence.words
    following = found.sentence.word_index(mention.end)
    head = [w.lower for w in words[following : following + _HEADS]]
    tail = found.sentence.text[mention.end - found.sentence.start :][:2].replace("’", "'")
    is_bound = tail == "'s" or tail.startswith("' ") or mention.kind == "demonym" or mention.text.isupper()
    if head and head[0] in ("'s", "'"):
        head = head[1:]
    is_money = any(w in _MONEY for w in head[:3])
    return is_bound and (is_money or 0 <= found.one.start - mention.end < 12)


def _is_located(found: Context, mention: Mention) -> bool:
    index = found.sentence.word_index(mention.phrase_start)
    return index > 0 and found.sentence.words[index - 1].lower in _LOCATED


def _is_place(found: Context, mention: Mention) -> bool:
    """ "held in Belgium", "two South Korean banks": where frozen money lies, not whose it is."""
    words = found.sentence.words
    following = found.sentence.word_index(mention.end)
    is_bank = any(w.lower in ("banks", "accounts", "custodian") for w in words[following : following + 2])
    index = found.sentence.word_index(mention.start)
    return is_bank or (index > 0 and words[index - 1].lower in ("in", "at", "by"))


def actor_of(mention: Mention) -> Actor:
    """A mention as an actor, without the noun it qualifies."""
    return Actor(
        mention.name,
        mention.country_code,
        mention.kind,
        mention.role,
        mention.start,
        mention.end,
        side=mention.side,
    )
