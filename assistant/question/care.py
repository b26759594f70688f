"""Questions that no policy should answer: distress, emergencies, one's own illness, and what has nothing to do with health. Pure.

"不想活了怎么办" gets people and a telephone number, never a sentence out of a plan; the helpline is one that a document names. Words of policy
("抑郁症筛查政策", "急救体系建设目标") make the same subjects questions that plans do answer.
"""

import re
from typing import Literal

from assistant.question.care_english import care_in_english

Care = Literal["distress", "emergency", "illness"]

_SOMEONE = r"(?:我|咱|俺|我们|自己|本人|我?(?:妈|爸|娘|爹|奶奶|爷爷|外婆|外公|姥姥|姥爷|老公|老婆|爱人|妻子|丈夫|儿子|女儿|闺女|孩子|娃|宝宝|小孩|婆婆|公公|同事|邻居|室友|朋友|对象|父亲|母亲)|家里人|家人|老人家?|有人|路人|他|她)"
_BODY = r"(?:头|胸|胸口|肚子|腹|腰|腿|脚|手|胳膊|背|脖子|嗓子|喉咙|牙|牙龈|眼睛?|耳朵?|鼻子?|嘴|脸|舌头|心脏|心口|胃|肝|肾|肺|皮肤|关节|膝盖|甲状腺|乳房|血压|血糖|伤口)"
_SYMPTOM = r"(?:疼|痛|酸|麻|肿|痒|胀|闷|晕|吐|泻|拉肚子|发烧|高烧|发热|咳嗽|咳|出血|流血|起疹|过敏|发红|有点红|抽筋|失眠|睡不着|心慌|心悸|恶心|便血|尿血|结节|囊肿|息肉|发麻|骨折|烫伤|扭伤|难受|不舒服)"
_DRUG = r"(?:布洛芬|阿司匹林|头孢|青霉素|阿莫西林|甲硝唑|二甲双胍|胰岛素|吗啡|安定|安眠药|降压药|降糖药|退烧药|止痛药|消炎药|抗生素|感冒药|避孕药|激素|偏方|中药|西药|药片|胶囊|缓释片|[一-鿿]{2,5}(?:霉素|西林|地平|沙坦|他汀|格雷|唑仑|洛尔|普利|布芬|酚|片|胶囊|颗粒|口服液|注射液))"
# A subject of policy: with one of these, illness and first aid are asked about in general.
POLICY = re.compile(
    r"政策|规划|方案|纲要|意见稿|文件|目标|体系|机制|指标|覆盖率|管理率|治疗率|死亡率|生存率|哪个部门|哪些部门|责任单位|责任部门|牵头|实施意见|行动|项目|普及率|配备率|比例|百分之|救治中心|医保|报销|补贴|(?:规定|安排|要求)|县级医院|热线是|"
    r"\b(?:policy|plan|target|programme|program|department|draft|Jiaxing|Lishui|Shenyang)\b",
    re.I,
)
_DISTRESS = re.compile(
    r"想死|不想活|活不下去|活够了|活着(?:真|也)?(?:没意思|没意义|没劲|太累|有什么意[思义])|不想(?:再)?(?:活|撑)|想不开|不如死|没有?盼头|撑不(?:下去|住)了|(?:想|要|打算|准备)(?:自杀|轻生|自残|寻短见|结束(?:生命|自己|这一切)|跳楼|跳河|割腕|上吊)|"
    r"割腕|遗书|一了百了|解脱算了|伤害自己|(?:多少|几)(?:片|颗|粒).{0,6}(?:会死|致死|能死)|怎么死|死了算了|没有?我(?:大家|他们|家人)?(?:会|都)?更好|药都攒|不想醒来|"
    r"kill (?:myself|himself|herself)|suicid|want to die|end (?:my|it all)|hurt(?:ing)? myself|no reason to live",
    re.I,
)
# What no one may swallow or breathe, and how people say that it was.
_HARMFUL = (
    r"(?:农药|除草剂|百草枯|草甘膦|敌敌畏|杀虫剂|蚊香液|[鼠虫]药|洁厕|洗厕所|洗涤|洗衣液|洗洁精|清洁剂|消毒[液水]|84|漂白|疏通剂|樟脑|干燥剂|硫酸|盐酸|强酸|烧碱|工业酒精|甲醇|酒精(?!饮)|"
    r"[汽柴煤]油|机油|油漆|胶水|电池|磁[珠铁]|硬币|钉子|针头|玻璃|水银|(?:毒|野)蘑菇|野菌|河豚|药水|(?:整|一|半|几)[大整]?[瓶把盒板][^,。?]{0,4}药|毒)"
)
_TAKEN = r"(?:误[食服吸]|(?:误|偷)?[喝吞咽吃灌舔含](?:食|服|下|进|了|掉|过|到)?|吸[进入了]|溅[^,。?]{0,3}嘴)"
_EMERGENCY = re.compile(
    rf"{_TAKEN}(?!得|的是)[^,。?]{{0,6}}{_HARMFUL}|{_HARMFUL}(?!残留|超标|中毒)[^,。?]{{0,8}}(?:误|咽|吞|[喝吃灌](?:下|了|进|到|掉)|进(?:了)?(?:嘴|眼))|"
    # Signs that cannot wait, as those who see them say it.
    r"翻白眼|白眼(?:直|往)?翻|眼睛?(?:直)?往上翻|[叫喊][^,。?]{0,3}不(?:应|醒|答应)|怎么[叫喊]都|(?:没|不)(?:动静|动弹|吭声|喘)|抽(?:起来|过去|搐|成一团)|口吐|(?:脸|嘴唇|嘴)[^,。?]{0,3}(?:发?[紫青]|煞白|惨白)|"
    r"半(?:边|拉|个|面)?[身脸][^,。?]{0,8}(?:不听使唤|没知觉|没感觉|麻|动不了|不能动|垮|塌|歪)|一边脸|嘴[^,。?]{0,2}歪|(?:话|说话|讲话)[^,。?]{0,3}(?:讲|说)不(?:清|出)|(?:讲|说)不出(?:话|来)|"
    r"血[^,。?]{0,4}(?:哗哗|直|不停|狂|一直|往外)[^,。?]{0,2}[流冒喷淌]|[流出喷吐](?:了)?(?:好多|很多|一地|一大滩|大量|不少)的?血|血[^,。?]{0,6}往外|(?:心|胸)口?[^,。?]{0,6}(?:压|石头|发闷|憋)|冒?冷汗|(?:浑身|满头)[^,。?]{0,3}汗|"
    r"(?:烧|高烧|发烧|体温)[^,。?]{0,4}(?:39|4[0-2])|人(?:都)?(?:糊涂|迷糊|站不住|站不稳|倒)了|(?:已经|就)倒了|要死的感觉|喉咙(?:发紧|堵)|(?:嘴|嘴巴)肿|"
    # Injuries.
    r"(?:[手腿脚]|胳膊|指头?)[^,。?]{0,8}(?:[切轧压绞砍剁砸夹](?:了|断|掉|到|烂)|骨头)|(?:被|让)电|触电|电(?:打|到|麻|击)(?:了|倒|伤|得)|(?:摔|跌)了?一跤[^。?]{0,10}(?:不能|动|起不来|站不)|(?:摔|掉|跌|滚|栽)(?:了)?下[来去]|[当作成](?:糖|水|饮料|零食)[^,。?]{0,3}[吃喝吞](?:了|下)|(?:头孢|药)[^。?]{0,8}喝(?:了)?[^。?]{0,4}酒[^?]{0,16}(?:喘|红|晕|慌)|掉(?:进|到|在)?[^,。?]{0,3}[河水井池塘坑沟](?:里|中)|"
    r"(?:开水|热油|热汤|火|蒸汽)[^,。?]{0,4}[烫烧泼](?:了|到|伤|着)|[被让][^,。?]{0,4}[咬蜇叮砸撞捅](?:了|到|伤|一口|倒|飞)(?=[^。?]{0,16}(?:肿|血|晕|动|不))|"
    r"(?:胸口?|心口)[^,。?]{0,6}(?:剧痛|压榨|绞痛|很痛|好痛|痛得|疼得|闷得|痛|疼)|喘不(?:上|过)[来气]|(?:上不来|没有?)气|呼吸(?:困难|不了|停)|昏(?:迷|过去|倒)|晕(?:倒|过去)|抽搐|口吐白沫|大出血|血(?:止不住|流不止|喷)|吐血|中风了|"
    r"嘴(?:角)?(?:歪|斜)|(?:说话|话)(?:说)?不清|(?:手|腿|脚|胳膊|身子?|半边脸)[^,。]{0,4}(?:抬不起|动不了|不能动|突然没劲|突然麻|断了)|(?:摔|跌|撞)(?:了|倒|伤|断|下来)[^。?]{0,12}(?:动|血|起不来|骨)|不省人事|倒地|心梗|窒息|噎(?:住|到)|卡(?:住|喉|到)[^,。?]{0,8}(?:憋|紫|咳不出|喘)|憋(?:紫|得)|溺水|触电|"
    r"(?:误|喝|吞|吃)(?:食|服|喝|吃|了|下)?[^,。?]{0,6}(?:农药|百草枯|敌敌畏|老鼠药|洁厕|漂白|电池|汽油|毒)|中毒了|煤气中毒|没有?(?:呼吸|心跳|反应|意识)|叫不醒|心跳停|被(?:蛇|毒虫|马蜂|蜜蜂|狗)[^,。?]{0,4}(?:咬|蜇|叮)|"
    r"(?:嘴唇|喉咙|脸|舌头)[^,。?]{0,4}肿|从[^,。?]{0,8}(?:楼|高处|梯子)[^,。?]{0,6}(?:摔|掉|坠)|羊水破|要生了|^救命|"
    r"can(?:'t| not|not)? (?:barely |hardly )?breathe|barely breathe|chest pain|unconscious|choking|overdos|poison(?:ed|ing)|allergic reaction|bleeding (?:heavily|badly|a lot)|stroke|seizure|not breathing",
    re.I,
)
_ASKS_HELP = re.compile(
    r"怎么办|怎么救|救命|该怎么|要不要|怎么处理|咋[办整弄]|先|现在|刚|[突忽]然|了[,。!?]|了$|出不来|what (?:should|do|can) (?:i|we) do|help|now",
    re.I,
)
_ASKS = re.compile(r"吗|嘛|么|什么|啥|多少|几|哪|谁|有没有|是不是|怎么|如何|规定|\b(?:what|which|how|who|does|is|are)\b")
# A state of a body, and how its owner asks about it: what it is, whether it is bad, what helps, whether something may be done with it.
_STATE = (
    rf"(?:{_BODY}|{_SYMPTOM}|{_DRUG}|拉屎|大便|便秘|拉稀|小便|尿|起夜|头发|呼噜|月经|例假|白带|试纸|胎动|奶水|怀孕|小产|流产|产后|剖腹|[起冒长](?:了)?(?:红|水|小|个|一)?(?:点|包|泡|痘|疹|疙瘩|斑)|的包|疹|痣|癣|斑|脚气|溃疡|口[苦臭干]|"
    r"耳鸣|飞蚊|盗汗|虚汗|胃口|睡不|脖子|肩周|颈椎|腰椎|骨质|鼻[血炎子]|智齿|牙|指甲|舌苔|化验|胸片|片子|胃镜|肠镜|纹理|结石|支架|尿酸|转氨酶|白细胞|血[红小]|血脂|血压|高压|低压|化疗|放疗|刀口|打鼾|"
    r"个子|才一米|感冒|痛风|贫血|[一-鿿][炎癣疮疖瘤]|膏药|偏方)"
)
_ASKS_OF_IT = (
    r"(?:[咋怎]么?回事|[啥什]么?毛病|是[啥什]么?病|[咋怎]么?治|咋[办整弄]|[啥什]么?意思|缺[啥什]|[补抹擦涂敷贴](?:点)?[啥什]|吃(?:点)?[啥什]么?|哪个牌子|多久能|用不用|要不要|该不该|需不需要|能不能|可不可以|会不会|"
    r"(?:能|可以|要|还能)(?!免费|报)[^,。?]{1,10}[吗不么伐]$|(?:有用|管用|顶用|有效|好使|要紧|碍事|严重|正常|危险)[吗不么伐]|是不是|是[^,。?]{0,8}(?:病|炎|癌|缺[^,。?]{1,4}|虚|不好)(?:[吗不么伐]|还是))"
)
_PUBLIC = re.compile(
    r"政府|消除|市里|社区|学校|公立|全市|全县|免费|要钱|补[助贴]|筛查|接种|防治|预防|控制|降到|压到|管不管|管吗|有没有人管|支持|推广|普及|宣传|培训|达标|健康教育"
)
_STATE_ASKED = re.compile(rf"{_STATE}[^。?]{{0,20}}{_ASKS_OF_IT}|[抹擦涂敷](?:点)?[啥什]")
_ILLNESS = re.compile(
    rf"{_SOMEONE}[^。?]{{0,24}}(?:吃什么药|吃啥药|怎么治|要不要(?:吃药|打针|手术|住院|开刀)|用什么药|能不能(?:吃|喝|打|停|加|一起)|得了什么病|是什么病|是不是(?:得|癌|病))"
    rf"|{_SOMEONE}?[^。?]{{0,10}}{_BODY}[^。?,]{{0,6}}{_SYMPTOM}|{_SOMEONE}[^。?]{{0,12}}(?:发烧|咳嗽|拉肚子|失眠|过敏|起疹|怀孕)[^。?]{{0,20}}(?:怎么办|能|吗|要不要|吃)"
    rf"|(?:吃|用|喝)(?:什么|啥|哪种)(?:药|偏方)|(?:药(?![价品费店房材监企业物械具])|片|粒|毫克|克|剂量).{{0,8}}(?:怎么吃|吃几|一天几|最多|能不能|加到|加量|停药|能停)|{_DRUG}[^。?]{{0,20}}(?:几片|几粒|几次|多少|能不能|可以|能|行|停|加|一起|吃|喝|煮|没事|要不要)"
    r"|(?:一天|每天|一次)[^。?]{0,6}(?:吃|服|打)(?:几|多少)(?:片|粒|颗|支|次|毫克)|报告(?:说|上|写|显示)[^。?]{0,24}(?:是不是|癌|要不要|严重|怎么)|(?:哪个|什么)偏方|是不是(?:癌|肿瘤|得了)|要不要(?:马上)?(?:开刀|做手术|化疗)"
    rf"|(?:{_SOMEONE}|病人|患者|孕妇|孕期|怀孕|哺乳期|术后)(?:(?!免费|政府|规定|社区)[^。?]){{0,20}}(?:能不能|能|可以|可不可以|该不该|要不要|需要|还能)(?!免费)[^。?]{{0,6}}(?:吃|喝|打针|打[^。?]{{0,4}}疫苗|打新冠|手术|化疗|停药|换药|同房|洗澡|喝酒)"
    r"|(?:糖尿病|高血压|高血脂|痛风|[胃肾肝肺心]病|冠心病|哮喘|贫血|抑郁症|感冒|癌症|结节)[^。?]{0,6}(?:能|可以|可不可以|能不能|该不该)(?:(?!免费|报销|享受|申请)[^。?]){0,4}(?:吃|喝|打|停|跑步|运动|怀孕|抽烟)"
    r"|药[^。?]{0,6}(?:能|可以|自己|要不要)[^。?]{0,2}停|要(?:不要)?打(?:胰岛素|针|吊瓶)|打几针|被[^,。?]{0,4}(?:咬|抓|蜇)[^。?]{0,8}(?:针|疫苗|怎么|要)"
    r"|(?:要|该|能|可以|自己)[^。?]{0,4}(?:换|停|加|减)(?:什么|哪种|啥)?药(?![品店房材监])|(?:查|检|测|照|拍)出[^。?]{0,10}(?:结节|囊肿|息肉|肌瘤|阴影|阳性|增生)|怎么(?:缓解(?:疼|痛|咳|头|失眠|症状)|退烧|止痛|止咳)|吃(?:什么|啥|点什么)(?:能|会|才|好|补)"
    rf"|{_SOMEONE}[^。?]{{0,24}}是不是(?:得|患|有)?了?[一-鿿]{{0,3}}(?:病|症|炎|亢|[高低]血压|贫血|骨折|感染|中风|痴呆|抑郁|过敏|感冒)(?:了|啊|呀|吧)?(?=[,。?!]|$)"
    rf"|{_SOMEONE}[^。?]{{0,8}}(?:老是|总是|一直|这几天|经常|最近)[^。?]{{0,8}}{_SYMPTOM}"
    r"|(?:咳|烧|疼|痛|吐|泻|晕|麻|肿|痒|胀|拉)了[一两二三四五六七八九十半几好\d]+(?:个|多)*(?:天|周|星期|礼拜|月|晚|年|小时)|痰?里?带血丝"
    r"|(?:化验|检查单|检查结果|体检报告|验血|b超|核磁|胸片)[^。?]{0,16}(?:要紧|严重|正常|碍事|咋办|怎么办|怎么回事|有事)"
    r"|(?:要不要|要|用不用|需不需要|是否需要)(?:马上|现在)?(?:开刀|做手术|动手术|化疗|吃药|吃降压药|打针)(?:吗|么|不|呢)?[?。]?$"
    r"|(?:safe|ok|okay) to take|can i (?:take|stop|drink|eat)|should i (?:take|stop)|(?:how many|what) (?:pills|tablets|mg|dose|dosage)|could i (?:take|drink|eat)|i(?:'m| am) on [a-z]+|what medicine|diagnos|my (?:symptoms?|blood pressure|rash|fever)",
    re.I,
)
WORDS: dict[Care, tuple[str, str]] = {
    "distress": (
        "如果您正想着伤害自己，请马上告诉身边的家人或朋友，不要一个人待着；情况紧急请拨打 120 或 110。您的感受可以被认真对待，也可以去就近医院的心理或精神科求助。",
        "If you are thinking of harming yourself, please tell someone near you now and do not stay alone; in an emergency call 120 or 110.",
    ),
    "emergency": (
        "这可能是急症：请立即拨打 120，或请身边的人帮忙送到最近的医院。政策文件不能代替急救。",
        "This may be an emergency: call 120 at once, or have somebody take you to the nearest hospital. A policy cannot replace first aid.",
    ),
    "illness": (
        "个人的病情和用药请咨询医生或药师；政策文件不提供诊疗建议。",
        "Please ask a doctor or pharmacist about your own illness or medicine; policies give no medical advice.",
    ),
}
# Matters of everyday life with which no health policy deals: weather, travel, money, the law, papers, school, leisure, kitchen, computers,
# writing, small talk. The second list is of such matters only where nothing of health is spoken of.
_ELSEWHERE = re.compile(
    r"公务员考试|考研|高考|中考|四六级|行测|翻译成|写(?:一)?[首篇封份][^。?]{0,8}(?:诗|作文|情书|辞职信|请假条|检讨|简历|歌)|讲(?:个|一个)?(?:笑话|故事)|打官司|起诉|离婚|(?<!文化)遗产|股票|股市|a股|基金净值|"
    r"彩票|比特币|总统|大选|世界杯|奥运会|电视剧|演唱会|排序|写代码|编程|javascript|你是谁|你叫什么|谁开发(?:的)?你|你是谁开发|陪我聊|聊会儿?天|"
    r"\b(?:recipe|lawsuit|landlord|mortgage|passport|bitcoin|stock market|world cup|football (?:match|club|team|game|league|scores?)|president|election|movie|poem|joke|javascript|translate)\b",
    re.I,
)
_ELSEWHERE_ALONE = re.compile(
    r"天气|下雨|下雪|气温|打伞|热不热|冷不冷|穿什么|羽绒服|台风|公交|地铁|高铁|火车|机票|航班|飞机|限号|摇号|停车|驾照|驾驶证|年检|违章|导航|打车|油价|加油站|怎么坐车|"
    r"个税|所得税|交税|报税|缴税|契税|增值税|房产税|起征点|发票|公积金|房贷|贷款|利率|理财|汇率|房价|租房|押金|房东|二手房|过户|房产|首付|存款|信用卡|银行卡|缴费基数|社保缴费|失业金|"
    r"律师|立案|开庭|判刑|法院|诉讼|报案|报警|仲裁|拖欠|辞职|辞退|劳动合同|结婚登记|领证|继承|护照|签证|身份证|户口|落户|居住证|营业执照|"
    r"学区|入学|招生|报名|作业|补习|英语|数学|论文|电影|游戏|明星|唱歌|歌曲|小说|景点|好玩|攻略|行程|酒店|民宿|门票|旅游路线|特产|好吃|菜谱|入味|排骨|火锅|红烧|怎么炒|怎么炖|怎么腌|"
    r"python|java|excel|代码|电脑|手机|wifi|密码|算法|快递|网购|淘宝|星座|算命|运势|风水|宠物|追女|相亲|恋爱|分手|冠军|球队|球赛|nba|饭店|餐馆推荐|放学|开学|暑假|寒假|上牌|驾校|学车|(?:注册|开)(?:一家|一个|个)?公司|历史书|书单|吉他|钢琴|空调|装修|外卖|咖啡|奶茶|星期几|农历|生肖|几点(?:钟|开|关|上|下|放|收|到)|怎么走(?=[?。]|$)|坐几路|几路车|故宫|博物院|景区|充电桩|话费|宽带|电费|水费|停电|物业费|买房|彩礼|成语|拼音|单词|皇帝|朝代|方程|冰箱|洗衣机|"
    r"^(?:你好|您好|hello|hi)[呀啊,。!]*|心情怎么样|\b(?:weather|rain|snow|restaurant|hotel|flight|train|visa|film|song|rent|tax|python|divorce|tourist|sightseeing)\b",
    re.I,
)
_HEALTH = re.compile(
    r"健康|卫生|医|药|病|疫|烟|酒精|限酒|养老|老年|托育|托位|婴|孕|产妇|体育|健身|锻炼|运动|食品|食堂|营养|公筷|环境|污染|空气|水质|垃圾|急救|aed|心理|残疾|康复|保险|救助|规划|纲要|意见|方案|"
    r"行动|指标|目标|责任|牵头|抄送|原则|近视|视力|肥胖|龋|牙|癌|血压|血糖|糖尿|减糖|减盐|食盐|寿命|死亡|生育|残|厕所|饮水|河长|湖长|黑臭|职业|粉尘|事故|消防|应急|安全|监管|瘾|沉迷|品牌|农产品|赛事|康养|养生|"
    r"电梯|生态|绿化|志愿|\b(?:health|hospital|smok|tobacco|medic|food safety|nutrition|disease|fitness|aed)",
    re.I,
)
_OF_ONES_OWN = re.compile(rf"{_SOMEONE}[^。?]{{0,6}}{_SYMPTOM}|救命|\bi(?:'m| am)? (?:on|take|taking)\b")
HELPLINE = re.compile(r"(?:热线|12320|12356)")


def care(folded: str, *, of_a_document: bool = True) -> Care | None:
    """Which kind of care a folded question calls for, if any. One that is about a certain document's place asks less readily about a body of one's own."""
    if not re.search(r"[㐀-鿿]", folded):
        return care_in_english(folded)
    if _DISTRESS.search(folded) and not re.search(r"(?:自杀|轻生)(?:率|预防|干预|高风险)", folded):
        return "distress"
    if POLICY.search(folded) and not _OF_ONES_OWN.search(folded):
        return None
    if (
        _EMERGENCY.search(folded)
        and not re.search(r"预防|防止|防范|防治|[教学]不[教学]|教没教|有人会", folded)
        and (_ASKS_HELP.search(folded) or re.search(_SOMEONE, folded) or not _ASKS.search(folded))
    ):
        return "emergency"
    own = not of_a_document and _STATE_ASKED.search(folded) and not _PUBLIC.search(folded)
    return "illness" if own or _ILLNESS.search(folded) else None


def elsewhere(folded: str) -> bool:
    """Whether a folded question is about something with which no health policy deals."""
    return bool(_ELSEWHERE.search(folded) or (_ELSEWHERE_ALONE.search(folded) and not _HEALTH.search(folded)))
