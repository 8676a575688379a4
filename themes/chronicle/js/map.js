// The map of all places: moved and looked at closer, and as large as what is chosen. A disc chooses its place, a slider
// up to when.
import { ask, dateOf, isoOf, number, ordinal, query, tell, watch } from "./selection.js";

const maps = document.querySelector(".maps");
const language = document.documentElement.lang;
const { most, seen: seenWords } = maps.dataset;
const forms = JSON.parse(maps.dataset.forms);
const plural = new Intl.PluralRules(language);
const counted = (count) => (forms[plural.select(count)] || forms.other).replace("{count}", number.format(count));
const between = (least, value, greatest) => Math.min(greatest, Math.max(least, value));
const GAP = 3;

const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const pointOf = (element) => element.transform.baseVal[0].matrix;

function zoomable(figure) {
  const svg = figure.querySelector(":scope > svg");
  const { width, height } = svg.viewBox.baseVal;
  const [west, south, east, north] = figure.dataset.bounds.split(" ").map(Number);
  let waiting;
  const isFirst = figure === maps.querySelector("figure.map");
  const discs = [...svg.querySelectorAll("[data-place]:not(.map-ground)")].map((link) => {
    const { e: x, f: y } = pointOf(link);
    const disc = link.querySelector(".map-disc");
    const radius = Number(disc.getAttribute("r"));
    return { link, x, y, disc, radius, shown: radius, place: link.dataset.place, texts: [...link.querySelectorAll("text")], ring: link.querySelector(".map-contested") };
  });
  const ground = [...svg.querySelectorAll(".map-ground")];
  const texts = [...svg.querySelectorAll("text")];
  const isSpare = new Set(texts.filter((text) => text.classList.contains("map-spare")));
  const items = new Map([...figure.querySelectorAll("[data-of]")].map((item) => [item.dataset.of, item]));
  const seen = figure.querySelector(".map-seen");
  const closest = Math.max(12, Math.min(64, 90 / nearestTwo()));
  let [x, y, zoom, isChanged] = [0, 0, 1, false];

  function nearestTwo() {
    let least = Infinity;
    discs.forEach((one, at) => {
      for (const other of discs.slice(at + 1)) least = Math.min(least, Math.hypot(one.x - other.x, one.y - other.y) || Infinity);
    });
    return least;
  }

  const isGone = ({ link }) => link.classList.contains("map-gone");
  const isWithin = ({ x: at, y: down }, left = x, top = y, by = zoom) =>
    at >= left && at <= left + width / by && down >= top && down <= top + height / by;
  const signs = () => (Number(getComputedStyle(svg).getPropertyValue("--signs")) || 1) / zoom;

  // Names as they were set, while nothing has changed; else the largest places first, where there is room now.
  function name() {
    for (const text of texts) {
      text.classList.toggle("map-spare", isSpare.has(text));
      text.removeAttribute("transform");
    }
    for (const part of ground) part.classList.remove("map-spare");
    if (zoom > 1 || isChanged) setNames();
    list();
  }

  function setNames() {
    const scale = signs();
    const shown = discs.filter((disc) => !isGone(disc) && isWithin(disc));
    // What another map shows larger is a dot without a name on the whole map.
    const isDot = ({ link }) => zoom === 1 && link.classList.contains("map-inner");
    const reach = (disc) => ((isDot(disc) ? 2.5 : disc.shown) + GAP) * scale;
    const full = shown.map((disc) => {
      const off = reach(disc) - GAP * scale;
      return { left: disc.x - off, right: disc.x + off, top: disc.y - off, bottom: disc.y + off, of: disc };
    });
    const frame = { left: x, top: y, right: x + width / zoom, bottom: y + height / zoom };
    const fits = (box) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    // Whatever changes what is shown comes before what is measured: a page is laid out once.
    for (const disc of shown) for (const text of disc.texts) text.classList.remove("map-spare");
    const sizes = new Map(shown.flatMap((disc) => (isDot(disc) ? [] : disc.texts.map((text) => [text, text.getBBox()]))));
    const isFree = (box, own) => fits(box) && full.every((other) => other.of === own || !meets(box, other));
    for (const disc of discs) {
      for (const text of disc.texts) {
        const own = sizes.get(text);
        if (!own?.width) continue;
        const off = reach(disc) / scale;
        const ways = [[off, -own.height / 2], [-off - own.width, -own.height / 2], [-own.width / 2, -off - own.height], [-own.width / 2, off]];
        const way = ways.find(([left, top]) => {
          const box = { left: disc.x + left * scale, top: disc.y + top * scale };
          Object.assign(box, { right: box.left + own.width * scale, bottom: box.top + own.height * scale });
          return isFree(box, disc) && full.push(box);
        });
        if (way) text.setAttribute("transform", `translate(${way[0] - own.x} ${way[1] - own.y})`);
        else text.classList.add("map-spare");
      }
    }
    for (const [part, own] of ground.map((part) => [part, part.querySelector("text").getBBox()])) {
      const { e, f } = pointOf(part);
      // Letters are lower than their line.
      const [left, top] = [e + own.x * scale, f + (own.y + own.height * 0.2) * scale];
      const box = { left, top, right: left + own.width * scale, bottom: top + own.height * 0.6 * scale };
      if (own.width && isFree(box)) full.push(box);
      else part.classList.add("map-spare");
    }
  }

  // The list beside the map holds what is in view.
  function list() {
    if (!seen) return;
    const all = discs.filter((disc) => !isGone(disc));
    const within = all.filter((disc) => isWithin(disc));
    for (const disc of discs) items.get(disc.place).hidden = !within.includes(disc);
    seen.hidden = zoom === 1 && !isChanged;
    seen.textContent = seenWords.replace("{count}", number.format(within.length)).replace("{all}", number.format(all.length));
  }

  function look(toX, toY, closeness) {
    zoom = between(1, closeness, closest);
    x = between(0, toX, width - width / zoom);
    y = between(0, toY, height - height / zoom);
    svg.setAttribute("viewBox", `${x} ${y} ${width / zoom} ${height / zoom}`);
    svg.style.setProperty("--zoom", zoom);
    svg.classList.toggle("is-closer", zoom > 1);
    name();
    if (!isFirst) return;
    const across = west + ((x + width / zoom / 2) / width) * (east - west);
    const up = north - ((y + height / zoom / 2) / height) * (north - south);
    clearTimeout(waiting);
    waiting = setTimeout(() => ask((asked) => {
      if (zoom > 1) asked.set("view", `${up.toFixed(3)},${across.toFixed(3)},${zoom.toFixed(2)}`);
      else asked.delete("view");
    }, true, true), 200);
  }

  // Zoom by a factor; what stands at a share of the picture stays where it is.
  function closer(by, across = 0.5, down = 0.5) {
    const next = between(1, zoom * by, closest);
    look(x + across * width * (1 / zoom - 1 / next), y + down * height * (1 / zoom - 1 / next), next);
  }

  // By button and key: to the part of the view in which most happened, and never to an empty one.
  function closerToMost(by) {
    const next = between(1, zoom * by, closest);
    const inView = discs.filter((disc) => !isGone(disc) && isWithin(disc));
    const middle = [x + width / zoom / 2, y + height / zoom / 2];
    let [best, at] = [-1, middle];
    for (const disc of inView.length ? inView : discs.filter((one) => !isGone(one))) {
      const left = between(0, disc.x - width / next / 2, width - width / next);
      const top = between(0, disc.y - height / next / 2, height - height / next);
      const held = inView.filter((other) => isWithin(other, left, top, next)).reduce((sum, { shown }) => sum + shown ** 2, 0);
      if (held > best) [best, at] = [held, [disc.x, disc.y]];
    }
    look(at[0] - width / next / 2, at[1] - height / next / 2, next);
  }

  const move = (across, down) => look(x + (across * width) / zoom, y + (down * height) / zoom, zoom);

  const tools = figure.querySelector(".map-tools");
  tools.hidden = false;
  tools.addEventListener("click", ({ target: { dataset } }) => {
    if (dataset.zoom === "all") look(0, 0, 1);
    else if (dataset.zoom === "closer") closerToMost(1.8);
    else if (dataset.zoom) closer(1 / 1.8);
  });

  const keys = {
    ArrowLeft: () => move(-0.15, 0), ArrowRight: () => move(0.15, 0), ArrowUp: () => move(0, -0.15), ArrowDown: () => move(0, 0.15),
    "+": () => closerToMost(1.8), "=": () => closerToMost(1.8), "-": () => closer(1 / 1.8), 0: () => look(0, 0, 1),
  };
  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frame = svg.getBoundingClientRect();
    closer(1.2 ** -Math.sign(event.deltaY), (event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
  }, { passive: false });

  // One finger moves the page, two move the map and zoom it.
  let fingers = null;
  function grip({ touches: [one, other] }) {
    const frame = svg.getBoundingClientRect();
    return {
      across: ((one.clientX + other.clientX) / 2 - frame.left) / frame.width,
      down: ((one.clientY + other.clientY) / 2 - frame.top) / frame.height,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  }
  for (const kind of ["touchstart", "touchmove"]) {
    svg.addEventListener(kind, (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const now = grip(event);
      if (kind === "touchmove" && fingers) {
        move(fingers.across - now.across, fingers.down - now.down);
        closer(now.apart / fingers.apart, now.across, now.down);
      }
      fingers = now;
    }, { passive: false });
  }
  svg.addEventListener("touchend", () => { fingers = null; });

  let moved = false;
  svg.addEventListener("pointerdown", () => { moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || !(event.buttons & 1) || zoom === 1) return;
    const frame = svg.getBoundingClientRect();
    moved ||= Math.abs(event.movementX) + Math.abs(event.movementY) > 2;
    move(-event.movementX / frame.width, -event.movementY / frame.height);
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // A link below a hand that has moved the map is not followed; a place that is pressed is chosen, or no longer.
  svg.addEventListener("click", (event) => {
    const id = event.target.closest("[data-place]")?.dataset.place;
    if (!moved && (!id || event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    if (!moved) ask((asked) => (asked.has("place", id) ? asked.delete("place", id) : asked.append("place", id)));
  });
  // A place that is reached by keyboard is shown.
  svg.addEventListener("focusin", ({ target }) => {
    const disc = discs.find(({ link }) => link === target);
    if (disc && !isWithin(disc)) look(disc.x - width / zoom / 2, disc.y - height / zoom / 2, zoom);
  });
  addEventListener("resize", name);

  const [up, across, by] = (isFirst && query().get("view") || "").split(",").map(Number);
  if (by > 1 && Number.isFinite(up + across)) {
    const at = across < west ? across + 360 : across;
    look(((at - west) / (east - west)) * width - width / by / 2, ((north - up) / (north - south)) * height - height / by / 2, by);
  }

  return (counts, contested, chosen) => {
    isChanged = counts !== null;
    for (const link of svg.querySelectorAll("[data-place]")) link.classList.toggle("map-chosen", chosen.has(link.dataset.place));
    for (const disc of discs) {
      const count = counts?.get(disc.place);
      disc.shown = isChanged ? Math.max(3, 22 * Math.sqrt((count || 0) / most)) : disc.radius;
      disc.link.classList.toggle("map-gone", isChanged && !count);
      disc.disc.setAttribute("r", disc.shown);
      disc.ring?.setAttribute("r", disc.shown + 2.5);
      disc.ring?.classList.toggle("map-gone", isChanged && !contested.has(disc.place));
    }
    for (const [place, item] of items) {
      const role = item.querySelector(".role");
      role.dataset.whole ??= role.textContent;
      role.textContent = isChanged ? counted(counts.get(place) || 0) : role.dataset.whole;
    }
    name();
  };
}

const views = [...document.querySelectorAll("figure.map")].map(zoomable);

const slider = document.getElementById("map_when");
const only = document.getElementById("map_only");
const said = document.getElementById("map_said");
const monthOf = (day) => {
  const date = dateOf(day);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
// Months are counted from year 0, as the slider counts them.
const textOf = (month) => isoOf(ordinal(0, month, 1)).slice(0, -3);
// Each month of the year 3000 in the words of the edition: a browser need not know its language.
const written = slider?.dataset.months.split("|");
const nameOf = (month) => {
  const date = dateOf(ordinal(0, month, 1));
  const year = date.getUTCFullYear();
  if (year >= 100) return written[date.getUTCMonth()].replace("3000", year);
  return date.toLocaleDateString(language, { year: "numeric", month: "long", timeZone: "UTC", era: "short" });
};

slider?.addEventListener("input", draw);
only?.addEventListener("input", draw);
function draw() {
  const month = textOf(Number(slider.value));
  ask((asked) => {
    asked.delete("from");
    asked.delete("to");
    if (only.checked || slider.value < slider.max) asked.set("to", month);
    if (only.checked) asked.set("from", month);
  }, true);
}

watch(({ index, asked, isActive, at, contested, to }) => {
  const byId = (counts) => new Map(index.by.place.values.flatMap(([id], value) => (counts[value] ? [[id, counts[value]]] : [])));
  for (const view of views) view(isActive ? byId(at) : null, byId(contested), new Set(asked.getAll("place")));
  if (!slider) return;
  slider.value = to === null ? slider.max : monthOf(to);
  only.checked = to !== null && asked.get("from") === asked.get("to");
  said.value = nameOf(Number(slider.value));
  slider.setAttribute("aria-valuetext", said.value);
  maps.querySelector(".map-time").hidden = false;
});
if (!location.search) tell();
