"""Is a claim supported by its passages? A verdict with the rule, the reason and the sentence that decided. No model, and not `verify`.

Each claim is laid beside the sentences that say most of it; then rules look for what differs: a number of another year, unit, comparator
or owner; another place, document or unit of government; who leads; a word of strength, scope, denial; a word that stands nowhere.
What no rule objects to and what the passages' words cover is supported. For "到2030年,吸烟率降低到25%以下" beside "…降低到20%以下" the rule
`number` says: contradicted, 25% is not there, of this the sentence says at most 20%.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.case import Case, Finding, Label
from eval.claims import Claim
from eval.evidence import Passage
from eval.rules_names import document, lead, place, quote, unit
from eval.rules_numbers import number, table, year
from eval.rules_words import absence, coverage, degree, denial, direction, firmness, only, scope, substitution, words

Rule = Callable[[Case], Finding | None]
RULES: tuple[tuple[str, Rule], ...] = (
    ("quote", quote),
    ("document", document),
    ("place", place),
    ("number", number),
    ("year", year),
    ("table", table),
    ("unit", unit),
    ("lead", lead),
    ("denial", denial),
    ("firmness", firmness),
    ("substitution", substitution),
    ("only", only),
    ("scope", scope),
    ("degree", degree),
    ("direction", direction),
    ("absence", absence),
    ("words", words),
    ("coverage", coverage),
)
_ORDER: tuple[Label, ...] = ("CONTRADICTED", "UNSUPPORTED", "UNDECIDED", "SUPPORTED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``evidence`` is the sentence that the claim was laid beside, ``passage`` its clause's id, ``objections`` all rules that objected."""

    label: Label
    rule: str = ""
    reason: str = ""
    evidence: str = ""
    passage: str = ""
    objections: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        return self.label == "SUPPORTED"


def judge(claim: Claim, passages: Sequence[Passage], *, count: int = 0) -> Verdict:
    """The verdict on a claim: the worst that any rule says, and SUPPORTED where none objects.

    Args:
        claim: what is said.
        passages: what it is to stand on; none at all makes it unsupported.
        count: how many citations it has, for claims that count them.
    """
    if not passages:
        return Verdict(label="UNSUPPORTED", rule="citation", reason="no passage stands behind it", objections=("citation",))
    case = Case(claim, passages, count)
    found = [(name, finding) for name, rule in RULES if (finding := rule(case))]
    beside = case.aligned[0] if case.aligned else None
    evidence, passage = (beside.sentence, beside.passage.clause.id) if beside else ("", passages[0].clause.id)
    if not found:
        return Verdict(label="SUPPORTED", evidence=evidence, passage=passage)
    name, (label, reason) = min(found, key=lambda item: _ORDER.index(item[1][0]))
    objections = tuple(rule for rule, _ in found)
    return Verdict(label=label, rule=name, reason=reason, evidence=evidence, passage=passage, objections=objections)
