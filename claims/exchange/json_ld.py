"""Claims as JSON-LD: schema.org for the claim, Web Annotation for its place in the text, PROV for who said it.

The context stands in the file, so that nothing is fetched to read it. Offsets are those of the entry's text, in code
points. `appearance` is the page; it is also `firstAppearance` unless the claim follows one of an earlier wording. A
bound that the words leave open ("at least 26") has no value on its other side, vague words have none at all.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TextIO

from claims.compare import figure_words
from claims.exchange.json import line
from claims.records import Attribution, Moment, StoredClaim

CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
    "hasTarget": "oa:hasTarget",
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": "oa:hasSelector",
    "wasAttributedTo": "prov:wasAttributedTo",
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "xsd:dateTime"},
    "dateCreated": {"@id": "https://schema.org/dateCreated", "@type": "xsd:dateTime"},
}
_FLOORS = ("at_least", "more_than")
_CEILINGS = ("at_most", "fewer_than")


def write_json_ld(claims: Iterable[StoredClaim], stream: TextIO, about: Mapping[str, object]) -> int:
    """Write the claims as one document, a claim a line, with what was asked for; returns how many."""
    asked = json.dumps(about, ensure_ascii=False, sort_keys=True, default=str)
    head = {"@context": CONTEXT, "@type": "Dataset", "name": "Sourced claims", "description": asked}
    stream.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "hasPart": [')
    count = 0
    for claim in claims:
        stream.write(",\n " if count else "\n ")
        stream.write(line(node(claim)).rstrip("\n"))
        count += 1
    stream.write("\n]}\n")
    return count


def node(claim: StoredClaim) -> dict[str, Any]:
    """A claim as a node."""
    page = {"@id": claim.url, "@type": "WebPage", "url": claim.url, "headline": claim.headline}
    page |= {"datePublished": _at(claim.posted_at)}
    appearances = {"appearance": _given(page), "wasQuotedFrom": claim.url}
    if claim.replaces_id is None:
        appearances["firstAppearance"] = {"@id": claim.url}
    return _given(
        {
            "@id": f"urn:sourced-claims:{claim.uid}",
            "@type": ["Claim", "oa:Annotation", "prov:Entity"],
            "identifier": claim.uid,
            "name": f"{claim.metric}: {figure_words(claim)} {claim.group_resolved or ''}".rstrip(),
            "text": claim.quote,
            "dateCreated": _at(claim.said_at),
            "about": {"@type": "Event", "identifier": claim.event},
            "contentLocation": {"@type": "Place", "identifier": claim.place} if claim.place else None,
            "variableMeasured": quantity(claim),
            "claimInterpreter": _party(claim.speaker),
            "wasAttributedTo": [_party(step) for step in claim.chain],
            **appearances,
            "hasTarget": {"@type": "oa:SpecificResource", "hasSource": claim.url, "hasSelector": selectors(claim)},
        }
    )


def quantity(claim: StoredClaim) -> dict[str, Any]:
    """The figure as a QuantitativeValue, bounded as its words are."""
    value, high = claim.value, claim.value_high
    ends: dict[str, Decimal | None] = {"value": value}
    if claim.qualifier == "range":
        ends = {"minValue": value, "maxValue": high}
    elif claim.qualifier in _FLOORS:
        ends = {"minValue": value}
    elif claim.qualifier in _CEILINGS:
        ends = {"maxValue": value}
    kind = {"identifier": claim.metric, "description": claim.qualifier}
    return _given({"@type": "QuantitativeValue", **kind, **ends, "unitText": claim.currency or claim.group_kind})


def selectors(claim: StoredClaim) -> list[dict[str, Any]]:
    """Where the quote stands, by position and by words."""
    place = {"start": claim.start, "end": claim.start + len(claim.quote)}
    words = {"exact": claim.quote, "prefix": claim.prefix, "suffix": claim.suffix}
    return [{"@type": "oa:TextPositionSelector", **place}, {"@type": "oa:TextQuoteSelector", **words}]


def _party(step: Attribution | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {"@type": "prov:Agent", "name": step.name, "roleName": step.role, "description": step.stance}


def _at(moment: Moment | None) -> str | None:
    return moment.at.isoformat().replace("+00:00", "Z") if moment else None


def _given(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None}
