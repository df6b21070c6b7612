/* What is doubtful, by kind, each with its reasons and the lines for corrections.toml. */

function drawReview(view) {
  const holder = h("div", {});
  const name = h("input", { type: "text", autocomplete: "name", placeholder: "Li Wen" });
  const subject = (doubt) => {
    if (doubt.event !== null) return h("a", { href: "#read/" + list("items")[doubt.item].id }, eventTitle(list("events")[doubt.event]));
    if (doubt.item !== null) return itemLink(doubt.item);
    if (doubt.official !== null) {
      const one = list("officials")[doubt.official];
      return h("a", { href: "#people/" + one.id }, both(one.zh, one.en));
    }
    return h("bdi", {}, list("bulletins")[doubt.bulletin].path);
  };
  const make = (doubt) => h("article", { class: "doubt" },
    h("h3", {}, h("span", {}, subject(doubt)), doubt.score !== null && h("span", { class: "score" }, doubt.score.toFixed(2))),
    h("ul", {}, doubt.why.map((why) => h("li", {}, h("bdi", {}, why)))),
    correctionOffers(doubt));
  const redraw = () => holder.replaceChildren(...Object.entries(about.doubtKinds).map(([kind, title]) => {
    const found = list("doubts").filter((doubt) => doubt.kind === kind);
    return found.length === 0 ? "" : h("section", { class: "group", id: "doubts-" + kind, tabindex: "-1", "aria-label": title },
      h("h2", {}, title, " ", h("span", { class: "count" }, found.length.toLocaleString("en"))), paged(found, 20, make, h("div", { class: "panel" })));
  }));
  name.addEventListener("change", () => { author = name.value; redraw(); });
  const kinds = Object.entries(about.doubtKinds).filter(([kind]) => list("doubts").some((doubt) => doubt.kind === kind));
  view.append(
    heading("review", "Review", list("doubts").length === 0 ? "Nothing is doubtful."
      : "What is doubtful, the least sure first. What you know better goes into corrections.toml, in the folder of the raw bulletins; every build from then on heeds it."),
    h("nav", { class: "jump", "aria-label": "Kinds of doubts" }, kinds.map(([kind, title]) => h("a", { class: "button", href: "#review/" + kind }, title))),
    list("doubts").some((doubt) => doubt.offers.length > 0) && h("label", { class: "author" }, "Your name, for the lines to copy", name),
    holder);
  redraw();
  return (kind) => {
    const group = kind && document.getElementById("doubts-" + kind);
    if (!group) return;
    group.focus({ preventScroll: true });
    group.scrollIntoView();
  };
}
