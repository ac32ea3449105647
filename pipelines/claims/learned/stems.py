"""Words without their endings, and the classes that the lexicons give them."""

from collections.abc import Iterator
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.inflect import forms

_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3


@lru_cache(maxsize=20_000)
def stem(lower: str) -> str:
    """The word as features know it: lemma of irregular forms, else without its ending; numbers are one word."""
    word = lower.removesuffix("'s").strip("'’")
    if word[:1].isdigit() or word in lexicon.column("number_words", "surface"):
        return "<n>"
    if word in _irregular():
        return _irregular()[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word.rstrip("e") if len(word) > _SHORTEST else word


@cache
def _irregular() -> dict[str, str]:
    return {form: row["lemma"] for row in lexicon.rows("irregular_forms") for form in row["forms"].split()}


@lru_cache(maxsize=20_000)
def classes(lower: str) -> tuple[str, ...]:
    """What the lexicons say of a word: force, weapon, harm, people, source, saying, diplomacy, money."""
    return tuple(_classes().get(lower.removesuffix("'s"), ()))


@cache
def _classes() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for word, name in _entries():
        known = table.setdefault(word, [])
        if name not in known:
            known.append(name)
    return table


def _entries() -> Iterator[tuple[str, str]]:
    for r in lexicon.rows("force_words"):
        yield r["form"], f"force:{r['attack_type']}"
        yield r["form"], f"force:{r['role']}"
    for r in lexicon.rows("weapons"):
        yield r["phrase"], f"weapon:{r['attack_type']}"
        yield f"{r['phrase']}s", f"weapon:{r['attack_type']}"
    for r in lexicon.rows("harm_words"):
        yield r["phrase"], f"harm:{r['harm']}"
    for r in lexicon.rows("person_nouns"):
        for noun in filter(None, (r["singular"], r["plural"])):
            yield noun, f"people:{r['victim_group']}"
    for r in lexicon.rows("reporting_verbs"):
        yield r["form"], "saying"
    for r in lexicon.rows("source_nouns"):
        yield r["noun"], "source"
    for r in lexicon.rows("titles"):
        yield r["title"], f"title:{r['role']}"
    for table, verb, kind in (
        ("statement_verbs", "verb", "verb_kind"),
        ("diplomatic_acts", "verb", "act"),
        ("spending_verbs", "phrase", "verb_class"),
    ):
        for r in lexicon.rows(table):
            for form in forms(r[verb]):
                yield form, f"{table.partition('_')[0]}:{r[kind]}"
    for r in lexicon.rows("diplomatic_nouns"):
        yield r["noun"], f"noun:{r['noun_kind']}"
