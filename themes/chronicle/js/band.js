// The band of time, driven: zoomed, moved, and following the page. Zooming widens the drawing that is
// there, so that words keep their size and those that find room appear; over years, months come from the table.

// What begins so far below the top of the window, in pixels, is being read.
const read = 96;
const svg = "http://www.w3.org/2000/svg";
const dayOf = (year, month, day) => new Date(0).setUTCFullYear(year, month - 1, day) / 864e5;

function made(name, attributes) {
  const element = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function drive(band) {
  const scroller = band.querySelector(".band-scroller");
  const plane = band.querySelector(".band-plane");
  const drawing = band.querySelector(".band-drawing");
  const over = band.querySelector(".band-here");
  const tools = band.querySelector(".band-tools");
  const first = Number(drawing.dataset.first);
  const days = Number(drawing.dataset.days);
  const isMirrored = getComputedStyle(band).direction === "rtl";
  const months = monthsOfTable();
  let level = 1;

  const share = (day) => Math.min(Math.max((day - first) / days, 0), 1);
  const across = (day) => 100 * (isMirrored ? 1 - share(day) : share(day));
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return box.left + box.width / 2;
  };

  // Zooming, with what is at a place of the window staying there.

  function zoom(to, at = middle(scroller)) {
    const before = plane.getBoundingClientRect();
    const part = (at - before.left) / before.width;
    const most = Math.min(Math.max((days * 24) / scroller.clientWidth, 4), 64);
    level = Math.min(Math.max(to, 1), most);
    plane.style.inlineSize = `${100 * level}%`;
    const after = plane.getBoundingClientRect();
    scroller.scrollLeft += after.left + part * after.width - at;
    const held = drawing.querySelector("a:focus");
    drawing.classList.toggle("is-fine", Boolean(months) && after.width / days > 0.2);
    rove();
    // What has the focus may give way to something finer or coarser.
    if (!held || groups().flat().includes(held)) return;
    const slots = groups().find(([one]) => one.matches(".band-slot"));
    nearest(slots, plane.getBoundingClientRect().left + part * after.width).focus();
  }

  function show(day) {
    const box = plane.getBoundingClientRect();
    scroller.scrollLeft += box.left + (across(day) / 100) * box.width - middle(scroller);
  }

  // The months of all years are links in the table: here they become bars.

  function monthsOfTable() {
    const rows = [...band.querySelectorAll("tbody tr")].filter((row) => row.cells.length === 14);
    const links = rows.flatMap((row) =>
      [...row.cells].slice(2).flatMap((cell, number) => {
        const found = cell.querySelector("a");
        const year = Number(/(-?\d+)\/\d+\/$/.exec(found?.href)?.[1]);
        return found && !Number.isNaN(year) ? [{ found, year, number }] : [];
      }),
    );
    if (!links.length) return null;
    const group = made("g", { class: "band-months" });
    const foot = Number(drawing.dataset.axis);
    const counts = links.map(({ found }) => Number(found.textContent.replace(/\D/g, "")) || 1);
    const most = Math.max(...counts);
    links.forEach(({ found, year, number }, place) => {
      const start = (100 * (dayOf(year, number + 1, 1) - first)) / days;
      const width = (100 * (dayOf(year, number + 2, 1) - dayOf(year, number + 1, 1))) / days;
      const x = `${isMirrored ? 100 - start - width : start}%`;
      const height = Math.max(((foot - 1.2) * counts[place]) / most, 0.2);
      const link = made("a", { class: "band-slot", href: found.getAttribute("href") });
      const title = made("title", {});
      title.textContent = `${found.title}: ${found.textContent}`;
      link.append(
        title,
        made("rect", { class: "band-hit", x, width: `${width}%`, height: `${foot}em` }),
        made("rect", { class: "band-count", x, width: `${width * 0.8}%`, y: `${foot - height}em`, height: `${height}em` }),
      );
      group.append(link);
    });
    drawing.querySelector(".band-axis").after(group);
    return group;
  }

  // By keyboard the band is one stop: arrows lead along it and between what stands above and beneath the axis.

  function groups() {
    const slots = drawing.classList.contains("is-fine") ? ".band-months a" : ":scope > .band-slot";
    const found = [".band-mark", slots, ".band-bar"].map((kind) => [...drawing.querySelectorAll(kind)]);
    for (const group of found) group.sort((one, other) => (middle(one) - middle(other)) * (isMirrored ? -1 : 1));
    return found.filter((group) => group.length);
  }

  function rove(current = drawing.querySelector("a:focus")) {
    const all = groups();
    const stop = all.flat().includes(current) ? current : all[0]?.[0];
    for (const link of drawing.querySelectorAll("a")) link.setAttribute("tabindex", link === stop ? "0" : "-1");
  }

  function nearest(group, at) {
    return group.reduce((one, other) => (Math.abs(middle(other) - at) < Math.abs(middle(one) - at) ? other : one));
  }

  function step(key, from) {
    const all = groups();
    const above = all.findIndex((group) => group.includes(from));
    const along = all[above];
    const place = along.indexOf(from);
    const forwards = isMirrored ? "ArrowLeft" : "ArrowRight";
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight":
        return along[place + (key === forwards ? 1 : -1)];
      case "ArrowUp":
        return all[above - 1] && nearest(all[above - 1], middle(from));
      case "ArrowDown":
        return all[above + 1] && nearest(all[above + 1], middle(from));
      case "Home":
        return along[0];
      case "End":
        return along.at(-1);
    }
  }

  drawing.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = event.target.closest("a");
    const factor = { "+": 2, "=": 2, "-": 0.5, 0: 0 }[event.key];
    if (factor !== undefined) zoom(level * factor, from ? middle(from) : undefined);
    else if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    else step(event.key, from)?.focus();
    event.preventDefault();
  });

  // Not of the drawing itself: one that listens for it can be focused, says Chromium.
  plane.addEventListener("focusin", (event) => {
    rove(event.target);
    const box = scroller.getBoundingClientRect();
    const at = middle(event.target);
    if (at < box.left || at > box.right) scroller.scrollLeft += at - middle(scroller);
  });

  // By wheel and pointer.

  scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(level * 2 ** (-event.deltaY / 200), event.clientX);
    },
    { passive: false },
  );

  let dragged = null;
  scroller.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && !event.button && level > 1) dragged = { at: event.clientX, by: 0 };
  });
  addEventListener("pointermove", (event) => {
    if (!dragged || !event.buttons) return;
    scroller.scrollLeft -= event.clientX - dragged.at;
    dragged = { at: event.clientX, by: dragged.by + Math.abs(event.clientX - dragged.at) };
  });
  scroller.addEventListener("dragstart", (event) => event.preventDefault());
  scroller.addEventListener("click", (event) => {
    // Who has moved the band did not mean the link below the pointer.
    if (dragged?.by > 4) event.preventDefault();
    dragged = null;
  });

  // Following the page.

  const headings = [...document.querySelectorAll('.chronology .day[id^="day_"]')].map((element) => {
    const [year, month, day] = element.id.slice(4).match(/^-?\d+|\d+/g).map(Number);
    return { element, day: dayOf(year, month, day) };
  });
  const line = made("line", { class: "band-view", y2: `${Number(drawing.dataset.axis) + 1.6}em` });

  function point(day) {
    const x = `${across(day + 0.5)}%`;
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    over.append(line);
  }

  let isDue = false;
  function follow() {
    isDue = false;
    const isBelow = band.getBoundingClientRect().bottom < 0;
    if (isBelow !== band.classList.contains("is-following")) {
      const figure = scroller.parentElement;
      figure.style.minBlockSize = isBelow ? `${figure.offsetHeight}px` : "";
      drawing.style.marginBlockStart = isBelow ? `${0.15 - Number(drawing.dataset.axis)}em` : "";
      band.classList.toggle("is-following", isBelow);
    }
    const passed = headings.filter(({ element }) => element.getBoundingClientRect().top < read);
    const { day } = passed.at(-1) ?? headings[0];
    point(day);
    if (level > 1) show(day);
  }

  if (headings.length) {
    addEventListener("scroll", () => isDue || ((isDue = true), requestAnimationFrame(follow)), { passive: true });
    if (scrollY) follow();
  }

  tools.addEventListener("click", (event) => {
    const by = event.target.value;
    if (event.target.type === "button") zoom(by === "+" ? level * 2 : by === "-" ? level / 2 : 1);
  });
  tools.hidden = false;
  rove();
}

for (const band of document.querySelectorAll(".band")) if (band.querySelector(".band-slot")) drive(band);
