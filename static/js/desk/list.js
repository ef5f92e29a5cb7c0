// What the list of articles gains from a script; all of it can be done without.

import { counted } from "./words.js";

const list = document.querySelector(".article-list");
const filters = document.querySelector(".list-filters");

if (filters) {
  // Wide, the filters are one line and always there; narrow, they are behind their word.
  const details = filters.querySelector("details");
  const wide = window.matchMedia("(min-width: 760px)");
  const fit = () => { details.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();

  // Who chooses with a pointer has chosen; who steps through the choices by key has not yet.
  let byPointer = false;
  filters.addEventListener("pointerdown", () => { byPointer = true; });
  filters.addEventListener("keydown", () => { byPointer = false; });
  filters.addEventListener("change", ({ target }) => {
    const isChosen = target.matches("select") && target.value !== "between" && byPointer;
    const isPicked = target.matches("[type=hidden]") && target.value; // its name comes right after
    if (wide.matches && (isChosen || isPicked)) setTimeout(() => filters.requestSubmit());
  });

  // Nothing that is empty makes the address longer.
  filters.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });

  const search = filters.querySelector("[type=search]");
  if (wide.matches && document.activeElement === document.body && !search.value) search.focus();
}

if (list) {
  const ticks = [...list.querySelectorAll("tbody [type=checkbox]")];
  const all = document.getElementById("tick-all");
  const told = list.querySelector(".selected-count");
  const words = JSON.parse(list.dataset.words);

  const count = () => {
    const number = ticks.filter((tick) => tick.checked).length;
    told.textContent = number ? counted(words.some, number) : words.none;
    all.checked = number === ticks.length;
    all.indeterminate = number > 0 && !all.checked;
  };
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const tick of ticks) tick.checked = all.checked;
    });
    list.addEventListener("change", count);
    list.addEventListener("reset", () => setTimeout(count));
    // A page that one comes back to is shown with the ticks that it was left with.
    window.addEventListener("pageshow", count);
    count();
  }

  // With the focus in the rows: up and down, Space selects, / searches; Enter opens, as it is a link.
  const links = [...list.querySelectorAll(".field-headline a")];
  const step = (from, by) => {
    const row = from.closest("tr");
    const at = links.findIndex((link) => row.contains(link));
    links[at + by]?.focus();
  };
  list.querySelector("tbody").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key, target } = event;
    if (key === "ArrowDown") step(target, 1);
    else if (key === "ArrowUp") step(target, -1);
    else if (key === "/") filters.querySelector("[type=search]").focus();
    else if (key === " " && target.matches("a")) target.closest("tr").querySelector("[type=checkbox]")?.click();
    else return;
    event.preventDefault();
  });
}
