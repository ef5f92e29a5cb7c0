// "Link these words to…": one of our stories, found as one types, or an address. Answers the
// editor's question on pages whose form says where to find (data-find).

import { linkTo, setLink } from "../prose/tools.js";
import { element } from "../prose/dialog.js";
import { combobox } from "./combobox.js";
import { icon } from "./icons.js";
import { fill } from "./words.js";

const ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;

document.addEventListener("prose:link", (event) => {
  const { form } = event.target;
  if (!form?.dataset.find) return;
  event.preventDefault();
  const { editor, labels } = event.detail;
  const { href, article } = editor.getAttributes("link");
  const { from, to } = editor.state.selection;
  const quoted = editor.state.doc.textBetween(from, to, " ");

  const close = element("button", { type: "submit", value: "", className: "dialog-close" });
  close.append(icon("close"));
  close.ariaLabel = labels.close;
  const input = element("input", { id: "link-to", type: "text", dir: "auto", value: article ?? href ?? "" });
  const label = element("label", { htmlFor: input.id, textContent: labels.linkSearch });
  const acts = element("p", {});
  if (editor.isActive("link")) {
    acts.append(element("button", { type: "submit", value: "unlink", textContent: labels.unlink }));
  }
  acts.append(element("button", { type: "submit", value: "", textContent: labels.cancel }));
  const words = element("p", { className: "dialog-words", lang: event.target.lang, dir: event.target.dir });
  words.textContent = quoted;
  const dialog = element("dialog", { className: "prose-dialog link-dialog", ariaLabel: labels.linkTitle }, [
    element("form", { method: "dialog" }, [
      element("div", { className: "dialog-head" }, [element("h2", { textContent: labels.linkTitle }), close]),
      ...(quoted ? [words] : []),
      label,
      input,
      acts,
    ]),
  ]);
  dialog.dataset.words = form.dataset.words;
  document.body.append(dialog);
  dialog.showModal();

  const link = (target, fallback) => {
    dialog.close(); // which gives the focus back at once
    setLink(editor, target, fallback);
  };
  combobox(input, {
    url: form.dataset.find,
    kinds: "article",
    language: form.dataset.language,
    extra: (typed) => {
      const target = linkTo(typed);
      if (!ADDRESS.test(target.href ?? "")) return [];
      return [{ text: fill(labels.linkAddress, { address: target.href }), href: target.href }];
    },
    onPick: (found) =>
      found.href
        ? link({ href: found.href, article: null }, input.value.trim())
        : link({ href: null, article: String(found.id) }, found.text),
  });
  input.select();
  // A form has one button that Enter presses: here Enter only picks.
  input.addEventListener("keydown", (press) => press.key === "Enter" && press.preventDefault());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "unlink") setLink(editor, null);
    else editor.commands.focus();
  });
});
