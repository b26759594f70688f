"""One form for the names of government units, so that they can be looked up; the documents' own names are kept beside it. Pure.

市卫生健康委, 市衛生健康委, 卫健委 and 嘉兴市卫生健康委员会 are one unit. 市卫生计生委 is its predecessor: shown as such, never merged.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from index.folding import fold_text

# Short and long names of one unit, after folding and without the level of government before it; the first is the form used.
SAME: tuple[tuple[str, ...], ...] = (
    ("卫生健康委", "卫健委", "卫健局", "卫生健康局", "卫生健康委员会"),
    ("卫生计生委", "卫计委", "卫计局", "卫生和计划生育委员会", "卫生计生部门", "人口计生委"),
    ("发展改革委", "发改委", "发改局", "发展和改革委员会", "发展改革局", "发展和改革局"),
    ("人力资源社会保障局", "人社局", "人力社保局", "人社厅", "人力资源和社会保障局"),
    ("市场监管局", "市场监督管理局", "市监局"),
    ("医保局", "医疗保障局"),
    ("食品药品监管局", "食药监局", "食品药品监督管理局"),
    ("药监局", "药品监督管理局", "药品监管局"),
    ("编办", "编委办", "编委办公室", "机构编制委员会办公室"),
    ("经济和信息化局", "经信局", "经信委", "经济和信息化委", "工信局", "工业和信息化局"),
    ("住房城乡建设局", "住建局", "住房和城乡建设局", "建设局"),
    ("自然资源局", "自然资源和规划局", "规划和自然资源局"),
    ("生态环境局",),
    ("环保局", "环境保护局"),
    ("文化广电旅游体育局", "文广旅体局", "文化和广电旅游体育局"),
    ("文化广电旅游局", "文广旅局", "文旅局", "文化和旅游局"),
    ("残联", "残疾人联合会"),
    ("妇联", "妇女联合会"),
    ("总工会", "工会"),
    ("团委", "团市委", "团县委", "团省委", "共青团委", "共青团市委"),
    ("红十字会",),
    ("科协", "科学技术协会"),
    ("大数据局", "大数据管理局", "大数据发展管理局"),
    ("农业农村局",),
    ("应急局", "应急管理局"),
    ("安监局", "安全生产监督管理局"),
    ("机关事务局", "机关事务管理局"),
    ("综合执法局", "综合行政执法局"),
    ("综治办", "社会治安综合治理委员会办公室"),
    ("金融办", "地方金融监管局"),
    ("体育局",),
    ("教育局", "教委", "教育委员会"),
    ("交通运输局",),
    ("交通局",),
)
# A unit and the one that took over its work.
SUCCESSORS = {
    "卫生计生委": "卫生健康委",
    "环保局": "生态环境局",
    "安监局": "应急局",
    "食品药品监管局": "市场监管局",
    "工商局": "市场监管局",
    "质监局": "市场监管局",
}
# What stands before a unit's own name: a place, its level, the party committee that it belongs to.
_BEFORE = (
    re.compile(r"^[一-鿿]{2,6}?(?:省|自治区|市|自治州|县|区)(?=[一-鿿]{2})"),
    re.compile(r"^(?:中共)?(?:省|市|县|区)委(?=[一-鿿]{2})"),
    re.compile(r"^(?:省|市|县|区|州)(?=[一-鿿]{2})"),
)
_SUFFIX = re.compile(r"[局委办厅]")
_FORMS = {form: group[0] for group in SAME for form in group}


@lru_cache(maxsize=4096)
def unit_form(name: str) -> str:
    """The form under which a unit is looked up: folded, without its level of government, short and long names as one."""
    folded = fold_text(name).strip()
    bare = folded
    for before in (None, *_BEFORE, *_BEFORE):
        shorter = before.sub("", bare) if before else bare
        for candidate in (shorter, shorter.removesuffix("员会")):
            if candidate in _FORMS:
                return _FORMS[candidate]
        if before is not _BEFORE[0] and not bare.startswith(("市场", "市政")):
            bare = shorter
    return bare


def same_unit(one: str, other: str) -> bool:
    """Whether two names are of one unit."""
    return unit_form(one) == unit_form(other)


def successor(name: str) -> str | None:
    """The unit that took over from this one, if it is a predecessor."""
    return SUCCESSORS.get(unit_form(name))


@lru_cache(maxsize=4096)
def names_of(forms: frozenset[str]) -> tuple[str, ...]:
    """The names that units of these forms go by, with or without 市 before them, the longest first."""
    wanted = forms
    names = {*wanted, *(name for name, form in _FORMS.items() if form in wanted)}
    return tuple(sorted({written for name in names for written in (name, f"市{name}")}, key=lambda name: (-len(name), name)))


def abbreviated(folded: str, forms: Iterable[str]) -> str | None:
    """The one unit that a folded text calls by some of its characters, the first and the last among them: 烟草局 for 烟草专卖局."""
    shorts = {folded[max(match.end() - size, 0) : match.end()] for match in _SUFFIX.finditer(folded) for size in (3, 4, 5)}
    found = {form for form in forms for short in shorts if _shortens(short, form)}
    return found.pop() if len(found) == 1 else None


def _shortens(short: str, form: str) -> bool:
    """Whether a name is made of characters of a longer one in their order, from the first to the last."""
    rest = iter(form)
    return 2 < len(short) < len(form) and short[0] == form[0] and short[-1] == form[-1] and all(c in rest for c in short)


def unit_in(folded: str, forms: frozenset[str]) -> str | None:
    """The unit that a folded question names, by its longest name: of those given, and of the names known for them."""
    names = {form: form for form in forms} | {name: form for name, form in _FORMS.items() if form in forms}
    found = [name for name in names if name in folded and len(name) > 1]
    return names[max(found, key=len)] if found else None
