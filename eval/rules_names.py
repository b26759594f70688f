"""Rules on names: quotations, documents, places, units of government, who leads. Pure.

"由市教育局牵头" beside "(责任部门:市卫生计生委、教育局)" is contradicted: who leads is not said there.
"""

import re

from assistant.question.mentions import districts
from eval.case import EXCLUDED, LEADS, RESPONSIBLE, SILENT, Case, Finding, abbreviates, place_pattern
from eval.evidence import Passage
from index.reading import TITLE, bare, bigrams, documents_by_year, numbers_of_documents, organs, parts, similarity

_DRAFTS = ("征求意见稿", "草案", "讨论稿", "送审稿")
_FINAL = re.compile(r"正式(?:印发|方案|文件|实施|发布|出台|生效)|已(?:经)?(?:正式)?(?:生效|实施|施行|印发|定稿|出台|发布)|现行有效")
_OFFICE = re.compile(r"副?组长|主任|设在|总指挥|总召集人|召集人")
_DENIED = re.compile(r"(?:并)?(?:不是|并非|而非)")
_TAKES_PART = re.compile(r"配合|参与|协同|协助|参加")


def quote(case: Case) -> Finding | None:
    """What stands in 「」 is the source's own words, to the character; what stands in “” is so after folding."""
    exact = "".join("".join((p.clause.reading, *p.clause.path, p.clause.title, p.title)) for p in case.passages)
    exact = "".join(exact.split())
    texts = exact + "".join("".join(p.clause.text.split()) for p in case.passages)
    texts += "".join(basis for p in case.passages for d in p.duties if (basis := d.lead_basis or ""))
    for match in re.finditer(r"「([^「」]{2,})」", case.claim.text):
        words = "".join(match[1].split())
        if words not in texts and words not in exact:
            return "CONTRADICTED", f"「{match[1]}」 does not stand so in the clause"
    there = "".join((case.said + case.frame).split())
    for match in re.finditer(r"“([^“”]{4,})”", case.claim.text):
        if not SILENT.search(case.text) and "".join(bare(match[1]).split()) not in there:
            return "CONTRADICTED", f"“{match[1]}” does not stand so in the clause"
    return None


def document(case: Case) -> Finding | None:
    """A claim under a document's title cites that document; a title in a claim is one that its clause names."""
    titles = {bare(p.title) for p in case.passages}
    if case.claim.title and not any(bare(case.claim.title) in title or title in bare(f"《{case.claim.title}》") for title in titles):
        return "CONTRADICTED", f"it stands under {case.claim.title}, and cites another document"
    there = case.said + case.frame
    for match in TITLE.finditer(case.text):
        if match.group().strip("<>") not in there:
            return "CONTRADICTED", f"{match.group()} is not named there"
    if any(p.status in _DRAFTS for p in case.passages) and (said := _FINAL.search(case.text)) and said.group() not in case.said:
        return "CONTRADICTED", f"{said.group()}, but the document is a draft"
    of_document = bare("\n".join(text for p in case.passages for text in (p.title, p.number, p.issued)))
    for named in documents_by_year(case.asserted):
        if named not in of_document:
            return "CONTRADICTED", f"the document is not of {named}"
    known = set(numbers_of_documents(there))
    for named in numbers_of_documents(case.text):
        if named not in known and named not in there:
            return "CONTRADICTED", f"the document number {named} does not stand there"
    return None


def place(case: Case) -> Finding | None:
    """A place that a claim names is the document's, or stands in the clause. A mask is never filled in."""
    own = {p.place for p in case.passages}
    below = {name for city in own for name in districts().get(city, ())}
    there = case.said + case.frame + "".join(own)
    text = TITLE.sub("", "".join(part + "," for _, part in case.parts))
    masked = any(re.search(r"[Xx*]{1,3}|某[省市县区]", s) for p in case.passages for s in p.sentences)
    for name in sorted((*place_pattern().findall(text), *(county for county in below if county in text)), key=len, reverse=True):
        if name not in there:
            return "CONTRADICTED", f"{name} is not there" + (
                ", where the document masks its names" if masked else f" ({'、'.join(filter(None, own))})"
            )
    return None


def unit(case: Case) -> Finding | None:
    """Each unit of government that a claim names is named there."""
    there = case.said + case.frame
    known = frozenset().union(*(p.units for p in case.passages))
    for start, end, form in organs(case.text):
        name = case.text[start:end]
        if EXCLUDED.search(case.text):
            if form in known:
                return "CONTRADICTED", f"{name} is named there"
            continue
        beside = next((a for a in case.aligned if a.start <= start < a.start + len(a.part)), None)
        if beside and (role := _OFFICE.search(beside.part)):
            holders = [sentence[a:b] for sentence in case.said.split("\n") for a, b in parts(sentence) if role.group() in sentence[a:b]]
            if holders and not any(form in {other for _, _, other in organs(held)} or name in held or form in held for held in holders):
                return "CONTRADICTED", f"the clause does not say it of {name}: {holders[0]}"
        if (
            beside
            and not RESPONSIBLE.search(beside.part + beside.sentence)
            and form in known
            and similarity(beside.part, beside.beside) > 0.4
        ):
            if form not in {other for _, _, other in organs(beside.beside)} and name not in beside.beside and form not in beside.beside:
                return "CONTRADICTED", f"the clause does not say it of {name}: {beside.beside}"
            continue
        if form in known or form in there or name in there or any(name.endswith(k) or k.endswith(form) for k in known if len(k) > 2):
            continue
        if any(form in k or abbreviates(form, k) for k in known) or abbreviates(name, there):
            continue
        stated = any(p.duties for p in case.passages)
        return ("CONTRADICTED" if stated else "UNSUPPORTED"), f"{name} is not named there"
    return None


def lead(case: Case) -> Finding | None:
    """Who leads is said only of whom the document says so; that nobody is said to lead, only where that is so."""
    leads = frozenset().union(*(p.leads for p in _about(case)))
    for _, part in _with_lists(case):
        if SILENT.search(part) and (match := LEADS.search(part)):
            of = _led_by(part, match)  # "没有写明由市教育局牵头" is of that unit alone
            if leads and (not of or leads.intersection(of)):
                return "CONTRADICTED", f"the document says who leads: {'、'.join(sorted(leads))}"
        elif match := LEADS.search(part):
            if _DENIED.match(part):
                if denied := [form for form in _led_by(part, match) if form in leads]:
                    return "CONTRADICTED", f"{denied[0]} does lead"
                continue
            named = _led_by(part, match)
            if not leads and not any(LEADS.search(s) for s in case.said.split("\n")):
                return "CONTRADICTED", "who leads is not said there"
            if wrong := [form for form in named if form not in leads and not any(form in k or k in form for k in leads)]:
                return "CONTRADICTED", f"that {wrong[0]} leads is not said" + (f"; {'、'.join(sorted(leads))} does" if leads else "")
        elif _TAKES_PART.search(part) and leads:
            taking_part = {form for _, _, form in organs(part)}
            known = frozenset().union(*(p.units for p in case.passages))
            if taking_part and taking_part <= leads and len(known) > len(leads):
                return "CONTRADICTED", f"{'、'.join(sorted(taking_part))} leads, it does not only take part"
    return None


def _about(case: Case) -> list[Passage]:
    """The passages that speak of the claim's measure, those whose title it names first; one that only gives the rule on who leads speaks of another."""
    with_duties = [p for p in case.passages if p.duties]
    if len(with_duties) < 2:
        return list(case.passages)
    if named := [p for p in with_duties if (title := bare(p.clause.title)) and title in case.text]:
        return named
    pairs = bigrams(case.text)
    shares = [len(pairs & bigrams(p.frame + "".join(p.sentences))) for p in with_duties]
    return [p for p, share in zip(with_duties, shares, strict=True) if share >= max(shares) - 2]


def _with_lists(case: Case) -> list[tuple[int, str]]:
    """The parts of a claim, lists of units kept whole."""
    return [(m.start(), m.group()) for m in re.finditer(r"[^,;。:]+(?::[^,;。]+)?", case.text)]


def _led_by(part: str, match: re.Match[str]) -> list[str]:
    """The units that a part says to lead: those before 牵头, or after 牵头单位是."""
    before, after = part[: match.start()], part[match.end() :]
    if re.match(r"(?:单位|部门|者|的)?(?:是|为|:)", after):
        return [form for _, _, form in organs(after)]
    return (
        [form for _, _, form in organs(before)][-1:]
        if not re.search(r"由", before)
        else [form for _, _, form in organs(before.rpartition("由")[2])]
    )
