"""One actor: somebody who acts, by the codebook's name, with the country and side behind it."""

from dataclasses import dataclass

from pipelines.claims.mention import Mention

NEVER_ACT = frozenset({"mayor", "governor", "lawmaker", "expert", "military", "former"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: the codebook's name, the country behind it, and what kind of actor it is."""

    name: str
    country_code: str | None
    kind: str
    role: str
    start: int
    end: int
    institution: str = ""
    side: str | None = None

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    def home(self) -> "Actor | None":
        """The state, body or group behind a person; itself if it is none."""
        if not self.is_person:
            return self
        return Actor(self.side, self.country_code, "country", "", self.start, self.end) if self.side else None


def actor_of(mention: Mention) -> Actor:
    """The actor a mention names, as it stands."""
    return Actor(
        mention.name,
        mention.country_code,
        mention.kind,
        mention.role,
        mention.phrase_start,
        mention.end,
        side=mention.side,
    )
