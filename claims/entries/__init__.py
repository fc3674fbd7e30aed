"""What a capture says: a Page with its dated Entries, and a Problem for whatever could not be read.

`live` reads live blogs that state their posts as data, `posts` pages that mark each post by an element, `stamped` texts
whose posts carry time stamps, `feed` feeds, `article` all others as one entry.
"""

from claims.entries.reader import READER, read_page
from claims.entries.relative import is_relative

__all__ = ["READER", "is_relative", "read_page"]
