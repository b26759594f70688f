"""A claim beside what it cites, both folded: the form in which verification reads them. Pure.

The claim "嘉兴到2030年把吸烟率降到20%以下" stands beside the sentences of its clauses, the headings and the title around them, and each of its parts beside the
part of the clauses that it is most like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import Citation
from index.lines import sentences
from index.reading import bare, likest_parts, strength

_DENIED = re.compile(
    r"(?:表中|文件)?没有(?:给出|列出|写|说|具体|另外标出|用)[^,。]*|[^,。]*看不出来?|不能直接相比|[,，]不是[^。]*。|文件没有写明[^。]*。?|没有写明[^。)）]*|责任单位里没有[^。]*。|是责任单位之一[,，]|不是牵头单位"
)
_EDGES = ',。;:\n 」》>()"'


@dataclass(frozen=True)
class Case:
    """A claim beside what it cites, folded."""

    claim: str
    cited: tuple[Citation, ...]
    in_own_words: bool = False

    @cached_property
    def text(self) -> str:
        """What the claim asserts: without our list marks, and, in our own frames, without what it denies or says to be unsaid."""
        if self.in_own_words:
            return bare(self.claim)
        return _DENIED.sub("。", bare(re.sub(r"^\d+\. ", "", self.claim)))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the cited clauses; a table row is one."""
        found: list[str] = []
        for clause in dict.fromkeys(citation.clause for citation in self.cited):
            reading = clause.reading
            spans = [(0, len(reading))] if clause.kind == "table" else sentences(reading)
            found += [bare(" ".join(reading[a:b].split())) for a, b in spans]
        return tuple(found)

    @cached_property
    def has_rows(self) -> bool:
        """Whether it cites rows of a table."""
        return any(citation.clause.kind == "table" for citation in self.cited)

    @cached_property
    def said(self) -> str:
        return "\n".join(self.sentences)

    @cached_property
    def around(self) -> str:
        """What stands around the cited clauses: headings, the document and what is known of it."""
        words: Iterable[str] = (
            w for c in self.cited for w in (*c.clause.path, c.clause.title, c.about.title, c.about.number, c.about.issued, c.about.issuer, c.about.jurisdiction)
        )  # fmt: skip
        return bare("\n".join(words))

    @cached_property
    def is_verbatim(self) -> bool:
        """Whether the claim is the words of what it quotes, from the beginning of a part on, so that nothing was cut off before them."""
        text = self.text.strip(" 。;,")
        for citation in self.cited:
            quote = bare(" ".join(citation.reading.split()))
            at = quote.find(text) if len(text) > 1 else -1
            after = quote[at + len(text) : at + len(text) + 1]
            if at >= 0 and (at == 0 or quote[at - 1] in _EDGES) and (not after or after in _EDGES):
                return not any(name for at_, name in strength(quote[:at]) if not re.search(r"[。;]", quote[at_:at]))
        return False

    @cached_property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """Each part of the claim with the part of the clauses that it is most like."""
        return likest_parts(self.text, self.sentences)
