/* Which view is shown: the address says it, as #view or #view/id. */

const VIEWS = { overview: null, review: drawReview, read: drawRead, events: drawEvents, met: drawMet, people: drawPeople, bulletins: drawBulletins };
const opened = new Map();
let current = "overview";

function route(focus) {
  const [name, id] = location.hash.slice(1).split("/");
  const wanted = Object.hasOwn(VIEWS, name) ? name : "overview";
  const view = document.getElementById("view-" + wanted);
  for (const one of document.querySelectorAll(".view")) one.hidden = one !== view;
  for (const link of document.querySelectorAll(".masthead nav a")) {
    if (link.hash === "#" + wanted) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "center" });
    } else link.removeAttribute("aria-current");
  }
  const changed = wanted !== current;
  current = wanted;
  if (VIEWS[wanted]) {
    if (changed && ["read", "events", "met", "people"].includes(wanted)) { opened.delete(wanted); view.replaceChildren(); }
    if (!opened.has(wanted)) opened.set(wanted, VIEWS[wanted](view));
    if (changed) scrollTo(0, 0);
    opened.get(wanted)(id);
  }
  if (id && wanted === "people") scrollTo(0, 0);
  if (focus && changed && !id) document.getElementById("main").focus({ preventScroll: true });
}

addEventListener("hashchange", () => route(true));
route(false);
document.documentElement.dataset.ready = "true";
