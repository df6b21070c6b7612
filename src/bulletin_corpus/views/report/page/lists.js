/* The lists: articles, events, people, bulletins, and the filters that they share. */

const filters = { q: "", country: "", kind: "", from: "", to: "", doubtful: "", order: "" };

function filterBar(names, changed) {
  const codes = Object.keys(about.countries).sort((a, b) => country(a)[1].localeCompare(country(b)[1], "en"));
  const option = (value, label) => h("option", { value, selected: false }, label);
  const fields = {
    q: () => h("label", { class: "text" }, "Search", h("input", { type: "search", name: "q", placeholder: "Words, names, 会见 …", autocomplete: "off", spellcheck: "false" })),
    country: () => h("label", {}, "Country", h("select", { name: "country" }, option("", "All"), codes.map((code) => option(code, countryName(code))))),
    kind: () => h("label", {}, "Kind", h("select", { name: "kind" }, option("", "All"), Object.entries(KIND_NAMES).map(([kind, label]) => option(kind, label)))),
    from: () => h("label", {}, "From", h("input", { type: "month", name: "from", placeholder: "YYYY-MM" })),
    to: () => h("label", {}, "To", h("input", { type: "month", name: "to", placeholder: "YYYY-MM" })),
    order: () => h("label", {}, "Order", h("select", { name: "order" }, option("", "Most often first"), option("latest", "Latest first"))),
    doubtful: () => h("label", { class: "check" }, h("input", { type: "checkbox", name: "doubtful" }), "Doubtful only"),
  };
  const bar = h("form", { class: "filters", role: "search" }, names.map((name) => fields[name]()));
  for (const control of bar.elements) {
    if (control.type === "checkbox") control.checked = filters[control.name] !== "";
    else control.value = filters[control.name];
  }
  let waiting = 0;
  bar.addEventListener("input", (event) => {
    const control = event.target;
    filters[control.name] = control.type === "checkbox" ? (control.checked ? "1" : "") : control.value;
    clearTimeout(waiting);
    waiting = setTimeout(changed, control.type === "search" ? 120 : 0);
  });
  bar.addEventListener("submit", (event) => event.preventDefault());
  return bar;
}

function queryWords() {
  return folded(filters.q).split(/\s+/).filter(Boolean);
}

function withinMonths(date) {
  if (!filters.from && !filters.to) return true;
  const month = (date ?? "").slice(0, 7);
  return month !== "" && (!filters.from || month >= filters.from) && (!filters.to || month <= filters.to);
}

function foundItems() {
  const words = queryWords();
  const found = [];
  list("items").forEach((item, number) => {
    if (filters.country && !item.countries.includes(filters.country)) return;
    if (filters.kind && item.kind !== filters.kind) return;
    if (filters.doubtful && item.doubts === 0) return;
    if (withinMonths(item.date) && matches(number, words)) found.push(number);
  });
  return found;
}

/* Redraws with the texts searched too, as they are read. */
function searchTexts(line, redraw) {
  if (queryWords().length === 0) return;
  const asked = filters.q;
  const tell = (share) => {
    if (filters.q !== asked || !line.isConnected) return;
    if (share < 1) { line.textContent = "Searching the texts: " + Math.round(share * 100) + " %"; readBodies(tell); } else redraw();
  };
  readBodies(tell);
}

function heading(view, title, text) {
  return h("header", { class: "measure" }, h("h1", { id: "title-" + view }, title), text && h("p", { class: "soft" }, text));
}

function drawRead(view) {
  const line = h("p", { class: "found", role: "status" });
  const holder = h("div", {});
  const pane = h("div", { class: "pane" });
  const browse = h("div", { class: "browse" }, h("div", { class: "side" }, holder), pane);
  let open = null;
  let shown = [];
  const entry = (number, before) => {
    const item = list("items")[number];
    const month = monthName(item.date);
    const link = h("a", { class: "entry", href: "#read/" + item.id, "data-item": number },
      h("span", { class: "meta" }, chip(item.kind), h("span", {}, item.date && item.date.length === 10 ? Number(item.date.slice(8)) + " " + month.slice(0, 3) : ""),
        h("span", {}, item.countries.filter((code) => code !== "CN").slice(0, 4).map((code) => country(code)[1]).join(", ")),
        item.doubts > 0 && h("span", { class: "doubtful" }, plural(item.doubts, "doubt"))),
      item.zh && h("bdi", { class: "zh", lang: "zh-Hans" }, item.zh), item.en && h("bdi", { class: "en", lang: "en" }, item.en));
    const first = before === null || monthName(list("items")[before].date) !== month;
    return first ? [h("h2", { class: "month" }, month), link] : link;
  };
  const redraw = () => {
    const found = foundItems();
    shown = found;
    line.textContent = plural(found.length, "item") + (found.length === list("items").length ? "" : " of " + list("items").length.toLocaleString("en"));
    holder.replaceChildren(...paged(found, 60, entry, h("div", {})));
    markCurrent();
  };
  const changed = () => { redraw(); searchTexts(line, redraw); };
  const markCurrent = () => holder.querySelectorAll(".entry").forEach((one) => {
    if (Number(one.dataset.item) === open) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
  });
  view.append(heading("read", "Read"), filterBar(["q", "country", "kind", "from", "to", "doubtful"], changed), line, browse);
  changed();
  return (id) => {
    const number = list("items").findIndex((item) => item.id === id);
    open = number < 0 ? null : number;
    view.classList.toggle("reading", open !== null);
    const step = (number, label) => number !== undefined && h("a", { href: "#read/" + list("items")[number].id }, label);
    const place = shown.indexOf(open);
    const steps = h("nav", { class: "steps", "aria-label": "Items" }, h("a", { class: "back", href: "#read" }, "All items"),
      place > 0 && step(shown[place - 1], "← Newer"), place >= 0 && step(shown[place + 1], "Older →"));
    pane.replaceChildren(...(open === null
      ? [h("p", { class: "missing" }, id ? "There is no item " + id + " in this page." : "Choose an item to read it here, both languages side by side.")]
      : [steps, reader(open)]));
    markCurrent();
    if (open !== null && pane.getBoundingClientRect().top < 0) pane.scrollIntoView();
  };
}

/* A workshop by its name, a meeting by those who led it, else by the headline. */
function eventTitle(event) {
  if (event.name && (event.name[0] || event.name[1])) return both(...event.name).map((one) => (one.lang === "en" && event.name[0] ? h("span", { class: "second" }, one) : one));
  const led = event.people.map((values) => named("person", values)).filter((one) => one.role === "principal").slice(0, 6);
  const item = list("items")[event.item];
  return led.length === 0 ? both(item.zh, item.en)
    : led.map((one, at) => [at > 0 && h("span", { class: "soft" }, " · "), both(one.zh, one.en)]);
}

function drawEvents(view) {
  const line = h("p", { class: "found", role: "status" });
  const holder = h("div", {});
  const make = (event, before) => {
    const month = monthName(event.start);
    const item = list("items")[event.item];
    const where = [event.mode && MODE_NAMES[event.mode], both(...event.place)].filter((one) => one && one.length > 0);
    const row = h("article", { class: "event" },
      h("p", { class: "when" }, period(event.start, event.end)),
      h("div", {}, h("h3", {}, h("a", { href: "#read/" + item.id }, eventTitle(event))),
        h("p", {}, event.status === "referenced" && "only referred to; ", where.map((one, at) => [at > 0 && ", ", one])),
        h("div", { class: "chips" }, chip(event.kind), event.countries.map((code) => h("span", { class: "chip" }, country(code)[1])),
          event.score < about.doubtfulBelow && h("span", { class: "chip doubtful" }, "score " + event.score.toFixed(2)))));
    return before === null || monthName(before.start) !== month ? [h("h2", { class: "month" }, month), row] : row;
  };
  const doubtful = new Set(list("doubts").filter((doubt) => doubt.event !== null).map((doubt) => doubt.event));
  const redraw = () => {
    const words = queryWords();
    const found = list("events").filter((event, at) => (!filters.country || event.countries.includes(filters.country))
      && (!filters.kind || event.kind === filters.kind) && (!filters.doubtful || doubtful.has(at))
      && withinMonths(event.start) && matches(event.item, words));
    line.textContent = plural(found.length, "event");
    holder.replaceChildren(...paged(found, 40, make, h("div", {})));
  };
  const changed = () => { redraw(); searchTexts(line, redraw); };
  view.append(heading("events", "Meetings and workshops", "Latest first. An event opens with the articles that report it."),
    filterBar(["q", "country", "kind", "from", "to", "doubtful"], changed), line, holder);
  changed();
  return () => {};
}

/* What an official is found by: names, offices and id. */
const officialHays = [];

function officialWords(at) {
  const one = list("officials")[at];
  officialHays[at] ??= folded([one.zh, one.en, one.pinyin, one.id, ...one.aliases, ...one.positions.flat()].filter(Boolean).join("\n"));
  return officialHays[at];
}

function drawPeople(view) {
  const line = h("p", { class: "found", role: "status" });
  const holder = h("div", {});
  const nameOf = (one) => both(one.zh, one.en);
  const make = (one) => h("article", { class: "panel person", id: one.id, tabindex: "-1" },
    h("h3", {}, nameOf(one)),
    h("p", { class: "soft" }, [one.country ? country(one.country)[1] : "country not known", one.en === null && one.pinyin, plural(one.mentions, "mention"), one.reviewed && "judged by a person"].filter(Boolean).join(" · ")),
    one.aliases.length > 0 && h("p", { class: "soft" }, "also ", one.aliases.map((alias, at) => [at ? ", " : "", h("bdi", {}, alias)])),
    h("ol", {}, one.positions.map(([zh, en, first, last]) => h("li", {}, both(zh, en), first && h("span", { class: "soft" }, [h("br"), period(first, last)])))),
    one.met.length > 0 && h("details", { class: "met" }, h("summary", {}, "Met " + plural(one.met.length, "person", "people")),
      h("ul", {}, one.met.slice(0, 60).map(([other, n]) => h("li", {}, h("a", { href: "#people/" + list("officials")[other].id }, nameOf(list("officials")[other])), n > 1 ? ` ${n} times` : "")))),
    one.items.length > 0 && h("details", {}, h("summary", {}, "Named in " + plural(one.items.length, "item")),
      h("ul", {}, one.items.slice(0, 60).map((number) => h("li", {}, h("span", { class: "soft" }, (list("items")[number].date ?? "") + " "), itemLink(number))))));
  let only = null;
  const redraw = () => {
    const words = queryWords();
    const found = list("officials").filter((one, at) => (only ? one.id === only
      : (!filters.country || one.country === filters.country) && words.every((word) => officialWords(at).includes(word))));
    line.replaceChildren(plural(found.length, "person", "people"), only ? h("span", {}, " · ", h("a", { href: "#people" }, "show all")) : "");
    holder.replaceChildren(...paged(found, 36, make, h("div", { class: "people" })));
  };
  view.append(heading("people", "People and their offices", "Everyone who is named with an office, most often named first."),
    filterBar(["q", "country"], () => { only = null; redraw(); }), line, holder);
  return (id) => {
    only = id || null;
    redraw();
    if (only) holder.querySelectorAll("details").forEach((one) => { one.open = true; });
  };
}

function drawBulletins(view) {
  const found = list("bulletins");
  const head = ["File", "Issue", "Articles", "Text in articles", "Restored", "Remarks"];
  const body = h("tbody", {});
  const make = (one) => h("tr", {},
    h("th", { scope: "row" }, h("bdi", {}, one.path), h("br"), h("span", { class: "soft" }, one.encoding ?? "")),
    h("td", {}, one.issue ?? ""), h("td", {}, one.status === "built" ? String(one.articles) : ""),
    h("td", { class: one.coverage !== null && one.coverage < 0.99 ? "doubtful" : null }, one.coverage === null ? "" : (100 * one.coverage).toFixed(1) + " %"),
    h("td", {}, one.repairs.map(([rule, n]) => h("span", { class: "person-line" }, `${n} ${rule}`))),
    h("td", { class: "doubtful" }, one.status === "set_aside" ? "Set aside: " + one.reason : "", one.warnings.map((why) => h("span", { class: "person-line" }, why)),
      one.rejects > 0 ? plural(one.rejects, "stretch", "stretches") + " of text in no article" : ""));
  const [, more] = paged(found, 100, make, body);
  view.append(heading("bulletins", "Bulletins", "The raw files, what was restored in them, and what was left as it stands."),
    h("div", { class: "panel wide-table", tabindex: "0", role: "region", "aria-label": "Bulletins" }, h("table", {}, h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))), body)), more);
  return () => {};
}
