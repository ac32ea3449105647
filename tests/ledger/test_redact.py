"""A redaction removes bytes from the file, keeps the chain, and is recorded."""

from pathlib import Path

import pytest

from pipelines.core.errors import BadInput, BodyRedactedError
from pipelines.core.events import BodyRedacted, ClaimReviewed, PageUnchanged, Recordable
from pipelines.core.ids import sha256_hex
from pipelines.ledger.redact import Redacted, Scope, redact, shows
from pipelines.ledger.store import open_ledger
from pipelines.ledger.verify import verify
from tests.ledger import factory

# Bytes zstd cannot shrink, so that they stand in a frame as they are and can be looked for in the raw file.
MARKER = bytes((n * 89 + n * n * 7) % 256 for n in range(200))


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(_page(n), n) for n in range(50)], factory.clock)
        ledger.append([factory.captured(factory.page(n, seed=9), n, stream="test:2") for n in range(5)], factory.clock)
    return path


def _page(number: int) -> bytes:
    marked = MARKER if number in (5, 6) else b""
    return factory.page(number).replace(b"</h1>", b"</h1>" + marked, 1) + b"p.example.org/p/%d" % (number // 10)


def _redact(path: Path, **scope: object) -> Redacted:
    return redact(path, Scope(**scope), reason="takedown 7", requested_by="the publisher", clock=factory.clock)  # type: ignore[arg-type]


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def test_the_bytes_are_gone_from_every_file_and_all_other_bodies_are_whole(ledger_path: Path) -> None:
    assert MARKER in _raw(ledger_path.parent)
    gone = [sha256_hex(_page(n)) for n in (5, 6)]
    redacted = _redact(ledger_path, body_sha256s=gone)
    assert (redacted.bodies, redacted.head.position) == (2, 56)
    assert MARKER not in _raw(ledger_path.parent)
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        for n in range(50):
            if n in (5, 6):
                with pytest.raises(BodyRedactedError):
                    ledger.body(sha256_hex(_page(n)))
            else:
                assert ledger.body(sha256_hex(_page(n))) == _page(n)


def test_the_chain_stays_whole_and_verify_says_how_much_was_redacted(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        before = [row.hash for row in ledger.rows()]
    _redact(ledger_path, body_sha256s=[sha256_hex(_page(0)), sha256_hex(_page(1))])
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        assert [row.hash for row in ledger.rows(upto=55)] == before
    verified = verify(ledger_path)
    assert (verified.is_sound, verified.redacted, verified.bodies) == (True, 2, 55)
    assert ", 2 redacted" in verified.text


def test_the_redaction_is_an_event_with_scope_reason_and_who_asked(ledger_path: Path) -> None:
    _redact(ledger_path, stream="test:2")
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        stored = next(ledger.events(event_type="BodyRedacted"))
    assert isinstance(stored.event, BodyRedacted)
    assert (stored.event.scope, stored.event.reason, stored.event.requested_by) == (
        "stream test:2",
        "takedown 7",
        "the publisher",
    )
    assert len(stored.event.body_sha256s) == 5


def test_a_posts_permalink_takes_out_every_body_that_shows_it(ledger_path: Path) -> None:
    assert _redact(ledger_path, permalink="https://p.example.org/p/3").bodies == 10
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        assert ledger.body(sha256_hex(_page(29))) == _page(29)
        with pytest.raises(BodyRedactedError):
            ledger.body(sha256_hex(_page(30)))


@pytest.mark.parametrize(
    ("shown", "is_found"),
    [
        (b'<a href="https://p.dw.com/p/4xYz">', True),
        (rb'{"url":"https:\/\/p.dw.com\/p\/4xYz"}', True),
        (b"proxy?u=https%3A%2F%2Fp.dw.com%2Fp%2F4xYz&x=1", True),
        (b"proxy?u=https%3a%2f%2fp.dw.com%2fp%2f4xYz&x=1", True),
        (b"https://p.dw.com/p/4xYzA", False),
        (b"https://p.dw.com/p/4xyz", False),
        (b"nothing", False),
    ],
)
def test_a_permalink_is_found_in_each_form_pages_write_it(shown: bytes, is_found: bool) -> None:
    assert shows("https://p.dw.com/p/4xYz/")(shown) is is_found


def test_landing_a_redacted_body_again_does_not_bring_it_back(ledger_path: Path) -> None:
    _redact(ledger_path, body_sha256s=[sha256_hex(_page(n)) for n in (5, 6, 49)])
    with open_ledger(ledger_path) as ledger:
        ledger.append([factory.captured(_page(49), 100), factory.captured(_page(5), 101)], factory.clock)
        types = [stored.event_type for stored in ledger.events(after=56)]
        assert types == [PageUnchanged.__name__, "PageCaptured"]
        with pytest.raises(BodyRedactedError):
            ledger.body(sha256_hex(_page(5)))
    assert MARKER not in _raw(ledger_path.parent)
    assert verify(ledger_path).is_sound


def test_capturing_goes_on_after_whole_chains_were_redacted(ledger_path: Path) -> None:
    _redact(ledger_path, stream="test:1")
    with open_ledger(ledger_path) as ledger:
        ledger.append([factory.captured(factory.page(n, seed=5), 200 + n) for n in range(30)], factory.clock)
    verified = verify(ledger_path)
    assert (verified.is_sound, verified.redacted) == (True, 50)


def test_the_words_of_a_review_can_be_taken_out_and_nothing_else_shows_it(ledger_path: Path) -> None:
    sentence = "A private person was named in this sentence."
    review = ClaimReviewed(
        claim_id="c", verdict="reject", reviewer="r", reason="no", evidence=sentence, text_sha256="0" * 64
    )
    with open_ledger(ledger_path) as ledger:
        ledger.append([Recordable(stream="reviews", observed_at=factory.START, event=review)], factory.clock)
    assert sentence.encode() in _raw(ledger_path.parent)
    assert _redact(ledger_path, positions=[56]).events == 1
    assert sentence.encode() not in _raw(ledger_path.parent)
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        assert list(ledger.events(event_type="ClaimReviewed")) == []
    verified = verify(ledger_path)
    assert (verified.is_sound, verified.redacted) == (True, 1)


def test_a_redaction_whose_words_were_changed_is_found(ledger_path: Path) -> None:
    _redact(ledger_path, stream="test:2")
    with open_ledger(ledger_path) as ledger:
        ledger.connection.execute("UPDATE events SET payload = '{}' WHERE position = 56")
    assert 56 in [problem.position for problem in verify(ledger_path).problems]


def test_only_events_that_quote_pages_can_lose_their_words(ledger_path: Path) -> None:
    with pytest.raises(BadInput, match="Nothing stored is in the scope"):
        _redact(ledger_path, positions=[1])


@pytest.mark.parametrize(
    "scope",
    [{}, {"stream": "test:none"}, {"body_sha256s": ["0" * 64]}, {"permalink": "https://p.example.org/p/77"}],
)
def test_a_scope_that_holds_nothing_changes_nothing_and_says_so(ledger_path: Path, scope: dict[str, object]) -> None:
    before = ledger_path.read_bytes()
    with pytest.raises(BadInput, match="Nothing stored is in the scope"):
        _redact(ledger_path, **scope)
    assert ledger_path.read_bytes() == before


def test_a_redaction_that_dies_half_way_leaves_the_ledger_as_it_was_and_can_be_repeated(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(ledger_path) as ledger:
        head = ledger.head()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", die)
        _redact(ledger_path, stream="test:1")
    with open_ledger(ledger_path) as ledger:
        assert ledger.head() == head
        assert ledger.body(sha256_hex(_page(5))) == _page(5)
    assert _redact(ledger_path, stream="test:1").bodies == 50
    assert MARKER not in _raw(ledger_path.parent)


def test_a_ledger_in_a_folder_with_a_quote_and_another_name_can_be_redacted(tmp_path: Path) -> None:
    path = tmp_path / "it's mine" / "my-ledger.db"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(b"words", 1)], factory.clock)
    assert _redact(path, stream="test:1").bodies == 1
