"""Deploy a site to a bucket of any S3-compatible store, with obstore.

The credentials come from the environment (AWS_ACCESS_KEY_ID and the like), or from the machine's own role."""

import re
from collections.abc import Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from builder.deploying.destination import Advance, Surroundings, failed
from builder.model.errors import BuilderError
from builder.model.hosting import cache_control_of, content_type_of
from builder.model.target import S3Target

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store

# How many requests are under way at once.
_AT_ONCE = 16
# Fewer files than this are asked for one by one; for more, all names are listed.
_FEW = 50
# What readers must not get from a cache.
_NOT_KEPT = "no-store"
_WRONG_KEY = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "InvalidToken", "ExpiredToken")
_KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"


class BucketStore:
    """A bucket, or what lies below a prefix in it."""

    def __init__(self, target: S3Target, surroundings: Surroundings) -> None:
        below = f"{target.bucket}/{target.prefix}" if target.prefix else target.bucket
        self.where = f"{target.name} ({below}{f' at {target.endpoint}' if target.endpoint else ''})"
        self._target, self._surroundings = target, surroundings
        self._store = self._open()

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return {
                path: data for path, data in zip(paths, pool.map(self._get, paths), strict=True) if data is not None
            }

    def write(self, path: str, data: bytes) -> None:
        self._put(path, data, _NOT_KEPT if path.startswith(".") else cache_control_of(path))

    def write_new(self, path: str, data: bytes) -> bool:
        try:
            self._put(path, data, _NOT_KEPT, is_new=True)
        except FileExistsError:
            return False
        return True

    def put(self, paths: Sequence[str], advance: Advance) -> None:
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            for _ in pool.map(self._put_file, paths):
                advance(1)
        finally:
            pool.shutdown(cancel_futures=True)

    def delete(self, paths: Sequence[str]) -> None:
        import obstore

        try:
            obstore.delete(self._store, paths)
        except _faults() as error:
            raise self._failed(error) from None

    def sweep(self) -> None:
        pass  # An object is there whole, or not at all.

    def present(self, paths: Set[str]) -> frozenset[str]:
        if len(paths) > _FEW:
            return frozenset(self._listed()) & paths
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            ordered = sorted(paths)
            return frozenset(
                path for path, is_there in zip(ordered, pool.map(self._is_there, ordered), strict=True) if is_there
            )

    def is_empty(self) -> bool:
        import obstore

        try:
            found = obstore.list_with_delimiter(self._store)
        except _faults() as error:
            raise self._failed(error) from None
        names = (*found["common_prefixes"], *(file["path"] for file in found["objects"]))
        return all(name.startswith(".") for name in names)

    def _open(self) -> "S3Store":
        try:
            from obstore.store import S3Store
        except ImportError:
            raise BuilderError(
                f"{self.where} needs obstore, which is not installed: `pip install 'dateline[s3]'`"
            ) from None
        target, patience = self._target, self._surroundings.patience
        is_plain = target.endpoint is not None and target.endpoint.startswith("http://")
        config: S3Config = {}
        if target.endpoint:
            config["endpoint"] = target.endpoint
        if target.region:
            config["region"] = target.region
        return S3Store(
            target.bucket,
            prefix=target.prefix,
            config=config,
            client_options={
                "allow_http": is_plain,
                "timeout": timedelta(seconds=patience.request),
                "connect_timeout": timedelta(seconds=patience.connection),
            },
            retry_config={
                "max_retries": 5,
                "retry_timeout": timedelta(seconds=patience.silence),
                "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=5)},
            },
        )

    def _get(self, path: str) -> bytes | None:
        import obstore

        try:
            return bytes(obstore.get(self._store, path).bytes())
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise self._failed(error) from None
            return None
        except _faults() as error:
            raise self._failed(error) from None

    def _is_there(self, path: str) -> bool:
        import obstore

        try:
            obstore.head(self._store, path)
        except FileNotFoundError:
            return False
        except _faults() as error:
            raise self._failed(error) from None
        return True

    def _listed(self) -> list[str]:
        import obstore

        try:
            return [file["path"] for files in obstore.list(self._store, chunk_size=1000) for file in files]
        except _faults() as error:
            raise self._failed(error) from None

    def _put_file(self, path: str) -> None:
        self._put(path, Path(self._surroundings.output, path).read_bytes(), cache_control_of(path))

    def _put(self, path: str, data: bytes, kept: str, is_new: bool = False) -> None:
        import obstore

        says = {"Content-Type": content_type_of(path), "Cache-Control": kept}
        try:
            obstore.put(self._store, path, data, attributes=says, mode="create" if is_new else "overwrite")
        except FileExistsError:
            raise
        except _faults() as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> BuilderError:
        return failed(self.where, _cause(str(error), self._target.bucket), self._surroundings)


def _faults() -> tuple[type[Exception], ...]:
    from obstore.exceptions import BaseError

    return (BaseError, OSError)


def _cause(words: str, bucket: str) -> str:
    """Return in a sentence what the store, or the way to it, complained about."""
    words = words.partition("\n\nDebug source")[0]
    code = re.search(r"<Code>(\w+)</Code>", words)
    message = re.search(r"<Message>([^<]*)</Message>", words)
    if "169.254." in words:
        return f"no key was found: set {_KEYS}"
    if code and code[1] in _WRONG_KEY:
        return f"the store rejects the key ({code[1]}): look at {_KEYS}"
    if code and code[1] == "NoSuchBucket":
        return f'there is no bucket "{bucket}": create it, or correct its name in site.yaml'
    if code:
        return f"the store answered {code[1]}{f' ({message[1]})' if message else ''}"
    if "error sending request" in words or "connect" in words:
        return "it cannot be reached"
    status = re.search(r"status code: ([^:\n]*)", words)
    return f"the store answered {status[1]}" if status else words.split("\n")[0][:300]
