"""English questions that no policy should answer: distress, emergencies, and one's own illness. Pure.

One's own illness is asked about where somebody near, something medical and a wish for advice come together ("my wife … a shadow … is it cancer"),
and the question is not put to a city or its plan, nor about what one is entitled to ("can she have it free").
"""

import re
from typing import Literal


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)


_KIN = r"(?:mother|father|mum|mom|dad|parents?|wife|husband|partner|son|daughter|baby|child|kids?|toddler|sister|brother|grand(?:mother|father|ma|pa)|aunt|uncle|cousin|friend|neighbou?r|colleague|boyfriend|girlfriend|boss|roommate)"
_LASTING = _any("for (?:[a-z]+ )?(?:days|weeks|months|years)", "since (?:yesterday|last|this)", "keeps? [a-z]+ing")
_SOMEONE = _any(
    r"i", r"i'm", r"i've", r"i'd", "me", "my", r"he", r"she", r"he's", r"she's", "his", "her", "baby", "a toddler", "somebody", "someone", rf"(?:the|our|a) {_KIN}",
    "myself", "a (?:man|woman|passenger|colleague)",
)  # fmt: skip
_IN_A_STATE = _any(
    "during pregnancy", "while (?:i'm )?(?:pregnant|breast-?feeding|nursing|on [a-z]+)", "when (?:pregnant|breast-?feeding)",
    "for (?:a )?(?:diabetics?|pregnant women|babies)", "if (?:you're|you are|you have|pregnant)", "before (?:an? )?(?:operation|surgery)",
    "after (?:an? )?(?:operation|surgery)",
)  # fmt: skip
_DISTRESS = _any(
    "kill(?:ing)? (?:myself|my self|himself|herself|themselves)", "(?:end|take|ending|taking) (?:my|his|her) (?:own )?life",
    "(?:want|wants|wish|rather|ready) (?:to|i could|i was|be) (?:die|dead|disappear)", r"(?:i'm|i am|feel(?:ing)?|he's|she's|he is|she is) suicidal",
    "want(?:s)? to (?:be gone|not exist|sleep forever|jump|hang (?:myself|himself|herself))", "(?:hang|shoot|drown|stab)(?:ing)? (?:myself|himself|herself)",
    "jump(?:ing)? (?:off|from|out of|in front of)", "slit(?:ting)? (?:my|his|her) wrists?", "cut(?:ting)? (?:my|his|her) (?:own )?(?:arms?|wrists?|legs?|skin)",
    "(?:on the (?:roof|ledge)|on a bridge)", "suicide note", "goodbye to everyone", "(?:feel|feels|feeling) like (?:ending|dying|giving up on life)",
    "(?:want|wants) the pain to (?:end|stop)", "(?:pills?|tablets?) (?:saved|stored|hoarded|stockpiled)", "(?:saved|hoard(?:ed|ing)|stockpil(?:ed|ing)) (?:up )?(?:pills?|tablets?)",
    "(?:see|find|is|what is|what'?s|no|any) (?:the |no |any )?(?:point|purpose|sense|meaning|reason|use) (?:of|in|to|for) (?:living|life|live|being alive|going on|carrying on|being here)",
    "(?:everything|life|it all) is (?:pointless|meaningless|hopeless|over)", "want out", "(?:talk|talks|talking|joke|joking) about (?:death|dying|suicide|not being here)",
    "(?:gave|giving|given) away (?:all )?(?:my|his|her|their) (?:things|stuff|belongings)", "never (?:been|be|was|were) born", "not be(?:ing)? (?:here|alive|around) any ?more", "life (?:isn'?t|is not|not|no longer) worth", "worth living", "(?:nobody|no one|no-one) would (?:miss|care|notice)", "if i (?:were|was) (?:gone|dead)",
    "hates? (?:myself|himself|herself|my life|being alive)", "burden (?:to|on) (?:everyone|everybody|my|them|others)", "can'?t (?:take|do|bear|stand) (?:it|this|life) any ?more",
    "(?:no way out|see no future|feel(?:ing)? hopeless|lost all hope)", "(?:never|not) wake up again", "painless way to",
    "(?:thinking|think|thought|thoughts) (?:of|about) (?:suicide|ending|dying|killing)", "commit suicide", "hurt(?:ing)? myself",
    "harm(?:ing)? myself", "cut(?:ting)? myself", "no (?:reason|point) (?:to|in) (?:live|living|going on)", "can'?(?:t|not) go on",
    r"(?:don'?t|do not|doesn'?t|does not|no longer) wants? to (?:live|be here|be alive|wake up|exist|go on)", "better off (?:dead|without (?:me|him|her|us))", "want (?:it|this|everything)(?: all)? to (?:stop|end)",
    "end it all", "nothing to live for", "tired of (?:life|living)",
)  # fmt: skip
# What by itself may be said of lesser things.
_DESPAIR = _any(
    "die", "dead", "dying", "suicide", "overdose", "hopeless", "worthless", "lonely", "alone", "depressed", "desperate", "miserable", "panic", "cry(?:ing)?",
    "can'?t (?:cope|live|go|sleep|take)", "give up", "giving up", "bullied", "beats me", "hits me", "abus\\w+", "hate", "unbearable", "suffering",
)  # fmt: skip
_REQUEST = _any(
    "please",
    "tell",
    "write",
    "need",
    "recommend",
    "explain",
    "translate",
    "show",
    "help me",
    "find",
    "book",
    "buy",
    "give me",
    "looking for",
    "(?:can|could|do|does|is|are|will) (?:you|i|my|we)",
)
_EMERGENCY = _any(
    "can(?:'t|not|t)? (?:barely |hardly )?breathe", "(?:barely|hardly|struggling to|trouble|difficulty|stopped) breath(?:e|ing)", "not breathing",
    "isn't breathing", "chest pains?", "pain in (?:my|his|her) chest", "unconscious", "unresponsive",
    "(?:isn't|not|won't|stopped) respond(?:ing)?", "throat[a-z ']{0,12} (?:swell\\w*|clos\\w+|swollen|tight\\w*)", "(?:tongue|face|lips?)[a-z ']{0,6} (?:swelling|swollen|blue)",
    "turned (?:blue|grey|gray)", "(?:took|taken|swallowed) (?:a|the) whole", "gas leak", "carbon monoxide", "heart attack", "coughing (?:up )?blood", "vomiting blood",
    "collapsed", "passed out", "fainted", "won't wake", "can't wake", "chok(?:ing|ed)", "overdos(?:e|ed)",
    "poison(?:ed|ing)", "swallowed", "(?:drank|ate|took|swallowed|inhaled)[a-z ]{1,30} by (?:accident|mistake)", "accidentally (?:drank|ate|took|inhaled)", "drank (?:bleach|pesticide|detergent)", "allergic reaction", "anaphyla\\w+",
    "bleeding (?:heavily|badly|a lot|and|that)", "(?:won't|doesn't|can't) stop (?:the )?bleeding", "(?:having|had) a (?:stroke|seizure|fit|heart attack)",
    "seizures?", "convuls\\w+", "turn(?:ing|ed) blue", "slurr(?:ed|ing)", "face (?:is |has )?droop\\w*", "can't (?:move|feel|lift) (?:my|his|her)",
    "bitten by a (?:snake|dog)", "snake ?bite", "drown(?:ed|ing)", "electrocuted", "waters? (?:just |has |have )?broke", "in labou?r", "fell (?:from|off|down)",
    "hit by a (?:car|bus|truck)", "burnt? (?:badly|his|her|my)", "severe(?:ly)? (?:burn|pain|bleed)\\w*",
)  # fmt: skip
_DRUG = r"(?:[a-z]+(?:cillin|mycin|oxacin|statin|pril|sartan|dipine|olol|azole|profen|formin|gliptin|parin|prazole|zepam|cetamol|oxetine)s?|aspirin|warfarin|insulin|ibuprofen|paracetamol|tylenol|danshen|ginseng|melatonin|steroids?|antibiotics?|painkillers?|sleeping pills?|pills?|tablets?|capsules?|medicines?|medications?|meds|drugs?|remed(?:y|ies)|supplements?|herbs?|inhaler|drops|the pill|jabs?|shots?|vaccines?|boosters?|dose|dosage|\d+ ?mg)"
_MIXED = _any(rf"mix(?:ing)? .{{0,24}}{_DRUG}", rf"{_DRUG} (?:with|and) .{{0,16}}(?:alcohol|beer|wine)")
_LONG_AGO = _any(
    "last (?:year|month|week)", "years? ago", "months? ago", "in the past", "used to", "prevent\\w*", "train\\w*", "centres?", "centers?",
)  # fmt: skip
_MEDICAL = _any(
    _DRUG, "cough\\w*", "fevers?", "temperature", "headaches?", "migraines?", "rash(?:es)?", "pains?", "hurts?", "aches?", "aching", "sore\\w*", "lumps?",
    "dizz\\w+", "nausea", "vomit\\w*", "diarrh\\w+", "bleed\\w*", "swell\\w*", "swollen", "itch\\w*",
    "blood in", "breathless", "cramps?", "numb\\w*", "insomnia", "sleep", "palpitations", "(?:a|the|this) (?:cold|flu)", "shadow", "nodules?", "cysts?",
    "polyps?", "tumou?rs?", "mole", "infection", "positive", "abnormal", "surgery", "operat\\w+", "chemo\\w*", "x-?rays?", "scans?", "mri", "ct", "biopsy",
    "mammogram", "ultrasound",
    "stitches", "wisdom teeth", "tooth", "teeth", "removed", "creatinine", "cholesterol", "thyroid", "glucose", "urine", "stool", "tests?", "results?", "blood pressure", "blood sugar", "diabet\\w+", "pregnan\\w+",
    "breast-?feed\\w*", "cancer", "gout", "asthma", "hepatitis", "hiv", "depress\\w+", "kidneys?", "liver", "stomach", "back", "knees?", "heart", "symptoms?",
    "treat\\w*", "diagnos\\w+", "broken", "fracture\\w*", "burn\\w*", "sprain\\w*", "bitten", "weeks pregnant", "period",
)  # fmt: skip
_ADVICE = _any(
    rf"(?:should|can|could|may|must|shall|ought) (?:i|we|he|she|they|(?:my|our|the) {_KIN})(?! (?:get|have|apply|claim|find|see|go|register|expect)\b.*\b(?:free|at|in)\b)",
    "(?:am|is|are) (?:i|he|she|we) allowed",
    r"(?:safe|ok|okay|all right|alright|fine|dangerous|harmful|advisable|wise|bad|risky|good) (?:to|for|if|during|while|when|with|together|after)",
    "(?:is|are) [a-z ]{2,30} (?:safe|ok|okay)",
    "(?:do|does) (?:i|he|she|we) (?:need|have) (?!to (?:pay|register))",
    "is (?:it|this|that) (?:an?|the|just) [a-z]+", "is (?:it|this|that) (?:serious|normal|cancer\\w*|dangerous|bad|contagious|something|a sign|safe|ok|okay|benign|malignant|worrying|curable)",
    "what(?:'s| is) wrong", "what (?:should|can|do|could) (?:i|we|he|she) (?:do|take|eat|give|use|try)", "what does (?:it|this|that|my) [a-z ]*mean",
    rf"(?:which|what|how many|how much) {_DRUG}", "how (?:many|much|often) (?:should|can|do) (?:i|he|she|we)",
    "how (?:do|can|should) (?:i|we) (?:treat|cure|stop|get rid|lower|bring|ease)", "worr(?:y|ied)", "do you think", "diagnose", "what could",
    "could (?:it|this|that) be", "is my", "are my", "is (?:that|it|this) [a-z ]{3,30}",
)  # fmt: skip
_PUT_TO_POLICY = re.compile(
    r"\b(?:does|do|did|will|would|is|are|has|have|what|which|who|where|when|how)\b[^?.]*\b(?:jiaxing|lishui|shenyang|(?:the|any|a) (?:city|plan|draft|policy|programme|program|government|document|scheme)|policies|plans to|target)\b[^?]*\?"
    r"|\b(?:free|for nothing|reimburs\w+|claim|insur\w+|subsid\w+|entitled|eligible|apply|pay for|paid|cost|discount|covered|where (?:can|do|should)|which (?:department|bureau|agency|hospital)|policy|policies)\b",
    re.I,
)


def care_in_english(question: str, *, widely: bool = False) -> Literal["distress", "emergency", "illness"] | None:
    """Which kind of care an English question calls for, if any; ``widely`` of one that nothing answers."""
    text = question.replace("’", "'")
    near = bool(_SOMEONE.search(text))
    tells = not re.search(r"\?|\b(?:what|which|who|where|when|how|why)\b", text, re.I) and not _REQUEST.search(text)
    if _DISTRESS.search(text) or (widely and near and (tells or _DESPAIR.search(text))):
        return "distress"
    put_to_policy = bool(_PUT_TO_POLICY.search(text if "?" in text else f"{text}?"))
    if near and _EMERGENCY.search(text) and not _LONG_AGO.search(text):
        return None if put_to_policy and not re.search(r"\b(?:now|just|suddenly|help)\b", text, re.I) else "emergency"
    patient = near or bool(_IN_A_STATE.search(text) or _LASTING.search(text) or _MIXED.search(text))
    advice = _ADVICE.search(text) or (widely and near)
    return "illness" if (patient or widely) and _MEDICAL.search(text) and advice and not put_to_policy else None
