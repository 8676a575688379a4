"""Python imports this at its start where `promises.py` runs it: what protects a promise is taken out before all else."""

import os

if os.environ.get("DATELINE_WITHOUT"):
    import promises

    promises.take_out(os.environ["DATELINE_WITHOUT"])
