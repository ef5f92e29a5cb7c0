// Drawn for 24 × 24, in the colour of the text around them.

const SHAPES = {
  heading: "M4 5v14 M12 5v14 M4 12h8 M16 10q1-2 3-2t2 3q0 2-5 8h5",
  subheading: "M4 5v14 M12 5v14 M4 12h8 M16 8h5l-3 4q3 0 3 3.500t-5 3",
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7z M7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h8 M6 19h8 M14 5l-4 14",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1 M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  bulletList: "M9 6h12 M9 12h12 M9 18h12 M4 6h.01 M4 12h.01 M4 18h.01",
  orderedList: "M10 6h11 M10 12h11 M10 18h11 M3 5l2-1v6 M3 14q3-1 3 1 0 1-3 4h3",
  indent: "M3 5h18 M11 10h10 M11 14h10 M3 19h18 M3 9l4 3-4 3",
  outdent: "M3 5h18 M11 10h10 M11 14h10 M3 19h18 M7 9l-4 3 4 3",
  quote: "M4 17q4-1 4-6V7H4v5h4 M14 17q4-1 4-6V7h-4v5h4",
  image: "M3 5h18v14H3z M3 16l5-5 5 5 3-3 5 5 M16 9h.01",
  embed: "M3 5h18v14H3z M10 9l5 3-5 3z",
  table: "M3 5h18v14H3z M3 10h18 M3 14.500h18 M12 5v14",
  rule: "M3 12h18",
  undo: "M8 5L4 9l4 4 M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "M16 5l4 4-4 4 M20 9H10a5 5 0 0 0 0 10h4",
  addRow: "M3 4h18v7H3z M12 14v7 M8.5 17.500h7",
  deleteRow: "M3 4h18v7H3z M8.5 17.500h7",
  addColumn: "M3 3h7v18H3z M17 8.500v7 M13.5 12h7",
  deleteColumn: "M3 3h7v18H3z M13.5 12h7",
  headerCell: "M3 5h18v14H3z M3 10h18 M5 7.500h14",
  caption: "M3 4h18v10H3z M3 9h18 M6 19h12",
  deleteTable: "M3 5h18v14H3z M8 9l8 6 M16 9l-8 6",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
