"""The language of a text, where there is enough of it to tell."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_LETTERS = 120
SURE = 0.95
_MAX_CHARACTERS = 3000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text; None where it is too short or the detector is not sure."""
    if sum(map(str.isalpha, text[:_MAX_CHARACTERS])) < ENOUGH_LETTERS:
        return None
    code, probability = _identifier().classify(text[:_MAX_CHARACTERS])
    return str(code) if probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
