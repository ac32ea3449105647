"""The words DW's pages put around posts, by language, as in the translations its real pages carry."""

import re

SKIP_SECTION = re.compile(r"(?:Skip next section|Den nächsten Abschnitt)\b\s?(?P<title>.*?)(?: überspringen)?$")
SHOW_MORE = re.compile(r"(?:Show more posts|Mehr Beiträge anzeigen)$")
CREDIT = re.compile(r"(?:Image|Bild|Photo|Foto): ")
PUBLISHED = re.compile(
    r"(?:Published|Veröffentlicht)\s?(?P<day>.*?)\s?(?:(?:last|zuletzt) (?:updated|aktualisiert).*)?$", re.I
)
AGENCIES = re.compile(r" (?:with|mit) .*$")
ROLES = re.compile(r" (?:Editor|Reporter|Correspondent|Author|Writer|Journalist|Host|Redakteur(?:in)?|Autor(?:in)?)$")
CLOSING = (
    r"(?i)\b(?:live ?blog|blog|live updates|updates|coverage|live-?ticker)\b.{0,60}"
    r"\b(?:now closed|is closed|has ended|have ended|closed|geschlossen|beendet)\b"
)


def author_names(line: str) -> tuple[str, ...]:
    """The names in an author line such as "A. One | B. Two Editor with AFP, dpa"."""
    names = (ROLES.sub("", name.strip()) for name in AGENCIES.sub("", line).split("|"))
    return tuple(name for name in names if name)
