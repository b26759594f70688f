"""What was found made an answer: sentences with their citations, or a refusal that says what was searched and what is near.

The words of an answer are the documents' own (without noise); ours are only the frame around them, in the asker's
language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, Claim, Mode, Question, Reason, Status
from assistant.extract import Evidence
from assistant.language import traditional
from assistant.premises.premise import DENIES, agrees, corrected, denial
from assistant.question.care import HELPLINE, WORDS, Care, of_everyday_life, of_health
from assistant.question.english import gloss
from assistant.subjects.standing import in_force
from assistant.subjects.statements import Found, Statement, quoted
from index.documents import About, Clause, Hit
from index.folding import fold_text
from index.lines import sentences
from index.reading import bare, bigrams

NEAREST = 3
HALF, A_THIRD = 0.5, 0.34
"""The share of a question of everyday life that a sentence must hold to answer it, and the share that documents must know of one that names none."""
AS_LIKE = 0.6
"""The share of the words that the likest statement has of a question that another must have to put it right."""

FRAMES = {
    "source": ("据{title}{status}：", "According to {title}{status}:"),
    "draft": ("（{status}，尚未定稿）", " ({status}: a draft for comments)"),
    "not_in_documents": ("现有文件没有回答这个问题。", "The documents do not answer this question."),
    "no_such_document": ("没有收录{place}的文件，无法回答。", "No document of {place} is in the library."),
    "out_of_scope": (
        "这个问题不在所收录的公共卫生政策文件的范围内。",
        "This question is outside the health policy documents in the library.",
    ),
    "helpline": ("文件里写到的热线：", "A helpline that a document names:"),
    "silent": ("{title}里没有找到写这一点的条款。", "No clause on this was found in {title}."),
    "silent_of_year": ("{title}里没有找到写{years}年这一点的条款。", "No clause on this for {years} was found in {title}."),
    "silent_because": ("{title}里没有找到这一点：{because}", "This was not found in {title}: {because}"),
    "terms": ("用语：{terms}", "Key terms: {terms}"),
    "searched": ("已查 {documents} 份文件的 {clauses} 条条款。", "Searched {clauses} clauses of {documents} documents."),
    "covered": ("现有文件：{titles}。", "Documents in the library: {titles}."),
    "nearest": ("最接近的条款（未作为答案）：", "Nearest clauses (not an answer):"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How much was searched, by documents and clauses."""

    documents: int
    clauses: int


def compose(question: Question, found: Found | None, evidence: Evidence, abouts: Mapping[str, About], searched: Searched) -> Answer:
    """The draft of an answer: facts of the ledger where it has them, extracted sentences where those answer, else a refusal."""
    if question.unknown_place:
        return refuse(question, "no_such_document", (), abouts, searched)
    if found and found.statements:
        return told(question, "facts", _corrected(question, found.statements, abouts), abouts, searched)
    if found and found.absent:
        return refuse(question, "not_in_documents", evidence.hits, abouts, searched, because=found.absent)
    everyday = of_everyday_life(fold_text(question.text if question.language == "en" else question.asked))
    if evidence.answers and (not everyday or evidence.features["sentence"] >= HALF):
        own = [quoted(s.clause, s.start, s.end) for s in evidence.chosen]
        return told(question, "extract", _corrected(question, own, abouts), abouts, searched)
    if not question.language.startswith(("zh", "en")):
        return refuse(question, "not_in_documents", (), abouts, searched)
    return refuse(question, "out_of_scope" if everyday else _reason(question, evidence), evidence.hits, abouts, searched)


def _reason(question: Question, evidence: Evidence) -> Reason:
    """Why nothing is answered: the documents do not say it, or what is asked is no matter of theirs at all."""
    known = evidence.features.get("known", 0.0)
    related = known >= A_THIRD and evidence.features.get("words", 0.0) >= 0.15
    goes_on = question.standalone != question.text
    of_theirs = question.documents and (known > 0 or goes_on or of_health(fold_text(question.asked)))
    return "not_in_documents" if related or of_theirs else "out_of_scope"


def _corrected(question: Question, statements: Sequence[Statement], abouts: Mapping[str, About]) -> Sequence[Statement]:
    """The statements, with what the question takes for granted wrongly put right before the one that says otherwise, where no other agrees with it."""
    if any(statement.counted or statement.text.startswith(DENIES) for statement in statements):
        return statements
    about = abouts[statements[0].spans[0][0].document_id]
    if draft := in_force(question.asked, about):
        return [Statement(text=denial([draft]), spans=statements[0].spans), *statements]
    asked = bigrams(bare(question.asked))
    held = [len(asked & bigrams(bare(statement.text))) for statement in statements]
    for n, statement in enumerate(statements):
        if held[n] < AS_LIKE * max(held):
            continue
        found = corrected(question.asked, statement.text, abouts[statement.spans[0][0].document_id].jurisdiction)
        if found and not any(agrees(question.asked, found, statement.text, other.text) for other in statements if other is not statement):
            return [*statements[:n], Statement(text=denial([found]), spans=statement.spans), *statements[n:]]
    return statements


def comfort(question: Question, kind: Care, helplines: Sequence[Clause], abouts: Mapping[str, About], searched: Searched) -> Answer:
    """What is said to distress, an emergency or one's own illness; to distress with the helplines that documents name."""
    chinese, english = WORDS[kind]
    words = chinese if question.language.startswith("zh") else english
    lines = [traditional(words) if question.language == "zh-Hant" else words]
    spans = [
        (c, c.start + a, c.start + b)
        for c in helplines
        for a, b in sentences(c.text)
        if HELPLINE.search(c.reading_of(c.start + a, c.start + b))
    ]
    citations = tuple(Citation(n=n, clause=c, about=abouts[c.document_id], start=a, end=b) for n, (c, a, b) in enumerate(spans, 1))
    if citations:
        lines.append(_say(question, "helpline"))
        lines += [f"· 《{c.about.title}》：{c.reading}" for c in citations]
    return _made(question, "refused", "medical_advice", "\n".join(lines), (), (), citations, searched)


def merge(question: Question, parts: Sequence[tuple[str, Answer]], searched: Searched) -> Answer:
    """One answer out of one for each place: the claims of each under its document, and a place that says nothing is shown."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    lines: list[str] = []
    for titles, part in parts:
        if part.status != "answered":
            lines.append(silence(question, titles, part.because))
            continue
        offset = len(citations)
        citations += [replace(c, n=c.n + offset) for c in part.citations]
        moved = [replace(claim, citations=tuple(n + offset for n in claim.citations)) for claim in part.claims]
        claims += moved
        lines.append(render(question, moved, citations))
    made = _made(question, "answered", None, "\n".join(lines), tuple(claims), tuple(citations), (), searched)
    modes = {part.mode for _, part in parts if part.status == "answered"}
    return replace(made, mode="facts" if modes == {"facts"} else "extract")


def is_denial(claim: Claim) -> bool:
    """Whether a claim puts right what a question takes for granted."""
    return claim.text.startswith(DENIES)


def after(question: Question, premise: Answer, answer: Answer, searched: Searched) -> Answer:
    """An answer after what puts right the part of the question that it takes for granted; that alone, where the rest is not answered, and why."""
    offset = len(premise.citations)
    citations = (*premise.citations, *(replace(c, n=c.n + offset) for c in answer.citations))
    rest = [replace(claim, citations=tuple(n + offset for n in claim.citations)) for claim in answer.claims]
    claims = (*premise.claims, *(claim for claim in rest if claim.text not in {said.text for said in premise.claims}))
    told = any("牵头" in said.text for said in premise.claims)  # then it is no longer so that nothing says whose it is
    lines = [render(question, claims, citations), *([answer.because] if answer.because and not told else [])]
    made = _made(question, "answered", None, "\n".join(lines), claims, citations, (), searched)
    return replace(made, mode=answer.mode, trace=answer.trace)


def silence(question: Question, titles: str, because: str = "") -> str:
    """That documents do not say what was asked, of the years asked for; ``because`` is what the ledger knows of it."""
    if because:
        return _say(question, "silent_because", title=titles, because=because)
    years = "、".join(str(year) for year in question.years)
    return _say(question, "silent_of_year" if years else "silent", title=titles, years=years)


def refuse(
    question: Question, reason: Reason, hits: Sequence[Hit], abouts: Mapping[str, About], searched: Searched, *, because: str = ""
) -> Answer:
    """A refusal that says why, what was searched, and which clauses are nearest."""
    lines = [_say(question, reason, place=question.unknown_place or ""), *([because] if because else [])]
    if reason == "no_such_document":
        lines.append(_say(question, "covered", titles="、".join(f"《{about.title}》" for about in abouts.values())))
    else:
        lines.append(_say(question, "searched", documents=str(searched.documents), clauses=str(searched.clauses)))
    near = [] if reason == "out_of_scope" else hits[:NEAREST]
    nearest = tuple(
        Citation(n=n, clause=hit.clause, about=abouts[hit.clause.document_id], start=hit.clause.start, end=hit.clause.end)
        for n, hit in enumerate(near, 1)
    )
    if nearest:
        lines.append(_say(question, "nearest"))
        lines += [f"· {'　'.join([*c.clause.path[-1:], c.clause.title or c.reading[:30]])}（{c.clause.id}）" for c in nearest]
    return replace(_made(question, "refused", reason, "\n".join(lines), (), (), nearest, searched), because=because)


def told(
    question: Question,
    mode: Mode,
    statements: Sequence[Statement],
    abouts: Mapping[str, About],
    searched: Searched,
    silent: Sequence[str] = (),
) -> Answer:
    """The statements as claims; a span that several stand on is one citation. ``silent`` are the titles of documents that say nothing."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    claims: list[Claim] = []
    for statement in statements:
        for clause, start, end in statement.spans:
            if (clause.id, start, end) not in numbers:
                numbers[clause.id, start, end] = len(citations) + 1
                citations.append(Citation(n=len(citations) + 1, clause=clause, about=abouts[clause.document_id], start=start, end=end))
        cited = tuple(numbers[clause.id, start, end] for clause, start, end in statement.spans)
        claims.append(Claim(text=statement.text, citations=cited, counted=statement.counted))
    lines = [render(question, claims, citations), *(silence(question, titles) for titles in silent)]
    made = _made(question, "answered", None, "\n".join(lines), tuple(claims), tuple(citations), (), searched)
    return replace(made, mode=mode)


def render(question: Question, claims: Sequence[Claim], citations: Sequence[Citation]) -> str:
    """The text of an answer: its claims under the titles of their documents, with [n] marks."""
    by_number = {citation.n: citation for citation in citations}
    lines: list[str] = []
    last = ""
    for claim in claims:
        about = by_number[claim.citations[0]].about
        if about.title != last:
            draft = _say(question, "draft", status=about.status) if about.is_draft else ""
            lines.append(_say(question, "source", title=f"《{about.title}》", status=draft))
            last = about.title
        marks = "".join(f"[{n}]" for n in claim.citations)
        lines.append(f"{claim.text[:-1]}{marks}：" if claim.counted and claim.text.endswith("：") else claim.text + marks)
    return "\n".join(lines)


def with_gloss(question: Question, text: str) -> str:
    """An answer to an English question with the English of the terms that it was about."""
    found = gloss(question.text, text) if question.language == "en" else ()
    if not found:
        return text
    return f"{text}\n{_say(question, 'terms', terms='; '.join(f'{chinese} = {english}' for chinese, english in found))}"


def _say(question: Question, key: str, **values: str) -> str:
    """A phrase of our own in the asker's language; names and titles put into it stay as they are."""
    chinese, english = FRAMES[key]
    if question.language.startswith("zh") or question.language == "und":
        return (traditional(chinese) if question.language == "zh-Hant" else chinese).format(**values)
    return english.format(**values)


def _made(
    question: Question,
    status: Status,
    reason: Reason | None,
    text: str,
    claims: tuple[Claim, ...],
    citations: tuple[Citation, ...],
    nearest: tuple[Citation, ...],
    searched: Searched,
) -> Answer:
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        language=question.language,
        status=status,
        reason=reason,
        answer=text,
        claims=claims,
        citations=citations,
        nearest=nearest,
        searched_documents=searched.documents,
        searched_clauses=searched.clauses,
    )
