/* One item: both texts side by side, links, marks, what was read in it, and the raw text. */

const FIELD_ORDER = ["person", "date", "place", "other"];
const MARK_NAMES = { person: "People", date: "Dates", place: "Places", other: "Other evidence" };
const hiddenMarks = new Set(["other"]);

function reader(number) {
  const item = list("items")[number];
  const text = textOf(number);
  const linkOf = { zh: new Map(), en: new Map() };
  text.links.forEach(([zh, en], at) => {
    zh.forEach((position) => linkOf.zh.set(position, at));
    en.forEach((position) => linkOf.en.set(position, at));
  });
  const hidden = [...hiddenMarks].map((kind) => " no-" + kind).join("");
  const paper = h("article", { class: "panel paper" + hidden, "aria-label": item.en || item.zh });
  const columns = h("div", { class: text.zh && text.en ? "columns" : "columns alone" },
    ["zh", "en"].filter((lang) => text[lang]).map((lang) => column(lang, text[lang], text, linkOf[lang])));
  const counterpart = h("div", { class: "counterpart", role: "status", "aria-live": "polite" });
  const raw = about.raw ? rawPanel(text) : null;
  fill(paper,
    h("header", {}, chip(item.kind), h("span", {}, dayName(item.date)),
      h("span", {}, item.countries.map((code) => country(code)[1]).join(", ")),
      h("span", { class: "end" }, text.pair
        ? ["Pair, score ", score(text.pair.score), ", ", RELATION_NAMES[text.pair.relation], text.pair.reviewed ? ", judged by a person" : ""]
        : h("span", { class: "doubtful" }, "No counterpart"))),
    columns, tools(paper), counterpart, doubtsOf(number),
    h("div", { class: "notes" }, facts(text), pairing(text)),
    evidence(text, raw), raw && raw.element, source(text), bounds(text));
  follow(columns, text, counterpart);
  columns.addEventListener("click", (event) => {
    const mark = markAt(event, paper);
    if (mark) showCard(paper, mark, text[mark.dataset.side].marks[mark.dataset.mark], raw, mark.dataset);
  });
  return paper;
}

function column(lang, side, text, links) {
  let position = 0;
  const sentence = (runs) => {
    const link = links.get(position);
    const weak = link !== undefined && text.links[link][2] < about.doubtfulBelow;
    const span = h("span", {
      class: "s" + (link === undefined && text.pair ? " alone" : "") + (weak ? " weak" : ""),
      "data-link": link, "data-position": position, tabindex: position === 0 ? "0" : "-1",
    }, runs.map((run) => (typeof run === "string" ? run
      : h("span", { class: "m m-" + side.marks[run[1]].kind, "data-mark": run[1], "data-side": lang }, run[0]))));
    position += 1;
    return lang === "en" ? [span, " "] : span;
  };
  return h("section", { class: "column", lang: LANGUAGES[lang], "data-lang": lang, "aria-label": lang === "zh" ? "Chinese text" : "English text" },
    h("h2", {}, h("bdi", {}, side.head ?? (lang === "zh" ? "(无标题)" : "(no headline)"))),
    side.sub && h("p", { class: "sub" }, h("bdi", {}, side.sub)),
    side.dateline && h("p", { class: "dateline" }, h("bdi", {}, side.dateline)),
    h("div", { class: "body" }, side.paragraphs.map((paragraph) => h("p", {}, paragraph.map(sentence)))),
    side.credits.length > 0 && h("p", { class: "credits" }, side.credits.map(([, words]) => [h("bdi", {}, words), " "])));
}

/* The marked word that was clicked, if its kind is shown. */
function markAt(event, paper) {
  const mark = event.target.closest(".m");
  return mark && FIELD_ORDER.some((kind) => mark.classList.contains("m-" + kind) && !paper.classList.contains("no-" + kind)) ? mark : null;
}

/* Linked sentences light up together: under the pointer, with the focus, and until Escape where clicked. */
function follow(columns, text, counterpart) {
  let pinned = null;
  const light = (link, name) => {
    columns.querySelectorAll("." + name).forEach((one) => one.classList.remove(name));
    if (link !== null && link !== undefined) columns.querySelectorAll(`.s[data-link="${link}"]`).forEach((one) => one.classList.add(name));
  };
  const tell = (sentence) => {
    counterpart.replaceChildren();
    if (!sentence) return;
    const link = sentence.dataset.link;
    const other = sentence.closest(".column").dataset.lang === "zh" ? "en" : "zh";
    if (link === undefined) { if (text.pair) counterpart.append(h("small", {}, "No counterpart")); return; }
    const found = columns.querySelectorAll(`.column[data-lang="${other}"] .s[data-link="${link}"]`);
    const close = h("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => pin(null) }, "×");
    counterpart.append(close, h("small", {}, "Counterpart, score " + text.links[link][2].toFixed(2)),
      h("span", { lang: LANGUAGES[other] }, [...found].map((one) => one.textContent + (other === "en" ? " " : ""))));
  };
  const at = (event) => event.target.closest(".s");
  columns.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") light(at(event)?.dataset.link, "on"); });
  columns.addEventListener("pointerleave", () => light(null, "on"));
  columns.addEventListener("focusin", (event) => { light(at(event)?.dataset.link, "on"); });
  columns.addEventListener("focusout", () => light(null, "on"));
  const pin = (sentence) => {
    const link = sentence?.dataset.link;
    pinned = sentence && pinned !== sentence ? sentence : null;
    light(pinned ? link : null, "pinned");
    tell(pinned);
  };
  columns.addEventListener("click", (event) => {
    if (markAt(event, columns.parentElement)) return;
    const sentence = at(event);
    if (sentence) { pin(sentence); roam(sentence, false); }
  });
  const roam = (sentence, focus = true) => {
    if (!sentence) return;
    sentence.closest(".column").querySelectorAll('.s[tabindex="0"]').forEach((one) => one.setAttribute("tabindex", "-1"));
    sentence.setAttribute("tabindex", "0");
    if (focus) sentence.focus();
  };
  columns.addEventListener("keydown", (event) => {
    const sentence = at(event);
    if (!sentence || event.ctrlKey || event.metaKey || event.altKey) return;
    const own = [...sentence.closest(".column").querySelectorAll(".s")];
    const place = own.indexOf(sentence);
    const across = sentence.dataset.link === undefined ? null
      : [...columns.querySelectorAll(`.s[data-link="${sentence.dataset.link}"]`)].find((one) => one.closest(".column") !== sentence.closest(".column"));
    const moves = { ArrowDown: own[place + 1], ArrowUp: own[place - 1], Home: own[0], End: own.at(-1), ArrowLeft: across, ArrowRight: across };
    if (event.key in moves) roam(moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") pin(sentence);
    else if (event.key === "Escape") { pinned = null; light(null, "pinned"); tell(null); }
    else return;
    event.preventDefault();
  });
}

function tools(paper) {
  return h("div", { class: "tools", role: "group", "aria-label": "What is marked" },
    FIELD_ORDER.map((kind) => {
      const box = h("input", { type: "checkbox" });
      box.checked = !hiddenMarks.has(kind);
      box.addEventListener("change", () => {
        paper.classList.toggle("no-" + kind, !box.checked);
        if (box.checked) hiddenMarks.delete(kind); else hiddenMarks.add(kind);
      });
      return h("label", {}, box, h("span", { class: "m m-" + kind }, MARK_NAMES[kind]));
    }),
    h("span", { class: "hint" }, h("kbd", {}, "↑"), " ", h("kbd", {}, "↓"), " sentence  ", h("kbd", {}, "→"), " counterpart  ", h("kbd", {}, "Enter"), " keep"));
}

function personLine(values) {
  const person = named("person", values);
  const name = both(person.zh, person.en);
  return h("span", { class: "person-line" },
    person.official === null ? h("span", {}, name) : h("a", { href: "#people/" + list("officials")[person.official].id }, name),
    person.titleZh || person.titleEn ? [", ", both(person.titleZh, person.titleEn)] : "",
    person.country ? h("span", { class: "soft" }, " (" + country(person.country)[1] + ")") : h("span", { class: "doubtful" }, " (country not known)"));
}

function rows(pairs) {
  return h("dl", { class: "rows" }, pairs.filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

function facts(text) {
  return text.events.map((at) => {
    const event = list("events")[at];
    const led = event.people.filter((values) => named("person", values).role === "principal");
    const others = event.people.filter((values) => named("person", values).role !== "principal");
    return h("section", { class: "facts" },
      h("h3", {}, event.kind === "meeting" ? "The meeting" : "The workshop", event.status === "referenced" ? ", only referred to" : ""),
      rows([
        ["Name", event.name ? both(...event.name) : ""],
        ["Theme", event.theme ? both(...event.theme) : ""],
        ["Date", event.start ? [period(event.start, event.end), h("span", { class: "soft" }, " (" + YEAR_NAMES[event.year] + ")")] : h("span", { class: "doubtful" }, "not found")],
        ["How", event.mode ? MODE_NAMES[event.mode] : ""],
        ["Place", both(...event.place)],
        ["Venue", event.venue ? both(...event.venue) : ""],
        [event.kind === "meeting" ? "Sides" : "Countries", event.countries.map((code, at) => [at > 0 && ", ", h("span", { class: "whole" }, countryName(code))])],
        ["Led by", led.map(personLine)],
        [event.kind === "meeting" ? "Also there" : "Speakers", others.map(personLine)],
        ["Organizers", event.organizers.map(([zh, en, role]) => h("span", { class: "person-line" }, both(zh, en), role === "co_organizer" ? h("span", { class: "soft" }, " (co-organizer)") : ""))],
        ["Topics", event.topics.join(", ")],
        ["Score", [score(event.score), event.reviewed ? ", corrected by a person" : ""]],
      ]));
  });
}

function pairing(text) {
  if (!text.pair) return null;
  return h("section", { class: "block" }, h("h3", {}, "Why these two belong together"),
    h("ul", { class: "reasons" }, text.pair.evidence.map((why) => h("li", {}, why))),
    text.pair.rivals.length > 0 && h("ul", { class: "reasons" }, text.pair.rivals.map(([item, value, why]) =>
      h("li", {}, "Another candidate, score " + value.toFixed(2) + ": ", itemLink(item), why.length ? " (" + why.join("; ") + ")" : ""))));
}

function itemLink(number) {
  const item = list("items")[number];
  return h("a", { href: "#read/" + item.id }, both(item.zh, item.en));
}

function doubtsOf(number) {
  const found = list("doubts").filter((doubt) => doubt.item === number);
  return found.length > 0 && h("section", { class: "block" }, h("h3", { class: "doubtful" }, "Doubtful here"),
    found.map((doubt) => h("div", {}, h("ul", { class: "reasons" }, doubt.why.map((why) => h("li", {}, why))), correctionOffers(doubt))));
}

function evidence(text, raw) {
  const marks = ["zh", "en"].filter((lang) => text[lang]).flatMap((lang) => text[lang].marks.map((mark) => [lang, mark]));
  if (marks.length === 0) return null;
  const details = h("details", { class: "block evidence" }, h("summary", {}, plural(marks.length, "piece") + " of evidence"));
  details.addEventListener("toggle", () => {
    if (details.querySelector("table")) return;
    details.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Evidence" }, h("table", {},
      h("thead", {}, h("tr", {}, ["For", "Words", "Rule", "Place in the raw file"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, marks.map(([lang, mark]) => h("tr", {},
        h("td", {}, FIELD_NAMES[mark.field] ?? mark.field), h("td", {}, said(lang, mark.text)), h("td", {}, mark.rule),
        h("td", {}, raw && raw.has(lang) ? h("button", { type: "button", onclick: () => raw.show(lang, mark) }, mark.start + "–" + mark.end) : mark.start + "–" + mark.end)))))));
  });
  return details;
}

function source(text) {
  return h("section", { class: "block" }, h("h3", {}, "Where it stands"), rows(["zh", "en"].filter((lang) => text[lang]).map((lang) => {
    const side = text[lang];
    return [lang === "zh" ? "Chinese" : "English", [h("bdi", {}, list("bulletins")[side.bulletin].path), `, lines ${side.lines[0]}–${side.lines[1]} `, h("code", {}, side.id)]];
  }).concat(text.pair ? [["Pair", h("code", {}, text.pair.id)]] : [])));
}

/* The raw text of both sides, made when it is opened; places are counted in characters, not in UTF-16 units. */
function rawPanel(text) {
  const element = h("section", { class: "block raw" }, h("h3", {}, "Raw text"));
  const sides = {};
  for (const lang of ["zh", "en"].filter((one) => text[one] && document.getElementById("data-raw-" + text[one].bulletin))) {
    const side = text[lang];
    const details = h("details", {}, h("summary", {}, (lang === "zh" ? "Chinese" : "English") + ", as the file has it"));
    const pre = h("pre", { tabindex: "0", role: "region", "aria-label": "Raw text", lang: LANGUAGES[lang] });
    const draw = (here) => {
      const all = block("raw-" + side.bulletin);
      const characters = /[\ud800-\udfff]/.test(all) ? Array.from(all) : all;
      const slice = (start, end) => (typeof characters === "string" ? characters.slice(start, end) : characters.slice(start, end).join(""));
      const cuts = new Set([side.start, side.end]);
      side.spans.forEach(([, start, end]) => cuts.add(start).add(end));
      side.marks.forEach((mark) => cuts.add(mark.start).add(mark.end));
      const inside = (spans, place) => spans.some(([start, end]) => start <= place && place < end);
      const own = side.spans.map(([, start, end]) => [start, end]);
      const marked = side.marks.map((mark) => [mark.start, mark.end]);
      const ordered = [...cuts].filter((place) => side.start <= place && place <= side.end).sort((a, b) => a - b);
      pre.replaceChildren(...ordered.slice(0, -1).map((start, at) => {
        const words = slice(start, ordered[at + 1]).replace(/\r\n?|\u2028/g, "\n");
        const chosen = here && here.start <= start && start < here.end;
        if (inside(marked, start)) return h("mark", { class: chosen ? "here" : null }, words);
        return h("span", { class: inside(own, start) ? null : "outside" }, words);
      }));
    };
    details.addEventListener("toggle", () => { if (details.open && !pre.hasChildNodes()) draw(null); });
    details.append(pre);
    element.append(details);
    sides[lang] = { details, pre, draw };
  }
  if (Object.keys(sides).length === 0) element.append(h("p", { class: "soft" }, "The raw file was not at hand, or has changed since the build."));
  return {
    element,
    has: (lang) => lang in sides,
    show(lang, mark) {
      sides[lang].draw(mark);
      sides[lang].details.open = true;
      const here = sides[lang].pre.querySelector(".here");
      sides[lang].pre.focus({ preventScroll: true });
      (here ?? sides[lang].pre).scrollIntoView({ block: "center" });
    },
  };
}

/* What a marked word says, beside the word. */
function showCard(paper, element, mark, raw, { side }) {
  paper.querySelectorAll(".card").forEach((old) => old.remove());
  const official = mark.official === null ? null : list("officials")[mark.official];
  const card = h("div", { class: "card", popover: "auto" },
    h("p", {}, official ? h("b", {}, both(official.zh, official.en)) : [h("b", {}, FIELD_NAMES[mark.field] ?? mark.field), ": ", said(side, mark.text)]),
    official && official.positions.length > 0 && h("p", {}, both(official.positions.at(-1)[0], official.positions.at(-1)[1])),
    h("p", { class: "soft" }, "Rule ", h("code", {}, mark.rule), `, raw characters ${mark.start}–${mark.end}`),
    h("p", { class: "actions" }, official && h("a", { class: "button", href: "#people/" + official.id }, "This person"),
      raw && raw.has(side) && h("button", { type: "button", onclick: () => { card.hidePopover(); raw.show(side, mark); } }, "Raw text")));
  fill(paper, card);
  card.showPopover();
  const word = element.getClientRects()[0];
  const room = card.getBoundingClientRect();
  card.style.left = Math.max(8, Math.min(word.left, innerWidth - room.width - 16)) + "px";
  card.style.top = (word.bottom + room.height + 12 > innerHeight ? Math.max(8, word.top - room.height - 6) : word.bottom + 6) + "px";
}
