"""What form an answer must have, read from how a question asks: an amount, a telephone number, a share, so many beds. Pure.

"每台补贴多少钱" needs a sum of money: a sentence about the same lifts without one does not answer. "2020年" needs that year.
"""

import re
from dataclasses import dataclass

MEASURES = "名|人|张|个|家|所|块|台|批|项|次|课时|小时|分钟|公里|米|平方米|种|类|倍|支|件|例|份|亩|吨|门|天|位|床|条|户|万人|亿元"
_DATE = re.compile(r"\d{4}年|\d+月|年底|每年|年度|定期|每[季月]|\d+年")
_NUMBER = r"\d[\d.,]*\s*(?:[-至到]\s*\d[\d.]*)?"
# How a question asks (in its folded form), and what must stand in a sentence that answers.
FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"电话|热线.{0,4}(?:号|多少)|号码|打什么"), re.compile(r"\d{5,}|\d{3,4}-\d{3,}")),
    (re.compile(r"邮箱|邮件|网址|网站是|公众号"), re.compile(r"@|www\.|http|公众号")),
    (
        re.compile(r"(?:[长人员师生]|主任|书记|谁)(?:的)?(?:叫什么|名字)|姓名|姓什么"),
        re.compile(r"(?!)"),
    ),  # no document of this kind names a person
    (
        re.compile(r"(?:依据|根据|按照?|落实|贯彻).{0,10}(?:哪|什么).{0,6}(?:文件|规定|政策)"),
        re.compile(r"(?:根据|贯彻|落实|按照|依据)[^。]{0,14}<"),
    ),
    (re.compile(r"文号|发文字号"), re.compile(r"[\[(]\d{4}[\])]\d+号")),
    (
        re.compile(
            r"多少(?:块)?钱|[几多]少?[万亿]?元|(?:投资|补贴|补助|奖励|经费|费用|预算|发|领|收费)[^,。?]{0,6}(?:多少|几)|(?:多少|几)[^,。?]{0,3}(?:钱|补贴|补助|奖金)"
        ),
        re.compile(r"\d[\d.,]*\s*[万亿]?元|半价|免费"),
    ),
    (re.compile(r"多久|多长时间"), re.compile(r"\d+\s*(?:分钟|小时|天|日|周|个月|年)|每[年季月周天]|年度|定期|长期")),
    (re.compile(r"哪[一]?[天日]|几月|几号|什么时候|何时|截止|哪一?年"), _DATE),
    (
        re.compile(r"百分之几|(?:率|比例|占比|比重)[^,。?]{0,16}(?:多少|几成|几|多高)|多少比例"),
        re.compile(r"[\d.]+\s*(?:%|‰|个百分点|人/|批/|/)|全覆盖|100%|\d"),
    ),
    (re.compile(r"(?:多少|几|多大)[^,。?]{0,2}岁|多大年[纪龄]|寿命"), re.compile(r"\d\s*(?:周)?岁")),
)
_ASKED = re.compile(r"吗|是不是|有没有|能不能|会不会|要不要|什么|怎么|如何|哪")
_MEASURED = re.compile(r"多少|几|比例|百分之|多[大高久长]")
SHORTEST = 4
"""Characters of the shortest question."""
_COUNT = re.compile(rf"(?:多少|几)\s*(?:多)?({MEASURES})")
_ANY_NUMBER = re.compile(r"\d|翻番|全覆盖|半数|一半")
_YEAR_WORD = re.compile(r"(?:19|20)\d\d年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPEN = re.compile(
    r"(?:有|做|采取|包括)(?:了)?(?:什么|哪些|啥)(?:安排|措施|规定|要求|打算|计划|内容|办法|支持|服务|政策|好处)?|怎么(?:做|办|管|防|治|安排|规定|支持|发展|推进|保障)|哪些(?:方面|事|措施|安排|服务)|从哪儿?来"
)
"""How a question asks for all that is planned of something, not for one thing."""
ASKS_ALL = re.compile(
    r"(?:说|讲|写|提|规定|部署|安排)(?:了|到|过)?(?:些|哪些)?(?:什么|啥|哪些)|怎么(?:说|讲|写|规定|安排|部署|要求)|(?:有|做|提出|采取|包括)(?:了)?(?:什么|哪些|啥)(?:具体)?(?:安排|措施|举措|规定|要求|打算|计划|内容|办法|说法|表述|部署)"
)
"""How it asks for whatever is said of something."""
ASKS_GOAL = re.compile(r"目标|指标|量化|具体数|数字|达到")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The forms that an answer must have, any of them; none where the question does not say."""

    forms: tuple[re.Pattern[str], ...]
    years: tuple[int, ...]

    def form_met(self, folded: str, *, row: bool = False) -> bool:
        """Whether a folded sentence has the form; in the cells of a table's row, whose unit its name says, any value will do."""
        if row:
            return bool(not self.forms or folded.strip())
        return all(form.search(folded if form is _DATE else _YEAR_WORD.sub("", folded)) for form in self.forms)

    def year_met(self, folded: str) -> bool:
        """Whether a folded text speaks of one of the years asked for."""
        return not self.years or any(str(year) in folded for year in self.years)


def names_year(folded: str) -> bool:
    """Whether a folded text names any year."""
    return bool(_YEAR.search(folded))


def expectation(folded_question: str, wants: str, years: tuple[int, ...]) -> Expectation:
    """Read the expected form of an answer from a folded question; of two questions in one, the answer may have that of either."""
    each = [part for part in re.split(r"[?。]", folded_question) if len(part) > SHORTEST]
    if len(each) > 1 and any(_ASKED.search(part) and not _forms(part, "text") and not _MEASURED.search(part) for part in each):
        return Expectation(forms=(), years=years)
    return Expectation(forms=tuple(_forms(folded_question, wants)), years=years)


def _forms(folded_question: str, wants: str) -> list[re.Pattern[str]]:
    forms = [needed for asked, needed in FORMS if asked.search(folded_question)]
    if not forms and wants == "number" and (count := _COUNT.search(folded_question)):
        forms.append(re.compile(rf"{_NUMBER}\s*[万亿多余]*\s*{count[1]}|\d"))
    if not forms and wants == "number":
        forms.append(_ANY_NUMBER)
    return forms
