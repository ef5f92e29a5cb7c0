// Turns the textarea of a body into an editor (see articles/widgets.py). The textarea stays the
// field of the form: its value changes when, and only when, the person changes the text.

import { Editor, Extension, pm } from "../../django_prose_editor/editor.js";
import { element } from "./dialog.js";
import { askEmbed } from "./embed.js";
import { withoutStyles } from "./paste.js";
import { extensions } from "./schema.js";
import { read, write } from "./serialize.js";
import { editLink, makeBar } from "./tools.js";

const CONFIG = "data-django-prose-editor-body";

// A script that puts another text into the textarea says so by a "change" event on it.
export function createEditor(textarea) {
  const config = JSON.parse(textarea.getAttribute(CONFIG));
  const { labels, pictures, embeds } = config;
  const wrapper = element("div", { className: "prose-editor" });
  textarea.before(wrapper);
  wrapper.append(textarea);

  const linkKey = Extension.create({
    name: "linkKey",
    addKeyboardShortcuts: () => ({
      // With nothing to link the key is the page's.
      "Mod-k": ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false;
        editLink(editor, textarea, labels);
        return true;
      },
    }),
  });
  // A page that gives the focus to the text still opens at its top: only a person's act brings
  // the caret into sight.
  let isUntouched = true;
  for (const act of ["keydown", "pointerdown"]) {
    addEventListener(act, () => { isUntouched = false; }, { capture: true, once: true });
  }
  const editor = new Editor({
    element: wrapper,
    extensions: [...extensions, linkKey],
    editable: !(textarea.disabled || textarea.readOnly),
    editorProps: {
      attributes: surfaceAttributes(textarea, labels),
      handleDOMEvents: { focus: restoreCaret, keydown: noticeCaret },
      handleScrollToSelection: () => isUntouched,
      transformPastedHTML: withoutStyles,
    },
    enableInputRules: false, // "- " begins a line of dialogue as often as a list
    enablePasteRules: false,
    injectCSS: false, // static/css/prose.css has what it would inject
  });
  Object.assign(editor.storage.figure, { pictures, label: labels.figure });
  Object.assign(editor.storage.embed, {
    ...embeds,
    ask: (address) => askEmbed(editor, textarea, labels, address),
  });

  let original; // the text as it came, and the document made of it
  const load = () => {
    const doc = read(textarea.value, editor.schema);
    original = { html: textarea.value, doc };
    const { tr } = editor.state;
    tr.replaceWith(0, tr.doc.content.size, doc.content);
    tr.setSelection(pm.state.Selection.atStart(tr.doc));
    editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true));
  };
  const save = () => {
    const { doc } = editor.state;
    textarea.value = doc.eq(original.doc) ? original.html : write(doc);
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  load();
  editor.on("update", save);
  textarea.addEventListener("change", load);
  // Browsers put what was typed back into the fields of a page that is shown again.
  window.addEventListener("pageshow", () => {
    if (textarea.value !== original.html && editor.state.doc.eq(original.doc)) load();
  });
  for (const label of textarea.labels) {
    label.addEventListener("click", () => editor.commands.focus());
  }
  if (editor.options.editable) editor.view.dom.before(makeBar(editor, textarea, config));
  const ready = new CustomEvent("prose-editor:ready", { bubbles: true, detail: { editor } });
  textarea.dispatchEvent(ready);
  return editor;
}

// Who comes back to the text, from a dialog or by Tab, goes on where they were: browsers may put
// the caret at its start instead, and a letter typed before the editor looks again stands there.
function restoreCaret(view) {
  view.focus();
}

// Browsers tell with their next frame that a key has moved the caret. On a busy machine the next
// key may come before: what it cuts, copies or links is what the person has selected by then.
function noticeCaret(view) {
  if (!view.composing) view.domObserver.flush();
}

function surfaceAttributes(textarea, labels) {
  const [label] = textarea.labels;
  const attributes = {
    class: "prose-body",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label ? label.textContent.trim().replace(/:$/, "") : labels.body,
  };
  for (const name of ["lang", "dir", "aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  return attributes;
}

for (const textarea of document.querySelectorAll(`textarea[${CONFIG}]`)) {
  // In the blank row of a formset it is made when the row is.
  if (!textarea.name.includes("__prefix__")) createEditor(textarea);
}
document.addEventListener("formset:added", ({ target }) => {
  target.querySelectorAll(`textarea[${CONFIG}]`).forEach(createEditor);
});
