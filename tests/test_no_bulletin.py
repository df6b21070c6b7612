"""Texts that are no bulletins: novels, price lists, sports, forecasts give no events, whatever words they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import BulletinContext
from bulletin_corpus.stages.extract import extract
from marked_articles import MarkedItem

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        pytest.param(
            "zh",
            "李卫东推开门的时候，雨已经停了。他看见老王坐在院子里，手里捏着一支没点着的烟。“你到底还是回来了"
            "。”老王说。两人谁也没有再开口。那年冬天，他们曾在车站见过一面，谈了整整一夜，关于北京，关于那封"
            "没有寄出的信。第二天一早，李卫东去了法国，再没有和他通过电话。",
            id="a novel's chapter, zh",
        ),
        pytest.param(
            "en",
            "It was raining when Margaret met Colonel Harris at the station. They had tea with the old "
            'Countess in Vienna, and the Colonel talked with her about the war until midnight. "You will '
            'write to me from Paris," she said. He promised, but he never did. On Monday she left for Rome. '
            "The President of the club, Mr. Dawson, received her letter in the spring.",
            id="a novel's chapter, en",
        ),
        pytest.param(
            "zh",
            "一季度蔬菜批发价格表：土豆每公斤2.4元，番茄每公斤5.6元，黄瓜每公斤4.8元。会议室租赁：小型会议室"
            "每小时200元，培训教室每天800元。论坛套餐含茶歇，每人120元。咨询电话：010-12345678。",
            id="a price list, zh",
        ),
        pytest.param(
            "en",
            "Conference package: $45 per person per day, coffee included. Training room A, seats 20: $200. "
            "Workshop tools, set of 12: $89.99. Seminar folders, pack of 50: $35. Orders over $500 ship free "
            "to Canada, Mexico and Brazil. Call us Monday to Friday.",
            id="a price list, en",
        ),
        pytest.param(
            "zh",
            "昨晚的世预赛亚洲区12强赛中，中国队主场2比1战胜泰国队。第23分钟，张玉宁头球破门；下半场武磊锁定胜"
            "局。主教练伊万科维奇说，球队将于周四在大连迎战日本队。泰国队主帅石井正忠对结果表示遗憾。",
            id="a sports report, zh",
        ),
        pytest.param(
            "en",
            "Spain met Germany in Berlin on Saturday and won 2-1 after extra time. Coach Luis Herrera "
            "praised his team, while German captain Thomas Weber said the referee had made two mistakes. "
            "France, Italy and Brazil play on Tuesday. The draw was held in Zurich by FIFA.",
            id="a sports report, en",
        ),
        pytest.param(
            "zh",
            "中央气象台预计，8日至10日，华北、黄淮等地有大雨，北京、天津局地有暴雨。请公众关注最新天气预报，"
            "出行注意安全。周三起，雨势减弱，气温回升至26℃左右。",
            id="a forecast, zh",
        ),
        pytest.param(
            "en",
            "Heavy rain is forecast for Beijing, Tianjin and Hebei from Tuesday to Thursday. Winds will "
            "reach 60 kilometers per hour on the coast. Temperatures will rise to 26 degrees on Friday. A "
            "yellow alert was issued by the weather bureau at 6 am on May 6.",
            id="a forecast, en",
        ),
        pytest.param(
            "zh",
            "新款X9视频会议一体机支持4K画质，内置六麦克风阵列，会议、培训、论坛一机搞定。现在下单立减300元，"
            "赠送为期一年的线上课程。适用于公安、海关、税务等单位。",
            id="an advertisement, zh",
        ),
        pytest.param(
            "en",
            "The new X9 video conference system meets the needs of teams of up to 20. It was designed in "
            "Germany and made in China. Hold your next workshop or training course online with one click. "
            "Order by May 6 and receive a free headset.",
            id="an advertisement, en",
        ),
        pytest.param(
            "zh",
            "将鸡肉切块，与料酒、生姜一同腌制20分钟。锅中放油，三成热时下入花椒，待香味溢出后加入鸡块翻炒。最"
            "后撒上葱花，即可出锅，与米饭一同食用风味更佳。",
            id="a recipe, zh",
        ),
        pytest.param(
            "en",
            "Article 12. The Minister may organize training courses for officers. The Council shall meet at "
            "least twice a year; its meetings shall be chaired by the President. Article 13. Any dispute "
            "between the parties shall be settled by talks between the Governments of China and France.",
            id="a law, en",
        ),
        pytest.param(
            "zh",
            "第十二条 国务院公安部门应当定期举办培训班，提高民警业务能力。第十三条 "
            "理事会会议每年至少召开两次，由理事长主持。双方发生争议的，应当通过友好协商解决。",
            id="a law, zh",
        ),
        pytest.param(
            "zh",
            "3月5日 "
            "晴。上午去图书馆还书，遇见高中同学陈静。中午和她一起吃饭，聊了聊各自的工作。下午参加部门培训，讲师讲了两个小时表格。晚上给妈妈打电话。",
            id="a diary, zh",
        ),
        pytest.param(
            "en",
            "Shares in London closed higher on Wednesday after talks between the company and its lenders. "
            "Chief Executive Officer Anna Berg said the board would meet on May 6. Analysts at Deutsche Bank "
            "raised their forecast. The yuan gained 0.2 percent against the dollar.",
            id="a market report, en",
        ),
        pytest.param(
            "zh",
            "郑和，明代航海家，曾七下西洋。1405年7月，他率船队从刘家港出发，先后到达占城、爪哇、苏门答腊、锡"
            "兰。满剌加国王曾亲自登船会见郑和。后世学者围绕其航线召开过多次研讨会。",
            id="a history book, zh",
        ),
        pytest.param(
            "en",
            "In 1793 Lord Macartney met the Qianlong Emperor at Jehol. The embassy, which had left "
            "Portsmouth in September 1792, brought gifts from King George III. Talks with the ministers "
            "failed. The meeting has been the subject of many conferences since.",
            id="a history book, en",
        ),
    ],
)
def test_what_is_no_bulletin_has_no_events(lang: Lang, body: str) -> None:
    article = MarkedItem().article(lang, body)
    zh, en = (article, None) if lang == "zh" else (None, article)
    found = extract(zh, en, [], BulletinContext("2021-10", ()))
    assert (found.kind, found.meetings, found.workshops) == ("other", (), ())


def test_the_same_words_in_a_bulletin_give_a_meeting() -> None:
    """The counter-example: these texts are refused for what they tell, not for their length or their lack of titles."""
    body = "11月6日,公安部副部长周启衡在北京会见法国内政部部长让·勒梅尔,双方就打击电信诈骗交换意见。"
    found = extract(MarkedItem().article("zh", body), None, [], BulletinContext("2021-12", ()))
    assert [meeting.status for meeting in found.meetings] == ["reported"]
