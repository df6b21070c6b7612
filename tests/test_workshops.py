from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import BulletinContext
from bulletin_corpus.language.events.reading import WorkshopAccount, event_text
from bulletin_corpus.language.events.workshops import find_workshop
from bulletin_corpus.stages.extract import extract
from marked_articles import MarkedItem

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

A = "[公安部副部长|周启衡|CN]"
B = "[泰国警察总监|颂猜|TH]"
ZHOU = "[vice-minister of public security|Zhou Qiheng|CN]"


def read(lang: Lang, body: str, headline: str | None = None) -> WorkshopAccount | None:
    item = MarkedItem()
    return find_workshop(event_text(item.article(lang, body, headline), item.persons))


def told(lang: Lang, body: str) -> WorkshopAccount:
    account = read(lang, body)
    assert account is not None
    return account


@pytest.mark.parametrize(
    ("lang", "body", "name"),
    [
        ("zh", "9月8日至9日,维和(警察)国际研讨会在京举行。", "维和(警察)国际研讨会"),
        ("zh", "9月8日,由公安部主办、陕西省政府承办的第二届丝路公共安全论坛在西安举行。", "第二届丝路公共安全论坛"),
        ("zh", "9月8日,为期3天的海上搜救合作研讨会在青岛开幕。", "海上搜救合作研讨会"),
        ("zh", "9月8日,海关总署在南宁召开打击濒危物种走私国际研讨会。", "打击濒危物种走私国际研讨会"),
        ("zh", "9月8日,移民局举办“打击人口贩运”线上研讨会。", "“打击人口贩运”线上研讨会"),
        ("zh", "以“开放合作”为主题的第十届国际警务论坛9月2日在上海开幕。", "第十届国际警务论坛"),
        (
            "zh",
            "6月12日,应急管理部主办的第三届上海合作组织国家应急救援论坛在京举行。",
            "第三届上海合作组织国家应急救援论坛",
        ),
        ("zh", "11月3日,太平洋岛国渔业执法官员研习班在舟山开班。", "太平洋岛国渔业执法官员研习班"),
        ("zh", "“守护文明——打击文物走私国际交流营”5月6日在敦煌开营。", "守护文明——打击文物走私国际交流营"),
        ("zh", "历时12天的台风预报网络培训班7月16日落下帷幕。", "台风预报网络培训班"),
        ("zh", "7月19日,中国—葡语国家法官培训周在澳门开幕。", "中国—葡语国家法官培训周"),
        ("zh", "30名海关关员9月3日齐聚上海海关学院,参加“智慧海关”能力建设培训。", "“智慧海关”能力建设培训"),
        ("zh", "6月2日,卫生官员相聚昆明,参加第三届疟疾防控对话会。", "第三届疟疾防控对话会"),
        (
            "en",
            "Rescuers got together in Wabu on June 4-6 for the Asian Seminar on Flood Response.",
            "Asian Seminar on Flood Response",
        ),
        (
            "en",
            "Officials convened on June 4 for the Second Basin Forum in the Red Lake International Conference Center.",
            "Second Basin Forum",
        ),
        (
            "en",
            "A two-week study camp on relics protection opened at the Dunhuang Academy on May 6.",
            "study camp on relics protection",
        ),
        (
            "en",
            "Kunming played host to the Experience-Sharing Meeting on Malaria Control on June 2.",
            "Experience-Sharing Meeting on Malaria Control",
        ),
        (
            "en",
            "An online Training Course on Flood Rescue came to an end on July 16.",
            "online Training Course on Flood Rescue",
        ),
        (
            "en",
            "An international seminar on drug control opened in Kunming on Wednesday.",
            "international seminar on drug control",
        ),
        (
            "en",
            "The Training Course for Officials of Mekong Countries was held in Kunming from June 24 to July 5.",
            "Training Course for Officials of Mekong Countries",
        ),
        (
            "en",
            "A workshop on search and rescue in the Western Pacific opened in the coastal city of Qingdao on May 3.",
            "workshop on search and rescue in the Western Pacific",
        ),
        ("zh", "3月12日,聚焦“数字教育”的世界教育大会在北京召开。", "世界教育大会"),
        ("zh", "3月12日,参加海洋监测培训班的30名学员在青岛结业。", "海洋监测培训班"),
        ("zh", "备受关注的第五届世界消防员大会3月12日在瓦埠拉开大幕。", "第五届世界消防员大会"),
        ("zh", "3月12日,一年一度的国际禁毒论坛在瓦埠如约而至。", "国际禁毒论坛"),
        ("zh", "3月12日,粮食储备管理研修班学员在河南工业大学结束了学习。", "粮食储备管理研修班"),
        ("zh", "3月12日,航空安保特训营在瓦埠举行。", "航空安保特训营"),
        ("zh", "5月6日,瓦埠海关举办“2023年海关缉毒培训班”。", "2023年海关缉毒培训班"),
        (
            "en",
            "The Seminar on Drug Review was held at the Boao Forum for Asia International Conference Center on May 6.",
            "Seminar on Drug Review",
        ),
        ("zh", "30名渔政官员3月12日走进瓦埠,参加为期20天的渔业执法研修班。", "渔业执法研修班"),
        ("en", "The topic of this year's Wabu Forum, which opened in Wabu on May 2, is trade.", "Wabu Forum"),
        ("en", "In Wabu on March 12, the Third Seminar of Judges drew 20 guests.", "Third Seminar of Judges"),
        ("en", "Kunming hosted the Lancang-Mekong Media Summit on March 12.", "Lancang-Mekong Media Summit"),
        (
            "en",
            "Examiners met in Wabu on March 12 for the fourth BRICS Workshop on Patents.",
            "fourth BRICS Workshop on Patents",
        ),
        ("en", "The bureau will hold a seminar on animal health in Wabu on March 12.", "seminar on animal health"),
        (
            "en",
            "Officials attended a seminar in Wabu on March 12 on the control of epidemics.",
            "seminar on the control of epidemics",
        ),
        ("en", "A global women's forum is taking place at the Guesthouse in Wabu on March 12.", "global women's forum"),
        (
            "en",
            "A symposium to mark the 50th anniversary of ties between China and Fiji was held in Wabu on May 2.",
            "symposium to mark the 50th anniversary of ties between China and Fiji",
        ),
        ("en", 'A workshop entitled "Fighting Fires" was held in Wabu on May 2.', 'workshop entitled "Fighting Fires"'),
        (
            "en",
            "The second Silk Road Forum on Security, which ran from Tuesday, was held in Xi'an.",
            "second Silk Road Forum on Security",
        ),
    ],
)
def test_the_name_is_what_the_event_is_called(lang: Lang, body: str, name: str) -> None:
    account = told(lang, body)
    assert account.name is not None
    assert account.name.value == name


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh", f"9月8日,{A}在连云港出席合作论坛期间会见{B}。"),
        ("zh", f"9月8日,{A}在京会见来华出席国际禁毒研讨会的{B}。"),
        ("zh", f"9月8日,公安部召开新闻发布会,{A}通报情况。"),
        ("zh", f"{A}表示,去年举办的研讨会十分成功。"),
        ("zh", f"9月8日,{A}在瓦埠就国际禁毒研讨会签署备忘录。"),
        ("en", f"{ZHOU} invited the judges in Wabu on May 6 to the Third Seminar of Judges."),
        ("en", f"{ZHOU} met with him on the sidelines of the Security Forum in Xi'an on Sept 8."),
        ("en", "China held a news conference on Sept 8."),
        ("en", "They met in London and held talks about the Party conference."),
        ("en", "The Wabu Daily hosted a media conference in Wabu on May 6."),
        ("en", "The two sides agreed to hold a seminar on trade in Wabu on May 6."),
        ("en", "The price list is valid from May 1."),
    ],
)
def test_settings_and_other_news_give_no_workshop(lang: Lang, body: str) -> None:
    assert read(lang, body) is None


@pytest.mark.parametrize(
    ("lang", "body", "theme"),
    [
        ("zh", "9月8日,国际论坛在京举行。论坛以“合作:机遇与挑战”为主题。", "合作:机遇与挑战"),
        ("zh", "9月8日,国际论坛在京举行,主题是“依法治网 共享未来”。", "依法治网 共享未来"),
        ("zh", "9月8日,国际论坛在京举行。“海更安全”是本届论坛的主题。", "海更安全"),
        ("zh", "9月8日,国际论坛(主题:海更安全)在京举行。", "海更安全"),
        ("zh", "9月8日,国际论坛在京举行。论坛将主题定为《海更安全》。", "海更安全"),
        ("en", 'The forum on policing opened on Sept 8 in Wabu. Its motto was "Open Doors".', "Open Doors"),
        ("zh", "9月8日,国际论坛在京举行。专家围绕“数字时代的合作”这一主题讨论。", "数字时代的合作"),
        (
            "en",
            'The forum on policing, themed "Safe Silk Road, Guarded Together", opened on Sept 8.',
            "Safe Silk Road, Guarded Together",
        ),
        (
            "en",
            'The forum on policing took "Efforts for a Safe Home" as its theme on Sept 8 in Xi\'an.',
            "Efforts for a Safe Home",
        ),
        ("en", "The forum on policing opened on Sept 8 under the theme 'Open Doors'.", "Open Doors"),
    ],
)
def test_the_theme_stands_without_quotation_marks(lang: Lang, body: str, theme: str) -> None:
    account = told(lang, body)
    assert account.theme is not None
    assert account.theme.value == theme


@pytest.mark.parametrize(
    ("lang", "body", "hosts", "others"),
    [
        ("zh", "9月8日,由公安部主办、云南警官学院承办的国际研修班在昆明举办。", ["公安部"], ["云南警官学院"]),
        ("zh", "9月8日,国家移民管理局与国际移民组织联合举办国际研讨会。", ["国家移民管理局", "国际移民组织"], []),
        (
            "zh",
            "国际合作局、联合国毒品和犯罪问题办公室9月8日在京联合举办国际培训班。",
            ["国际合作局", "联合国毒品和犯罪问题办公室"],
            [],
        ),
        ("zh", "9月8日,国际论坛在京闭幕,主办单位为公安部,承办单位为警察大学。", ["公安部"], ["警察大学"]),
        ("zh", "9月8日,国际研讨会在西安召开。会议由公安部指导、陕西省公安厅主办。", ["陕西省公安厅"], []),
        (
            "en",
            "The workshop on peacekeeping, held on Sept 8, was organized by the Ministry of Public Security and "
            "co-organized by the China People's Police University and China Peacekeeping Police Training Center.",
            ["Ministry of Public Security"],
            ["China People's Police University", "China Peacekeeping Police Training Center"],
        ),
        (
            "en",
            "The forum on security opened on Sept 8. It was hosted by the Ministry of Justice and organized by the "
            "Shaanxi provincial government.",
            ["Ministry of Justice"],
            ["Shaanxi provincial government"],
        ),
        (
            "en",
            "On Sept 8, the Ministry of Justice, together with the United Nations Office on Drugs and Crime (UNODC), "
            "held a seminar on synthetic drugs.",
            ["Ministry of Justice", "United Nations Office on Drugs and Crime"],
            [],
        ),
        ("zh", "9月8日,国际研讨会在京举行。中国知识产权研究会为研讨会协办单位。", [], ["中国知识产权研究会"]),
        (
            "en",
            "The National Forestry Administration organizes the seminar on deserts and the Gansu Desert Control "
            "Research Institute undertakes it. The seminar is being held in Lanzhou.",
            ["National Forestry Administration"],
            ["Gansu Desert Control Research Institute"],
        ),
        (
            "en",
            "Chi Wangshu heads the China Meteorological Administration. The forum on early warnings, held in Xiamen, "
            "was sponsored jointly by the administration and the Fujian provincial government.",
            ["China Meteorological Administration", "Fujian provincial government"],
            [],
        ),
    ],
)
def test_hosts_and_co_organizers_are_told_apart(lang: Lang, body: str, hosts: list[str], others: list[str]) -> None:
    organizers = told(lang, body).organizers
    assert [one.name.value for one in organizers if one.role == "organizer"] == hosts
    assert [one.name.value for one in organizers if one.role == "co_organizer"] == others


@pytest.mark.parametrize(
    ("lang", "body", "mode"),
    [
        ("zh", "9月8日,国际研讨会在京举行,会议采取线上线下相结合的方式。", "hybrid"),
        ("zh", "9月8日,国际研讨会以视频形式召开。", "video"),
        ("zh", "9月8日,国际研讨会在京举行。各国代表线上参会,国内代表现场参会。", "hybrid"),
        ("en", "The workshop on drugs was held in Xi'an on Sept 8, both online and offline.", "hybrid"),
        ("en", "An online workshop on drugs was held on Sept 8.", "video"),
        ("en", "The workshop on drugs was held in Xi'an on Sept 8.", None),
    ],
)
def test_the_mode_is_told_by_words(lang: Lang, body: str, mode: str | None) -> None:
    account = told(lang, body)
    assert (account.mode[0] if account.mode else None) == mode


def test_chairing_and_handing_out_certificates_is_not_speaking() -> None:
    body = f"9月8日,国际研修班在京结业。{A}主持仪式。{B}为学员颁发证书。[警察大学校长|马金|CN]在开幕式上致辞。"
    assert told("zh", body).speakers == [2]


SPEAKING = [
    ("zh", f"“合作才能共赢。”{B}说。", 1),
    ("zh", f"主旨报告由{A}和{B}分别作出。", 2),
    ("zh", f"授课专家包括{A}和{B}。", 2),
    ("zh", f"致辞的有{A}和{B}。", 2),
    ("zh", f"{A}为学员讲授第一课。", 1),
    ("zh", f"{A}宣读了部长的贺信。", 0),
    ("zh", f"开幕式由{A}主持,主旨发言由{B}作。", 1),
    ("en", f"Keynotes were given by {ZHOU}.", 1),
    ("en", f"{ZHOU} took the floor.", 1),
    ("en", f"According to {ZHOU}, cooperation has grown.", 1),
    ("en", f"A video message from {ZHOU} was played.", 1),
    ("en", f"{ZHOU} pledged help.", 1),
    ("en", f"{ZHOU} sent a congratulatory letter.", 0),
    ("en", f"In the chair was {ZHOU}, and keynotes were given by <Lea Rix|minister of justice|LU>.", 1),
]


@pytest.mark.parametrize(("lang", "words", "number"), SPEAKING)
def test_who_speaks_is_told_in_many_ways(lang: Lang, words: str, number: int) -> None:
    lead = "9月8日,司法论坛在京举行。" if lang == "zh" else "A forum on justice opened in Beijing on Sept 8. "
    assert len(told(lang, lead + words).speakers) == number


def test_a_rank_behind_a_name_parts_no_list() -> None:
    assert told("zh", f"9月8日,司法论坛在京举行。{A}中将、{B}上校先后发言。").speakers == [0, 1]


def test_all_of_a_list_speak() -> None:
    assert told("zh", f"9月8日,国际论坛在京举行。{A}、{B}先后作主旨演讲。").speakers == [0, 1]


def test_states_taking_part_are_those_of_lists() -> None:
    body = "9月8日,国际研讨会在京举行。来自埃及、肯尼亚等国的50名代表参加。代表表示要同法国加强合作。"
    assert {country.code for country in told("zh", body).countries} == {"EG", "KE"}


def test_the_end_of_a_course_is_told_with_a_beginning_that_has_no_month() -> None:
    date = told("zh", "海洋监测培训班10月24日在青岛结业。培训班自15日开班以来,学员参观了港口。").date
    assert date.expression is not None
    assert date.until is not None
    assert (date.expression.first.month, date.expression.first.day) == (10, 15)
    assert date.until.first.day == 24


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh", "渔业执法论坛5月6日在瓦埠开幕。论坛5月8日闭幕。"),
        ("en", "A forum on fishing law opened in Wabu on May 6. It closed on May 8."),
    ],
)
def test_the_end_may_be_told_later(lang: Lang, body: str) -> None:
    date = told(lang, body).date
    assert date.expression is not None
    assert date.until is not None
    assert (date.expression.first.day, date.until.first.day) == (6, 8)


def test_the_end_of_something_else_is_not_that_of_the_event() -> None:
    date = told("zh", "渔业执法论坛5月6日在瓦埠开幕。世界杯5月8日闭幕。").date
    assert date.until is None


@pytest.mark.parametrize(
    "body",
    [
        "Kunming hosted the Lancang-Mekong Media Summit on March 12.",
        "Kunming was the venue on March 12 for a seminar on media.",
        "The International Media Forum returned to Kunming for its second edition on March 12.",
    ],
)
def test_the_city_that_hosts_an_event_is_its_place(body: str) -> None:
    place = told("en", body).place
    assert place is not None
    assert place.value == "Kunming"


@pytest.mark.parametrize(
    ("lang", "body", "place"),
    [
        ("zh", "5月的昆明,宾客云集。6日,渔业执法论坛开幕。", "昆明"),
        ("zh", "昆明五月迎来盛会。5月6日,渔业执法论坛开幕。", "昆明"),
        ("en", "Eighty scholars spent two days in Kunming. The Forum on Fishing Law opened on May 6.", "Kunming"),
        ("en", 'The Forum on Fishing Law opened on May 6 under the theme "Fish in Flux".', None),
        ("en", "Three events were held in Gansu province. The Forum on Fishing Law opened on May 6.", None),
    ],
)
def test_the_place_may_stand_before_the_event(lang: Lang, body: str, place: str | None) -> None:
    found = told(lang, body).place
    assert (found.value if found else None) == place


def test_a_town_that_no_gazetteer_holds_is_known_by_its_spelling() -> None:
    item = MarkedItem()
    zh = item.article("zh", "6月18日,农业遗产国际培训班在青田开班。")
    en = item.article(
        "en",
        "In the hills of Qingtian County, the Training Course on Farm Heritage opened on June 18 for 30 officials.",
    )
    found = extract(zh, en, [], BulletinContext("2024-07", ()))
    assert [(one.place_zh, one.place_en) for one in found.workshops] == [("青田", "Qingtian")]


def test_a_field_in_the_name_is_no_place() -> None:
    body = "The International Symposium on Evidence in Drug and Device Evaluation was held at a hotel on May 6."
    account = told("en", body)
    assert account.name is not None
    assert account.name.value == "International Symposium on Evidence in Drug and Device Evaluation"
    assert account.place is None


def test_the_end_of_another_event_is_no_end_of_this_one() -> None:
    date = told("zh", "5月6日,论坛闭幕次日,海上救援培训班在瓦埠开班。").date
    assert not date.ends


def test_who_welcomes_guests_at_a_dinner_is_no_speaker() -> None:
    lead = "A forum on justice opened in Beijing on Sept 8. "
    assert told("en", f"{lead}{ZHOU} welcomed the participants at a dinner.").speakers == []


def test_an_event_is_taken_up_by_the_last_word_of_its_noun() -> None:
    place = told("zh", "5月2日,国际渔业合作论坛开幕。论坛在昆明举行。").place
    assert place is not None
    assert place.value == "昆明"


def test_a_language_is_no_state() -> None:
    body = (
        "A seminar opened in Wabu on May 6. Thirty officials from French-speaking countries, Benin and Togo attended."
    )
    account = read("en", body.replace("A seminar", "A seminar on farming"))
    assert account is not None
    assert [country.code for country in account.countries] == ["BJ", "TG"]


def test_a_later_sentence_gives_the_whole_range() -> None:
    account = told("en", "The forum on security opened in Xi'an on Sept 8. The forum was held from September 8 to 10.")
    assert account.date.expression is not None
    assert account.date.expression.last.day == 10


@pytest.mark.parametrize(
    ("body", "hosts", "others"),
    [
        (
            "A seminar on flood rescue was jointly run from July 5 by the Ministry of Water Resources and the"
            " Asian Development Bank, with the Hohai University responsible for its implementation.",
            ["Ministry of Water Resources", "Asian Development Bank"],
            ["Hohai University"],
        ),
        (
            "A judicial seminar opened in Macao on July 19. The Supreme People's Court is hosting the seminar jointly"
            " with the Procuratorate of Guangxi.",
            ["Supreme People's Court", "Procuratorate of Guangxi"],
            [],
        ),
        (
            "A forum on probation opened in Ningbo on May 3. The Ministry of Justice hosted the forum, while the"
            " Zhejiang Department of Justice co-organized it.",
            ["Ministry of Justice"],
            ["Zhejiang Department of Justice"],
        ),
    ],
)
def test_hosts_are_told_by_more_wordings(body: str, hosts: list[str], others: list[str]) -> None:
    account = told("en", body)
    named = [(organizer.role, organizer.name.value) for organizer in account.organizers]
    assert [name for role, name in named if role == "organizer"] == hosts
    assert [name for role, name in named if role == "co_organizer"] == others


@pytest.mark.parametrize(
    ("body", "theme"),
    [
        ("9月8日,数字合作论坛在京举行,聚焦“合作、应用、服务”。", "合作、应用、服务"),
        ("9月8日,数字合作论坛在京举行。林德奎斯特围绕“从填埋到循环”主题作了主旨报告。", None),
        ("9月8日,数字合作论坛在京举行。林德奎斯特以“从填埋到循环”为题作首场讲座。", None),
        ("9月8日,以“从填埋到循环”为题的数字合作论坛在京举行。", "从填埋到循环"),
    ],
)
def test_what_a_speaker_spoke_about_is_no_theme(body: str, theme: str | None) -> None:
    found = told("zh", body).theme
    assert (found.value if found else None) == theme


@pytest.mark.parametrize(
    ("lang", "body", "first", "last"),
    [
        ("zh", "10月20日，校长研修班在乌鲁木齐结业，这期研修班于10月9日开班。", (10, 9), (10, 20)),
        ("en", "A course on tax law concluded in Urumqi on October 20. It started on October 9.", (10, 9), (10, 20)),
        ("zh", "1月5日，税务培训班在扬州结业。培训班于12月25日开班。", (12, 25), (1, 5)),
    ],
)
def test_the_day_of_beginning_may_be_told_last(
    lang: Lang, body: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    day = told(lang, body).date
    assert day.expression is not None
    assert day.until is not None
    assert [(one.first.month, one.first.day) for one in (day.expression, day.until)] == [first, last]


@pytest.mark.parametrize(
    ("lang", "body", "mode"),
    [
        ("zh", "5月13日，虚拟货币犯罪调查培训班在金边开班。", None),
        ("en", "A course on the investigation of virtual asset crime opened in Phnom Penh on May 13.", None),
        ("en", "A seminar on online gambling was held in Phnom Penh on May 13.", None),
        ("en", "A virtual seminar on gambling was held on May 13.", "video"),
    ],
)
def test_words_of_things_tell_no_mode(lang: Lang, body: str, mode: str | None) -> None:
    found = told(lang, body).mode
    assert (found[0] if found is not None else None) == mode


@pytest.mark.parametrize(
    ("lang", "body", "place"),
    [
        ("en", "A course on schools in Central Asia concluded in Urumqi on October 20.", "Urumqi"),
        (
            "en",
            "A workshop on glaciers, an initiative of the Embassy of Switzerland in China, was held in Bern on May 6.",
            "Bern",
        ),
        ("zh", "5月6日，刑事技术培训班举办。民警在刑事技术培训班结业式上讲话。", None),
    ],
)
def test_a_posting_or_a_region_is_no_place(lang: Lang, body: str, place: str | None) -> None:
    found = told(lang, body).place
    assert (found.value if found is not None else None) == place


@pytest.mark.parametrize(
    ("lang", "body", "first", "last"),
    [
        ("zh", "5月30日,于28日开幕的跨境审判研讨会在瓦埠落下帷幕。", 28, 30),
        ("zh", "5月28日在瓦埠开幕的跨境审判研讨会30日落下帷幕。", 28, 30),
        ("en", "The seminar on border trials, which opened on May 28, drew to a close in Wabu on May 30.", 28, 30),
    ],
)
def test_the_day_of_opening_is_not_that_of_closing(lang: Lang, body: str, first: int, last: int) -> None:
    date = told(lang, body).date
    assert date.expression is not None
    assert date.until is not None
    assert (date.expression.first.day, date.until.last.day) == (first, last)


@pytest.mark.parametrize(
    ("lang", "words", "number"),
    [
        ("en", f"{ZHOU} told reporters on the sidelines that more cases were solved.", 0),
        ("en", f"{ZHOU} told the seminar that more cases were solved.", 1),
        ("zh", f"{A}会后接受记者采访时介绍了情况。", 0),
        ("zh", f"{A}介绍了情况。", 1),
    ],
)
def test_what_is_told_to_the_press_is_no_speech(lang: Lang, words: str, number: int) -> None:
    opening = {
        "en": "The seminar on border trials was held in Wabu on May 28.",
        "zh": "5月28日,跨境审判研讨会在瓦埠举行。",
    }
    assert len(told(lang, f"{opening[lang]} {words}" if lang == "en" else opening[lang] + words).speakers) == number
