"""What stands beside saved pages and is none: images, styles, scripts, data, hidden files, a page's companions."""

import re
from pathlib import PurePath, PurePosixPath

_SUFFIXES = {
    "images and media": "avif bmp gif ico jpeg jpg mp3 mp4 mov ogg png svg tif tiff wav webm webp",
    "styles, scripts and fonts": "css eot js map mjs otf ttf woff woff2",
    "data files": "csv db db-shm db-wal json jsonl ods parquet sqlite toml tsv xls xlsx yaml yml",
}
_KINDS = {f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}

_PAGE = re.compile(rb"\s{0,200}<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)

HIDDEN = "hidden files"
COMPANIONS = "files that belong to saved pages"
"""What is passed over in folders and zips, in the words that people are told."""


def other_kind(name: PurePath) -> str | None:
    """Which kind of thing beside pages a file is by its name; None where it may be a page."""
    suffixes = [suffix.lower() for suffix in name.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


def looks_like_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does, whatever their file is called."""
    return _PAGE.match(head) is not None


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden, or one that a Mac puts into zips."""
    return name.startswith(".") or name == "__MACOSX"


def companion_of(folder: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """The pages, one of which a folder belongs to that a browser saved beside it ("Page_files" of "Page.html")."""
    if not folder.name.endswith("_files"):
        return ()
    return tuple(
        folder.with_name(folder.name.removesuffix("_files") + suffix) for suffix in (".html", ".htm", ".xhtml")
    )
