// The form of the filter and the list of what it lets through.
import { KEYS, ask, find, folded, number, query, root, span, summaryOf, tell, watch, worded } from "./selection.js";

const form = find(".filter form");
const told = find(".filter-told");
const status = find(".filter-told [role=status]");
const unknown = find(".filter-unknown");
const clear = find(".filter-told .clear");
const filtered = find(".filtered");
const list = find(".filtered ol");
const more = find(".filtered .more");
const unfiltered = find(".unfiltered");

// So many results at once: a page with all of ten thousand would not move.
const STEP = 50;
// As cards show them.
const [ACTORS, PLACES] = [4, 3];

let view;
let shown = 0;

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const heading = ([, day, weekday, month]) =>
  make("h2", { className: "dates" }, ...(month
    ? [make("span", { className: "n" }, day), " ", make("span", { className: "weekday" }, weekday ?? ""), " ", make("span", { className: "month" }, month)]
    : [make("span", { className: "vague" }, day)]));

const sign = (side) => {
  const [, words, pattern = "plain"] = view.index.by.side.values.find(([id]) => id === side) ?? [];
  return words ? [make("span", { className: `side side-${side} pattern-${pattern}`, role: "img", ariaLabel: words })] : [];
};

const chips = (entry) => {
  const { actor, place } = view.index.by;
  const chip = (folder, [id, words, side]) =>
    make("li", {}, ...(folder === "actors" ? sign(side) : []), make("a", { href: `${root}${folder}/${id}/`, dir: "auto" }, words));
  return make("ul", { className: "chips" },
    ...place.of[entry].slice(0, PLACES).map((value) => chip("places", place.values[value])),
    ...actor.of[entry].slice(0, ACTORS).map((value) => chip("actors", actor.values[value])));
};

const card = (entry) => {
  const { id, title, languages, by } = view.index;
  const [lang, dir] = languages.get(entry) ?? [];
  // An empty language would mean an unknown one.
  const said = { ...(lang && { lang }), ...(dir && { dir }) };
  const signs = by.status.of[entry].flatMap((value) => {
    const [key, words] = by.status.values[value];
    return [" ", make("span", { className: key === "contested" ? "contested" : "role" }, words)];
  });
  const summary = make("p", said);
  summaryOf(entry).then((text) => (text ? (summary.textContent = text) : summary.remove()), () => summary.remove());
  return make("li", {}, make("article", { className: "card" },
    make("h3", {}, make("a", { href: `${root}entries/${encodeURIComponent(id[entry])}/`, ...said }, title[entry]), ...signs), summary, chips(entry)));
};

const show = () => {
  const { index, passing } = view;
  passing.slice(shown, shown + STEP).forEach((entry, at) => {
    const previous = passing[shown + at - 1];
    if (index.under[entry] !== index.under[previous]) {
      list.append(make("li", { className: "day" }, heading(index.headings[index.under[entry]]), make("ul", { className: "entries" })));
    }
    list.lastChild.lastChild.append(card(entry));
  });
  shown = Math.min(passing.length, shown + STEP);
  more.hidden = shown >= passing.length;
};

// Puts what the address asks for into the form, and what it finds below.
const apply = (found) => {
  view = found;
  fill();
  // What is being ticked stays where it is, whatever goes or comes above it.
  const held = document.activeElement.closest(".filter form li, .filter form label");
  const before = held?.getBoundingClientRect().top;
  const words = [];
  for (const input of form.elements) {
    if (input.type === "checkbox") {
      const { facet, value } = input.dataset;
      const count = view.counts[facet][value];
      input.checked = Boolean(view.chosen[facet]?.[value]);
      if (input.checked) words.push(input.nextElementSibling.textContent);
      const shownCount = input.parentElement.lastChild;
      const next = number.format(count);
      if (shownCount.textContent !== next) shownCount.textContent = next;
      input.parentElement.classList.toggle("none", !count);
    } else if (input.name) {
      const asked = view.asked.get(input.name) ?? "";
      if (input.value.trim() !== asked) input.value = asked;
      input.setAttribute("aria-invalid", Boolean(asked && !span(asked)));
      if (asked && span(asked)) words.push(`${input.parentElement.firstChild.textContent.trim()} ${worded(asked)}`);
    }
  }
  status.textContent = view.isActive ? told.dataset.found.replace("{count}", number.format(view.passing.length)) : "";
  unknown.textContent = view.unknown.map((text) => told.dataset.unknown.replace("{value}", text)).join(" ");
  find(".filter-by").replaceChildren(...words.flatMap((text, at) => [at ? " · " : "", make("bdi", {}, text)]));
  find(".filter-told a").hidden = filtered.hidden = !view.isActive;
  clear.hidden = !view.isActive && !view.unknown.length;
  document.body.classList.toggle("is-filtered", view.isActive);
  if (unfiltered) unfiltered.hidden = view.isActive;
  shown = 0;
  list.replaceChildren();
  if (view.isActive) show();
  if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
};

// Long lists can be narrowed by typing.
let isFilled = false;
const fill = () => {
  if (isFilled) return;
  isFilled = true;
  view.index.facets.forEach((facet, at) => {
    const box = form.querySelector(`[data-facet=${facet.key}]`);
    const items = facet.values.map(([id, words], value) => {
      const input = make("input", { type: "checkbox", name: facet.key, value: id });
      Object.assign(input.dataset, { facet: at, value });
      return make("li", {}, make("label", {}, input, " ", make("bdi", {}, words), " ", make("span", { className: "role" })));
    });
    box.querySelector("ul").replaceChildren(...items);
    box.hidden = !items.length;
    // On a phone the first list alone is open.
    box.open = !at || matchMedia("(min-width: 44rem)").matches;
    const narrow = box.querySelector(".narrow");
    narrow.hidden = items.length < 12;
    narrow.addEventListener("input", ({ target }) => {
      for (const item of items) item.hidden = !folded(item.textContent).includes(folded(target.value));
    });
  });
};

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => target.name && ask((query) => {
  for (const key of [...KEYS, "from", "to"]) query.delete(key);
  for (const [name, value] of new FormData(form)) if (value.trim()) query.append(name, value.trim());
}));
clear.addEventListener("click", () => {
  for (const item of form.querySelectorAll("li")) item.hidden = false;
  ask((query) => [...KEYS, "from", "to"].forEach((key) => query.delete(key)));
  find(".filter summary").focus();
});
more.addEventListener("click", () => {
  const first = list.querySelectorAll(".entries > li").length;
  show();
  list.querySelectorAll(".entries > li")[first].querySelector("a").focus();
});
find(".filter").addEventListener("toggle", () => view || tell());
watch(apply);
