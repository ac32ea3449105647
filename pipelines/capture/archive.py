"""The records of a WARC file, unpacked in bounded steps: a gzip bomb is refused, a file that breaks off is noticed."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from pipelines.capture.bounded import GZIP_MAGIC, TooLargeError

_BLOCK = 256 * 1024
_UNSUSPICIOUS_BYTES = 16 * 1024 * 1024
_MAX_RATIO = 100
_MAX_LINE_BYTES = 16 * 1024 * 1024


class BrokenArchiveError(ValueError):
    """The file stops being a web archive here, or breaks off."""


class Archive:
    """A WARC file being read. Its records come in their order; then, where the file was not whole, what ended it:
    BrokenArchiveError at a break, TooLargeError at a bomb."""

    def __init__(self, file: BinaryIO) -> None:
        self._stream = _UnpackedStream(file)
        self._records = ArchiveIterator(self._stream, arc2warc=True, block_size=_BLOCK)

    def __iter__(self) -> Iterator[ArcWarcRecord]:
        while (record := self._next()) is not None:
            if record.length is None:
                raise BrokenArchiveError("a record states no length")
            yield record
        if self._stream.problem:
            raise self._stream.problem

    def payload(self, record: ArcWarcRecord, limit: int) -> bytes:
        """The bytes of the record just given, after its HTTP headers; raises TooLargeError beyond `limit`, and
        BrokenArchiveError where they are cut off or their checksum is wrong."""
        pieces, headers_size = bytearray(), record.raw_stream.tell()
        while piece := record.raw_stream.read(_BLOCK):
            pieces += piece
            if len(pieces) > limit:
                raise TooLargeError(f"more than {limit} bytes")
        if headers_size + len(pieces) < record.length:
            raise self._stream.problem or BrokenArchiveError("the file breaks off inside a record")
        self._records.read_to_end(record)  # gzip's checksum stands behind the record
        if isinstance(self._stream.problem, BrokenArchiveError):
            raise self._stream.problem
        return bytes(pieces)

    def _next(self) -> ArcWarcRecord | None:
        try:
            return next(self._records, None)
        except Exception as error:  # whatever warcio meets in a file that is no archive
            raise self._stream.problem or BrokenArchiveError(
                f"no record can be read ({type(error).__name__})"
            ) from error


class _UnpackedStream:
    """A file's bytes for warcio to read, gunzipped where it is a gzip file; ends at a `problem`, where there is one."""

    def __init__(self, file: BinaryIO) -> None:
        magic = file.read(len(GZIP_MAGIC))
        file.seek(0)
        self._file = file
        self._plain = gzip.GzipFile(fileobj=file) if magic == GZIP_MAGIC else file
        self._position = 0
        self._line_start = 0
        self.problem: BrokenArchiveError | TooLargeError | None = None

    def tell(self) -> int:
        return self._position

    def read(self, size: int) -> bytes:
        if self.problem:
            return b""
        try:
            piece: bytes = self._plain.read1(size)  # type: ignore[union-attr]
        except (OSError, EOFError, zlib.error) as error:
            self.problem = BrokenArchiveError(f"the data is damaged or breaks off ({error})")
            return b""
        self._watch(piece)
        return b"" if self.problem else piece

    def _watch(self, piece: bytes) -> None:
        last_break = piece.rfind(b"\n")
        if last_break >= 0:
            self._line_start = self._position + last_break
        self._position += len(piece)
        if self._position > _UNSUSPICIOUS_BYTES and self._position > _MAX_RATIO * self._file.tell():
            self.problem = TooLargeError(f"it grows more than {_MAX_RATIO}-fold when decompressed")
        elif self._position - self._line_start > _MAX_LINE_BYTES:
            self.problem = TooLargeError(f"it holds no line break in {_MAX_LINE_BYTES} bytes")
