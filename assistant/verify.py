"""Every claim against its cited clauses, before it is shown. Pure.

A claim stands only where each of its citations is a slice of its document inside its clause, and where every number
that it states stands in what it cites: "降低到20%以下" is not supported by a quote that says 25%.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Citation, Claim
from index.folding import fold_text

_DENIED = re.compile(r"，不是[^。]*。")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def verify(claims: Sequence[Claim], citations: Sequence[Citation]) -> tuple[Claim, ...]:
    """The claims, each with its verdict."""
    by_number = {citation.n: citation for citation in citations}
    return tuple(replace(claim, verdict="supported" if _stands(claim, by_number) else "unsupported") for claim in claims)


def _stands(claim: Claim, by_number: dict[int, Citation]) -> bool:
    cited = [by_number[n] for n in claim.citations if n in by_number]
    if not cited or len(cited) < len(claim.citations) or not all(_is_slice(citation) for citation in cited):
        return False
    if claim.counted:
        return str(len(cited)) in _NUMBER.findall(claim.text)
    there = fold_text("\n".join([*(citation.reading for citation in cited), *(_around(citation) for citation in cited)]))
    stated = _DENIED.sub("", re.sub(r"^\d+\. ", "", claim.text))
    return set(_NUMBER.findall(fold_text(stated))) <= set(_NUMBER.findall(there))


def _around(citation: Citation) -> str:
    about = citation.about
    return "\n".join((citation.clause.title, about.title, about.number, about.issued))


def _is_slice(citation: Citation) -> bool:
    clause = citation.clause
    return clause.start <= citation.start < citation.end <= clause.end and bool(citation.quote.strip())
