// A text field that finds as one types: the combobox with a list of the ARIA practices, fed by
// the desk's finder (/admin/find/). The focus stays in the field.
//
// The words that it shows and speaks are in data-words of the field or of what holds it, as
// {% combobox_words %} writes them.
//
// Declared in a page: <input data-combobox="author" data-url="/admin/find/" data-into="id_author">
// puts the id of what was picked into the other field, and empties that when one types on.

import { counted, fill } from "./words.js";

const PAUSE = 120; // ms without a key before the finder is asked
const LONG = 400; // ms before waiting is worth a word

let made = 0;

// `kinds` and `language` are the finder's. `onPick(result)` is told what was picked; it may return
// the text that stays in the field ("" where none is said). `create`, {url, label}, adds a last
// option that makes what was typed: it posts `name` and `language` to the address, which answers
// {"result": …} or, refused, {"error": …}. `extra(text)` gives options that come before all found.
// Returns {find, close}.
export function combobox(input, { url, kinds = "", language = "", onPick, create, extra }) {
  const words = JSON.parse(input.closest("[data-words]")?.dataset.words ?? "{}");
  const id = input.id || `combobox-${(made += 1)}`;
  const box = element("div", { className: "combobox" });
  const list = element("div", { className: "combobox-list", id: `${id}-list`, hidden: true });
  const status = element("div", { className: "combobox-status visually-hidden" });
  const refusal = element("p", { className: "combobox-refusal", hidden: true });
  const hasFocus = document.activeElement === input;
  input.replaceWith(box);
  box.append(input, list, status, refusal);
  if (hasFocus) input.focus();

  list.role = "listbox";
  list.ariaLabel = input.labels?.[0]?.textContent.trim() || input.ariaLabel || "";
  status.role = "status";
  refusal.role = "alert";
  input.role = "combobox";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.ariaAutoComplete = "list";
  input.ariaExpanded = "false";
  input.setAttribute("aria-controls", list.id);

  let options = []; // what can be picked: {element, pick}
  let active = -1;
  let shownFor = null; // the text that the list answers
  let pickOnArrival = false;
  let timer, patience, asking;

  const text = () => input.value.trim();
  const isOpen = () => !list.hidden;

  function open() { // where there is something to show
    list.hidden = options.length === 0;
    input.ariaExpanded = String(isOpen());
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    pickOnArrival = false;
    activate(-1);
    options = [];
    shownFor = null;
    list.replaceChildren();
    open();
  }

  function activate(index) {
    options[active]?.element.removeAttribute("aria-selected");
    active = index;
    const option = options[active]?.element;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function say(sentence = "") {
    status.textContent = sentence;
    status.classList.toggle("visually-hidden", !sentence || options.length > 0);
  }

  async function find() {
    clearTimeout(timer);
    asking?.abort();
    const request = (asking = new AbortController());
    const asked = text();
    clearTimeout(patience);
    patience = setTimeout(() => say(words.searching), LONG);
    try {
      const query = new URLSearchParams({ q: asked });
      if (kinds) query.set("kinds", kinds);
      if (language) query.set("language", language);
      const response = await fetch(`${url}?${query}`, {
        headers: { Accept: "application/json" },
        signal: request.signal,
      });
      if (!response.ok) throw new Error(response.status);
      show((await response.json()).groups, asked);
    } catch (error) {
      if (error.name === "AbortError") return;
      show([], asked);
      say(words.failed);
    } finally {
      if (request === asking) clearTimeout(patience);
    }
  }

  function show(groups, asked) {
    shownFor = asked;
    options = [];
    list.replaceChildren();
    if (asked && extra) for (const one of extra(asked)) list.append(optionFor(one, () => picked(one)));
    let found = 0;
    for (const { title, results } of groups) {
      const holder = groups.length > 1 ? groupOf(title) : list;
      for (const result of results) holder.append(optionFor(result, () => picked(result)));
      found += results.length;
    }
    const isThere = groups.some(({ results }) => results.some((one) => isSame(one.text, asked)));
    if (asked && create && !isThere) {
      const offer = { text: fill(create.label, { name: asked }) };
      list.append(optionFor(offer, () => make(asked), "combobox-create"));
    }
    open();
    activate(asked && options.length ? 0 : -1);
    say(words.results && (found || asked) ? counted(words.results, found) : "");
    if (found === 0 && asked && words.none) say(fill(words.none, { text: asked }));
    if (pickOnArrival) {
      pickOnArrival = false;
      options[active]?.pick();
    }
  }

  function groupOf(title) {
    const group = element("div", {}, [element("div", { className: "combobox-group", textContent: title })]);
    group.role = "group";
    group.ariaLabel = title;
    group.firstChild.ariaHidden = "true";
    list.append(group);
    return group;
  }

  function optionFor({ text: name, lang, dir, detail, marks, image }, pick, className = "") {
    const option = element("div", { className: `combobox-option ${className}`.trim() });
    option.role = "option";
    option.id = `${id}-option-${options.length}`;
    if (image) option.append(Object.assign(new Image(), { src: image, alt: "" }));
    const mark = marks?.find(({ code }) => code === language);
    if (mark && words.marks) option.append(...markOf(mark));
    const called = element("span", { className: "combobox-text", textContent: name });
    if (lang) called.lang = lang;
    if (dir) called.dir = dir;
    option.append(called);
    if (detail) option.append(element("span", { className: "combobox-detail", textContent: detail }));
    const index = options.push({ element: option, pick }) - 1;
    option.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus
    option.addEventListener("mousemove", () => index !== active && activate(index));
    option.addEventListener("click", pick);
    return option;
  }

  function markOf({ mark, label }) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS(svg.namespaceURI, "use");
    svg.setAttribute("class", `mark mark-${mark}`);
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${words.marks}#${mark}`);
    svg.append(use);
    return [svg, element("span", { className: "visually-hidden", textContent: `${label} ` })];
  }

  function picked(result) {
    close();
    say();
    refuse();
    input.value = onPick(result) ?? "";
  }

  async function make(name) {
    const data = new FormData();
    data.set("name", name);
    data.set("language", language);
    data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    close();
    try {
      const response = await fetch(create.url, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
      });
      const answer = await response.json();
      if (response.ok) picked(answer.result);
      else refuse(answer.error);
    } catch {
      refuse(words.failed);
    }
  }

  function refuse(sentence = "") {
    refusal.textContent = sentence;
    refusal.hidden = !sentence;
  }

  function move(step) {
    const count = options.length;
    if (active === -1) return activate(step > 0 ? 0 : count - 1);
    activate((active + step + count) % count);
  }

  const keys = {
    ArrowDown: () => (isOpen() ? move(1) : find()),
    ArrowUp: () => (isOpen() ? move(-1) : find()),
    Home: () => activate(0),
    End: () => activate(options.length - 1),
    Enter: () => {
      if (shownFor === text() && options[active]) options[active].pick();
      else if (text() && shownFor !== text()) {
        pickOnArrival = true;
        find();
      }
    },
    Escape: close,
  };
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(key in keys)) return;
    if (key === "Escape" && !isOpen()) return;
    if (["Home", "End"].includes(key) && (active === -1 || event.shiftKey)) return;
    if (key === "Enter" && !text() && active === -1) return;
    event.preventDefault();
    event.stopPropagation();
    keys[key]();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    refuse();
    if (text()) timer = setTimeout(find, PAUSE);
    else {
      close();
      say();
    }
  });
  input.addEventListener("click", () => isOpen() || find());
  input.addEventListener("blur", () => {
    close();
    say();
  });

  return { find, close };
}

// Whether a name is what was typed, however it was written.
function isSame(name, typed) {
  const bare = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).join(" ").trim();
  return bare(name) === bare(typed);
}

function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

for (const input of document.querySelectorAll("input[data-combobox]")) {
  const { combobox: kinds, url, language, into } = input.dataset;
  const target = into && document.getElementById(into);
  const put = (id) => {
    if (!target) return;
    target.value = id;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
  };
  combobox(input, {
    url,
    kinds,
    language,
    onPick(result) {
      put(result.id);
      return result.text;
    },
  });
  input.addEventListener("input", () => put(""));
}
