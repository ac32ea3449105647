"""The tables Python writes into `work.duckdb`, declared once: from here come the DDL, the contracts and the docs."""

from dataclasses import dataclass
from typing import Any

import polars as pl

SCHEMA = "raw"
_POLARS_TYPES: dict[str, Any] = {
    "VARCHAR": pl.String,
    "VARCHAR[]": pl.List(pl.String),
    "BIGINT": pl.Int64,
    "INTEGER": pl.Int32,
    "BOOLEAN": pl.Boolean,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
    "DECIMAL(24, 2)": pl.Decimal(24, 2),
}


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, what it says, and what null means (None: never null)."""

    name: str
    type: str
    description: str
    null_means: str | None = None
    one_of: tuple[str, ...] = ()

    @property
    def polars_type(self) -> Any:
        """The type of the column in a polars frame."""
        return _POLARS_TYPES[self.type]


@dataclass(frozen=True)
class Table:
    """One table of schema `raw`: its key is unique, its rows come from one room."""

    name: str
    room: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    replaced_by: str | None = None
    """Column whose incoming values replace all rows that have them; without one, rows once written stay."""

    @property
    def qualified_name(self) -> str:
        """The name SQL uses."""
        return f"{SCHEMA}.{self.name}"

    @property
    def polars_schema(self) -> dict[str, Any]:
        """Names and types of a polars frame of this table."""
        return {column.name: column.polars_type for column in self.columns}

    @property
    def ddl(self) -> str:
        """CREATE TABLE IF NOT EXISTS, without keys or checks: a lake has none, contracts guard them."""
        columns = ", ".join(f'"{c.name}" {c.type}' + ("" if c.null_means else " NOT NULL") for c in self.columns)
        return f"CREATE TABLE IF NOT EXISTS {self.qualified_name} ({columns})"


CAPTURES = Table(
    name="captures",
    room="posts",
    description="One row per attempt to see a page: captured, unchanged or failed.",
    key=("position",),
    columns=(
        Column("position", "BIGINT", "Position of the event in the ledger."),
        Column("stream", "VARCHAR", "Stream of the live blog, `source:blog-id`."),
        Column(
            "event_type",
            "VARCHAR",
            "What the ledger recorded.",
            one_of=("PageCaptured", "PageUnchanged", "CaptureFailed"),
        ),
        Column("url", "VARCHAR", "Address asked for.", null_means="the bytes came from a file without a known address"),
        Column("observed_at", "TIMESTAMP", "When the bytes existed at the source (UTC)."),
        Column(
            "observed_basis",
            "VARCHAR",
            "How observed_at is known: fetched, given by the importer, an archive header, or only the import time.",
            one_of=("fetched", "given", "archive", "imported"),
        ),
        Column("recorded_at", "TIMESTAMP", "When the ledger recorded it (UTC)."),
        Column("status_code", "INTEGER", "HTTP status.", null_means="no HTTP answer: a file, or a failure before one"),
        Column(
            "page_id",
            "VARCHAR",
            "The page seen; joins `pages`.",
            null_means="the capture failed, or its body was redacted",
        ),
        Column("failure_reason", "VARCHAR", "Why no page came.", null_means="a page came"),
        Column("failure_detail", "VARCHAR", "The failure in words.", null_means="a page came"),
    ),
)

PAGES = Table(
    name="pages",
    room="posts",
    description="One row per distinct page body of a stream, as its parser read it.",
    key=("page_id",),
    columns=(
        Column("page_id", "VARCHAR", "Hash of stream and body."),
        Column("stream", "VARCHAR", "Stream of the live blog."),
        Column("source", "VARCHAR", "Source folder that read the page, or `unknown`."),
        Column("blog_id", "VARCHAR", "The publisher's id of the live blog.", null_means="the page names none"),
        Column("body_sha256", "VARCHAR", "Hash of the page's bytes."),
        Column(
            "form",
            "VARCHAR",
            "Form of the page that was read: state, json, jsonld, dom, text.",
            null_means="no form was understood",
        ),
        Column(
            "parser", "VARCHAR", "Parser that read it, with its version.", null_means="no parser understood the page"
        ),
        Column(
            "outcome",
            "VARCHAR",
            "complete: lists every post of the blog. partial: some. quarantined: not understood.",
            one_of=("complete", "partial", "quarantined"),
        ),
        Column(
            "reason", "VARCHAR", "Why the page is partial or quarantined, in words.", null_means="the page is complete"
        ),
        Column("language", "VARCHAR", "ISO 639-1 code of the page.", null_means="not known"),
        Column("canonical_url", "VARCHAR", "The blog's address.", null_means="the page states none"),
        Column("title", "VARCHAR", "Page title.", null_means="the page states none"),
        Column("authors", "VARCHAR[]", "Authors of the page, in order."),
        Column("teaser", "VARCHAR", "Teaser.", null_means="the page states none"),
        Column("key_points", "VARCHAR[]", "Key points on top of the page, in order."),
        Column("closing_notice", "VARCHAR", "The sentence that says the blog is closed.", null_means="none was seen"),
        Column("is_closed", "BOOLEAN", "Whether the page says that the blog is closed."),
        Column("post_count", "INTEGER", "Posts read from the page."),
        Column("unread_fields", "VARCHAR[]", "Fields of the page's data that its parser does not know."),
    ),
)

PAGE_POSTS = Table(
    name="page_posts",
    room="posts",
    description="Which post version stood where on which page.",
    key=("page_id", "ordinal"),
    columns=(
        Column("page_id", "VARCHAR", "The page."),
        Column("ordinal", "INTEGER", "Place on the page, 1 is the topmost."),
        Column("post_version_id", "VARCHAR", "The post as it read there; joins `post_versions`."),
        Column("post_key", "VARCHAR", "The post."),
    ),
)

POST_VERSIONS = Table(
    name="post_versions",
    room="posts",
    description="One row per wording of a post: a changed title, body, caption, author or date makes a new one.",
    key=("post_version_id",),
    columns=(
        Column("post_version_id", "VARCHAR", "Hash of post_key and content."),
        Column("post_key", "VARCHAR", "Source and the publisher's own id of the post."),
        Column(
            "key_basis",
            "VARCHAR",
            "What post_key rests on; hash is weak: an edited post gets a new key.",
            one_of=("permalink", "id", "url", "hash"),
        ),
        Column("stream", "VARCHAR", "Stream of the live blog."),
        Column("source", "VARCHAR", "Source that read the post."),
        Column("url", "VARCHAR", "Permalink of the post.", null_means="the page states none"),
        Column("title", "VARCHAR", "Title, cleaned; empty where the post has none."),
        Column("body", "VARCHAR", "Body, cleaned: paragraphs separated by a blank line, NFC."),
        Column("text_sha256", "VARCHAR", "Hash of title and body."),
        Column("captions", "VARCHAR[]", "Image captions with credit, in order."),
        Column("videos", "VARCHAR[]", "Titles of videos, in order."),
        Column("authors", "VARCHAR[]", "Authors of the post, in order."),
        Column(
            "published_at",
            "TIMESTAMP",
            "When the post says it was published (UTC).",
            null_means="the page gives no time of day",
        ),
        Column(
            "published_on",
            "DATE",
            "Day the post says it was published, in the publisher's time zone.",
            null_means="the page gives no date",
        ),
        Column("published_text", "VARCHAR", "The date as the page words it.", null_means="the page gives none"),
        Column(
            "modified_at", "TIMESTAMP", "When the post says it was changed (UTC).", null_means="the page gives none"
        ),
        Column("language", "VARCHAR", "ISO 639-1 code of the post's text.", null_means="too short to tell"),
    ),
)

_RECORDED_BEFORE = "recorded by a newsledger that did not keep it"
REVIEWS = Table(
    name="reviews",
    room="posts",
    description="One row per review of a claim by a person, as recorded; the newest of a claim counts.",
    key=("position",),
    columns=(
        Column("position", "BIGINT", "Position of the event in the ledger."),
        Column("stream", "VARCHAR", "Stream of the live blog in which the reviewer saw the claim."),
        Column("claim_id", "VARCHAR", "The claim that was reviewed."),
        Column(
            "claim_type",
            "VARCHAR",
            "Type of the claim.",
            null_means=_RECORDED_BEFORE,
            one_of=("casualty", "attack", "diplomacy", "spending"),
        ),
        Column("post_key", "VARCHAR", "The post.", null_means=_RECORDED_BEFORE),
        Column("verdict", "VARCHAR", "What the reviewer decided.", one_of=("accept", "correct", "reject")),
        Column("reviewer", "VARCHAR", "Who reviewed it."),
        Column("reason", "VARCHAR", "Why, in the reviewer's words."),
        Column("evidence", "VARCHAR", "The claim's sentence as the reviewer saw it."),
        Column("text_sha256", "VARCHAR", "Hash of the title and body that the reviewer saw."),
        Column(
            "read_values", "VARCHAR", "The claim's columns as extracted then, as JSON.", null_means=_RECORDED_BEFORE
        ),
        Column("corrected_values", "VARCHAR", "What is to stand instead, as JSON.", null_means="nothing was corrected"),
        Column("reviewed_at", "TIMESTAMP", "When the claim was reviewed (UTC)."),
        Column("recorded_at", "TIMESTAMP", "When the ledger recorded it (UTC)."),
    ),
)

_CLAIM_COLUMNS = (
    Column(
        "claim_id",
        "VARCHAR",
        "Hash of post_key, type, folded evidence, core values and ordinal; the same in every form of the page.",
    ),
    Column("post_version_id", "VARCHAR", "Wording of the post the claim was read from."),
    Column("post_key", "VARCHAR", "The post."),
    Column("evidence", "VARCHAR", "Exact substring of the post's title or body that supports the claim."),
    Column("evidence_start", "INTEGER", "Offset of the evidence in title + two newlines + body, in characters."),
    Column("evidence_end", "INTEGER", "Offset after the evidence's last character."),
    Column(
        "asserted_by",
        "VARCHAR",
        "Whom the text gives as the source, as written.",
        null_means="the outlet says it in its own voice",
    ),
    Column(
        "modality",
        "VARCHAR",
        "Only asserted claims can become facts.",
        one_of=("asserted", "planned", "denied", "conditional", "historical"),
    ),
    Column(
        "support",
        "VARCHAR",
        "Support grade of the rule's reading; its precision is measured.",
        one_of=("high", "medium", "low"),
    ),
    Column("rule", "VARCHAR", "Rule that made the claim."),
    Column("extractor_version", "VARCHAR", "Hash of rules and reference data."),
    Column(
        "event_date",
        "DATE",
        "Day it happened or, of what is scheduled, is to happen, where the text says so.",
        null_means="not stated, or not clearly",
    ),
)

_QUALIFIERS = ("exact", "at_least", "more_than", "up_to", "approx", "vague")

CASUALTY_CLAIMS = Table(
    name="casualty_claims",
    room="claims",
    description="Claims that people were killed, injured, captured or went missing.",
    key=("claim_id", "post_version_id"),
    columns=(
        *_CLAIM_COLUMNS,
        Column("harm", "VARCHAR", "What happened to the people.", one_of=("killed", "injured", "missing", "captured")),
        Column("count", "BIGINT", "People, as stated.", null_means="the text gives no number, only a vague word"),
        Column("count_low", "BIGINT", "Lower bound of the number.", null_means="no bound follows from the text"),
        Column("count_high", "BIGINT", "Upper bound of the number.", null_means="no bound follows from the text"),
        Column("count_text", "VARCHAR", "The number as written."),
        Column("qualifier", "VARCHAR", "How exact the number is.", one_of=_QUALIFIERS),
        Column(
            "victim_group", "VARCHAR", "Who was harmed.", one_of=("civilian", "military", "official", "unspecified")
        ),
        Column(
            "victim_country",
            "VARCHAR",
            "ISO 3166 alpha-2 of the victims' allegiance or home.",
            null_means="several, or not inferable",
        ),
        Column(
            "place", "VARCHAR", "Most specific named place of the harm.", null_means="no place below a country is named"
        ),
        Column("scope", "VARCHAR", "One incident, or a running toll.", one_of=("incident", "cumulative")),
        Column("is_total", "BOOLEAN", "Whether the number sums other claims of the same post."),
    ),
)

ATTACK_CLAIMS = Table(
    name="attack_claims",
    room="claims",
    description="Claims that force was used.",
    key=("claim_id", "post_version_id"),
    columns=(
        *_CLAIM_COLUMNS,
        Column(
            "attack_type",
            "VARCHAR",
            "Means of the attack.",
            one_of=(
                "drone",
                "missile",
                "airstrike",
                "shelling",
                "ground",
                "sabotage",
                "assassination",
                "combined",
                "other",
            ),
        ),
        Column(
            "attacker",
            "VARCHAR",
            "ISO 3166 alpha-2, or a group's name as the post writes it (one form in a post: the short one it gives in "
            "brackets, else the fullest).",
            null_means="not stated or inferable",
        ),
        Column("target_country", "VARCHAR", "ISO 3166 alpha-2 of what was hit.", null_means="not inferable"),
        Column("places", "VARCHAR[]", "Named places that were hit; empty where none is named."),
        Column(
            "launched",
            "BIGINT",
            "Weapons launched, as stated for the whole attack.",
            null_means="not stated for the whole attack",
        ),
        Column(
            "intercepted",
            "BIGINT",
            "Weapons intercepted, as stated for the whole attack.",
            null_means="not stated for the whole attack",
        ),
    ),
)

DIPLOMACY_CLAIMS = Table(
    name="diplomacy_claims",
    room="claims",
    description="Claims about acts between states, international bodies, warring groups and their leaders.",
    key=("claim_id", "post_version_id"),
    columns=(
        *_CLAIM_COLUMNS,
        Column(
            "act",
            "VARCHAR",
            "What was done.",
            one_of=(
                "meeting",
                "call",
                "visit",
                "negotiation",
                "agreement",
                "statement",
                "proposal",
                "sanction",
                "pledge",
                "vote",
                "other",
            ),
        ),
        Column("status", "VARCHAR", "Whether it happened.", one_of=("held", "scheduled", "proposed", "cancelled")),
        Column("participants", "VARCHAR[]", "Who acts: surnames, English short names."),
        Column("counterparts", "VARCHAR[]", "Whom the act is about or towards."),
        Column("venue", "VARCHAR", "City or country where it happens.", null_means="not stated"),
    ),
)

SPENDING_CLAIMS = Table(
    name="spending_claims",
    room="claims",
    description="Claims about public money for defence, war, aid, reconstruction, and frozen assets.",
    key=("claim_id", "post_version_id"),
    columns=(
        *_CLAIM_COLUMNS,
        Column(
            "amount",
            "DECIMAL(24, 2)",
            "Sum in full units of the currency.",
            null_means="the text gives only a vague word",
        ),
        Column("amount_text", "VARCHAR", "The sum as written."),
        Column("currency", "VARCHAR", "ISO 4217 code of the sum stated first."),
        Column(
            "amount_converted",
            "DECIMAL(24, 2)",
            "The conversion the text gives in brackets.",
            null_means="none is given",
        ),
        Column("currency_converted", "VARCHAR", "Currency of the conversion.", null_means="none is given"),
        Column("qualifier", "VARCHAR", "How exact the sum is.", one_of=_QUALIFIERS),
        Column("payer", "VARCHAR", "Country or body that pays.", null_means="not stated"),
        Column("recipient", "VARCHAR", "Country or body that receives.", null_means="not stated"),
        Column("purpose", "VARCHAR", "Purpose as written.", null_means="not stated"),
        Column("period", "VARCHAR", "Year or span the sum is for.", null_means="not stated"),
        Column(
            "status",
            "VARCHAR",
            "How far the money has come.",
            one_of=("spent", "projected", "approved", "pledged", "proposed"),
        ),
    ),
)

CLAIM_LINES = Table(
    name="claim_lines",
    room="claims",
    description="Which claims of a post's wordings are one claim told anew, by what was recorded at a time.",
    key=("claim_id", "known_from"),
    columns=(
        Column("claim_id", "VARCHAR", "The claim."),
        Column("claim_line_id", "VARCHAR", "Its line: hash of post_key, type and the line's smallest claim_id."),
        Column("claim_type", "VARCHAR", "Type of the claims.", one_of=("casualty", "attack", "diplomacy", "spending")),
        Column("post_key", "VARCHAR", "The post."),
        Column("known_from", "TIMESTAMP", "Since when newsledger joined them so, by recorded_at (UTC)."),
        Column(
            "known_to",
            "TIMESTAMP",
            "Until when newsledger joined them so, by recorded_at (UTC).",
            null_means="it is what is known now",
        ),
    ),
    replaced_by="post_key",
)

CLAIM_LINKS = Table(
    name="claim_links",
    room="claims",
    description="What in one wording of a post repeats a claim, adds up to it, or says that it corrects it.",
    key=("post_version_id", "claim_id", "link", "evidence_start"),
    columns=(
        Column("post_version_id", "VARCHAR", "Wording of the post the link was read from."),
        Column("post_key", "VARCHAR", "The post."),
        Column("claim_id", "VARCHAR", "The claim that is linked."),
        Column(
            "link",
            "VARCHAR",
            "restates: the words say the claim again. component_of: the claim is a part of the linked one. "
            "corrects: the words say that the claim corrects an earlier one.",
            one_of=("restates", "component_of", "corrects"),
        ),
        Column("linked_claim_id", "VARCHAR", "The other claim.", null_means="the words are no claim of their own"),
        Column("reason", "VARCHAR", "Why, in words."),
        Column("evidence", "VARCHAR", "Exact substring of the post's title or body that shows the link."),
        Column("evidence_start", "INTEGER", "Offset of these words in title + two newlines + body, in characters."),
        Column("evidence_end", "INTEGER", "Offset after their last character."),
    ),
)

EXTRACTIONS = Table(
    name="extractions",
    room="claims",
    description="One row per post version the extractor has read, also where it found nothing.",
    key=("post_version_id",),
    columns=(
        Column("post_version_id", "VARCHAR", "The wording that was read."),
        Column("extractor_version", "VARCHAR", "Hash of rules and reference data."),
        Column(
            "outcome",
            "VARCHAR",
            "read, or why it was left unread.",
            one_of=("read", "other_language", "too_long", "failed"),
        ),
        Column("claim_count", "INTEGER", "Claims found."),
    ),
)

QUARANTINE = Table(
    name="quarantine",
    room="steps",
    description="Rows a contract refused, with reason and origin; they reach no fact.",
    key=("layer", "origin", "reason"),
    columns=(
        Column("layer", "VARCHAR", "Table the row was meant for."),
        Column("origin", "VARCHAR", "Id of the page, post version or claim."),
        Column("reason", "VARCHAR", "Which promise it broke, in words."),
        Column("row", "VARCHAR", "The refused row as JSON.", null_means="the page itself is the row"),
    ),
)

PROJECTIONS = Table(
    name="projections",
    room="steps",
    description="How far each room has read the ledger, and with which code; written together with the room's rows.",
    key=("room",),
    columns=(
        Column("room", "VARCHAR", "Room that wrote the rows.", one_of=("posts", "claims")),
        Column("upto_position", "BIGINT", "Last ledger position whose consequences are in the room's tables."),
        Column("version", "VARCHAR", "Version of the code that wrote them; another version means a rebuild."),
    ),
)

CLAIM_TABLES = {
    "casualty": CASUALTY_CLAIMS,
    "attack": ATTACK_CLAIMS,
    "diplomacy": DIPLOMACY_CLAIMS,
    "spending": SPENDING_CLAIMS,
}
TABLES = (
    *(CAPTURES, PAGES, PAGE_POSTS, POST_VERSIONS, REVIEWS),
    *CLAIM_TABLES.values(),
    *(CLAIM_LINES, CLAIM_LINKS, EXTRACTIONS, QUARANTINE, PROJECTIONS),
)


def reviewable(claim_type: str) -> dict[str, Column]:
    """The columns of a claim that a person may correct, by name: what its sentence says, not how it was found."""
    fixed = {column.name for column in _CLAIM_COLUMNS} - {"asserted_by", "event_date"}
    return {column.name: column for column in CLAIM_TABLES[claim_type].columns if column.name not in fixed}
