// Puts what two actors said beside each other, in the order of the clock, as it stands on their pages.
for (const form of document.querySelectorAll(".compare")) {
  const list = document.querySelector(".pair");
  const apart = list.firstElementChild;
  const at = (item) => (item.dataset.minute ?? Infinity) * 6e4;

  async function said(column) {
    if (!form[column].value) return [];
    const url = new URL(`../${form[column].value}`, location);
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
    return [...page.querySelectorAll("[aria-labelledby=section_said]>ul>li")].map((item) => {
      for (const link of item.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), url);
      item.classList.add(column);
      return item;
    });
  }

  async function show() {
    // The other languages show the same two.
    for (const link of document.querySelectorAll(".editions a")) link.search = location.search;
    const { from, to } = form;
    const items = (await Promise.all(["left", "right"].map(said))).flat().sort((one, other) => at(one) - at(other));
    const isShown = (item) => !(at(item) < from.valueAsNumber || at(item) >= to.valueAsNumber + 864e5);
    const undated = items.filter((item) => at(item) === Infinity);
    apart.hidden = !undated.length;
    list.replaceChildren(
      ...items.filter(isShown),
      apart,
      ...undated,
    );
    for (const count of form.querySelectorAll(".role")) {
      const { name, value } = count.previousElementSibling.firstElementChild;
      count.hidden = !value;
      count.firstElementChild.value = list.querySelectorAll(`.${name}`).length;
    }
  }

  for (const [name, value] of new URLSearchParams(location.search)) if (form[name]) form[name].value = value;
  form.hidden = false;
  form.onchange = () => {
    history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    show();
  };
  show();
}
