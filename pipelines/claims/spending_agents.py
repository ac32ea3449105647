"""Who pays by other signs than a verb's subject: an agent, a place in a list, the owner of the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.mention import Mention
from pipelines.claims.sources import is_verb
from pipelines.claims.spending_context import Context
from pipelines.claims.subjects import anaphora
from pipelines.claims.text import Word

_INSTITUTIONS_OF_EU = frozenset({"European Commission", "European Parliament"})
STATES = ("country", "metonym", "demonym", "body")
_PLURAL_PAYERS = lexicon.words("spending_plural_payers")
_MONEY = lexicon.column("spending_nouns", "noun") | lexicon.words("spending_money_modifiers")
_CLAUSES = frozenset({"it", "they", "he", "she", "which", "that", "who", "as", ";", ":"})
_LOCATED = lexicon.words("spending_located")
_SHARED = frozenset({"shared", "split", "divided"})
_BANKS = ("World Bank", "EBRD", "European Investment Bank", "African Development Bank", "Asian Development Bank")
_BORROWED = frozenset({"programme", "program", "arrangement", "bailout", "loan", "debt"})
_DONORS_TOO = frozenset({"CN", "IN", "TR", "BR", "MX", "ZA", "ID", "AR", "KZ", "AZ"})
_HEADS = 4
_AGENT_REACH = 14
_FROM_REACH = 8


@dataclass(frozen=True, slots=True)
class Payers:
    """Who pays: the name as the codebook writes it, and the names and codes of all who do."""

    name: str | None = None
    names: frozenset[str] = frozenset()


def state_name(actor: Actor) -> str:
    """A minister's or leader's promise is the state's money."""
    name = actor.side or actor.name if actor.is_person else actor.name
    return "EU" if name in _INSTITUTIONS_OF_EU else name


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


def listed(actors: Sequence[Actor]) -> Payers:
    able = [a for a in actors if (a.side or not a.is_person) and a.name != "West"]  # "West African ministers"
    names = list(dict.fromkeys(state_name(a) for a in able))
    if not names:
        return Payers()
    name = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return Payers(name, frozenset([*names, *(a.country_code for a in actors if a.country_code)]))


def agents(scene: Scene, found: Context) -> list[Actor]:
    """Payers after a preposition: "pledged by Norway", "from the EU, the IMF and Japan", "shared between"."""
    words = found.sentence.words
    for index in range(_first_agent(found), len(words) - 1):
        if words[index].start >= found.clause_end:
            break
        if _leads_agent(found, words, index) and (named := _named_after(scene, found, index)):
            return named
    return []


def _first_agent(found: Context) -> int:
    """Where agents may begin: after the sum, after its passive verb, or after the verb it is the subject of."""
    ends = [p.last for p in found.frame.chain if p.is_passive]
    subject = [max(p.last for p in found.frame.chain)] if found.frame.is_subject else []
    return min([found.sentence.word_index(found.one.end), *ends, *subject])


def _leads_agent(found: Context, words: Sequence[Word], index: int) -> bool:
    lower = words[index].lower
    if lower == "between":
        return index > 0 and words[index - 1].lower in _SHARED
    if lower == "from":
        return "order" not in found.frame.classes and not _is_far(found, words, index)
    is_of_verb = any(p.last == index for p in found.predicates)
    return lower == "by" and is_of_verb and not _is_apart(found, words, index)


def _named_after(scene: Scene, found: Context, index: int) -> list[Actor]:
    words, sentence = found.sentence.words, found.sentence
    start = words[index + 1].start
    if body := common(scene, words[index + 1 : index + 4]):
        return [Actor(body.name or "", None, "body", "", start, start)]
    if group := plural(words[index + 1 : index + 5]):
        return [Actor(" ".join(w.text for w in group), None, "body", "", group[0].start, group[-1].end)]
    actors = scene.actors_in(sentence, start, sentence.end, is_object=True)
    named = actors or [actor_of(m) for m in scene.inside(start, sentence.end)[:1]]
    is_near = bool(named) and named[0].start - words[index].end <= _AGENT_REACH
    return [a for a in named if a.kind != "territory"] if is_near else []


def _is_apart(found: Context, words: Sequence[Word], index: int) -> bool:
    """Whether a comma parts the agent from the sum: "€35bn, the EU's share of the sum promised by the G7"."""
    chained = {p.last for p in found.frame.chain}
    return index not in chained and any(w.text == "," and found.one.end <= w.start for w in words[:index])


def _is_far(found: Context, words: Sequence[Word], index: int) -> bool:
    """Whether something else comes from there: "districts it retook from Armenia", "assets seized from"."""
    verbs = [p.last for p in found.frame.chain if found.frame.is_subject]
    start = max([found.sentence.word_index(found.one.end), *verbs])
    between = words[start:index]
    return len(between) > _FROM_REACH or any(w.lower in _CLAUSES or w.lower.endswith("ed") for w in between)


def gapped(scene: Scene, found: Context) -> list[Actor]:
    """Payers of a list: "Sweden gives $275m, Norway 1.5bn kroner and Denmark about $90m"."""
    beside = _beside(scene, found)
    if beside or not found.frame.is_gapped:
        return beside
    between = scene.inside(found.clause_start, found.one.qualifier_start)
    kept = [m for m in between if m.kind in ("country", "metonym", "body", "person") and not is_located(found, m)]
    is_near = len(kept) == 1 and found.one.qualifier_start - kept[0].end < 30
    return [actor_of(kept[0])] if is_near else []


def _beside(scene: Scene, found: Context) -> list[Actor]:
    """A name between a comma or "and" and the sum itself: "and Luxembourg €28m"."""
    words = found.sentence.words
    inside = scene.inside(found.sentence.start, found.one.qualifier_start)
    last = inside[-1] if inside and (inside[-1].kind in ("country", "metonym", "body") or inside[-1].side) else None
    if last is None or found.one.qualifier_start - last.end > 2:
        return []
    index = found.sentence.word_index(last.phrase_start)
    while index > 0 and words[index - 1].lower == "the":
        index -= 1
    has_verb = any(words[p.index].start < last.start for p in found.predicates)
    return [actor_of(last)] if has_verb and index and words[index - 1].lower in (",", "and", "while", ";") else []


def owners(scene: Scene, found: Context, *, is_any: bool = False) -> list[Actor]:
    """Whose money it is: "Germany's €5bn package", "a British loan", "US military aid"; frozen: the nearest."""
    sentence = found.sentence
    inside = [m for m in scene.inside(sentence.start, sentence.end) if m.kind in STATES]
    if is_any:
        named = [m for m in inside if m.kind not in ("body", "metonym") and not _is_place(found, m)]
        owned = [m for m in named if m.kind == "demonym" or _is_possessive(found, m)]
        owned = [m for m in owned if not scene.is_source(m.start)]
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
    is_adjective = mention.kind == "demonym" or mention.text.isupper() or mention.text == "European"
    is_bound = is_adjective or tail == "'s" or tail.startswith("' ")
    if any(w in _BORROWED for w in _after_sum(found)) and mention.country_code in aid_recipients():
        return False
    if head and head[0] in ("'s", "'"):
        head = head[1:]
    is_money = any(w in _MONEY for w in head[:3])
    return is_bound and (is_money or 0 <= found.one.start - mention.end < 12)


def _after_sum(found: Context) -> list[str]:
    last = found.sentence.word_index(found.one.end)
    return [w.lower for w in found.sentence.words[last : last + 3]]


@cache
def aid_recipients() -> frozenset[str]:
    """Countries that get official aid, without those that give as much."""
    listed = frozenset(r["country_code"] for r in lexicon.rows("countries") if r["is_aid_recipient"] == "true")
    return listed - _DONORS_TOO


def _is_possessive(found: Context, mention: Mention) -> bool:
    return found.sentence.text[mention.end - found.sentence.start :][:2].replace("’", "'") in ("'s", "' ")


def _is_place(found: Context, mention: Mention) -> bool:
    """ "held in Belgium", "two South Korean banks": where frozen money lies, not whose it is."""
    words = found.sentence.words
    following = found.sentence.word_index(mention.end)
    is_bank = any(w.lower in ("banks", "accounts", "custodian") for w in words[following : following + 2])
    index = found.sentence.word_index(mention.start)
    return is_bank or (mention.kind != "demonym" and index > 0 and words[index - 1].lower in ("in", "at", "by"))


def is_located(found: Context, mention: Mention) -> bool:
    words, index = found.sentence.words, found.sentence.word_index(mention.phrase_start)
    while index > 0 and words[index - 1].lower == "the":
        index -= 1
    return index > 0 and words[index - 1].lower in _LOCATED


def plural(words: Sequence[Word]) -> list[Word]:
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


def common(scene: Scene, phrase: Sequence[Word]) -> Payers | None:
    """ "the bloc's 27 member states", "the lender": the body of the post that the noun stands for."""
    for k, word in enumerate(phrase):
        if k == 0 or phrase[k - 1].lower not in ("the", "its"):
            continue
        noun = word.lower.replace("’", "'").removesuffix("'s")
        names = _BANKS if noun == "bank" else anaphora().get(noun, ())
        present = [n for n in names if any(m.name == n for m in scene.mentions)]
        if present:
            return Payers(present[0], frozenset(present[:1]))
    return None
