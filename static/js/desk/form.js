// The page of an article: what became of the text, the key that saves, where one begins.

import "./address.js";
import "./chosen.js";
import "./counters.js";
import { isKey } from "./keys.js";
import "./linking.js";

const LONG = 15_000; // ms after which a page that was not answered can be saved again

const form = document.getElementById("article_form");
const state = form.querySelector(".save-state");
const save = form.querySelector("[data-save]");

if (state) {
  const { elements } = form;
  form.addEventListener("input", () => { state.dataset.state = "changed"; });
  form.addEventListener("submit", (event) => {
    if (state.dataset.state === "saving") return event.preventDefault();
    const before = state.dataset.state;
    state.dataset.state = "saving";
    setTimeout(() => { state.dataset.state = before; }, LONG);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) state.dataset.state = "changed";
  });
  addEventListener("keydown", (event) => {
    if (!isKey(event, "s")) return;
    event.preventDefault();
    form.requestSubmit(save);
  });
  save.querySelector("kbd").hidden = false;

  // Where fields do not grow by themselves.
  if (!CSS.supports("field-sizing", "content")) {
    for (const area of form.querySelectorAll("textarea")) {
      const grow = () => {
        area.style.blockSize = "auto";
        area.style.blockSize = `${area.scrollHeight + 2}px`;
      };
      area.addEventListener("input", grow);
      grow();
    }
  }

  const body = form.querySelector(".prose-body");
  const isWide = matchMedia("(min-width: 760px)").matches; // a phone opens at the strip, no keyboard over it
  const wrong = form.querySelector("[aria-invalid='true']:not(:scope .prose-editor > textarea)");
  if (wrong) wrong.focus();
  else if (!form.querySelector(".conflict") && elements.headline && !location.hash && isWide) {
    const first = elements.headline.value ? (body ?? elements.headline) : elements.headline;
    first.focus({ preventScroll: true });
  }
}
