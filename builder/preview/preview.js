// Follow the server: a style sheet is changed in place, anything else loads the page again where the reader was.
const panel = () => document.getElementById("dateline-preview");
const place = `dateline-preview ${location.pathname}`;
const { state } = document.currentScript.dataset;

function connect() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  socket.onopen = () => {
    socket.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
    socket.send(JSON.stringify({ command: "info", url: location.href }));
  };
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => setTimeout(connect, 500);
}

function take(message) {
  if (message.command === "findings") return renew();
  // What was saved between the making of this page and its connection has been announced to others alone.
  if (message.command === "shown") return message.state === state ? renew() : load();
  if (message.command !== "reload") return;
  if (message.stylesheet) return restyle(message.stylesheet);
  if (message.follow && message.follow !== location.pathname) location.assign(message.follow);
  else load();
}

function load() {
  sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
  location.reload();
}

function restyle(address) {
  const old = document.querySelector('link[rel="stylesheet"]:not([href*="/_preview/"])');
  if (!old) return load();
  const link = old.cloneNode();
  link.href = address;
  link.onload = () => old.remove();
  old.after(link);
}

async function renew() {
  const found = await fetch(`/_preview/panel?path=${encodeURIComponent(location.pathname)}`);
  if (!found.ok || !panel()) return;
  const parsed = new DOMParser().parseFromString(await found.text(), "text/html").getElementById("dateline-preview");
  if (parsed.innerHTML !== panel().innerHTML) panel().replaceWith(parsed);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-file]");
  if (!button) return;
  const asked = new URLSearchParams({ file: button.dataset.file, line: button.dataset.line });
  fetch("/_preview/open", { method: "POST", body: asked });
});

const kept = sessionStorage.getItem(place);
if (kept) {
  sessionStorage.removeItem(place);
  scrollTo({ left: JSON.parse(kept)[0], top: JSON.parse(kept)[1], behavior: "instant" });
}
connect();
