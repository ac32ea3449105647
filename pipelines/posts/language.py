"""The language of a text, where there is enough of it to tell."""

from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_LETTERS = 120
SURE = 0.95
_MAX_CHARACTERS = 1000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's beginning; None where it is too short or the detector is not sure."""
    beginning = text[:_MAX_CHARACTERS]
    return _detect(beginning) if sum(map(str.isalpha, beginning)) >= ENOUGH_LETTERS else None


@lru_cache(maxsize=4096)
def _detect(text: str) -> str | None:
    """Remembered, because a page repeats its posts in every form, and a live blog in every capture."""
    code, probability = _identifier().classify(text)
    return str(code) if probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
