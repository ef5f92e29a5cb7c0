// The tools above the text: one tab stop, arrows inside, Escape back to the text.

import { makeCount } from "./count.js";
import { ask, element } from "./dialog.js";
import { askEmbed } from "./embed.js";
import { icon } from "./icons.js";
import { textOf } from "./schema.js";

// Scripts whose letters slant; in the others there is no italic tool.
const SLANTED = ["Latn", "Cyrl", "Grek"];

const inList = (editor) => editor.isActive("listItem");
const inTable = (editor) => editor.isActive("table");

// What each does to a chain of commands, or to the editor; whether it is on; where it is shown.
const TOOLS = [
  [
    toggle("heading", (chain) => chain.toggleHeading({ level: 2 }), "heading", { level: 2 }),
    toggle("subheading", (chain) => chain.toggleHeading({ level: 3 }), "heading", { level: 3 }),
  ],
  [
    toggle("bold", (chain) => chain.toggleBold()),
    { ...toggle("italic", (chain) => chain.toggleItalic()), fits: isSlanted },
    { name: "link", act: editLink },
  ],
  [
    toggle("bulletList", (chain) => chain.toggleBulletList()),
    toggle("orderedList", (chain) => chain.toggleOrderedList()),
    { name: "indent", run: (chain) => chain.sinkListItem("listItem"), shown: inList },
    { name: "outdent", run: (chain) => chain.liftListItem("listItem"), shown: inList },
    toggle("quote", (chain) => chain.toggleBlockquote(), "blockquote"),
  ],
  [
    { name: "image", act: insertImage },
    { name: "embed", act: askEmbed },
    { name: "table", run: (chain) => chain.insertTable({ withHeaderRow: true }) },
    { name: "rule", run: (chain) => chain.setHorizontalRule() },
  ],
  [
    { name: "addRow", run: (chain) => chain.addRowAfter(), shown: inTable },
    { name: "deleteRow", run: (chain) => chain.deleteRow(), shown: inTable },
    { name: "addColumn", run: (chain) => chain.addColumnAfter(), shown: inTable },
    { name: "deleteColumn", run: (chain) => chain.deleteColumn(), shown: inTable },
    {
      ...toggle("headerCell", (chain) => chain.toggleHeaderCell(), "tableHeader"),
      shown: inTable,
    },
    { name: "caption", act: editCaption, shown: inTable },
    { name: "deleteTable", run: (chain) => chain.deleteTable(), shown: inTable },
  ],
  [
    { name: "undo", run: (chain) => chain.undo() },
    { name: "redo", run: (chain) => chain.redo() },
  ],
];

function toggle(name, run, node = name, attributes = {}) {
  return { name, run, isOn: (editor) => editor.isActive(node, attributes) };
}

function isSlanted(language) {
  try {
    return SLANTED.includes(new Intl.Locale(language).maximize().script);
  } catch {
    return true; // no language is known
  }
}

// The bar above the text: the tools, and how long the text is.
export function makeBar(editor, textarea, { labels, reading }) {
  return element("div", { className: "prose-bar" }, [
    makeTools(editor, textarea, labels),
    makeCount(editor, textarea, reading),
  ]);
}

function makeTools(editor, textarea, labels) {
  const toolbar = element("div", { className: "prose-tools" });
  toolbar.setAttribute("role", "toolbar");
  toolbar.setAttribute("aria-label", labels.tools);
  const buttons = new Map();
  for (const group of TOOLS) {
    const row = element("div", {});
    for (const tool of group) {
      if (tool.fits && !tool.fits(textarea.lang)) continue;
      const button = makeButton(tool, labels[tool.name]);
      button.addEventListener("click", ({ detail }) => {
        if (tool.act) return tool.act(editor, textarea, labels);
        // By mouse one goes on writing, by key one stays among the tools.
        const chain = detail ? editor.chain().focus() : editor.chain();
        tool.run(chain).run();
      });
      buttons.set(tool, button);
      row.append(button);
    }
    toolbar.append(row);
  }
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
  toolbar.addEventListener("keydown", (event) => moveAmong(event, toolbar, editor));
  const update = () => {
    for (const [tool, button] of buttons) {
      if (tool.isOn) button.setAttribute("aria-pressed", tool.isOn(editor));
      if (tool.shown) button.hidden = !tool.shown(editor);
    }
    keepOneTabStop(toolbar);
  };
  editor.on("transaction", update);
  update();
  return toolbar;
}

function makeButton({ name }, label) {
  const button = element("button", { type: "button", title: label, tabIndex: -1 }, [icon(name)]);
  button.setAttribute("aria-label", label);
  button.dataset.tool = name;
  return button;
}

function visible(toolbar) {
  return [...toolbar.querySelectorAll("button:not([hidden])")];
}

function keepOneTabStop(toolbar, chosen = toolbar.querySelector('button[tabindex="0"]')) {
  const buttons = visible(toolbar);
  const stop = buttons.includes(chosen) ? chosen : buttons[0];
  for (const button of toolbar.querySelectorAll("button")) {
    button.tabIndex = button === stop ? 0 : -1;
  }
  return stop;
}

function moveAmong(event, toolbar, editor) {
  const buttons = visible(toolbar);
  const here = buttons.indexOf(document.activeElement);
  const forward = getComputedStyle(toolbar).direction === "rtl" ? -1 : 1;
  const places = {
    ArrowRight: here + forward,
    ArrowLeft: here - forward,
    Home: 0,
    End: buttons.length - 1,
  };
  if (event.key === "Escape") editor.commands.focus();
  else if (event.key in places) {
    keepOneTabStop(toolbar, buttons.at(places[event.key] % buttons.length)).focus();
  } else return;
  event.preventDefault();
}

// A script that has a better question than ours answers this event and prevents its default.
function isAnsweredElsewhere(textarea, name, detail) {
  const event = new CustomEvent(name, { bubbles: true, cancelable: true, detail });
  return !textarea.dispatchEvent(event);
}

export async function editLink(editor, textarea, labels) {
  if (isAnsweredElsewhere(textarea, "prose:link", { editor, labels })) return;
  const { href, article } = editor.getAttributes("link");
  const isLink = editor.isActive("link");
  const answer = await ask({
    title: labels.linkTitle,
    field: labels.linkField,
    value: article ?? href ?? "",
    extra: isLink ? labels.unlink : null,
    labels,
  });
  if (answer === null) return editor.commands.focus();
  setLink(editor, answer ? linkTo(answer) : null, answer);
}

// Links the words that are selected, or the link that the caret is in; where there is neither,
// words of their own. No target removes the link.
export function setLink(editor, target, words) {
  const chain = editor.chain().focus();
  if (!target) return chain.extendMarkRange("link").unsetLink().run();
  if (editor.state.selection.empty && !editor.isActive("link")) {
    const link = { type: "link", attrs: target };
    return chain.insertContent({ type: "text", text: words, marks: [link] }).run();
  }
  chain.extendMarkRange("link").setLink(target).run();
}

// What was meant by what was typed: a number is one of our articles.
export function linkTo(answer) {
  if (/^[1-9]\d*$/.test(answer)) return { href: null, article: answer };
  if (/^[^\s:/?#]+@[^\s:/?#]+$/.test(answer)) return { href: `mailto:${answer}`, article: null };
  const isDomain = /^[^\s:/?#]+\.[^\s:/?#]+([:/?#]|$)/.test(answer);
  return { href: isDomain ? `https://${answer}` : answer, article: null };
}

async function insertImage(editor, textarea, labels) {
  if (isAnsweredElsewhere(textarea, "prose:image", { editor, labels })) return;
  const answer = await ask({ title: labels.imageTitle, field: labels.imageField, labels });
  const chain = editor.chain().focus();
  if (/^[1-9]\d*$/.test(answer ?? "")) chain.insertFigure(answer);
  chain.run();
}

async function editCaption(editor, textarea, labels) {
  const value = textOf(editor.getAttributes("table").caption);
  const answer = await ask({
    title: labels.captionTitle,
    field: labels.captionField,
    value,
    labels,
  });
  const chain = editor.chain().focus();
  if (answer !== null && answer !== value) {
    const caption = answer && element("caption", { textContent: answer }).outerHTML;
    chain.updateAttributes("table", { caption: caption || null });
  }
  chain.run();
}
