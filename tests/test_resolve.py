from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.documents import NameMention, Office, Person
from bulletin_corpus.records import mention_id
from bulletin_corpus.stages.resolve import NEIGHBOURS, Outlines, candidates, groups
from resolution import Resolution, resolve


def person(
    item: int,
    zh: str | None,
    en: str | None,
    offices: list[tuple[str | None, str | None]],
    country: str | None = "CN",
    *,
    seen: date | None = None,
) -> Person:
    """A person of item number `item`, named once on each side that gives a name."""
    mentions = []
    for lang, name in (("zh", zh), ("en", en)):
        if name is not None:
            article = f"a-{item:03d}-{lang}"
            order = mention_id(article, hash_free(name))
            rule = "official.second.zh" if lang == "zh" else "official.second.en"
            mentions.append(
                NameMention(
                    order, article, "zh" if lang == "zh" else "en", "body", name, 0, len(name), None, 0, 0, None, rule
                )
            )
    made = tuple(Office(title_zh, title_en) for title_zh, title_en in offices)
    return Person(zh, en, country, None, None, made, seen, tuple(mentions))


def hash_free(name: str) -> int:
    return sum(ord(ch) for ch in name)


def names(resolution: Resolution) -> list[tuple[str | None, str | None]]:
    return sorted(((o.name_zh, o.name_en) for o in resolution.officials), key=str)


VICE_MINISTER = ("公安部副部长", "Vice Minister of Public Security")


def test_one_person_of_several_items_is_one_official() -> None:
    resolution = resolve(
        [
            person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER], seen=date(2021, 9, 2)),
            person(2, "王小洪", None, [("公安部副部长", None)], seen=date(2021, 12, 1)),
            person(3, None, "Wang Xiaohong", [(None, "vice-minister of public security")], seen=date(2020, 3, 1)),
        ]
    )
    (official,) = resolution.officials
    assert (official.name_zh, official.name_en, official.pinyin) == ("王小洪", "Wang Xiaohong", "wang xiao hong")
    assert (official.first_seen, official.last_seen) == (date(2020, 3, 1), date(2021, 12, 1))
    assert [(p.title_zh, p.title_en) for p in official.positions] == [VICE_MINISTER]
    assert official.n_mentions == 4
    assert set(resolution.official_of.values()) == {official.official_id}


def test_names_that_only_look_alike_stay_apart() -> None:
    resolution = resolve(
        [
            person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER]),
            person(2, "王小辉", "Wang Xiaohui", [VICE_MINISTER]),
            person(3, None, "Wang Xiaohao", [(None, VICE_MINISTER[1])]),
        ]
    )
    assert len(resolution.officials) == 3


def test_one_reading_of_two_characters_stays_apart() -> None:
    resolution = resolve([person(1, "李伟", "Li Wei", [VICE_MINISTER]), person(2, "李威", "Li Wei", [VICE_MINISTER])])
    assert len(resolution.officials) == 2


def test_one_chinese_name_in_two_countries_is_two_persons() -> None:
    resolution = resolve(
        [
            person(1, "陈伟明", "Chen Weiming", [("广西壮族自治区公安厅副厅长", "Deputy Director of the Department")]),
            person(2, "陈伟明", "Tan Wee Meng", [("新加坡警察总监", "Commissioner of the Singapore Police")], "SG"),
        ]
    )
    assert names(resolution) == [("陈伟明", "Chen Weiming"), ("陈伟明", "Tan Wee Meng")]


def test_one_surname_of_two_foreigners_is_two_persons() -> None:
    resolution = resolve(
        [
            person(
                1, "卡里莫夫", "Yerlan Karimov", [("哈萨克斯坦内务部副部长", "Deputy Minister of Kazakhstan")], "KZ"
            ),
            person(2, "卡里莫夫", "Bakhtiyor Karimov", [("乌兹别克斯坦驻华大使", "Ambassador of Uzbekistan")], "UZ"),
            person(3, "卡里莫夫", "Rustam Karimov", [("乌兹别克斯坦司法部部长", "Minister of Justice")], "UZ"),
        ]
    )
    assert len(resolution.officials) == 3


def test_namesakes_with_offices_of_different_fields_stay_apart() -> None:
    resolution = resolve(
        [
            person(1, "李明", None, [("公安部禁毒局副局长", None)], seen=date(2021, 3, 1)),
            person(2, "李明", None, [("云南农业大学教授", None)], seen=date(2021, 3, 10)),
        ]
    )
    assert len(resolution.officials) == 2


def test_a_new_office_of_the_same_field_keeps_the_person_together() -> None:
    resolution = resolve(
        [
            person(1, "周启衡", None, [("公安部国际合作局局长", None)], seen=date(2018, 3, 1)),
            person(2, "周启衡", "Zhou Qiheng", [VICE_MINISTER], seen=date(2021, 3, 10)),
        ]
    )
    (official,) = resolution.officials
    assert [p.title_zh for p in official.positions] == ["公安部国际合作局局长", "公安部副部长"]


def test_two_transliterations_of_one_english_name_are_one_person() -> None:
    resolution = resolve(
        [
            person(1, "伊莱扎尔", "Guillermo Eleazar", [("菲律宾警察总监", "Chief of Police")], "PH"),
            person(
                2, "埃莱阿萨尔", "Guillermo Eleazar", [("菲律宾国家警察总监", "Chief of the National Police")], "PH"
            ),
        ]
    )
    (official,) = resolution.officials
    assert {official.name_zh, *official.aliases_zh} == {"伊莱扎尔", "埃莱阿萨尔"}


def test_surname_alone_joins_the_full_name_of_one_office() -> None:
    resolution = resolve(
        [
            person(1, "安德鲁·惠特克", "Andrew Whitaker", [("新西兰警察总监", "Police Commissioner")], "NZ"),
            person(2, "惠特克", None, [("新西兰警察总监", None)], "NZ"),
        ]
    )
    assert len(resolution.officials) == 1


def test_persons_who_never_hold_an_office_are_no_officials() -> None:
    resolution = resolve([person(1, "吴小童", "Wu Xiaotong", [], None)])
    assert resolution.officials == ()
    assert resolution.official_of == {}


def test_a_mention_without_office_joins_the_official_of_that_name() -> None:
    resolution = resolve([person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER]), person(2, "王小洪", None, [], None)])
    (official,) = resolution.officials
    assert official.n_mentions == 3


def test_offices_printed_in_one_language_join_the_one_printed_in_both() -> None:
    resolution = resolve(
        [
            person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER], seen=date(2021, 1, 1)),
            person(
                2, "王小洪", "Wang Xiaohong", [("公安部副部长", None), (None, "State Councilor")], seen=date(2022, 1, 1)
            ),
        ]
    )
    (official,) = resolution.officials
    assert [(p.title_zh, p.title_en, p.last_seen) for p in official.positions] == [
        (*VICE_MINISTER, date(2022, 1, 1)),
        (None, "State Councilor", date(2022, 1, 1)),
    ]


def test_human_judgements_outrank_the_machine() -> None:
    one, other = person(1, "李伟", "Li Wei", [VICE_MINISTER]), person(2, "李威", "Li Wei", [VICE_MINISTER])
    pair = (one.mentions[0].mention_id, other.mentions[0].mention_id)
    assert len(resolve([one, other], same=[pair]).officials) == 1
    again = person(3, "李伟", "Li Wei", [("司法部部长", "Minister of Justice"), VICE_MINISTER])
    split = (one.mentions[0].mention_id, again.mentions[0].mention_id)
    assert len(resolve([one, again]).officials) == 1
    assert len(resolve([one, again], different=[split]).officials) == 2
    (official,) = resolve([one], names=[(one.mentions[0].mention_id, None, "Lee Wei")]).officials
    assert (official.name_zh, official.name_en) == ("李伟", "Lee Wei")


def test_every_comparison_says_why() -> None:
    resolution = resolve([person(1, "李伟", "Li Wei", [VICE_MINISTER]), person(2, "李威", "Li Wei", [VICE_MINISTER])])
    assert resolution.comparisons == ((("names contradict", -20.0),),)
    assert len(resolution.officials) == 2


PEOPLE = [
    person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER], seen=date(2021, 9, 2)),
    person(2, "王小洪", None, [("公安部部长", None)], seen=date(2022, 9, 2)),
    person(3, None, "Wang Xiaohong", [(None, "Minister of Public Security")]),
    person(4, "卡里莫夫", "Yerlan Karimov", [("哈萨克斯坦内务部副部长", "Deputy Minister of Kazakhstan")], "KZ"),
    person(5, "卡里莫夫", None, [("乌兹别克斯坦驻华大使", None)], "UZ"),
    person(6, "卡里莫夫", None, [("哈萨克斯坦内务部副部长", None)], "KZ"),
    person(7, "李明", None, [("公安部禁毒局副局长", None)]),
    person(8, None, "Li Ming", [(None, "professor of Yunnan Agricultural University")]),
    person(9, "李明", None, [], None),
]


@settings(deadline=None, max_examples=50)
@given(st.permutations(PEOPLE))
def test_order_of_the_items_does_not_matter(shuffled: list[Person]) -> None:
    assert resolve(shuffled) == resolve(PEOPLE)


@settings(deadline=None, max_examples=50)
@given(st.permutations(PEOPLE), st.integers(min_value=2, max_value=9))
def test_shares_do_not_matter(shuffled: list[Person], shares: int) -> None:
    one, other = PEOPLE[4].mentions[0].mention_id, PEOPLE[5].mentions[0].mention_id
    assert resolve(shuffled, shares=shares) == resolve(PEOPLE)
    assert resolve(shuffled, same=[(one, other)], shares=shares) == resolve(PEOPLE, same=[(one, other)])


def test_pairs_to_compare_grow_with_the_corpus_not_with_its_square() -> None:
    syllables = ("ba", "do", "ki", "lu", "ma", "ne", "po", "ra", "su", "ti")
    surnames = ["".join(parts).title() for parts in product(syllables, repeat=3)][:400]
    office = (None, "Minister of Justice of Peru")
    persons = [person(number, None, name, [office], "PE") for number, name in enumerate(surnames)]
    resolution = resolve(persons)
    assert len(resolution.comparisons) <= NEIGHBOURS * len(persons)
    assert len(resolution.officials) == len(persons)


def test_many_persons_of_one_key_are_sorted_once() -> None:
    count = 4000
    sorts = 0

    class Counted(str):
        __slots__ = ()

        def __lt__(self, other: str) -> bool:
            nonlocal sorts
            sorts += 1
            return str.__lt__(self, other)

    numbers = np.arange(count, dtype=np.uint64)
    found = candidates(
        Outlines(
            numbers,
            numbers,
            np.zeros(count, np.uint64),
            np.ones(count, np.int64),
            lambda places: [Counted(f"{count - place:06}") for place in places.tolist()],
        )
    )
    assert len(found.pairs) == sum(min(NEIGHBOURS, count - 1 - at) for at in range(count))
    assert sorts < 20 * count


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_groups_are_those_that_joining_one_by_one_gives(joined: list[tuple[int, int]]) -> None:
    group = {rank: {rank} for rank in range(31)}
    for one, other in joined:
        whole = group[one] | group[other]
        group |= dict.fromkeys(whole, whole)
    found = groups(31, np.array(joined, np.int64).reshape(-1, 2))
    assert found.tolist() == [min(group[rank]) for rank in range(31)]
