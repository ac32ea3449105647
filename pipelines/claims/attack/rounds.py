"""Round-ups: lines headed by a place, and the summary that stands for those that tell no attack of their own."""

import re

from pipelines.claims.attack.merging import Event
from pipelines.claims.gazetteer import Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence


def heading(scene: Scene, sentence: Sentence) -> Place | None:
    """The place a line of a round-up opens with: "Kherson: one killed"."""
    for place in scene.places_in(sentence.start, min(sentence.start + 40, sentence.end)):
        after = scene.document.text[place.end : place.end + 12].lower().lstrip()
        if after.startswith((":", "—", "–")) or re.match(r"(?:region|oblast)\s*[:—–]", after):
            return None if sentence.is_title else place
    return None


def round_up(scene: Scene, events: list[Event]) -> None:
    """The summary of a round-up stands for the places whose own line tells no attack."""
    headings = [p.name for s in scene.document.told if (p := heading(scene, s))]
    if len(headings) < 2:
        return
    told = {p for e in events for p in e.places}
    summary = next((e for e in events if not e.places and not e.is_weak and not e.is_heading), None)
    if summary:
        summary.places = [p for p in dict.fromkeys(headings) if p not in told]
