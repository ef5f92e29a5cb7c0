/* What every page of the desk gains from a script; without one it works the same. */

import { isApple } from "./keys.js";

// The edition one is in stands in sight, also where the strip is wider than the window.
// The strip alone is moved: the page opens at its top.
const edition = document.querySelector(".strip [aria-current]");
if (edition) {
  const strip = edition.closest("ul");
  const [here, all] = [edition, strip].map((element) => element.getBoundingClientRect());
  strip.scrollLeft += here.left + here.width / 2 - (all.left + all.width / 2);
}

// A menu closes with Escape, which gives the focus back, and when the focus moves on.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// Typed text is not lost by a slip: the browser asks before it leaves.
for (const form of document.querySelectorAll("form[data-keep-typed]")) {
  let isChanged = form.hasAttribute("data-is-changed");
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}

// The newsroom's clock goes on, by the server's time and in the newsroom's zone.
for (const clock of document.querySelectorAll("time[data-clock]")) {
  const ahead = new Date(clock.dateTime) - Date.now();
  const format = new Intl.DateTimeFormat(clock.dataset.locale, {
    timeStyle: "short",
    timeZone: clock.dataset.clock,
    numberingSystem: "latn",
  });
  const show = () => {
    const now = Date.now() + ahead;
    clock.textContent = format.format(now);
    setTimeout(show, 60_000 - (now % 60_000));
  };
  show();
}

// Keys are named as the machine has them.
if (isApple) {
  for (const key of document.querySelectorAll("kbd[data-mod]")) {
    key.textContent = key.textContent.replace("Ctrl ", "⌘");
  }
}

// F1, or ? where nothing is typed, lists the keys of the page.
const keys = document.getElementById("keys");
document.addEventListener("keydown", (event) => {
  if (!keys || document.querySelector("dialog:modal")) return;
  const isAsked = event.key === "F1" || ("?؟？".includes(event.key) && !isTyping(event.target));
  if (!isAsked || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys.showModal();
});

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

// After an error the first wrong field has the focus.
document.querySelector("main [aria-invalid='true']")?.focus();
