// How long a text is beside how long it ought to be, and advice where it is longer: the same as
// articles/lengths.py says when the page is made.

import { fill } from "./words.js";

const graphemes = new Intl.Segmenter();

function length(text) {
  return [...graphemes.segment(text.trim())].length;
}

for (const count of document.querySelectorAll("[data-advised]")) {
  const control = document.getElementById(count.dataset.of);
  const advice = document.getElementById(`${count.dataset.of}_advice`);
  control.addEventListener("input", () => {
    const now = length(control.value);
    const isLong = now > Number(count.dataset.advised);
    count.textContent = fill(count.dataset.count, { count: now });
    count.classList.toggle("long", isLong);
    const words = isLong ? count.dataset.advice : "";
    if (advice.textContent !== words) advice.textContent = words;
  });
}
