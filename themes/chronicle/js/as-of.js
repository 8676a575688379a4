// Shows a ledger as it stood on a day: hides what was said later, and what that did to earlier statements.
for (const line of document.querySelectorAll(".line-of-days")) {
  const form = line.firstElementChild;
  const [slider, told] = form;
  const days = [...line.querySelectorAll("a")];
  const asked = Date.parse(new URLSearchParams(location.search).get("by")) / 864e5;

  function show() {
    const last = days[slider.value];
    // The other languages show the same day.
    for (const link of document.querySelectorAll(".editions a")) link.search = location.search;
    for (const said of document.querySelectorAll("main :not(a)[data-day]")) said.hidden = said.dataset.day - last.dataset.day > 0;
    for (const link of document.querySelectorAll(".fate a, .replaced")) {
      const other = link.pathname === location.pathname && document.getElementById(link.hash.slice(1));
      link.hidden = Boolean(other && other.closest("[hidden]"));
    }
    document.body.classList.toggle("is-earlier", slider.value !== slider.max);
    slider.ariaValueText = told.value = last.textContent;
  }

  slider.value = asked ? days.findLastIndex((day) => day.dataset.day <= asked) : slider.max;
  form.hidden = false;
  slider.oninput = () => {
    history.replaceState(null, "", `?by=${new Date(days[slider.value].dataset.day * 864e5).toISOString().slice(0, 10)}`);
    show();
  };
  show();
}
