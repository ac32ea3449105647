"""Pages that are none, half or in another language: each gets a clear outcome, and the rest is released."""

from pathlib import Path

import pytest

from pipelines import steps
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from tests.conftest import SAMPLE, ask_release, ask_work, import_and_refresh

PAGE = sorted(SAMPLE.glob("*.html"))[3]


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    whole = PAGE.read_bytes()
    (folder / "empty.html").write_bytes(b"")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "half.html").write_bytes(whole[: len(whole) * 3 // 4].replace(b"99000001", b"99000002"))
    (folder / "wrong-bytes.html").write_bytes(whole.replace(b"99000001", b"99000003").replace(b"Kyiv", b"K\xff\xfeyiv"))
    german = "Die russischen Angriffe auf die Stadt haben in der Nacht drei Menschen getötet und viele verletzt."
    page = whole.decode().replace("99000001", "99000004").replace('lang="en"', 'lang="de"').replace("/en/", "/de/")
    page = page.replace("Russia's Defense Ministry said 13 Ukrainian drones were shot down over the region.", german)
    (folder / "german.html").write_text(page)
    (folder / "good.html").write_bytes(whole)
    return folder


def test_every_bad_page_has_an_outcome_and_the_good_one_is_released(settings: Settings, bad_folder: Path) -> None:
    import_and_refresh(settings, bad_folder)
    failures = ask_work(settings, "SELECT failure_reason FROM raw.captures WHERE event_type = 'CaptureFailed'")
    assert failures == [("empty_body",)]
    outcomes = ask_work(settings, "SELECT stream, outcome, reason FROM raw.pages")
    unclear = [stream for stream, outcome, reason in outcomes if outcome != "complete" and not reason]
    assert len(outcomes) == 5
    assert unclear == []
    by_stream = {stream: outcome for stream, outcome, _ in outcomes}
    assert by_stream["dw:99000001"] == "complete"
    assert any(stream.startswith("unknown:") and outcome == "quarantined" for stream, outcome, _ in outcomes)
    assert ask_release(settings, "SELECT claim_id FROM marts.fct_casualties")


def test_a_page_in_another_language_is_kept_and_gives_no_facts(settings: Settings, bad_folder: Path) -> None:
    import_and_refresh(settings, bad_folder / "german.html")
    assert ask_work(settings, "SELECT language FROM raw.pages") == [("de",)]
    assert ask_work(settings, "SELECT count(*) > 0 FROM raw.post_versions") == [(True,)]


def test_half_a_page_withdraws_nothing(own_sample: Settings, tmp_path: Path) -> None:
    before = ask_release(own_sample, "SELECT claim_id FROM marts.fct_casualties ORDER BY 1")
    half = tmp_path / "half.html"
    newest = sorted(SAMPLE.glob("*.html"))[-1].read_bytes()
    half.write_bytes(newest[: len(newest) * 3 // 4])
    import_and_refresh(own_sample, half)
    assert ask_release(own_sample, "SELECT claim_id FROM marts.fct_casualties ORDER BY 1") == before


def test_a_missing_path_is_named(settings: Settings) -> None:
    with pytest.raises(BadInput, match="nowhere"):
        steps.capture(settings, "nowhere.html")
