// Shows one page of the publication at a time, as the site does, and starts the scripts that the page has.
// Without it all pages stand one below the other.
const main = document.querySelector("main");
const all = [...main.querySelectorAll(":scope > div")];
const front = all[0].id;
const text = (path) => [...document.querySelectorAll("script[data-path]")].find(({ dataset }) => path.endsWith(dataset.path))?.textContent;
// One in the folder of that before begins with a slash.
const addresses = text("addresses").split("\n");
addresses.forEach((address, at) => {
  if (address.startsWith("/")) addresses[at] = addresses[at - 1].split("/")[0] + address;
});
const addressOf = new Map(all.map((leaf, at) => [leaf, addresses[at]]));
const leaves = new Map(all.flatMap((leaf) => [[leaf.id, leaf], [addressOf.get(leaf), leaf]]));
const known = history.pushState.bind(history);
let running = false;
const name = document.title;
let current;

// What scripts ask the site for lies in this file.
const ask = window.fetch;
window.fetch = async (address, ...more) => {
  const held = text(String(address));
  return held === undefined ? ask(address, ...more) : new Response(told(held));
};

// What a heading, a summary or an address says is named by its page there.
function told(held) {
  return held.replace(/"~([il]?)(\d+)"/g, (name, kind, at) => {
    if (kind === "i") return JSON.stringify(addresses[at].split("/").at(-2));
    const words = all[at].querySelector(kind ? ".lede" : "h1");
    return JSON.stringify(words.textContent.replace(/\s+/g, " ").trim());
  });
}

// What a script keeps in the address is kept there beside the page.
for (const name of ["pushState", "replaceState"]) {
  const own = history[name].bind(history);
  history[name] = (state, title, to) => {
    const url = new URL(to ?? "", location.href);
    if (!url.hash) url.hash = current ?? "";
    own(state, title, url);
  };
}

function place(link) {
  const url = link.startsWith("#") ? null : new URL(link, `https://site.invalid/${addressOf.get(leaves.get(current)) ?? ""}`);
  if (url && url.host !== "site.invalid") return null;
  const raw = url ? url.pathname.slice(1) + url.hash : link;
  const id = decodeURIComponent(raw.replaceAll("#", ""));
  // What has no page here is found by the filter of the timeline.
  const [, tag] = leaves.has(id) ? [] : /^tags\/([^/]+)\/$/.exec(id) ?? [];
  if (tag) return { id: "timeline/", query: `?tag=${encodeURIComponent(tag)}` };
  return { id: id || front, query: url?.search ?? "" };
}

function find(id) {
  if (leaves.has(id)) return [leaves.get(id), null];
  for (const leaf of all) {
    const found = leaf.querySelector(`#${CSS.escape(id)}`);
    if (found) return [leaf, found];
  }
  return [null, null];
}

const blobs = new Map();
function module(path) {
  if (!blobs.has(path)) {
    const code = text(path).replace(/(\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]*)"/g, (whole, word, other) => {
      const inner = new URL(other, `https://site.invalid/${path}`).pathname.slice(1);
      return text(inner) === undefined ? whole : `${word}"${module(inner)}"`;
    });
    blobs.set(path, URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  }
  return blobs.get(path);
}

// What stands before and after an entry in time.
function lead(leaf) {
  const at = all.indexOf(leaf);
  const list = document.createElement("ul");
  list.className = "next";
  for (const [kind, other] of [["before", all[at - 1]], ["after", all[at + 1]]]) {
    if (!addressOf.get(other)?.startsWith("entries/")) continue;
    const link = Object.assign(document.createElement("a"), { href: `#${other.id}`, textContent: other.querySelector("h1").textContent });
    const item = Object.assign(document.createElement("li"), { className: kind });
    item.append(link);
    list.append(item);
  }
  leaf.append(list);
}

// All elements, also those that wait in a template.
function* within(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.content) yield* within(element.content);
  }
}

// Gives elements back the ids that their scripts ask for: while a page is shown it is alone.
function rename(leaf) {
  const elements = [...within(leaf)];
  const own = new Map(elements.filter(({ dataset }) => dataset.id).map((element) => [element.id, element.dataset.id]));
  if (!own.size) return;
  for (const element of elements) {
    for (const name of ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "list"]) {
      const named = element.getAttribute(name);
      if (named) element.setAttribute(name, named.split(" ").map((id) => own.get(id) ?? id).join(" "));
    }
  }
}

function start(leaf) {
  const scripts = leaf.dataset.scripts?.split(" ").filter((path) => text(path) !== undefined) ?? [];
  if (running || !scripts.length) return;
  running = true;
  for (const again of leaf.querySelectorAll("[data-again]")) {
    const part = all.map((other) => other.querySelector(`[data-part="${again.dataset.again}"]`)).find(Boolean);
    again.replaceWith(part.cloneNode(true));
  }
  rename(leaf);
  // Scripts read the addresses of the site; what is clicked leads to its place here all the same.
  const up = "../".repeat(addressOf.get(leaf).split("/").length - 1);
  for (const link of leaf.querySelectorAll("a[href^='#']")) {
    const at = link.getAttribute("href");
    const whole = leaves.get(at.slice(1));
    const to = link.dataset.to ?? (whole && up + addressOf.get(whole));
    if (!to) continue;
    link.dataset.at = at;
    link.setAttribute("href", to);
  }
  const loads = scripts.map((path) => new Promise((done) => {
    const script = Object.assign(document.createElement("script"), { type: "module", async: false, src: module(path) });
    script.onload = script.onerror = done;
    document.head.append(script);
  }));
  // Scripts that wait for the page to be there find that it is.
  Promise.all(loads).then(() => document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true })));
}

function show(y) {
  const id = decodeURIComponent(location.hash.slice(1)) || front;
  const [leaf, found] = find(id);
  if (!leaf) return;
  const address = addressOf.get(leaf);
  if (leaf.id !== current && running) {
    // What scripts of another page began ends with it.
    location.reload();
    return;
  }
  if (leaf.id !== current) {
    current = leaf.id;
    main.replaceChildren(leaf);
    document.body.className = leaf.className;
    const heading = leaf.querySelector("h1").textContent;
    document.title = leaf.id === front ? name : `${heading} – ${name}`;
    for (const link of document.querySelectorAll(".masthead a, footer a")) {
      const to = leaves.get(link.getAttribute("href").slice(1));
      const section = addressOf.get(to);
      if (to === leaf || (section && address.startsWith(section))) link.setAttribute("aria-current", to === leaf ? "page" : "true");
      else link.removeAttribute("aria-current");
    }
    if (address.startsWith("entries/") && !leaf.querySelector(".next a")) lead(leaf);
    start(leaf);
  }
  if (found) {
    for (let at = found; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    found.scrollIntoView();
  } else scrollTo(0, y ?? 0);
}

addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { at } = link.dataset;
  const to = place(at ?? link.getAttribute("href"));
  if (at && link.getAttribute("href").includes("?")) to.query = `?${link.getAttribute("href").split("?")[1].split("#")[0]}`;
  if (!to || !find(to.id)[0]) return;
  event.preventDefault();
  history.replaceState({ ...history.state, y: scrollY }, "", location.href);
  known(null, "", `${location.pathname}${to.query}#${encodeURI(to.id)}`);
  show();
  main.focus({ preventScroll: true });
});
addEventListener("popstate", ({ state }) => show(state?.y));
for (const note of document.querySelectorAll(".only-without-script")) note.remove();
show();
