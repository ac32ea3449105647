"""Links inside a post: what repeats a claim, what adds up to it, what the text corrects."""

import pytest

from pipelines.claims.claim import Claim, PostText
from pipelines.claims.extract import claim_ids, extract
from pipelines.claims.links import Link, find

BREAKDOWN = (
    "At least five people were killed in Russian strikes on Friday. One person was killed in Kharkiv. "
    "A woman was killed in Kherson. Two people were killed in Odesa. One man was killed in Sumy."
)


def _links(title: str, body: str) -> tuple[dict[str, Claim], list[Link]]:
    post = PostText(title, body)
    claims = extract(post)
    ids = claim_ids("post", claims)
    found = find(post, claims, ids, extract)
    assert all(f"{title}\n\n{body}"[link.evidence_start :].startswith(link.evidence) for link in found)
    return dict(zip(ids, claims, strict=True)), found


def _told(title: str, body: str, link: str) -> list[tuple[object, str]]:
    """(figure of the claim, words that show the link) of each link of one kind."""
    claims, found = _links(title, body)
    return [(getattr(claims[each.claim_id], "count", None), each.evidence) for each in found if each.link == link]


def test_a_title_that_says_what_the_body_says_restates_it() -> None:
    title = "Drone strike kills seven in Kharkiv"
    body = "A Russian drone strike killed seven people in Kharkiv on Monday, Governor Oleh Syniehubov said."
    assert (7, title) in _told(title, body, "restates")


def test_a_title_with_a_fact_of_its_own_restates_nothing() -> None:
    assert _told("Two killed in Odesa", "Seven people were injured in Kharkiv on Monday.", "restates") == []


def test_the_parts_of_a_total_are_its_components() -> None:
    claims, found = _links("", BREAKDOWN)
    parts = [each for each in found if each.link == "component_of"]
    assert sorted(getattr(claims[each.claim_id], "count", 0) for each in parts) == [1, 1, 1, 2]
    (whole,) = {each.linked_claim_id for each in parts}
    assert getattr(claims[str(whole)], "is_total", False)
    assert {each.reason for each in parts} == {"1 + 1 + 2 + 1 = 5 killed"}


@pytest.mark.parametrize(
    "correction",
    [
        "Officials revised the death toll down from nine to seven killed.",
        "An earlier version of this post said nine people were killed.",
        "Correction: seven people were killed, not nine.",
        "The number of people killed has been corrected.",
    ],
)
def test_a_text_that_says_it_corrects_is_a_correction(correction: str) -> None:
    body = f"A Russian missile killed seven people in Kharkiv on Monday and two were injured in Odesa. {correction}"
    assert any(evidence == correction for _, evidence in _told("", body, "corrects"))


@pytest.mark.parametrize("plain", ["He said the course must be corrected.", "The previous attack was on Sunday."])
def test_other_uses_of_the_words_are_no_correction(plain: str) -> None:
    body = f"A Russian missile killed seven people in Kharkiv on Monday. Two others were injured. {plain}"
    assert _told("", body, "corrects") == []
