"""Full-text search: the words of entries, of translations and of sources' names, kept by triggers."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEX = """
CREATE VIRTUAL TABLE {name} USING fts5(
    {column}, content='{table}', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
)
"""
_ADDED = """
CREATE TRIGGER {name}_added AFTER INSERT ON {table} WHEN new.{column} IS NOT NULL BEGIN
    INSERT INTO {name}(rowid, {column}) VALUES (new.id, new.{column});
END
"""
_GONE = """
CREATE TRIGGER {name}_gone AFTER DELETE ON {table} WHEN old.{column} IS NOT NULL BEGIN
    INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});
END
"""
_CHANGED = """
CREATE TRIGGER {name}_changed AFTER UPDATE OF {column} ON {table} WHEN new.{column} IS NOT old.{column} BEGIN
    INSERT INTO {name}({name}, rowid, {column})
        SELECT 'delete', old.id, old.{column} WHERE old.{column} IS NOT NULL;
    INSERT INTO {name}(rowid, {column}) SELECT new.id, new.{column} WHERE new.{column} IS NOT NULL;
END
"""
_FILL = "INSERT INTO {name}(rowid, {column}) SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"

_INDEXED = (
    ("entry_words", "entry", "text"),
    ("translation_words", "claim", "translation"),
    ("alias_words", "alias", "name"),
)


def upgrade() -> None:
    """Make the indexes, fill them, and let triggers keep them."""
    for name, table, column in _INDEXED:
        for statement in (_INDEX, _ADDED, _GONE, _CHANGED, _FILL):
            op.execute(statement.format(name=name, table=table, column=column))
