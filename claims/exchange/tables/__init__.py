"""Other people's tables in: a file and a mapping become a capture, a page of rows, and claims.

sheet, workbook, parquet   the file becomes columns and rows of words
mapping                    what a researcher says of the columns, in TOML; ready ones in `exchange/mappings`
fitting                    the mapping is laid against the columns of the table
cells, rows                a row becomes an entry, each cell with a figure a claim
reading, storing           all of it, as the store takes it, and into it
"""

from claims.exchange.tables.fitting import Column
from claims.exchange.tables.mapping import Mapping, MappingError, load_mapping, shipped_mappings
from claims.exchange.tables.reading import ReadTable, Refused, TableFile, open_sheet, read_file, read_table
from claims.exchange.tables.sheet import Line, Sheet
from claims.exchange.tables.storing import event_for, new_event, store_table

__all__ = [
    "Column",
    "Line",
    "Mapping",
    "MappingError",
    "ReadTable",
    "Refused",
    "Sheet",
    "TableFile",
    "event_for",
    "load_mapping",
    "new_event",
    "open_sheet",
    "read_file",
    "read_table",
    "shipped_mappings",
    "store_table",
]
