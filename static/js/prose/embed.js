// A video or post of another site in the text: its address, its title, and perhaps an image of
// the library as its still. Which addresses are allowed the server says (articles/embeds.py).

import { Node, Plugin } from "../../django_prose_editor/editor.js";
import { fill } from "../desk/words.js";
import { button, element } from "./dialog.js";
import { goOnBehind } from "./figure.js";

const IN_WORDS = ["lang", "dir"]; // of the interface, for words that stand in a text

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  priority: 101, // ahead of the figure, whose reference it may carry too
  addStorage: () => ({ providers: [], hint: "", ask: null }),
  addAttributes: () => ({
    address: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-embed"),
      renderHTML: ({ address }) => ({ "data-embed": address }),
    },
    image: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-image"),
      renderHTML: ({ image }) => (image ? { "data-image": image } : {}),
    },
    title: { default: "", parseHTML: (figure) => figure.textContent.trim(), rendered: false },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]", priority: 60 }],
  renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, node.attrs.title],
  addCommands() {
    return {
      // Into the place of one that is selected, else behind the caret.
      setEmbed:
        (attrs) =>
        ({ commands, editor, tr }) =>
          editor.isActive(this.name)
            ? commands.updateAttributes(this.name, attrs)
            : commands.insertContent({ type: this.name, attrs }) && goOnBehind(tr),
    };
  },
  addNodeView() {
    return ({ node, HTMLAttributes }) => {
      const dom = element("figure", {});
      for (const [name, value] of Object.entries(HTMLAttributes)) {
        if (value != null) dom.setAttribute(name, value);
      }
      const still = this.editor.storage.figure.pictures[node.attrs.image];
      if (still) dom.append(Object.assign(new Image(), { src: still, alt: "" }));
      const { address, title } = node.attrs;
      const what = element("small", { textContent: providerOf(this.storage.providers, address)?.label });
      for (const name of IN_WORDS) what[name] = document.documentElement[name];
      dom.append(element("span", {}, [element("strong", { textContent: title }), what]));
      return { dom };
    };
  },
  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin({
        props: {
          handleDoubleClickOn(view, position, node) {
            if (node.type.name !== "embed" || !view.editable) return false;
            storage.ask();
            return true;
          },
          // An address of the list that is pasted into an empty line.
          handlePaste(view, event) {
            const address = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { empty, $from } = view.state.selection;
            const isLine = empty && $from.depth === 1 && $from.parent.content.size === 0;
            if (!isLine || !providerOf(storage.providers, address)) return false;
            storage.ask(address);
            return true;
          },
        },
      }),
    ];
  },
});

export function providerOf(providers, address) {
  return providers.find(({ pattern }) => new RegExp(`^(?:${pattern})$`, "i").test(address ?? ""));
}

// Asks for what to embed, or about the one that is selected. An address that was pasted stays as
// a link where the person leaves the question.
export async function askEmbed(editor, textarea, labels, pasted) {
  const known = editor.isActive("embed") ? editor.getAttributes("embed") : {};
  const answer = await question(editor, textarea, labels, { ...known, ...(pasted && { address: pasted }) });
  const chain = editor.chain().focus();
  if (answer) chain.setEmbed(answer);
  else if (pasted) {
    const href = pasted.includes("://") ? pasted : `https://${pasted}`;
    const link = { type: "link", attrs: { href, article: null } };
    chain.insertContent({ type: "text", text: pasted, marks: [link] });
  }
  chain.run();
}

// Resolves to the attributes of an embed, or to null.
function question(editor, textarea, labels, { address = "", title = "", image = "" }) {
  const { providers, hint } = editor.storage.embed;
  const { pictures } = editor.storage.figure;
  const inputs = {
    address: element("input", { value: address, dir: "ltr", inputMode: "url", autocomplete: "off" }),
    title: element("input", { value: title, lang: textarea.lang, dir: textarea.dir, autocomplete: "off" }),
    image: element("input", { value: image ?? "", inputMode: "numeric", autocomplete: "off" }),
  };
  const notes = {};
  const field = (name, label, help, ...more) => {
    const input = inputs[name];
    const note = (notes[name] = element("span", { className: "prose-note", id: `embed-${name}-note`, textContent: help }));
    input.name = name;
    input.id = `embed-${name}`;
    input.setAttribute("aria-describedby", note.id);
    const row = element("span", { className: "prose-row" }, [input, ...more]);
    return element("div", { className: "prose-field" }, [
      element("label", { htmlFor: input.id, textContent: label }),
      row,
      note,
    ]);
  };
  const thumb = element("img", { alt: "" });
  const choose = element("button", { type: "button", textContent: labels.embedChoose });
  choose.hidden = !document.querySelector("script[data-picker]");
  const form = element("form", { method: "dialog", noValidate: true }, [
    element("h2", { textContent: labels.embedTitle }),
    field("address", labels.embedAddress, ""),
    field("title", labels.embedName, labels.embedNameHelp),
    field("image", labels.embedStill, labels.embedStillHelp, choose, thumb),
    element("p", {}, [button(labels.apply, "apply"), button(labels.cancel, "")]),
  ]);
  const dialog = element("dialog", { className: "prose-dialog", ariaLabel: labels.embedTitle }, [form]);

  const tell = (name, words, isWrong = false) => {
    notes[name].textContent = words;
    notes[name].classList.toggle("is-wrong", isWrong);
    inputs[name].setAttribute("aria-invalid", isWrong);
  };
  const showAddress = () =>
    tell("address", providerOf(providers, inputs.address.value.trim())?.label ?? hint);
  const showStill = () => {
    const source = pictures[inputs.image.value];
    thumb.hidden = !source;
    if (source) thumb.src = source;
  };
  inputs.address.addEventListener("input", showAddress);
  inputs.title.addEventListener("input", () => tell("title", labels.embedNameHelp));
  inputs.image.addEventListener("input", () => {
    tell("image", labels.embedStillHelp);
    showStill();
  });
  choose.addEventListener("click", () => {
    const onPick = (picked) => {
      if (picked) inputs.image.value = picked.id;
      showStill();
      choose.focus();
    };
    const detail = { editor, labels, onPick };
    textarea.dispatchEvent(new CustomEvent("prose:image", { bubbles: true, cancelable: true, detail }));
  });
  notes.address.setAttribute("role", "status");

  const read = () => ({
    address: inputs.address.value.trim(),
    title: inputs.title.value.trim(),
    image: inputs.image.value.trim() || null,
  });
  const wrong = ({ address, title, image }) => {
    if (!providerOf(providers, address)) return ["address", fill(labels.embedRefused, { address })];
    if (!title) return ["title", labels.embedUntitled];
    if (image && !/^[1-9]\d*$/.test(image)) return ["image", labels.embedNoNumber];
    return null;
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "") return;
    const found = wrong(read());
    if (!found) return;
    event.preventDefault();
    const [name, words] = found;
    tell(name, words, true);
    inputs[name].focus();
  });

  showAddress();
  showStill();
  document.body.append(dialog);
  dialog.showModal();
  (address ? inputs.title : inputs.address).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "apply" ? read() : null);
    });
  });
}
