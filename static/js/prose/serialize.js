// Between a body's HTML and the editor's document. What nobody touched is written as it was read.

import { pm } from "../../django_prose_editor/editor.js";
import { giveIds } from "./blocks.js";

const TOP = "p, h2, h3, ul, ol, blockquote, :is(figure[data-image], figure[data-embed]), table, hr";
// Text that stands without a paragraph of its own: see blocks.js.
const BARE = ":is(li, blockquote, td, th) > p:first-child:not([data-block], [lang], [dir])";
const written = new WeakMap(); // the HTML of each top node: as it was read, or written before

export function read(html, schema) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const transform = new pm.transform.Transform(pm.model.DOMParser.fromSchema(schema).parse(body));
  giveIds(transform);
  const { doc } = transform;
  if (isPlain(body) && doc.childCount === body.children.length) {
    doc.forEach((node, _, index) => written.set(node, outerHTML(body.children[index])));
  }
  return doc;
}

export function write(doc) {
  if (doc.childCount === 1 && doc.firstChild.isTextblock && doc.firstChild.content.size === 0) {
    return "";
  }
  let html = "";
  doc.forEach((node) => {
    if (!written.has(node)) written.set(node, writeNode(node));
    html += written.get(node);
  });
  return html;
}

// Just the elements that become one node each.
function isPlain(body) {
  return [...body.childNodes].every((node) =>
    node.nodeType === Node.ELEMENT_NODE ? node.matches(TOP) : !node.textContent.trim(),
  );
}

function outerHTML(element) {
  return element.outerHTML.replaceAll("&nbsp;", "\u00a0"); // as the server writes it
}

function writeNode(node) {
  // Into a document that nobody sees, so that nothing is loaded.
  const { body } = document.implementation.createHTMLDocument();
  const serializer = pm.model.DOMSerializer.fromSchema(node.type.schema);
  body.append(serializer.serializeNode(node, { document: body.ownerDocument }));
  for (const paragraph of body.querySelectorAll(BARE)) {
    paragraph.replaceWith(...paragraph.childNodes);
  }
  for (const table of body.querySelectorAll("table")) restoreTable(table);
  return outerHTML(body.firstElementChild);
}

function restoreTable(table) {
  if (table.dataset.caption) table.createCaption().outerHTML = table.dataset.caption;
  delete table.dataset.caption;
  for (const row of [...table.rows].filter((row) => "head" in row.dataset)) {
    delete row.dataset.head;
    table.createTHead().append(row);
  }
  if (table.tBodies[0].rows.length === 0) table.tBodies[0].remove();
}
