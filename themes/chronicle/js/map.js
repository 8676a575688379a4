// The map of all places: pan and zoom, and a slider over the months in which something happened on it.
const maps = document.querySelector(".maps");
const language = document.documentElement.lang;
const CLOSEST = 12;

function zoomable(figure) {
  const svg = figure.querySelector(":scope > svg");
  const whole = svg.viewBox.baseVal;
  const [width, height] = [whole.width, whole.height];
  const texts = [...svg.querySelectorAll("text")];
  const spare = new Map(texts.map((text) => [text, text.classList.contains("map-spare")]));
  let [x, y, zoom] = [0, 0, 1];

  // Names for which there is room now: none runs out of the picture or covers another.
  function name() {
    const frame = svg.getBoundingClientRect();
    const full = [];
    for (const text of texts) text.classList.toggle("map-spare", zoom === 1 && spare.get(text));
    if (zoom === 1) return;
    for (const text of texts) {
      const box = text.getBoundingClientRect();
      if (!box.width) continue;
      const fits = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      const free = full.every((other) => box.left >= other.right || box.right <= other.left || box.top >= other.bottom || box.bottom <= other.top);
      if (fits && free) full.push(box);
      else text.classList.add("map-spare");
    }
  }

  function look(toX, toY, closeness) {
    zoom = Math.min(CLOSEST, Math.max(1, closeness));
    x = Math.min(width - width / zoom, Math.max(0, toX));
    y = Math.min(height - height / zoom, Math.max(0, toY));
    svg.setAttribute("viewBox", `${x} ${y} ${width / zoom} ${height / zoom}`);
    svg.style.setProperty("--zoom", zoom);
    svg.style.touchAction = zoom > 1 ? "none" : "";
    name();
  }

  // Zoom by a factor; what stands at a share of the picture stays where it is.
  function closer(by, across = 0.5, down = 0.5) {
    const next = Math.min(CLOSEST, Math.max(1, zoom * by));
    look(x + across * width * (1 / zoom - 1 / next), y + down * height * (1 / zoom - 1 / next), next);
  }

  function move(across, down) {
    look(x + across * width / zoom, y + down * height / zoom, zoom);
  }

  const tools = figure.querySelector(".map-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const way = event.target.dataset.zoom;
    if (way === "all") look(0, 0, 1);
    else if (way) closer(way === "closer" ? 1.6 : 1 / 1.6);
  });

  const keys = {
    ArrowLeft: () => move(-0.15, 0), ArrowRight: () => move(0.15, 0), ArrowUp: () => move(0, -0.15),
    ArrowDown: () => move(0, 0.15), "+": () => closer(1.6), "=": () => closer(1.6), "-": () => closer(1 / 1.6),
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

  let moved = false;
  svg.addEventListener("pointerdown", () => { moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!(event.buttons & 1) || zoom === 1) return;
    const frame = svg.getBoundingClientRect();
    moved ||= Math.abs(event.movementX) + Math.abs(event.movementY) > 2;
    move(-event.movementX / frame.width, -event.movementY / frame.height);
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // A link below a hand that has moved the map is not followed.
  svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); });
  return name;
}

const named = [...document.querySelectorAll("figure.map")].map(zoomable);

function sliding({ places, entries }) {
  const steps = [...new Set(entries.map(([year, month]) => `${year} ${month}`))].map((step) => step.split(" ").map(Number)).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const slider = document.getElementById("map_when");
  const only = document.getElementById("map_only");
  const said = document.getElementById("map_said");
  const names = [...document.getElementById("map_steps").content.querySelectorAll("li")].map((step) => step.textContent);
  const happened = maps.querySelector(".map-happened");
  const forms = JSON.parse(maps.dataset.forms);
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const discs = new Map([...maps.querySelectorAll("[data-place]")].map((disc) => [disc.dataset.place, disc]));
  if (steps.length < 2) return;

  function show() {
    const now = steps[slider.value];
    const [year, of] = now;
    const then = entries.filter((entry) => entry[0] === year && entry[1] === of);
    const past = entries.filter((entry) => entry[0] < year || (entry[0] === year && entry[1] <= of));
    const counts = places.map(() => 0);
    for (const entry of only.checked ? then : past) for (const place of entry[4]) counts[place] += 1;
    places.forEach((place, at) => {
      const disc = discs.get(place);
      disc.classList.toggle("map-gone", !counts[at]);
      disc.querySelector(".map-disc").setAttribute("r", Math.max(3, 22 * Math.sqrt(counts[at] / maps.dataset.most)));
    });
    const count = (forms[plural.select(then.length)] || forms.other).replace("{count}", number.format(then.length));
    said.value = maps.dataset.month.replace("{month}", names[slider.value]).replace("{entries}", count);
    slider.setAttribute("aria-valuetext", said.value);
    happened.hidden = false;
    happened.querySelector("ul").replaceChildren(...then.map(([, , id, title, , lang]) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `../entries/${encodeURIComponent(id)}/`;
      link.textContent = title;
      if (lang) link.lang = lang;
      link.dir = "auto";
      item.append(link);
      return item;
    }));
    for (const name of named) name();
  }

  slider.max = slider.value = steps.length - 1;
  slider.setAttribute("aria-valuetext", names.at(-1));
  said.value = names.at(-1);
  slider.addEventListener("input", show);
  only.addEventListener("change", show);
  maps.querySelector(".map-time").hidden = false;
}

fetch(maps.dataset.places).then((answer) => answer.json()).then(sliding);
