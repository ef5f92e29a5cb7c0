// Drawn for 24 × 24, in the colour of the text around them; none points to the left or right.

const SHAPES = {
  grip: "M9 6h.01 M15 6h.01 M9 12h.01 M15 12h.01 M9 18h.01 M15 18h.01",
  up: "M12 19V6 M6 11l6-6 6 6",
  down: "M12 5v13 M6 13l6 6 6-6",
  close: "M6 6l12 12 M18 6L6 18",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
