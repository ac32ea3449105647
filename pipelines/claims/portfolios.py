"""Offices that speak of home affairs, and the topics that make their words a position all the same."""

import re

HOME = re.compile(
    r"\b(?:health|transport|energy|agriculture|finance|economy|education|tourism|environment|infrastructure|justice|"
    r"culture|labou?r|trade|industry|sports?|digital|social affairs|housing|water|aviation|"
    r"central bank)[\w ]{0,20}? (?:minister|secretary|agency|authority|ministry|governor)|\bdeputy prime minister"
)
TOPIC = re.compile(
    r"\b(?:sanctions?|peace\w{0,5}|truce|treat(?:y|ies)|diploma\w{1,5}|negotiat\w{1,5}|nuclear|weapons?|arms|allies|"
    r"annex\w{0,5}|sovereign\w{0,3}|ceasefire|hostages?|alliance|aid|terror\w{0,4}|genocide|retaliat\w{1,5}|"
    r"foreign (?:policy|minister)|security (?:council|guarantees))\b",
    re.IGNORECASE,
)
