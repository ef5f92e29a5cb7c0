// Chooses an image from the library without leaving the page: for a field of a form, or for the
// text of an editor. The dialog's content comes from the server (templates/admin/images/image).

import { mountFocal, showFocus } from "./focal.js";
import { mountUpload } from "./upload.js";

const { picker: address, failed, close } = document.querySelector("script[data-picker]").dataset;
const pickers = new Map(); // by language: what was typed stays, also where the dialog is left

// The chosen image as { id, thumb, credit, name }, or null where the person left the dialog.
export async function pick(language) {
  if (!pickers.has(language)) pickers.set(language, await makePicker(language));
  const picker = pickers.get(language);
  if (picker.isBroken) pickers.delete(language);
  return picker.open();
}

async function fetchPart(url, options = {}) {
  const response = await fetch(url, options);
  const html = await response.text();
  if (response.redirected || ![200, 422].includes(response.status)) throw new Error(response.status);
  return { isValid: response.ok, html };
}

async function makePicker(language) {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-labelledby", "picker-title");
  const query = new URLSearchParams({ language });
  try {
    dialog.innerHTML = (await fetchPart(`${address}?${query}`)).html;
  } catch {
    return brokenPicker(dialog);
  }
  for (const old of document.querySelectorAll("dialog.picker")) old.remove(); // ids are unique
  pickers.clear();
  document.body.append(dialog);
  return new Picker(dialog, language);
}

function brokenPicker(dialog) {
  const words = Object.assign(document.createElement("p"), { textContent: failed });
  const button = Object.assign(document.createElement("button"), { textContent: close });
  words.id = "picker-title";
  button.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(words, button);
  const open = () =>
    new Promise((resolve) => {
      document.body.append(dialog);
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(null);
      });
      dialog.showModal();
    });
  return { isBroken: true, open };
}

class Picker {
  constructor(dialog, language) {
    this.dialog = dialog;
    this.language = language;
    this.forms = new Map(); // the details that were looked at, with what was typed into them
    this.find = (selector) => dialog.querySelector(selector);
    this.search = this.find("[data-search]");
    this.results = this.find("[data-results]");
    this.details = this.find("[data-details]");
    this.note = this.find("[data-note]");
    this.listen();
    showFocus(this.results);
  }

  open() {
    this.note.textContent = "";
    this.showStep("library");
    this.dialog.showModal();
    this.search.q.focus();
    this.search.q.select();
    return new Promise((resolve) => {
      this.answer = null;
      this.dialog.addEventListener("close", () => resolve(this.answer), { once: true });
    });
  }

  listen() {
    for (const button of this.dialog.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => this.dialog.close());
    }
    let typed;
    this.search.addEventListener("input", () => {
      clearTimeout(typed);
      typed = setTimeout(() => this.load(), 150);
    });
    this.search.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typed);
      this.load();
    });
    this.results.addEventListener("change", ({ target }) => this.choose(target.value));
    this.results.addEventListener("click", (event) => {
      if (event.target.closest("[data-older]")) this.addOlder(event.target);
      if (event.target.closest("[data-upload-instead]")) this.find("[data-choose]").click();
      // A press of the pointer goes on to the details, where there is no room for both.
      if (event.target.closest("label") && event.detail) this.showStep("details");
    });
    this.results.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.name !== "picked") return;
      event.preventDefault();
      this.choose(event.target.value).then(() => this.goOn());
    });
    this.find("[data-use]").addEventListener("click", () => this.use());
    this.find("[data-next]").addEventListener("click", () => this.goOn());
    this.find("[data-back]").addEventListener("click", () => {
      this.showStep("library");
      (this.results.querySelector(":checked") ?? this.search.q).focus();
    });
    this.details.addEventListener("submit", (event) => {
      event.preventDefault();
      this.use();
    });
    this.details.addEventListener("input", () => this.adviseOnAlt());
    const upload = this.find("[data-upload]");
    if (upload) {
      mountUpload(upload, {
        zone: this.dialog,
        isHere: () => this.dialog.open,
        onUploaded: ({ id }) => this.showNew(id),
        onPick: (id) => this.choose(id).then(() => this.showStep("details", { isAsked: true })),
      });
    }
  }

  // --- Pictures ---

  get query() {
    const query = new URLSearchParams({ language: this.language, part: "results" });
    query.set("q", this.search.q.value);
    if (this.search.show.value) query.set(this.search.show.value, "on");
    return query;
  }

  async load() {
    this.loading?.abort();
    this.loading = new AbortController();
    try {
      const { html } = await fetchPart(`${address}?${this.query}`, { signal: this.loading.signal });
      this.results.innerHTML = html;
      this.told(this.results.firstElementChild);
      this.mark();
    } catch (error) {
      if (error.name !== "AbortError") this.note.textContent = this.words("failed");
    }
  }

  async addOlder(button) {
    try {
      const query = new URLSearchParams(button.dataset.older);
      query.set("part", "results");
      const { html } = await fetchPart(`${address}?${query}`);
      const page = Object.assign(document.createElement("template"), { innerHTML: html }).content;
      const [first] = page.children;
      button.replaceWith(page);
      this.told(first);
      first.querySelector("input")?.focus();
    } catch {
      this.note.textContent = this.words("failed");
    }
  }

  told(page) {
    this.find("[data-results-status]").textContent = page.dataset.status;
    showFocus(page);
  }

  async showNew(id) {
    this.search.q.value = "";
    this.search.show.value = "";
    await this.load();
    await this.choose(String(id));
  }

  mark() {
    for (const radio of this.results.querySelectorAll("[name=picked]")) {
      radio.checked = radio.value === this.chosen;
    }
  }

  // --- The chosen one ---

  async choose(id) {
    this.chosen = id;
    this.mark();
    this.note.textContent = "";
    if (!this.forms.has(id)) {
      try {
        const { html } = await fetchPart(this.addressOf(id));
        this.forms.set(id, html);
      } catch {
        this.note.textContent = this.words("failed");
        return;
      }
    }
    if (this.chosen === id) this.showDetails(id);
  }

  addressOf(id) {
    return `${address}${id}/?${new URLSearchParams({ language: this.language })}`;
  }

  showDetails(id) {
    const known = this.forms.get(id);
    if (typeof known === "string") {
      this.details.innerHTML = known;
      const form = this.details.firstElementChild;
      form.typed = serialize(form);
      this.forms.set(id, form);
      mountFocal(form);
    } else {
      this.details.replaceChildren(known);
    }
    this.details.scrollTop = 0;
    this.adviseOnAlt();
  }

  get form() {
    return this.details.querySelector("[data-details-form]");
  }

  adviseOnAlt() {
    const advice = this.details.querySelector("[data-needs-alt]");
    if (!advice) return;
    const alt = this.form.querySelector("[name^=alt_text]");
    const isDecorative = this.form.querySelector("[name=is_decorative]")?.checked;
    advice.hidden = !alt || Boolean(alt.value.trim()) || isDecorative;
  }

  showStep(step, { isAsked = false } = {}) {
    this.dialog.dataset.step = step;
    if (step === "details" && isAsked) {
      (this.details.querySelector("[name^=alt_text]") ?? this.details).focus();
    }
  }

  // From the pictures: on to the details where they are the next step, else done.
  async goOn() {
    if (!this.chosen) {
      this.note.textContent = this.words("none");
      return;
    }
    if (this.isInSteps && this.dialog.dataset.step !== "details") {
      this.showStep("details", { isAsked: true });
      return;
    }
    await this.use();
  }

  get isInSteps() {
    return getComputedStyle(this.find("[data-next]")).display !== "none";
  }

  async use() {
    const { form } = this;
    if (!this.chosen || !form) {
      this.note.textContent = this.words("none");
      return;
    }
    if (serialize(form) !== form.typed && !(await this.save(form))) return;
    const { id, thumb, credit, name } = this.form.dataset;
    this.answer = { id, thumb, credit, name };
    this.dialog.close();
  }

  // Whether what was typed is kept; what is wrong is shown beside it.
  async save(form) {
    const id = this.chosen;
    try {
      const body = new FormData(form);
      const { isValid, html } = await fetchPart(this.addressOf(id), { method: "POST", body });
      this.forms.set(id, html);
      this.showDetails(id);
      if (isValid) return true;
      this.form.typed = null; // what is on the page is not what is kept
      this.showStep("details");
      this.note.textContent = this.words("wrong");
      this.details.querySelector("[aria-invalid=true]")?.focus();
    } catch {
      this.note.textContent = this.words("failed");
    }
    return false;
  }

  words(name) {
    return this.find(`[data-words-${name}]`).content.textContent;
  }
}

function serialize(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

// --- For a field of a form -----------------------------------------------------------------

function mountChoice(choice) {
  const input = choice.querySelector("input");
  const button = choice.querySelector("[data-pick-image]");
  const none = choice.querySelector("[data-no-image]");
  const chosen = choice.querySelector("[data-chosen]");
  const show = (image) => {
    chosen.hidden = !image;
    none.hidden = !input.value;
    if (!image) return;
    chosen.querySelector("img").src = image.thumb;
    chosen.querySelector("[data-chosen-credit]").textContent = image.credit;
  };
  const set = (value, image) => {
    input.value = value;
    show(image);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  none.hidden = !input.value;
  button?.setAttribute("role", "button");
  button?.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      button.click();
    }
  });
  button?.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the library in another tab
    event.preventDefault();
    const image = await pick(languageOf(choice));
    button.focus();
    if (image) set(image.id, image);
  });
  none.addEventListener("click", () => {
    set("", null);
    (button ?? input).focus();
  });
}

// The language of the texts beside the field.
function languageOf(choice) {
  const text = choice.closest("form")?.querySelector("textarea[lang], input[lang], .paper [lang]");
  return text?.lang ?? document.documentElement.lang;
}

document.querySelectorAll("[data-image-choice]").forEach(mountChoice);

// --- For the text of an editor ---------------------------------------------------------------

document.addEventListener("prose:image", async (event) => {
  event.preventDefault();
  const { editor, onPick } = event.detail;
  const image = await pick(event.target.lang || document.documentElement.lang);
  if (image) editor.storage.figure.pictures[image.id] = image.thumb;
  if (onPick) return onPick(image); // for another question of the editor's
  const chain = editor.chain().focus();
  if (image) chain.insertFigure(image.id);
  chain.run();
});
