"""From a use of force in a sentence to an event with its roles: who, on whom, where, with how much, says who."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import dates, modality, where
from pipelines.claims.attack import (
    counts,
    frames,
    killings,
    locations,
    roles,
    rounds,
    sides,
    speakers,
    targets,
    weapons,
)
from pipelines.claims.attack.frame import Frame
from pipelines.claims.attack.merging import Event, Telling
from pipelines.claims.gazetteer import Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_AIMED = re.compile(r"\b(?:in the direction of|towards?)\b")
_MEANT_TOWN = re.compile(r" (?:of )?(?:the (?:town|city|village|settlement)|it)\b")
_UNLIKELY = re.compile(r"\b(?:sound barrier|sonic booms?|unlikely|not likely|implausible)\b", re.IGNORECASE)


def told(scene: Scene, sentence: Sentence) -> list[Event]:
    """The uses of force a sentence tells, each as an event of its own."""
    found = [] if _UNLIKELY.search(sentence.text) else frames.find(scene, sentence)
    return [_event(scene, frame, found) for frame in found]


def _event(scene: Scene, frame: Frame, others: Sequence[Frame]) -> Event:
    sentence, document = frame.sentence, scene.document
    by = roles.attacker(scene, frame)
    hit = locations.places(scene, frame, others)
    launched, intercepted = counts.of(scene, sentence) if _is_counted(frame) or frame.kind == "count" else (None, None)
    if frame.kind == "intercept" and frames.manned_target(sentence, frame):
        launched = intercepted = None
    if frame.kind in ("intercept", "count") and launched:
        frame = replace(frame, attack_type=_counted_type(frame))
    if frame.kind == "intercept" and frame.attack_type == "airstrike" and not frames.manned_target(sentence, frame):
        frame = replace(frame, attack_type="drone")
    target = targets.target(scene, frame, hit, by.country_code if by else None)
    if frame.kind == "intercept" and not frames.manned_target(sentence, frame):
        target = speakers.defender(scene, frame, by.country_code if by else None) or target
    if frame.attack_type in ("sabotage", "ground", "other") and killings.kills_one_by_name(scene, frame):
        frame = replace(frame, attack_type="assassination")
    if "suicide" in sentence.text.lower() and frame.attack_type in ("sabotage", "ground"):
        frame = replace(frame, attack_type="other")
    by_state = where.theatre(scene) if by is None and speakers.own_state(scene, frame) else None
    is_weak = frame.is_weak
    if hit and all(locations.is_city_district(sentence, p) for p in hit):
        hit = _city_of(scene, sentence, hit)
    if frame.is_definite and by is None:
        hit = _own_places(frame, hit)
        is_weak = is_weak or not hit
    if (
        not hit
        and not is_weak
        and frame.kind != "intercept"
        and (frame.kind != "capture" or _MEANT_TOWN.match(document.text[frame.anchor.end : frame.anchor.end + 30]))
        and not sentence.is_title
        and where.country_of(scene, sentence) is None
        and not where.places_of_harm(scene, sentence)
        and not _AIMED.search(sentence.text)
    ):
        hit = _places_before(scene, sentence)
        target = target or (hit[0].country if hit else None)
    return Event(
        tellings=[_telling(scene, frame, by is not None, bool(hit), (launched, intercepted))],
        kind=frame.kind,
        attack_type="other"
        if frame.kind == "intercept" and frames.manned_target(sentence, frame)
        else frame.attack_type,
        attacker=sides.actor_code(scene, by) or by_state,
        side=sides.side(by) or by_state,
        target=target,
        places=list(dict.fromkeys(p.name for p in hit)),
        regions={p.name for p in hit} if all(p.level == "region" for p in hit) else set(),
        launched=launched,
        intercepted=intercepted,
        is_definite=frame.is_definite,
        is_plural=frame.is_plural,
        is_weak=is_weak,
        is_explicit=by is not None,
        is_of_several=target is None and targets.are_several(scene, frame),
        is_heading=rounds.heading(scene, sentence) is not None,
        event_date=dates.event_date(scene.document, sentence),
        modality=modality.of(scene.document, sentence, frame.anchor.start),
    )


def _city_of(scene: Scene, sentence: Sentence, districts: list[Place]) -> list[Place]:
    """The town of a district: the only other town the post names before."""
    towns = {p.name: p for p in scene.places_in(0, sentence.end) if p.level == "site" and not p.is_district}
    return list(towns.values()) if len(towns) == 1 else districts


def _places_before(scene: Scene, sentence: Sentence) -> list[Place]:
    """The one place of the sentence before, in the same breath: "Another shell struck the station"."""
    for previous in reversed(scene.document.sentences[max(sentence.index - 2, 0) : sentence.index]):
        sites = {p.name: p for p in where.places_of_harm(scene, previous) if p.level == "site"}
        if sites:
            return list(sites.values()) if len(sites) == 1 else []
    main = where.main_place(scene)
    is_known = main is not None and any(p.name == main.name for p in scene.places_in(0, sentence.start))
    return [main] if main and is_known else []


def _counted_type(frame: Frame) -> str:
    """ "counted 180 drones and 12 missiles; 150 drones were shot down": the means of the whole wave."""
    kinds = [t for *_, t in weapons.mentioned(frame.sentence.text) if t in ("drone", "missile")]
    return weapons.together([*kinds, frame.attack_type])


def _is_counted(frame: Frame) -> bool:
    return frame.attack_type in ("drone", "missile", "combined", "shelling", "airstrike")


def _own_places(frame: Frame, hit: list[Place]) -> list[Place]:
    """ "the 22 April attack in Pahalgam": a definite attack with its own place can be told for the first time."""
    following = [w.lower for w in frame.sentence.words[frame.last : frame.last + 1]]
    return hit if following == ["there"] else [p for p in hit if 0 < p.start - frame.anchor.end < 40]


def _telling(scene: Scene, frame: Frame, has_attacker: bool, has_place: bool, counted: Sequence[int | None]) -> Telling:
    """How much a sentence tells of its attack; the one that tells most is the evidence."""
    weight = (
        2 * has_attacker
        + 2 * has_place
        + 2 * (frame.attack_type != "other")
        - 3 * frame.sentence.is_title
        - frame.is_definite
    )
    return Telling(
        frame.sentence,
        frame.anchor.start,
        weight,
        sum(n is not None for n in counted),
        frame.is_definite,
        scene.attribution.of(frame.anchor.start, frame.anchor.end),
    )
