"""The prompt of an answer: clauses as numbered data, within what the model can hold, and nothing in them that could pass for an instruction. Pure.

The rules come first and never change, so that a server's prefix cache serves them; then the clauses, then the question:

    [1]《“健康嘉兴2030”行动纲要》（现行）五、专项行动 › (二)健康素养提升行动
    <<<到2030年,15岁以上人群吸烟率降低到20%以下,…>>>
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Question
from index.documents import About, Clause
from prompts import render

MARGIN = 32
"""Tokens left free for what a chat template puts around the messages."""
# Words with which models are told where a turn, a thought or a tool call begins; those of a model's own tokenizer are added to them.
_SPECIAL = re.compile(
    r"<[|｜][^<>|｜\n]{1,40}[|｜]>|</?(?:s|think|tool_call|tool_response|start_of_turn|end_of_turn|bos|eos|pad|unk)>|<</?SYS>>|\[/?INST\]|<\|?endoftext\|?>",
    re.I,
)
_MARK = re.compile(r"[\[【［](\d{1,3})[\]】］]")
_FENCE = re.compile(r"<{3,}|>{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause as the model is shown it, with its document and the header of its table.

    ``beside`` are clauses that its statements stand on as well: the header of a row, the rule by which the first unit leads.
    """

    n: int
    clause: Clause
    about: About
    header: Clause | None = None
    beside: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """A prompt with the passages that are in it, and the ids of the clauses that did not fit."""

    system: str
    user: str
    passages: tuple[Passage, ...]
    left_out: tuple[str, ...] = ()


def grounding(
    question: Question, base: Answer, nearby: Sequence[Passage], room: int, tokens: Callable[[str], int], special: Sequence[str] = ()
) -> Grounding | None:
    """The prompt for a question that ``base`` answers without a model; None where not one clause fits.

    Args:
        nearby: the clauses that may be shown, the most important first; numbers are given anew to those that fit.
        room: tokens that the whole prompt may take, counted by ``tokens``.
        special: the special tokens of the model, neutralised wherever they stand.
    """
    suffix = "" if question.language.startswith("zh") else "_en"
    system = render(f"answer_rules{suffix}").strip()
    asked = neutral(question.standalone, special)
    facts = _facts(base, nearby, special) if base.mode == "facts" else ""

    def user(passages: Sequence[Passage]) -> str:
        shown = "\n\n".join(_shown(passage, special) for passage in passages)
        return render(f"answer{suffix}", count=str(len(passages)), clauses=shown, facts=facts, question=asked).strip()

    free = room - MARGIN - tokens(system) - tokens(user(()))
    kept: list[Passage] = []
    left_out: list[str] = []
    for passage in nearby:
        numbered = replace(passage, n=len(kept) + 1)
        needed = tokens(_shown(numbered, special)) + 2
        if needed <= free:
            kept.append(numbered)
            free -= needed
        else:
            left_out.append(passage.clause.id)
    if not kept:
        return None
    return Grounding(system=system, user=user(kept), passages=tuple(kept), left_out=tuple(left_out))


def neutral(text: str, special: Sequence[str] = ()) -> str:
    """A text as data: tokens that steer a model, marks of clauses and our own fences are written so that they no longer do."""
    for token in special:
        if token and token in text:
            text = text.replace(token, _widened(token))
    text = _SPECIAL.sub(lambda m: _widened(m.group()), text)
    return _FENCE.sub(lambda m: "《" if m.group()[0] == "<" else "》", _MARK.sub(r"〔\1〕", text))


def _widened(token: str) -> str:
    """A token's characters in their wide forms, which look alike and are other characters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and not c.isalnum() else c for c in token)


def _shown(passage: Passage, special: Sequence[str]) -> str:
    clause, about = passage.clause, passage.about
    place = " › ".join([*clause.path, *([clause.title] if clause.title else [])])
    status = f"（{about.status}）" if about.status else ""
    text = " ".join(clause.reading.split())
    header = f"（表头：{' '.join(passage.header.reading.split())}）" if passage.header else ""
    return f"[{passage.n}]{neutral(f'《{about.title}》{status}{place}{header}', special)}\n<<<{neutral(text, special)}>>>"


def _facts(base: Answer, nearby: Sequence[Passage], special: Sequence[str]) -> str:
    """What the ledger reads from tables and duties: the model is told it in words, since flattened rows say it to nobody."""
    lines = [f"- {neutral(claim.text, special)}" for claim in base.claims]
    heading = "已查实（照此说，不改）：" if base.language.startswith("zh") else "Verified (say it so):"
    return "\n".join((heading, *lines)) + "\n\n" if lines and nearby else ""


def passages(base: Answer, hits: Sequence[tuple[Clause, About]], header: Callable[[str], Clause | None]) -> tuple[Passage, ...]:
    """The clauses that an answer without a model cites, and after them others that were found, each once; headers go with their rows."""
    found = {citation.clause.id: (citation.clause, citation.about) for citation in base.citations}
    found |= {clause.id: (clause, about) for clause, about in hits if clause.id not in found}
    headers = {clause.id: header(clause.id) if clause.kind == "table" else None for clause, _ in found.values()}
    named = {found_header.id for found_header in headers.values() if found_header}
    together = [{base.citations[n - 1].clause.id: base.citations[n - 1].clause for n in claim.citations} for claim in base.claims]
    return tuple(
        Passage(n=0, clause=clause, about=about, header=headers[id], beside=_beside(id, together))
        for id, (clause, about) in found.items()
        if id not in named
    )


def _beside(id: str, together: Sequence[dict[str, Clause]]) -> tuple[Clause, ...]:
    """The clauses that are cited together with one, each once."""
    found = {other: clause for group in together if id in group for other, clause in group.items() if other != id}
    return tuple(found.values())
