// Searches names in every script, titles, days and statements as one types; the text of pages where it is indexed.
// What letters sound like, and what months are called, stands in the index.

const template = document.getElementById("search");
const { index: source, statements: told, root, fullText, ...kinds } = template.dataset;
template.replaceWith(template.content);
document.querySelector(".without-script").remove();

const form = document.querySelector(".search");
const input = form.elements.q;
const status = form.querySelector("[role=status]");

const STEP = 20;
const FAR = 9;
// Scripts that put no blank between words: what is looked for may stand within a run of letters. Chinese, Japanese,
// Korean, Thai, Lao, Khmer, Burmese.
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

// Pagefind has each letter of Chinese, Japanese and Korean for a word, and what is asked for is a phrase of such words.
const EACH = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
const BETWEEN = new RegExp(`(?<=${EACH.source})(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}\\p{M}])(?!\\p{M})(?=${EACH.source})`, "gu");
const phrased = (text) => (EACH.test(text) ? `"${text.replace(BETWEEN, " ")}"` : text);
const joined = (text) => text.replaceAll(" \u2060", "");

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.flat(9));
  return element;
};

const replacing = (table) => {
  const from = new RegExp(Object.keys(table).join("|"), "g");
  return (text) => text.replace(from, (found) => table[found]);
};

let items, days, months, written, same, heard, sounding, statements, pagefind;
const entries = new Map();
// Every word of the index once, and what it sounds like.
const words = new Map();

// Both cases in turn make one letter of ı and i, of ß and ss.
const folded = (text) => same(text.normalize("NFKD").replace(/[\p{Mn}ـ]/gu, "").toUpperCase().toLowerCase());
const parted = (text) => folded(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const sound = (word) => sounding(heard(word)).replace(/(.)\1+/g, "$1");

// Names that stand side by side are names each; some write a for ə, and some e.
const keys = (text, shown) =>
  [...new Set([text, ...text.split("/"), text.replace(/ə/gi, "a")])].map((name) => {
    const own = parted(name);
    own.forEach((word) => words.has(word) || words.set(word, sound(word)));
    return { ...shown, words: own, whole: own.join(" ") };
  });

const load = async () => {
  const { letters, sounds, alike, months: named, samples, dates, spans, where, ...rows } = await (await fetch(source)).json();
  [same, heard, sounding] = [alike, letters, sounds].map(replacing);
  months = named.map((names) => names.map(folded));
  written = samples;
  // The day under which each entry is listed, as eight digits.
  days = spans.map((span) => `${span[2] ?? span}`.padStart(8, 0));
  items = Object.entries(rows).flatMap(([kind, found]) =>
    found.map(([id, name, lang, aliases = []], number) => {
      const item = {
        name,
        lang,
        kind: kinds[kind],
        // What has no page of its own bears the whole address of its place on another.
        address: root + (id.includes("#") ? id : `${kind}/${id}/`.replace(/^pages./, "")),
        // Names lead: a title that holds a name comes after the person or place of that name.
        rank: /actors|places|tags/.test(kind) ? 0 : 10,
        keys: [...keys(name), ...aliases.flatMap(([alias, lang]) => keys(alias, { alias, lang }))],
      };
      if (kind === "entries") {
        const [first, last = first] = [spans[number]].flat();
        entries.set(id, Object.assign(item, { date: dates[number], first, last, places: where[number].map((place) => rows.places[place]) }));
      }
      return item;
    }),
  );
};

// How many letters are wrong where a word begins with another: missing, too many, others, or in the wrong order.
const wrong = (word, own, most) => {
  let last, before, row = [...Array(Math.min(own.length, word.length + most) + 1).keys()];
  for (let down = 1; down <= word.length; down += 1) {
    [last, before, row] = [before, row, [down]];
    for (let along = 1; along < before.length; along += 1) {
      const is = word[down - 1] === own[along - 1];
      const turned = word[down - 1] === own[along - 2] && word[down - 2] === own[along - 1];
      row[along] = Math.min(before[along] + 1, row[along - 1] + 1, before[along - 1] + !is, turned ? last[along - 2] + 1 : FAR);
    }
  }
  return Math.min(...row);
};

// How near each word of the index is: begins so, sounds so, or, if letters may be wrong, has one wrong in eight.
const near = (word, mayBeWrong) => {
  const most = word.length < 4 ? 0 : Math.ceil(word.length / 8);
  const asHeard = sound(word);
  const far = ([own, other]) => {
    if (own.startsWith(word) || own.startsWith(`ال${word}`) || (UNSPACED.test(word) && own.includes(word))) return 2;
    if (asHeard[2] && other.startsWith(asHeard)) return 3;
    if (!mayBeWrong) return FAR;
    const letters = Math.min(wrong(word, own, most), asHeard[3] ? wrong(asHeard, other, most) + 0.5 : FAR);
    return letters < most + 1 ? 4 + letters / FAR : FAR;
  };
  return new Map([...words].map((pair) => [pair[0], far(pair)]));
};

// All items, each by the one of its names that is nearest.
const ranked = (far) =>
  items
    .map((item) => item.keys.map((key) => ({ ...item, key, far: far(key) })).reduce((a, b) => (b.far < a.far ? b : a)))
    .sort((a, b) => a.rank + a.far - b.rank - b.far);

// The names of which the fewest letters would have to change.
const nearest = ({ whole }) => {
  const asked = sound(whole);
  const far = (own) => wrong(asked, sound(own.whole), FAR) + Math.abs(whole.length - own.whole.length) / 2;
  return ranked(far).filter((item) => !item.rank).slice(0, 5);
};

const lookUp = ({ words, whole }, mayBeWrong) => {
  const nearWords = words.map((word) => near(word, mayBeWrong));
  const found = ranked((own) => {
    if (own.whole.startsWith(whole)) return own.whole === whole ? 0 : 1;
    return Math.max(...nearWords.map((found) => Math.min(FAR, ...own.words.map((word) => found.get(word))))) + own.words.length / 99;
  }).filter((item) => item.far < FAR);
  // What has a wrong letter is meant only where nothing is called so.
  return found[0] || mayBeWrong ? found : lookUp({ words, whole }, true);
};

// A day, a month or a year, however it is written, and what was then.
const dated = ({ words }) => {
  const numbers = words.filter((word) => /^\d{1,4}$/.test(word));
  const year = numbers.find((number) => number[2]);
  const named = months.findIndex((names) => words.some((word) => /^\D{3}/.test(word) && names.some((name) => name.startsWith(word)))) + 1;
  let [day, month] = numbers.filter((number) => number !== year).map(Number);
  if (named) month = named;
  else if (!month || numbers[0] === year || month > 12) [month, day] = [day, month];
  if (!year || month > 12 || day > 31) return [];
  const parts = [year.padStart(4, 0), ...[month, day].filter(Boolean).map((part) => `${part}`.padStart(2, 0))];
  const digits = () => parts.join("");
  const [from, to] = [0, 9].map((any) => +digits().padEnd(8, any));
  // What lasts until then comes after what begins then.
  const found = items.filter(({ first, last }) => first <= to && last >= from).sort((a, b) => (a.first < from) - (b.first < from));
  // What begins on no day of its own stands under the month, or the year.
  while (parts[0] && !days.some((listed) => listed.startsWith(digits()))) parts.pop();
  if (!parts[0]) return found;
  // Day 28 of each month of the year 3000 in the words of the edition: a browser need not know its language.
  const [inYear, inMonth, onDay] = parts.map(Number);
  const name = inMonth ? written[inMonth - 1][onDay ? 0 : 1].replace("3000", inYear).replace("28", onDay) : `${inYear}`;
  // With two entries a day has a page.
  const isAlone = parts[2] && days.filter((listed) => listed === digits()).length < 2;
  const own = isAlone ? `#day_${parts.map(Number).join("-")}` : "";
  if (isAlone) parts.pop();
  return [{ name, kind: kinds.days, address: `${root}timeline/${parts.join("/")}/${own}` }, ...found];
};

// Names in several languages have one for each, joined as the names are.
const inLanguage = (text, lang) => {
  const tongues = (lang ?? "").split("/");
  return (tongues[1] ? text.split("/") : [text]).map((name, at) => [at ? "/" : "", make("bdi", tongues[at] && { lang: tongues[at] }, name)]);
};

const beside = (className, words) => (words ? [" ", make("span", { className }, words)] : []);

const line = ({ by, address, name, lang, kind, date, places = [], key, passage }) =>
  make(
    "li", {}, by ? [inLanguage(...by), ": "] : [], make("a", { href: address }, inLanguage(name, lang)),
    [kind, date, ...places.map(([, ...place]) => inLanguage(...place))].map((words) => beside("role", words)),
    beside("aliases", key?.alias && inLanguage(key.alias, key.lang)), passage ? make("p", { className: "quiet" }, `… ${passage} …`) : [],
  );

// Shows results of a part step by step, unless the reader typed on in the meantime; returns how many there are.
const show = async (part, text, results, line) => {
  const section = document.getElementById(`found_${part}`);
  const [list, more] = section.querySelectorAll("ol, .more");
  const lines = (from) => Promise.all(results.slice(from, from + STEP).map(line));
  const first = await lines(0);
  const { length } = results;
  if (input.value.trim() !== text) return FAR;
  list.replaceChildren(...first);
  section.hidden = !length;
  more.hidden = length <= STEP;
  more.onclick = async () => {
    const next = await lines(list.children.length);
    list.append(...next);
    more.hidden = list.children.length >= length;
    next[0].querySelector("a").focus();
  };
  if (part !== "names" && (length || (part === "text" && text))) status.textContent += ` · ${section.querySelector("h2").textContent}: ${length}`;
  return length;
};

// A statement is shown whole, with the name of whoever made it.
const searchStatements = async ({ text, words, whole }) => {
  statements ??= told ? fetch(told).then(async (found) =>
    Object.entries(await found.json()).flatMap(([id, rows]) => rows.map(([claim, by, tongue, name, lang]) => ({
      ...entries.get(id), by: [by, tongue], name, lang, kind: "", address: `${root}entries/${id}/#${claim}`, whole: ` ${parted(`${by} ${name}`).join(" ")}`,
    })))) : [];
  const isIn = (own) => words.every((word) => own.whole.includes(UNSPACED.test(word) ? word : ` ${word}`));
  return show("said", text, whole[2] ? (await statements).filter(isIn) : [], line);
};

// Addresses are those of the whole site, below which Pagefind lies, while an edition lies deeper.
const opened = async (result) => {
  const { raw_url: url, meta, excerpt } = await result.data();
  const [id, folder] = url.split("/").reverse().slice(1);
  const passage = joined(new DOMParser().parseFromString(excerpt, "text/html").body.textContent);
  const address = new URL(`..${url}`, new URL(fullText, location));
  return line({ ...entries.get(decodeURIComponent(id)), name: joined(meta.title), lang: "", kind: kinds[folder], address, passage });
};

const searchText = async (text) => {
  pagefind ??= import(new URL(fullText, location));
  const phrase = phrased(text);
  try {
    // A phrase is found only where its letters are those of the text, marks and all.
    await (await pagefind).options({ exactDiacritics: phrase !== text });
    const found = text ? await (await pagefind).debouncedSearch(phrase) : { results: [] };
    if (found) await show("text", text, found.results, opened);
  } catch {
    form.querySelector("#search_scope").textContent = status.dataset.noText;
  }
};

const search = async () => {
  const text = input.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  if (!items) await load().catch(() => (status.textContent = status.dataset.failed));
  if (!items) return;
  const own = parted(text);
  const query = { text, words: own, whole: own.join(" ") };
  const results = own[0] ? [...dated(query), ...lookUp(query)] : [];
  status.textContent = text && status.dataset.count.replace("{count}", results.length);
  show("names", text, results, line);
  if (fullText) searchText(text);
  if (!(await searchStatements(query).catch(() => 0)) && own[0] && !results[0]) {
    status.textContent = status.dataset.none;
    show("names", text, nearest(query), line);
  }
};

// Arrows lead from the words to the results, and back.
addEventListener("keydown", (event) => {
  const stops = [input, ...document.querySelectorAll(".found a")];
  const at = stops.indexOf(event.target);
  const next = at >= 0 && stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
form.onsubmit = (event) => {
  event.preventDefault();
  document.querySelector(".found a")?.focus();
};
input.oninput = search;
input.value = new URLSearchParams(location.search).get("q") ?? "";
// What stands below comes when nothing above it will move it any more.
if (input.value) await search();
else input.focus();
document.querySelector(".indexes").classList.add("is-placed");
