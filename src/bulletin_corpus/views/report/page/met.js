/* Who met whom: every two people of different sides who led reported meetings, as a table that can be narrowed. */

/* Each time that two met: their numbers and the event's. */
function encounters() {
  const found = [];
  list("events").forEach((event, at) => {
    if (event.kind !== "meeting" || event.status !== "reported") return;
    const led = event.people.map((values) => named("person", values)).filter((one) => one.role === "principal" && one.official !== null);
    led.forEach((one, place) => led.slice(place + 1).forEach((other) => {
      const apart = one.country === null || other.country === null || one.country !== other.country;
      if (one.official !== other.official && apart) found.push([one.official, other.official, at]);
    }));
  });
  return found;
}

/* The country whose people are met most stands in the first column. */
function hostCountry(found) {
  const counts = new Map();
  found.forEach((one) => one.slice(0, 2).forEach((at) => {
    const code = list("officials")[at].country;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }));
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function drawMet(view) {
  const line = h("p", { class: "found", role: "status" });
  const holder = h("div", {});
  const every = encounters();
  const host = hostCountry(every);
  const pairs = () => {
    const found = new Map();
    for (const [one, other, event] of every) {
      if (!withinMonths(list("events")[event].start)) continue;
      const people = [one, other].sort((a, b) => (list("officials")[b].country === host) - (list("officials")[a].country === host) || a - b);
      const key = people.join();
      if (!found.has(key)) found.set(key, { people, events: [] });
      const known = found.get(key).events;
      if (known.at(-1) !== event) known.push(event);
    }
    const words = queryWords();
    const last = (pair) => list("events")[pair.events[0]].start ?? "";
    const order = (a, b) => (filters.order ? 0 : b.events.length - a.events.length) || last(b).localeCompare(last(a)) || a.people[0] - b.people[0] || a.people[1] - b.people[1];
    return [...found.values()].filter(({ people }) => (!filters.country || people.some((at) => list("officials")[at].country === filters.country))
      && words.every((word) => people.some((at) => officialWords(at).includes(word)))).sort(order);
  };
  const person = (at) => {
    const one = list("officials")[at];
    const office = one.positions.at(-1);
    return [h("a", { href: "#people/" + one.id }, both(one.zh, one.en)),
      h("span", { class: "person-line soft" }, office ? both(office[0], office[1]) : "", " (", one.country ? country(one.country)[1] : "country not known", ")")];
  };
  const when = (at) => {
    const event = list("events")[at];
    return h("li", {}, h("a", { href: "#read/" + list("items")[event.item].id }, period(event.start, event.end)), event.mode ? ", " + MODE_NAMES[event.mode] : "");
  };
  const make = ({ people, events }) => h("tr", {},
    h("td", { class: "times" }, h("b", {}, String(events.length)), h("span", { class: "unseen" }, events.length === 1 ? " time" : " times")),
    h("th", { scope: "row" }, person(people[0])), h("td", {}, person(people[1])),
    h("td", {}, h("ul", {}, events.slice(0, 3).map(when)),
      events.length > 3 && h("details", {}, h("summary", {}, plural(events.length - 3, "more", "more")), h("ul", {}, events.slice(3).map(when)))));
  const redraw = () => {
    const found = pairs();
    line.textContent = plural(found.length, "pair of people", "pairs of people") + " met "
      + plural(found.reduce((sum, pair) => sum + pair.events.length, 0), "time");
    const body = h("tbody", {});
    const [, more] = paged(found, 50, make, body);
    holder.replaceChildren(h("div", { class: "panel wide-table" }, h("table", { class: "met-table" },
      h("thead", {}, h("tr", {}, ["Times", "Who", "met whom", "When"].map((name) => h("th", { scope: "col" }, name)))), body)), more);
  };
  view.append(heading("met", "Who met whom", "Everyone who led a side of a reported meeting, with those of the other side. A day opens the articles that report it."),
    filterBar(["q", "country", "from", "to", "order"], redraw), line, holder);
  redraw();
  return () => {};
}
