"""Today's code reads every event that was ever released."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.core.errors import BadInput, BodyRedactedError, LedgerDamaged
from pipelines.core.events import EVENT_CLASSES, BlogDiscovered, BodyRedacted
from pipelines.core.ids import sha256_hex
from pipelines.ledger import upcast
from pipelines.ledger.chain import Head
from pipelines.ledger.restore import restore
from pipelines.ledger.store import open_ledger
from pipelines.ledger.upcast import UPCASTERS, read_event
from tests.ledger.golden_events import PAGES, V1, V2

GOLDEN = Path(__file__).parent / "golden"


def _restored(tmp_path: Path) -> Iterator[Path]:
    for folder in sorted(path for path in GOLDEN.iterdir() if path.is_dir()):
        restore(folder, tmp_path / folder.name / "ledger.duckdb")
        yield tmp_path / folder.name / "ledger.duckdb"


def test_the_first_golden_ledger_restores_to_the_head_it_was_released_with(tmp_path: Path) -> None:
    restored = restore(GOLDEN / "v1", tmp_path / "ledger.duckdb")
    assert restored.verified.is_sound
    assert restored.head == Head(9, "ac37c7fb290d052d4653c46c50dc35fc59f827f14fc636861de34de149d5b655")


def test_the_events_of_the_first_golden_ledger_read_as_expected(tmp_path: Path) -> None:
    restore(GOLDEN / "v1", tmp_path / "ledger.duckdb")
    with open_ledger(tmp_path / "ledger.duckdb", is_read_only=True) as ledger:
        *events, redaction = list(ledger.events())
        assert [stored.event for stored in events] == [event for event, _ in V1]
        assert isinstance(redaction.event, BodyRedacted)
        assert [ledger.body(sha256_hex(page)) for page in PAGES[:2]] == list(PAGES[:2])
        with pytest.raises(BodyRedactedError):
            ledger.body(sha256_hex(PAGES[2]))


def test_the_review_of_the_second_golden_ledger_reads_as_expected(tmp_path: Path) -> None:
    restore(GOLDEN / "v2", tmp_path / "ledger.duckdb")
    with open_ledger(tmp_path / "ledger.duckdb", is_read_only=True) as ledger:
        (review,) = ledger.events(event_type="ClaimReviewed")
    assert review.event == V2[1][0]


def test_every_event_in_its_present_version_stands_in_a_golden_ledger(tmp_path: Path) -> None:
    seen = set()
    for path in _restored(tmp_path):
        with open_ledger(path, is_read_only=True) as ledger:
            seen |= {(row.event_type, row.schema_version) for row in ledger.rows()}
    assert seen >= {(name, cls.schema_version) for name, cls in EVENT_CLASSES.items()}


def test_every_version_before_the_present_one_has_an_upcaster() -> None:
    needed = {(name, version) for name, cls in EVENT_CLASSES.items() for version in range(1, cls.schema_version)}
    assert set(UPCASTERS) == needed


def test_an_old_shape_is_brought_forward_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BlogDiscovered, "schema_version", 3)
    monkeypatch.setattr(
        upcast,
        "UPCASTERS",
        {
            ("BlogDiscovered", 1): lambda old: {**old, "found_by": old["by"]},
            ("BlogDiscovered", 2): lambda old: {name: value for name, value in old.items() if name != "by"},
        },
    )
    oldest = json.dumps({"url": "https://example.org", "source": "example", "by": "hand"})
    newer = json.dumps({"url": "https://example.org", "source": "example", "by": "x", "found_by": "hand"})
    expected = BlogDiscovered(url="https://example.org", source="example", found_by="hand")
    assert read_event("BlogDiscovered", 1, oldest) == read_event("BlogDiscovered", 2, newer) == expected


@pytest.mark.parametrize(("event_type", "version"), [("BlogDiscovered", 99), ("BlogVanished", 1)])
def test_an_event_of_a_newer_newsledger_is_named_and_not_guessed(event_type: str, version: int) -> None:
    with pytest.raises(BadInput, match=f"{event_type} version {version}"):
        read_event(event_type, version, "{}")


@pytest.mark.parametrize("payload", ["", "[]", "{}", '{"url": 1, "source": "s", "found_by": "h"}'])
def test_words_that_are_no_such_event_are_damage(payload: str) -> None:
    with pytest.raises(LedgerDamaged, match="no BlogDiscovered"):
        read_event("BlogDiscovered", 1, payload)
