// Filters the timeline. The address holds what is asked for, so that a view can be shared and the way back works.

const template = document.getElementById("filter");
const { index: source, root, found: told, failed, before, after } = template.dataset;
template.replaceWith(template.content);

const find = (selector) => document.querySelector(selector);
const form = find(".filter form");
const status = find(".filter-told [role=status]");
const asked = find(".filter-by");
const clear = find(".filter-told .clear");
const filtered = find(".filtered");
const list = find(".filtered ol");
const more = find(".filtered .more");
const unfiltered = find(".unfiltered");
const number = new Intl.NumberFormat(document.documentElement.lang);

// So many results at once: a page with all of ten thousand would not move.
const STEP = 100;
const EPOCH = 719163;
const DAY = 86400000;

let index;
let results = [];
let shown = 0;

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const folded = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

// What an era is called, and a first year with it: "BC" and "1 BC".
const eras = [before, after].map((words) => words.split("|"));
const letters = (text) => folded(text).replace(/\P{L}/gu, "");

// Writes a year that bears its era as the index would: 44 BC is -0043.
const figures = (text) => {
  const era = eras.findIndex((words) => words.some((word) => letters(word) === letters(text)));
  const [number, ...more] = text.match(/\d+/g) ?? [];
  if (era < 0 || !(number > 0) || more.length) return text.trim();
  const year = era ? +number : 1 - number;
  return (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, 0);
};

// Says a year as the page does: those below 100 with their era.
const worded = (text) => {
  const year = /^-?\d{4,6}$/.test(figures(text)) ? +figures(text) : 100;
  return year < 100 ? eras[+(year > 0)][1].replace("1", year > 0 ? year : 1 - year) : text.trim();
};

// Counts days as the index does: 1 is 1 January of year 1.
const ordinal = (year, month, day) => new Date(0).setUTCFullYear(year, month, day) / DAY + EPOCH;

// Gives the first and the last day of a year, a month or a day; nothing for what is none.
const span = (text) => {
  const [, year, month = 1, day] = /^(-?\d{4,6}|\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  const first = ordinal(+year, month - 1, +(day ?? 1));
  const next = /\d-/.test(text) ? ordinal(+year, +month, 1) : ordinal(+year + 1, 0, 1);
  return year && month > 0 && month < 13 && first < next && !(day < 1) && [first, day ? first : next - 1];
};

const bound = (name, side) => {
  const input = form.elements[name];
  const found = input.value.trim() && span(figures(input.value));
  input.setAttribute("aria-invalid", found === false || found === undefined);
  return found ? found[side] : null;
};

// Tells which entries all facets let through, and how many each value would show.
const sift = (chosen, from, to) => {
  const counts = index.facets.map((facet) => facet.values.map(() => 0));
  const passing = [];
  index.id.forEach((_, entry) => {
    const { first, last } = index;
    if ((from !== null && last[entry] !== null && last[entry] < from) || (to !== null && first[entry] !== null && first[entry] > to)) return;
    const refusing = index.facets.filter((facet, at) => chosen[at].size && !facet.of[entry].some((value) => chosen[at].has(value)));
    if (refusing.length > 1) return;
    if (!refusing.length) passing.push(entry);
    index.facets.forEach((facet, at) => {
      if (!refusing.length || refusing[0] === facet) for (const value of facet.of[entry]) counts[at][value] += 1;
    });
  });
  return [passing, counts];
};

const heading = ([, day, weekday, month]) =>
  make("h2", { className: "dates" }, ...(month
    ? [make("span", { className: "n" }, day), " ", make("span", { className: "weekday" }, weekday ?? ""), " ", make("span", { className: "month" }, month)]
    : [make("span", { className: "vague" }, day)]));

const line = (entry) => {
  const link = make("a", { href: `${root}entries/${encodeURIComponent(index.id[entry])}/` }, index.title[entry]);
  const [, lang, dir] = index.languages.find(([place]) => place === entry) ?? [];
  const signs = index.facets.find((facet) => facet.key === "status");
  // An empty language would mean an unknown one.
  return make("li", { ...(lang && { lang }), ...(dir && { dir }) }, link, ...signs.of[entry].flatMap((value) => {
    const [id, words] = signs.values[value];
    return [" ", make("span", { className: id === "contested" ? "contested" : "role" }, words)];
  }));
};

const show = () => {
  const next = results.slice(shown, shown + STEP);
  next.forEach((entry, at) => {
    const before = results[shown + at - 1];
    if (index.under[entry] !== index.under[before]) {
      list.append(make("li", { className: "day" }, heading(index.headings[index.under[entry]]), make("ul", { className: "entries" })));
    }
    list.lastChild.lastChild.append(line(entry));
  });
  shown += next.length;
  more.hidden = shown >= results.length;
};

const apply = () => {
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const chosen = index.facets.map(() => new Set());
  for (const box of boxes) if (box.checked) chosen[box.dataset.facet].add(+box.dataset.value);
  const [from, to] = [bound("from", 0), bound("to", 1)];
  const [passing, counts] = sift(chosen, from, to);
  const words = boxes.filter((box) => box.checked).map((box) => box.nextElementSibling.textContent);
  for (const name of ["from", "to"]) {
    const label = form.elements[name].parentElement.firstChild.textContent.trim();
    if ((name === "from" ? from : to) !== null) words.push(`${label} ${worded(form.elements[name].value)}`);
  }
  for (const box of boxes) {
    const count = counts[box.dataset.facet][box.dataset.value];
    box.parentElement.lastChild.textContent = number.format(count);
    box.parentElement.classList.toggle("none", !count);
  }
  const active = words.length > 0;
  results = active ? passing : [];
  shown = 0;
  list.replaceChildren();
  show();
  status.textContent = active ? told.replace("{count}", number.format(passing.length)) : "";
  asked.replaceChildren(...words.flatMap((text, at) => [at ? " · " : "", make("bdi", {}, text)]));
  clear.hidden = filtered.hidden = !active;
  unfiltered.hidden = active;
};

const address = () => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) query.append(name, value.trim());
  return String(query) && `?${query}`;
};

const change = () => {
  const wanted = address();
  if (wanted !== location.search) history.pushState(null, "", wanted || location.pathname);
  apply();
};

// Puts what the address asks for into the form.
const read = () => {
  const query = new URLSearchParams(location.search);
  for (const input of form.elements) {
    if (input.type === "checkbox") input.checked = query.getAll(input.name).includes(input.value);
    else if (input.name) input.value = query.get(input.name) ?? "";
  }
  apply();
};

// Long lists can be narrowed by typing.
const fill = (box, facet, at) => {
  const items = facet.values.map(([id, words], value) => {
    const input = make("input", { type: "checkbox", name: facet.key, value: id });
    Object.assign(input.dataset, { facet: at, value });
    return make("li", {}, make("label", {}, input, " ", make("bdi", {}, words), " ", make("span", { className: "role" })));
  });
  box.querySelector("ul").replaceChildren(...items);
  box.hidden = !items.length;
  box.open = matchMedia("(min-width: 44rem)").matches;
  const narrow = box.querySelector(".narrow");
  narrow.hidden = items.length < 12;
  narrow.addEventListener("input", ({ target }) => {
    for (const item of items) item.hidden = !folded(item.textContent).includes(folded(target.value));
  });
};

// Takes apart what the index holds for short: days since the entry before, ids without their date, entries a heading.
const opened = ({ id, since, days, headings, ...rest }) => {
  let day = 0;
  const first = since.map((step) => (step === null ? null : (day += step)));
  const last = days.map((length, at) => (length === null ? null : (first[at] ?? 0) + length));
  const date = (at) => new Date((first[at] - EPOCH) * DAY).toISOString().slice(0, 10);
  return {
    ...rest, first, last, headings,
    id: id.map((text, at) => (text.startsWith("-") ? date(at) + text : text)),
    under: headings.flatMap(([count], at) => Array(count).fill(at)),
  };
};

const load = async () => {
  if (index) return;
  try {
    index = opened(await (await fetch(source)).json());
  } catch {
    status.textContent = failed;
    return;
  }
  index.facets.forEach((facet, at) => fill(form.querySelector(`[data-facet=${facet.key}]`), facet, at));
  read();
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => target.name && change());
clear.addEventListener("click", () => {
  form.reset();
  for (const item of form.querySelectorAll("li")) item.hidden = false;
  change();
  find(".filter summary").focus();
});
more.addEventListener("click", () => {
  const first = list.querySelectorAll(".entries > li").length;
  show();
  list.querySelectorAll(".entries > li a")[first].focus();
});
addEventListener("popstate", () => (index ? read() : location.search && load()));
find(".filter").addEventListener("toggle", load);
if (location.search) load();
