from __future__ import annotations

from typing import Literal

import pytest

from bulletin_corpus.documents import ArticleText
from bulletin_corpus.language.people import find_people
from bulletin_corpus.language.people_en import find_names_en
from bulletin_corpus.language.people_zh import find_names_zh
from bulletin_corpus.language.titles_en import split_offices_en
from bulletin_corpus.offsets import MappedText


def titled_zh(*parts: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in find_names_zh(parts):
        if name.title is not None:
            found.setdefault(name.name, name.title)
    return found


def titled_en(*parts: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in find_names_en(parts):
        if name.title is not None:
            found.setdefault(name.name, " | ".join(split_offices_en(name.title)))
    return found


ZH = [
    (
        "公安部常务副部长白景富、副部长孟宏伟在北京分别会见了应公安部邀请访华的乌克兰边防总局总局长利特文。",
        {"白景富": "公安部常务副部长", "孟宏伟": "副部长", "利特文": "乌克兰边防总局总局长"},
    ),
    (
        "5月9日,越共中央委员、公安部部长苏林大将率团访华。",
        {"苏林": "越共中央委员、公安部部长"},
    ),
    (
        "国务院副秘书长孟扬,外交部涉外安全事务专员程国平,公安部副部长、国家移民管理局局长许甘露参加活动。",
        {"孟扬": "国务院副秘书长", "程国平": "外交部涉外安全事务专员", "许甘露": "公安部副部长、国家移民管理局局长"},
    ),
    (
        "应最高人民法院院长周强邀请,俄罗斯联邦最高法院院长列别杰夫于6月3日至7日访华。",
        {"周强": "最高人民法院院长", "列别杰夫": "俄罗斯联邦最高法院院长"},
    ),
    (
        "最高人民检察院检察长张军会见了古巴总检察长雅米拉·培尼亚·奥赫达。",
        {"张军": "最高人民检察院检察长", "雅米拉·培尼亚·奥赫达": "古巴总检察长"},
    ),
    (
        "农业农村部部长唐仁健在京会见法国农业和粮食部长德诺芒迪,双方就农产品贸易交换意见。",
        {"唐仁健": "农业农村部部长", "德诺芒迪": "法国农业和粮食部长"},
    ),
    (
        "教育部副部长、中国联合国教科文组织全国委员会主任田学军与柬埔寨教育、青年和体育部大臣韩春那洛举行视频会谈。",
        {"田学军": "教育部副部长、中国联合国教科文组织全国委员会主任", "韩春那洛": "柬埔寨教育、青年和体育部大臣"},
    ),
    (
        "市场监管总局局长罗文同巴西国家计量、质量和技术研究院院长马科斯·奥利维拉签署谅解备忘录。",
        {"罗文": "市场监管总局局长", "马科斯·奥利维拉": "巴西国家计量、质量和技术研究院院长"},
    ),
    (
        "国家卫生健康委主任马晓伟会见世界卫生组织总干事谭德塞博士。",
        {"马晓伟": "国家卫生健康委主任", "谭德塞": "世界卫生组织总干事"},
    ),
    (
        "西藏自治区公安厅副厅长扎西平措、四川省公安厅副厅长洛桑尼玛出席会议。",
        {"扎西平措": "西藏自治区公安厅副厅长", "洛桑尼玛": "四川省公安厅副厅长"},
    ),
    (
        "新疆维吾尔自治区人民政府副主席艾尔肯·吐尼亚孜致辞。",
        {"艾尔肯·吐尼亚孜": "新疆维吾尔自治区人民政府副主席"},
    ),
    (
        "习近平主席特使、国务委员王勇出席多米尼加总统阿比纳德尔就职仪式。",
        {"王勇": "习近平主席特使、国务委员", "阿比纳德尔": "多米尼加总统"},
    ),
    (
        "马来西亚内政部长拿督斯里韩沙再努丁表示,马方重视对华合作。",
        {"韩沙再努丁": "马来西亚内政部长"},
    ),
    (
        "日本警察厅长官露木康浩一行访问公安部,公安部部长助理刘钊陪同。",
        {"露木康浩": "日本警察厅长官", "刘钊": "公安部部长助理"},
    ),
    (
        "韩国警察厅厅长尹熙根、国家警察厅次长郑昌培在首尔会见了来访的中国代表团。",
        {"尹熙根": "韩国警察厅厅长", "郑昌培": "国家警察厅次长"},
    ),
    (
        "中国驻美国大使秦刚、驻纽约总领事黄屏出席。",
        {"秦刚": "中国驻美国大使", "黄屏": "驻纽约总领事"},
    ),
    (
        "联合国副秘书长、联合国毒品和犯罪问题办公室执行主任加达·瓦利通过视频致辞。",
        {"加达·瓦利": "联合国副秘书长、联合国毒品和犯罪问题办公室执行主任"},
    ),
    (
        "上合组织地区反恐怖机构执委会主任米尔扎耶夫介绍了有关工作。",
        {"米尔扎耶夫": "上合组织地区反恐怖机构执委会主任"},
    ),
    (
        "会议由公安部国际合作局副局长李明主持,来自20个国家的代表参加。",
        {"李明": "公安部国际合作局副局长"},
    ),
    (
        "浙江省委书记、省人大常委会主任袁家军和省长王浩会见了客人。",
        {"袁家军": "浙江省委书记、省人大常委会主任", "王浩": "省长"},
    ),
    (
        "柬埔寨王国副首相兼内政大臣苏庆感谢中方。苏庆说,柬方愿加强合作。",
        {"苏庆": "柬埔寨王国副首相兼内政大臣"},
    ),
    (
        "赞比亚警察总监伦纳德·穆松达、津巴布韦共和国警察总监马坦加应邀出席会议并作主旨演讲。",
        {"伦纳德·穆松达": "赞比亚警察总监", "马坦加": "津巴布韦共和国警察总监"},
    ),
    (
        "外交部部长助理吴江浩会见东盟轮值主席国文莱外交主管部长艾瑞万。",
        {"吴江浩": "外交部部长助理", "艾瑞万": "文莱外交主管部长"},
    ),
    (
        "中国海关总署国际合作司司长王军说,双方签署了协定。",
        {"王军": "海关总署国际合作司司长"},
    ),
    (
        "阿联酋内政部长赛义夫·本·扎耶德·阿勒纳哈扬中将说。",
        {"赛义夫·本·扎耶德·阿勒纳哈扬": "阿联酋内政部长"},
    ),
    (
        "越南公安部副部长黎国雄上将表示感谢。",
        {"黎国雄": "越南公安部副部长"},
    ),
    (
        "云南省瑞丽市公安局局长岳太平同缅甸木姐地区警察局局长吴丹昂会晤。",
        {"岳太平": "云南省瑞丽市公安局局长", "吴丹昂": "缅甸木姐地区警察局局长"},
    ),
    (
        "欧盟外交与安全政策高级代表博雷利、德国外长贝尔伯克先后访华。",
        {"博雷利": "欧盟外交与安全政策高级代表", "贝尔伯克": "德国外长"},
    ),
    (
        "广东省副省长、公安厅厅长王志忠,澳门特别行政区政府保安司司长黄少泽,香港特别行政区政府保安局局长邓炳强出席会议。",
        {
            "王志忠": "广东省副省长、公安厅厅长",
            "黄少泽": "澳门特别行政区政府保安司司长",
            "邓炳强": "香港特别行政区政府保安局局长",
        },
    ),
    (
        "世界海关组织秘书长御厨邦雄致贺信。",
        {"御厨邦雄": "世界海关组织秘书长"},
    ),
    (
        "文化和旅游部部长胡和平会见尼泊尔文化、旅游和民航部部长吉万·拉姆·什雷斯塔。",
        {"胡和平": "文化和旅游部部长", "吉万·拉姆·什雷斯塔": "尼泊尔文化、旅游和民航部部长"},
    ),
    (
        "生态环境部副部长赵英民与挪威气候与环境大臣埃斯彭·巴尔特·艾德共同主持会议。",
        {"赵英民": "生态环境部副部长", "埃斯彭·巴尔特·艾德": "挪威气候与环境大臣"},
    ),
    (
        "前总理陆克文、亚洲基础设施投资银行行长金立群发言。",
        {"陆克文": "前总理", "金立群": "亚洲基础设施投资银行行长"},
    ),
    (
        "清华大学校长王希勤、牛津大学副校长艾琳·特蕾西签署协议。",
        {"王希勤": "清华大学校长", "艾琳·特蕾西": "牛津大学副校长"},
    ),
    (
        "水利部部长李国英4日在罗马会见联合国粮农组织总干事屈冬玉。",
        {"李国英": "水利部部长", "屈冬玉": "联合国粮农组织总干事"},
    ),
    (
        "巴基斯坦联邦调查局局长萨纳乌拉·阿巴西博士率团来访。",
        {"萨纳乌拉·阿巴西": "巴基斯坦联邦调查局局长"},
    ),
    (
        "应急管理部党委书记、部长王祥喜在京与俄罗斯联邦紧急情况部部长库连科夫举行会谈。王祥喜指出,中俄应急管理合作不断深化。",
        {"王祥喜": "应急管理部党委书记、部长", "库连科夫": "俄罗斯联邦紧急情况部部长"},
    ),
    (
        "国家移民管理局党组成员、副局长王志忠,司法部党组成员、副部长胡卫列,中国法学会会长王晨,中华全国总工会副主席江广平分别致辞。",
        {
            "王志忠": "国家移民管理局党组成员、副局长",
            "胡卫列": "司法部党组成员、副部长",
            "王晨": "中国法学会会长",
            "江广平": "中华全国总工会副主席",
        },
    ),
    (
        "南非警察总监法尼·马塞莫拉上将与公安部副部长杜航伟签署协议,南非驻华大使谢胜文见证签约。",
        {"法尼·马塞莫拉": "南非警察总监", "杜航伟": "公安部副部长", "谢胜文": "南非驻华大使"},
    ),
    (
        "商务部国际贸易谈判代表兼副部长王受文与瑞士联邦经济总局局长布德利格会谈。",
        {"王受文": "商务部国际贸易谈判代表兼副部长", "布德利格": "瑞士联邦经济总局局长"},
    ),
    (
        "中国警方派出由刑事侦查局局长刘忠义率领的工作组赴缅。",
        {"刘忠义": "刑事侦查局局长"},
    ),
    (
        "缅甸内政部长苏杜、老挝公安部部长维莱·拉坎冯、泰国副总理巴威出席签字仪式。",
        {"苏杜": "缅甸内政部长", "维莱·拉坎冯": "老挝公安部部长", "巴威": "泰国副总理"},
    ),
    (
        "印度尼西亚国家警察总长利斯蒂约·西吉特·普拉博沃会见了到访的中国公安部部长王小洪。",
        {"利斯蒂约·西吉特·普拉博沃": "印度尼西亚国家警察总长", "王小洪": "公安部部长"},
    ),
]
"""Own sentences of the genre."""


@pytest.mark.parametrize(("text", "expected"), ZH)
def test_chinese_names_end_and_titles_begin_where_a_reader_says(text: str, expected: dict[str, str]) -> None:
    assert titled_zh(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "部长级对话在京举行,总统府发表声明,局长会议召开,大使馆举行招待会,主席国代表发言。",
        "记者张三、摄影李四报道。民警王五介绍,犯罪嫌疑人赵某已被抓获。",
        "检察官常态化交流机制运行良好,双方代表国务院签署协议。",
        "会议期间,各国警方就打击跨国犯罪交换意见。",
        "他看见掌柜的正在柜台后面打算盘,便走过去坐下。",
        "本周鸡蛋每公斤9.8元,较上周下降2%,批发市场经理表示供应充足。",
    ],
)
def test_chinese_text_without_titled_persons_yields_none(text: str) -> None:
    assert titled_zh(text) == {}


EN = [
    (
        "Minister of Public Security To Lam met with Chinese Ambassador to Vietnam Xiong Bo in Hanoi.",
        {"To Lam": "Minister of Public Security", "Xiong Bo": "Chinese Ambassador to Vietnam"},
    ),
    (
        "Egyptian President Abdel-Fattah al-Sisi received Zhao Kezhi, Chinese state councilor and minister of public security, in Cairo on Monday.",
        {"Abdel-Fattah al-Sisi": "Egyptian President", "Zhao Kezhi": "state councilor | minister of public security"},
    ),
    (
        "Zhang Jun, procurator-general of the Supreme People's Procuratorate, met with Yamila Pena Ojeda, attorney general of Cuba.",
        {
            "Zhang Jun": "procurator-general of the Supreme People's Procuratorate",
            "Yamila Pena Ojeda": "attorney general of Cuba",
        },
    ),
    (
        "Malaysian Home Minister Datuk Seri Saifuddin Nasution Ismail held talks with Wang Xiaohong, who is also a state councilor.",
        {"Saifuddin Nasution Ismail": "Malaysian Home Minister", "Wang Xiaohong": "state councilor"},
    ),
    (
        "Deputy Prime Minister and Minister of Interior of Cambodia Sar Sokha said so.",
        {"Sar Sokha": "Deputy Prime Minister | Minister of Interior of Cambodia"},
    ),
    (
        "According to Li Ming, a spokesperson for the National Immigration Administration, 300 people were deported.",
        {"Li Ming": "spokesperson for the National Immigration Administration"},
    ),
    (
        '"We are grateful," said Faatoia Malele, commissioner of police of Samoa.',
        {"Faatoia Malele": "commissioner of police of Samoa"},
    ),
    (
        "Hun Manet, prime minister of Cambodia, and Chinese Premier Li Qiang witnessed the signing.",
        {"Hun Manet": "prime minister of Cambodia", "Li Qiang": "Premier"},
    ),
    (
        "UNODC Executive Director Ghada Waly and INTERPOL Secretary General Juergen Stock delivered video speeches.",
        {"Ghada Waly": "UNODC Executive Director", "Juergen Stock": "INTERPOL Secretary General"},
    ),
    (
        "Vice-Minister of Education Tian Xuejun and UNESCO Assistant Director-General for Education Stefania Giannini co-chaired the forum.",
        {
            "Tian Xuejun": "Vice-Minister of Education",
            "Stefania Giannini": "UNESCO Assistant Director-General for Education",
        },
    ),
    (
        "Tang Renjian, minister of agriculture and rural affairs, spoke with Julien Denormandie, French minister of agriculture and food, by phone.",
        {
            "Tang Renjian": "minister of agriculture and rural affairs",
            "Julien Denormandie": "French minister of agriculture and food",
        },
    ),
    (
        "The delegation was led by Police Lieutenant General Surachate Hakparn, deputy commissioner-general of the Royal Thai Police.",
        {"Surachate Hakparn": "deputy commissioner-general of the Royal Thai Police"},
    ),
    (
        "Chairman of the National Assembly's Committee for External Relations Vu Hai Ha was present.",
        {"Vu Hai Ha": "Chairman of the National Assembly's Committee for External Relations"},
    ),
    (
        "Wang Yi, member of the Political Bureau of the CPC Central Committee and director of the Office of the Foreign Affairs Commission of the CPC Central Committee, met with Antony Blinken, U.S. secretary of state, in Munich.",
        {
            "Wang Yi": "member of the Political Bureau of the CPC Central Committee | director of the Office of the Foreign Affairs Commission of the CPC Central Committee",
            "Antony Blinken": "U.S. secretary of state",
        },
    ),
    (
        "Attending the meeting were Deputy Governor of Guangdong Province and Director of the Provincial Public Security Department Wang Zhizhong, Secretary for Security of the Macao SAR Wong Sio Chak and Secretary for Security of the Hong Kong SAR Tang Ping-keung.",
        {
            "Wang Zhizhong": "Deputy Governor of Guangdong Province | Director of the Provincial Public Security Department",
            "Wong Sio Chak": "Secretary for Security of the Macao SAR",
            "Tang Ping-keung": "Secretary for Security of the Hong Kong SAR",
        },
    ),
    (
        "Ma Xiaowei, head of the National Health Commission, met Tedros Adhanom Ghebreyesus, director-general of the World Health Organization (WHO), on Tuesday.",
        {
            "Ma Xiaowei": "head of the National Health Commission",
            "Tedros Adhanom Ghebreyesus": "director-general of the World Health Organization",
        },
    ),
    (
        "South Korean police chief Yoon Hee-keun and Japan's National Police Agency Commissioner General Yasuhiro Tsuyuki took part.",
        {
            "Yoon Hee-keun": "South Korean police chief",
            "Yasuhiro Tsuyuki": "Japan's National Police Agency Commissioner General",
        },
    ),
    (
        "Wu Jianghao, China's assistant foreign minister, met with Erywan Yusof, Brunei's second minister of foreign affairs.",
        {"Wu Jianghao": "assistant foreign minister", "Erywan Yusof": "Brunei's second minister of foreign affairs"},
    ),
    (
        "European Union Ambassador to China Jorge Toledo Albinana visited the exhibition with Mayor of Chengdu Wang Fengchao.",
        {"Jorge Toledo Albinana": "European Union Ambassador to China", "Wang Fengchao": "Mayor of Chengdu"},
    ),
    (
        "Rector of Moscow State University Viktor Sadovnichy and Tsinghua University President Wang Xiqin signed the document.",
        {"Viktor Sadovnichy": "Rector of Moscow State University", "Wang Xiqin": "Tsinghua University President"},
    ),
    (
        "Former Thai Prime Minister Abhisit Vejjajiva and acting director of the bureau Chen Hong attended.",
        {"Abhisit Vejjajiva": "Former Thai Prime Minister", "Chen Hong": "acting director of the bureau"},
    ),
    (
        "In Geneva, the Chinese delegation led by Justice Minister He Rong met with UN High Commissioner for Human Rights Volker Turk.",
        {"He Rong": "Justice Minister", "Volker Turk": "UN High Commissioner for Human Rights"},
    ),
    (
        "Kim Soo-hwan, superintendent general of the International Affairs Bureau of the Korean National Police Agency, and Nguyen Ngoc Lam, chief of office of the Ministry of Public Security of Vietnam, also delivered remarks.",
        {
            "Kim Soo-hwan": "superintendent general of the International Affairs Bureau of the Korean National Police Agency",
            "Nguyen Ngoc Lam": "chief of office of the Ministry of Public Security of Vietnam",
        },
    ),
    (
        "Ms. Zhang Min, Deputy Director-General of the Department of Treaty and Law of the Ministry of Foreign Affairs, and Mr. Ahmed bin Rashid Al Nuaimi, Director of Legal Affairs at the Ministry of Interior of Bahrain, co-chaired the event.",
        {
            "Zhang Min": "Deputy Director-General of the Department of Treaty and Law of the Ministry of Foreign Affairs",
            "Ahmed bin Rashid Al Nuaimi": "Director of Legal Affairs at the Ministry of Interior of Bahrain",
        },
    ),
    (
        "Zhao Leji, chairman of the National People's Congress (NPC) Standing Committee, held talks with Vuong Dinh Hue, chairman of the National Assembly of Vietnam, in Beijing.",
        {
            "Zhao Leji": "chairman of the National People's Congress Standing Committee",
            "Vuong Dinh Hue": "chairman of the National Assembly of Vietnam",
        },
    ),
    (
        "Gen. Rommel Francisco Marbil, chief of the Philippine National Police, thanked China.",
        {"Rommel Francisco Marbil": "chief of the Philippine National Police"},
    ),
    (
        "Lao Deputy Prime Minister and Minister of Public Security Vilay Lakhamphong met with the visiting Chinese Minister of Public Security Wang Xiaohong in Vientiane.",
        {
            "Vilay Lakhamphong": "Lao Deputy Prime Minister | Minister of Public Security",
            "Wang Xiaohong": "Minister of Public Security",
        },
    ),
    (
        "Serbian Deputy Prime Minister and Minister of Internal Affairs Ivica Dacic said Serbia stands ready to deepen cooperation.",
        {"Ivica Dacic": "Serbian Deputy Prime Minister | Minister of Internal Affairs"},
    ),
    (
        "Liu Zhao, assistant minister of public security, and Robert Kikuyu, deputy inspector general of the National Police Service of Kenya, were present at the signing ceremony.",
        {
            "Liu Zhao": "assistant minister of public security",
            "Robert Kikuyu": "deputy inspector general of the National Police Service of Kenya",
        },
    ),
    (
        "The workshop was opened by Director of Weihai Customs Sun Yi and the Vice Mayor of Busan Lee Jun-seung.",
        {"Sun Yi": "Director of Weihai Customs", "Lee Jun-seung": "Vice Mayor of Busan"},
    ),
]
"""Own sentences of the genre."""


@pytest.mark.parametrize(("text", "expected"), EN)
def test_english_names_and_titles_are_told_apart(text: str, expected: dict[str, str]) -> None:
    assert titled_en(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wang said the Ministry of Public Security will work with the Department of Homeland Security.",
        "More than 200 officials attended the China International Import Expo, the National Exhibition Center said.",
        "The relics include a stone Buddha head of the Northern Dynasties.",
        "The Meeting of Justice Ministers of SCO Member States was held in Astana on Tuesday.",
        "It was the best of times, it was the worst of times, Mr. Lorry told the head waiter.",
    ],
)
def test_english_text_without_titled_persons_yields_none(text: str) -> None:
    assert titled_en(text) == {}


def article(lang: Literal["zh", "en"], headline: str | None, body: str) -> ArticleText:
    mapped = None if headline is None else MappedText.from_raw(headline)
    sentences = ((0, len(body)),)
    return ArticleText("a-1", lang, 0, mapped, None, None, MappedText.from_raw(body), (), sentences, (), 1, 1)


def test_mentions_stand_in_order_and_know_their_places() -> None:
    text = article(
        "zh", "王小洪会见以色列大使", "公安部部长王小洪在京会见以色列驻华大使潘绮瑞。王小洪表示欢迎。潘绮瑞表示感谢。"
    )
    mentions = find_people(text)
    assert [(m.part, m.name, m.title) for m in mentions] == [
        ("headline", "王小洪", None),
        ("body", "王小洪", "公安部部长"),
        ("body", "潘绮瑞", "以色列驻华大使"),
        ("body", "王小洪", None),
        ("body", "潘绮瑞", None),
    ]
    for mention in mentions:
        assert text.headline is not None
        part = text.headline.text if mention.part == "headline" else text.body.text
        assert part[mention.start : mention.end] == mention.name
    assert len({mention.mention_id for mention in mentions}) == len(mentions)


def test_english_second_mentions_by_surname_or_given_name_are_found() -> None:
    body = (
        "Liang Mingchuan, minister of public security, met with Somchai Rattanakul, deputy commissioner general of the "
        "Royal Thai Police. Liang welcomed him. Somchai thanked China."
    )
    mentions = find_people(article("en", None, body))
    assert [m.name for m in mentions if m.title is None] == ["Liang", "Somchai"]


def test_a_word_of_a_longer_name_is_no_second_mention() -> None:
    body = "Li Wang, minister of health, spoke. Wang Fang Foundation sponsored the event. Li agreed."
    assert [m.name for m in find_people(article("en", None, body)) if m.title is None] == ["Li"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("公安部部长王小洪出席。", "王小洪", "CN"),
        ("联合国副秘书长拉克鲁瓦、代理助理秘书长路易斯致辞。", "路易斯", "UN"),
        ("白俄罗斯海关委员会副主席诺维克、布列斯特海关关长萨维茨卡娅参加。", "萨维茨卡娅", "BY"),
        ("习近平主席同杜特尔特总统通电话,中菲两国合作。", "杜特尔特", "PH"),
        ("萨摩亚警方通报,萨警察总监法阿托阿出席。", "法阿托阿", "WS"),
    ],
)
def test_country_comes_from_the_title_the_list_or_the_text(text: str, name: str, country: str) -> None:
    assert [n.country for n in find_names_zh([text]) if n.name == name][0] == country


def test_untitled_chinese_name_that_recurs_is_a_person_without_office() -> None:
    names = find_names_zh(["周启衡率团访问哈萨克斯坦", "周启衡会见了卡里莫夫。"])
    assert [(n.name, n.title) for n in names] == [("周启衡", None), ("周启衡", None)]
    assert find_names_zh(["双方会见记者", "双方会见企业家。"]) == []
