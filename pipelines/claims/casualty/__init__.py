"""Rules for casualty claims: who was killed, injured, captured or went missing, by whose word, where."""

from pipelines.claims import scene as scenes
from pipelines.claims.casualty import breakdown, coding, echoes, harms, merging, tolls, victims
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.claim import Casualty
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document, Sentence


def find(document: Document) -> list[Casualty]:
    """The casualty claims of a post in the order of the text, each fact once."""
    scene = scenes.of(document)
    claims: list[Casualty] = []
    last: Harmed | None = None
    harms_told: set[str] = set()
    for sentence in document.told:
        phrases = victims.find(scene, sentence)
        found = _harmed(scene, sentence, phrases, last, harms_told) if phrases else []
        told = (
            [last.victims] if last and document.sentence_at(last.victims.start).paragraph == sentence.paragraph else []
        )
        whole = told + [h.victims for h in found if h.rule != "part"]
        last = found[-1] if found else last
        harms_told |= {h.harm for h in found}
        claims += [c for h in found if (c := coding.code(scene, sentence, h, whole)) is not None]
    return merging.totals(merging.once(document, claims))


def _harmed(
    scene: Scene, sentence: Sentence, phrases: list[Victims], last: Harmed | None, harms_told: set[str]
) -> list[Harmed]:
    found = harms.find(scene, sentence, phrases, harms_told)
    found += tolls.find(sentence, phrases, {h.victims.first for h in found})
    found += echoes.find(sentence, phrases, sorted(found, key=lambda h: h.victims.start), last)
    found = tolls.without_additions(sentence, sorted(found, key=lambda h: h.victims.start))
    return breakdown.resolve(scene, sentence, found, phrases)
