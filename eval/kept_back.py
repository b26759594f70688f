"""Five kinds of harmful change kept back while the judge is tuned: what it does with them says how it does on kinds that it was not made for.

They look at words only, like those of `eval.changes`, and share no table with them or with the judge.
"""

import re
from collections.abc import Mapping
from random import Random

from eval.changes import Change, Changed, Subject

_ABOUT_THE_TEXT = re.compile(
    r"(?:没有|未)(?:具体)?(?:写明|说明|列出|给出|具体)|看不出|还是20|写的是|不能直接|指标名称不同|目标上限|只列了|的说法是|的提法是"
)
"""Claims about what the document does not say, or about its wording."""

_REVERSED: tuple[tuple[str, str], ...] = (
    (r"提高(?!几)", "降低"), (r"提升(?!行动)", "降低"), (r"降低(?!几)", "提高"), (r"(?<!下)降到", "升到"), (r"下降", "上升"), (r"减轻", "加重"),
    (r"加大", "减小"), (r"加强", "削弱"), (r"强化(?!行动)", "弱化"), (r"扩大", "缩小"), (r"增加", "减少"), (r"增进", "减少"),
    (r"新增(?=省级|国家级)(?!.*(?:这一行|目标是))", "减少"), (r"化解", "扩大"), (r"低于(?=全省)", "高于"), (r"纳入", "移出"),
    (r"积极引入(?=社会)", "严格限制"), (r"积极(?:发展|培育)", "逐步压缩"), (r"(?<!支持、)鼓励(?!和|、)", "限制"), (r"鼓励和引导", "限制和劝退"),
    (r"(?<![的育金])支持(?!政策|责任|、)", "限制"), (r"(?<!由市委、市政府)(?:建立健全|建立)(?!起|的)", "取消"), (r"严禁|禁止", "允许"),
    (r"积极争取", "主动放弃"), (r"(?<=逐)步推进", "步放弃"),
)  # fmt: skip


def direction_reversed(subject: Subject, random: Random) -> str | None:
    """What is to rise falls, what is to be built up is cut back: 提高 becomes 降低, 加强 削弱, 建立 取消, 鼓励 限制."""
    found = [(m, new) for old, new in _REVERSED for m in re.finditer(old, subject.text) if _outside_names(subject.text, m.start())]
    if not found:
        return None
    match, new = random.choice(found)
    if subject.text.count(match.group()) > 1:
        return None  # the other one would contradict it
    return subject.text[: match.start()] + new + subject.text[match.end() :]


_VERB = (
    r"基本(?:形成|建成|实现|普及)|(?:大幅|明显|显著)(?:提高|提升|改善|扩大)|得到有效控制|取得明显|累计达(?:到)?|"
    r"(?:均|全部)?达到(?!国家)|达(?=\d)|降低到|下降到|降低(?=\d)|下降(?=\d)|提高(?=\d)|控制在|全部建立|建立起|建立|建成(?!区)|建有|实现|完成(?!率|省)|设立|设置|创建(?!率)|能提供|拥有(?=\d(?!岁))|不少于(?=\d)|新增(?=\d|省级|国家级)|打造(?=\d)|推出(?=\d)|更加|[≥≤>](?=\d)"
)
_SOFT = re.compile(r"力争|争取|争创|鼓励|支持|探索|引导|倡导|努力|试行|推动|主要健康指标")
_MUST = re.compile(r"(?<![重主需必纲只不摘])(?:还|也|都)?要(?!求|点|素|闻)(?:继续|不断|持续|积极|重点|依法)?")
_LASTING = re.compile(
    r"治|加快|进一步|逐步|在全市|抓好|贯彻|加强|加大|深化|推进|强化|规范|发展|培养|增进|落实|全面(?:落实|贯彻|推进|推广|开展)|推广(?!至少)|高定位|在医疗|优化|开展|研究|引入|严厉|提高|打造的是|求"
)
"""What goes on and is never quite done: to have begun it would be hard to tell from the plan."""


def plan_told_as_done(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    """What is to be done is told as done, and a past figure as one that was aimed at: 要建立 becomes 已经建立, 2023年为 2023年的目标是."""
    text = subject.text
    if _ABOUT_THE_TEXT.search(text) or "才" in text.replace("人才", ""):
        return None
    if m := re.search(r"(?:2015|2017|2023)年(?:已)?(为|是)(?=\d)", text):
        return text[: m.start(1)].removesuffix("已") + "的目标" + m[1] + text[m.end(1) :]
    if m := re.search(r"(2015|2023)年([^，。0-9]+?)(为|是)(?=\d)", text):
        return text[: m.start(3)] + "的目标" + m[3] + text[m.end(3) :]
    if _SOFT.search(text) or re.search(r"20[23]0年.*[≥≤>]", text):
        return None  # hedged promises are another kind; and of the older tables' bounds some had been reached
    text = re.sub(r"^(?:某市|按)?征求意见稿(?:的(?:要求|目标)是|提出，?|，)?(?=要|到20|20|全面)", "某市", text)
    text = re.sub(r"(20[12]\d年(?:纲要|意见))(?:定|中)的?", r"\1写明，", text)
    aim = re.search(r"(?:的)?目标(?:是|为)(?=≥|≤|>|\d)", text)
    if aim and (when := re.search(r"(?:到)?20[1-4]\d年(?=[^纲意]*目标)", text.rpartition("写明，")[2])):
        start = text.index(when.group(), text.find("写明，") + 1)
        done = (
            text[:start]
            + text[when.end() - when.start() + start : aim.start()]
            + "目前已经"
            + ("" if text[aim.end()] in "≥≤>" else "是")
            + text[aim.end() :]
        )
        return done.replace("目标", "")
    if m := _MUST.search(text):
        rest = re.sub(r"^建设成?", "建成", re.sub(r"^实施(?=.+行动$)", "完成", text[m.end() :]))
        before = re.sub(r"(?:(?:到|至)20\d\d年底?|^20(?:2[4-9]|3\d)年)[，,]?", "", text[: m.start()])
        return None if _LASTING.match(rest) else f"{before}目前已经{rest}".replace("某市全市", "某市")
    if (when := re.search(r"(?:的目标是)?(?:到|至)20[1-4]\d年底?[，,]?", text)) and (verb := re.compile(_VERB).search(text, when.end())):
        return (text[: when.start()] + text[when.end() : verb.start()] + "目前已经" + text[verb.start() :]).replace("某市全市", "某市")
    if m := re.search(r"提出(?=实现)|(?<=率)(?=达到\d)", text):
        return text[: m.start()] + "目前已经" + text[m.end() :]
    return None


_SEVERAL = re.compile(r"[责責]任[单單部][位門门][^)）。]*?、")
_ONE_OF: tuple[tuple[str, str, bool], ...] = (
    (r"责任(单位|部门)(?:里)?(?:包括|有)(?!\d|别)", r"责任\1只有", True),
    (r"责任(单位|部门)，(除.+?外)还有", r"责任\1，\2只有", True),
    (r"^(除牵头单位外)，(.+?)也是(.+?)的责任单位$", r"\1，只有\2是\3的责任单位", True),
    (r"是责任(单位|部门)之一$", r"是唯一的责任\1", True),
    (r"的责任(单位|部门)之一(?:，不是牵头单位)?$", r"唯一的责任\1", True),
    (r"也?列在责任(单位|部门)里$", r"是唯一的责任\1", True),
    (r"^(\S+?)列在(.+)的责任(单位|部门)里$", r"\1是\2唯一的责任\3", True),
    (r"^([^，]+?(?:局|委|中心|海关|分局)是.+)的责任(单位|部门)$", r"\1唯一的责任\2", True),
    (r"的基本原则之一是", r"唯一的基本原则是", False),
    (r"行动任务的一大类$", r"行动任务唯一的大类", False),
    (r"的\d个行动之一$", r"唯一的行动", False),
    (r"行动的一项任务$", r"行动唯一的任务", False),
    (r"的约束性指标$", r"唯一的约束性指标", False),
    (r"是约束性指标$", r"是唯一的约束性指标", False),
    (r"(?<=“五气共治”)要治", r"只治", False),
    (r"(?<=工程)要实施(?=.{2,4}行动$)", r"只实施", False),
    (r"要健全的5项制度包括", r"要健全的制度只有", False),
    (r"(?<=体系部分)包括(.+)$", r"只有\1这一条", False),
    (r"重点研发生产", r"只研发生产", False),
    (r"(?<=绩效工资分配)重点向", r"只向", False),
    (r"积极培育(?=.{2}类)", r"只培育", False),
    (r"支持(?=(?:嘉善县|海宁市|桐乡市)争创)", r"只支持", False),
    (r"^(?=(?:嘉善县|海宁市|桐乡市)争创)", r"只有", False),
    (r"要继续深化与海南在(.+)方面的合作", r"只深化与海南在\1这一个方面的合作", False),
    (r"^(?=\S{2,4}部门参与)", r"只有", False),
    (r"丽水的(学校|养老机构)要配备", r"丽水只有\1要配备", False),
)  # fmt: skip


def one_told_as_only(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    """One of several is told as the only one: 责任单位包括 becomes 责任单位只有, 之一 唯一."""
    several = any(_SEVERAL.search(subject.row.evidence[n].quote) for n in subject.nugget.evidence)
    for old, new, needs_several in _ONE_OF:
        if (several or not needs_several) and re.search(old, subject.text):
            return re.sub(old, new, subject.text, count=1)
    return None


_AMOUNT = (
    r"(?P<value>\d+(?:\.\d+)?(?:[-~～]\d+)?)(?P<unit>/10万|人/万车|份/百万人|平方米|m²|分钟|个百分点|%|‰|岁|张|人|名|个|块|台|亿元|万)?"
)
_LEVEL = re.compile(
    r"(?P<verb>降低到|下降到|降到|控制在|达到|达)(?=\d)|(?P<more>不低于|≥|>)(?=\d)|(?P<less>≤)(?=\d)|(?P<change>(?:降低|下降|提高)(?=\d))|"
    r"(?P<equal>(?<=目标)[是为]|(?<![列作认称])已?为|(?<=床位数)是)(?=\d)"
)  # fmt: skip
_FALLING = re.compile(r"死亡率|吸烟率|近视率|患龋|卫生支出占|反应时间|摄入量|发病率")


def level_told_as_change(subject: Subject, random: Random) -> str | None:
    """To a level becomes by an amount, and the other way round: 达到90% becomes 提高90%, 降低20% 降低到20%."""
    text = subject.text
    if re.search(r"新增|≥15|（≥|还是20|不能直接|目标上限|只列了|每年|标准(?:是|：)", text):
        return None
    found = [m for m in _LEVEL.finditer(text) if _outside_names(text, m.start())]
    random.shuffle(found)
    for m in found:
        amount = re.compile(_AMOUNT).match(text, m.end())
        if (
            amount is None
            or not float(re.split(r"[-~～]", amount["value"])[0])
            or text[amount.end() : amount.end() + 1] in ("级", "年", "月", "岁以")
        ):
            continue
        falls = _FALLING.search(text) is not None
        by = "降低" if falls else "提高" if amount["unit"] in ("%", "‰", "岁", None) else "增加"
        if m["change"]:
            new, end = m["change"] + "到", m.end()
        elif m["verb"]:
            new, end = by, m.end()
        elif m["more"]:
            new, end = by + amount.group() + "以上", amount.end()
        elif m["less"]:
            new, end = by + "不超过", m.end()
        else:
            keeps = text.endswith(("目标", "定"), 0, m.start())
            new, end = (m["equal"] if keeps else "") + by, m.end()
        if (new + amount.group()) not in subject.source:
            return text[: m.start()] + new + text[end:]
    return None


_DEADLINE = re.compile(r"(?:到|至)(20[1-4]\d)年底?(?!前|为止)")
_BEGINS = re.compile(r"力争|争创|争取|(?<![重主需必纲])要(?!求)|持续提高|" + _VERB)


def deadline_told_as_start(subject: Subject, random: Random) -> str | None:  # noqa: ARG001
    """The time by which becomes the time from which: 到2030年达到 becomes 从2030年起才达到."""
    text = subject.text
    when = _DEADLINE.search(text)
    if when is None or "才" in text.replace("人才", "") or len(_DEADLINE.findall(text)) > 1 or not _outside_names(text, when.start()):
        return None
    verb = _BEGINS.search(text, when.end())
    if verb is None:
        return None
    return text[: when.start()] + f"从{when[1]}年起" + text[when.end() : verb.start()] + "才" + text[verb.start() :].removeprefix("要")


def _outside_names(text: str, at: int) -> bool:
    """Whether a place is outside of 《…》, “…” and 「…」."""
    return all(text.count(a, 0, at) == text.count(b, 0, at) for a, b in ("《》", "“”", "「」"))


KEPT_BACK: Mapping[str, Change] = {
    "direction reversed": direction_reversed, "plan told as done": plan_told_as_done, "one told as only": one_told_as_only,
    "level told as change": level_told_as_change, "deadline told as start": deadline_told_as_start,
}  # fmt: skip

__all__ = ["KEPT_BACK", "Change", "Changed"]
