/* What every page of the desk gains from a script; without one it works the same. */

// The edition one is in stands in sight, also where the strip is wider than the window.
document
  .querySelector(".strip [aria-current]")
  ?.scrollIntoView({ block: "nearest", inline: "center" });

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

// After an error the first wrong field has the focus.
document.querySelector("main [aria-invalid='true']")?.focus();
