"""What questions take for granted in words, beside sentences of the real policies that say otherwise, and beside those that agree."""

import pytest

from assistant.premises.contrary import contrary
from assistant.premises.premise import corrected
from index.reading import bare

HOSPICE = "每个县（市、区）建有1家标准化安宁疗护病区，力争所有镇（街道）卫生院（社区卫生服务中心）均能提供安宁疗护服务，鼓励社会办医疗机构提供安宁疗护服务。"
SPORT = "把學生體質健康狀況納入對學校的績效考核,將體育納入高中學業水平測試。"
PREVENTION = "所有二级以上中医院设立治未病中心或治未病科,提供中医健康咨询评估、干预调理、随访管理等治未病服务。"
SMOKING = "到2030年,15岁以上人群吸烟率降低到20%以下,实现重点公共场所全面禁烟。"
BEDS = "到2020年,每万人口公办中医床位数力争达到5.5张(不含省属单位)。"
TOBACCO = "依法規範菸草促銷、贊助等行為,禁止向未成年人銷售菸草產品和酒精製品。"
SUBSIDY = "保障孕产妇安全分娩,倡导优生优育,继续实施住院分娩补助制度。"
INSURANCE = "推进落实医保个人账户余额购买商业健康保险产品,鼓励企业、个人参加个人税优型商业健康保险。"
SMOKE_FREE = "實現室內公共場所、室內工作場所和公共運輸工具全面禁菸,各級黨政機關建成無煙機關。"
LESSONS = "普通中小学每学期开设健康教育课不少于7课时。"
TREATMENT = "完善重性精神障碍患者多层次医疗保障制度,探索建立严重精神障碍患者免费治疗政策。"
RESCUE = "到2030年,完成覆盖全市的紧急医学救援网络建设。"
AED = "实现每个家庭配备1个医疗急救包,全市公共场所每万人自动化体外心脏去颤器(AED)配备率达到1-2台。"


@pytest.mark.parametrize(
    ("question", "sentence", "part"),
    [
        ("嘉兴规定社会办医疗机构必须提供安宁疗护服务吧", HOSPICE, "鼓励社会办医疗机构提供安宁疗护服务"),
        ("嘉兴禁止社会办医疗机构提供安宁疗护，真的吗", HOSPICE, "鼓励社会办医疗机构提供安宁疗护服务"),
        ("嘉兴纲要规定企业和个人必须购买商业健康保险，是哪条", INSURANCE, "鼓励企业、个人参加个人税优型商业健康保险"),
        ("沈阳保证每万人口公办中医床位数达到5.5张", BEDS, "到2020年,每万人口公办中医床位数力争达到5.5张(不含省属单位)"),
        ("丽水为什么不把体育纳入高中学业水平测试？", SPORT, "將體育納入高中學業水平測試"),
        ("沈阳已经完成覆盖全市的紧急医学救援网络建设了吧", RESCUE, "到2030年,完成覆盖全市的紧急医学救援网络建设"),
        ("沈阳停止实施住院分娩补助了", SUBSIDY, "继续实施住院分娩补助制度"),
        ("丽水允许向未成年人销售烟草吗", TOBACCO, "禁止向未成年人銷售菸草產品和酒精製品"),
        ("丽水公共交通工具和室内工作场所只在高峰期禁烟", SMOKE_FREE, "實現室內公共場所、室內工作場所和公共運輸工具全面禁菸"),
        ("嘉兴要求所有中医院都设治未病中心？", PREVENTION, "所有二级以上中医院设立治未病中心或治未病科"),
        ("嘉兴所有公共场所都要全面禁烟，酒吧也算？", SMOKING, "实现重点公共场所全面禁烟"),
        ("嘉兴每个村都要建安宁疗护病区，是吗", HOSPICE, "每个县（市、区）建有1家标准化安宁疗护病区"),
        ("沈阳中小学健康教育课每学年7课时对吧", LESSONS, "普通中小学每学期开设健康教育课不少于7课时"),
        ("嘉兴的严重精神障碍患者已经免费治疗了", TREATMENT, "探索建立严重精神障碍患者免费治疗政策"),
        ("嘉兴公共场所每千人配AED 1-2台", AED, "全市公共场所每万人自动化体外心脏去颤器(AED)配备率达到1-2台"),
    ],
)
def test_what_a_question_claims_wrongly_is_put_right_with_the_part_that_says_otherwise(question: str, sentence: str, part: str) -> None:
    found = contrary(bare(question), sentence)
    assert found is not None
    assert found.correct == part


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("嘉兴鼓励社会办医疗机构提供安宁疗护吗", HOSPICE),
        ("嘉兴力争所有镇卫生院都能提供安宁疗护服务吗", HOSPICE),
        ("丽水为什么把体育纳入高中学业水平测试", SPORT),
        ("丽水禁止向未成年人销售烟草吗", TOBACCO),
        ("嘉兴重点公共场所要全面禁烟吗", SMOKING),
        ("嘉兴所有二级以上中医院都要设治未病中心吗", PREVENTION),
        ("沈阳住院分娩有没有补助，要不要取消", SUBSIDY),
        ("嘉兴社会办医疗机构提供安宁疗护是必须还是鼓励", HOSPICE),
        ("嘉兴为什么要取消以药养医", "全面取消以药养医,健全药品供应保障制度;"),
        ("嘉兴每万人配AED几台", AED),
        ("沈阳中小学每学期健康教育课不少于7课时吗", LESSONS),
        ("嘉兴每个县都要建安宁疗护病区吗", HOSPICE),
        ("嘉兴探索严重精神障碍患者免费治疗政策，真的吗", TREATMENT),
        ("残疾人做医疗康复的费用嘉兴医保给不给报", "将符合条件的残疾人医疗康复项目按规定纳入城乡居民基本医疗保险范围"),
        ("企业不给员工买商业健康保险，在嘉兴算违反规定吗", INSURANCE),
    ],
)
def test_what_is_so_or_is_asked_is_not_put_right(question: str, sentence: str) -> None:
    assert contrary(bare(question), sentence) is None


def test_rows_are_put_right_by_nature_and_left_alone_where_they_are_of_some_only() -> None:
    row = "疾控机构规范化率（％）：100（表中单元格合并，没有写明是2023、2025年还是2027年的值）（约束性）。"
    nature = corrected("嘉兴疾控机构规范化率是预期性指标，对吗", row)
    assert nature is not None
    assert nature.correct == "约束性"
    assert corrected("嘉兴疾控机构规范化率是约束性指标吗", row) is None
    signed = "重点人群家庭医生签约覆盖率（％）：≥85（表中单元格合并，没有写明是2023、2025年还是2027年的值）（约束性）。"
    assert corrected("嘉兴家庭医生签约覆盖率45%以上写在哪份文件？", signed) is None


@pytest.mark.parametrize(
    ("question", "sentence", "correct"),
    [
        ("嘉兴到2030年要建1万个健康社区和健康单位", "到2030年,全市建成健康社区、健康单位8000个,健康家庭8万个。", "8000个"),
        ("沈阳到2025年实现道路交通万车死亡率下降", "到2030年,实现道路交通万车死亡率下降30%。", "2030年"),
        ("沈阳到2030年实现道路交通万车死亡率下降", "到2030年,实现道路交通万车死亡率下降30%。", None),
        ("沈阳到2025年道路交通万车死亡率下降多少", "到2030年,实现道路交通万车死亡率下降30%。", None),
    ],
)
def test_a_scaled_number_and_a_year_are_compared(question: str, sentence: str, correct: str | None) -> None:
    found = corrected(question, sentence)
    assert (found.correct if found else None) == correct
