"""The words DW's pages put around posts, by language, as in the translations its real pages carry."""

import re
from datetime import date

from pipelines.sources.dates import stated_day

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


_RELATIVE = re.compile(r"(?:\d{1,3}|an?|one) (?:minute|hour|day)s? ago$|vor \d{1,3} (?:Minute|Stunde|Tag)", re.I)


def is_date(line: str) -> bool:
    """Whether the line says when something was published, by day or in relation to the moment of reading."""
    return bool(PUBLISHED.match(line) or _RELATIVE.match(line) or stated_day(line))


def day_of(line: str) -> date | None:
    """The day a date line states; None where it is relative."""
    found = PUBLISHED.match(line)
    return stated_day(found["day"] if found else line)


def author_names(line: str) -> tuple[str, ...]:
    """The names in an author line such as "A. One | B. Two Editor with AFP, dpa"."""
    names = (ROLES.sub("", name.strip()) for name in AGENCIES.sub("", line).split("|"))
    return tuple(name for name in names if name)
