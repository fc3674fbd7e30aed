"""JSON as pages carry it: in comments or CDATA, escaped, with commas too many, quotes unescaped or its end cut off."""

import html
import json
import re
from typing import Any

_MENDED = 200_000
"""Characters up to which a broken text is mended: what that takes grows with its length."""

_WRAPPING = re.compile(
    r"\A(?:\s|\ufeff|;|<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?)+"
    r"|(?:\s|;|(?://\s{0,9})?-->|(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?)+\Z"
)
_ENDS = 400
"""Characters at either end in which what wraps a text may stand."""


def read_json(written: str) -> tuple[Any, str | None]:
    """The data of a JSON text, and what was wrong with it where it had to be mended; raises ValueError."""
    text = _unwrapped(written)
    try:
        return json.loads(text, strict=False), None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        if text.startswith(("{&quot;", "[{&quot;", "{&#34;", "[{&#34;")):
            return read_json(html.unescape(text))
        return _mended(text), str(error)[:80]


def _unwrapped(written: str) -> str:
    """Without the comment or CDATA marks around it; only the ends are looked at, whatever stands between."""
    text = written.strip()
    if len(text) <= 2 * _ENDS:
        return _WRAPPING.sub("", text)
    return _WRAPPING.sub("", text[:_ENDS] + "\0").rstrip("\0") + text[_ENDS:-_ENDS] + _tail(text[-_ENDS:])


def _tail(text: str) -> str:
    return _WRAPPING.sub("", "\0" + text).lstrip("\0")


def _mended(text: str) -> Any:
    if len(text) > _MENDED:
        raise ValueError("it is broken, and too long to mend")
    import json_repair

    try:
        data = json_repair.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(data, dict | list) or not data:
        raise ValueError("nothing in it reads as data")
    return data
