"""Changes to true claims: harmful ones that the judge must catch, harmless ones that it must let pass.

Each change is a function of a `Subject` (a true claim with its passages) and a random generator; it gives the changed claim, or None where
it does not apply. "到2030年,吸烟率降低到20%以下" becomes 25%, 2020年, 丽水, 20%以上, … and, harmlessly, 百分之二十以下. They look at words only, and
share no table with the judge.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from opencc import OpenCC

from eval.questions import Nugget, Row
from index.documents import Clause, Document, Indicator


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A true claim: the text, the nugget and question that it is of, the clauses behind it, and where else to take things from."""

    text: str
    nugget: Nugget
    row: Row
    clauses: tuple[Clause, ...]
    document: Document
    units: tuple[str, ...] = ()
    """Units of government that the clauses do not name."""
    named: tuple[str, ...] = ()
    """Units that they do name."""
    lead: str = ""
    rows: tuple[Indicator, ...] = ()
    """Table rows that the clauses are, and next to them the row that follows."""
    others: tuple["Subject", ...] = ()
    """Other true claims, of other clauses."""

    @property
    def source(self) -> str:
        return "\n".join(clause.reading for clause in self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The claim after a change, and its clauses where the change moved the citation."""

    text: str
    clauses: tuple[Clause, ...] | None = None


Change = Callable[[Subject, Random], "Changed | str | None"]
_NUMBER = re.compile(r"(?<![\d.〔(（-])\d+(?:\.\d+)?(?![\d.]|年|-|号|月\d|[〕\])）]\d)")
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?=年)")
_CITIES = ("嘉兴", "丽水", "沈阳", "杭州", "温州", "大连", "宁波")


def number_fabricated(subject: Subject, random: Random) -> str | None:
    def other(old: str) -> str:
        digits = len(old.partition(".")[2])
        value = float(old)
        return f"{value + random.choice((1, 2, 3, 5, 7)) * max(1, round(value / 10)) / 10**digits:.{digits}f}"

    return _one(subject.text, _NUMBER, other, random, lambda new: new not in subject.source)


def number_from_elsewhere(subject: Subject, random: Random) -> str | None:
    unit = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(%|‰|岁|张|人|个|项|家|亿元|万)")
    pool: dict[str, list[str]] = {}
    for value, name in unit.findall(subject.document.text):
        if value not in re.findall(r"\d+(?:\.\d+)?", subject.source):
            pool.setdefault(name, []).append(value)
    fitting = [m for m in unit.finditer(subject.text) if pool.get(m[2])]
    if not fitting:
        return None
    m = random.choice(fitting)
    return subject.text[: m.start()] + random.choice(pool[m[2]]) + m[2] + subject.text[m.end() :]


def numbers_swapped(subject: Subject, random: Random) -> str | None:
    text = subject.text
    found = list(_NUMBER.finditer(text))
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a.group() != b.group() and _after(text, a) == _after(text, b)]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def year(subject: Subject, random: Random) -> str | None:
    if "还是" in subject.text:
        return None
    in_document = sorted(set(re.findall(r"(?<!\d)20[0-4]\d(?=年)", subject.document.text)))
    return _one(subject.text, _YEAR, lambda old: random.choice([y for y in [*in_document, "2022", "2028", "2035"] if y != old]), random)


def magnitude(subject: Subject, random: Random) -> str | None:
    return _one(subject.text, _NUMBER, lambda old: f"{float(old) * 10:g}", random, lambda new: new not in subject.source)


def city(subject: Subject, random: Random) -> str | None:
    there = [name for name in _CITIES if name in subject.text and f"{name}2030" not in subject.text]
    if not there:
        return None
    return subject.text.replace(there[0], random.choice([c for c in _CITIES if c not in subject.text and c not in subject.source]))


def unit(subject: Subject, random: Random) -> str | None:
    other = {
        "%": "‰",
        "‰": "%",
        "岁": "%",
        "张": "人",
        "人": "张",
        "亿元": "万元",
        "个": "万个",
        "分钟": "小时",
        "小时": "天",
        "课时": "小时",
        "项": "亿元",
        "家": "万家",
        "公里": "米",
        "平方米": "平方公里",
    }
    pattern = re.compile(r"(?<=\d)(?:" + "|".join(other) + ")")
    return _one(subject.text, pattern, lambda old: other[old], random)


def comparator(subject: Subject, random: Random) -> str | None:
    other = {
        "以上": "以下",
        "以下": "以上",
        "≥": "≤",
        "≤": "≥",
        "不少于": "不超过",
        "不低于": "低于",
        "不超过": "超过",
        "不高于": "高于",
        "左右": "以上",
        "以内": "以上",
        "至少": "最多",
        ">": "<",
    }
    pattern = re.compile("(?:" + "|".join(other) + r")(?=\d)|(?<=[\d%‰岁张个家项元])(?:以上|以下|左右|以内)")
    return _one(subject.text, pattern, lambda old: other[old], random)


def comparator_dropped(subject: Subject, random: Random) -> str | None:
    pattern = re.compile(r"(?:≥|≤|不少于|不低于|不超过|不高于|至少|>)(?=\d)|(?<=[\d%‰张个家项元])(?:以上|以下|左右|以内)")
    return _one(subject.text, pattern, lambda _: "", random)


def negation(subject: Subject, random: Random) -> str | None:
    positive = re.compile(
        r"(?<![不未无])(?:实现|建立|开展|推进|加强|提供|实施|免费|支持|鼓励|完善|建设|落实|设置|纳入|享受|接受|参加|推广)(?!率|性|者|办)"
    )
    negative = re.compile(r"不得|不(?=能|受|允许|收)|严禁|禁止")
    if negative.search(subject.text):
        return _one(subject.text, negative, lambda _: "", random)
    return _one(subject.text, positive, lambda old: random.choice(("不", "不再")) + old, random)


def strength_raised(subject: Subject, random: Random) -> str | None:
    other = {
        "力争": "确保必须",
        "争取": "必须",
        "争创": "建成",
        "鼓励": "必须由",
        "支持": "强制",
        "探索": "全面",
        "引导": "强制",
        "倡导": "必须",
        "原则上": "一律",
        "努力": "必须",
    }
    pattern = re.compile("(?<!生育)(?:" + "|".join(other) + ")(?!性|政策|体系|措施)")
    if subject.nugget.slots.strength in other and subject.nugget.slots.strength in subject.text:
        return subject.text.replace(subject.nugget.slots.strength, other[subject.nugget.slots.strength], 1)
    return _one(subject.text, pattern, lambda old: other[old], random) if subject.row.kind == "strength" else None


def strength_dropped(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    word = subject.nugget.slots.strength
    if word not in ("力争", "争取", "鼓励", "支持", "探索", "引导", "倡导", "积极探索", "原则上") or subject.text.count(word) != 1:
        return None
    return subject.text.replace(word, "")


def organ(subject: Subject, random: Random) -> str | None:
    there = [name for name in sorted(subject.named, key=len, reverse=True) if name in subject.text]
    if not there or not subject.units:
        return None
    return subject.text.replace(there[0], random.choice(subject.units), 1)


def lead_and_participant(subject: Subject, random: Random) -> str | None:
    others = [name for name in subject.named if name != subject.lead and name not in subject.text]
    if "牵头" not in subject.text or not others or re.search(r"(?:没有|未|不).{0,6}牵头", subject.text):
        return None
    there = subject.lead if subject.lead and subject.lead in subject.text else None
    return subject.text.replace(there, random.choice(others), 1) if there else None


def lead_invented(subject: Subject, random: Random) -> str | None:
    if subject.lead or not subject.named or not re.search(r"责任(?:单位|部门)", subject.text) or "牵头" in subject.text:
        return None
    return subject.text.rstrip("。") + f"，由{random.choice(subject.named)}牵头"


def entity(subject: Subject, random: Random) -> str | None:
    groups = (
        "糖尿病 高血压 肺结核 艾滋病 职业病 精神障碍 肿瘤 慢性阻塞性肺疾病", "医院 卫生院 学校 托育机构 养老院 体育馆 疾控中心", "老年人 儿童 孕产妇 残疾人 学生 农民工",
        "控烟 健身 合理膳食 心理健康 应急救护 食品安全 饮用水 垃圾分类", "中医 护理 康复 儿科 急救 全科", "吸烟率 死亡率 患病率 近视率 参保率 签约率 达标率 普及率 覆盖率 发病率",
        "嘉善 海宁 桐乡 平湖 海盐", "健康步道 体育公园 母婴室 无障碍设施 公共厕所", "医保 养老保险 商业保险 工伤保险",
    )  # fmt: skip
    choices = [(word, group.split()) for group in groups for word in group.split() if word in subject.text]
    random.shuffle(choices)
    for word, group in choices:
        if fitting := [other for other in group if other not in subject.source and other not in subject.text]:
            return subject.text.replace(word, random.choice(fitting))
    return None


def quote_by_one_character(subject: Subject, random: Random) -> str | None:
    quote = subject.row.evidence[subject.nugget.evidence[0]].quote.strip()
    if "\n" in quote or not 8 <= len(quote) <= 120 or "「" in quote:
        return None
    places = [i for i, c in enumerate(quote) if "一" <= c <= "鿿"]
    at = random.choice(places)
    new = random.choice([c for c in "的有市行设健民工全成大人" if c != quote[at]])
    return f"文件的原话是「{quote[:at]}{new}{quote[at + 1 :]}」"


def citation_moved(subject: Subject, random: Random) -> Changed | None:
    if subject.row.kind == "provenance" or any("@" in clause.id for clause in subject.clauses):
        return None  # what a heading or a document's head says stands over every clause
    far = [c for c in subject.document.outline.clauses if c.kind == "clause" and c not in subject.clauses and len(c.text) > 40]
    figures = set(re.findall(r"\d+(?:\.\d+)?", subject.text))
    far = [c for c in far if not figures or not figures <= set(re.findall(r"\d+(?:\.\d+)?", c.reading))]
    return Changed(text=subject.text, clauses=(random.choice(far),)) if far else None


def scope_dropped(subject: Subject, random: Random) -> str | None:
    pattern = re.compile(
        r"(?:\d+岁(?:以上|以下|及以上)(?:的)?(?=[一-鿿])|重点(?=公共|人群|慢性|行业|场所|传染)|农村(?=[一-鿿])|城镇(?=[一-鿿])|适龄|县级(?=公立|医院)|公立(?=医院)|严重(?=精神)|困难(?=残疾|家庭|群众)|常住(?=人口)|二级及?以上|三级(?=医院|公立)|基层(?=医疗)|社会办|早期(?=[一-鿿])|室内(?=公共))"
    )
    usable = [m for m in pattern.finditer(subject.text) if m.group().rstrip("的") in subject.source]
    if not usable:
        return None
    m = random.choice(usable)
    return subject.text[: m.start()] + subject.text[m.end() :]


def true_but_not_in_the_source(subject: Subject, random: Random) -> str | None:
    general = ("吸烟会增加患肺癌的风险", "流感疫苗一般每年接种一次", "心肺复苏的按压频率是每分钟100至120次", "高血压患者应当少吃盐", "世界无烟日是5月31日", "全国爱国卫生运动始于1952年", "成年人正常血压低于120/80毫米汞柱")  # fmt: skip
    mine = {clause.id for clause in subject.clauses}
    other = [o.text for o in subject.others if not mine & {c.id for c in o.clauses}]
    return random.choice([random.choice(general), *random.sample(other, min(2, len(other)))])


def claim_appended(subject: Subject, random: Random) -> str | None:
    further = (
        "对达标的单位给予财政奖励", "未完成的单位将被通报批评", "并由第三方机构每季度评估", "所需经费由中央财政承担", "市民可以拨打12345预约", "这一做法已经在全国推广",
        "目前已经提前完成", "完成情况纳入干部选拔", "外地户籍居民同样适用", "收费标准另行公布",
    )  # fmt: skip
    return subject.text.rstrip("。") + "，" + random.choice([f for f in further if f not in subject.source])


def row_shifted(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    if len(subject.rows) < 2:
        return None
    mine, following = subject.rows[:2]
    for one, other in zip(mine.values, following.values, strict=False):
        figures = one.number is not None and other.number is not None
        if figures and one.text != other.text and one.text in subject.text and other.text not in {v.text for v in mine.values}:
            return subject.text.replace(one.text, other.text, 1)
    return None


def mask_filled(subject: Subject, random: Random) -> str | None:
    masked = re.compile(r"[Xx]{2,}(?=市|省|南药|[一-鿿])|\*{2,3}|某(?=市)|[Xx](?=发)")
    names = {"发": "粤"}
    m = masked.search(subject.text)
    if not m or not masked.search(subject.source):
        return None
    return (
        subject.text[: m.start()]
        + names.get(subject.text[m.end() : m.end() + 1], random.choice(("广州", "杭州", "湛江", "广东")))
        + subject.text[m.end() :]
    )


def document_number(subject: Subject, random: Random) -> str | None:
    pattern = re.compile(r"(?<=[〕\])）])\d+(?=号)")
    return _one(subject.text, pattern, lambda old: str(int(old) + random.choice((1, 2, 10))), random)


def draft_made_final(subject: Subject, random: Random) -> str | None:
    if "征求意见稿" not in subject.text or re.search(r"不是|尚未|还没", subject.text):
        return None
    return subject.text.replace("征求意见稿", random.choice(("正式印发的文件", "已经生效的文件", "正式方案")))


HARMFUL: Mapping[str, Change] = {
    "number fabricated": number_fabricated, "number from elsewhere": number_from_elsewhere, "numbers swapped": numbers_swapped,
    "magnitude": magnitude, "year": year, "city": city, "unit": unit, "comparator": comparator, "comparator dropped": comparator_dropped,
    "negation": negation, "strength raised": strength_raised, "strength dropped": strength_dropped, "unit of government": organ,
    "lead and participant": lead_and_participant, "lead invented": lead_invented, "entity": entity,
    "quote by one character": quote_by_one_character, "citation moved": citation_moved, "scope dropped": scope_dropped,
    "true but not in the source": true_but_not_in_the_source, "claim appended": claim_appended, "row shifted": row_shifted,
    "mask filled": mask_filled, "document number": document_number, "draft made final": draft_made_final,
}  # fmt: skip
NUMERIC = (
    "number fabricated",
    "number from elsewhere",
    "numbers swapped",
    "magnitude",
    "year",
    "unit",
    "comparator",
    "comparator dropped",
    "row shifted",
)


# What does not change the meaning.

_TO_TRADITIONAL = OpenCC("s2tw")


def paraphrase(subject: Subject, random: Random) -> str | None:
    return random.choice(subject.nugget.aliases) if subject.nugget.aliases else None


def order(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    m = re.match(r"^((?:到|至)?20\d\d年)[，,]?(.+?)(。?)$", subject.text)
    if m:
        return f"{m[2]}（{m[1]}）{m[3]}"
    m = re.match(r"^([一-鿿]{2})((?:到|至)20\d\d年)[，,]?(.+)$", subject.text)
    return f"{m[2]}，{m[1]}{m[3]}" if m else None


def numeral_form(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    text = re.sub(r"(?<![\d.])(\d{1,2})%", lambda m: "百分之" + _chinese(int(m[1])), subject.text)
    text = re.sub(
        r"(?<!\d)20(\d)(\d)(?=年)", lambda m: "二〇" + "〇一二三四五六七八九"[int(m[1])] + "〇一二三四五六七八九"[int(m[2])], text
    )
    text = re.sub(r"(?<![\d.-])(\d{1,2})(?=项|家|张|课时)", lambda m: _chinese(int(m[1])), text)
    return text if text != subject.text else None


def script(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    return str(_TO_TRADITIONAL.convert(subject.text))


def omission(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    """A sentence of the source without its last part."""
    quote = sentence_of(subject)
    pieces = re.split(r"[,，;；]", quote)
    if len(pieces) < 3 or re.search(r"力争|鼓励|支持|探索|引导|分别", quote) or not re.search(r"[一-鿿]{4}", pieces[0]):
        return None
    return "，".join(pieces[:-1])


def table_to_prose(subject: Subject, random: Random) -> str | None:
    if not subject.rows or not subject.rows[0].values:
        return None
    mine = subject.rows[0]
    sure = [v for v in mine.values if v.certain and v.years]
    if not sure:
        return None
    value = random.choice(sure)
    return (
        f"{mine.name}（{mine.unit}）{'、'.join(value.years)}年为{value.text}"
        if mine.unit
        else f"{mine.name}{value.years[0]}年为{value.text}"
    )


def synonyms(subject: Subject, random: Random) -> str | None:
    pairs = (("降低到", "下降到"), ("降到", "下降到"), ("提高到", "上升到"), ("建立", "建成"), ("推进", "推动"), ("开展", "组织"), ("加强", "强化"), ("完善", "健全"), ("老年人", "老人"), ("达到", "做到"), ("责任单位", "负责单位"), ("提供", "给予"), ("实施", "推行"), ("打造", "建设"))  # fmt: skip
    there = [(a, b) for a, b in pairs if a in subject.text]
    if not there:
        return None
    a, b = random.choice(there)
    return subject.text.replace(a, b)


def punctuation(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    wide = str.maketrans("0123456789%,", "０１２３４５６７８９％，")
    return subject.text.translate(wide).replace("，", " , ").rstrip("。") + "；"


HARMLESS: Mapping[str, Change] = {
    "as it is": lambda subject, _: subject.text,
    "paraphrase": paraphrase, "order": order, "numeral form": numeral_form, "script": script, "omission": omission,
    "table to prose": table_to_prose, "synonyms": synonyms, "punctuation": punctuation,
}  # fmt: skip


def _one(
    text: str, pattern: re.Pattern[str], other: Callable[[str], str], random: Random, good: Callable[[str], bool] = lambda _: True
) -> str | None:
    """One match of a pattern replaced; None where there is none or the new words would not do."""
    found = list(pattern.finditer(text))
    random.shuffle(found)
    for match in found:
        new = other(match.group())
        if new != match.group() and good(new):
            return text[: match.start()] + new + text[match.end() :]
    return None


def _after(text: str, match: re.Match[str]) -> str:
    """The unit after a number, as far as numbers may be swapped without being told apart by it."""
    return text[match.end() : match.end() + 1]


def _chinese(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def sentence_of(subject: Subject) -> str:
    """The sentence of the source that the nugget's quote stands in; "" where it is a table row or no clause."""
    gold = subject.row.evidence[subject.nugget.evidence[0]]
    clause = next((c for c in subject.clauses if gold.in_clause(c)), None)
    if clause is None or clause.kind == "table":
        return ""
    at = clause.reading.find(gold.quote[:12])
    return re.split(r"[。；]", clause.reading[max(0, clause.reading.rfind("。", 0, at) + 1) :])[0].strip() if at >= 0 else ""


def subjects_of(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """The subjects, each once by text and clauses."""
    return tuple({(s.text, s.clauses): s for s in subjects}.values())
