"""Write the rows of the dataset, batch by batch; an edit changes those of one batch or two."""

from functools import partial

import msgspec

from builder.dataset.batches import batches
from builder.dataset.columns import Chosen, everything
from builder.model.digests import joined_digest
from builder.outputs.parts.dataset import made_of_batch, write_rows
from builder.remembering.run import Run, Step, bytes_of
from builder.views.edition import Batch, Edition

Brief = tuple[dict[str, bytes], dict[str, list[str]]]


def write_batches(edition: Edition, run: Run) -> tuple[Batch, ...]:
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
