from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest

from bulletin_corpus.documents import ArticleText
from bulletin_corpus.language.people.mentions import find_people
from bulletin_corpus.language.people.people_en import find_names_en
from bulletin_corpus.language.people.people_zh import find_names_zh
from bulletin_corpus.language.people.printed_titles_en import split_offices_en
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


CASES = json.loads((Path(__file__).parent / "cases" / "people.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:30] for case in CASES])
def test_names_end_and_titles_begin_where_a_reader_says(case: dict[str, Any]) -> None:
    found = titled_zh(case["text"]) if case["lang"] == "zh" else titled_en(case["text"])
    joint = "、" if case["lang"] == "zh" else " | "
    assert found == {name: joint.join(titles) for name, titles in case["people"].items()}


@pytest.mark.parametrize(
    "text",
    [
        "部长级对话在京举行,总统府发表声明,局长会议召开,大使馆举行招待会,主席国代表发言。",
        "记者张三、摄影李四报道。民警王五介绍,犯罪嫌疑人赵某已被抓获。",
        "检察官常态化交流机制运行良好,双方代表国务院签署协议。",
        "会议期间,各国警方就打击跨国犯罪交换意见。",
        "他看见掌柜的正在柜台后面打算盘,便走过去坐下。",
        "公安部部长向长沙通报情况,总统向仰光捐赠药品。",
        "本周鸡蛋每公斤9.8元,较上周下降2%,批发市场经理表示供应充足。",
    ],
)
def test_chinese_text_without_titled_persons_yields_none(text: str) -> None:
    assert titled_zh(text) == {}


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


def test_a_surname_that_a_pinyin_name_shares_with_another_is_a_second_mention() -> None:
    body = "Health Minister Wang Joon Kee met with Vice Minister of Justice Wang Xiaohong. Later Wang agreed."
    names = [mention.name for mention in find_people(article("en", None, body))]
    assert names == ["Wang Joon Kee", "Wang Xiaohong", "Wang"]


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
    assert next(n.country for n in find_names_zh([text]) if n.name == name) == country


def test_untitled_chinese_name_that_recurs_is_a_person_without_office() -> None:
    names = find_names_zh(["周启衡率团访问哈萨克斯坦", "周启衡会见了卡里莫夫。"])
    assert [(n.name, n.title) for n in names] == [("周启衡", None), ("周启衡", None)]
    assert find_names_zh(["双方会见记者", "双方会见企业家。"]) == []


def test_untitled_name_in_pinyin_is_a_person_without_office() -> None:
    names = find_names_en(
        ["Zhou Qiheng led a delegation to Astana. Zhou met with local officials in the Golden Triangle."]
    )
    assert [(n.name, n.title) for n in names] == [("Zhou Qiheng", None), ("Zhou", None)]
    assert find_names_en(["The Golden Triangle is large. Silk Road trade grew."]) == []


def test_a_foreign_city_tells_the_country_of_its_officials() -> None:
    text = "昆明市市长黄源与清迈市长阿萨尼共同植树，武汉市副市长李明陪同。"
    assert {name.name: name.country for name in find_names_zh([text]) if name.title} == {
        "黄源": "CN",
        "阿萨尼": "TH",
        "李明": "CN",
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Wang Dong, Director General of the China Coast Guard, and Vice Admiral Renato Cruz, Commandant of the "
            "Philippine Coast Guard, talked.",
            "Director General of the China Coast Guard",
        ),
        (
            "said Fahd Al-Harbi, an adviser to the National Cybersecurity Authority of Saudi Arabia.",
            "adviser to the National Cybersecurity Authority of Saudi Arabia",
        ),
        (
            "Andrew Yatilman, deputy secretary of the Department of Environment, Climate Change and Emergency "
            "Management of Fiji, spoke.",
            "deputy secretary of the Department of Environment, Climate Change and Emergency Management of Fiji",
        ),
    ],
)
def test_a_title_holds_its_fields_and_ends_before_the_next_person(text: str, title: str) -> None:
    assert find_names_en([text])[0].title == title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("欧洲中央银行货币司顾问马蒂亚斯·克莱因线上授课。", ["马蒂亚斯·克莱因"]),
        ("塞浦路斯警察总长斯泰利奥斯·帕帕称，此案是典范。", ["斯泰利奥斯·帕帕"]),
        ("克罗地亚驻华大使馆公使马里娜·霍尔瓦特、文旅部司长朴吉顺在座。", ["马里娜·霍尔瓦特", "朴吉顺"]),
    ],
)
def test_transliterated_names_end_before_verbs_and_are_no_countries(text: str, names: list[str]) -> None:
    assert [name.name for name in find_names_zh([text])] == names


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Lee White, Minister of Water, Forests, the Sea and Environment of Gabon, received them.",
            {"Lee White": "Minister of Water, Forests, the Sea and Environment of Gabon"},
        ),
        (
            "Batbold Ganzorig, head of the Crop Department at Mongolia's Ministry of Food, Agriculture "
            "and Light Industry, called for it.",
            {
                "Batbold Ganzorig": "head of the Crop Department at Mongolia's Ministry of Food, "
                "Agriculture and Light Industry"
            },
        ),
        (
            "Andres Arens, Vice Minister of Production, Foreign Trade, Investment and Fisheries of "
            "Ecuador, delivered speeches.",
            {"Andres Arens": "Vice Minister of Production, Foreign Trade, Investment and Fisheries of Ecuador"},
        ),
        (
            "Amina Diallo, Minister of Women, Family, Gender and Child Protection of Senegal, spoke.",
            {"Amina Diallo": "Minister of Women, Family, Gender and Child Protection of Senegal"},
        ),
        (
            "Poasi Tei, Minister of Meteorology, Energy, Information, Disaster Management, Environment, "
            "Communications and Climate Change of Tonga, attended.",
            {
                "Poasi Tei": "Minister of Meteorology, Energy, Information, Disaster Management, "
                "Environment, Communications and Climate Change of Tonga"
            },
        ),
        (
            "Ernesto Machava, director of the Inspection Department of Mozambique's Ministry of Sea, "
            "Inland Waters and Fisheries, shared it.",
            {
                "Ernesto Machava": "director of the Inspection Department of Mozambique's Ministry of "
                "Sea, Inland Waters and Fisheries"
            },
        ),
        (
            "Minister of Agriculture, Livestock and Food Security of Kenya Peter Munya met him.",
            {"Peter Munya": "Minister of Agriculture, Livestock and Food Security of Kenya"},
        ),
        (
            "Matai Seremaiah, Deputy Prime Minister and Minister of Foreign Affairs, External Trade and "
            "International Cooperation of Vanuatu, said so.",
            {
                "Matai Seremaiah": "Deputy Prime Minister | Minister of Foreign Affairs, External Trade "
                "and International Cooperation of Vanuatu"
            },
        ),
        (
            "Tea Tsulukiani, Georgian Minister of Culture, Sport and Youth, met him.",
            {"Tea Tsulukiani": "Georgian Minister of Culture, Sport and Youth"},
        ),
        (
            "Karine Siegwart, deputy director of the Swiss Federal Office for the Environment, spoke.",
            {"Karine Siegwart": "deputy director of the Swiss Federal Office for the Environment"},
        ),
        (
            "Ji An held talks with the ministers of justice and human rights of Peru and Chile, Eduardo "
            "Arana and Luisa Cordero, on June 4.",
            {
                "Eduardo Arana": "minister of justice and human rights of Peru",
                "Luisa Cordero": "minister of justice and human rights of Chile",
            },
        ),
        (
            "He met with the prosecutors general of Uzbekistan and Tajikistan, Nigmatilla Yuldashev and "
            "Yusuf Rahmon, in Beijing.",
            {
                "Nigmatilla Yuldashev": "prosecutor general of Uzbekistan",
                "Yusuf Rahmon": "prosecutor general of Tajikistan",
            },
        ),
        (
            "The interior ministers of Serbia and Hungary, Ivica Dacic and Sandor Pinter, attended.",
            {"Ivica Dacic": "interior minister of Serbia", "Sandor Pinter": "interior minister of Hungary"},
        ),
        (
            "Police chiefs of Malaysia and Brunei Razarudin Husain and Irwan Hambali spoke.",
            {"Razarudin Husain": "Police chief of Malaysia", "Irwan Hambali": "Police chief of Brunei"},
        ),
        (
            "Vice Ministers of Public Security Lin Rui and Xu Ganlu attended the meeting.",
            {"Lin Rui": "Vice Minister of Public Security", "Xu Ganlu": "Vice Minister of Public Security"},
        ),
        (
            "Deputy directors Li Ming and Wang Fang of the bureau were present.",
            {"Li Ming": "Deputy director of the bureau", "Wang Fang": "Deputy director of the bureau"},
        ),
    ],
)
def test_lists_of_fields_and_shared_titles_are_read_whole(text: str, titles: dict[str, str]) -> None:
    found = titled_en(text)
    assert {name: found.get(name) for name in titles} == titles


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of justice of Peru and Chile agreed on Monday.",
        "Ministers from Peru and Chile, Eduardo Arana said, agreed.",
        "The directors of museums in Xi'an and Luoyang met.",
        "Officers Bar Brown and Fire Green Corps",
    ],
)
def test_titles_without_as_many_persons_are_not_shared(text: str) -> None:
    assert [name for name in find_names_en([text]) if name.rule == "official.shared.en"] == []


def test_a_surname_that_is_also_a_preposition_makes_a_name_before_no_city() -> None:
    assert titled_zh("公安部部长向明辉通报情况。") == {"向明辉": "公安部部长"}
    assert titled_zh("公安部部长向长沙通报情况。") == {}


def test_old_surnames_of_two_characters_take_two_more() -> None:
    assert titled_zh("教育部副部长贺楼兰心在开幕式上说,合作很好。") == {"贺楼兰心": "教育部副部长"}
    assert titled_zh("教育部副部长贺兰心在开幕式上说,合作很好。") == {"贺兰心": "教育部副部长"}
