"""Who says it: the speakers of a verb of saying, before it, after it, or behind a pronoun or participle."""

from pipelines.claims import lexicon
from pipelines.claims.actor import NEVER_ACT, Actor
from pipelines.claims.actors import Scene
from pipelines.claims.subjects import PREPOSITIONS, subject_span
from pipelines.claims.targets import QUOTES
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

_PARALLEL = frozenset({"and", ",", "but", "while", "or", "before", "also"})
_AUXILIARIES = lexicon.words("triggers_auxiliaries") - {"also", "once", "both", "each", "all", "yet", "now", "still"}
_INVERTED_WITHIN = 120
_TELLING = frozenset({"speech"})
_INVERTING = frozenset({"speech", "vow"})  # after a quotation: "…," vowed the minister


def may_speak(actor: Actor) -> bool:
    """Whether the codebook codes what the actor says: no mayors, armies, experts, nor persons without an office."""
    if actor.is_person:
        return actor.role not in NEVER_ACT and (actor.role != "" or actor.side is not None)
    return actor.institution not in ("military",) and actor.kind != "people"


def of_verb(scene: Scene, sentence: Sentence, verb: Verb, before: list[Actor]) -> list[Actor]:
    """The speakers of a verb; `before` are those of the verb before it."""
    words = sentence.words
    is_after_mark = verb.first > 0 and words[verb.first - 1].text in {",", *QUOTES}
    kinds = _INVERTING if is_after_mark and words[verb.first - 1].text in QUOTES else _TELLING
    if is_after_mark and verb.kinds[0][0] in kinds and (inverted := _inverted(scene, sentence, verb)):
        return [a for a in inverted if may_speak(a)]
    if verb.tense == "participle" and is_after_mark:
        return before or _source(scene, sentence)
    is_of_noun = (
        verb.tense == "participle" and words[verb.first - 1].text.islower()
    )  # "a resolution calling for a truce"
    if is_of_noun or _is_embedded(sentence, verb):
        return []
    actors = scene.subject(sentence, verb.first)
    if actors:
        return [a for a in actors if may_speak(a)]
    is_coordinate = verb.first > 0 and words[verb.first - 1].lower in _PARALLEL
    return (before or _leading(scene, sentence)) if is_coordinate else []


def _inverted(scene: Scene, sentence: Sentence, verb: Verb) -> list[Actor]:
    """The speaker after the verb ("…," said Merz); none in ", said Kyiv was venting", where a clause follows."""
    words = sentence.words
    if verb.last >= len(words) or words[verb.last].lower in PREPOSITIONS | {"of", "that"}:
        return []
    after = words[verb.last].start
    found = scene.actors_in(sentence, after, min(after + _INVERTED_WITHIN, sentence.end), is_object=True)
    if not found or found[0].start - after > 8:
        return []
    following = sentence.word_index(found[-1].end)
    is_clause = following < len(words) and words[following].lower in _AUXILIARIES
    return [] if is_clause else found


def _leading(scene: Scene, sentence: Sentence) -> list[Actor]:
    """The actor the sentence begins with: the subject of verbs joined by "and" far from it."""
    actors = scene.actors_in(sentence, sentence.start, sentence.end)
    return [a for a in actors if a.start - sentence.start <= 4 and may_speak(a)]


def _source(scene: Scene, sentence: Sentence) -> list[Actor]:
    """The source of "According to Merz, …, saying …"."""
    named = [m for m in scene.inside(sentence.start, sentence.end) if scene.is_source(m.start)]
    actors = [a for m in named if (a := scene.actor(m, sentence)) and may_speak(a)]
    return actors[:1]


def _is_embedded(sentence: Sentence, verb: Verb) -> bool:
    """ "what Delhi described as camps", "ties which they call": a manner of speaking inside another statement."""
    first = subject_span(sentence.words, verb.first)[0]
    words = sentence.words
    openers = [i for i in range(max(first - 1, 0), verb.first) if words[i].lower in ("what", "which", "whom")]
    openers = [i for i in openers if all(w.text != "," for w in words[i : verb.first])]  # ", which borders it, warned"
    return any(words[i].lower == "what" or words[i - 1].lower not in PREPOSITIONS for i in openers)  # "at which he"


_BREAKS = frozenset({";", ",", "and", "but", "while", "after", "before", "when", "because", "”", "“", '"'})


def is_within(sentence: Sentence, verb: Verb, spoken: Verb | None) -> bool:
    """Whether a verb belongs to what another verb says ("Putin said that it considered …")."""
    if spoken is None or spoken.last >= verb.first or sentence.words[verb.head].lower.endswith("ing"):
        return False
    if sentence.words[verb.first - 1].lower in ("it", "they"):
        return True
    return not any(w.lower in _BREAKS for w in sentence.words[spoken.last : verb.first])
