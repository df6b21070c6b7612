/* Making elements. Texts only ever become text nodes, so that nothing in a bulletin is markup. */

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  return fill(element, ...children);
}

/* Adds the children, lists of them too; what is not there is left out. */
function fill(element, ...children) {
  element.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const LANGUAGES = { zh: "zh-Hans", en: "en" };

function said(lang, text) {
  return text ? h("bdi", { lang: LANGUAGES[lang] }, text) : null;
}

/* Both languages in one line, what is not known left out. */
function both(zh, en) {
  const parts = [said("zh", zh), said("en", zh === en ? null : en)].filter(Boolean);
  return parts.length === 2 ? [parts[0], " ", parts[1]] : parts;
}

function countryName(code) {
  const [zh, en] = country(code);
  return zh === en ? en : en + " " + zh;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function monthName(date) {
  return date ? MONTHS[Number(date.slice(5, 7)) - 1] + " " + date.slice(0, 4) : "No date";
}

function dayName(date) {
  if (!date || date.length < 10) return monthName(date);
  return Number(date.slice(8)) + " " + MONTHS[Number(date.slice(5, 7)) - 1] + " " + date.slice(0, 4);
}

function period(start, end) {
  if (!start) return "no date";
  if (!end || end === start) return dayName(start);
  if (start.slice(0, 7) === end.slice(0, 7)) return Number(start.slice(8)) + "–" + dayName(end);
  return dayName(start) + " – " + dayName(end);
}

function plural(n, one, many) {
  return n.toLocaleString("en") + " " + (n === 1 ? one : many ?? one + "s");
}

const KIND_NAMES = { meeting: "Meeting", workshop: "Workshop", other: "Other news" };
const MODE_NAMES = { in_person: "in person", video: "by video", phone: "by phone", hybrid: "in person and by video" };
const YEAR_NAMES = { explicit: "the text gives the year", counterpart: "the year stands in the counterpart", weekday: "the weekday fits only this year", bulletin: "the year is the bulletin's", none: "the year is not known" };
const RELATION_NAMES = { translation: "a translation", comparable: "another text on the same event" };
const FIELD_NAMES = { official: "person", date_start: "date", date_end: "date", place_zh: "place", place_en: "place", venue_zh: "venue", venue_en: "venue", name_zh: "name", name_en: "name", theme_zh: "theme", theme_en: "theme", participants: "meeting", countries: "country" };

function chip(kind) {
  return h("span", { class: "chip chip-" + kind }, KIND_NAMES[kind]);
}

function score(value) {
  return h("span", { class: value < about.doubtfulBelow ? "doubtful" : null }, value.toFixed(2));
}

/* A list that grows by pages: only what is shown is made. `make` gets a row and the one before it. */
function paged(rows, size, make, holder) {
  let shown = 0;
  const more = h("button", { class: "more", type: "button" });
  const grow = () => {
    const fragment = document.createDocumentFragment();
    const end = Math.min(rows.length, shown + size);
    for (; shown < end; shown += 1) fragment.append(...[make(rows[shown], shown ? rows[shown - 1] : null)].flat());
    holder.append(fragment);
    more.hidden = shown >= rows.length;
    more.textContent = "Show " + Math.min(size, rows.length - shown) + " more of " + rows.length.toLocaleString("en");
  };
  more.addEventListener("click", () => {
    const last = holder.lastElementChild;
    grow();
    const next = last && last.nextElementSibling;
    const target = next && (next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, summary"));
    if (target) target.focus({ preventScroll: true });
  });
  grow();
  return [holder, more];
}

async function copy(text, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    const lines = button.parentElement.querySelector("pre");
    if (lines) getSelection().selectAllChildren(lines);
    button.textContent = "Selected: press Ctrl+C";
  }
  setTimeout(() => { button.textContent = label; }, 2000);
}

/* A judgement's lines for corrections.toml, to copy; the author's name comes from the field of the review. */
let author = "";

function correctionOffers(doubt) {
  return doubt.offers.length > 0 && h("div", { class: "offers" }, doubt.offers.map(correctionLines));
}

function correctionLines([title, lines]) {
  const signed = lines.replace('author = ""', () => "author = " + JSON.stringify(author));
  const button = h("button", { type: "button" }, "Copy");
  button.addEventListener("click", () => copy(signed, button));
  return h("details", { class: "offer" }, h("summary", {}, title), h("pre", {}, signed), button);
}
