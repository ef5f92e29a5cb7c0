/* "Find or do": a dialog over any page, opened by Ctrl-K (⌘K on Apple machines) or its button.
   The server finds (desk/finding.py) and says how much; this shows it, and goes there. */

import { isApple, isKey } from "./keys.js";

const PAUSE = 120; // ms without a key before the server is asked
const PATIENCE = 400; // ms before a wait is said in words

const dialog = document.getElementById("palette");
const input = dialog.querySelector("[role=combobox]");
const list = dialog.querySelector("[role=listbox]");
const said = dialog.querySelector("[role=status]");
const words = dialog.dataset;
const everywhere = list.querySelector("[data-everywhere]");

let current = null; // the option that Enter goes to
let asked = null; // the question that is under way: { query, controller, … }
let place = null; // where the person was

// --- Opening and closing -------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-palette]")) {
  button.setAttribute("role", "button");
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
}

// Before anything on the page hears of it; words selected in an editor are to become a link.
document.addEventListener("keydown", (event) => {
  if (!isKey(event, "k") || wordsAreSelectedInAnEditor()) return;
  if (document.querySelector("dialog:modal:not(#palette)")) return;
  event.preventDefault();
  event.stopPropagation();
  if (dialog.open) input.select();
  else open();
}, { capture: true });

function wordsAreSelectedInAnEditor() {
  return document.activeElement?.closest(".ProseMirror") && !getSelection().isCollapsed;
}

function open() {
  const { activeElement } = document;
  place = { element: activeElement, selection: selectionIn(activeElement) };
  input.value = "";
  said.textContent = "";
  showActs();
  dialog.showModal();
  input.focus();
}

dialog.addEventListener("close", () => {
  cancel();
  if (!place) return;
  const { element, selection } = place;
  place = null;
  element?.focus({ preventScroll: true });
  if (selection) getSelection().setBaseAndExtent(...selection);
});
dialog.querySelector(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // beside it
});
window.addEventListener("pagehide", () => dialog.close());

// A field keeps its caret; in an editor it is the document's selection.
function selectionIn(element) {
  const selection = getSelection();
  if (!element?.isContentEditable || !selection.anchorNode) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return [anchorNode, anchorOffset, focusNode, focusOffset];
}

// --- Finding -------------------------------------------------------------------------------

input.addEventListener("input", () => {
  cancel();
  const query = input.value.trim();
  if (!query) {
    said.textContent = "";
    showActs();
    return;
  }
  const controller = new AbortController();
  asked = { query, controller };
  asked.pause = setTimeout(() => ask(asked), PAUSE);
  asked.patience = setTimeout(() => { said.textContent = words.searching; }, PAUSE + PATIENCE);
});

function cancel() {
  clearTimeout(asked?.pause);
  clearTimeout(asked?.patience);
  asked?.controller.abort();
  asked = null;
}

async function ask(question) {
  const here = actsOfThisPage().filter((act) => hasWords(act.label, question.query));
  const address = new URL(words.url, location.href);
  address.search = new URLSearchParams({ q: question.query, also: here.length });
  let answer;
  try {
    const response = await fetch(address, {
      signal: question.controller.signal,
      headers: { Accept: "application/json" },
    });
    answer = await response.json(); // a page to sign in on is none
  } catch (error) {
    if (error.name === "AbortError") return;
    cancel();
    said.textContent = words.failed;
    return;
  }
  if (question !== asked) return;
  const { enter } = question;
  cancel();
  show(here, answer.groups.map(groupOf), answer.said);
  if (enter && current?.href) go(current, enter.isElsewhere);
}

// --- Showing -------------------------------------------------------------------------------

function showActs() {
  const here = actsOfThisPage();
  const own = new Set(here.map(({ element }) => element.href));
  for (const act of everywhere.querySelectorAll("[role=option]")) act.hidden = own.has(act.href);
  list.replaceChildren(...groupsHere(here), everywhere);
  choose(null); // or Enter would publish what somebody only wanted to look up
}

function show(here, groups, sentence) {
  const acts = groups.filter((group) => group.dataset.kind === "act");
  const found = groups.filter((group) => group.dataset.kind !== "act");
  list.replaceChildren(...found, ...groupsHere(here), ...acts);
  list.scrollTop = 0;
  said.textContent = sentence;
  choose(list.querySelector("[role=option]"));
}

function groupsHere(acts) {
  if (!acts.length) return [];
  return [group("here", words.here, acts.map(({ label, element }, index) => {
    const made = option(`palette-here-${index}`, "act", element.href);
    made.append(icon("act"), text(label));
    made.element = element;
    return made;
  }))];
}

function groupOf({ kind, title, results }) {
  return group(kind, title, results.map((result) => {
    const made = option(`palette-${kind}-${result.id}`, kind, result.url);
    const shown = text(result.text, result);
    const own = result.marks.find((mark) => mark.code === result.lang.slice(0, 2));
    if (own) made.append(mark(own));
    else if (result.image) made.append(make("img", { src: result.image, alt: "" }));
    else made.append(icon(result.icon));
    made.append(shown);
    if (result.marks.length) made.append(marks(result.marks));
    if (result.detail) {
      const detail = make("span", { className: "palette-detail", textContent: result.detail });
      detail.dir = "auto";
      made.append(" ", detail);
    }
    return made;
  }));
}

function group(kind, title, options) {
  const made = make("div", { role: "group", ariaLabel: title });
  made.dataset.kind = kind;
  const heading = make("div", { className: "palette-title", textContent: title });
  heading.ariaHidden = "true";
  made.append(heading, ...options);
  return made;
}

function option(id, kind, href) {
  const made = make(href ? "a" : "div", { id, role: "option", tabIndex: -1 });
  if (href) made.href = href;
  made.ariaSelected = "false";
  made.dataset.kind = kind;
  return made;
}

// The text in its language, with the words that were looked for underlined.
function text(words, { lang, dir } = {}) {
  const made = make("span", { className: "palette-text" });
  if (lang) Object.assign(made, { lang, dir });
  const terms = plain(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  for (const part of words.split(/(?<=[^\p{L}\p{N}\p{M}])|(?=[^\p{L}\p{N}\p{M}])/u)) {
    const isHit = terms.some((term) => isUnspaced(part) ? plain(part).includes(term) : plain(part).startsWith(term));
    made.append(isHit ? make("b", { textContent: part }) : part);
  }
  return made;
}

function marks(all) {
  const made = make("span", { className: "palette-marks" });
  const hidden = all.filter(({ mark }) => mark !== "missing").map(({ label }) => label);
  made.append(
    ...all.map(mark),
    make("span", { className: "visually-hidden", textContent: ` ${hidden.join(", ")} ` }),
  );
  return made;
}

function mark({ mark: name, label }) {
  const drawn = drawing(`${words.marks}#${name}`, `mark mark-${name}`);
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = label;
  drawn.prepend(title);
  return drawn;
}

function icon(name) {
  return drawing(`${words.icons}#${name}`, "icon");
}

function drawing(address, className) {
  const [svg, use] = ["svg", "use"].map((name) =>
    document.createElementNS("http://www.w3.org/2000/svg", name));
  use.setAttribute("href", address);
  svg.setAttribute("class", className);
  svg.setAttribute("width", "16");
  svg.setAttribute("height", "16");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

// --- Choosing ------------------------------------------------------------------------------

function choose(option) {
  current?.setAttribute("aria-selected", "false");
  current = option;
  list.hidden = !list.querySelector("[role=option]");
  input.setAttribute("aria-expanded", String(!list.hidden));
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const options = [...list.querySelectorAll("[role=option]:not([hidden])")];
    const at = options.indexOf(current);
    const next = at < 0 && step < 0 ? -1 : (at + step) % options.length;
    if (options.length) choose(options.at(next));
  } else if (event.key === "Enter") {
    event.preventDefault();
    const isElsewhere = isApple ? event.metaKey : event.ctrlKey;
    if (asked) asked.enter = { isElsewhere }; // for what was typed, not for what is still shown
    else go(current, isElsewhere);
  }
});

list.addEventListener("mousemove", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && option !== current) choose(option);
});

// The field keeps the focus; a click with a key held is the browser's own.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(option, false);
});

function go(option, isElsewhere) {
  if (!option) return;
  if (isElsewhere && option.href) {
    window.open(option.href, "_blank", "noopener");
    return;
  }
  const { element } = option;
  dialog.close();
  if (element) element.click();
  else location.assign(option.href);
}

// --- What the page itself offers -----------------------------------------------------------

function actsOfThisPage() {
  return [...document.querySelectorAll("[data-act]")]
    .filter((element) => !element.disabled && element.checkVisibility())
    .map((element) => ({ element, label: element.dataset.actLabel || element.textContent.trim() }));
}

function hasWords(label, query) {
  return plain(query).split(/\s+/).every((term) => plain(label).includes(term));
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function isUnspaced(text) {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
}
