// Searches names in every script and titles as one types; and the text of pages, where the site has an index of it.

const template = document.getElementById("search");
const { index: source, root, fullText, ...kinds } = template.dataset;
template.replaceWith(template.content);
document.querySelector(".without-script").remove();

const form = document.querySelector(".search");
const input = form.elements.q;
const status = form.querySelector("[role=status]");
const [named, told] = ["names", "text"].map((part) => document.getElementById(`found_${part}`));

const STEP = 20;
// Names lead: a title that holds a name comes after whoever bears it.
const NAMES = ["actors", "places", "tags"];
// Letters that readers with another keyboard, or another spelling, write otherwise.
const SAME = { ə: "e", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ς: "σ", եւ: "եվ", ٱ: "ا", ى: "ي", ی: "ي", ة: "ه", ک: "ك" };
const other = new RegExp(Object.keys(SAME).join("|"), "g");

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Both cases in turn make one letter of ı and i, of ß and ss.
const folded = (text) =>
  text.normalize("NFKD").replace(/[\p{Mn}ـ]/gu, "").toUpperCase().toLowerCase().replace(other, (letter) => SAME[letter]);

const key = (text, shown) => {
  const words = folded(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  return { ...shown, words, whole: words.join(" ") };
};

// Names that stand side by side are names each; some write a for ə, and some e.
const keys = (text, shown) =>
  [...new Set([text, ...text.split("/"), text.replace(/ə/gi, "a")])].map((name) => key(name, shown));

// Scripts that put no blank between words: what is looked for may stand within a run of letters.
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

const match = (key, query) => {
  if (key.whole === query.whole) return 0;
  if (key.whole.startsWith(query.whole)) return 1;
  const isIn = (word, own) => own.startsWith(word) || own.startsWith(`ال${word}`) || (UNSPACED.test(word) && own.includes(word));
  const stands = (word) => key.words.some((own) => isIn(word, own));
  return query.words.every(stands) ? 2 : 9;
};

let index;

const load = async () => {
  const found = await (await fetch(source)).json();
  index = Object.entries(found).flatMap(([kind, rows]) =>
    rows.map(([id, words, lang, aliases = []]) => ({
      words,
      lang,
      kind: kinds[kind],
      // What has no page of its own bears the whole address of its place on another.
      address: root + (id.includes("#") ? encodeURI(id) : `${kind === "pages" ? "" : `${kind}/`}${encodeURIComponent(id)}/`),
      rank: NAMES.includes(kind) ? 0 : 10,
      keys: [...keys(words), ...aliases.flatMap(([alias, lang]) => keys(alias, { alias, lang }))],
    })),
  );
};

const lookUp = (query) =>
  index
    .map((item) => {
      const best = item.keys.map((key) => ({ key, score: match(key, query) })).reduce((a, b) => (b.score < a.score ? b : a));
      return { ...item, key: best.key, score: item.rank + best.score, found: best.score < 9 };
    })
    .filter((item) => item.found)
    .sort((a, b) => a.score - b.score);

const inLanguage = (text, lang) => make("bdi", lang ? { lang } : {}, text);

const line = ({ address, words, lang, kind, key }) =>
  make(
    "li", {}, make("a", { href: address }, inLanguage(words, lang)), " ", make("span", { className: "role" }, kind),
    ...(key.alias ? [" ", make("span", { className: "aliases" }, inLanguage(key.alias, key.lang))] : []),
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

// No excerpt: a passage cut out of a claim would lose the name of whoever says it. Addresses are those of the whole
// site, below which Pagefind lies, while an edition lies deeper.
const passage = ({ raw_url: url, meta }) =>
  make(
    "li", {}, make("a", { href: new URL(`..${url}`, new URL(fullText, location)) }, inLanguage(meta.title)), " ",
    make("span", { className: "role" }, kinds[url.split("/").at(-3)]),
  );

let pagefind;

const searchText = async (text) => {
  pagefind ??= import(new URL(fullText, location));
  try {
    const found = text ? await (await pagefind).debouncedSearch(text) : { results: [] };
    if (!found || input.value.trim() !== text) return;
    await show(told, found.results.length, async (from, to) =>
      (await Promise.all(found.results.slice(from, to).map((result) => result.data()))).map(passage));
    if (text) status.textContent += ` · ${told.querySelector("h2").textContent}: ${found.results.length}`;
  } catch {
    form.querySelector("#search_scope").textContent = status.dataset.noText;
  }
};

const search = async () => {
  const text = input.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  try {
    if (!index) await load();
  } catch {
    status.textContent = status.dataset.failed;
    return;
  }
  const query = key(text);
  const results = query.whole ? lookUp(query) : [];
  status.textContent = text ? status.dataset.count.replace("{count}", results.length) : "";
  show(named, results.length, async (from, to) => results.slice(from, to).map(line));
  if (fullText) searchText(text);
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
