"""Records put together by what they belong to, without holding them: those that do not fit lie in a temporary file."""

from __future__ import annotations

import json
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
        line = json.dumps(record, ensure_ascii=True).encode("ascii")
        self._places.setdefault(key, array("Q")).append(self._end)
        self._file.seek(self._end)
        self._file.write(line + b"\n")
        self._end += len(line) + 1

    def __len__(self) -> int:
        return len(self._places)

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each key with its records."""
        for key, places in self._places.items():
            records = []
            for place in places:
                self._file.seek(place)
                records.append(json.loads(self._file.readline()))
            yield key, records

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
