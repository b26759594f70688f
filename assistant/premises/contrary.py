"""What a question takes for granted in words and a sentence says otherwise: that a thing is required, refused, for all, done. Pure.

"嘉兴必须由社会办医疗机构提供安宁疗护" beside 鼓励社会办医疗机构提供安宁疗护服务 is put right with that part of the sentence. Each contrast is a row of
one table: the words that claim, those of the sentence that speak against them, and those with which the sentence agrees after all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.premises.alike import SHARED, Correction, around, in_words, likest, made
from assistant.premises.denied import denied
from assistant.premises.scope import SCOPES
from index.reading import bare, bigrams

_PLAN = r"推进|推动|争创|力争|争取|加快|探索|试点|试行|积极|支持|鼓励|创建|筹建|到(?:20\d\d)年|将"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Words that claim something, what in a sentence speaks against it, and what shows that the sentence agrees."""

    claims: re.Pattern[str]
    against: re.Pattern[str]
    agrees: re.Pattern[str]
    by_date: bool = False
    """Whether a date by which all of a sentence is to be (到2027年,…) speaks against it too."""


def _contrast(claims: str, against: str, agrees: str, *, by_date: bool = False) -> Contrast:
    return Contrast(re.compile(claims), re.compile(against), re.compile(agrees), by_date)


CONTRASTS = (
    # required, where the part itself begins with what is only wished for, of however many
    _contrast(
        r"必须|强制|硬性(?:规定|要求|任务|指标)?|务必|强行|责令|有义务|硬指标|死任务|没商量|(?:非)[^,。?]{1,12}不可",
        r"^(?:积极|并|大力)?(?:鼓励|支持|倡导|提倡|探索|力争|争创|争取)",
        r"必须|强制|严禁|不得|按规定",
    ),
    # required, where it is encouraged or tried
    _contrast(
        r"必须|强制|硬性(?:规定|要求)?|务必|强行|责令|有义务",
        r"鼓励|支持|引导|倡导|提倡|探索|力争|争创|试点|推动|推广|逐步",
        r"必须|强制|严禁|不得|全面|一律|所有|均|每[个所]|按规定",
    ),
    # promised, where it is striven for
    _contrast(r"保证|确保|承诺|(?<!不)一定(?:会|能|要|得)|肯定(?:会|能)|铁定", r"力争|争创|争取|努力|探索|鼓励", r"确保|保证"),
    # left to anyone's will, where it is required
    _contrast(
        r"(?:只是|仅仅?|不过是|只)(?:是)?(?:鼓励|提倡|建议|倡导|号召|自愿)|自愿(?:的|性)?|可做可不做|不作强制",
        r"必须|严禁|禁止|强制|不得|全面(?:落实|实施|禁)|所有|严格",
        r"鼓励|支持|倡导|提倡|自愿",
    ),
    # refused, where it is furthered
    _contrast(
        r"取消|停止|停办|停掉|废除|叫停|禁止|禁掉|不许|不准|不允许|不让|不支持|不鼓励|反对|关停|撤销|砍掉|"
        r"(?:为什么|凭什么|为何|怎么|规定|要求|提出|说|写|既然|政策|文件|打算|决定)[^,。?]{0,10}?(?P<what>不(?!少于|低于|超过|高于|得|是|同|断|足|良|能).)",
        r"鼓励|支持|引导|发展|扩大|推进|推广|加强|促进|允许|倡导|开展|实施|完善|加快|建立|纳入|提供|配|建设|落实|健全|规范|继续|划定|严守|保护|巩固|申办|不[受限]",
        r"取消|停止|禁|不(?!断|良|足|少于|低于|平衡|受|限)|减少|淘汰|撤|控制|未|免(?!费)",
    ),
    # limited, where it is free of limits; kept to public ones, where others are furthered
    _contrast(r"(?:有|受|设|定)[^,。?]{0,8}限制|受限|限制", r"不受|不限|放开|取消", r"(?<!不受)(?<!不)限制(?!$)|控制"),
    _contrast(
        r"只(?:许|准|能|允许|让)[^,。?]{0,4}(?:公办|公立|政府|国营|国有)|(?:私人|民营|社会(?:资本|力量))[^,。?]{0,6}(?:不能|不许|不准|不得|没份)",
        r"社会力量|社会资本|民营|社会办",
        r"禁|不得|限于",
    ),
    # allowed, where it is forbidden
    _contrast(r"允许|准许|放开|同意|默许", r"禁止|严禁|不得|全面禁|杜绝", r"允许|准许|可以|放开"),
    # of some only, where it is of all
    _contrast(
        r"(?:只是|仅仅?|光|只(?=在|对|有|给|限|面向|覆盖|要|保|管|让|收))(?:在|对|有|是|给|限|限于|面向|覆盖|要求)?|部分(?!地)|个别|少数|一小?部分",
        r"全面(?!预算|发展)|全部|所有|每个|均|全覆盖|100%|各(?:县|区|级|镇)|一律|普遍",
        r"部分|重点|试点|只|仅|有条件|符合",
    ),
    # paid for, where it is free; free, where it is paid for
    _contrast(
        r"收费|自费|付费|收钱|掏(?:钱|腰包)|花钱|要钱|交钱|出钱|全价|买票(?!房)|自掏腰包|自理",
        r"免费|半价|免收|不收费|减免|补贴|补助",
        r"(?<!低)收费|自费|自付|自理",
    ),
    _contrast(r"免费|不要钱|不收[钱费]|不花钱|白送|一分钱不", r"收费|自费|自付|半价|低价|优惠", r"免费|免收|不收费"),
    # of everybody, where it is of some ages or risks
    _contrast(
        r"所有人|人人|每个?人都|谁都|大家都|(?:没有|不设|不限|不分|不管|不论)[^,。?]{0,3}(?:年龄|年纪|岁数|老少|老幼)(?:限制|门槛)?",
        r"\d周?岁|重点人群|高危人群|适龄|符合条件",
        r"所有|全体|全民|不分|人人",
    ),
    # everywhere, where it is tried
    _contrast(
        r"全面(?:铺开|推开|实施|推行|实行|施行|覆盖|放开)|(?:全市|都)(?:已经?)?(?:推开|铺开|实行|实施|施行)|普遍(?:实行|实施)",
        r"试点|试行|探索|逐步|部分|重点",
        r"全面|全部|均|推开|全覆盖",
    ),
    # done, where it is planned
    _contrast(
        r"(?:已经?|早就|早已|业已|目前已?)(?:全面|全部|正式|基本)?[^,。?]{0,14}?(?:建成|建立|建好|完成|实现|达到|争创成功|创成|获批|通过|落地|出台|启用|设立|覆盖|做到|投用|创建|立法|实施)|(?:已经?|早就?)(?=[^,。?]{1,20}了)|(?:建成|建好|完成|获批|通过|落成|投用)了",
        _PLAN,
        r"已|率先|近年来|了|巩固",
        by_date=True,
    ),
)
# Words of which only one is true at a time, in the place that the words around them show.
_NAME = re.compile(r'"([^"]{3,12})"')
EXCLUSIVE: tuple[tuple[str, ...], ...] = (
    ("预期性", "约束性"), ("提高", "降低"), ("上升", "下降"), ("增加", "减少"), ("扩大", "缩小"), ("金牌", "银牌"), ("公办", "民办", "社会办"), ("公立", "民营", "私立"),
    ("城镇", "农村", "乡村"), ("城市", "农村"), ("免费", "收费", "自费", "付费"), ("国家级", "省级", "市级", "县级"), ("一级", "二级", "三级"), ("中医", "西医"),
    ("室内", "室外"), ("国家卫生", "省级卫生", "省卫生"),
)  # fmt: skip
RISES = re.compile(r"上升|提高|提升|增加|增长|升高|上涨|调高|放宽|变多")
FALLS = re.compile(r"下降|降低|减少|降到|压减|缩减|调低|收紧|变少|控制在")
_TURN = re.compile(f"{RISES.pattern}|{FALLS.pattern}")
_RANK = re.compile(
    r"(?:以|让|由)(?P<what>[^,。;以让由]{2,8}?)(?:医疗机构|医院)?(?:为|作|当|做)(?P<as>主导|主体|补充|龙头|骨干|网底|基础|重点)"
)
NEAR, TURNED = 8, 2
"""Characters beside a word of rising or falling in which what rises or falls is named, and how many pairs of them must be the same."""
_BY_DATE = re.compile(r"到20\d\d年")


def contrary(asked: str, sentence: str) -> Correction | None:
    """What a folded question claims and a part of a sentence speaks against; None where none does, or where the question leaves it open."""
    sentence = re.sub(r"[（(]表中[^）)]*[）)]", "", sentence)  # our own note on a table row
    # 到2030年, belongs to what follows it
    written = [part for part in re.split(r"(?<!\d年)(?<!年底)[,，]|[。;；:：]", sentence) if part.strip()]
    checks = (_of_contrasts, *SCOPES, _exclusive, _turned, _ranked, _called_otherwise, denied)
    return next((found for check in checks if (found := check(asked, written))), None)


def claims(asked: str) -> bool:
    """Whether a folded question claims anything in words that a contrast is about."""
    return any(next(made(contrast.claims, asked), None) for contrast in CONTRASTS)


def _of_contrasts(asked: str, written: Sequence[str]) -> Correction | None:
    for contrast in CONTRASTS:
        for claim in made(contrast.claims, asked):
            about = around(asked, claim) + (claim.group() if contrast.by_date else "")  # 已经立法: the law is what it is about
            for part in likest(about, written):
                if contrast.agrees.search(bare(part)):
                    break
                if contrast.against.search(bare(part)):
                    return Correction(in_words(asked, claim), part)
                if contrast.by_date and (dated := _from_date(part, written)):
                    return Correction(in_words(asked, claim), dated)
    return None


def _from_date(part: str, written: Sequence[str]) -> str:
    """A part with those before it, from the date on by which all of them are to be; "" where there is none."""
    stripped = [each.strip() for each in written]
    at = stripped.index(part)
    start = next((n for n in range(at, -1, -1) if _BY_DATE.match(bare(stripped[n]))), None)
    return "" if start is None else "，".join(stripped[start : at + 1])


def _turned(asked: str, written: Sequence[str]) -> Correction | None:
    """That something is to rise which is to fall, or the reverse: the words stand right beside the thing that they are said of."""
    pieces = [piece.strip() for part in written for piece in part.split("、")]
    for mine, theirs in (RISES, FALLS), (FALLS, RISES):
        for claim in made(mine, asked):
            thing = _beside_it(asked, claim)
            alike = {piece: len(thing & _beside_it(bare(piece), turn)) for piece in pieces for turn in _TURN.finditer(bare(piece))}
            likest = max(alike, key=lambda piece: alike[piece], default="")
            if likest and alike[likest] >= TURNED and theirs.search(bare(likest)) and not mine.search(bare(likest)):
                return Correction(in_words(asked, claim), likest)
    return None


def _called_otherwise(asked: str, written: Sequence[str]) -> Correction | None:
    """A name in quotation marks that the sentence has a little otherwise: “六水共治” for “五水共治”."""
    said = bare(",".join(written))
    for mine in _NAME.findall(asked):
        for theirs in _NAME.findall(said) if mine not in said else ():
            same = sum(a == b for a, b in zip(mine, theirs, strict=False))
            if len(mine) == len(theirs) and len(mine) - same == 1:
                return Correction(f"“{mine}”", f"“{theirs}”")
    return None


def _beside_it(text: str, match: re.Match[str]) -> set[str]:
    """The pairs of characters near a word, in its part between commas."""
    before, after = re.split("[,。;?、]", text[: match.start()])[-1], re.split("[,。;?、]", text[match.end() :])[0]
    return bigrams(before[-NEAR:]) | bigrams(after[:NEAR])


def _ranked(asked: str, written: Sequence[str]) -> Correction | None:
    """What comes first and what only completes it, where they are turned round: 以民营为主导 for 以公立为主导."""
    there = {rank["as"]: (rank["what"], part) for part in written for rank in _RANK.finditer(bare(part))}
    for claim in _RANK.finditer(asked):
        what, part = there.get(claim["as"], ("", ""))
        if what and not bigrams(what) & bigrams(claim["what"]) and len(bigrams(asked) & bigrams(bare(",".join(written)))) >= SHARED:
            return Correction(claim.group(), part.strip())
    return None


def _exclusive(asked: str, written: Sequence[str]) -> Correction | None:
    """A word in whose place, between the same words, the sentence has another of its group."""
    said = bare(",".join(written))
    for group in EXCLUSIVE:
        claims = [word for word in group if word in asked]
        if len(claims) != 1 or claims[0] in said:
            continue
        for part in written:
            likely = len(bigrams(asked) & bigrams(bare(part))) >= SHARED
            others = [word for word in group if word in bare(part)] if likely else []
            if any(_same_place(asked, claims[0], bare(part), other) for other in others):
                return Correction(claims[0], part)
    return None


def _same_place(asked: str, mine: str, part: str, other: str) -> bool:
    """Whether two words stand before, or after, the same two characters."""
    (before, after), (there_before, there_after) = (_beside(text, word) for text, word in ((asked, mine), (part, other)))
    return (len(after) == 2 and after == there_after) or (len(before) == 2 and before == there_before)


def _beside(text: str, word: str) -> tuple[str, str]:
    start = text.index(word)
    return text[max(start - 2, 0) : start], text[start + len(word) : start + len(word) + 2]
