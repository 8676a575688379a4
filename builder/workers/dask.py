"""Workers of `dask.distributed`, for `dateline build --executor builder.workers.dask:cluster`.

Those of the scheduler that DASK_SCHEDULER_ADDRESS names, as everywhere in Dask; where it names none, processes of
this machine, which no other machine reaches."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager

from builder.model.errors import BuilderError


@contextmanager
def cluster(jobs: int) -> Iterator[Executor]:
    """Return the executor of a scheduler that is there already, or of a cluster of processes started here."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise BuilderError("Dask is not installed: `pip install 'dateline[cluster]'` installs it") from None

    # Dask reads the variable itself, with the rest of its settings.
    address = dask.config.get("scheduler-address", None)
    with ExitStack() as stack:
        if address is None:
            address = stack.enter_context(
                LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                    # Its health is shown over HTTP all the same: at any free port, so that two builds do not meet.
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                )
            )
        try:
            client = stack.enter_context(Client(address))
        except OSError:
            raise BuilderError(f"no Dask scheduler answers at {address}: start one, or give another") from None
        # The same chunk of other work is other work: nothing is to be remembered by the scheduler.
        yield stack.enter_context(client.get_executor(pure=False))
