from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.events.places import dateline_city, find_location

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


@pytest.mark.parametrize(
    ("lang", "text", "city", "venue"),
    [
        ("zh", "22日在京会见", "北京", None),
        ("zh", "在韩国仁川举行", "仁川", None),
        ("zh", "在广西南宁召开", "南宁", None),
        ("zh", "在吉林省延吉市举行", "延吉", None),
        ("zh", "在呼和浩特会见", "呼和浩特", None),
        ("zh", "在新加坡分别会见", "新加坡", None),
        ("zh", "在凭祥友谊关会见", "凭祥", "凭祥友谊关"),
        ("zh", "在西安国际会议中心举行", "西安", "西安国际会议中心"),
        ("zh", "在位于福州的福建警察学院举行", "福州", "福建警察学院"),
        ("zh", "在甘肃敦煌的莫高讲堂举行", "敦煌", "莫高讲堂"),
        ("zh", "在中国人民警察大学举行", None, "中国人民警察大学"),
        ("zh", "在云南警官学院举行", None, "云南警官学院"),
        ("zh", "正在贵阳出席大会的部长", "贵阳", None),
        ("zh", "在浙江杭州黄龙饭店开幕", "杭州", "黄龙饭店"),
        ("zh", "在青岛香格里拉大酒店召开", "青岛", "青岛香格里拉大酒店"),
        ("zh", "齐聚泰国首都曼谷的科学城，参加", "曼谷", "科学城"),
        ("zh", "在西安曲江国际会议中心启幕", "西安", "西安曲江国际会议中心"),
        ("zh", "在江苏省寄生虫病防治研究所召开", None, "江苏省寄生虫病防治研究所"),
        ("zh", "在中国人民警察大学(廊坊)举办", "廊坊", "中国人民警察大学"),
        ("zh", "在四川邛崃举办", "邛崃", None),
        ("zh", "在西双版纳傣族自治州景洪市落幕", "景洪", None),
        ("zh", "在黔东南苗族侗族自治州凯里市举办", "凯里", None),
        ("zh", "在中国热带农业科学院海口院区开班", None, "中国热带农业科学院海口院区"),
        ("zh", "在沪开班", "上海", None),
        ("zh", "在瓦埠海埂会堂举行", None, "瓦埠海埂会堂"),
        ("zh", "在昆明海埂会堂举行", "昆明", "海埂会堂"),
        ("zh", "在昆明洲际酒店举行", "昆明", "昆明洲际酒店"),
        ("zh", "在莫高窟开班", None, "莫高窟"),
        ("zh", "在埃塞俄比亚亚的斯亚贝巴的非盟总部开幕", "亚的斯亚贝巴", "非盟总部"),
        (
            "en",
            "lived on the Yuzhong Campus of Lanzhou University for the School",
            None,
            "Yuzhong Campus of Lanzhou University",
        ),
        (
            "en",
            "held at the Boao Forum for Asia International Conference Center.",
            None,
            "Boao Forum for Asia International Conference Center",
        ),
        ("en", "held at Guangzhou's Jinan University", None, "Jinan University"),
        ("en", "opened at the African Union headquarters in Addis Ababa", "Addis Ababa", "African Union headquarters"),
        ("en", "at the Lake Convention Center in Beijing's Huairou District", "Beijing", "Lake Convention Center"),
        (
            "en",
            "held at the headquarters of the African Union in Addis Ababa",
            "Addis Ababa",
            "headquarters of the African Union",
        ),
        ("en", "in Beijing on Jun. 17", "Beijing", None),
        ("en", "at Friendship Pass in Pingxiang", "Pingxiang", "Friendship Pass"),
        ("en", "in the coastal city of Qingdao, Shandong province", "Qingdao", None),
        ("en", "in Langfang of Hebei province", "Langfang", None),
        ("en", "in Huairou, Beijing, from October 14", "Beijing", None),
        ("en", "in Kunshan, Suzhou, on May 2", "Kunshan", None),
        ("en", "in Tongguan, Xi'an, on May 2", "Xi'an", None),
        ("en", "held at the Science City in Sfax", "Sfax", "Science City"),
        ("en", "in southwest China's Chongqing Municipality", "Chongqing", None),
        ("en", "in the Chinese capital on Friday", "Beijing", None),
        ("en", "in the Lao capital Vientiane", "Vientiane", None),
        ("en", "In Buenos Aires on May 29", "Buenos Aires", None),
        ("en", "at Fujian Police College in Fuzhou", "Fuzhou", "Fujian Police College"),
        ("en", "held at the Museum of Black Civilizations", None, "Museum of Black Civilizations"),
    ],
)
def test_a_place_gives_its_city_and_venue(lang: Lang, text: str, city: str | None, venue: str | None) -> None:
    found = find_location(text, lang, (0, len(text)))
    assert found is not None
    assert (found.city, found.venue) == (city, venue)
    for value, span in ((found.city, found.city_span), (found.venue, found.venue_span)):
        # 在京 and 'the Chinese capital' stand for a name that is not printed
        assert value is None or (
            span is not None and (text[slice(*span)] == value or value in ("北京", "上海", "Beijing"))
        )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "在打击网络犯罪方面同泰方"),
        ("zh", "代表双方在线签署意向书"),
        ("zh", "在文化和旅游部支持下"),
        ("zh", "在会见中"),
        ("zh", "在中华人民共和国恢复联合国合法席位50周年和中国警察参与维和之际"),
        ("zh", "中国驻泰国大使"),
        ("zh", "现在举行"),
        ("en", "in March"),
        ("en", "in Public Security"),
        ("en", "in counter-terrorism"),
        ("en", "in the Belt and Road Initiative"),
    ],
)
def test_other_words_behind_the_preposition_are_no_place(lang: Lang, text: str) -> None:
    assert find_location(text, lang, (0, len(text))) is None


def test_a_title_is_no_place() -> None:
    text = "met with the WHO Representative in China in Beijing"
    blocked = [(text.index("WHO"), text.index(" in Beijing"))]
    found = find_location(text, "en", (0, len(text)), blocked)
    assert found is not None
    assert found.city == "Beijing"


def test_a_city_goes_before_a_country() -> None:
    text = "the new representative in China, in Beijing"
    found = find_location(text, "en", (0, len(text)))
    assert found is not None
    assert found.city == "Beijing"


@pytest.mark.parametrize(
    ("lang", "dateline", "city"),
    [
        ("zh", "新华社北京11月22日电", "北京"),
        ("zh", "中新社巴黎11月29日电", "巴黎"),
        ("en", "BEIJING, Nov. 22 (Xinhua) --", "Beijing"),
        ("en", "ADDIS ABABA, June 9 (Xinhua) --", "Addis Ababa"),
        ("en", "DUBROVNIK, Croatia, Aug. 15 (Xinhua) --", "Dubrovnik"),
    ],
)
def test_a_dateline_names_its_city(lang: Lang, dateline: str, city: str) -> None:
    found = dateline_city(dateline, lang)
    assert found is not None
    assert found[0] == city


def test_a_dateline_of_a_day_alone_names_none() -> None:
    assert dateline_city("Nov.30, 2023 --", "en") is None
