"""How far a question takes a thing to reach and a sentence limits it: all of them, in each thousand, counted in. Pure.

"嘉兴所有医院都要设老年医学科" beside 二级及以上综合医院全面规范设置老年医学科 is put right with that; so is 每千人 beside 每万人.
"""

import re
from collections.abc import Sequence

from assistant.premises.alike import SHARED, Correction, around, in_words, is_denied, likest, made
from index.reading import bare, bigrams

_ALL = re.compile(r"(?:所有|全部|一切|全体|100%|每[一个家所]*)的?(?=(?P<noun>[一-鿿]{2,8}))")
_LIMIT = (
    r"重点|部分|符合条件的?|有条件的?|经济困难的?|低收入|失能|高龄|重度|公办|公立|民营|非营利性?|[一二三1-3]级(?:及?以上)?的?|二甲|三甲|市级|县级|省级|城镇|农村|"
    r"\d+%(?:及?以上)?的?|\d+周?岁(?:及?以上)?的?|\d+[家个所处](?:及?以上)?|[^,、;(]{1,8}以上的?"
)
_KIND = "(?:综合性?|专科|专业)?"
# Of so many, in such a time, in each such place: one is true of a thing, wherever its words stand.
_COUNTED = (
    re.compile(r"每(?:10万|百万|[百千万])?(?=名|人|位|常住)"),
    re.compile(r"每(?:\d+|半|两|隔)?个?(?:学期|学年|年|月|季度|周|天|日)|(?<!\d)1个?学[期年]"),
    re.compile(r"每个?(?:县|镇|乡镇|街道|村|社区|家庭)|每所学校"),
)
_PEOPLE = {3: "千", 4: "万", 5: "10万", 6: "百万"}
_COUNTS_IN = re.compile(r"(?<!不)(?:包括|包含|算上|算进|计入|含)(?P<of>[^,。?;]{2,12})")
_LEFT_OUT = re.compile(r"(?:不含|不包括|不包含|不计)(?P<of>[^,。;()]{2,12})")


def _of_all(asked: str, written: Sequence[str]) -> Correction | None:
    """所有公共场所, where the sentence speaks of 重点公共场所; 所有医院, where it speaks of 综合医院."""
    for claim in made(_ALL, asked):
        part = next(iter(likest(around(asked, claim), written)), "")
        for length in range(len(claim["noun"]), 1, -1):
            noun = claim["noun"][:length]
            limited = re.search(rf"(?:(?P<limit>{_LIMIT}){_KIND}|综合性?|专科){re.escape(noun)}", bare(part))
            if limited:
                whole = re.search(rf"(?:所有|全部|每[个家所]?|各)的?{re.escape(noun)}", bare(part))
                limit = limited["limit"] or limited.group().removesuffix(noun)
                return None if whole or limit in asked else Correction(claim.group() + noun, part)
    return None


def counted(asked: str, written: Sequence[str]) -> Correction | None:
    """Of how many, how often, in each of what: 每千人, where the likest part of the sentence has 每万人."""
    asked, said = _per(asked), _per(bare(",".join(written)))
    part = max(written, key=lambda each: len(bigrams(asked) & bigrams(bare(each))), default="").strip()
    if len(bigrams(asked) & bigrams(bare(part))) < SHARED:
        return None
    for group in _COUNTED:
        claims = {_short(claim.group()): claim for claim in group.finditer(asked) if not is_denied(asked, claim)}
        if len(claims) == 1 and not claims.keys() & {_short(each) for each in group.findall(said)} and group.search(_per(bare(part))):
            claim = next(iter(claims.values()))
            return Correction(asked[claim.start() : claim.end() + 1] if claim.re is _COUNTED[0] else claim.group(), part)
    return None


def _short(words: str) -> str:
    """每个县 and 每县 are one, and so are 一学期 and 每学期."""
    return re.sub("^1", "每", words.replace("个", ""))


def _per(text: str) -> str:
    """A text with 3.5批/千人 written as it is spoken, 每千人, and large numbers of people in words."""
    return re.sub(r"每1(0{3,6})(?=[名人])", lambda m: f"每{_PEOPLE[len(m[1])]}", re.sub(r"/([百千万]+|10万)(?=人)", r"每\1", text))


def _left_out(asked: str, written: Sequence[str]) -> Correction | None:
    """That something is counted in which the sentence leaves out: 包括省属单位 beside 不含省属单位."""
    for claim in made(_COUNTS_IN, asked):
        for part in written:
            if any(bigrams(out["of"]) & bigrams(claim["of"]) for out in _LEFT_OUT.finditer(bare(part))):
                return Correction(in_words(asked, claim), part.strip())
    return None


SCOPES = (_of_all, counted, _left_out)
