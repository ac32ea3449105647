"""Whether a statement is asserted, or planned, denied, conditional or about another time."""

import re

from pipelines.claims.claim import Modality
from pipelines.claims.text import Document, Sentence

_CONDITIONAL = re.compile(
    r"\b(?:if|unless|could|would|might|(?-i:may)|can|cannot|should|whether|risk(?:s|ed|ing)? "
    r"(?:of|being)|threat(?:s|ened|ens|ening)? (?:to|of)|fears? (?:of|that|for)|in case|"
    r"potential(?:ly)?|hypothetical|scenario|simulat\w+|drill|exercise|warn(?:s|ed|ing)? "
    r"(?:of|that|against)|calls? for|expect(?:s|ed|ing)?|urg(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|plan(?:s|ned|ning)? to|intend(?:s|ed)? to|vow(?:s|ed|ing)? to|prepar(?:e|"
    r"es|ed|ing) to|about to (?=(?:\w+ ){0,2}$)|set to|ready to|order(?:s|ed)? (?:troops|forces|the army) "
    r"to|"
    r"promis(?:es|ed|ing) to|want(?:s|ed)? to|pledg(?:es|ed|ing) to|plans? for|plot(?:ted|ting)? to|plot)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|no evidence|false(?:ly)?|"
    r"refut(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"\b(?:suspected of|accused of|guilty of|suspect in|charged with|convicted of|sentenced "
    r"(?:to|for)|trial (?:\w+ )?(?:for|of|over)|pleaded|jailed for|indicted for|"
    r"charg(?:ed|es|ing) (?:[\w’'-]+ ){1,6}with|"
    r"told (?:the|a) (?:\w+ )?(?:judges?|court|tribunal|jury|trial|hearing|inquiry)|testified)\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:sentenced|convicted|jailed|indicted|pleaded|found guilty|on trial|years in prison|life imprisonment|"
    r"life in prison|life sentence|extradited|stand trial|stood trial)\b",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    rf"{_VERDICT.pattern}|\b(?:gets? life|life term|trial of|verdicts?|lawsuits?|sues?|suing|in court)\b",
    re.IGNORECASE,
)
"""A post whose title tells of a trial tells of what was done long before."""
_WOULD_BE = re.compile(r"\w+ (?:on|of|against|in|at|near) (?:[\w’'-]+ ){1,4}(?:could|would|might|may)\b")
"""A noun of force whose verb is conditional: "an assault on the city could …"."""
_RETRACTED = re.compile(
    r"^[^;:.]{0,80}?\b(?:(?:was|were|is|are|proved|turned out(?: to be)?|as) (?:\w+ )?(?:false|untrue|fake|unfounded|"
    r"baseless|fabricated|wrong|incorrect|a hoax|not true|exaggerated)|(?:has|have|had|was|were) (?:been )?"
    r"(?:denied|retracted|refuted|ruled out|doctored|staged|digitally|computer-generated)|"
    r"(?:made|generated|created|produced) (?:by|with|using) (?:artificial intelligence|AI|a computer))\b",
    re.IGNORECASE,
)
"""What takes back a statement behind it: "reports of two dead were false"."""
_FICTION = re.compile(
    r"\b(?:scenario|war ?games?|drill|drills|military exercise|exercise|simulat\w+|novel|"
    r"film|movie|documentary|video game|museum|exhibition|play about|rehears\w+|memoirs?|"
    r"(?:new|the|a) (?:book|history)|historians?|biography)\b",
    re.IGNORECASE,
)
_HISTORICAL = re.compile(
    r"\b(?:World War|WWII|WWI|Holocaust|Nazi|Soviet(?:-era)?|Chernobyl|Srebrenica|Vietnam "
    r"War|Cold War|Korean War|decades (?:ago|after|on|later)|a decade (?:ago|after|on|later)|years? ago|"
    r"(?:[Tt]en|[Ff]ifteen|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|\d\d) years (?:on|after|later|since)|"
    r"\d{1,3}th anniversary|centur(?:y|ies)|1[5-9]\d\ds?)\b"
)
_OTHER_TIMES = re.compile(
    r"\b(?:World War|WWII|Holocaust|Chernobyl|Srebrenica|Vietnam War|Hiroshima|Nagasaki|Great Patriotic War)\b"
)
_MEMORY = re.compile(
    r"\b(?:remembrance|commemorat\w{1,5}|memorial|laid to rest|lit (?:candles|the flame)|"
    r"la(?:y|id|ying) (?:flowers|wreaths?)|wreaths?|"
    r"recall(?:s|ed|ing)?(?! (?:\w+ ){1,3}(?:ambassadors?|envoys?|diplomats?))|"
    r"remember(?:s|ed|ing)?|decades on|years on|genocide (?:memorial|survivors?|victims)|anniversary)\b",
    re.IGNORECASE,
)
_OF_LATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|overnight|last (?:night|week|month)|this (?:week|"
    r"month|year|morning)|(?:hours|days|weeks) (?:ago|earlier|before)|january|february|march|april|june|july|august|"
    r"september|october|november|december)\b",
    re.IGNORECASE,
)
"""Words that date an event near the post: what is remembered without them lies in another time."""
_YEAR = re.compile(
    r"\b(?:in|of|since|from|the|during|between|after|before|until|early|late|mid)[- ](?:\w{3,9}\.? "
    r"(?:\d{1,2},? )?)?((?:19|20)\d\d)\b"
)
_OLD_YEARS = 5


def of(document: Document, sentence: Sentence, anchor: int) -> Modality:
    """The modality of what is told at offset `anchor`, by the words of its clause before it and its sentence."""
    clause = sentence.clause_at(anchor)
    before = document.text[clause[0] : anchor]
    is_of_court = _COURT.search(before) or _VERDICT.search(sentence.text) or _TRIAL.search(document.title)
    if is_historical(document, sentence, anchor) or is_of_court:
        return "historical"
    if (_FICTION.search(sentence.text) and not sentence.is_title) or _is_exercise(document):
        return "conditional"
    is_conditional = _CONDITIONAL.search(before) or _WOULD_BE.match(document.text, anchor)
    if sentence.text.rstrip('"”’ ').endswith("?") or is_conditional:
        return "conditional"
    if _PLANNED.search(before):
        return "planned"
    is_denied = _DENIED.search(before) or _RETRACTED.search(document.text[anchor : sentence.end])
    return "denied" if is_denied else "asserted"


_EXERCISE = re.compile(
    r"\b(?:(?:military |live-fire |naval |joint |nato |air )?"
    r"(?:exercises?|drills?|war ?games?|manoeuvres?|maneuvers?))\b",
    re.IGNORECASE,
)


def _is_exercise(document: Document) -> bool:
    """A post about an exercise tells of no force, whatever its soldiers do."""
    return any(_EXERCISE.search(s.text) for s in document.sentences[:2])


def is_historical(document: Document, sentence: Sentence, anchor: int) -> bool:
    """Another war or decade: a word or a year that lies far behind the post."""
    start, end = sentence.clause_at(anchor)
    clause = document.text[start:end]
    if _HISTORICAL.search(clause) or _OTHER_TIMES.search(sentence.text):
        return True
    if _is_remembered(document, sentence, start, anchor):
        return True
    if document.published_on is None:
        return False
    years = [int(y) for y in _YEAR.findall(clause) or _YEAR.findall(sentence.text)]
    recent = document.published_on.year - _OLD_YEARS
    return bool(years) and max(years) < recent


def _is_remembered(document: Document, sentence: Sentence, start: int, anchor: int) -> bool:
    """ "lit candles in the gym where 334 hostages were killed": a memory without a date of its own."""
    told_end = document.text.find(", ", anchor + 1, sentence.end)
    told = document.text[start : told_end if told_end > 0 else sentence.end]
    is_memory = _MEMORY.search(sentence.text) or _MEMORY.search(document.title)
    return bool(is_memory) and not _OF_LATE.search(told)
