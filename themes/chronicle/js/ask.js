// Leads to the day that is asked for, or to what covers it and what is nearest.
for (const form of document.querySelectorAll(".ask")) {
  const { root, failed } = form.dataset;
  const answer = form.lastElementChild;
  const told = answer.firstElementChild;

  const fill = (list, found) => {
    list.hidden = list.previousElementSibling.hidden = !found.length;
    list.replaceChildren(
      ...found.map(([address, textContent, lang]) => {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: root + address, textContent, lang }));
        return item;
      }),
    );
  };

  form.hidden = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    const asked = form.elements[0].valueAsNumber / 864e5;
    try {
      const { days, spans } = await (await fetch(`${root}timeline/days.json`)).json();
      const found = days.find(([day]) => day === asked);
      if (found) return location.assign(root + found[1]);
      const before = days.filter(([day]) => day < asked).slice(-1);
      const after = days.filter(([day]) => day > asked).slice(0, 1);
      const [covered, nearest] = told.querySelectorAll("ul");
      fill(covered, spans.filter(([first, last]) => first <= asked && asked <= (last ?? asked)).map((span) => span.slice(2)));
      fill(nearest, [...before, ...after].map((day) => day.slice(1)));
      told.hidden = false;
    } catch {
      answer.textContent = failed;
    }
  };
}
