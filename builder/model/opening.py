"""How files are opened on any system: no link is followed, no pipe waited at, and no byte of a text translated.

Where a system has no such flag, it has not what the flag keeps away either."""

import os

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_AS_IT_IS = getattr(os, "O_BINARY", 0)

TO_READ = os.O_RDONLY | _NO_LINK | _AS_IT_IS | getattr(os, "O_NONBLOCK", 0)
# For the one who holds a file, whatever is in it, and for one that is not there yet.
TO_HOLD = os.O_RDWR | _NO_LINK | _AS_IT_IS
TO_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS
