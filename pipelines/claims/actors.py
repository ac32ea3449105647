"""Who acts in a clause: the actors behind its subject and object, pronouns, roles and common nouns resolved."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.claims import attribution, lexicon, places, scene
from pipelines.claims.actor import NEVER_ACT, Actor, actor_of
from pipelines.claims.mention import Mention
from pipelines.claims.names import name_end
from pipelines.claims.subjects import (
    PREPOSITIONS,
    anaphora,
    follows_preposition,
    head_noun,
    is_joined,
    subject_span,
)
from pipelines.claims.text import Document, Sentence, Word
from pipelines.claims.titles import bare

LONGEST_SENTENCE = 2000
MOST_SENTENCES = 500
_LOCAL = lexicon.words("actors_local")
_PRONOUNS = lexicon.words("actors_pronouns")
OTHERS = frozenset({"allies", "partners", "neighbours", "neighbors", "rivals", "backers"})  # of whom, not who


@dataclass(frozen=True)
class Scene:
    """A post with its mentions and attributions; finds actors by place in the sentence."""

    document: Document

    @cached_property
    def mentions(self) -> list[Mention]:
        return scene.of(self.document).mentions

    @cached_property
    def sources(self) -> attribution.Attribution:
        return scene.of(self.document).attribution

    @cached_property
    def places(self) -> list[places.Place]:
        return scene.of(self.document).places

    def place_at(self, sentence: Sentence, index: int) -> str | None:
        """The city, state or unknown capitalised name that begins at a word, as a venue."""
        words = sentence.words
        if index >= len(words):
            return None
        start = words[index].start
        named = [p.name for p in self.places if p.start == start and not p.is_district]
        states = [m.text if m.is_city else m.name for m in self.inside(start, sentence.end) if m.start == start]
        kinds = [m.kind for m in self.inside(start, sentence.end) if m.start == start]
        if named or (states and kinds[0] in ("country", "metonym")):
            return named[0] if named else states[0]
        end = index if states else name_end(words, index, self.mentions)
        return (
            self.document.text[start : words[end - 1].start + len(bare(words[end - 1].text))] if end > index else None
        )

    def is_source(self, start: int) -> bool:
        """Whether a name stands in the noun phrase of a source ("Élysée officials said")."""
        return start in self._source_starts

    @cached_property
    def country_codes(self) -> tuple[str, ...]:
        """Countries in the order of their first mention."""
        return tuple(dict.fromkeys(m.country_code for m in self.mentions if m.country_code))

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions within a span of the text."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _source_starts(self) -> frozenset[int]:
        spans = ((s.start, s.end) for s in self.sources.sources)
        return frozenset(m.start for start, end in spans for m in self.inside(start, end))

    @cached_property
    def _title_starts(self) -> frozenset[int]:
        people = [p for p in self.mentions if p.kind == "person" and p.phrase_start < p.start]
        inside = (m for p in people for m in self.inside(p.phrase_start, p.start))
        return frozenset(m.start for m in inside if m.kind != "person")

    def actor(self, mention: Mention, sentence: Sentence) -> Actor | None:
        """The actor a mention stands for, with the noun it qualifies; None for "Russian oil"."""
        if mention.kind == "person":
            return None if self._owns_somebody(mention, sentence) else actor_of(mention)
        if mention.kind == "territory" or self._is_compound(mention):
            return None
        words = sentence.words
        after = self._after_joined(sentence, mention)
        head = head_noun(words, after)
        if head is None:
            return self._alone(mention, sentence)
        noun, kind, end = head
        if self._is_possessive(mention) and noun in OTHERS:
            return None
        if after != sentence.word_index(mention.end):  # the noun belongs to the last of joined adjectives
            end = mention.end
        if kind == "role":
            return self._by_role(mention, noun, end)
        return Actor(mention.name, mention.country_code, mention.kind, "", mention.start, end, kind)

    def _owns_somebody(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a person is only whose envoy or spokesman it is ("Donald Trump's envoy")."""
        if not self._is_possessive(mention):
            return False
        head = head_noun(sentence.words, sentence.word_index(mention.end))
        return head is not None and (head[1] == "role" or head[0] in OTHERS)

    def _alone(self, mention: Mention, sentence: Sentence) -> Actor | None:
        """A name that qualifies no institution: itself, unless it is an adjective or owns something."""
        is_bound = self._is_possessive(mention) or mention.kind == "demonym"
        return self._the_russian(mention, sentence) if is_bound else actor_of(mention)

    def _the_russian(self, mention: Mention, sentence: Sentence) -> Actor | None:
        """ "the Ukrainian" with no noun after it: the leader of that state whom the post names."""
        index, words = sentence.word_index(mention.start), sentence.words
        is_noun = mention.kind == "demonym" and index > 0 and words[index - 1].lower == "the"
        following = words[index + 1].lower if index + 1 < len(words) else "."
        if not is_noun or not (following in PREPOSITIONS or not following[0].isalpha()):
            return None
        people = [m for m in self.mentions if m.kind == "person" and m.country_code == mention.country_code]
        leader = next((m for m in people if m.role == "leader"), None)
        return actor_of(leader) if leader else None

    def _is_possessive(self, mention: Mention) -> bool:
        return self.document.text[mention.end : mention.end + 2].replace("’", "'") in ("'s", "' ")

    def _is_compound(self, mention: Mention) -> bool:
        """Whether a name is half of an adjective ("U.S.-brokered")."""
        following = self.document.text[mention.end : mention.end + 2]
        return following[:1] in ("-", "‑") and following[1:].islower()

    def _after_joined(self, sentence: Sentence, mention: Mention) -> int:
        """Index of the word after a name; after the last of joined adjectives ("Russian and Ukrainian delegations")."""
        words = sentence.words
        after = sentence.word_index(mention.end)
        while mention.kind == "demonym" and after + 1 < len(words) and words[after].lower in ("and", ","):
            following = next((m for m in self.mentions if m.start == words[after + 1].start), None)
            if following is None or following.kind != "demonym":
                break
            mention, after = following, sentence.word_index(following.end)
        return after

    def _by_role(self, mention: Mention, role: str, end: int) -> Actor | None:
        """ "the French president": the person of the post who holds that office, else the country."""
        holders = {
            m.name: m
            for m in self.mentions
            if m.kind == "person" and (m.role, m.country_code) == (role, mention.country_code)
        }
        if mention.kind == "body":  # "the Commission president"
            holders |= {m.name: m for m in self.mentions if m.kind == "person" and m.side == mention.name}
        if role in NEVER_ACT:
            return None
        if len(holders) == 1 and (mention.country_code or mention.kind == "body"):
            holder = next(iter(holders.values()))
            return Actor(holder.name, holder.country_code, "person", role, mention.start, end, side=holder.side)
        return Actor(mention.name, mention.country_code, mention.kind, role, mention.start, end)

    def subject(self, sentence: Sentence, verb: int) -> list[Actor]:
        """The actors in the subject of the verb at word index `verb`; empty if the subject is nobody who acts."""
        words = sentence.words
        first, last = subject_span(words, verb)
        if last <= first:
            return []
        if words[last - 1].lower in _PRONOUNS and (
            last - first <= 2 or words[last - 2].lower not in PREPOSITIONS | {"and"}
        ):
            return self.antecedent(sentence, words[last - 1])
        if words[first].lower in ("he", "she") and words[first + 1].lower == "and":
            others = self.actors_in(sentence, words[first + 1].start, words[last - 1].end, is_object=True)
            return [*self.antecedent(sentence, words[first]), *others]
        return self.actors_in(sentence, words[first].start, words[last - 1].end) or self._common(
            sentence, words[first:last]
        )

    def actors_in(self, sentence: Sentence, start: int, end: int, *, is_object: bool = False) -> list[Actor]:
        """Actors of a noun phrase: the first one named and those joined to it by "and" or commas."""
        found: list[Actor] = []
        for mention in self.inside(start, end):
            if self._is_in_title(mention):
                continue
            actor = self.actor(mention, sentence)
            if actor is None or (found and actor.name == found[-1].name):
                continue
            if not found and not is_object and follows_preposition(sentence, mention, start):
                continue
            if found and not is_joined(sentence, found[-1], mention):
                continue
            found.append(actor)
        return found

    def _is_in_title(self, mention: Mention) -> bool:
        """Whether a name is only part of a person's title ("the head of the World Health Organization, Tedros")."""
        return mention.start in self._title_starts

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body that can be read; what is longer than any news post or sentence is left out."""
        body = (s for s in self.document.sentences[:MOST_SENTENCES] if not s.is_title)
        return tuple(s for s in body if s.end - s.start <= LONGEST_SENTENCE)

    @cached_property
    def sides(self) -> list[Mention]:
        """The states and groups of the post, each once, in the order they are named."""
        found: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.kind in ("country", "metonym", "demonym", "people", "group"):
                found.setdefault(mention.name, mention)
        return list(found.values())

    def antecedent(self, sentence: Sentence, pronoun: Word) -> list[Actor]:
        """Whom a pronoun stands for: the nearest fitting subject before it."""
        if pronoun.lower == "who":
            before = self.inside(sentence.start, pronoun.start)
            actor = self.actor(before[-1], sentence) if before else None
            return [actor] if actor else []
        wants_person = pronoun.lower in ("he", "she")
        same = [m for m in self.inside(sentence.start, pronoun.start) if (m.kind == "person") == wants_person]
        if same:
            if pronoun.lower == "they" and len(same) > 1:
                return self.actors_in(sentence, same[0].start, pronoun.start, is_object=True)
            nearest = same[-1] if _follows_saying(sentence, pronoun) else same[0]
            return [a for a in [self.actor(nearest, sentence)] if a]
        for back in range(sentence.index - 1, max(sentence.index - 4, -1), -1):
            earlier = self.document.sentences[back]
            if earlier.is_title:
                break
            fitting = [m for m in self.inside(earlier.start, earlier.end) if (m.kind == "person") == wants_person]
            leading = [m for m in fitting if not follows_preposition(earlier, m)]
            actors = [a for m in leading or fitting if (a := self.actor(m, earlier))]
            if actors and pronoun.lower == "they":
                return self.actors_in(earlier, actors[0].start, earlier.end, is_object=True)
            if actors:
                return actors[:1]
        return []

    def object_pronoun(self, sentence: Sentence, word: Word) -> list[Actor]:
        """Whom "him", "her" or "them" after a verb stands for: a person named earlier, or whom a sentence was about."""
        if word.lower not in ("him", "her", "them"):
            return []
        if word.lower == "them" and (group := self._told_of_before(sentence)):
            return [group]
        earlier = [m for m in self.inside(0, sentence.start) if m.kind == "person" and m.role not in NEVER_ACT]
        return [actor_of(earlier[-1])] if earlier else []

    def _told_of_before(self, sentence: Sentence) -> Actor | None:
        """The state or group the sentence before begins with."""
        before = self.document.sentences[max(sentence.index - 1, 0)]
        named = [m for m in self.inside(before.start, before.end) if m.kind in ("country", "people", "group")]
        is_first = bool(named) and not before.is_title and sentence.index > 0 and named[0].start - before.start <= 4
        return actor_of(named[0]) if is_first else None

    def _common(self, sentence: Sentence, words: Sequence[Word]) -> list[Actor]:
        """ "the president", "the bloc", "the ministry": the actor of the post they stand for."""
        if any(w.lower in _LOCAL for w in words):
            return []
        for position, word in enumerate(words):
            if position and words[position - 1].lower in PREPOSITIONS:
                continue
            named = [n for n in anaphora().get(word.lower, ()) if any(m.name == n for m in self.mentions)]
            if named:
                return [Actor(named[0], None, "body", "", word.start, word.end)]
            head = head_noun(words, position)
            if head and head[1] == "government" and words[0].lower in ("the", "its"):
                return self._same_institution(sentence)
            if head and head[1] == "role" and words[0].lower in ("the", "his", "its", "their"):
                return self._only_holder(sentence, head[0], words[0])
        return []

    def _same_institution(self, sentence: Sentence) -> list[Actor]:
        """ "the ministry": the one that was named last."""
        for mention in reversed(self.inside(0, sentence.start)):
            earlier = self.document.sentence_at(mention.start)
            actor = self.actor(mention, earlier) if not earlier.is_title else None
            if actor and actor.institution == "government":
                return [actor]
        return []

    def _only_holder(self, sentence: Sentence, role: str, word: Word) -> list[Actor]:
        before = [m for m in self.inside(0, sentence.end) if m.kind == "person" and m.role == role]
        names = {m.name: m for m in before}
        return [actor_of(m) for m in list(names.values())[-1:]] if len(names) == 1 else []


def _follows_saying(sentence: Sentence, pronoun: Word) -> bool:
    """ "the US said it had": the pronoun stands for who said it."""
    before = [w.lower for w in sentence.words[max(sentence.word_index(pronoun.start) - 2, 0) :][:2]]
    return any(w in ("said", "says", "announced", "announces", "added") for w in before)
