"""What of a question only says why its asker asks, or where the matter was heard of: no part of what is asked. Pure.

In "评估护理床位的缺口时，能不能假定每个县区至少有一所护理院" nothing is asked of 护理床位; in "广播里听见一句，人放到乡下去用" nothing of 广播.
"""

import re

LEAST = 4
"""Han characters that must be left for a question to stand without its frame."""
_FRAME = re.compile(
    # 写可研报告之前, 做测算要用, 评估缺口时: a task of one's own, up to the comma
    r"^\s*(?:[我咱]们?)?(?:正?在|要|准备|打算)?(?:写|做|编|评估|核算|测算|起草|论证|申报|查|投)[^,:?。!\d有没哪几多什]{1,20}?(?:时|之前|以前|前|时候|要用|用|资料|测算|论证|一下)\s*[,:]"
    r"|^\s*(?:广播|电视|新闻|报纸|报|网|群|会|朋友圈|手机)(?:里|上|中)?(?:听见|听到|看到|看见|说|讲|刷到)(?:了|有人说)?(?:[1一]?[句条篇])?\s*[,:]"
    r"|^[^,:?。!\d]{2,14}(?:在问|问我|问起|让我问|叫我问)\s*[,:]"
    r"|(?:能不能|可不可以|可以|是不是可以|能否)(?:假定|假设|认为|当作|理解为|默认)"
)  # fmt: skip


def without_frame(folded: str) -> str:
    """A folded question with blanks for its frames, so that what is left keeps its place; as it is, where hardly anything would be left."""
    bare = _FRAME.sub(lambda match: " " * len(match.group()), folded)
    return bare if len(re.findall(r"[㐀-鿿]", bare)) >= LEAST else folded
