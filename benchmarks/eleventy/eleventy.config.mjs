// Entries as pages, and a list for each year, actor, place and subject.
const terms = {
  years: (data) => [String(data.day).slice(0, 4)],
  actors: (data) => data.actors,
  places: (data) => data.places,
  subjects: (data) => data.subjects,
};

function grouped(entries, idsOf) {
  const groups = new Map();
  for (const entry of entries) {
    for (const id of idsOf(entry.data)) {
      if (!groups.has(id)) groups.set(id, []);
      groups.get(id).push(entry);
    }
  }
  return [...groups].map(([id, entries]) => ({ id, entries })).sort((one, other) => (one.id < other.id ? -1 : 1));
}

export default function (config) {
  for (const [kind, idsOf] of Object.entries(terms)) {
    config.addCollection(kind, (all) => grouped(all.getFilteredByGlob("content/entries/*.md"), idsOf));
  }
  config.addCollection("latest", (all) => all.getFilteredByGlob("content/entries/*.md").slice(-6).reverse());
  return { dir: { input: "content", includes: "../_includes", output: "public" }, markdownTemplateEngine: false };
}
