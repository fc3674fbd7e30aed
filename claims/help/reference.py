"""The reference as Markdown, written from the code: columns of files, routes of the API, words of the vocabulary."""

from collections.abc import Iterable, Mapping
from inspect import getdoc
from typing import Any, get_args

from claims.compare import POLICIES
from claims.frames import TABLES
from claims.frames.describing import described
from claims.records import Basis, Certainty, Counting, Qualifier, Rank, Role, Scope, Stance, Status
from claims.vocabulary import Metric, Vocabulary

_FIELDS = {
    "scope": Scope,
    "counting": Counting,
    "basis": Basis,
    "certainty": Certainty,
    "role": Role,
    "stance": Stance,
    "status": Status,
    "rank": Rank,
}
"""Fields of a claim and of its chain that have few values."""
_SHOWN = 12
"""Words of a group, a kind or a qualifier that are shown; its file holds all."""


def columns_text() -> str:
    """Every table with its columns: name, meaning, dtype, unit and where the values come from."""
    return "\n\n".join(
        f"## {name}\n\n" + _list(_column(column) for column in table.columns) for name, table in TABLES.items()
    )


def _column(column: Any) -> str:
    about = described(column)
    unit = f"; unit: {about.unit}" if about.unit else ""
    many = "; a list" if about.many else ""
    return f"`{column.name}`: {column.meaning} ({column.dtype}{unit}{many}; {about.source})"


def api_text(schema: Mapping[str, Any]) -> str:
    """Every route of an OpenAPI schema with its parameters."""
    return "\n\n".join(
        f"## {method.upper()} {path}\n\n{route.get('description', route['summary'])}\n\n"
        + _list(_parameter(each) for each in route.get("parameters", ()))
        for path, methods in schema["paths"].items()
        for method, route in methods.items()
    )


def _parameter(each: Mapping[str, Any]) -> str:
    kinds = [kind for kind in each["schema"].get("anyOf", [each["schema"]]) if kind.get("type") != "null"]
    kind = ", ".join(str(choice) for choice in kinds[0].get("enum", ())) or kinds[0].get("type", "string")
    told = each.get("description") or each["schema"].get("description") or ""
    fallback = each["schema"].get("default")
    default = f"; {fallback} unless given" if fallback not in (None, "") else ""
    needed = "; needed" if each.get("required") else ""
    return f"`{each['name']}` ({kind}{default}{needed}): {told}".removesuffix(": ")


def vocabulary_text(vocabulary: Vocabulary) -> str:
    """Metrics, groups, qualifiers, vague words, kinds of source, sides, fields of few values, policies and profiles."""
    label = {slug: group.label for slug, group in vocabulary.groups.items()}
    parts = {
        "Metrics": [_metric(each) for each in vocabulary.metrics.values()],
        "Groups": [
            f"`{each.slug}`: {each.label}{f', within {label[each.parent]}' if each.parent else ''}{_words(each.words)}"
            for each in vocabulary.groups.values()
        ],
        "Qualifiers": [f"`{name}`{_words(vocabulary.qualifiers.get(name, ()))}" for name in get_args(Qualifier)],
        "Vague words": [f"`{slug}`{_words(words)}" for slug, words in vocabulary.vague.items()],
        "Kinds of source": [
            f"`{each.slug}`: {each.label}{f'; side: {each.side}' if each.side else ''}{_words(each.words)}"
            for each in vocabulary.kinds.values()
        ],
        "Sides": [f"`{side}`" for side in vocabulary.sides],
        "Other fields": [f"`{name}`: {', '.join(get_args(values))}" for name, values in _FIELDS.items()],
        "Policies": [f"`{name}`: {_sentence(policy)}" for name, policy in POLICIES.items()],
        "Profiles": [f"`{each.slug}`: {each.label}" for each in vocabulary.profiles.values()],
    }
    return "\n\n".join(f"## {name}\n\n{_list(lines)}" for name, lines in parts.items())


def _metric(metric: Metric) -> str:
    elsewhere = "; ".join(f"{scheme}: {name}" for scheme, name in metric.names.items())
    return (
        f"`{metric.slug}`: {metric.label}; counts {metric.counts}; {metric.counting}"
        f"{f' ({elsewhere})' if elsewhere else ''}"
    )


def _sentence(policy: object) -> str:
    """What a policy does, in one sentence."""
    return (getdoc(policy) or "").partition("\n\n")[0].replace("\n", " ")


def _words(words: Iterable[str]) -> str:
    """The first words, without their other forms: "; words: man, child …"."""
    spelt = [word.split("|")[0] for word in words]
    more = f" … ({len(spelt) - _SHOWN} more)" if len(spelt) > _SHOWN else ""
    return f"; words: {', '.join(spelt[:_SHOWN])}{more}" if spelt else ""


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
