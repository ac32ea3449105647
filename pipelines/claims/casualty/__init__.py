"""Rules for casualty claims: who was killed, injured, captured or went missing, by whose word, where."""

from pipelines.claims import scene as scenes
from pipelines.claims.casualty import breakdown, coding, harms, merging, tolls, victims
from pipelines.claims.claim import Casualty
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document, Sentence


def find(document: Document) -> list[Casualty]:
    """The casualty claims of a post in the order of the text, each fact once."""
    scene = scenes.of(document)
    claims = [claim for sentence in document.told for claim in _in_sentence(scene, sentence)]
    return merging.totals(merging.once(document, claims))


def _in_sentence(scene: Scene, sentence: Sentence) -> list[Casualty]:
    phrases = victims.find(scene, sentence)
    if not phrases:
        return []
    found = harms.find(scene, sentence, phrases)
    used = {h.victims.first for h in found}
    found += tolls.find(sentence, phrases, used)
    found = tolls.without_additions(sentence, sorted(found, key=lambda h: h.victims.start))
    found = breakdown.resolve(scene, sentence, found, phrases)
    return [
        c
        for h in found
        if (c := coding.code(scene, sentence, h, [f.victims for f in found if f.rule != "part"])) is not None
    ]
