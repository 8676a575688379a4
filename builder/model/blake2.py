"""BLAKE2b alone: to import all of hashlib takes a tenth of a build with nothing to do."""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ("blake2b",)
