"""A follow-up that no rule completes, completed by the model; used only where all that it adds was said before.

After "嘉兴吸烟率的目标是多少？", "那二〇二五年能做到什么程度？" may become "嘉兴2025年吸烟率的目标是多少？". A place, a year or a number that
neither the question nor those before it name makes the rewriting void.
"""

import re
import threading
from collections.abc import Sequence

from assistant.answers import Turn
from assistant.checks.paraphrase import plain
from assistant.language import language
from assistant.local.prompting import neutral
from assistant.local.sentences import Reader
from assistant.model import Model, ModelFault
from index.reading import bare, tokens
from prompts import render

EARLIER = 4
"""Questions before this one that are shown."""
LONGEST = 120
_DEPENDS = re.compile(
    r"它|这|那|其|该|此|呢|上面|前面|刚才|同样|這|\b(?:it|its|that|this|they|them|there|those|these|and|also|same)\b", re.I
)


def rewritten(
    model: Model, text: str, history: Sequence[Turn], cancelled: threading.Event | None = None, until: float | None = None
) -> str | None:
    """The question by itself in the model's words; None where it needs nothing, or the model has nothing that may be used."""
    if not _DEPENDS.search(text):
        return None
    earlier = [turn.question[:LONGEST] for turn in history[-EARLIER:]]
    suffix = "" if language(text).startswith("zh") else "_en"
    prompt = render(
        f"rewrite{suffix}",
        history="\n".join(neutral(q, model.special_tokens) for q in earlier),
        question=neutral(text[:LONGEST], model.special_tokens),
    )
    reader, said = Reader(), list[str]()
    words = model.stream("", prompt.strip(), cancelled, until)
    try:
        for piece in words:
            said += [sentence.text for sentence in reader.feed(piece)]
            if said:
                break
        said += [] if said else [sentence.text for sentence in reader.end(whole=True) if sentence.whole]
    except ModelFault:
        return None
    finally:
        words.close()
    return said[0] if said and _adds_nothing(said[0], [*earlier, text]) else None


def _adds_nothing(whole: str, spoken: Sequence[str]) -> bool:
    """Whether every word and number of a rewriting was said before, and it is a question of sensible length."""
    there = bare("\n".join(spoken))
    return 2 < len(whole) <= LONGEST and all(word in there or word in plain() for word, _ in tokens(bare(whole)) if re.search(r"\w", word))
