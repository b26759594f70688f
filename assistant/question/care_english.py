"""English questions that no policy should answer: distress, emergencies, and one's own illness. Pure.

One's own illness is asked about where somebody near, something medical and a wish for advice come together ("my wife … a shadow … is it cancer"),
and the question is not put to a city or its plan, nor about what one is entitled to ("can she have it free").
"""

import re
from typing import Literal


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)


_KIN = r"(?:mother|father|mum|mom|dad|parents?|wife|husband|partner|son|daughter|baby|child|kids?|toddler|sister|brother|grand(?:mother|father|ma|pa)|aunt|uncle|cousin|friend|neighbou?r|colleague|boyfriend|girlfriend|boss|roommate)"
_SOMEONE = _any(
    r"i", r"i'm", r"i've", r"i'd", "me", "my", r"he", r"she", r"he's", r"she's", "his", "her", "somebody", "someone", rf"(?:the|our|a) {_KIN}",
    "myself", "a (?:man|woman|passenger|colleague)",
)  # fmt: skip
_IN_A_STATE = _any(
    "during pregnancy", "while (?:i'm )?(?:pregnant|breast-?feeding|nursing|on [a-z]+)", "when (?:pregnant|breast-?feeding)",
    "for (?:a )?(?:diabetics?|pregnant women|babies)", "if (?:you're|you are|you have|pregnant)", "before (?:an? )?(?:operation|surgery)",
    "after (?:an? )?(?:operation|surgery)",
)  # fmt: skip
_DISTRESS = _any(
    "kill(?:ing)? (?:myself|himself|herself|themselves)", "(?:end|take|ending|taking) (?:my|his|her) (?:own )?life",
    "(?:want|wants|wish|rather|ready) (?:to|i could|i was|be) (?:die|dead|disappear)", r"(?:i'm|i am|feel(?:ing)?|he's|she's|he is|she is) suicidal",
    "(?:thinking|think|thought|thoughts) (?:of|about) (?:suicide|ending|dying|killing)", "commit suicide", "hurt(?:ing)? myself",
    "harm(?:ing)? myself", "cut(?:ting)? myself", "no (?:reason|point) (?:to|in) (?:live|living|going on)", "can'?(?:t|not) go on",
    "don'?t want to (?:live|be here|be alive|wake up|exist)", "better off (?:dead|without me)", "want (?:it|this|everything)(?: all)? to (?:stop|end)",
    "end it all", "nothing to live for", "tired of (?:life|living)",
)  # fmt: skip
_EMERGENCY = _any(
    "can(?:'t|not|t)? (?:barely |hardly )?breathe", "(?:barely|hardly|struggling to|trouble|difficulty|stopped) breath(?:e|ing)", "not breathing",
    "isn't breathing", "chest pains?", "pain in (?:my|his|her) chest", "unconscious", "unresponsive",
    "(?:isn't|not|won't|stopped) respond(?:ing)?", "collapsed", "passed out", "fainted", "won't wake", "can't wake", "chok(?:ing|ed)", "overdos(?:e|ed)",
    "poison(?:ed|ing)", "swallowed", "drank (?:bleach|pesticide|detergent)", "allergic reaction", "anaphyla\\w+",
    "bleeding (?:heavily|badly|a lot|and|that)", "(?:won't|doesn't|can't) stop (?:the )?bleeding", "(?:having|had) a (?:stroke|seizure|fit|heart attack)",
    "seizures?", "convuls\\w+", "turn(?:ing|ed) blue", "slurr(?:ed|ing)", "face (?:is |has )?droop\\w*", "can't (?:move|feel|lift) (?:my|his|her)",
    "bitten by a (?:snake|dog)", "snake ?bite", "drown(?:ed|ing)", "electrocuted", "waters? (?:just |has |have )?broke", "in labou?r", "fell (?:from|off|down)",
    "hit by a (?:car|bus|truck)", "burnt? (?:badly|his|her|my)", "severe(?:ly)? (?:burn|pain|bleed)\\w*",
)  # fmt: skip
_LONG_AGO = _any(
    "last (?:year|month|week)", "years? ago", "months? ago", "in the past", "used to", "prevent\\w*", "train\\w*", "centres?", "centers?",
)  # fmt: skip
_DRUG = r"(?:[a-z]+(?:cillin|mycin|oxacin|statin|pril|sartan|dipine|olol|azole|profen|formin|gliptin|parin|prazole|zepam|cetamol|oxetine)s?|aspirin|warfarin|insulin|ibuprofen|paracetamol|tylenol|danshen|ginseng|melatonin|steroids?|antibiotics?|painkillers?|sleeping pills?|pills?|tablets?|capsules?|medicines?|medications?|meds|drugs?|remed(?:y|ies)|supplements?|herbs?|inhaler|drops|the pill|jabs?|shots?|vaccines?|boosters?|dose|dosage|\d+ ?mg)"
_MEDICAL = _any(
    _DRUG, "cough\\w*", "fevers?", "temperature", "headaches?", "migraines?", "rash(?:es)?", "pains?", "hurts?", "aches?", "aching", "sore\\w*", "lumps?",
    "dizz\\w+", "nausea", "vomit\\w*", "diarrh\\w+", "bleed\\w*", "swell\\w*", "swollen", "itch\\w*",
    "blood in", "breathless", "cramps?", "numb\\w*", "insomnia", "sleep", "palpitations", "(?:a|the|this) (?:cold|flu)", "shadow", "nodules?", "cysts?",
    "polyps?", "tumou?rs?", "mole", "infection", "positive", "abnormal", "surgery", "operat\\w+", "chemo\\w*", "x-?rays?", "scans?", "mri", "ct", "biopsy",
    "mammogram", "ultrasound",
    "stitches", "wisdom teeth", "tooth", "teeth", "removed", "tests?", "results?", "blood pressure", "blood sugar", "diabet\\w+", "pregnan\\w+",
    "breast-?feed\\w*", "cancer", "gout", "asthma", "hepatitis", "hiv", "depress\\w+", "kidneys?", "liver", "stomach", "back", "knees?", "heart", "symptoms?",
    "treat\\w*", "diagnos\\w+", "broken", "fracture\\w*", "burn\\w*", "sprain\\w*", "bitten", "weeks pregnant", "period",
)  # fmt: skip
_ADVICE = _any(
    rf"(?:should|can|could|may|must|shall|ought) (?:i|we|he|she|they|(?:my|our|the) {_KIN})(?! (?:get|have|apply|claim|find|see|go|register|expect)\b.*\b(?:free|at|in)\b)",
    "(?:am|is|are) (?:i|he|she|we) allowed",
    r"(?:safe|ok|okay|all right|alright|fine|dangerous|harmful|advisable|wise|bad|risky|good) (?:to|for|if|during|while|when|with|together|after)",
    "(?:is|are) [a-z ]{2,30} (?:safe|ok|okay)",
    "(?:do|does) (?:i|he|she|we) (?:need|have) (?!to (?:pay|register))",
    "is (?:it|this|that) (?:serious|normal|cancer\\w*|dangerous|bad|contagious|something|a sign|safe|ok|okay|benign|malignant|worrying|curable)",
    "what(?:'s| is) wrong", "what (?:should|can|do|could) (?:i|we|he|she) (?:do|take|eat|give|use|try)", "what does (?:it|this|that|my) [a-z ]*mean",
    rf"(?:which|what|how many|how much) {_DRUG}", "how (?:many|much|often) (?:should|can|do) (?:i|he|she|we)",
    "how (?:do|can|should) (?:i|we) (?:treat|cure|stop|get rid|lower|bring|ease)", "worr(?:y|ied)", "do you think", "diagnose", "what could",
    "could (?:it|this|that) be", "is my", "are my",
)  # fmt: skip
_PUT_TO_POLICY = re.compile(
    r"\b(?:does|do|did|will|would|is|are|has|have|what|which|who|where|when|how)\b[^?.]*\b(?:jiaxing|lishui|shenyang|(?:the|any|a) (?:city|plan|draft|policy|programme|program|government|document|scheme)|policies|plans to|target)\b[^?]*\?"
    r"|\b(?:free|for nothing|reimburs\w+|claim|insur\w+|subsid\w+|entitled|eligible|apply|pay for|paid|cost|discount|covered|where (?:can|do|should)|which (?:department|bureau|agency|hospital)|policy|policies)\b",
    re.I,
)


def care_in_english(question: str) -> Literal["distress", "emergency", "illness"] | None:
    """Which kind of care an English question calls for, if any."""
    text = question.replace("’", "'")
    if _DISTRESS.search(text):
        return "distress"
    near = bool(_SOMEONE.search(text))
    put_to_policy = bool(_PUT_TO_POLICY.search(text if "?" in text else f"{text}?"))
    if near and _EMERGENCY.search(text) and not _LONG_AGO.search(text):
        return None if put_to_policy and not re.search(r"\b(?:now|just|suddenly|help)\b", text, re.I) else "emergency"
    patient = near or bool(_IN_A_STATE.search(text))
    return "illness" if patient and _MEDICAL.search(text) and _ADVICE.search(text) and not put_to_policy else None
