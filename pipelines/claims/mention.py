"""One mention of somebody who can act in a war or in diplomacy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """`text` is `document.text[start:end]`; `name` is the codebook's: short name of a state or body, or a surname.

    kind: country, body, group, person, demonym (adjective), people (noun: "Russians"), metonym (a capital or seat of
    government standing for its state). `role` and `np_start` are set for persons: what the title says they are
    (leader, minister, spokesperson, envoy, official, party, military, mayor, governor, lawmaker, expert, former; empty
    if no title is given) and where their noun phrase with its titles begins; `side` is the state or body
    they act for.
    """

    start: int
    end: int
    text: str
    kind: str
    name: str
    country_code: str | None
    is_city: bool = False
    role: str = ""
    np_start: int | None = None
    side: str | None = None

    @property
    def phrase_start(self) -> int:
        """Where the noun phrase begins: the first title of a person, else the name itself."""
        return self.start if self.np_start is None else self.np_start
