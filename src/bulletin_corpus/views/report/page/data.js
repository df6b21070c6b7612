"use strict";
/* The data blocks of the page, each parsed when it is first asked for. */

const parsed = new Map();

function block(name) {
  if (!parsed.has(name)) {
    const element = document.getElementById("data-" + name);
    parsed.set(name, element === null ? null : JSON.parse(element.textContent));
  }
  return parsed.get(name);
}

const about = block("about");

/* A row as an object: the names of its fields stand once, in the block `about`. */
function named(kind, values) {
  if (values === null) return null;
  return Object.fromEntries(about.fields[kind].map((field, at) => [field, values[at]]));
}

const lists = new Map();

function list(name) {
  if (!lists.has(name)) lists.set(name, block(name).map((values) => named(name, values)));
  return lists.get(name);
}

function textOf(number) {
  const text = named("text", block("text-" + list("items")[number].bulletin)[number]);
  for (const side of ["zh", "en"]) {
    text[side] = named("side", text[side]);
    if (text[side]) { text[side].lang = side; marksOf(text[side]); }
  }
  text.pair = named("pair", text.pair);
  return text;
}

/* The marks of one side as objects; the words of most stand in a sentence only. */
function marksOf(side) {
  side.marks = side.marks.map((values) => {
    const mark = named("mark", values);
    return { ...mark, rule: block("rules")[mark.rule], kind: about.markKinds[mark.field] ?? "other" };
  });
  side.paragraphs.flat(2).forEach((run) => { if (typeof run !== "string") side.marks[run[1]].text = run[0]; });
}

/* Search: lower case, full-width forms folded; every word of the query must stand somewhere in the item. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

const haystacks = [];
const bodies = [];
let bodiesRead = 0;

function haystack(number) {
  if (haystacks[number] === undefined) {
    const item = list("items")[number];
    const officials = list("officials");
    const people = item.people.map((at) => [officials[at].zh, officials[at].en, officials[at].pinyin]);
    const countries = item.countries.flatMap((code) => [code, ...country(code)]);
    const words = [item.zh, item.en, item.id, item.date, list("bulletins")[item.bulletin].path, ...people.flat(), ...countries];
    haystacks[number] = folded(words.filter(Boolean).join("\n"));
  }
  return haystacks[number];
}

function bodyText(values) {
  return values === null ? "" : values[about.fields.side.indexOf("paragraphs")]
    .flat().map((sentence) => sentence.map((run) => (typeof run === "string" ? run : run[0])).join("")).join("\n");
}

/* Reads the texts of all items for searching, a few milliseconds at a time; calls `tell` as it goes on. */
function readBodies(tell) {
  const blocks = [...new Set(list("items").map((item) => item.bulletin))];
  if (bodiesRead >= blocks.length) return false;
  const start = performance.now();
  while (bodiesRead < blocks.length && performance.now() - start < 25) {
    const element = document.getElementById("data-text-" + blocks[bodiesRead]);
    const texts = parsed.get("text-" + blocks[bodiesRead]) ?? JSON.parse(element.textContent);
    for (const [number, text] of Object.entries(texts)) {
      const fields = about.fields.text;
      bodies[number] = folded(bodyText(text[fields.indexOf("zh")]) + "\n" + bodyText(text[fields.indexOf("en")]));
    }
    bodiesRead += 1;
  }
  setTimeout(() => { tell(bodiesRead / blocks.length); }, 0);
  return true;
}

function matches(number, words) {
  return words.every((word) => haystack(number).includes(word) || (bodies[number] ?? "").includes(word));
}

function country(code) {
  return about.countries[code] ?? [code, code];
}
