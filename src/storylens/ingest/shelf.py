"""Records put together by what they belong to, without holding them: those that do not fit lie in a temporary file."""

from __future__ import annotations

import marshal
import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

_HELD = 8 * 1024 * 1024  # bytes that stay in memory before a file is made


class Shelf:
    """Put records in any order and take them out by key, keys and records in the order in which they came.

    The file has no name and is gone when the shelf is closed. Use it in a `with` statement.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115
        self._places: dict[str, array[int]] = {}
        self._end = 0

    def put(self, key: str, record: Any) -> None:
        """Put a record, which is anything that JSON can hold, under a key."""
        packed = marshal.dumps(record)  # the quickest there is; the file does not outlive the process that made it
        self._places.setdefault(key, array("Q")).extend((self._end, len(packed)))
        self._file.seek(self._end)
        self._file.write(packed)
        self._end += len(packed)

    def __len__(self) -> int:
        return len(self._places)

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each key with its records."""
        for key, places in self._places.items():
            records = []
            for at in range(0, len(places), 2):
                self._file.seek(places[at])
                records.append(marshal.loads(self._file.read(places[at + 1])))  # noqa: S302, our own file
            yield key, records

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
