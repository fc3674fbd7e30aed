"""What a capture says: a Page with its dated Entries, and a Problem for whatever could not be read.

`json_ld` reads live blogs that state their posts as data, `stamped` texts whose posts carry time stamps,
`feed` feeds, `article` all others as one entry.
"""

from claims.entries.reader import READER, read_page

__all__ = ["READER", "read_page"]
