"""What a question takes for granted in words and a sentence says otherwise: that a thing is required, refused, for all, done. Pure.

"嘉兴必须由社会办医疗机构提供安宁疗护" beside 鼓励社会办医疗机构提供安宁疗护服务 is put right with that part of the sentence. Each contrast is a row of
one table: the words that claim, those of the sentence that speak against them, and those with which the sentence agrees after all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.reading import bare, bigrams

SHARED, SHARE = 3, 0.3
"""How many pairs of characters a part must have of what is claimed, and which share of them, to speak of the same thing."""
NEARLY = 0.7
"""The share of what the likest part has of it that another must have to be meant as well."""
_PLAN = r"推进|推动|争创|力争|争取|加快|探索|试点|试行|积极|支持|鼓励|创建|筹建|到(?:20\d\d)年|将"
_LIMIT = r"重点|部分|符合条件的?|有条件的?|公办|公立|民营|非营利性?|[一二三1-3]级(?:及?以上)?的?|二甲|三甲|市级|县级|省级|城镇|农村|\d+%(?:及?以上)?的?|\d+岁(?:及?以上)?的?"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the question says, and what the clause says in its place, in its own words."""

    claimed: str
    correct: str


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
        r"鼓励|支持|引导|发展|扩大|推进|推广|加强|促进|允许|倡导|开展|实施|完善|加快|建立|纳入|提供|配|建设|落实|健全|规范",
        r"取消|停止|禁|不(?!断|良|足|少于|低于|平衡)|减少|淘汰|撤|控制|未|免(?!费)",
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
        r"收费|自费|自付|自理",
    ),
    _contrast(r"免费|不要钱|不收[钱费]|不花钱|白送|一分钱不", r"收费|自费|自付|半价|低价|优惠", r"免费|免收|不收费"),
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
EXCLUSIVE: tuple[tuple[str, ...], ...] = (
    ("预期性", "约束性"), ("提高", "降低"), ("上升", "下降"), ("增加", "减少"), ("扩大", "缩小"), ("金牌", "银牌"), ("公办", "民办", "社会办"), ("公立", "民营", "私立"),
    ("城镇", "农村", "乡村"), ("城市", "农村"), ("免费", "收费", "自费", "付费"), ("国家级", "省级", "市级", "县级"), ("一级", "二级", "三级"), ("中医", "西医"),
    ("室内", "室外"), ("国家卫生", "省级卫生", "省卫生"),
)  # fmt: skip
# Of so many, in such a time, in each such place: one is true of a thing, wherever its words stand.
COUNTED = (
    re.compile(r"每(?:10万|百万|[百千万])?(?=名|人|位|常住)"),
    re.compile(r"每(?:\d+|半|两|隔)?个?(?:学期|学年|年|月|季度|周|天|日)"),
    re.compile(r"每个?(?:县|镇|乡镇|街道|村|社区|家庭)|每所学校"),
)
RISES = re.compile(r"上升|提高|提升|增加|增长|升高|上涨|调高|放宽|变多")
FALLS = re.compile(r"下降|降低|减少|降到|压减|缩减|调低|收紧|变少")
_TURN = re.compile(f"{RISES.pattern}|{FALLS.pattern}")
_RANK = re.compile(
    r"(?:以|让|由)(?P<what>[^,。;以让由]{2,8}?)(?:医疗机构|医院)?(?:为|作|当|做)(?P<as>主导|主体|补充|龙头|骨干|网底|基础|重点)"
)
NEAR, TURNED = 8, 2
"""Characters beside a word of rising or falling in which what rises or falls is named, and how many pairs of them must be the same."""
_BY_DATE = re.compile(r"到20\d\d年")
_ALL = re.compile(r"(?:所有|全部|一切|全体|每[一个家所]*)的?(?=(?P<noun>[一-鿿]{2,8}))")
_OPEN = re.compile(r"还是|有没有|哪|什么时候|多少|几[个家项]|(?<!对)不(?:对)?$")
_TAIL = re.compile(
    r"(?:[,，]?(?:是|对|真的?|这|没错|属实|是这样|是不是|靠谱)*(?:吗|吧|呢|么|对吧|对吗|是吧|是吗|对不对|是不是|是真的吗?|真的吗?))?[?？。!！]*$"
)


def contrary(asked: str, sentence: str) -> Correction | None:
    """What a folded question claims and a part of a sentence speaks against; None where none does, or where the question leaves it open."""
    sentence = re.sub(r"[（(]表中[^）)]*[）)]", "", sentence)  # our own note on a table row
    # 到2030年, belongs to what follows it
    written = [part for part in re.split(r"(?<!\d年)(?<!年底)[,，]|[。;；:：]", sentence) if part.strip()]
    checks = (_of_contrasts, _of_all, _counted, _exclusive, _turned, _ranked)
    return next((found for check in checks if (found := check(asked, written))), None)


def _of_contrasts(asked: str, written: Sequence[str]) -> Correction | None:
    for contrast in CONTRASTS:
        for claim in _made(contrast.claims, asked):
            for part in _like(_around(asked, claim), written):
                if contrast.agrees.search(bare(part)):
                    break
                if contrast.against.search(bare(part)):
                    return Correction(_claimed(asked, claim), part)
                if contrast.by_date and (dated := _from_date(part, written)):
                    return Correction(_claimed(asked, claim), dated)
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
        for claim in _made(mine, asked):
            thing = _beside_it(asked, claim)
            alike = {piece: len(thing & _beside_it(bare(piece), turn)) for piece in pieces for turn in _TURN.finditer(bare(piece))}
            likest = max(alike, key=lambda piece: alike[piece], default="")
            if likest and alike[likest] >= TURNED and theirs.search(bare(likest)) and not mine.search(bare(likest)):
                return Correction(_claimed(asked, claim), likest)
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


def _of_all(asked: str, written: Sequence[str]) -> Correction | None:
    """所有公共场所, where the sentence speaks of 重点公共场所."""
    for claim in _made(_ALL, asked):
        part = next(iter(_like(_around(asked, claim), written)), "")
        for length in range(len(claim["noun"]), 1, -1):
            noun = claim["noun"][:length]
            if limited := re.search(rf"(?:{_LIMIT}){re.escape(noun)}", bare(part)):
                limit = limited.group().removesuffix(noun)
                whole = re.search(rf"(?:所有|全部|每[个家所]?|各)的?{re.escape(noun)}", bare(part))
                return None if whole or limit in asked else Correction(claim.group() + noun, part)
    return None


def _counted(asked: str, written: Sequence[str]) -> Correction | None:
    """Of how many, how often, in each of what: 每千人, where the likest part of the sentence has 每万人."""
    said = bare(",".join(written))
    part = max(written, key=lambda each: len(bigrams(asked) & bigrams(bare(each))), default="").strip()
    if len(bigrams(asked) & bigrams(bare(part))) < SHARED:
        return None
    for group in COUNTED:
        claims = {claim.group(): claim for claim in group.finditer(asked)}
        if len(claims) == 1 and not claims.keys() & set(group.findall(said)) and group.search(bare(part)):
            claim = next(iter(claims.values()))
            return Correction(asked[claim.start() : claim.end() + 1] if claim.re is COUNTED[0] else claim.group(), part)
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


def _made(claims: re.Pattern[str], asked: str) -> Iterator[re.Match[str]]:
    """Where a question makes a claim, and its part does not leave open whether it is so."""
    return (claim for claim in claims.finditer(asked) if not _OPEN.search(_around(asked, claim)) and not _is_question(asked, claim))


def _is_question(asked: str, claim: re.Match[str]) -> bool:
    """Whether what looks like a denial asks: 给不给, 是不是."""
    at = _start(claim)
    return asked[at] == "不" and at > 0 and asked[at - 1] == asked[at + 1 : at + 2]


def _start(claim: re.Match[str]) -> int:
    """Where the claiming words begin, without those that only show that they claim."""
    return claim.start("what") if "what" in claim.re.groupindex and claim["what"] else claim.start()


def _same_place(asked: str, mine: str, part: str, other: str) -> bool:
    """Whether two words stand before, or after, the same two characters."""
    (before, after), (there_before, there_after) = (_beside(text, word) for text, word in ((asked, mine), (part, other)))
    return (len(after) == 2 and after == there_after) or (len(before) == 2 and before == there_before)


def _beside(text: str, word: str) -> tuple[str, str]:
    start = text.index(word)
    return text[max(start - 2, 0) : start], text[start + len(word) : start + len(word) + 2]


def _around(asked: str, claim: re.Match[str]) -> str:
    """The part of a question in which a claim stands, without the claiming word itself."""
    start = max(asked.rfind(mark, 0, claim.start()) for mark in ",。;?") + 1
    end = min((at for mark in ",。;?" if (at := asked.find(mark, claim.end())) >= 0), default=len(asked))
    return asked[start : _start(claim)] + "," + asked[claim.end() : end]


def _like(claimed: str, written: Sequence[str]) -> list[str]:
    """The parts of a sentence that speak of what is claimed, the likest first."""
    mine = bigrams(claimed)
    found = sorted(((len(mine & bigrams(bare(part))), part.strip()) for part in written), key=lambda each: -each[0])
    least = max(SHARED, SHARE * len(mine), NEARLY * found[0][0] if found else 0)
    return [part for shared, part in found if shared >= least]


def _claimed(asked: str, claim: re.Match[str]) -> str:
    """The claim in the question's words, to the end of its part."""
    end = min((at for mark in ",。;?" if (at := asked.find(mark, claim.end())) >= 0), default=len(asked))
    return _TAIL.sub("", re.sub(r"\(.*", "", asked[_start(claim) : end]))
