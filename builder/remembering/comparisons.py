"""Compare the answers to every question, each comparison remembered by what is said on its question."""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from builder.model.archive import Archive
from builder.model.comparison import Comparison
from builder.model.digests import joined_digest
from builder.remembering.run import Run, Step


def compared(archive: Archive, run: Run) -> Archive:
    """Return an archive that knows how the answers to each question compare."""
    questions = [*archive.by_question]
    packed = dict(zip(questions, run.remembered(_comparing(archive), questions), strict=True))
    return replace(archive, comparisons=archive.comparisons.knowing(_Unpacked(packed)))


class _Unpacked(Mapping[str, Comparison]):
    """Comparisons as they were remembered, decoded when somebody asks: most builds show few questions again."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, question: str) -> Comparison:
        return _COMPARISON.decode(self._packed[question])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _comparing(archive: Archive) -> Step[str, bytes]:
    """Return how a question's answers are compared: by what they say, and by the sides and zones of the directory."""

    def digest(question: str) -> bytes:
        return joined_digest((b"comparison", question.encode(), archive.digest, archive.questions_asked[question]))

    def work(question: str) -> tuple[bytes, bytes]:
        return msgspec.msgpack.encode(archive.comparisons[question]), b""

    return Step("comparison", digest, work, _decoded)


def _decoded(packed: bytes) -> bytes:
    return _BYTES.decode(packed)


_BYTES = msgspec.msgpack.Decoder(bytes)
_COMPARISON = msgspec.msgpack.Decoder(Comparison)
