// Opened from a disk, a page cannot load its other scripts: browsers forbid it. Here it says so.
const { says } = document.currentScript.dataset;
if (location.protocol === "file:" && document.querySelector("script[type=module]")) {
  addEventListener("DOMContentLoaded", () => {
    const note = Object.assign(document.createElement("p"), { className: "note", textContent: says });
    document.querySelector("main").prepend(note);
  });
}
