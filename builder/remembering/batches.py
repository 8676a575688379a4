"""Write the rows of the dataset, batch by batch, and the base of its database.

An edit changes the rows of one batch or two; that of a title or a text leaves the base as it is."""

from functools import partial

import msgspec
from msgspec.structs import replace

from builder.dataset.batches import batches
from builder.dataset.columns import Chosen, everything
from builder.model.digests import joined_digest
from builder.outputs.parts.dataset import Dataset, made_of_base, made_of_batch, write_rows
from builder.remembering.run import Run, Step, bytes_of
from builder.views.edition import Batch, Edition

Brief = tuple[dict[str, bytes], dict[str, list[str]]]

# SQLite holds no value of a gigabyte; what comes near that is made each time.
_LARGEST_BASE = 400_000_000


def with_dataset(edition: Edition, run: Run) -> Edition:
    """Return an edition whose dataset is remembered."""
    edition = replace(edition, batches=_write_batches(edition, run))
    step = _basing(edition)
    for _ in run.remembered(step, (0,)):
        pass
    return replace(edition, base=partial(bytes_of, run.memo, step, 0))


def _basing(edition: Edition) -> Step[int, int]:
    """Return how the base of the database is made; its brief is its size."""
    digest = made_of_base(edition)

    def work(number: int) -> tuple[int, bytes]:
        base = Dataset(edition).base()
        return len(base), base

    return Step("base", lambda number: digest, work, _size, lasts=_is_remembered)


def _size(packed: bytes) -> int:
    return msgspec.msgpack.decode(packed, type=int)


def _is_remembered(size: int) -> bool:
    return size <= _LARGEST_BASE


def _write_batches(edition: Edition, run: Run) -> tuple[Batch, ...]:
    """Write all batches of an edition."""
    cut = [*batches(everything(edition.archive))]
    step = _writing(cut, edition)
    numbers = range(len(cut))
    briefs = run.remembered(step, numbers)
    return tuple(
        Batch(digests, odd_days, partial(bytes_of, run.memo, step, number))
        for number, (digests, odd_days) in zip(numbers, briefs, strict=True)
    )


def _writing(cut: list[Chosen], edition: Edition) -> Step[int, Brief]:
    """Return how a batch is written, which is sent to workers by its number."""
    digests = [joined_digest((b"batch", made_of_batch(batch, edition))) for batch in cut]

    def work(number: int) -> tuple[Brief, bytes]:
        written = write_rows(cut[number], edition)
        return (written.digests, written.odd_days), written.packed

    return Step("batch", digests.__getitem__, work, _decoded)


def _decoded(packed: bytes) -> Brief:
    return _BRIEF.decode(packed)


_BRIEF = msgspec.msgpack.Decoder(tuple[dict[str, bytes], dict[str, list[str]]])
