"""Rules for attack claims: force that was used, by whom, with what, on what."""

import re
from collections import Counter
from dataclasses import replace
from typing import cast

from pipelines.claims import conflict, dates, modality, where
from pipelines.claims import scene as scenes
from pipelines.claims.attack import counts, frames, merging, roles, sides, targets
from pipelines.claims.attack.frame import Frame
from pipelines.claims.attack.merging import Event
from pipelines.claims.claim import Attack, Modality, Support
from pipelines.claims.gazetteer import Place
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document, Sentence

_NO_CIVIL_WAR = frozenset({"RU", "UA", "IL", "US", "GB", "FR", "IR"})


def find(document: Document) -> list[Attack]:
    """The attack claims of a post in the order of the text, each attack once."""
    scene = scenes.of(document)
    told = [
        _event(scene, f) for s in document.told for f in frames.find(scene, s) if not conflict.is_elsewhere(document, s)
    ]
    _infer(scene, told)
    events = merging.merge(told)
    _infer(scene, events)
    _round_up(scene, events)
    claims = [claim for e in events if (claim := _claim(scene, e)) is not None]
    return _without_headlines(document, claims)


def _heading(scene: Scene, sentence: Sentence) -> Place | None:
    """The place a line of a round-up opens with: "Kherson: one killed"."""
    for place in scene.places_in(sentence.start, min(sentence.start + 40, sentence.end)):
        after = scene.document.text[place.end : place.end + 12].lower().lstrip()
        if after.startswith((":", "—", "–")) or re.match(r"(?:region|oblast)\s*[:—–]", after):
            return None if sentence.is_title else place
    return None


def _round_up(scene: Scene, events: list[Event]) -> None:
    """The summary of a round-up stands for the places whose own line tells no attack."""
    headings = [p.name for s in scene.document.told if (p := _heading(scene, s))]
    if len(headings) < 2:
        return
    told = {p for e in events for p in e.places}
    summary = next((e for e in events if not e.places and not e.is_weak and not e.is_heading), None)
    if summary:
        summary.places = [p for p in dict.fromkeys(headings) if p not in told]


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


def _event(scene: Scene, frame: Frame) -> Event:
    sentence, document = frame.sentence, scene.document
    by = roles.attacker(scene, frame)
    hit = targets.places(scene, frame)
    launched, intercepted = counts.of(scene, sentence) if _is_counted(frame) else (None, None)
    if frame.kind == "intercept" and frames.manned_target(sentence, frame):
        launched = intercepted = None
    target = targets.target(scene, frame, hit, by.country_code if by else None)
    if frame.kind == "intercept" and not frames.manned_target(sentence, frame):
        target = roles.defender(scene, frame, by.country_code if by else None) or target
    if frame.attack_type in ("sabotage", "ground", "other") and roles.kills_one_by_name(scene, frame):
        frame = replace(frame, attack_type="assassination")
    if "suicide" in sentence.text.lower() and frame.attack_type in ("sabotage", "ground"):
        frame = replace(frame, attack_type="other")
    by_state = where.theatre(scene) if by is None and roles.own_state(scene, frame) else None
    is_weak = frame.is_weak
    if frame.is_definite and by is None and not _is_located_itself(frame, hit):
        hit, is_weak = [], True
    if (
        not hit
        and not is_weak
        and frame.kind not in ("intercept", "capture")
        and not sentence.is_title
        and where.country_of(scene, sentence) is None
    ):
        hit = _places_before(scene, sentence)
        target = target or (hit[0].country if hit else None)
    return Event(
        sentences=[sentence],
        anchors=[frame.anchor.start],
        kind=frame.kind,
        attack_type="other"
        if frame.kind == "intercept" and frames.manned_target(sentence, frame)
        else frame.attack_type,
        attacker=sides.actor_code(document, by) or by_state,
        side=sides.side(by) or by_state,
        target=target,
        places=list(dict.fromkeys(p.name for p in hit)),
        regions={p.name for p in hit if p.level == "region"},
        launched=launched,
        intercepted=intercepted,
        is_definite=frame.is_definite,
        is_plural=frame.is_plural,
        is_weak=is_weak,
        is_explicit=by is not None,
        is_heading=_heading(scene, sentence) is not None,
        asserted_by=scene.attribution.of(frame.anchor.start, frame.anchor.end),
        event_date=dates.event_date(scene.document, sentence),
        modality=modality.of(scene.document, sentence, frame.anchor.start),
        scores=[_weight(frame, by is not None, bool(hit))],
    )


def _places_before(scene: Scene, sentence: Sentence) -> list[Place]:
    """The one place of the sentence before, in the same breath: "Another shell struck the station"."""
    for previous in reversed(scene.document.sentences[max(sentence.index - 2, 0) : sentence.index]):
        sites = {p.name: p for p in where.places_of_harm(scene, previous) if p.level == "site"}
        if sites:
            return list(sites.values()) if len(sites) == 1 else []
    main = where.main_place(scene)
    return [main] if main else []


def _is_counted(frame: Frame) -> bool:
    return frame.attack_type in ("drone", "missile", "combined", "shelling", "airstrike")


def _is_located_itself(frame: Frame, hit: list[Place]) -> bool:
    """ "the 22 April attack in Pahalgam": a definite attack with its own place can be told for the first time."""
    return any(0 < p.start - frame.anchor.end < 40 for p in hit)


def _weight(frame: Frame, has_attacker: bool, has_place: bool) -> int:
    """How much a sentence tells of its attack; the one that tells most is the evidence."""
    return (
        2 * has_attacker
        + 2 * has_place
        + 2 * (frame.attack_type != "other")
        - 3 * frame.sentence.is_title
        - frame.is_definite
    )


def _infer(scene: Scene, events: list[Event]) -> None:
    """Fills attackers and targets that only the rest of the post tells."""
    home = where.theatre(scene)
    acting = Counter(e.side for e in events if e.side)
    named = Counter(m.name if m.kind == "group" else m.country_code for m in scene.mentions)
    claimant = sides.claimant(scene)
    for event in events:
        if event.side == event.target and event.side in _NO_CIVIL_WAR and not event.is_explicit:
            event.side = event.attacker = None
        if group := _group_of(scene, event):
            event.side, event.attacker = group.name, sides.actor_code(scene.document, group)
        if event.side is None and event.target:
            event.side = event.attacker = _likely_attacker(event, acting, named)
        if (
            event.side is None
            and claimant
            and event.kind not in ("intercept", "count")
            and event.attack_type in ("ground", "sabotage", "other", "assassination")
        ):
            event.side, event.attacker = claimant.name, sides.actor_code(scene.document, claimant)
        if (
            event.target is None
            and event.side is None
            and not event.is_weak
            and event.attack_type not in ("other", "ground")
        ):
            event.target = home
            event.side = event.attacker = _likely_attacker(event, acting, named)
        if event.target is None and event.side:
            foes = [f for f in sides.targets_of().get(event.side, ()) if named[f]]
            event.target = max(foes, key=lambda f: (named[f], f), default=None)


def _group_of(scene: Scene, event: Event) -> Mention | None:
    """ "a missile fired from Yemen" in a post on the Houthis: the group that fights the target from that land."""
    if event.side is None:
        return None
    foes = {name for name, _ in sides.attackers_of().get(event.target or "", ())}
    return next(
        (
            m
            for m in scene.mentions
            if m.kind == "group" and m.country_code == event.side != event.target and {m.name, f"{m.name}s"} & foes
        ),
        None,
    )


def _likely_attacker(event: Event, acting: Counter[str], named: Counter[str | None]) -> str | None:
    """Who attacks the target in this post: one that acts in it, one it names, or the one side there is."""
    if event.target == "MM" and event.attack_type == "airstrike":
        return "MM"
    foes = sides.attackers_of().get(event.target or "", ())
    if event.attack_type in ("sabotage", "assassination", "ground") or "suicide" in event.sentences[0].text.lower():
        return None
    possible = [
        f
        for f, when in foes
        if acting[f] or when == "always" or (when == "named" and named[f] and event.attack_type != "other")
    ]
    return max(possible, key=lambda f: (acting[f], named[f], -[a for a, _ in foes].index(f)), default=None)


def _claim(scene: Scene, event: Event) -> Attack | None:
    if not _is_told(event):
        return None
    best = max(range(len(event.scores)), key=lambda k: (event.scores[k], -k))
    sentence = event.sentences[best]
    return Attack(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        rule=f"attack_{event.kind}",
        support=_support(scene.document, event, sentence.start),
        asserted_by=scene.attribution.of(event.anchors[best], event.anchors[best] + 1),
        modality=cast(Modality, event.modality),
        event_date=event.event_date,
        attack_type=event.attack_type,
        attacker=event.attacker,
        target_country=event.target,
        places=tuple(p for p in event.places if p not in event.regions) or tuple(event.places),
        launched=event.launched,
        intercepted=event.intercepted,
    )


def _is_told(event: Event) -> bool:
    """A mere word of force is no claim: it takes an attacker, a place, or numbers."""
    if (
        (event.is_weak and (not event.places or event.target is None))
        or event.kind == "count"
        or (event.is_definite and not event.places and event.attacker is None)
    ):
        return False
    return bool(event.attacker or event.places or event.is_wave)


def _support(document: Document, event: Event, evidence_start: int) -> Support:
    """High where weapon, side and place are told in the body; low where the means or the side is a guess."""
    is_title = evidence_start < len(document.title)
    if is_title or event.is_definite or event.attacker is None or event.attack_type in ("sabotage", "other"):
        return "medium" if event.is_explicit and event.target and not is_title else "low"
    if event.attack_type in ("drone", "airstrike", "shelling") or event.kind in ("capture", "launch"):
        return "high" if event.places else "medium"
    return "medium"
