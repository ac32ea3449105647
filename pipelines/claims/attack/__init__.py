"""Rules for attack claims: force that was used, by whom, with what, on what."""

from typing import cast

from pipelines.claims import conflict
from pipelines.claims import scene as scenes
from pipelines.claims.attack import events, inference, merging, responsibility, rounds
from pipelines.claims.attack.merging import Event, Telling
from pipelines.claims.claim import Attack, Modality, Support
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document


def find(document: Document) -> list[Attack]:
    """The attack claims of a post in the order of the text, each attack once."""
    scene = scenes.of(document)
    told = [e for s in document.told if not conflict.is_elsewhere(document, s) for e in events.told(scene, s)]
    merged = rounds.gather(scene, merging.merge(told))
    inference.infer(scene, merged)
    responsibility.assign(scene, merged)
    rounds.list_hits(scene, merged)
    rounds.spread(scene, merged)
    rounds.round_up(scene, merged)
    claims = [claim for e in merged if (claim := _claim(scene, e)) is not None]
    return _without_headlines(document, claims)


def _without_headlines(document: Document, claims: list[Attack]) -> list[Attack]:
    """A title tells what the body tells: its attack stays only where the body has none of that side."""
    body = [c for c in claims if c.evidence_start >= len(document.title)]
    return [
        c
        for c in claims
        if c in body
        or not any(
            b.attacker == c.attacker or None in (b.attacker, c.attacker) or b.target_country == c.target_country
            for b in body
        )
    ]


def _claim(scene: Scene, event: Event) -> Attack | None:
    if not _is_told(event):
        return None
    best = _evidence(event)
    sentence = best.sentence
    return Attack(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=best.anchor,
        rule=f"attack_{event.kind}",
        support=_support(scene.document, event, sentence.start),
        asserted_by=event.vouched_by or (None if best.is_definite else best.asserted_by),
        modality=cast(Modality, event.modality),
        event_date=event.event_date,
        attack_type=event.attack_type,
        attacker=event.attacker,
        target_country=event.target,
        places=tuple(p for p in event.places if p not in event.regions) or tuple(event.places),
        launched=event.launched,
        intercepted=event.intercepted,
    )


def _evidence(event: Event) -> Telling:
    """The sentence that gives a wave's numbers, else the one that tells most; the first of equals."""
    return max(event.tellings, key=lambda t: (not t.sentence.is_title, t.numbers if event.is_wave else 0, t.weight))


def _is_told(event: Event) -> bool:
    """A mere word of force is no claim: it takes an attacker, a place, or numbers."""
    if (
        (event.is_weak and (not event.places or event.target is None))
        or event.kind == "count"
        or (event.is_definite and not event.places and event.attacker is None)
    ):
        return False
    return bool((event.attacker and event.is_explicit) or event.places or event.is_wave)


def _support(document: Document, event: Event, evidence_start: int) -> Support:
    """High where weapon, side and place are told in the body; low where the means or the side is a guess."""
    is_title = evidence_start < len(document.title)
    if is_title or event.is_definite or event.attacker is None or event.attack_type in ("sabotage", "other"):
        return "medium" if not is_title and (event.places or (event.is_explicit and event.target)) else "low"
    if event.attack_type in ("drone", "airstrike", "shelling") or event.kind in ("capture", "launch"):
        return "high" if event.places else "medium"
    return "medium"
