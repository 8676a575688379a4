// What a reader has chosen: one state, which is the address, and the index that it is asked of. Band, list and map show
// what passes, and change it by asking for another one.

const template = document.getElementById("filter");
export const { index: source, summaries, root, failed, before, after } = template.dataset;
template.replaceWith(template.content);

const EPOCH = 719163;
const DAY = 864e5;
export const KEYS = ["actor", "place", "kind", "tag", "side", "status"];
export const number = new Intl.NumberFormat(document.documentElement.lang);
export const find = (selector) => document.querySelector(selector);
export const query = () => new URLSearchParams(location.search);

// Days are counted as the index does: 1 is 1 January of year 1.
export const ordinal = (year, month, day) => new Date(0).setUTCFullYear(year, month, day) / DAY + EPOCH;
export const dateOf = (day) => new Date((day - EPOCH) * DAY);
export const isoOf = (day) => dateOf(day).toISOString().split("T")[0].replace(/^-00/, "-").replace("+", "");

export const folded = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
const letters = (text) => folded(text).replace(/\P{L}/gu, "");

// What an era is called, and a first year with it: "BC" and "1 BC".
const eras = [before, after].map((words) => words.split("|"));

// Writes a year that bears its era as the index would: 44 BC is -0043.
const figures = (text) => {
  const era = eras.findIndex((words) => words.some((word) => letters(word) === letters(text)));
  const [year, ...more] = text.match(/\d+/g) ?? [];
  if (era < 0 || !(year > 0) || more.length) return text.trim();
  const found = era ? +year : 1 - year;
  return (found < 0 ? "-" : "") + String(Math.abs(found)).padStart(4, 0);
};

// Says a year as the page does: those below 100 with their era.
export const worded = (text) => {
  const year = /^-?\d{4,6}$/.test(figures(text)) ? +figures(text) : 100;
  return year < 100 ? eras[+(year > 0)][1].replace("1", year > 0 ? year : 1 - year) : text.trim();
};

// Gives the first and the last day of a year, a month or a day; nothing for what is none.
export const span = (text) => {
  const [, year, month = 1, day] = /^(-?\d{4,6}|\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(figures(text)) ?? [];
  const first = ordinal(+year, month - 1, +(day ?? 1));
  const next = /\d-/.test(figures(text)) ? ordinal(+year, +month, 1) : ordinal(+year + 1, 0, 1);
  return year && month > 0 && month < 13 && first < next && !(day < 1) ? [first, day ? first : next - 1] : null;
};

// Takes apart what the index holds for short: days since the entry before, ids without their date, entries a heading.
const opened = ({ id, since, days, headings, facets, languages, ...rest }) => {
  let day = 0;
  const first = since.map((step) => (step === null ? null : (day += step)));
  const [places] = facets.filter(({ key }) => key === "place");
  const happened = places.of.map((values) => values.filter((value) => value >= 0));
  places.of = places.of.map((values) => values.map((value) => (value < 0 ? ~value : value)));
  return {
    ...rest, first, headings, facets, happened,
    by: Object.fromEntries(facets.map((facet) => [facet.key, facet])),
    last: days.map((length, at) => (length === null ? null : (first[at] ?? 0) + length)),
    languages: new Map(languages.map(([at, ...said]) => [at, said])),
    id: id.map((text, at) => (text.startsWith("-") ? isoOf(first[at]) + text : text)),
    under: headings.flatMap(([count], at) => Array(count).fill(at)),
  };
};

let loading;
export const load = () => (loading ??= fetch(source).then((answer) => answer.json()).then(opened));

const parts = new Map();
export const summaryOf = async (entry) => {
  const { starts } = await load();
  const part = starts.filter((start) => start <= entry).length - 1;
  if (!parts.has(part)) parts.set(part, fetch(summaries.replace("0.json", `${part}.json`)).then((answer) => answer.json()));
  return (await parts.get(part))[entry - starts[part]];
};

// Sifts all entries: which pass, how many each value would show, and how many happened at each place if no place were
// chosen. What the address asks for and nobody knows is told.
const sift = (index, asked) => {
  const unknown = [];
  const chosen = index.facets.map(({ key, values }) => {
    const found = new Uint8Array(values.length);
    for (const id of asked.getAll(key)) {
      const at = values.findIndex(([known]) => known === id);
      if (at < 0) unknown.push(id);
      else found[at] = 1;
    }
    return found.includes(1) && found;
  });
  const bounds = ["from", "to"].map((key, side) => {
    const text = asked.get(key);
    const days = text?.trim() ? span(text) : null;
    if (text?.trim() && !days) unknown.push(text);
    return days ? days[side] : null;
  });
  const [from, to] = bounds;
  const { facets, first, last, happened } = index;
  const place = facets.findIndex(({ key }) => key === "place");
  const counts = facets.map(({ values }) => new Uint32Array(values.length));
  const [at, contested] = [new Uint32Array(counts[place].length), new Uint32Array(counts[place].length)];
  const dispute = index.by.status.values.findIndex(([id]) => id === "contested");
  const passes = new Uint8Array(first.length);
  const passing = [];
  for (let entry = 0; entry < first.length; entry += 1) {
    if ((from !== null && last[entry] !== null && last[entry] < from) || (to !== null && first[entry] !== null && first[entry] > to)) continue;
    let [refusing, refused] = [-1, 0];
    for (let facet = 0; facet < facets.length && refused < 2; facet += 1) {
      if (chosen[facet] && !facets[facet].of[entry].some((value) => chosen[facet][value])) [refusing, refused] = [facet, refused + 1];
    }
    if (refused > 1) continue;
    if (!refused) {
      passes[entry] = 1;
      passing.push(entry);
    }
    facets.forEach(({ of }, facet) => {
      if (!refused || facet === refusing) for (const value of of[entry]) counts[facet][value] += 1;
    });
    if (refused && refusing !== place) continue;
    const isContested = index.by.status.of[entry].includes(dispute);
    for (const value of happened[entry]) {
      at[value] += 1;
      if (isContested) contested[value] += 1;
    }
  }
  const isActive = from !== null || to !== null || chosen.some(Boolean);
  return { index, asked, chosen, from, to, counts, passes, passing, unknown, isActive, at, contested };
};

const watchers = [];
let shown;

// The other languages, and the other page that shows the same, keep what is chosen.
const keep = () => {
  for (const link of document.querySelectorAll(".editions a, .masthead a:is([href$='timeline/'], [href$='map/']), a.same")) link.search = location.search;
};

export const tell = async () => {
  keep();
  try {
    const index = await load();
    shown = sift(index, query());
  } catch (error) {
    loading = undefined;
    find(".filter-told [role=status]").textContent = failed;
    throw error;
  }
  for (const watcher of watchers) watcher(shown);
};

export const watch = (watcher) => watchers.push(watcher);

// Asks for what a change makes of the address; a step that is one of many leaves no trace in the history, and where one
// looks from changes nothing for the others.
export const ask = (change, isStep = false, isAlone = false) => {
  const asked = query();
  change(asked);
  const next = String(asked) && `?${asked}`;
  if (next !== location.search) history[isStep ? "replaceState" : "pushState"](null, "", (next || location.pathname) + location.hash);
  return isAlone ? keep() : tell();
};

addEventListener("popstate", tell);
// Once all views watch.
if (location.search) addEventListener("DOMContentLoaded", tell);
