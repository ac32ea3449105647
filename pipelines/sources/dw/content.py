"""DW's live blog object, which the page's state and the API share: its page fields and its posts."""

from dataclasses import replace
from html import escape, unescape
from typing import Any

from pipelines.sources.dates import stated_day, stated_instant
from pipelines.sources.dw import address
from pipelines.sources.fields import Fields
from pipelines.sources.reading import Form, PageReading, ReadPost, Unreadable

LANGUAGES = {
    "ALBANIAN": "sq", "AMHARIC": "am", "ARABIC": "ar", "BENGALI": "bn", "BOSNIAN": "bs", "BULGARIAN": "bg",
    "CHINESE": "zh", "CHINESE_TRADITIONAL": "zh", "CROATIAN": "hr", "DARI": "fa", "ENGLISH": "en", "FRENCH": "fr",
    "GERMAN": "de", "GREEK": "el", "HAUSA": "ha", "HINDI": "hi", "INDONESIAN": "id", "KISWAHILI": "sw",
    "MACEDONIAN": "mk", "PASHTO": "ps", "PERSIAN": "fa", "POLISH": "pl", "PORTUGUESE": "pt",
    "PORTUGUESE_BRAZIL": "pt", "PORTUGUESE_AFRICA": "pt", "ROMANIAN": "ro", "RUSSIAN": "ru", "SERBIAN": "sr",
    "SPANISH": "es", "TAMIL": "ta", "TURKISH": "tr", "UKRAINIAN": "uk", "URDU": "ur",
}  # fmt: skip

# Known, seen in real pages, and of no use here: navigation, tracking, images, related content.
IGNORED = frozenset({
    "__typename", "ampUrl", "audios", "betaInfo", "categories", "classicUrl", "contactType", "contentAssociations",
    "contentDate", "contentDateMode", "contentLinks", "departments", "dossierContents", "externalLinks",
    "feedbackTypes", "footer", "genre", "hasMinTextLength", "imageGalleries", "imageSharingMetadata",
    "isAsianOrAfricanLang", "isChineseLang", "isEuropeanLang", "isLive", "isLiveVideo", "isOpinion", "isRtl",
    "kicker", "lastModifiedDate", "lastPublicationDate", "legacyAuthor", "livestreams", "localizedContentDate",
    "localizedContentDateSr", "localizedFirstPublicationDate", "localizedFirstPublicationDateSr",
    "mainContentImageLink", "name", "navigations", "opinionSeries", "podcast", "priority", "profileTopicContent",
    "regions", "relatedAutoTopics", "sharingDescription", "showLiveWelcomeLayer", "socialMediaConfig", "subdomain",
    "subdomainUrl", "subjects", "thematicFocusCategory", "topStoriesNavigation", "topStoriesNavigations",
    "trackingCategories", "trackingContentType", "trackingDate", "trackingId", "trackingLanguageCode",
    "trackingPageSID", "trackingRegionsCommaJoined", "trackingTopicsCommaJoined", "twitterAccount", "unifiedPrograms",
    "videos", "welcomeInfo", "widgets", "modelType", "namedUrl", "shortTitle",
})  # fmt: skip


def read_live_blog(value: Any, form: Form, parser: str) -> PageReading:
    """The reading of a live blog object; raises Unreadable where it has no id or no list of posts."""
    unread: set[str] = set()
    page = Fields(value, "liveblog", unread)
    number = page.id_number("id")
    if number is None:
        raise Unreadable("The live blog object has no id.")
    address_text = page.text("canonicalUrl", "namedUrl")
    posts, faults = _read_posts(page.required_list("posts"), unread)
    reading = PageReading(
        form=form,
        parser=parser,
        blog_id=str(number),
        posts=tuple(posts),
        language=_language(page, address_text),
        canonical_url=_absolute(address_text),
        title_html=_plain_html(page.text("title")),
        teaser_html=_plain_html(page.text("teaser")),
        intro_html=page.text("text") or "",
        authors=_names(page, "firstPersonArray") or _names(page, "persons"),
        published_on=_first_day(page),
        gaps=() if posts or faults else ("The live blog lists no posts.",),
        faults=tuple(faults),
    )
    page.text("permaLinkUrl")
    page.finish(IGNORED)
    return replace(reading, unread_fields=tuple(sorted(unread)))


def _read_posts(values: list[Any], unread: set[str]) -> tuple[list[ReadPost], list[str]]:
    posts, faults = [], []
    for place, value in enumerate(values, start=1):
        try:
            posts.append(_read_post(value, unread))
        except Unreadable as error:
            faults.append(f"post {place} of {len(values)} fell out: {error}")
    return posts, faults


def _read_post(value: Any, unread: set[str]) -> ReadPost:
    post = Fields(value, "post", unread)
    number, link = post.id_number("id"), post.text("permaLinkUrl")
    own_id = _own_id(number, link)
    day_text = post.text("localizedContentDate")
    result = ReadPost(
        own_id=str(own_id),
        key_basis="permalink" if link else "id",
        url=address.permalink(own_id),
        title_html=_plain_html(post.text("title")) or "",
        body_html=post.required_text("text"),
        authors=_names(post, "persons"),
        published_at=stated_instant(post.text("firstPublicationDate")),
        published_on=stated_day(day_text),
        published_text=day_text,
        modified_at=stated_instant(post.text("lastPublicationDate")),
    )
    post.finish(IGNORED)
    return result


def _own_id(number: int | None, link: str | None) -> int:
    linked = address.permalink_id(link) if link else None
    if number and linked and number != linked:
        raise Unreadable(f"its id {number} and its permalink {link} (id {linked}) disagree")
    if own_id := linked or number:
        return own_id
    raise Unreadable("it has neither an id nor a permalink")


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    people = [Fields(value, f"{fields.path}.{name}", fields.unread) for value in fields.optional_list(name)]
    names = tuple(full for person in people if (full := person.text("fullName")))
    for person in people:
        person.finish(_PERSON_IGNORED)
    return names


_PERSON_IGNORED = frozenset({
    "__typename", "id", "namedUrl", "twitterHandle", "shortProfile", "autoDelivery", "mainContentImageLink",
    "firstName", "lastName",
})  # fmt: skip


def _language(page: Fields, address_text: str | None) -> str | None:
    name = page.text("language")
    if name and name not in LANGUAGES:
        page.warn(f"unknown language {name!r}")
    return LANGUAGES.get(name or "") or address.language(_absolute(address_text))


def _plain_html(text: str | None) -> str | None:
    """Titles and teasers are plain text in the data, where a body is HTML."""
    return escape(unescape(text), quote=False) if text else None


def _absolute(address_text: str | None) -> str | None:
    if address_text and address_text.startswith("/"):
        return f"https://www.dw.com{address_text}"
    return address_text


def _first_day(page: Fields) -> Any:
    moment = stated_instant(page.text("firstPublicationDate"))
    return moment.date() if moment else None
