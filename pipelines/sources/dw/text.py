"""DW's page as plain text: posts between a "Skip next section" line and a permalink line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from pipelines.sources.dates import stated_day
from pipelines.sources.document import Document
from pipelines.sources.dw import address, labels
from pipelines.sources.reading import PageReading, ReadPost, Unreadable

NAME = "dw.text.1"
_ENDS_A_SENTENCE = re.compile(r"[.!…:;,][\"”’')\]]{0,3}$|[\"”]$")
_NAME_LIKE = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|[a-z]{2,3})(?: (?:[A-ZÀ-Þ][\w.'’-]*|[a-z]{2,3})){1,4}$")
_BULLET = re.compile(r"[•◦▪‣]\s*")
Block = list[str]


@dataclass
class _Section:
    """The lines from one skip line to the next; `link` is the permalink that closes a post."""

    heading: str
    lines: list[str] = field(default_factory=list)
    link: str | None = None
    after: list[str] = field(default_factory=list)


def read(document: Document) -> PageReading | None:
    """The reading of a plain-text page; None where the page is HTML, JSON, or has no skip line."""
    if document.is_html or document.is_json:
        return None
    lines = [line.replace("\xa0", " ").rstrip("\r") for line in document.text.split("\n")]
    header, sections = _split(lines)
    posts_of = [section for section in sections if section.link]
    if not posts_of:
        return None
    overview = sections[0] if not sections[0].link else None
    return replace(
        _read_header(header),
        intro_html=_intro_html(overview.lines) if overview else "",
        posts=tuple(_read_post(section) for section in posts_of),
        gaps=tuple(_gaps(lines)),
        faults=tuple(_faults(sections, overview)),
        unread_fields=tuple(f"words after the permalink of {s.heading[:80]!r}" for s in sections[:-1] if s.after),
    )


def _split(lines: list[str]) -> tuple[list[str], list[_Section]]:
    header: list[str] = []
    sections: list[_Section] = []
    for line in lines:
        if found := labels.SKIP_SECTION.match(line.strip()):
            sections.append(_Section(found["title"]))
        elif not sections:
            header.append(line)
        else:
            _add_line(sections[-1], line)
    return header, sections


def _add_line(section: _Section, line: str) -> None:
    if section.link is None and address.permalink_id(line) and " " not in line.strip():
        section.link = line.strip()
    elif section.link is None:
        section.lines.append(line)
    elif line.strip():
        section.after.append(line)


def _read_header(lines: list[str]) -> PageReading:
    """Title, authors and date, teaser: the blocks that stand, in this order, above the page's permalink."""
    link_at = next((at for at, line in enumerate(lines) if address.permalink_id(line)), None)
    if link_at is None:
        raise Unreadable("The text names no permalink of its live blog above the first post.")
    link = lines[link_at].strip()
    page = PageReading("text", NAME, blog_id=address.blog_id(link), posts=(), canonical_url=address.unwrap(link))
    blocks = list(_blocks(lines[:link_at]))
    dated_at = next((at for at, block in enumerate(blocks) if at and labels.is_date(block[-1])), None)
    if dated_at is None:
        return page
    dated, after = blocks[dated_at], blocks[dated_at + 1 :]
    return replace(
        page,
        title_html=escape(blocks[dated_at - 1][-1], quote=False),
        teaser_html=_html(after[0]) if after else None,
        authors=labels.author_names(dated[0]) if len(dated) > 1 else (),
        published_on=labels.day_of(dated[-1]),
    )


def _read_post(section: _Section) -> ReadPost:
    number = address.permalink_id(section.link or "")
    blocks = list(_blocks(section.lines))
    day_text = blocks.pop(0)[0] if blocks and labels.is_date(blocks[0][0]) else None
    if blocks and blocks[0] == [section.heading]:
        blocks.pop(0)
    authors = _take_authors(blocks)
    return ReadPost(
        own_id=str(number),
        key_basis="permalink",
        url=address.permalink(number or 0),
        title_html=escape(section.heading, quote=False),
        body_html="".join(_body_html(blocks, section.lines)),
        authors=authors,
        published_on=stated_day(day_text),
        published_text=day_text,
    )


def _take_authors(blocks: list[Block]) -> tuple[str, ...]:
    if len(blocks) < 2 or len(blocks[0]) > 1:
        return ()
    line = blocks[0][0]
    names = labels.author_names(line)
    if names and not _ENDS_A_SENTENCE.search(line) and all(_NAME_LIKE.match(name) for name in names):
        blocks.pop(0)
        return names
    return ()


def _body_html(blocks: list[Block], lines: list[str]) -> Iterator[str]:
    """Paragraphs, captions and a closing video title, told apart and marked up as the other forms do."""
    video = blocks.pop()[0] if blocks and _is_video_title(blocks[-1], lines) else ""
    for block in blocks:
        yield _html(block)
    if video:
        yield f'<div class="embed"><video></video><p>{escape(video, quote=False)}</p></div>'


def _is_video_title(block: Block, lines: list[str]) -> bool:
    """A last line that ends no sentence, or a question set off by the blank that an embedded player leaves."""
    if len(block) > 1 or _caption_at(block) is not None or _BULLET.match(block[0]):
        return False
    if block[0].endswith("?"):
        at = max(at for at, line in enumerate(lines) if line.strip() == block[0])
        return any(line and not line.strip() for line in lines[max(0, at - 2) : at])
    return not _ENDS_A_SENTENCE.search(block[0])


def _html(block: Block) -> str:
    caption_at = _caption_at(block)
    if caption_at is None:
        return "".join(f"<p>{escape(_BULLET.sub('', line, count=1), quote=False)}</p>" for line in block)
    before, after = block[: max(0, caption_at - 1)], block[caption_at + 1 :]
    caption, credit = _split_caption(block[caption_at])
    figure = f"<figure><img><figcaption>{escape(caption)}<small>{escape(credit)}</small></figcaption></figure>"
    return (_html(before) if before else "") + figure + (_html(after) if after else "")


def _caption_at(block: Block) -> int | None:
    """Where a caption stands: a line with a credit glued to it; the line above it is the image's description."""
    for at, line in enumerate(block):
        found = labels.CREDIT.search(line)
        if found and (found.start() == 0 or not line[found.start() - 1].isspace() or at == len(block) - 1 > 0):
            return at
    return None


def _split_caption(line: str) -> tuple[str, str]:
    found = list(labels.CREDIT.finditer(line))[-1]
    return line[: found.start()].strip(), line[found.start() :].strip()


def _intro_html(lines: list[str]) -> str:
    parts = []
    for block in _blocks(lines):
        for line in block:
            is_point, words = _BULLET.match(line), escape(_BULLET.sub("", line, count=1), quote=False)
            parts.append(f"<ul><li>{words}</li></ul>" if is_point else f"<p>{words}</p>")
    return "".join(parts)


def _gaps(lines: list[str]) -> Iterator[str]:
    """Text is saved by hand and can end anywhere between two posts, so it never proves to be whole."""
    if any(labels.SHOW_MORE.match(line.strip()) for line in lines):
        yield "The page ends in a button for more posts, so it may not list every post."
    else:
        yield "A page saved as text does not show whether it lists every post."


def _faults(sections: list[_Section], overview: _Section | None) -> Iterator[str]:
    for section in sections:
        if section.link is None and section is not overview:
            yield f"the section {section.heading[:80]!r} has no permalink: the text breaks off, or it is no post"


def _blocks(lines: list[str]) -> Iterator[Block]:
    block: Block = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []
