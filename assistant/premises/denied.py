"""That something is denied in a question which a sentence says: "检查结果不互认，对吗" beside 基本实现医疗机构检查、检验结果互认. Pure.

A denial claims only where the question ends with it, or shows that it was heard or wondered at; 不打疫苗会怎样 asks what follows from it.
"""

import re
from collections.abc import Sequence

from assistant.premises.alike import TAIL, Correction, held, in_words, likest, made
from assistant.premises.claimed import of_oneself
from index.reading import bare, bigrams, negations

HELD = 0.5
"""The share of what is denied that a part must say."""
_DENIES = re.compile(
    r"(?:并|根本|压根|从)?(?<!有)(?<!了)(?:没有|没(?!错|事|准|关系|问题|记错|看错|听错|说错)|不(?!是|少|低|超|高|足|断|同|良|止|仅|但|管|论|过|妨|错|含|包|限|会吧|得不|等|平|安|孕)(?:搞|设|能|会|再|让|给|准|许|用|必|鼓励|支持)?|取消|停止|停办|废除|撤销|叫停|砍掉|限制|减少|削减|缩减)了?"
)
_HEARD = re.compile(r"听说|据说|都说|为什么|为何|凭什么|既然|怎么(?=不|没)")
_CONDITION = re.compile(r"如果|要是|万一|假如|的话|(?:可以|能|可|行)(?=不|没)")
_NOTHING = re.compile(r"的?(?:说法|规定|打算|计划|安排|要求|内容|制度|意思|这回事|态度|事)$")
_ALSO_DENIES = re.compile(r"减少|降低|下降|压减|缩减|淘汰|限制|控制|禁|逐步|退出")


def denied(asked: str, written: Sequence[str]) -> Correction | None:
    """What a folded question denies and a part of a sentence says; None where it only asks, or supposes."""
    if _CONDITION.search(asked) or of_oneself(asked):
        return None
    for claim in made(_DENIES, asked):
        end = min((at for mark in ",。;?" if (at := asked.find(mark, claim.end())) >= 0), default=len(asked))
        if not TAIL.fullmatch(asked[end:]) and not _HEARD.search(asked[: claim.start()]):
            continue
        words = in_words(asked, claim)
        thing = _NOTHING.sub("", words[len(claim.group()) :])
        whole = [part.strip() for part in written if len(thing) > 2 and thing in bare(part)]
        if not bigrams(thing):
            continue
        same = likest(asked[: claim.start()] + "," + thing, [",".join(written)])
        alike = likest(asked[: claim.start()] + "," + thing, written)
        # the part that holds the thing may leave what it is said of to the parts beside it
        for part in (*whole, *alike, *(part.strip() for part in written if same and len(bigrams(thing)) > 1)):
            said = bare(part)
            numbers = re.findall(r"\d+(?:\.\d+)?", asked[: claim.start()] + thing)
            plain = not negations(said) and not _ALSO_DENIES.search(said)
            if plain and all(number in said for number in numbers) and held(thing, said) >= HELD * len(bigrams(thing)):
                return Correction(words, part)
    return None
