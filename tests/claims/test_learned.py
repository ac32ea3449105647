"""What is learned from labelled posts: sums of integers that anyone can check, the same claims on every machine."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims import text
from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, PostText
from pipelines.claims.evaluate import post_text
from pipelines.claims.extract import extract, rules_only
from pipelines.claims.learned import judging, once, reading, reasons, unread, verdict, verdicts
from pipelines.claims.learned.choice import Option, Weights, weights
from pipelines.claims.learned.fitting import Example, Examples
from pipelines.claims.learned.lessons import lessons_of
from pipelines.claims.learned.prior import ANSWERS, Prior
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.teaching import teach
from pipelines.claims.scoring import TYPES
from pipelines.core.settings import LEARNED_PATH, PROJECT_ROOT
from pipelines.steps.accuracy import labelled
from pipelines.steps.teaching import fingerprint

AT = {"evidence": "e", "evidence_start": 9, "evidence_end": 10, "support": "low"}
STRIKE = Attack(**AT, rule="attack_attack", attack_type="drone", attacker="RU", places=("Sumy", "Lviv"))
VOW = Diplomacy(**AT, rule="diplomacy.statement.vow", act="statement", participants=("Merz",))
DEAD = Casualty(
    **AT, rule="casualty_passive", harm="killed", count=12, count_low=None, count_high=None, count_text="12",
    qualifier="exact", victim_group="unspecified",
)  # fmt: skip
WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=6).map(tuple)


@given(st.dictionaries(st.sampled_from([*"abcdefgh", "x a", "x b", "y c"]), st.integers(-9, 9)), WORDS, WORDS, WORDS)
def test_a_score_is_the_sum_of_the_weights_of_all_features(
    known: dict[str, int], own: tuple[str, ...], shared: tuple[str, ...], part: tuple[str, ...]
) -> None:
    option = Option(1, own, "x", shared, (part, part))
    weight_of = Weights(known)
    assert weight_of.score(option) == sum(known.get(feature, 0) for feature in option.all_features())
    assert weight_of.best([option]) is option


def test_the_best_option_has_the_highest_score_and_is_the_first_of_equals() -> None:
    weight_of = Weights({"a": 2, "b": 5})
    options = [Option(1, ("a",)), Option(2, ("b",)), Option(3, ("a", "a", "b")), Option(4, ("b", "a", "a"))]
    assert weight_of.best(options).value == 3


def test_what_tells_right_from_wrong_is_learned_and_what_is_rare_is_not() -> None:
    right = Example((("it",), ("they", "once")), (True, False))
    examples = Examples([right, *[Example((("it", "also"), ("they", "also")), (True, False)) for _ in range(5)]])
    weight_of = examples.fit(np.ones(6, dtype=np.bool_), prior=ANSWERS)
    assert weight_of["it"] > 0 > weight_of["they"]
    assert "once" not in weight_of
    assert examples.fit(np.ones(6, dtype=np.bool_), prior=ANSWERS) == weight_of


def test_a_prior_says_how_small_weights_are_kept() -> None:
    often, seldom = Example((("often",), ()), (True, False)), Example((("seldom",), ()), (True, False))
    middling = Example((("middling",), ()), (True, False))
    examples = Examples([*[often] * 40, *[middling] * 12, *[seldom] * 4])
    all_of_them = np.ones(56, dtype=np.bool_)
    alike = examples.fit(all_of_them, Prior(strength=2.0, growth=0.0, most=3))
    grown = examples.fit(all_of_them, Prior(strength=2.0, growth=1.0, most=3))
    assert alike["often"] > grown["often"] and alike["seldom"] < grown["seldom"]
    assert alike["middling"] == grown["middling"]
    assert examples.fit(all_of_them, Prior(strength=9.0, growth=0.0, most=3))["often"] < alike["often"]
    assert set(examples.fit(all_of_them, Prior(strength=2.0, growth=0.0, most=1))) == {"often"}


def test_parts_of_the_examples_teach_as_if_there_were_no_others() -> None:
    ours = [Example((("it",), ("they",), ()), (True, False, False))] * 4
    theirs = [Example((("they", "rarely"), ("it",)), (True, False))] * 5
    both = Examples([*ours, *theirs])
    is_ours = np.array([True] * 4 + [False] * 5)
    alone = [Examples(part).fit(np.ones(len(part), dtype=np.bool_), prior=ANSWERS) for part in (ours, theirs)]
    assert both.fits([is_ours, ~is_ours], prior=ANSWERS) == alone
    assert alone[0]["it"] > 0 > alone[1]["it"]


def test_a_reason_names_what_told_the_answer_from_the_next_best() -> None:
    weight_of = Weights({"by Russia": 90, "UA title": -20, "known": 40, "far": -5})
    options = [Option("UA", ("known", "far"), "UA", ("title",)), Option("RU", ("known", "by Russia")), Option(None, ())]
    reason = reasons.of_answer("attacker", weight_of, options)
    assert reason == reasons.Reason("attacker", "RU", 130, "UA", 15, (("by Russia", 90), ("UA title", 20), ("far", 5)))
    assert reasons.of_answer("attacker", weight_of, options[:1]) is None


def test_explained_claims_are_the_judged_ones_with_a_reason_for_each_answer() -> None:
    post = PostText(
        "Drone strike on Sumy", "A Russian drone killed two people in Sumy, the mayor said.", date(2025, 6, 17)
    )
    document = text.read(post)
    explained = judging.explained(reading.Reading(document), rules_only(document))
    assert {c.type for c, _ in explained} >= {"attack", "casualty"}
    assert [c for c, _ in explained] == judging.judged(reading.Reading(document), rules_only(document))
    for claim, found in explained:
        assert {r.field: r.value for r in found}["support"] == claim.support
        assert all(getattr(claim, r.field) == r.value for r in found)


def test_of_a_quiet_post_the_reason_is_the_post() -> None:
    documents = [text.read(post_text(post)) for post in labelled("tuning") if not post["claims"]]
    explained = [pair for d in documents for pair in judging.explained(reading.Reading(d), rules_only(d))]
    told = [(claim, reason) for claim, found in explained for reason in found if reason.field == "post"]
    assert told
    assert all(reason.value == "quiet" and reason.points < reason.instead_points for _, reason in told)
    assert all(claim.support == "low" for claim, _ in told if claim.modality == "asserted")


def test_a_last_verdict_knows_whether_another_claim_tells_the_same_and_tells_it_better() -> None:
    read = reading.Reading(text.read(PostText("Drones hit Sumy", "Drones struck Sumy and Lviv.", date(2025, 6, 17))))
    twice = [STRIKE, replace(STRIKE, attacker=None)]
    same = "attack_type=True attacker=False places=True bare=False"
    assert f"rival {same} better=True" in verdicts.beside(read, 0, twice, {0: 10, 1: 90})
    assert f"rival {same} better=False" in verdicts.beside(read, 1, twice, {0: 10, 1: 90})
    assert {"better 1", f"rival same {same} 6"} <= set(verdicts.beside(read, 0, twice, {0: 10, 1: 110}))
    assert verdicts.beside(read, 0, twice, {0: 10}) == ("better 0",)


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_verdict_doubts_a_core_more_the_less_sure_its_answers_are(one: int, other: int) -> None:
    read = reading.Reading(text.read(PostText("Drones hit Sumy", "Drones struck Sumy.", date(2025, 6, 17))))

    def doubt(margin: int) -> int:
        margins = {"attack_type": 400, "attacker": margin, "places": 400, "launched": 0}
        told = verdict.features(read, STRIKE, [STRIKE], margins)
        return next(int(f.split()[1]) for f in told if f.startswith("doubt ") and f.count(" ") == 1)

    assert doubt(min(one, other)) >= doubt(max(one, other)) > 0
    assert doubt(0) > doubt(999)


@pytest.fixture(scope="module")
def few() -> list[tuple[text.Document, list[dict[str, object]], bool]]:
    posts = labelled("training")[:40]
    return [(text.read(post_text(p)), p["claims"], False) for p in posts]


def test_teaching_answers_every_question_and_is_repeatable(few) -> None:  # type: ignore[no-untyped-def]
    lines: list[str] = []
    first = teach(lessons_of(few, rules_only), lines.append)
    second = teach(lessons_of(few, rules_only))
    assert first == second
    wanted = {q.name for q in QUESTIONS} | {f"{kind}_{step}" for kind in TYPES for step in ("screen", "verdict")}
    assert set(first.weights) == wanted | {"attack_first_verdict", "post_verdict"}
    assert all(first.least_scores[kind, "high"] >= first.least_scores[kind, "medium"] for kind in TYPES)
    assert [line.split()[0] for line in lines][: len(QUESTIONS)] == [q.name for q in QUESTIONS]


def test_what_was_learned_belongs_to_these_posts_and_features() -> None:
    state = json.loads((LEARNED_PATH / "taught.json").read_text("utf-8"))
    found = fingerprint(labelled("training"), labelled("tuning"))
    assert {name: state[name] for name in found} == found, "run `newsledger teach`, then `newsledger accuracy`"


def test_every_question_was_taught() -> None:
    assert [q.name for q in QUESTIONS if not weights(q.name)] in ([], ["casualty_harm"])


def test_claims_do_not_depend_on_the_hash_seed_of_python() -> None:
    code = (
        "import hashlib\n"
        "from pipelines.claims.evaluate import post_text\n"
        "from pipelines.claims.extract import extract\n"
        "from pipelines.steps.accuracy import labelled\n"
        "print(hashlib.sha256(repr([extract(post_text(p)) for p in labelled('test')[:40]]).encode()).hexdigest())\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=PROJECT_ROOT,
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]


def test_claims_that_are_not_asserted_stay_as_the_rules_made_them() -> None:
    body = "Police said reports that 12 people were killed in a Russian drone attack on Kharkiv were false."
    document = text.read(PostText("Kharkiv", body, date(2025, 6, 17)))
    made = rules_only(document)
    assert [c for c in made if c.modality != "asserted"]
    judged = judging.judged(reading.of(document), made)
    assert [c for c in judged if c.modality != "asserted"] == [c for c in made if c.modality != "asserted"]


def test_a_claim_no_rule_made_is_shown_only_where_it_holds() -> None:
    found = [c for p in labelled("test") for c in extract(post_text(p)) if unread.is_unread(c)]
    assert found
    assert {c.support for c in found} <= {"medium", "high"}


def test_what_no_rule_made_is_not_what_a_rule_made() -> None:
    for post in labelled("test")[:50]:
        document = text.read(post_text(post))
        made = rules_only(document)
        read = reading.Reading(document)
        taken = {(c.type, c.anchor) for c in made}
        assert not taken & {(c.type, c.anchor) for c in unread.find(read, made)}


def kept(*claims: Claim) -> list[int]:
    return once.kept(claims, [10 * n for n in range(len(claims))], title_end=5)


def test_of_one_speaker_only_the_best_statement_is_kept() -> None:
    assert kept(VOW, replace(VOW, rule="diplomacy.read")) == [1]
    assert kept(VOW, replace(VOW, participants=("Macron",))) == [0, 1]


def test_an_attack_is_told_once_whatever_part_of_it_is_told_again() -> None:
    again = replace(STRIKE, rule="attack.read", places=("Sumy",))
    assert kept(STRIKE, again) == [1]
    assert kept(STRIKE, replace(again, places=("Odesa",))) == [0, 1]
    assert kept(STRIKE, replace(again, attack_type="missile")) == [0, 1]
    assert kept(STRIKE, replace(STRIKE, places=("Sumy",))) == [0, 1]  # the rules have merged what they made


def test_one_sentence_tells_no_attack_twice_that_hit_no_place() -> None:
    wave = replace(STRIKE, places=())
    again = replace(wave, rule="attack.read", anchor=wave.anchor + 40)
    assert len(kept(wave, again)) == 1
    assert kept(wave, replace(again, evidence_start=wave.evidence_start + 200)) == [0, 1]
    assert kept(wave, replace(again, attack_type="missile")) == [0, 1]


def test_a_title_tells_no_attack_of_its_own_beside_one_of_the_same_side() -> None:
    headline = replace(STRIKE, rule="attack.read", places=(), evidence_start=0)
    assert kept(headline, STRIKE) == [1]


def test_the_same_many_dead_are_told_once_and_the_same_few_may_be_others() -> None:
    again = replace(DEAD, rule="casualty.read", place="Sumy")
    assert kept(DEAD, again) == [1]
    assert kept(replace(DEAD, count=2), replace(again, count=2)) == [0, 1]


def test_a_text_longer_than_any_post_is_read_by_the_rules_and_trusted_less() -> None:
    body = "Two people were killed in a Russian drone attack on Kharkiv on Monday, police said. " * 120
    claims = extract(PostText("Kharkiv", body, date(2025, 6, 17)))
    assert claims
    assert "high" not in {c.support for c in claims}
