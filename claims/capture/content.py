"""What the bytes of a page are: HTML or plain text, and in which encoding."""

import codecs
import re
from pathlib import Path

from claims.errors import CaptureError

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a zip file or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"(\xb5/\xfd", "a zstd file"),
    (b"SQLite format 3", "a database"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MARKUP = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,2000}>\s{0,200}){0,5}<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE)

_ENCODINGS = frozenset(
    ["utf-8", "big5", "big5hkscs", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "hz", "shift_jis"]
    + ["koi8-r", "koi8-u", "mac-roman"]
    + [f"cp{number}" for number in (866, 874, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)]
)
"""The encodings of web pages, as Python names them; a page may not choose any other codec."""


def describe(content: bytes, path: Path) -> tuple[str, str]:
    """The media type and encoding of a page's bytes; raises CaptureError for what is neither HTML nor text."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked != "utf-16":
        _refuse_binary(content, path)
    if media_type_of(content, path) == "text/html":
        return "text/html", marked or _declared(content) or _undeclared(content)
    encoding = marked or "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CaptureError(
            f"{path} is not {encoding.removesuffix('-sig').upper()} text (byte {error.start}); save it again as UTF-8."
        ) from error
    if "\0" in text:
        raise _binary(path, "a binary file")
    return "text/plain", encoding


def media_type_of(content: bytes, path: Path) -> str:
    """HTML by the file's suffix or its first tag, else plain text."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    if suffixes and suffixes[-1] in (".html", ".htm", ".xhtml", ".shtml"):
        return "text/html"
    start = content[:8192]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", errors="ignore").encode()
    return "text/html" if _MARKUP.match(start.removeprefix(codecs.BOM_UTF8)) else "text/plain"


def _refuse_binary(content: bytes, path: Path) -> None:
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise _binary(path, what)
    if b"\0" in content:
        raise _binary(path, "a binary file")


def _binary(path: Path, what: str) -> CaptureError:
    return CaptureError(f"{path} is {what}, neither HTML nor plain text; save the page as HTML or text.")


def _declared(content: bytes) -> str | None:
    """The encoding that the page's own meta element names, where it is one of the web's."""
    found = _CHARSET.search(content[:8192])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii", errors="replace")).name
    except LookupError:
        return None
    # Browsers read both names as the Windows code page that contains them.
    name = "cp1252" if name in ("iso8859-1", "ascii") else name
    return name if name in _ENCODINGS else None


def _undeclared(content: bytes) -> str:
    """UTF-8 where the bytes are, else what browsers take a page for that says nothing."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
