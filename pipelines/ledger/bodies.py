"""The bodies of captured pages, by content hash, stored as short chains of deltas within a stream."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import zstandard

from pipelines.core.errors import BodyRedactedError, LedgerDamaged
from pipelines.core.ids import sha256_hex
from pipelines.ledger import arrow, frames

_CACHED_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class BodyRow:
    """One stored body. `frame` is the position of the full frame its chain starts with, `depth` its place in the chain.

    A redacted body keeps its row without frame, depth and data, so that landing it again does not bring it back.
    """

    position: int
    sha256: str
    stream: str
    size: int
    frame: int | None
    depth: int | None
    data: bytes | None


class Bodies:
    """Reads and encodes bodies over one connection; keeps the last decoded ones, up to 64 MB, in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._decoded: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._decoded_bytes = 0
        self._tails: dict[str, tuple[int, int]] = {}
        self._pending: list[BodyRow] = []

    def known(self, sha256s: Iterable[str]) -> set[str]:
        """Those of the hashes that have a row, redacted ones too."""
        rows = self._connection.execute(f"SELECT sha256 FROM bodies WHERE sha256 IN {arrow.sql_list(sha256s)}")
        return {sha256 for (sha256,) in rows.fetchall()}

    def add(self, position: int, stream: str, sha256: str, body: bytes) -> None:
        """Encode a body that has no row yet; `flush` writes it, within the caller's transaction."""
        tail = self._tail(stream)
        if tail is None or tail[1] + 1 >= frames.FULL_FRAME_EVERY:
            place, base = (position, 0), None
        else:
            place, base = (tail[0], tail[1] + 1), self._decode(*tail)
        self._pending.append(BodyRow(position, sha256, stream, len(body), *place, frames.compress(body, base)))
        self._remember(place, body)
        self._tails[stream] = place

    def add_redacted(self, row: BodyRow) -> None:
        """Keep the row of a body whose bytes are gone; `flush` writes it."""
        self._pending.append(row)

    def flush(self) -> None:
        """Write what was added."""
        arrow.insert(self._connection, "bodies", arrow.BODIES, [vars(row) for row in self._pending])
        self._pending.clear()

    def read(self, sha256: str) -> bytes:
        """The bytes, checked against their hash; raises BodyRedactedError or LedgerDamaged."""
        row = self._connection.execute(
            f"SELECT frame, depth FROM bodies WHERE sha256 IN {arrow.sql_list([sha256])}"
        ).fetchone()
        if row is None:
            raise LedgerDamaged(f"Body {sha256} is missing.", "Run `newsledger verify`, then restore a backup.")
        frame, depth = row
        if frame is None:
            raise BodyRedactedError(f"Body {sha256} was redacted.")
        body = self._decode(frame, depth)
        if sha256_hex(body) != sha256:
            raise LedgerDamaged(f"Body {sha256} is damaged.", "Run `newsledger verify`, then restore a backup.")
        return body

    def forget(self) -> None:
        """Drop what is in memory, after a transaction that was rolled back."""
        self._decoded.clear()
        self._decoded_bytes = 0
        self._tails.clear()
        self._pending.clear()

    def _tail(self, stream: str) -> tuple[int, int] | None:
        if stream not in self._tails:
            row = self._connection.execute(
                "SELECT frame, depth FROM bodies WHERE stream = ? AND frame IS NOT NULL ORDER BY position DESC LIMIT 1",
                [stream],
            ).fetchone()
            if row is None:
                return None
            self._tails[stream] = (row[0], row[1])
        return self._tails[stream]

    def _decode(self, frame: int, depth: int) -> bytes:
        start = next((d for d in range(depth, -1, -1) if (frame, d) in self._decoded), None)
        body = self._decoded[frame, start] if start is not None else None
        if start == depth and body is not None:
            self._decoded.move_to_end((frame, depth))
            return body
        self.flush()
        rows = self._connection.execute(
            f"SELECT data FROM bodies WHERE frame = {frame} AND depth BETWEEN {0 if start is None else start + 1} "
            f"AND {depth} ORDER BY depth"
        ).fetchall()
        try:
            for (data,) in rows:
                body = frames.decompress(data, body)
        except zstandard.ZstdError as error:
            raise LedgerDamaged(f"The bodies from position {frame} on cannot be unpacked: {error}.") from error
        if body is None:
            raise LedgerDamaged(f"The bodies from position {frame} on are missing.")
        self._remember((frame, depth), body)
        return body

    def _remember(self, place: tuple[int, int], body: bytes) -> None:
        self._decoded_bytes += len(body) - len(self._decoded.pop(place, b""))
        self._decoded[place] = body
        while self._decoded_bytes > _CACHED_BYTES and len(self._decoded) > 1:
            _, dropped = self._decoded.popitem(last=False)
            self._decoded_bytes -= len(dropped)
