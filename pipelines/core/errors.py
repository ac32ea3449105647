"""The errors a person meets: what was wrong, what to do, and the exit code that says so to a script."""


class NewsledgerError(Exception):
    """Base of all expected errors: `what` was wrong and what `to_do` about it."""

    exit_code = 1

    def __init__(self, what: str, to_do: str = "") -> None:
        super().__init__(f"{what}\n  {to_do}" if to_do else what)
        self.what = what
        self.to_do = to_do


class BadInput(NewsledgerError):
    """The caller handed over something that cannot be read: a path, a time, a query, a page."""

    exit_code = 2


class CheckFailed(NewsledgerError):
    """A promise about the data does not hold; nothing was released."""

    exit_code = 3


class Busy(NewsledgerError):
    """Another process holds the file or the lock; the same call can succeed later."""

    exit_code = 4


class LedgerDamaged(NewsledgerError):
    """The ledger is not what it was: a broken chain, a lost tail, a body that does not match its hash."""

    exit_code = 5


class NoSpace(NewsledgerError):
    """The disk is too full to write safely; nothing was begun."""

    exit_code = 6


class BodyRedactedError(NewsledgerError):
    """The bytes were removed for a takedown or a privacy request; only their hash is left."""


class Unreachable(NewsledgerError):
    """A site did not give its page; the failure is recorded and the same call can succeed later."""

    exit_code = 7
