// The band of time, driven: what is not chosen fades, brushing chooses a span, zooming brings the band of a year or a
// month in which entries stand from its page, and lanes beneath part the marks by side or actor.
import { ask, find, isoOf, load, number, query, root, tell, watch } from "./selection.js";
import { middle, nearest, rove } from "./rove.js";

const band = find(".band");
const figure = band.querySelector("figure");
const tools = find(".band-tools");
const { unknown, chosen: chosenWords } = tools.dataset;
const whole = figure.innerHTML;
const isMirrored = document.dir === "rtl";
const [ROW, LANE, LEAST] = [0.88, 1.6, 5];
let view;
let drawn = "";
let drawing;

const all = (selector) => [...drawing.querySelectorAll(selector)];
// Which year, month or day a slot leads to, and an entry stands in: 2023, 2023/09, 2023/09/20.
const keyOf = (link) => {
  const [, way, day] = /timeline\/(.*?)\/(?:#day_.*-(\d+))?$/.exec(decodeURI(link.getAttribute("href"))) ?? [];
  return day ? `${way}/${day.padStart(2, 0)}` : way;
};
const tally = (entries, length) => {
  const counts = {};
  for (const entry of entries) {
    const key = view.index.days[entry].slice(0, length);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};
const entryOf = (link) => view.index.at.get(decodeURIComponent(/entries\/(.*?)\//.exec(link.getAttribute("href"))?.[1]));

const bring = async (zoom) => {
  let html = whole;
  if (zoom) {
    const answer = /^-?\d{4,6}(-\d\d)?$/.test(zoom) && await fetch(`${root}timeline/${zoom.replace(/(\d)-/, "$1/")}/`);
    const [, found] = (answer.ok && /class="band[^]*?<figure>([^]*?)<\/figure>/.exec(await answer.text())) || [];
    if (found) html = found.replace(/href="(\.\.\/)+/g, `href="${root}`);
    tools.querySelector("output").value = found ? "" : unknown.replace("{value}", zoom);
  }
  figure.innerHTML = html;
  drawn = zoom;
  drive();
};

const show = async (found) => {
  view = found;
  const { index } = view;
  index.at ??= new Map(index.id.map((id, entry) => [id, entry]));
  index.days ??= index.first.map((first, entry) => isoOf(first ?? index.last[entry] ?? 1).replace(/(\d)-/g, "$1/"));
  const zoom = query().get("zoom") ?? "";
  if (zoom !== drawn) await bring(zoom);
  if (view !== found) return;
  for (const link of all(".band-mark, .band-bar")) link.classList.toggle("out", !view.passes[entryOf(link)]);
  const slots = all(".band-slot");
  const length = slots.length && keyOf(slots[0]).length;
  const chosen = tally(view.passing, length);
  const most = Math.max(1, ...slots.filter((slot) => slot.querySelector(".band-count")).map((slot) => chosen[keyOf(slot)] ?? 0));
  for (const slot of slots) {
    const key = keyOf(slot);
    const count = chosen[key] ?? 0;
    const [title, bar, text] = ["title", ".band-count", ".band-number"].map((part) => slot.querySelector(part));
    const { dataset } = slot;
    dataset.count = count;
    dataset.said ??= title.textContent;
    title.textContent = view.isActive ? chosenWords.replace("{slot}", dataset.said).replace("{count}", count) : dataset.said;
    if (text) text.textContent = number.format(count);
    if (!bar) continue;
    const [top, height] = ["y", "height"].map((name) => parseFloat(bar.getAttribute(name)));
    const higher = Math.max(count && 0.2, ((top + height - 1.2) * count) / most);
    bar.setAttribute("y", `${top + height - higher}em`);
    bar.setAttribute("height", `${higher}em`);
    text?.setAttribute("y", `${top + height - higher - 0.3}em`);
  }
  part();
  brushed();
};

// Lanes of the values that are chosen, or else of those that most of what passes bears.
const part = () => {
  drawing.querySelector(".band-lanes")?.remove();
  const key = query().get("lanes");
  const facet = view.index.facets.findIndex((one) => one.key === key);
  tools.elements.lanes.value = facet < 0 ? "" : key;
  const height = parseFloat(drawing.dataset.height ??= drawing.getAttribute("height"));
  drawing.setAttribute("height", `${height}em`);
  if (facet < 0) return;
  const { values, of } = view.index.facets[facet];
  const counts = view.counts[facet];
  const lanes = values.map((_, value) => value).filter((value) => counts[value] && (!view.chosen[facet] || view.chosen[facet][value]));
  // Sides stand in the order of the site, whoever is written about most; of actors, these come first.
  if (key === "actor") lanes.splice(6);
  const group = make("g", { class: "band-lanes" });
  let foot = height;
  for (const value of lanes) {
    // The marks of a narrow drawing and those of a wide one, each clear of those before.
    const held = {};
    const marks = all(":scope > .band-mark:not(.out)").filter((link) => of[entryOf(link)].includes(value)).map((link) => {
      const copy = link.cloneNode(true);
      for (const part of copy.querySelectorAll(".band-hit, line, text")) part.remove();
      for (const use of copy.querySelectorAll("use")) {
        const width = use.parentNode.className.baseVal;
        const x = parseFloat(use.getAttribute("x"));
        const rows = (held[width] ??= []);
        const free = rows.findIndex((last) => Math.abs(x - last) > (width === "w2" ? 1.5 : 3.1));
        const row = free < 0 ? rows.length : free;
        rows[row] = x;
        use.dataset.row = row;
      }
      return copy;
    });
    const most = Math.max(1, ...Object.values(held).map((rows) => rows.length));
    group.append(make("text", { class: "band-lane", x: isMirrored ? "100%" : 0, y: `${foot + 1.3}em`, ...(isMirrored && { direction: "rtl" }) }, values[value][1]));
    foot += LANE + most * ROW + 0.3;
    group.append(make("line", { class: "band-tick", x2: "100%", y1: `${foot}em`, y2: `${foot}em` }));
    for (const mark of marks) {
      for (const use of mark.querySelectorAll("use")) {
        const down = `${foot - 0.6 - use.dataset.row * ROW}em`;
        use.setAttribute("y", down);
        use.nextElementSibling?.setAttribute("cy", down);
      }
      group.append(mark);
    }
    // Where numbers stand for marks, a lane has numbers too.
    const piled = all(".band-slot:has(.band-count)");
    const inLane = piled.length && tally(view.passing.filter((entry) => of[entry].includes(value)), keyOf(piled[0]).length);
    for (const slot of piled) {
      const count = inLane[keyOf(slot)];
      const box = slot.querySelector(".band-hit");
      const x = parseFloat(box.getAttribute("x")) + parseFloat(box.getAttribute("width")) / 2;
      if (count) group.append(make("text", { x: `${x}%`, y: `${foot - 0.4}em`, "text-anchor": "middle" }, number.format(count)));
    }
  }
  drawing.append(group);
  drawing.setAttribute("height", `${foot + 0.5}em`);
};

const make = (name, attributes, text) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
};

// Days and their places, as the drawing has them.
const knots = () => drawing.dataset.scale.split(" ").map((knot) => knot.split(",").map(Number));
const between = (value, [from, to]) => {
  const found = knots();
  const at = Math.min(Math.max(1, found.findIndex((knot) => knot[from] >= value)), found.length - 1) || found.length - 1;
  const [one, other] = [found[at - 1], found[at]];
  return one[to] + ((other[to] - one[to]) * (value - one[from])) / (other[from] - one[from]);
};
const within = (value, least, most) => Math.min(Math.max(value, least), most);

const box = make("rect", { class: "band-brush", height: "100%" });
const mark = (start, end) => {
  box.setAttribute("x", `${isMirrored ? 100 - end : start}%`);
  box.setAttribute("width", `${Math.max(0, end - start)}%`);
  drawing.append(box);
};
const brushed = () => {
  const { from, to } = view;
  if (from === null && to === null) box.remove();
  else mark(...[from ?? -1e9, (to ?? 1e9) + 1].map((day) => within(between(day, [0, 1]), 0, 100)));
};

let brush = null;
const along = (event) => {
  const { left, width } = drawing.getBoundingClientRect();
  const share = within((100 * (event.clientX - left)) / width, 0, 100);
  return isMirrored ? 100 - share : share;
};
figure.addEventListener("pointerdown", (event) => {
  if (!event.button && event.target.closest(".band-drawing")) brush = { from: along(event), at: event.clientX };
});
addEventListener("pointermove", (event) => {
  if (!brush) return;
  brush.isMoved ||= Math.abs(event.clientX - brush.at) > LEAST;
  if (brush.isMoved) mark(...[along(event), brush.from].sort((one, other) => one - other));
});
addEventListener("pointerup", (event) => {
  if (!brush?.isMoved) return;
  const days = [along(event), brush.from].sort((one, other) => one - other).map((share) => Math.floor(between(share, [1, 0])));
  const last = knots().at(-1)[0] - 1;
  ask((asked) => ["from", "to"].forEach((key, at) => asked.set(key, isoOf(Math.min(days[at], last)))));
});
addEventListener("pointercancel", () => { brush = null; });
figure.addEventListener("dragstart", (event) => event.preventDefault());
// A link below what was brushed is not followed.
figure.addEventListener("click", (event) => {
  if (brush?.isMoved) event.preventDefault();
  brush = null;
});

// Nearer is where most of what passes stands, or what is nearest to a place: never where nothing is.
const zoom = async (way, at) => {
  if (!view) await tell();
  const slots = all(".band-slot").filter((slot) => slot.dataset.count > 0 && keyOf(slot).split("/").length < 3);
  const most = (one, other) => (+other.dataset.count > +one.dataset.count ? other : one);
  const into = slots.length && (at === undefined ? slots.reduce(most) : nearest(slots, at));
  const to = way === "+" ? (into ? keyOf(into).replace("/", "-") : drawn) : way === "-" ? drawn.replace(/-?[^-]*$/, "") : "";
  return ask((asked) => (to ? asked.set("zoom", to) : asked.delete("zoom")));
};

figure.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || !target.closest(".band-drawing") || !"+=-0".includes(key)) return;
  zoom(key === "=" ? "+" : key, middle(target)).then(() => rove(drawing, drawing.querySelector("a")));
});
tools.addEventListener("click", ({ target }) => target.type === "button" && zoom(target.value));
tools.addEventListener("change", ({ target }) => {
  if (target.name === "lanes") ask((asked) => (target.value ? asked.set("lanes", target.value) : asked.delete("lanes")));
});

const drive = () => {
  drawing = figure.querySelector(".band-drawing");
  drawing.classList.add("is-driven");
  rove(drawing);
};
drive();
tools.hidden = false;
band.addEventListener("pointerenter", load, { once: true });
watch(show);
