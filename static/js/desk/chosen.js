// Authors and topics of an article (templates/admin/widgets/chosen.html): found as one types, in
// rows that are moved by dragging, by buttons and by keys, and removed. Each step is spoken.

import { combobox } from "./combobox.js";
import { icon } from "./icons.js";
import { fill } from "./words.js";

function makeChosen(box) {
  const { chosenKind: kind, url, language, addUrl, ...words } = box.dataset;
  const rows = box.querySelector(".chosen-rows");
  const fields = box.querySelector(".chosen-fields");
  const [input, ...spare] = fields.querySelectorAll("input");
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.role = "status";
  box.append(status);
  box.classList.add("is-live");
  for (const field of spare) if (!field.value) field.remove();
  fields.querySelector(".help").remove();
  for (const row of rows.children) dress(row);

  function say(sentence, values) {
    status.textContent = fill(sentence, values);
  }

  function tell() {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A row of the page, whose number is to be typed, becomes one to move and to remove.
  function dress(row) {
    const { name } = row.dataset;
    const field = row.querySelector("input");
    field.type = "hidden";
    row.querySelector("label")?.replaceWith(row.querySelector("bdi"));
    const tools = document.createElement("span");
    tools.className = "row-tools";
    if (words.moved) {
      const handle = icon("grip");
      handle.classList.add("handle");
      handle.addEventListener("pointerdown", (event) => drag(event, row));
      row.prepend(handle);
      tools.append(tool("up", words.up, name, () => move(row, -1)));
      tools.append(tool("down", words.down, name, () => move(row, 1)));
    }
    tools.append(tool("close", words.remove, name, () => remove(row)));
    row.append(tools);
  }

  function tool(shape, label, name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.tool = shape;
    button.ariaLabel = button.title = fill(label, { name });
    button.append(icon(shape));
    button.addEventListener("click", act);
    return button;
  }

  function sayPlace(row) {
    const place = [...rows.children].indexOf(row) + 1;
    say(words.moved, { name: row.dataset.name, place, count: rows.children.length });
  }

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      const button = document.activeElement;
      if (step < 0) other.before(row);
      else other.after(row);
      button.focus();
      tell();
    }
    sayPlace(row);
  }

  function remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector('[data-tool="close"]') ?? input).focus();
    say(words.removed, { name: row.dataset.name });
    tell();
  }

  function add({ id, text, lang, dir }) {
    const known = [...rows.children].find((row) => row.querySelector("input").value === String(id));
    if (known) return sayAdded(text);
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    const field = document.createElement("input");
    row.dataset.name = name.textContent = text;
    if (lang) name.lang = lang;
    if (dir) name.dir = dir;
    field.name = input.name;
    field.value = id;
    row.append(name, field);
    rows.append(row);
    dress(row);
    sayAdded(text);
    tell();
  }

  function sayAdded(name) {
    say(words.added, { name });
  }

  // The row follows the pointer from place to place; Escape puts it back.
  function drag(event, row) {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const next = row.nextElementSibling;
    const stopping = new AbortController();
    const listen = (name, act) => addEventListener(name, act, { signal: stopping.signal });
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    const end = (isKept) => {
      stopping.abort();
      row.classList.remove("is-dragged");
      if (!isKept) rows.insertBefore(row, next);
      else if (row.nextElementSibling !== next) tell();
      sayPlace(row);
    };
    listen("pointermove", ({ clientY }) => {
      const middle = (other) => {
        const { top, height } = other.getBoundingClientRect();
        return top + height / 2;
      };
      const others = [...rows.children].filter((other) => other !== row);
      const below = others.find((other) => clientY < middle(other)) ?? null;
      if (below !== row.nextElementSibling) rows.insertBefore(row, below);
    });
    listen("pointerup", () => end(true));
    listen("pointercancel", () => end(false));
    listen("keydown", ({ key }) => key === "Escape" && end(false));
  }

  combobox(input, {
    url,
    kinds: kind,
    language,
    onPick: (result) => add(result),
    create: addUrl && { url: addUrl, label: words.create },
  });
}

for (const box of document.querySelectorAll("[data-chosen-kind]")) makeChosen(box);
