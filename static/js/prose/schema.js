// What a body may hold, as the editor knows it. The allow-list that decides is articles/body.py;
// whatever it keeps must come back from here unharmed.

import {
  Blockquote,
  Bold,
  BulletList,
  Code,
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
} from "../../django_prose_editor/editor.js";
import { BLOCKS, BlockIds } from "./blocks.js";
import { Embed } from "./embed.js";
import { Figure } from "./figure.js";

const MARKS = ["bold", "italic", "subscript", "superscript", "code", "cite", "link", "span"];
const NODES = ["bulletList", "orderedList", "horizontalRule", "hardBreak"];
const TABLE_PARTS = ["tableRow", "tableCell", "tableHeader"];
const noKeys = () => ({});

// Tiptap's own reading turns "007" into a number.
const verbatim = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
});

const LanguageAndDirection = Extension.create({
  name: "languageAndDirection",
  addGlobalAttributes() {
    const types = [...BLOCKS, ...NODES, ...TABLE_PARTS, ...MARKS];
    return [{ types, attributes: { lang: verbatim("lang"), dir: verbatim("dir") } }];
  },
});

// Tiptap waits for the next frame: a letter typed by then would not be in the text.
const FocusAtOnce = Extension.create({
  name: "focusAtOnce",
  addCommands: () => ({
    focus: () => ({ view, tr, dispatch }) => {
      if (!dispatch) return true;
      view.focus();
      tr.scrollIntoView();
      return true;
    },
  }),
});

const Cite = Mark.create({
  name: "cite",
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes, 0],
});

// Words in another language; one may stand within another.
const Span = Mark.create({
  name: "span",
  excludes: "",
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

// To an address, or to one of our articles.
const BodyLink = Link.extend({
  addAttributes: () => ({
    href: verbatim("href"),
    article: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-article"),
      renderHTML: ({ article }) => ({ "data-article": article }),
    },
  }),
  parseHTML() {
    return [...this.parent(), { tag: "a[data-article]" }];
  },
  addKeyboardShortcuts: noKeys,
}).configure({ autolink: false });

const BodyHeading = Heading.extend({
  parseHTML: () =>
    [2, 2, 3, 3, 3, 3].map((level, index) => ({ tag: `h${index + 1}`, attrs: { level } })),
  addKeyboardShortcuts: noKeys,
}).configure({ levels: [2, 3] });

const BodyOrderedList = OrderedList.extend({
  addAttributes: () => ({ start: verbatim("start") }),
  addNodeView: () => null,
  addKeyboardShortcuts: noKeys,
});

const span = (name) => ({
  default: 1,
  parseHTML: (element) => element[name === "colspan" ? "colSpan" : "rowSpan"],
});
const cellAttributes = {
  colspan: span("colspan"),
  rowspan: span("rowspan"),
  colwidth: { default: null, rendered: false }, // prosemirror-tables wants to find it
};

// The caption is kept as it is and shown as plain words; rows remember whether they are in the
// head. serialize.js puts both back where they belong.
const BodyTable = Table.extend({
  addAttributes: () => ({
    caption: {
      default: null,
      parseHTML: (table) => table.dataset.caption ?? table.caption?.outerHTML ?? null,
      renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
    },
  }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML({ node, HTMLAttributes }) {
    const words = textOf(node.attrs.caption);
    const caption = words ? [["caption", { contenteditable: "false" }, words]] : [];
    return ["table", HTMLAttributes, ...caption, ["tbody", 0]];
  },
  addNodeView: () => null,
  addKeyboardShortcuts() {
    return {
      // From the last cell, and back from the first, the key leaves the text as it does elsewhere.
      Tab: () => this.editor.commands.goToNextCell(),
      "Shift-Tab": () => this.editor.commands.goToPreviousCell(),
    };
  },
});

export function textOf(html) {
  return new DOMParser().parseFromString(`<table>${html ?? ""}</table>`, "text/html").body
    .textContent;
}

const BodyTableRow = TableRow.extend({
  addAttributes: () => ({
    head: {
      default: false,
      parseHTML: (row) => row.hasAttribute("data-head") || row.parentElement?.tagName === "THEAD",
      renderHTML: ({ head }) => (head ? { "data-head": "" } : {}),
    },
  }),
});

export const extensions = [
  Document,
  Text,
  Dropcursor,
  Gapcursor,
  History,
  BlockIds,
  LanguageAndDirection,
  FocusAtOnce,
  Paragraph.extend({ addKeyboardShortcuts: noKeys }),
  BodyHeading,
  Blockquote.extend({
    addKeyboardShortcuts() {
      return { Backspace: this.parent().Backspace };
    },
  }),
  BulletList.extend({ addKeyboardShortcuts: noKeys }),
  BodyOrderedList,
  ListItem.extend({
    content: "block+", // a figure may come first
    addKeyboardShortcuts() {
      return { Enter: this.parent().Enter }; // Tab leaves the text; there are tools to move items
    },
  }),
  HardBreak.extend({
    addKeyboardShortcuts() {
      return { "Shift-Enter": this.parent()["Shift-Enter"] };
    },
  }),
  HorizontalRule,
  Figure,
  Embed,
  BodyTable,
  BodyTableRow,
  TableHeader.extend({ addAttributes: () => ({ ...cellAttributes, scope: verbatim("scope") }) }),
  TableCell.extend({ addAttributes: () => cellAttributes }),
  BodyLink,
  Bold,
  Italic,
  Span,
  Cite,
  Code.extend({ excludes: "", addKeyboardShortcuts: noKeys }),
  Subscript.extend({ addKeyboardShortcuts: noKeys }),
  Superscript.extend({ addKeyboardShortcuts: noKeys }),
];
