"""Elements of HTML, and how the same is written in Markdown; nothing is said where there is no one way."""

from collections.abc import Mapping
from types import MappingProxyType

PICTURE = "write ![words](file), and a record in `media` with `file`, `alt`, `credit` and `licence`"
_OTHERS = (
    "abbr address area article aside base bdi bdo body button canvas caption cite col colgroup data "
    "datalist dialog div dl dt dd fieldset figure figcaption font footer form frame frameset head header "
    "hgroup html input ins kbd label legend li link main map mark meta meter nav noscript ol optgroup "
    "option output p param picture progress q rp rt ruby s samp section select small source span style "
    "sub sup svg table tbody td template textarea tfoot th thead time title tr track u ul var wbr center "
    "big tt strike marquee iframe video audio embed object script "
)
ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_OTHERS.split(), ""),
        "b": "write **words**",
        "strong": "write **words**",
        "i": "write *words*",
        "em": "write *words*",
        "a": "write [words](address)",
        "br": "begin a new paragraph, or end the line with a backslash",
        "hr": "write a line `---` between two empty lines",
        "img": PICTURE,
        "code": "write `code`",
        "pre": "write it between lines ```",
        "blockquote": "begin each line with >",
        "del": "write ~~words~~",
        "details": "write it as a paragraph: folding is not supported",
        "summary": "write it as a paragraph: folding is not supported",
        **{f"h{level}": f"write {'#' * level} words" for level in range(1, 7)},
    }
)  # fmt: skip
