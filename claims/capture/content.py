"""What the bytes of a page are: HTML, a feed or plain text, and in which encoding."""

import codecs
import gzip
import io
import re
import zlib
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from claims.errors import CaptureError

KEPT = ("content-type", "content-language", "date", "etag", "last-modified")
"""Headers of an answer that are kept with a capture."""
LONGEST_VALUE = 1_000
"""Characters of a header that are kept."""
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
_FEED = re.compile(rb"<(?:(?P<rss>rss|rdf:RDF)|feed)[\s>]")
_XML_CHARSET = re.compile(rb"\s{0,200}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w:.-]{1,40})")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE)

FEEDS = ("application/rss+xml", "application/atom+xml")
"""The media types of feeds."""

_HEADER_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE)

_ENCODINGS = frozenset(
    ["utf-8", "big5", "big5hkscs", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "hz", "shift_jis"]
    + ["koi8-r", "koi8-u", "mac-roman"]
    + [f"cp{number}" for number in (866, 874, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)]
)
"""The encodings of web pages, as Python names them; a page may not choose any other codec."""


def describe(content: bytes, name: str, content_type: str | None = None) -> tuple[str, str]:
    """The media type and encoding of a page's bytes; raises CaptureError for what is neither HTML nor text.

    `name` is its path or address, `content_type` the header with which a server sent it: a server's text in a broken
    or other encoding than it says is read all the same, a file's must be UTF-8.
    """
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked != "utf-16":
        _refuse_binary(content, name)
    kind, charset = _from_header(content_type or "")
    media_type = kind or media_type_of(content, name)
    if media_type == "text/html":
        return media_type, marked or _encoding_of(content, charset, _named(_CHARSET.search(content[:8192])))
    if media_type in FEEDS:
        return media_type, marked or _encoding_of(content, charset, _named(_XML_CHARSET.match(content[:500])))
    encoding = marked or ("utf-8" if content_type is None else _encoding_of(content, charset))
    _refuse_no_text(content, name, encoding, strict=content_type is None)
    return "text/plain", encoding


def media_type_of(content: bytes, name: str) -> str:
    """HTML by the suffix of its path or address, or by its first tag; a feed by its first tag; else plain text."""
    path = urlsplit(name).path if name.startswith(("http://", "https://")) else name
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes if suffix.lower() != ".gz"]
    if suffixes and suffixes[-1] in (".html", ".htm", ".xhtml", ".shtml"):
        return "text/html"
    start = content[:8192]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", errors="ignore").encode()
    start = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if _MARKUP.match(start):
        return "text/html"
    if start.startswith(b"<") and (feed := _FEED.search(start)):
        return FEEDS[0] if feed["rss"] else FEEDS[1]
    return "text/plain"


def unpack(packed: bytes, name: str, limit: int) -> bytes:
    """The content of gzip bytes, never more than a byte past the limit; raises CaptureError."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            content: bytes = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CaptureError(f"{name} is damaged gzip; save the page again.") from error
    return content


def _refuse_binary(content: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise _binary(name, what)
    if b"\0" in content:
        raise _binary(name, "a binary file")


def _binary(name: str, what: str) -> CaptureError:
    return CaptureError(f"{name} is {what}, neither HTML nor plain text; save the page as HTML or text.")


def _refuse_no_text(content: bytes, name: str, encoding: str, *, strict: bool) -> None:
    try:
        text = content.decode(encoding, errors="strict" if strict else "replace")
    except UnicodeDecodeError as error:
        shown = encoding.removesuffix("-sig").upper()
        raise CaptureError(f"{name} is not {shown} text (byte {error.start}); save it again as UTF-8.") from error
    if "\0" in text:
        raise _binary(name, "a binary file")


def _from_header(content_type: str) -> tuple[str | None, str | None]:
    """Whether a Content-Type says HTML (None where the bytes must tell), and the encoding that it names."""
    kind, _, rest = content_type.partition(";")
    html = kind.strip().lower() in ("text/html", "application/xhtml+xml")
    return "text/html" if html else None, _named(_HEADER_CHARSET.search(rest[:300].encode(errors="replace")))


def _named(found: re.Match[bytes] | None) -> str | None:
    """The encoding that a header or a page's own meta element names, where it is one of the web's."""
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii", errors="replace")).name
    except LookupError:
        return None
    # Browsers read both names as the Windows code page that contains them.
    name = "cp1252" if name in ("iso8859-1", "ascii") else name
    return name if name in _ENCODINGS else None


def _encoding_of(content: bytes, *said: str | None) -> str:
    """UTF-8 where the bytes are, whatever is said of them; else the first encoding said, or what browsers take.

    Text of another encoding is never valid UTF-8 by chance, while servers and saved copies often say the wrong one.
    An encoding that fits goes before one that doesn't; where none fits, the first is read with gaps.
    """
    named = [encoding for encoding in said if encoding]
    ascii_only = content.isascii()
    for encoding in named if ascii_only else ["utf-8", *named]:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return named[0] if named else "utf-8" if ascii_only else "cp1252"
