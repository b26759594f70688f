"""How an English question asks and what it takes for granted, in the Chinese words that ask and claim so. Pure.

"Who is in the driving seat for …" asks 由谁牵头, "by when" 什么时候; "Why did they scrap the subsidy" claims 取消. Read from stems, so that a
verb is named once for all its forms. What the question is about is left to english.py.
"""

import re
from collections.abc import Sequence

from assistant.question.glossary import stem, words_of

# Who asks, for whom, and for what; how a question is led in, and what it ends on: nothing of it is asked for.
_WHO_ASKS = r"journalist|reporter|student|scholar|researcher|consultant|expat|visitor|tourist|teacher|nurse|doctor|economist|analyst|resident|parent|mother|father|pensioner|retiree"
_WHAT_FOR = r"review|report|paper|article|study|thesis|dissertation|briefing|memo|story|class|course|lecture|visit|audit|newsletter|presentation|trip|move"
_ASIDE = tuple(re.compile(pattern, re.I) for pattern in (
    r"\b(?:my|our|his|her)\s+(?:mother|father|mum|mom|dad|wife|husband|sister|brother|uncle|aunt|parents|neighbou?r|friend|son|daughter)(?:\s+(?:has|is|had|have|are))?\b",
    rf"^(?:for|in|as part of) (?:our|my|an?|the) [\w' -]{{0,40}}?(?:{_WHAT_FOR})\s*[:,]",
    rf"^(?:speaking )?as an? [\w' -]{{0,30}}?(?:{_WHO_ASKS})[\w' -]{{0,30}},|\b(?:I|we)(?: am|'m| are|'re) (?:an? )?[\w' -]{{0,30}}?(?:{_WHO_ASKS})s?\b",
    r"^(?:ok|okay|so|and|but|well|hello|hi|hey|thanks|thank you|please|sorry|excuse me)\b[ ,!.]*",
    r"\b(?:could|can|would|will) you (?:please |kindly )?(?:tell|explain|show|let|say|give)(?: (?:to )?(?:me|us))?(?: know)?\b|\b(?:please )?(?:tell me|let me know|remind me)\b|\bI(?:'d| would) like to know\b|\bI(?: was|'m| am)? wonder(?:ing)?\b|^(?:do you know|any idea)\b",
    r"[,;.]?\s*\b(?:right|correct|true|is(?:n't| that) (?:it|so|right|correct|true)|does(?:n't| not) it|do(?:n't| not) they|am I right|or not|please|thanks|thank you|yes|no)\s*[?!.]*$",
    r"\bis it (?:true|right|correct|the case|a fact) that\b|\b(?:I|we)(?:'ve| have)? (?:read|heard|understand|gather|believe|think|was told|were told|am told|'m told|saw)(?: somewhere)?(?: that)?\b",
))  # fmt: skip
# Where a question states rather than asks: it puts something as known, or asks whether it is so.
_STATES = re.compile(
    r"\bwhy\b|\bhow come\b|^(?:and |so |but )?(?:since|as|given|seeing|now that|considering|because|if|with)\b|\btrue that\b|\b(?:read|hear|heard|told|gather|understand|claims?|said)\b|,\s*(?:right|correct|isn't it|doesn't it)\b"
    r"|^(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|must|will|can|should|isn't|doesn't|don't|hasn't)\b|^[^?]*[a-z]\.\s|^(?!(?:what|which|who|whose|whom|when|how|where|in|for|by|of|at|on|to|under)\b)[^?,]*,\s+(?:and |so )?(?:who|which|what|when|how|by when)\b|^(?!.*\b(?:what|which|who|whose|whom|when|how|where)\b)",
    re.I | re.S,
)
# "people who cannot pay" asks for nobody.
_RELATIVE = re.compile(
    r"\b(\w{3,}s|people|those|women|men|children|anyone|everyone|someone|person) who\b(?! (?:leads?|is in charge|heads?)\b)", re.I
)
_SHARED = re.compile(r"\bshar(?:ed|es|ing)\b", re.I)
# "I run a nursery." says who asks, where the question that follows is whole.
_OF_ASKER = re.compile(r"^(?:I|we|our (?:firm|company|clinic|team|school|hospital|office))\b[^.?!:;]*(?:[.:;]| -) +(?=.*\?)", re.I)
# "mandatory rather than merely expected" asks for the first alone.
_CONTRAST = re.compile(r"\b(?:rather than|as opposed to|as distinct from|in contrast to)\b[^,.;?!]*", re.I)
# "How many parks are they building", "what does it say": the plan or its city, by a word for it.
_OF_PLAN = re.compile(
    r"\b(?:do|does|did|will|would|are|is|have|has) (?:they|it) (?:\w+ly )?(?:also )?(?:plan|aim|want|intend|build|promise|pledge|say|mention|set|expect|hope|propose|foresee|going|planning|aiming|building|hoping|creat\w*|cover|open\w*|train\w*|develop\w*)\b",
    re.I,
)
_EXPLETIVE = re.compile(r"\bis it\b|\bit (?:is|was|seems|takes)\b|\bdoes(?:n't)? it\b", re.I)
_SECOND = re.compile(r"[,;.?]\s+(?:and |also )?(?:do|does|is|are|has|have|will)\b[^?]*\??\s*$", re.I)
_POINTS = re.compile(r"\b(?:it|its|this|these|those|they|them|their)\b|\bthat\b(?= (?:is|does|cover|include|apply|mean|one)|[?.,]|$)", re.I)
_GOES_ON = re.compile(r"^(?:ok |okay |so )?(?:and|what about|how about|and what about|what of)\b", re.I)


def _any(phrases: str) -> str:
    """A pattern for any of some phrases in a text of stems, each naming a word in one of its forms."""
    return "(?:" + "|".join(" ".join(stem(word) for word in words_of(phrase)) for phrase in phrases.split("|")) + ")"


_ORGAN = _any(
    "department | agency | body | unit | bureau | authority | office | organisation | entity | organ | commission | ministry | actor | player | party"
)
_WHICH = r"(?:which|what|(?:name|list|give)(?: me)?(?: the| all| everi| each)?)"
_OWNER = rf"{_WHICH}(?: (?!(?:doe|do|did|was|were|ha|have|must|should|will|can|part|role|action|measur|task)\b)\w+){{0,3}} {_ORGAN}"
_LEADS = rf"(?:{_any('lead | head | chair | spearhead | steer | at the helm | in the driving seat | in the drivers seat | in the driver seat | the reins | call the shots | runs the show | point man | point person | calls the tune | at the wheel | drives')}\b(?! (?:to|poison|exposur|paint|group|small|caus|hospit|edg)\b))"
_ANSWERS = _any(
    "responsible | responsibility | accountable | answer for | answerable for | in charge | charged with | deals with | handles | manages | oversees | takes care of | looks after | supervises"
    "| runs | jurisdiction | remit | tasked | entrusted | whose job | whose duty | whose task | whose business | polices | enforces | monitors | regulates | carries out | implements | behind | turn to | contact"
    "| write to | keeps watch | keep an eye | keep tabs | who checks | department checks | inspects"
)
_TAKES_PART = _any(
    "involved | on board | take part | participate | participant | a part in | any part in | any role | any say | part of | a role | what role | which role | a say in | a hand in | a share in | contribute | join | joins in | work with | belong | included | named | mentioned | listed | appear | feature | one of the | anything to do with"
)
_TASKS = _any("action | measure | task | project | programme | initiative")
_DOCUMENT = _any(
    "document | paper | plan | policy | text | file | material | outline | opinion | programme | scheme | draft | publication | anything"
)
_KEEPS = _any("hold | have | got | keep | kept | store | cover | stock | include | contain")
_ASKS_PART = re.compile(rf"\b(?:is|are|doe|do|ha|has|have|will)\b.*\b{_TAKES_PART}")
# How a question asks, in stems, and the Chinese that asks so; the first that fits.
_ASKS = tuple((re.compile(pattern), words) for pattern, words in (
    (rf"\b(?:how mani|which|what)\b.{{0,40}}\b{_TASKS}\b.*{_TAKES_PART}.*\b(?:without|but not|but doe not|though not) (?:\w+ ){{0,2}}lead", "UNIT参与但不牵头的有哪些"),
    (rf"\b(?:you|librari|collect|databas|archiv|corpu) (?:\w+ )?{_KEEPS}\b(?=.*\b{_DOCUMENT}\b)|\b(?:{_WHICH}|ani|the|other) (?:\w+ )?{_DOCUMENT}\b.*\b(?:you (?:\w+ )?{_KEEPS}|(?:your|the|thi) (?:librari|collect|databas|archiv|corpu)|on file|avail)\b|^(?:list|name|give|show)(?: me)? (?:all|everi|the) (?:\w+ )?(?:document|file|paper)\b", "收录了哪些文件"),
    (rf"^(?:is|are|wa|was|ha|has|have|did|doe)\b.{{0,40}}\b{_DOCUMENT}\b(?: \w+){{0,3}} {_any('adopted | approved | finalised | final | official | in force | take effect | taken effect | into effect | came into force | come into force | valid | ratified | promulgated | enacted')}\b", "是不是已经正式印发"),
    (rf"\bdate of .*\b{_DOCUMENT}\b|\b{_DOCUMENT} (?:date|publish date|issu date)\b|\b{_DOCUMENT}\b.* date (?:from|back)\b|\bhow old (?:is|are) .*\b{_DOCUMENT}\b", "什么时候印发"),
    (rf"\b(?:how mani|^(?:the )?(?:total )?number of) (?:\w+ ){{0,2}}{_ORGAN}(?!.*\b(?:per|everi|each)\b)", "有多少个责任单位"),
    (rf"\b{_any('real | true | actual')} name\b|\b(?:which|what) citi (?:is|lie|hide|stand) (?:it|this|that|behind|meant)\b", "真名是什么"),
    (r"\bcopi (?:of|to)\b.*\b(?:who|which)\b|\b(?:who|which)\b.*\b(?:copi (?:of|to)|cc)\b", "抄送了哪些单位"),
    (rf"\b(?:how mani|{_WHICH})\b.{{0,40}}\b{_TASKS}\b.*\b{_LEADS}|\b(?:which|what) (?:doe|do) .{{0,40}}\b{_LEADS}", "牵头哪些行动"),
    (rf"\b(?:how mani|which|what)\b.{{0,20}}\b{_TASKS}\b.*(?:{_TAKES_PART}|{_ANSWERS}|\bshare\b)|\bwhat\b.*\b(?:have to do|respons for|in charg of|do for)\b|\bwhat (?:doe|do|must|should|will|is|are) .*\b(?:do|contribut|task)\b", "UNIT参与哪些行动"),
    (rf"\bwhat(?: is| are)? .*\b{_any('role | part | duty | job | responsibility | remit | brief | plate | workload | portfolio | asked to do | told to do | to do')}\b", "UNIT职责是什么"),
    (r"\bwho\b.*\blead (?:small )?group|\blead (?:small )?group\b.*\bwho\b", "由谁任组长"),
    (rf"\b(?:who|whom|whose)\b.*\b{_LEADS}|\b{_OWNER}\b.*\b{_LEADS}|\blead {_ORGAN}|\b{_ORGAN} (?:that )?{_LEADS}|^(?:is|are|doe|do|has|have)\b.*\bthe lead\b|\bled by\b", "由谁牵头"),
    (r"^who (?:is|are) (?:the |your |our )?(?:\w+ )?(?:mayor|minist|director|presid|governor|premier|chief)\b(?!.*\b(?:group|respons|lead|charg)\b)", "叫什么名字 姓名"),
    (rf"\bwho\b.*\b{_any('issued | published | released | adopted | wrote | drew up')}\b", "由谁印发"),
    (rf"\b(?:who|whom|whose)\b.*\b(?:{_ANSWERS}|{_TAKES_PART}|els)|\b{_OWNER}\b|\b{_ANSWERS}\b.*\b(?:who|whom)\b|\bwho (?:is|are) (?:it|they|that|this|behind)\b|^(?:who|respons)(?: is| are)?$", "责任单位是哪些"),
    (_ASKS_PART.pattern, "UNIT是不是参与"),
    (rf"^(?:is|are|wa|was) (?:\w+ ){{0,8}}{_any('binding | mandatory | obligatory | expected')}$", "是不是约束性"),
    (r"\b(?:matter|busi) (?:for|of|or)\b|\b(?:matter|busi)$", "UNIT责任单位是哪些"),
    (rf"\b(?:which|what) (?:one )?of (?:the|these|your|\w+)\b.{{0,12}}\b(?:document|plan|paper|text|outlin|polici)\b|\b(?:which|what) (?:document|paper|text)\b|\b(?:which|what) (?:\w+ )?{_DOCUMENT} (?:is|was|came) (?:the )?{_any('newest | latest | most recent | oldest | earliest | first | last')}\b", "哪份文件"),
    (rf"\b{_any('reference | document | serial | file | issue')} number\b|\bdocument no\b", "文号"),
    (rf"\b{_any('base on | based upon | rest on | build on | draw on | founded on | grounded in | legal basis | what basis | parent document')}\b|\b{_WHICH} (?:nation|provinci|central|state|higher).*\b(?:document|plan|outlin|notic|opinion|law|decis|polici)\b", "依据哪份文件"),
))  # fmt: skip
# How it asks for an amount, a time, a list: the first question word of several decides.
_WORDS = tuple((re.compile(pattern), words) for pattern, words in (
    (r"\bhow old\b|\b(?:what|which) age\b|\bage limit\b|\bminimum age\b", "多少岁"),
    (r"\bhow often\b|\bhow regular|\bhow frequent", "多久一次"),
    (rf"\bhow (?:mani|much|high|low|larg|big|long|great)\b|\b(?:what|which) {_any('share | percentage | proportion | rate | number | level of | size | fraction | ratio')}\b|(?<!at )\bwhich level\b|^(?:the )?(?:total |overall |exact )?(?:number|percentag|share|amount) of\b|\bwhat (?:is|are|was|will be) (?:\w+ ){{0,3}}{_any('number | price | fee | fine | salary | wage | budget | cost | charge | penalty | tariff')}\b", "多少"),
    (r"^(?:and |so |but |from |since |by |until )?when\b|\b(?:say|state|tell|specifi|know|known|and|or|by|until|since|exact|set) when\b|\b(?:what|which) (?:year|date)\b|\bhow soon\b|\bdeadlin\b|\bby what time\b", "什么时候"),
    (r"\bwhich\b|\bwhat (?:exact |precis )?are\b|^list\b|\blist (?:the|all)\b|\bname the\b", "哪些"),
))  # fmt: skip
# Words that ask for an amount without a question word.
_AMOUNT = re.compile(
    rf"\b{_any('rate | ratio | density | ceiling | cap | figure | percentage | share | proportion | quota | index')}\b|\bper (?:10+|capita|head|person)\b"
)
# "Is the 45% share …" has the amount and asks something else of it.
_GIVES_AMOUNT = re.compile(r"^(?:is|are|was|were|does|do|did|must|will|has|have)\b.*\d ?(?:%|percent|per cent)", re.I)
# What is done or said about a rate is no amount.
_OF_COURSE = re.compile(
    rf"\bwhat (?:doe|do|did|will|can) \w.*\b(?:do|say|said|happen)\b|\b{_any('stance | position | policy | view | approach | attitude | line | measures')} (?:on|to|toward|against|about|regard|concern)\b"
)
# Who is said to head the leading group.
_HEADS = tuple((re.compile(rf"\b(?:head|leader|chair|led|chairman)\b.*\blead (?:small )?group\b.*\b{post}\b|\blead (?:small )?group\b.*\b(?:lead|head|chair) by (?:the |a )?{post}\b"), words) for post, words in (
    (_any("party secretary"), "市委书记"), (_any("deputy mayor | vice mayor"), "副市长"), ("(?<!deputi )(?<!vice )mayor", "市长"), (_any("secretary-general"), "秘书长"),
))  # fmt: skip
# What is claimed of what a plan does, in stems, and the Chinese that claims so.
_CLAIMS = tuple((re.compile(pattern), words) for pattern, words in (
    (rf"\b{_any('drop | scrap | abolish | axe | cancel | discontinue | do away with | stop | cease | withdraw | withdrew | withdrawn | shut down | close down | refuse | no longer | end the | end its | end free | end all | leave out | left out | omit | remove | took out | take away')}\b(?! (?:to|by|from \d|below|smoke)\b)|\bcut (?=(?:\w+ ){{1,3}}from\b)", "取消"),
    (r"\b(?:doe|do|did|is|are|will|would|has|have) not\b|\bwhi no\b", "为什么不提供"),
    (rf"\b{_any('keep from | ban | forbid | forbidden | prohibit | outlaw | bar')}\b", "禁止"),
    (rf"\b{_any('hard requirement | strict requirement | firm requirement | hard target | firm target | firm commitment | set in stone | carved in stone | non-negotiable | must | mandatory | compulsory | obligatory | oblige | force | forces | have to | has to | is required | are required')}\b", "必须"),
    (rf"\b{_any('guarantee | for sure | for certain | without fail | definitely | certainly')}\b", "保证"),
    (rf"\b{_any('voluntary | optional | merely encourages | only encourages')}\b", "只是鼓励"),
    (rf"\b{_any('already | in force | in place')}\b|\b(?:has|have) (?:now )?(?:been )?{_any('become | achieved | completed | finished | passed | built | introduced')}\b", "已经实现"),
))  # fmt: skip


def plain(question: str) -> str:
    """A question without who asks it, for whom and for what, how it is led in and what it ends on, and what it is not asked of."""
    for aside in (*_ASIDE, _CONTRAST):
        question = aside.sub(" ", question.strip())
    return question


def of_asker(question: str) -> str:
    """What a question says first of the one who asks it; "" where it says nothing of that."""
    said = _OF_ASKER.match(question.strip())
    return said.group() if said else ""


def states(question: str) -> bool:
    """Whether a question puts something as known, or asks whether it is so: "Why does … ban", "Since …, which", "…, right?"."""
    return bool(_STATES.search(question.strip()))


def asks(question: str, *, names_unit: bool) -> list[str]:
    """How a question asks, in Chinese; what only a unit can be asked about (its part, its duties) where it names one."""
    stems = _stems(_SHARED.sub("common", _RELATIVE.sub(r"\1", question)))
    fitting = (words for pattern, words in _ASKS if pattern.search(stems) and (names_unit or not words.startswith("UNIT")))
    if whom := next(fitting, ""):
        return [whom.removeprefix("UNIT")]
    asking = [(match.start(), words) for pattern, words in _WORDS if (match := pattern.search(stems))]
    first = min(asking, key=lambda found: found[0], default=None)
    names_amount = bool(_AMOUNT.search(stems)) and not (_GIVES_AMOUNT.search(question) or _OF_COURSE.search(stems))
    amount = ["多少"] if names_amount and (first is None or (first[1] == "哪些" and " which " not in f" {stems} ")) else []
    return amount or ([first[1]] if first else [])


def second(question: str) -> str:
    """What a question asks of a unit after its first question: "…, and does the education bureau take part"; "" where it asks but once."""
    further = _SECOND.search(question)
    return further.group() if further and _ASKS_PART.search(_stems(further.group())) else ""


def claims(question: str, units: Sequence[tuple[str, str]]) -> tuple[list[str], frozenset[str]]:
    """What a question that states takes for granted, in Chinese, and the stems that say so.

    ``units`` are those it names, in English and in Chinese.
    """
    stems = _stems(question)
    led = [f"由{unit}牵头" for name, unit in units if _led_by(_stems(name), stems)]
    found = [(words, match.group()) for pattern, words in _CLAIMS if (match := pattern.search(stems))]
    led += [f"{post}任组长" for pattern, post in _HEADS if pattern.search(stems)][:1]
    return [*led, *(words for words, _ in found)], frozenset(stem for _, said in found for stem in said.split())


def points_back(question: str) -> list[str]:
    """Chinese words that point to what was spoken of, or go on from it, where a question has such: this one, "what about"."""
    pointing = _POINTS.search(_EXPLETIVE.sub(" ", _OF_PLAN.sub(" ", question)))
    return ["这个"] * bool(pointing) + ["呢"] * bool(_GOES_ON.search(question.strip()))


def _led_by(unit: str, stems: str) -> bool:
    """Whether a question, in stems, has a unit lead something."""
    return bool(
        re.search(
            rf"\b{unit} (?:\w+ ){{0,2}}?(?:{_LEADS}|in charg)\b|{_LEADS} by (?:the )?{unit}\b|\bin charg (?:of|is) (?:\w+ ){{0,2}}{unit}\b",
            stems,
        )
    )


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in words_of(text))
