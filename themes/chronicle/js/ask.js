// Leads to the day that is asked for, or names what covers it and the nearest days.
for (const form of document.querySelectorAll(".ask")) {
  const { root } = form.dataset;
  const answer = form.lastElementChild;
  const [covered, nearest] = answer.querySelectorAll("ul");

  function fill(list, found) {
    list.replaceChildren(
      ...found.map(([, , address, textContent, lang]) => {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: root + address, textContent, lang }));
        return item;
      }),
    );
  }

  form.hidden = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    const asked = form.elements[0].valueAsNumber / 864e5;
    const { days, spans } = await (await fetch(`${root}timeline/days.json`)).json();
    const found = days.find(([day]) => day === asked);
    if (found) return location.assign(root + found[2]);
    fill(covered, spans.filter(([first, last]) => first <= asked && asked <= (last ?? asked)));
    fill(nearest, [days.findLast(([day]) => day < asked), days.find(([day]) => day > asked)].filter(Boolean));
    answer.hidden = false;
  };
}
