"""Archives of made pages of an invented flood, for tests and benchmarks: WARCs written by warcio."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOST = "https://orvan-post.example"
HTML = "text/html; charset=utf-8"


def flood_page(number: int, paragraphs: int = 1) -> str:
    """A short article that holds two figures; `paragraphs` of no importance follow."""
    rest = "".join(
        f"<p>Volunteers of street {number + each} carried sand, chairs and dry bread to the school on the hill, and "
        "nobody there could say when the water would leave the cellars again.</p>"
        for each in range(paragraphs)
    )
    return (
        f"<!doctype html><html lang='en'><head><title>Flood in Orle, report {number}</title></head><body><article>"
        f"<h1>Flood in Orle, report {number}</h1><p>The health ministry of Ruvia said on 10 January 2022 that "
        f"{number + 2} people were killed and {2 * number + 5} were hurt when the river broke its bank.</p>"
        f"{rest}</article></body></html>"
    )


class Warc:
    """A WARC that is written record by record; `starts` is where each begins in the file."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path, self.starts = path, list[int]()
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=packed)

    def add(
        self,
        url: str,
        body: bytes,
        *,
        kind: str = "response",
        date: str = "2022-01-11T08:00:00Z",
        status: str = "200 OK",
        http: Sequence[tuple[str, str]] | None = (("Content-Type", HTML),),
        content_type: str | None = None,
        **more: str,
    ) -> None:
        """Write a record; `http` are the headers of the server's answer, None for a record without one."""
        self.starts.append(self._file.tell())
        headers: Mapping[str, str] = {
            "WARC-Date": date,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        answer = StatusAndHeaders(status, list(http), protocol="HTTP/1.1") if http is not None else None
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=answer,
            warc_headers_dict=dict(headers),
            **({"warc_content_type": content_type} if content_type else {}),
        )
        self._writer.write_record(record)

    def add_pages(self, count: int, paragraphs: int = 1) -> None:
        """Write that many articles, each behind its request."""
        for number in range(count):
            self.add(f"{HOST}/{number}", flood_page(number, paragraphs).encode())
            self.add(f"{HOST}/{number}", b"GET / HTTP/1.1\r\n\r\n", kind="request", http=None)

    def close(self) -> Path:
        """Close the file and name it."""
        self._file.close()
        return self.path


def warc_of_pages(path: Path, count: int, paragraphs: int = 1) -> Path:
    """A WARC of that many articles, packed where its name says so."""
    warc = Warc(path, packed=path.suffix == ".gz")
    warc.add_pages(count, paragraphs)
    return warc.close()
