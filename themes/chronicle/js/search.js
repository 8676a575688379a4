// Searches names in every script, titles, days and statements as one types; the text of pages where it is indexed.
// What letters sound like, and what months are called, stands in the index.

const template = document.getElementById("search");
const { index: source, statements: told, root, fullText, ...kinds } = template.dataset;
template.replaceWith(template.content);
document.querySelector(".without-script").remove();

const form = document.querySelector(".search");
const input = form.elements.q;
const status = form.querySelector("[role=status]");
const sections = Object.fromEntries(["names", "said", "text"].map((part) => [part, document.getElementById(`found_${part}`)]));
const language = document.documentElement.lang;

const STEP = 20;
// Names lead: a title that holds a name comes after whoever bears it.
const NAMES = ["actors", "places", "tags"];
const FAR = 9;
// Scripts that put no blank between words: what is looked for may stand within a run of letters.
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const replacing = (table) => {
  const from = new RegExp(Object.keys(table).join("|"), "g");
  return (text) => text.replace(from, (found) => table[found]);
};

let items, places, months, same, heard, sounding;
const entries = new Map();
// How much stands on each day: with two entries it has a page.
const days = new Map();
// Every word of the index once, and what it sounds like.
const words = new Map();

// Both cases in turn make one letter of ı and i, of ß and ss.
const folded = (text) => same(text.normalize("NFKD").replace(/[\p{Mn}ـ]/gu, "").toUpperCase().toLowerCase());
const parted = (text) => folded(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const sound = (word) => sounding(heard(word)).replace(/(.)\1+/g, "$1");

const key = (text, shown) => {
  const own = parted(text);
  own.forEach((word) => words.has(word) || words.set(word, sound(word)));
  return { ...shown, words: own, whole: own.join(" ") };
};

// Names that stand side by side are names each; some write a for ə, and some e.
const keys = (text, shown) =>
  [...new Set([text, ...text.split("/"), text.replace(/ə/gi, "a")])].map((name) => key(name, shown));

const load = async () => {
  const { letters, sounds, alike, months: named, dates, spans, where, ...rows } = await (await fetch(source)).json();
  [same, heard, sounding] = [alike, letters, sounds].map(replacing);
  months = named.map((names) => names.map(folded));
  places = rows.places.map(([, name, lang]) => [name, lang]);
  items = Object.entries(rows).flatMap(([kind, found]) =>
    found.map(([id, name, lang, aliases = []], number) => {
      const item = {
        name,
        lang,
        kind: kinds[kind],
        // What has no page of its own bears the whole address of its place on another.
        address: root + (id.includes("#") ? encodeURI(id) : `${kind === "pages" ? "" : `${kind}/`}${encodeURIComponent(id)}/`),
        rank: NAMES.includes(kind) ? 0 : 10,
        keys: [...keys(name), ...aliases.flatMap(([alias, lang]) => keys(alias, { alias, lang }))],
      };
      if (kind === "entries") {
        const span = [spans[number]].flat();
        Object.assign(item, { date: dates[number], first: span[0], last: span[1] ?? span[0], places: where[number].map((place) => places[place]) });
        const day = span[2] ?? span[0];
        days.set(day, (days.get(day) ?? 0) + 1);
        entries.set(id, item);
      }
      return item;
    }),
  );
};

// How many letters are wrong where a word begins with another: missing, too many, others, or in the wrong order.
const wrong = (word, own, most) => {
  if (own.length < word.length - most) return FAR;
  let last, before, row = Array.from({ length: Math.min(own.length, word.length + most) + 1 }, (_, place) => place);
  for (let down = 1; down <= word.length; down += 1) {
    [last, before, row] = [before, row, [down]];
    for (let along = 1; along < before.length; along += 1) {
      const is = word[down - 1] === own[along - 1];
      const turned = along > 1 && word[down - 1] === own[along - 2] && word[down - 2] === own[along - 1];
      row[along] = Math.min(before[along] + 1, row[along - 1] + 1, before[along - 1] + !is, turned ? last[along - 2] + 1 : FAR);
    }
  }
  return Math.min(...row);
};

// How near each word of the index is: begins so, sounds so, or has one wrong letter in eight.
const near = (word) => {
  const most = word.length < 4 ? 0 : Math.ceil(word.length / 8);
  const asHeard = sound(word);
  const found = new Map();
  for (const [own, other] of words) {
    if (own.startsWith(word) || own.startsWith(`ال${word}`) || (UNSPACED.test(word) && own.includes(word))) found.set(own, 2);
    else if (asHeard[2] && other.startsWith(asHeard)) found.set(own, 3);
    else if (most) {
      const letters = Math.min(wrong(word, own, most), asHeard[3] ? wrong(asHeard, other, most) + 0.5 : FAR);
      if (letters < most + 1) found.set(own, 4 + letters / FAR);
    }
  }
  return found;
};

// The names of which the fewest letters would have to change.
const nearest = ({ whole }) => {
  const asked = sound(whole);
  const far = (own) => wrong(asked, sound(own.whole), FAR) + Math.abs(whole.length - own.whole.length) / 2;
  return items
    .filter((item) => !item.rank)
    .map((item) => item.keys.map((own) => ({ ...item, key: own, far: far(own) })).reduce((a, b) => (b.far < a.far ? b : a)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 5);
};

const lookUp = (query) => {
  const nearWords = query.words.map(near);
  const match = (own) => {
    if (own.whole === query.whole) return 0;
    if (own.whole.startsWith(query.whole)) return 1;
    const worst = Math.max(...nearWords.map((found) => Math.min(FAR, ...own.words.map((word) => found.get(word) ?? FAR))));
    return worst + own.words.length / 99;
  };
  const found = items
    .map((item) => {
      const best = item.keys.map((own) => ({ own, score: match(own) })).reduce((a, b) => (b.score < a.score ? b : a));
      return { ...item, key: best.own, score: best.score };
    })
    .filter((item) => item.score < FAR);
  // What has a wrong letter is meant only where nothing is called so.
  const sure = found.filter((item) => item.score < 4);
  return (sure[0] ? sure : found).sort((a, b) => a.rank + a.score - b.rank - b.score);
};

// A day, a month or a year, however it is written: the first and the last day of it, as numbers.
const dated = (asked) => {
  const numbers = asked.words.filter((word) => /^\d{1,4}$/.test(word));
  const year = numbers.find((number) => number.length > 2);
  if (!year) return null;
  const others = numbers.filter((number) => number !== year).map(Number);
  const isMonth = (names) => asked.words.some((word) => /^\D{3}/.test(word) && names.some((name) => name.startsWith(word)));
  let month = months.findIndex(isMonth) + 1 || undefined;
  let day = others[0];
  if (!month && others.length) {
    [day, month] = others.length < 2 ? [undefined, others[0]] : numbers[0] === year || others[1] > 12 ? [others[1], others[0]] : others;
  }
  return month > 12 || day > 31 ? null : { year, month, day };
};

const onDay = ({ year, month, day }) => {
  const [from, to] = [0, 99].map((any) => +year * 10000 + (month ?? any) * 100 + (day ?? any));
  const of = (part) => [...days.keys()].filter((spot) => Math.floor(spot / part) === Math.floor(from / part));
  const found = [...entries.values()].filter(({ first, last }) => first <= to && last >= from);
  // What lasts until then comes after what begins then.
  found.sort((a, b) => (a.first < from) - (b.first < from));
  // What begins on no day of its own stands under the month, or the year.
  const part = [day && 1, month && 100, 10000].find((size) => size && of(size)[0] !== undefined);
  if (!part) return found;
  const is = { year: "numeric", month: part < 10000 ? "long" : undefined, day: part < 100 ? "numeric" : undefined, timeZone: "UTC" };
  const name = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, is).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const address = `${root}timeline/${year.padStart(4, 0)}/${part < 10000 ? `${String(month).padStart(2, 0)}/` : ""}`;
  const own = days.get(from) > 1 ? `${String(day).padStart(2, 0)}/` : `#day_${+year}-${month}-${day}`;
  return [{ name, kind: kinds.days, address: address + (part < 100 ? own : "") }, ...found];
};

// Names in several languages have one for each, joined as the names are.
const inLanguage = (text, lang) => {
  const tongues = lang?.split("/") ?? [];
  if (tongues.length < 2) return make("bdi", lang ? { lang } : {}, text);
  return make("span", {}, ...text.split("/").flatMap((name, at) => [at ? "/" : "", make("bdi", tongues[at] ? { lang: tongues[at] } : {}, name)]));
};

const roles = (...found) => found.filter(Boolean).flatMap((role) => [" ", make("span", { className: "role" }, role)]);
const whenAndWhere = ({ date, places: listed = [] }) => roles(date, ...listed.map((place) => inLanguage(...place)));

const line = ({ address, name, lang, kind, key: own, ...item }) =>
  make(
    "li", {}, make("a", { href: address }, inLanguage(name, lang)), ...roles(kind), ...whenAndWhere(item),
    ...(own?.alias ? [" ", make("span", { className: "aliases" }, inLanguage(own.alias, own.lang))] : []),
  );

// Shows results step by step; `lines` gives those from one place to another.
const show = async (section, count, lines) => {
  const list = section.querySelector("ol");
  const more = section.querySelector(".more");
  const asked = input.value;
  const first = await lines(0, STEP);
  // Whoever typed on in the meantime waits for something else.
  if (input.value !== asked) return;
  list.replaceChildren(...first);
  section.hidden = !count;
  more.hidden = first.length >= count;
  more.onclick = async () => {
    const shown = list.children.length;
    list.append(...(await lines(shown, shown + STEP)));
    more.hidden = list.children.length >= count;
    list.children[shown].querySelector("a").focus();
  };
};

const count = (part, number) => {
  status.textContent += ` · ${sections[part].querySelector("h2").textContent}: ${number}`;
};

let statements;

// A statement is shown whole, with the name of whoever made it.
const searchStatements = async (query) => {
  statements ??= told && fetch(told).then(async (found) =>
    Object.entries(await found.json()).flatMap(([id, rows]) =>
      rows.map(([claim, by, tongue, text, lang]) => ({ id, claim, by, tongue, text, lang, found: ` ${parted(`${by} ${text}`).join(" ")}` }))));
  const isIn = (own) => query.words.every((word) => own.includes(UNSPACED.test(word) ? word : ` ${word}`));
  const results = told && query.whole[2] ? (await statements).filter((one) => isIn(one.found)) : [];
  if (input.value.trim() !== query.text) return FAR;
  await show(sections.said, results.length, async (from, to) => results.slice(from, to).map((one) =>
    make(
      "li", {}, inLanguage(one.by, one.tongue), ": ",
      make("a", { href: `${root}entries/${one.id}/#${one.claim}` }, inLanguage(one.text, one.lang)), ...whenAndWhere(entries.get(one.id) ?? {}),
    )));
  if (results.length) count("said", results.length);
  return results.length;
};

let pagefind;

// Addresses are those of the whole site, below which Pagefind lies, while an edition lies deeper.
const passage = ({ raw_url: url, meta, excerpt }) => {
  const [id, folder] = url.split("/").reverse().slice(1);
  const words = new DOMParser().parseFromString(excerpt, "text/html").body.textContent;
  return make(
    "li", {}, make("a", { href: new URL(`..${url}`, new URL(fullText, location)) }, inLanguage(meta.title)), ...roles(kinds[folder]),
    ...whenAndWhere(entries.get(decodeURIComponent(id)) ?? {}), make("p", { className: "quiet" }, `… ${words} …`),
  );
};

const searchText = async (text) => {
  pagefind ??= import(new URL(fullText, location));
  try {
    const found = text ? await (await pagefind).debouncedSearch(text) : { results: [] };
    if (!found || input.value.trim() !== text) return;
    await show(sections.text, found.results.length, async (from, to) =>
      (await Promise.all(found.results.slice(from, to).map((result) => result.data()))).map(passage));
    if (text) count("text", found.results.length);
  } catch {
    form.querySelector("#search_scope").textContent = status.dataset.noText;
  }
};

const search = async () => {
  const text = input.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  try {
    if (!items) await load();
  } catch {
    status.textContent = status.dataset.failed;
    return;
  }
  const own = parted(text);
  const query = { text, words: own, whole: own.join(" ") };
  const day = dated(query);
  const list = (results) => show(sections.names, results.length, async (from, to) => results.slice(from, to).map(line));
  const results = own.length ? [...(day ? onDay(day) : []), ...lookUp(query)] : [];
  status.textContent = text ? status.dataset.count.replace("{count}", results.length) : "";
  list(results);
  if (fullText) searchText(text);
  if (!(await searchStatements(query).catch(() => 0)) && own.length && !results.length) {
    status.textContent = status.dataset.none;
    list(nearest(query));
  }
};

// Arrows lead from the words to the results, and back.
addEventListener("keydown", (event) => {
  const stops = [input, ...document.querySelectorAll(".found a")];
  const next = stops[stops.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (next && stops.includes(document.activeElement)) {
    event.preventDefault();
    next.focus();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector(".found a")?.focus();
});
input.addEventListener("input", search);
input.value = new URLSearchParams(location.search).get("q") ?? "";
// What stands below comes when nothing above it will move it any more.
const place = () => document.querySelector(".indexes").classList.add("is-placed");
if (input.value) {
  search().finally(place);
} else {
  place();
  input.focus();
}
