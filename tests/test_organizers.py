"""Who holds an event: lists of organisations and the words that say what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
import regex

from bulletin_corpus.language.events.organisation_lists import find_organisations
from bulletin_corpus.language.events.organizers import find_organizers
from bulletin_corpus.language.events.reading import OrganizerName, Phrase, event_text
from bulletin_corpus.language.people.organisation_pairs import ALIKE, are_of_other_kinds, likeness, matched
from marked_articles import MarkedItem

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

EVENT = regex.compile(r"(?i)seminar|forum|course|workshop|dialogue|论坛|培训班|研修班|研讨会|研讨班")


def hosts(lang: Lang, body: str) -> list[str]:
    item = MarkedItem()
    text = event_text(item.article(lang, body), item.persons)
    event = EVENT.search(text.body)
    assert event is not None
    return [one.name.value for one in find_organizers(text, Phrase(event[0], "body", *event.span(), "test"))]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (
            "the Ministry of Justice, the National Forestry and Grassland Administration and the provincial department "
            "of transport",
            [
                "Ministry of Justice",
                "National Forestry and Grassland Administration",
                "provincial department of transport",
            ],
        ),
        (
            "the Research Center for Inspection and Quarantine Standards of the General Administration of Customs",
            ["Research Center for Inspection and Quarantine Standards of the General Administration of Customs"],
        ),
        (
            "the United Nations Educational, Scientific and Cultural Organization and the Ministry of Culture, Sports "
            "and Tourism of Korea",
            [
                "United Nations Educational, Scientific and Cultural Organization",
                "Ministry of Culture, Sports and Tourism of Korea",
            ],
        ),
        (
            "XTBG and Botanic Gardens Conservation International",
            [
                "XTBG",
                "Botanic Gardens Conservation International",
            ],
        ),
        ("the General Administration of Customs (GACC) in Qingdao", ["General Administration of Customs", "Qingdao"]),
        ("the UN Office in Vienna", ["UN Office in Vienna"]),
        (
            "the Association for Friendship with Foreign Countries, together with INTERPOL",
            [
                "Association for Friendship with Foreign Countries",
                "INTERPOL",
            ],
        ),
        (
            "the Liaoning Provincial Government and Greenpeace East Asia",
            [
                "Liaoning Provincial Government",
                "Greenpeace East Asia",
            ],
        ),
        ("the Ministry of Interior and Public Administration", ["Ministry of Interior and Public Administration"]),
        ("the prices of bread and butter", []),
    ],
)
def test_a_list_is_divided_between_names(listed: str, names: list[str]) -> None:
    text = f"hosted by {listed}."
    found = [text[start:end] for one in find_organisations(text, 0, len(text)) for start, end in one.names]
    assert found == names


HELD = [
    pytest.param(
        "en",
        "The seminar opened in Chengdu on May 6. Its hosts are the Sichuan Provincial Department of Justice "
        "and the Mongolian Ministry of Justice and Home Affairs.",
        [
            "Sichuan Provincial Department of Justice",
            "Mongolian Ministry of Justice and Home Affairs",
        ],
    ),
    pytest.param(
        "en",
        "A seminar on border health, organised jointly by China's National Disease Control and Prevention "
        "Administration and the Ministry of Health of Kazakhstan, was held in Khorgos on May 6.",
        [
            "National Disease Control and Prevention Administration",
            "Ministry of Health of Kazakhstan",
        ],
    ),
    pytest.param(
        "en",
        "The China-Africa Police Training Workshop, a joint undertaking of the Ministry of Public Security "
        "and the African Union Mechanism for Police Cooperation, opened in Jinan on May 6.",
        [
            "Ministry of Public Security",
            "African Union Mechanism for Police Cooperation",
        ],
    ),
    pytest.param(
        "en",
        "The workshop on fisheries enforcement, hosted by the China Coast Guard and undertaken by its East "
        "China Sea Branch, was held in Xiamen from May 6 to 8.",
        [
            "China Coast Guard",
            "East China Sea Branch",
        ],
    ),
    pytest.param(
        "en",
        "The Ministry of Education has teamed up with UNESCO to hold a training course on vocational "
        "education in Tianjin from May 6 to 17.",
        [
            "Ministry of Education",
            "UNESCO",
        ],
    ),
    pytest.param(
        "en",
        "The Guangdong Provincial Public Security Department, along with the Macao Judiciary Police, hosted "
        "the forum on telecom fraud in Zhuhai on May 6.",
        [
            "Guangdong Provincial Public Security Department",
            "Macao Judiciary Police",
        ],
    ),
    pytest.param(
        "en",
        "Jointly launched by the State Taxation Administration and the Inter-American Center of Tax "
        "Administrations, the seminar on tax administration was held in Yangzhou on May 6 and was organized "
        "by the Taxation Institute.",
        [
            "State Taxation Administration",
            "Inter-American Center of Tax Administrations",
            "Taxation Institute",
        ],
    ),
    pytest.param(
        "en",
        "The forum was held on May 6 in Baku by the State Customs Committee of Azerbaijan, with the General "
        "Administration of Customs of China and the World Bank as co-organizers.",
        [
            "State Customs Committee of Azerbaijan",
            "General Administration of Customs of China",
            "World Bank",
        ],
    ),
    pytest.param(
        "en",
        "The course on forensic DNA opened in Beijing on May 6. It was organized by the Institute of "
        "Forensic Science of the Ministry of Public Security with the support of the International Committee "
        "of the Red Cross.",
        ["Institute of Forensic Science of the Ministry of Public Security"],
    ),
    pytest.param(
        "en",
        "Under the joint sponsorship of the China Meteorological Administration, the Ministry of Emergency "
        "Management and the Economic and Social Commission for Asia and the Pacific, a workshop on heat "
        "waves was held in Wuhan on May 6.",
        [
            "China Meteorological Administration",
            "Ministry of Emergency Management",
            "Economic and Social Commission for Asia and the Pacific",
        ],
    ),
    pytest.param(
        "en",
        "The Forum on Trade in Services, co-sponsored by the Ministry of Commerce and the Beijing Municipal "
        "People's Government and organized by the Beijing Municipal Commerce Bureau, the Trade Development "
        "Bureau and the China Institute for Trade, took place in Beijing on May 6.",
        [
            "Ministry of Commerce",
            "Beijing Municipal People's Government",
            "Beijing Municipal Commerce Bureau",
            "Trade Development Bureau",
            "China Institute for Trade",
        ],
    ),
    pytest.param(
        "en",
        "The seminar on wetlands held in Panjin on May 6 was the work of three organizers: the National "
        "Forestry and Grassland Administration, the Liaoning Provincial Government and Wetlands "
        "International.",
        [
            "National Forestry and Grassland Administration",
            "Liaoning Provincial Government",
            "Wetlands International",
        ],
    ),
    pytest.param(
        "en",
        "A seminar on consumer protection was held in Shanghai on May 6. Organizers include the State "
        "Administration for Market Regulation, the China Consumers Association and the United Nations "
        "Conference on Trade and Development (UNCTAD).",
        [
            "State Administration for Market Regulation",
            "China Consumers Association",
            "United Nations Conference on Trade and Development",
        ],
    ),
    pytest.param(
        "en",
        "The Thai Royal Police and the Chinese Ministry of Public Security co-organized a training course on "
        "cybercrime in Bangkok from May 6 to 10.",
        [
            "Thai Royal Police",
            "Chinese Ministry of Public Security",
        ],
    ),
    pytest.param(
        "en",
        "Hosted by the Supreme People's Court and organized by the Supreme People's Court of Vietnam's "
        "Academy, a forum on justice opened in Hanoi on May 6.",
        [
            "Supreme People's Court",
            "Supreme People's Court of Vietnam's Academy",
        ],
    ),
    pytest.param(
        "en",
        "On May 6, the Ministry of Natural Resources, in cooperation with the Intergovernmental "
        "Oceanographic Commission, opened a training workshop on tsunami warning in Tianjin.",
        [
            "Ministry of Natural Resources",
            "Intergovernmental Oceanographic Commission",
        ],
    ),
    pytest.param(
        "en",
        "The training course was held at Shandong Police College in Jinan from May 6 to 20. The "
        "International Cooperation Department of the Ministry of Public Security sponsored it and the "
        "college was responsible for its organization.",
        [
            "International Cooperation Department of the Ministry of Public Security",
            "Shandong Police College",
        ],
    ),
    pytest.param(
        "en",
        "The International Seminar on Anti-Corruption opened in Haikou on May 6. The National Supervisory "
        "Commission is its sponsor, while the Hainan Provincial Supervisory Commission takes care of "
        "organization.",
        [
            "National Supervisory Commission",
            "Hainan Provincial Supervisory Commission",
        ],
    ),
    pytest.param(
        "en",
        "The seminar was initiated by the Secretariat of the Shanghai Cooperation Organization and hosted on "
        "May 6 in Tashkent by the Ministry of Internal Affairs of Uzbekistan.",
        [
            "Secretariat of the Shanghai Cooperation Organization",
            "Ministry of Internal Affairs of Uzbekistan",
        ],
    ),
    pytest.param(
        "en",
        "A forum on press freedom and new media, jointly put on by the All-China Journalists Association, "
        "China Daily and the Kenya Union of Journalists, opened in Nairobi on May 6.",
        [
            "All-China Journalists Association",
            "China Daily",
            "Kenya Union of Journalists",
        ],
    ),
    pytest.param(
        "en",
        "With the Ministry of Culture and Tourism as its host and the Shanxi Museum and Datong Municipal "
        "Government as its co-organizers, the International Forum on Grottoes opened in Datong on May 6.",
        [
            "Ministry of Culture and Tourism",
            "Shanxi Museum",
            "Datong Municipal Government",
        ],
    ),
    pytest.param(
        "en",
        "The course was run by Interpol and China's National Central Bureau in Lyon from May 6 to 10.",
        [
            "Interpol",
            "National Central Bureau",
        ],
    ),
    pytest.param(
        "en",
        "The seminar was sponsored by the Ministry of Commerce of China, hosted by Fujian Agriculture and "
        "Forestry University and co-organized by Sanming University and the Fujian Academy of Agricultural "
        "Sciences in Fuzhou on May 6.",
        [
            "Ministry of Commerce of China",
            "Fujian Agriculture and Forestry University",
            "Sanming University",
            "Fujian Academy of Agricultural Sciences",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，由四川省司法厅同蒙古国司法和内务部合办的法律服务研讨会在成都开幕。",
        [
            "四川省司法厅",
            "蒙古国司法和内务部",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，公安部与非洲联盟警务合作机制在济南共同举办中非警务培训研讨班。",
        [
            "公安部",
            "非洲联盟警务合作机制",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日至8日，渔业执法研讨会在厦门举行，中国海警局主办，中国海警局东海分局承办。",
        [
            "中国海警局",
            "中国海警局东海分局",
        ],
    ),
    pytest.param(
        "zh",
        "教育部携手联合国教科文组织于5月6日至17日在天津举办职业教育培训班。",
        [
            "教育部",
            "联合国教科文组织",
        ],
    ),
    pytest.param(
        "zh",
        "广东省公安厅会同澳门司法警察局5月6日在珠海主办反电信诈骗论坛。",
        [
            "广东省公安厅",
            "澳门司法警察局",
        ],
    ),
    pytest.param(
        "zh",
        "由国家税务总局和美洲税收管理组织共同推出、税务干部学院具体承办的税收征管研修班5月6日在扬州开班。",
        [
            "国家税务总局",
            "美洲税收管理组织",
            "税务干部学院",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，论坛在巴库举行。阿塞拜疆国家海关委员会为主办方，中国海关总署、世界银行为协办方。",
        [
            "阿塞拜疆国家海关委员会",
            "中国海关总署",
            "世界银行",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，法医DNA培训班在北京开班。此次培训由公安部物证鉴定中心组织，红十字国际委员会提供支持。",
        ["公安部物证鉴定中心"],
    ),
    pytest.param(
        "zh",
        "在中国气象局、应急管理部、联合国亚太经社会联合主办下，热浪预警研讨会5月6日在武汉召开。",
        [
            "中国气象局",
            "应急管理部",
            "联合国亚太经社会",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，服务贸易论坛在京举行，论坛由商务部和北京市人民政府共同主办，北京市商务局、商务部贸易发展事务"
        "局、中国贸易学会共同承办。",
        [
            "商务部",
            "北京市人民政府",
            "北京市商务局",
            "商务部贸易发展事务局",
            "中国贸易学会",
        ],
    ),
    pytest.param(
        "zh",
        "泰国皇家警察总署与中国公安部5月6日至10日在曼谷合作开办网络犯罪侦查培训班。",
        [
            "泰国皇家警察总署",
            "中国公安部",
        ],
    ),
    pytest.param(
        "zh",
        "由最高人民法院主办，越南最高人民法院法院学院承办，广西壮族自治区高级人民法院协办的司法论坛5月6日在河内开幕。",
        [
            "最高人民法院",
            "越南最高人民法院法院学院",
            "广西壮族自治区高级人民法院",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，受商务部委托，由福建农林大学承办，三明学院、福建省农业科学院协办的菌草技术培训班在福州开班。",
        [
            "福建农林大学",
            "三明学院",
            "福建省农业科学院",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日至20日，培训班在济南举行，由公安部国际合作局牵头主办，山东警察学院负责组织实施。",
        [
            "公安部国际合作局",
            "山东警察学院",
        ],
    ),
    pytest.param(
        "zh",
        "国际反腐败研讨会5月6日在海口开幕。研讨会的主办单位是国家监察委员会，承办单位是海南省监察委员会。",
        [
            "国家监察委员会",
            "海南省监察委员会",
        ],
    ),
    pytest.param(
        "zh",
        "中华全国新闻工作者协会、中国日报社、肯尼亚记者联合会共同主办的新媒体论坛5月6日在内罗毕开幕。",
        [
            "中华全国新闻工作者协会",
            "中国日报社",
            "肯尼亚记者联合会",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，国际石窟论坛在大同开幕。本届论坛主办单位：文化和旅游部；承办单位：山西博物院、大同市人民政府。",
        [
            "文化和旅游部",
            "山西博物院",
            "大同市人民政府",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，国际禁毒研讨会在昆明举办，系由国家禁毒办指导、云南省禁毒委员会办公室主办、云南警官学院及云南"
        "大学协办。",
        [
            "云南省禁毒委员会办公室",
            "云南警官学院",
            "云南大学",
        ],
    ),
    pytest.param(
        "zh",
        "5月6日，中国与东盟消费者保护研讨会在南宁开幕，国家市场监督管理总局与东盟秘书处联袂主办，广西市场监督"
        "管理局承办。",
        [
            "国家市场监督管理总局",
            "东盟秘书处",
            "广西市场监督管理局",
        ],
    ),
    pytest.param("zh", "本次研讨会系中国法学会和俄罗斯法律家协会联合主办。", ["中国法学会", "俄罗斯法律家协会"]),
    pytest.param(
        "zh", "此次培训班由中国海警局发起，山东海警局具体组织，青岛海洋科技馆提供场地。", ["中国海警局", "山东海警局"]
    ),
    pytest.param(
        "zh",
        "论坛由国家文物局、陕西省人民政府、联合国教科文组织三方联合主办。",
        ["国家文物局", "陕西省人民政府", "联合国教科文组织"],
    ),
    pytest.param(
        "zh",
        "研修班由公安部国际合作局牵头，公安部禁毒局、云南省公安厅配合举办。",
        ["公安部国际合作局", "公安部禁毒局", "云南省公安厅"],
    ),
    pytest.param(
        "zh", "法国驻上海总领事馆携手上海图书馆推出的“城市与气候”论坛8日开幕。", ["法国驻上海总领事馆", "上海图书馆"]
    ),
    pytest.param("zh", "广西壮族自治区公安厅在南宁市承办中国—东盟警务培训班。", ["广西壮族自治区公安厅"]),
    pytest.param("zh", "此次论坛的组织者为上海合作组织秘书处。", ["上海合作组织秘书处"]),
    pytest.param("zh", "研修班是海关总署首次与太平洋共同体秘书处合作举办。", ["海关总署", "太平洋共同体秘书处"]),
    pytest.param(
        "zh",
        "国家移民管理局、越南公安部出入境管理局共同组织了此次研讨会。",
        ["国家移民管理局", "越南公安部出入境管理局"],
    ),
    pytest.param(
        "zh",
        "国家市场监督管理总局联手国际标准化组织，于9月1日在苏州召开标准化论坛。",
        ["国家市场监督管理总局", "国际标准化组织"],
    ),
    pytest.param("zh", "由国际移民组织出资、国家移民管理局承办的反拐研讨班在海口举行。", ["国家移民管理局"]),
    pytest.param(
        "en",
        "The seminar was organized by UNODC and hosted by the Royal Thai Police in Chiang Mai.",
        ["UNODC", "Royal Thai Police"],
    ),
    pytest.param(
        "en",
        "The workshop, an initiative of the Asian Development Bank, was held in Manila.",
        ["Asian Development Bank"],
    ),
    pytest.param(
        "en",
        "In partnership with the German Federal Ministry of Justice, the National Judges College ran a "
        "seminar on bankruptcy law.",
        ["German Federal Ministry of Justice", "National Judges College"],
    ),
    pytest.param(
        "en",
        "The forum is co-hosted every year by the Ministry of Culture and Tourism and the Fujian "
        "provincial government.",
        ["Ministry of Culture and Tourism", "Fujian provincial government"],
    ),
    pytest.param(
        "en",
        "The workshop was organized within the framework of the Belt and Road Initiative by the National "
        "Energy Administration.",
        ["National Energy Administration"],
    ),
    pytest.param(
        "en",
        "The forum, for which the Hainan provincial government was the host and Hainan University the "
        "co-organizer, ended on Sunday.",
        ["Hainan provincial government", "Hainan University"],
    ),
    pytest.param(
        "en",
        "The course is the first that the General Administration of Customs has run with the Secretariat "
        "of the Pacific Community.",
        ["General Administration of Customs", "Secretariat of the Pacific Community"],
    ),
    pytest.param(
        "en",
        "A collaboration between the Hunan provincial government and the African Union, the forum has "
        "been held every two years since 2017.",
        ["Hunan provincial government", "African Union"],
    ),
    pytest.param(
        "en",
        "The forum, co-hosted with the British Museum, was organized by the National Museum of China.",
        ["British Museum", "National Museum of China"],
    ),
    pytest.param(
        "en",
        "Hosting the forum were the Ministry of Agriculture and Rural Affairs and the FAO.",
        ["Ministry of Agriculture and Rural Affairs", "FAO"],
    ),
    pytest.param(
        "en",
        "Organised under the China-ASEAN Cooperation Fund by Guangxi Police College, the course lasted two weeks.",
        ["Guangxi Police College"],
    ),
    pytest.param(
        "en",
        "The Dutch embassy in Beijing and Renmin University of China hosted a seminar on water law on Tuesday.",
        ["Dutch embassy in Beijing", "Renmin University of China"],
    ),
    pytest.param(
        "en",
        "The National Energy Administration joined hands with the International Renewable Energy Agency "
        "in organizing the forum.",
        ["National Energy Administration", "International Renewable Energy Agency"],
    ),
    pytest.param("zh", "5月6日,由芬兰边防军和瑞典海岸警卫队主办的救援论坛开幕。", ["芬兰边防军", "瑞典海岸警卫队"]),
    pytest.param("zh", "救援论坛由水利部牵头,财政部和外交部共同组织。", ["水利部", "财政部", "外交部"]),
    pytest.param("zh", "5月6日,水利部依托河海大学举办防洪研讨会。", ["水利部"]),
    pytest.param("zh", "防洪研讨会在京开幕。作为主办方,水利部邀请了八国专家。", ["水利部"]),
    pytest.param("zh", "防洪研讨会在京开幕。参与主办的还有财政部和外交部。", ["财政部", "外交部"]),
    pytest.param("zh", "防洪研讨会在京开幕。主办:水利部。承办:河海大学。", ["水利部", "河海大学"]),
    pytest.param("zh", "防洪研讨会由水利部作为主办方,河海大学作为协办方。", ["水利部", "河海大学"]),
    pytest.param("zh", "防洪研讨会由水利部与财政部通过线上方式联合举办。", ["水利部", "财政部"]),
    pytest.param(
        "zh", "5月6日,中国残疾人福利基金会同国务院扶贫办举办防洪研讨会。", ["中国残疾人福利基金会", "国务院扶贫办"]
    ),
    pytest.param("zh", "防洪研讨会首次主办,三方轮流主办。", []),
    pytest.param(
        "en",
        "The seminar was hosted by Wabu Technologies Co., Ltd. and the provincial health commission.",
        ["Wabu Technologies Co., Ltd.", "provincial health commission"],
    ),
    pytest.param(
        "en",
        "The seminar was hosted by the French National Gendarmerie and China Development Bank.",
        ["French National Gendarmerie", "China Development Bank"],
    ),
    pytest.param(
        "en",
        "The seminar was hosted by the Ministry of Justice and the Central Orchestra.",
        ["Ministry of Justice", "Central Orchestra"],
    ),
    pytest.param("en", "With the support of the Asian Bank, Sandu University held a seminar.", ["Sandu University"]),
    pytest.param(
        "en", "The seminar opened on May 6. The organizer, Sandu University, had invited experts.", ["Sandu University"]
    ),
    pytest.param("en", "A seminar opened, according to Sandu University, the organizer.", ["Sandu University"]),
    pytest.param(
        "en",
        "A seminar opened on May 6. It was the joint effort of Sandu University and the Wabu Institute.",
        ["Sandu University", "Wabu Institute"],
    ),
    pytest.param(
        "en",
        "A course which Sandu University ran on behalf of the Ministry of Justice opened on May 6.",
        ["Sandu University", "Ministry of Justice"],
    ),
    pytest.param(
        "en",
        "Teachers from Sandu University and ICCROM, the joint hosts of the course, had come.",
        ["Sandu University", "ICCROM"],
    ),
    pytest.param(
        "en",
        "The Center for Drug Evaluation under the NMPA hosted the seminar.",
        ["Center for Drug Evaluation under the NMPA"],
    ),
    pytest.param(
        "en",
        "Besides Sandu University, its hosts include the Wabu Institute. The seminar opened on May 6.",
        ["Sandu University", "Wabu Institute"],
    ),
    pytest.param(
        "en",
        "Responsible for the seminar were Sandu University and the Wabu Institute.",
        ["Sandu University", "Wabu Institute"],
    ),
    pytest.param(
        "en", "The seminar was held by the Embassy of Thailand in China in Kunming.", ["Embassy of Thailand in China"]
    ),
    ("zh", "由应急管理部举办、瓦埠消防学院承办的扑火培训班6月7日开班。", ["瓦埠消防学院", "应急管理部"]),
    (
        "en",
        "It was sponsored by the Ministry of Trade and the People's Government of Wabu. The course was undertaken by "
        "the ministry.",
        ["Ministry of Trade", "People's Government of Wabu"],
    ),
    (
        "en",
        "The National Institute of Hazards, which is affiliated to the ministry, organized the seminar on June 2.",
        ["National Institute of Hazards"],
    ),
]


@pytest.mark.parametrize(("lang", "body", "names"), HELD)
def test_who_holds_an_event_is_told_in_many_ways(lang: Lang, body: str, names: list[str]) -> None:
    assert sorted(hosts(lang, body)) == sorted(names)


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "A seminar on trade opened on May 6. A dinner was hosted by the Beijing Municipal Government."),
        ("en", "A seminar on trade opened on May 6. Experts from the Ministry of Commerce attended."),
        ("en", "A seminar on trade opened on May 6. It was supported by the Asian Development Bank."),
        ("en", "A seminar on trade was attended by the Ministry of Commerce and the Asian Development Bank."),
        ("zh", "5月6日,国际贸易研讨会在京开幕。商务部、亚洲开发银行派员参加。"),
        ("zh", "5月6日,国际贸易研讨会在京开幕。研讨会得到亚洲开发银行支持。"),
    ],
)
def test_guests_and_supporters_hold_no_event(lang: Lang, body: str) -> None:
    assert hosts(lang, body) == []


@pytest.mark.parametrize(
    ("lang", "headline", "body", "names"),
    [
        (
            "en",
            "Jilin University Hosts Northeast Asia Forum on Black Soil",
            "Farm officials gathered for the Northeast Asia Forum on Black Soil on Tuesday.",
            ["Jilin University"],
        ),
        (
            "en",
            "CATAS Holds Seminar on Tropical Crops",
            "A seminar opened on May 6. The Chinese Academy of Tropical Agricultural Sciences lies in Haikou.",
            ["Chinese Academy of Tropical Agricultural Sciences"],
        ),
        ("zh", "国家统计局举办人口普查研修班", "9月9日,人口普查研修班在西安开班。", ["国家统计局"]),
        ("en", "Shanghai Hosts Forum on Ports", "A forum on ports opened in Shanghai on May 6.", []),
        ("en", "Ministry Holds Seminar on Trade", "A seminar on trade opened in Shanghai on May 6.", []),
        (
            "en",
            "Jilin University Hosts Forum",
            "The forum was organized by the Ministry of Education.",
            ["Ministry of Education"],
        ),
        ("zh", "上海举办港口论坛", "5月6日,港口论坛在上海开幕。", []),
    ],
)
def test_a_headline_names_the_host_where_the_body_names_none(
    lang: Lang, headline: str, body: str, names: list[str]
) -> None:
    item = MarkedItem()
    text = event_text(item.article(lang, body, headline), item.persons)
    event = EVENT.search(text.body)
    assert event is not None
    found = find_organizers(text, Phrase(event[0], "body", *event.span(), "test"))
    assert [one.name.value for one in found] == names
    assert all(text.parts[one.name.part][one.name.start : one.name.end] == one.name.value for one in found)


def organizer(name: str, role: Literal["organizer", "co_organizer"]) -> OrganizerName:
    return OrganizerName(Phrase(name, "body", 0, len(name), "test"), role)


def pairs(zh: list[str], en: list[str]) -> list[tuple[str | None, str | None]]:
    found = matched([organizer(name, "organizer") for name in zh], [organizer(name, "organizer") for name in en])
    return [(one.name.value if one else None, other.name.value if other else None) for one, other in found]


def test_the_names_left_over_are_paired_in_order() -> None:
    assert pairs(["中央广播电视总台", "大自然保护协会"], ["China Media Group", "The Nature Conservancy"]) == [
        ("中央广播电视总台", "China Media Group"),
        ("大自然保护协会", "The Nature Conservancy"),
    ]


def test_what_has_no_rendering_may_be_spelled() -> None:
    assert likeness("青田县人民政府", "Qingtian County People's Government") > 0.8
    assert likeness("沙坪县人民政府", "Qingtian County People's Government") < likeness(
        "青田县人民政府", "Qingtian County People's Government"
    )


def test_two_bodies_of_the_united_nations_are_not_alike() -> None:
    assert likeness("世界气象组织", "UNICEF") < ALIKE
    assert likeness("国际劳工组织", "Food and Agriculture Organization of the United Nations") < ALIKE
    assert likeness("联合国驻华代表处", "UN Office in China") > ALIKE


def test_bodies_of_other_kinds_are_not_paired() -> None:
    assert pairs(
        ["国家林业和草原局", "云南大学"], ["National Forestry and Grassland Administration", "Omega Bureau"]
    ) == [
        ("国家林业和草原局", "National Forestry and Grassland Administration"),
        ("云南大学", None),
        (None, "Omega Bureau"),
    ]


@pytest.mark.parametrize(
    ("zh", "en", "other"),
    [
        ("云南大学", "Kunming Customs", True),
        ("最高人民法院", "Supreme People's Procuratorate", True),
        ("北京大学", "Institute of Law of Peking University", False),
        ("国家林业和草原局", "National Forestry and Grassland Administration", False),
        ("敦煌研究院", "Dunhuang Academy", False),
        ("中央广播电视总台", "China Media Group", False),
    ],
)
def test_heads_tell_the_kinds_of_bodies(zh: str, en: str, *, other: bool) -> None:
    assert are_of_other_kinds(zh, en) is other
