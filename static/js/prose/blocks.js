// Every block keeps its id while it is edited: translations are aligned by these ids.

import { Extension, Plugin, pm } from "../../django_prose_editor/editor.js";

export const BLOCKS = ["paragraph", "heading", "listItem", "blockquote", "figure", "embed", "table"];
const BARE_IN = ["listItem", "blockquote", "tableCell", "tableHeader"];

// The text that stands in an item, a quote or a cell without a paragraph around it: the editor
// needs a paragraph there, which has no id and is left out again when the body is written.
function isBare(node, parent, index) {
  return (
    node.type.name === "paragraph" &&
    !(node.attrs.block || node.attrs.lang || node.attrs.dir) &&
    index === 0 &&
    BARE_IN.includes(parent.type.name)
  );
}

export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    const block = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute("data-block"),
      renderHTML: (attributes) => (attributes.block ? { "data-block": attributes.block } : {}),
    };
    return [{ types: BLOCKS, attributes: { block } }];
  },
  addProseMirrorPlugins() {
    const gone = new Map(); // blocks that were cut, by id: they may come back
    return [
      new Plugin({
        appendTransaction(transactions, before, { doc, tr }) {
          if (!transactions.some((transaction) => transaction.docChanged)) return null;
          if (transactions.some(pm.history.isHistoryTransaction)) return null; // brings its ids
          const map = (position) =>
            transactions.reduce((mapped, { mapping }) => mapping.map(mapped), position);
          keepIds(before.doc, doc, tr, map, gone);
          giveIds(tr, gone);
          return tr.docChanged ? tr : null;
        },
      }),
    ];
  },
});

const isBlock = (node) => BLOCKS.includes(node.type.name);

function blocksOf(doc) {
  const blocks = [];
  doc.descendants((node, position) => {
    if (isBlock(node)) blocks.push({ node, position, id: node.attrs.block });
  });
  return blocks;
}

// A split, a move or a change of kind doubles ids, or loses them: an id stays with its text.
function keepIds(before, doc, tr, map, gone) {
  const blocks = blocksOf(doc);
  const oldBlocks = blocksOf(before);
  const untouched = new Set(oldBlocks.map(({ node }) => node));
  const known = oldBlocks.filter(({ id }) => id);
  const owners = new Map(); // the old block that each block goes on
  const rules = [
    (block, old) => block.id === old.id && block.node.content.eq(old.node.content),
    (block, old) => !untouched.has(block.node) && holdsTheTextOf(block.node, old.node),
    (block, old) => block.id === old.id,
  ];
  let homeless = known;
  for (const rule of rules) {
    homeless = homeless.filter((old) => {
      const found = blocks.filter((block) => !owners.has(block) && rule(block, old));
      const place = map(old.position);
      const home = found.find(({ position }) => position === place) ?? found[0];
      if (home) owners.set(home, old.id);
      return !home;
    });
  }
  for (const old of homeless) gone.set(old.id, old.node);
  const taken = new Set(known.map(({ id }) => id));
  for (const block of blocks) {
    const id = owners.get(block) ?? (taken.has(block.id) ? null : block.id);
    taken.add(id);
    if (id !== block.id) tr.setNodeAttribute(block.position, "block", id);
  }
}

function holdsTheTextOf(node, old) {
  if (!old.textContent) return false;
  const inItem = old.firstChild.isTextblock && node.content.eq(old.firstChild.content);
  return inItem || node.content.eq(old.content);
}

// To each block without an id a new one, except to bare text. A new item takes that of its text.
export function giveIds(tr, gone = new Map()) {
  const taken = new Set(blocksOf(tr.doc).map(({ id }) => id));
  const idOf = (node) => {
    const isBack = ([id, old]) => !taken.has(id) && holdsTheTextOf(node, old);
    const [id] = [...gone].find(isBack) ?? [newId()];
    gone.delete(id);
    return id;
  };
  tr.doc.descendants((old, position, parent, index) => {
    const node = tr.doc.nodeAt(position);
    if (!isBlock(node) || node.attrs.block || isBare(node, parent, index)) return;
    const inner = node.type.name === "listItem" && node.firstChild.attrs.block;
    if (inner) tr.setNodeAttribute(position + 1, "block", null);
    tr.setNodeAttribute(position, "block", inner || idOf(node));
  });
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
