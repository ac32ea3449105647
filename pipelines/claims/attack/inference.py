"""Attackers and targets that only the rest of the post, or the war it is about, tells."""

import re
from collections import Counter

from pipelines.claims import where
from pipelines.claims.attack import sides
from pipelines.claims.attack.merging import Event
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene

_NO_CIVIL_WAR = frozenset({"RU", "UA", "IL", "US", "GB", "FR", "IR"})


def infer(scene: Scene, events: list[Event]) -> None:
    """Fills attackers and targets that only the rest of the post tells."""
    home = where.theatre(scene)
    acting = Counter(e.side for e in events if e.side)
    named = Counter(sides.side(m) for m in scene.mentions)
    for event in events:
        if event.attack_type == "assassination" and not event.is_explicit:
            event.side = event.attacker = None
        if event.side == event.target and event.side in _NO_CIVIL_WAR and not event.is_explicit:
            event.side = event.attacker = None
        elif event.side == event.target and event.side in _NO_CIVIL_WAR - {"UA"}:
            event.target = next((t for t in sides.targets_of().get(event.side, ()) if _is_always(event.side, t)), None)
        if group := _group_of(scene, event):
            event.side, event.attacker = sides.side(group), sides.actor_code(scene, group)
        if event.side is None and event.target:
            event.side = _likely_attacker(event, acting, named)
            event.attacker = sides.as_written(scene, event.side)
        if (
            event.target is None
            and event.side is None
            and not event.is_weak
            and event.attack_type not in ("other", "ground")
        ):
            event.target = home
            event.side = _likely_attacker(event, acting, named)
            event.attacker = sides.as_written(scene, event.side)
        if event.target is None and event.side and not event.is_of_several:
            foes = [f for f in sides.targets_of().get(event.side, ()) if named[f]]
            event.target = max(foes, key=lambda f: (named[f], f), default=None)


def _is_always(side: str, target: str) -> bool:
    return (side, "always") in sides.attackers_of().get(target, ())


def _group_of(scene: Scene, event: Event) -> Mention | None:
    """ "a missile fired from Yemen" in a post on the Houthis: the group that fights the target from that land."""
    if event.side is None:
        return None
    foes = {name for name, _ in sides.attackers_of().get(event.target or "", ())}
    return next(
        (
            m
            for m in scene.mentions
            if m.kind == "group" and m.country_code == event.side != event.target and sides.side(m) in foes
        ),
        None,
    )


_TROOPS = re.compile(r"\b(?:soldiers|troops|tanks|the army)\b", re.IGNORECASE)


def _is_blast(event: Event) -> bool:
    """A blast has a cause, not a side that the post tells of elsewhere."""
    anchor = event.tellings[0].anchor - event.first.start
    return event.attack_type in ("other", "sabotage") and bool(_BLAST.match(event.first.text, anchor))


_BLAST = re.compile(r"(?:blast|explosion|detonation|explod|detonat|went off)", re.IGNORECASE)


def _likely_attacker(event: Event, acting: Counter[str], named: Counter[str | None]) -> str | None:
    """Who attacks the target in this post: one that acts in it, one it names, or the one side there is."""
    own = [when for side, when in sides.attackers_of().get(event.target or "", ()) if side == event.target]
    if event.attack_type in own or ("airborne" in own and event.attack_type in ("airstrike", "drone")):
        return event.target
    foes = sides.attackers_of().get(event.target or "", ())
    if "suicide" in event.first.text.lower() or _is_blast(event):
        return None
    if event.attack_type == "ground" and _TROOPS.search(event.first.text):
        foes = tuple(f for f in foes if acting[f[0]] and len(f[0]) == 2)
    elif event.attack_type in ("sabotage", "assassination", "ground"):
        return None
    possible = [
        f
        for f, when in foes
        if acting[f] or when == "always" or (when == "named" and named[f] and event.attack_type != "other")
    ]
    return max(possible, key=lambda f: (acting[f], named[f], -[a for a, _ in foes].index(f)), default=None)
