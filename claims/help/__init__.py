"""The manual: pages of Markdown, and the parts of its reference that are written from the code when they are shown.

`claims help` shows it on the terminal, `claims serve` under `/help`.
"""

from claims.help.reference import api_text, columns_text, vocabulary_text
from claims.help.topics import TOPICS, Topic, UnknownTopicError, read_topic, topic

__all__ = [
    "TOPICS",
    "Topic",
    "UnknownTopicError",
    "api_text",
    "columns_text",
    "read_topic",
    "topic",
    "vocabulary_text",
]
