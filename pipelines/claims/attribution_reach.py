"""How far the word of a source reaches: its clause, its part of the sentence, or the whole sentence."""

import re

from pipelines.claims.sources import LEADS, TIME, verb_strength
from pipelines.claims.text import Sentence, Word

_FIGURES = frozenset({"number", "numbers", "toll", "tolls", "figure", "figures", "count", "counts", "balance"})
_GIVE = frozenset({"gave", "give", "gives", "giving"})
_RELATIVES = frozenset({"which", "whom", "who", "whose"})
_PLACES_OF_TELLING = TIME | {"in", "on", "via", "to", "at", "citing", "the", "cnn", "reporters", "afp", "reuters"}
_PLACES_OF_TELLING |= {"through", "after", "during", "before", "when", "following", "while", "as", "from", "with"}
_EVENT = (
    r"(?:attack|strike|raid|rocket|bombing|massacre|shelling|blast|explosion|assault|offensive|invasion|ambush|missile)"
)
_KNOWN_EVENT = re.compile(
    rf"\b(?:the|that|\w+day['’]s|last \w+['’]s|yesterday['’]s|(?:an )?answer to \w+) (?:[\w’'-]+ ){{0,5}}{_EVENT}s?"
    r"(?: (?:on|in|at|near|against|of) (?:[\w’'-]+ ?){1,5})?"
    r"(?:,? (?:that|which|where|in which|when) )(?=[^.;]*)"
)


def of_verb(sentence: Sentence, first: int, verb: int) -> tuple[int, int]:
    """The span that the subject from word `first` vouches for by the verb at word `verb`."""
    words = sentence.words
    if first and words[first - 1].lower in _RELATIVES:
        return words[first - 1].start, _next(sentence, verb, ",")
    if first > 1 and words[first - 1].text == "," and words[first - 2].lower in _RELATIVES | {"where"}:
        return words[first - 2].start, sentence.end
    is_trailing = first > 0 and words[first - 1].lower in (",", "”", '"', "—") and _ends_report(words, verb)
    if is_trailing:
        return sentence.start, _end_of_part(sentence, verb)
    if first == 0:
        return sentence.start, sentence.end
    is_lead = words[0].lower in LEADS and not any(verb_strength(words, k) for k in range(first))
    return (sentence.start if is_lead else words[first].start), sentence.end


def of_phrase(sentence: Sentence, marker: int, last: int) -> tuple[int, int]:
    """The span of ", said NP" and "according to NP": its clause where no comma sets it off and another one follows."""
    words = sentence.words
    end = _end_of_part(sentence, last - 1)
    if marker == 0 or words[marker - 1].lower in (",", "”", '"', "—") or not _goes_on(words, last):
        return sentence.start, end
    start = next((k for k in range(marker - 1, 0, -1) if words[k].text == ","), 0)
    return words[start].start, words[last].start


def _goes_on(words: tuple[Word, ...], last: int) -> bool:
    """Whether a clause of its own follows the phrase: ", while some missiles …"."""
    return last + 1 < len(words) and words[last].text == "," and words[last + 1].lower in ("while", "but", "whereas")


def _end_of_part(sentence: Sentence, index: int) -> int:
    """What follows ", X said, and" with a subject of its own is not the word of X."""
    words = sentence.words
    comma = next((k for k in range(index + 1, len(words)) if words[k].text == ","), len(words))
    is_joint = comma + 2 < len(words) and words[comma + 1].lower in ("and", "but", "while")
    return words[comma].start if is_joint and words[comma + 2].is_capitalised else sentence.end


def _next(sentence: Sentence, index: int, sign: str) -> int:
    return next((w.start for w in sentence.words[index + 1 :] if w.text == sign), sentence.end)


def _ends_report(words: tuple[Word, ...], i: int) -> bool:
    """Whether nothing that could be reported follows the verb: ", police said on Monday."."""
    rest = [w.lower for w in words[i + 1 : i + 14]]
    stop = next((k for k, w in enumerate(rest) if w in '.,;:"”'), len(rest))
    head = rest[:stop]
    return not head or head[0] in _PLACES_OF_TELLING or words[i].lower in ("told", "tells")


def gives_figure(words: tuple[Word, ...], i: int) -> bool:
    """ "gave the number of dead as 31", "gives other figures"."""
    if words[i].lower not in _GIVE:
        return False
    return any(w.lower in _FIGURES for w in words[i + 1 : i + 5])


def goes_on(words: tuple[Word, ...], i: int) -> bool:
    """ "went on": a speaker continues."""
    return words[i].lower in ("went", "goes") and i + 1 < len(words) and words[i + 1].lower == "on"


def backgrounds(sentence: Sentence) -> list[tuple[int, int]]:
    """Clauses that tell what a known event did: "the drone attack that killed three"."""
    text = sentence.text
    found = []
    for match in _KNOWN_EVENT.finditer(text):
        end = text.find(";", match.end())
        found.append((sentence.start + match.end(), sentence.start + (end if end > 0 else len(text))))
    return found
