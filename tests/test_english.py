"""Questions in English: phrases found in any form, how English asks, what it takes for granted, and one's own illness."""

import pytest

from assistant.answers import Turn
from assistant.chat import Assistant
from assistant.language import language
from assistant.question import english
from assistant.question.care import care
from assistant.question.glossary import apart, longest, words_of
from index.folding import fold_text


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("haemodialysis centres", "血液透析中心"),
        ("hemodialysis center", "血液透析中心"),
        ("immunised", "预防接种"),
        ("pensioners", "老年人"),
        ("pensions", "养老保险"),
        ("nurses for every 1,000 inhabitants", "千人口注册护士数"),
        ("smoke-free campuses", "无烟学校"),
        ("hikers", "攀岩"),
    ],
)
def test_a_phrase_is_found_in_any_form_and_spelling(text: str, meaning: str) -> None:
    terms = [term.chinese[0] for term in english.chinese_of(text)[0]] + [chinese[0] for _, chinese in apart(words_of(text))]
    assert meaning in terms


def test_words_of_one_stem_that_are_two_words_are_told_apart() -> None:
    assert longest(["collect"], 0) is None  # nor is an operator an operation
    assert "四级手术" not in english.chinese("Are private operators welcome in Shenyang?")
    assert longest(["residence"], 0) is None  # nor a residence a residency


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("Are drivers who are tired stopped in Jiaxing?", "疲劳驾驶"),
        ("Which adaptations of homes for the old does Lishui want?", "适老化改造"),
    ],
)
def test_words_of_a_phrase_are_found_apart_and_in_other_forms(question: str, meaning: str) -> None:
    assert meaning in english.chinese(question)


def test_what_the_documents_of_another_city_call_it_is_looked_for_too(assistant: Assistant) -> None:
    assert "血站服务体系" in assistant.ask("Does the draft say anything about blood banks?").answer


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who is in the driving seat for drinking water in Lishui?", "由谁牵头"),
        ("Which authority answers for road safety in Lishui?", "责任单位是哪些"),
        ("Which bureaus share responsibility for food safety in Shenyang?", "责任单位是哪些"),
        ("What are the goals of Lishui for 2022?", "总体目标 2022年"),
        ("Which Shenyang departments must keep drinking water safe?", "责任单位是哪些"),
        ("How many bodies are responsible for the drinking-water action?", "有多少个责任单位"),
        ("Does the women's federation take part in Lishui's cancer action?", "是不是参与"),
        ("From what age are people screened in Lishui?", "多少岁"),
        ("How often does Shenyang evaluate progress?", "多久一次"),
        ("smoking rate Jiaxing 2030?", "多少"),
        ("In the reform, which staff come first when pay is shared out?", "哪些"),
        ("Which policy papers on Jiaxing do you hold?", "收录了哪些文件"),
        ("Has the 2023 plan been formally adopted?", "是不是已经正式印发 这个"),
        ("On what basis was Lishui's document made?", "依据哪份文件 这个"),
        ("Which higher-level plan does Shenyang's programme carry out?", "沈阳市 依据哪份文件"),
        ("In how many Lishui measures is the finance bureau named?", "参与哪些行动"),
        ("How many sports organisations per 10,000 people does Jiaxing want?", "多少"),
        ("What is the tobacco monopoly bureau's job in Lishui?", "参与哪些行动"),
        ("Name all actions that the education bureau leads.", "牵头哪些行动"),
        ("Who leads road safety in Lishui, and does customs play any part in it?", "，丽水海关是不是参与"),
        ("How many sports parks are they building?", "体育公园 建设 多少"),
    ],
)
def test_how_an_english_question_asks(question: str, asks: str) -> None:
    assert english.chinese(question).endswith(asks)


@pytest.mark.parametrize(
    "question",
    [
        "Is the 45% share for staff costs in Jiaxing a hard requirement?",
        "What is Jiaxing's stance on the sex ratio?",
        "Which shared diseases of humans and animals does Lishui target?",
        "Will Jiaxing pay more when I see my family doctor?",
    ],
)
def test_what_asks_for_no_amount_and_no_time(question: str) -> None:
    assert not {"多少", "什么时候"} & set(english.chinese(question).split())


def test_people_who_are_spoken_of_ask_for_nobody() -> None:
    assert "责任单位" not in english.chinese("What does Shenyang offer old people who look after themselves?")


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Why did Jiaxing drop free check-ups?", "取消"),
        ("Seeing that the education bureau leads Lishui's tobacco control, whom do I ask?", "由市教育局牵头"),
        ("Is it true that Lishui forces clinics to hand out long prescriptions?", "必须"),
        ("Lishui's programme lists 30 actions, right?", "一共30项行动"),
        ("I hear Shenyang's life expectancy goal is 85 years.", "85岁"),
        ("Is the 45% share for staff costs in Jiaxing a hard requirement?", "必须"),
        ("So Lishui will cut myopia by 5 points a year, who is in charge?", "5个百分点"),
        ("Since the head of Shenyang's leading group is the Party secretary, who are the deputies?", "市委书记任组长"),
    ],
)
def test_what_an_english_question_takes_for_granted(question: str, claim: str) -> None:
    assert claim in english.chinese(question)


def test_what_is_asked_of_one_of_two_is_not_asked_of_the_other() -> None:
    assert "预期性" not in english.chinese("Which indicators are mandatory rather than merely anticipated?")


def test_what_is_asked_in_general_claims_nothing() -> None:
    assert "取消" not in english.chinese("How does Jiaxing intend to stop violence against doctors?")


@pytest.mark.parametrize(
    ("question", "words", "not_words"),
    [
        ("I run a nursery in Jiaxing. What share of childcare places should be affordable?", ("嘉兴市", "普惠性托位数占比"), ("马拉松",)),
        ("For our IHR review: who leads cancer control in Lishui?", ("由谁牵头",), ("IHR", "国际卫生条例")),
        ("What does Jiaxing's 2018 outline say on salt?", ("2018纲要",), ("2018年",)),
        ("What does Shenyang plan on endometriosis in women?", ("endometriosis",), ()),
        ("What does Pfizer say on health insurance and drug prices in Jiaxing?", ("pfizer",), ()),
        ('What is the "1+5" pattern in Jiaxing?', ("1+5",), ()),
    ],
)
def test_who_asks_and_what_nobody_knows(question: str, words: tuple[str, ...], not_words: tuple[str, ...]) -> None:
    made = english.chinese(question)
    assert all(word in made for word in words)
    assert not any(word in made for word in not_words)


@pytest.mark.parametrize("text", ["GP density target Jiaxing 2020?", "Does Lishui let you see doctors online?"])
def test_short_english_is_english(text: str) -> None:
    assert language(text) == "en"


def test_another_language_is_not_english() -> None:
    assert language("Quel est le taux de tabagisme visé à Jiaxing en 2030 ?") == "fr"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("I take warfarin and a herbalist here in Jiaxing has given me danshen. Is it OK to take both?", "illness"),
        ("My father was just told he has a lump in his lung. Does he need surgery?", "illness"),
        ("Is it safe to have the HPV jab while breastfeeding?", "illness"),
        ("Should my son, 14, get his wisdom teeth out?", "illness"),
        ("My toddler swallowed a button battery!", "emergency"),
        ("My husband collapsed and isn't responding, what do I do?", "emergency"),
        ("I can't go on any longer and want it all to stop.", "distress"),
        ("My friend keeps saying everyone would be better off without him", "distress"),
        ("She's been stung by a bee and her throat is swelling up", "emergency"),
        ("My back hurts for weeks, is it a slipped disc?", "illness"),
        ("Does Shenyang plan anything on suicide prevention?", None),
        ("Can my mother get free cancer screening in Jiaxing?", None),
        ("My father has COPD. Is lung function testing part of check-ups in Lishui?", None),
        ("Is tap water safe to drink in Jiaxing?", None),
        ("How do stroke centres in Lishui work?", None),
    ],
)
def test_an_english_question_about_ones_own_illness_is_told_from_one_about_policy(question: str, kind: str | None) -> None:
    assert care(fold_text(question)) == kind


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did Jiaxing drop free check-ups for residents?", "文件写的是加强城乡居民免费健康体检经费保障，不是取消"),
        ("I gather Jiaxing limits family doctor coverage to 30%. Why so low?", "不是30%"),
        ("Jiaxing aims for life expectancy of 90 years by 2030, correct?", "不是90岁"),
        ("Seeing that the education bureau leads Lishui's tobacco control, whom do I write to?", "不是市教育局牵头"),
    ],
)
def test_a_false_premise_in_english_is_put_right(assistant: Assistant, question: str, said: str) -> None:
    assert said in fold_text(assistant.ask(question).answer).replace(",", "，")


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("Does Lishui screen for diabetes?", "From what age?", "40岁"),
        ("Are there free check-ups in Jiaxing?", "How many people a year?", "80万"),
        ("What does Jiaxing plan for hospice care?", "Is the insurance going to cover that?", "长期护理保险"),
    ],
)
def test_a_follow_up_in_english_goes_on(assistant: Assistant, before: str, question: str, said: str) -> None:
    first = assistant.ask(before)
    assert said in fold_text(assistant.ask(question, [Turn(question=first.standalone_question)]).answer)


def test_what_no_document_speaks_of_is_not_answered_with_what_stands_beside_it(assistant: Assistant) -> None:
    assert assistant.ask("What will Shenyang do about snoring in children?").status == "refused"
    assert assistant.ask("What does Tokyo plan for older people?").reason == "no_such_document"
