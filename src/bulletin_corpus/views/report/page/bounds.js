/* Where an article begins and ends: the judgements that a person may come to on any article. */

function bounds(text) {
  const details = h("details", { class: "block bounds" }, h("summary", {}, "Where an article begins and ends"));
  details.addEventListener("toggle", () => {
    if (details.querySelector(".offers")) return;
    fill(details, h("p", { class: "soft" }, "If an article holds two news items, or is a part of another one, copy what is true into corrections.toml."),
      ["zh", "en"].filter((lang) => text[lang]).map((lang) => [h("h3", {}, lang === "zh" ? "Chinese article" : "English article", text[lang].reviewed ? ", judged by a person" : ""),
        text[lang].near === null ? h("p", { class: "soft" }, "It repeats the text of another article; judge that one.")
          : h("div", { class: "offers" }, boundOffers(text[lang]).map(correctionLines))]));
  });
  return details;
}

const MOST_LINES = 60;

function boundOffers(side) {
  const lines = side.paragraphs.map((paragraph) => (paragraph[0] ?? []).map((run) => (typeof run === "string" ? run : run[0])).join(""));
  const shown = (words) => (words.length > 60 ? words.slice(0, 60) + "…" : words);
  const split = (quote, words) => [words, judgementLines("split", { article: side.id, before: quote })];
  const offers = [["It is one article, as it stands", judgementLines("whole", { article: side.id })]];
  lines.slice(0, MOST_LINES).forEach((line, at) => {
    const quote = at > 0 && beginning(lines, at);
    if (quote) offers.push(split(quote, "Another article begins at " + shown(line)));
  });
  const [before, after] = side.near;
  const title = (near) => { const item = list("items")[near[1]]; return shown(side.lang === "zh" ? item.zh : item.en); };
  if (before) offers.push(["It is the end of " + title(before), judgementLines("join", { articles: [before[0], side.id] })]);
  if (after) offers.push(["It goes on in " + title(after), judgementLines("join", { articles: [side.id, after[0]] })]);
  return offers;
}

/* So many characters of a line that no other line begins so; nothing where it has some that the page shows as another. */
function beginning(lines, at) {
  const line = lines[at].split(/[\ufffd\u2400-\u2426]/)[0];
  let length = Math.min(line.length, 24);
  while (length > 3 && length <= line.length) {
    const quote = line.slice(0, length);
    if (!lines.some((other, n) => n !== at && (other.startsWith(quote) || (other && quote.startsWith(other))))) return quote;
    length += 1;
  }
  return null;
}

/* The lines of a judgement; a string of JSON is one of TOML but for the character DEL. */
function judgementLines(kind, values) {
  const toml = (value) => (Array.isArray(value) ? "[\n" + value.map((one) => "  " + toml(one) + ",\n").join("") + "]" : JSON.stringify(value).replaceAll("\u007f", "\\u007f"));
  return "[[" + kind + "]]\n" + Object.entries(values).map(([key, value]) => key + " = " + toml(value) + "\n").join("") + 'author = ""\nreason = ""\n';
}
