// By keyboard a band of time is one stop: arrows lead along it and between what stands above and beneath the axis.
const isMirrored = document.dir === "rtl";

export const middle = (element) => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};
export const nearest = (group, at) => group?.reduce((one, other) => (Math.abs(middle(other) - at) < Math.abs(middle(one) - at) ? other : one));

export const rove = (drawing, to) => {
  const links = [...drawing.querySelectorAll("a")];
  const stop = to ?? links.find((link) => link.matches(".band-mark:not(.out)")) ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");
  to?.focus();
};

addEventListener("keydown", (event) => {
  const { key, target } = event;
  const drawing = target.closest(".band-drawing");
  if (event.ctrlKey || event.metaKey || event.altKey || !drawing) return;
  const groups = [".band-mark", ".band-slot", ".band-bar"].map((kind) => [...drawing.querySelectorAll(kind)]).filter((group) => group.length);
  const at = groups.findIndex((group) => group.includes(target));
  const group = groups[at]?.sort((one, other) => (middle(one) - middle(other)) * (isMirrored ? -1 : 1));
  const by = { ArrowLeft: isMirrored ? 1 : -1, ArrowRight: isMirrored ? -1 : 1 }[key];
  const to = by ? group[group.indexOf(target) + by]
    : { ArrowUp: nearest(groups[at - 1], middle(target)), ArrowDown: nearest(groups[at + 1], middle(target)), Home: group[0], End: group.at(-1) }[key];
  if (!to) return;
  event.preventDefault();
  rove(drawing, to);
});
for (const drawing of document.querySelectorAll(".band-drawing")) rove(drawing);
