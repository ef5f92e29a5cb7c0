// How long a body is and how long it takes to read, as languages/reading.py counts it.

import { counted } from "../desk/words.js";
import { element } from "./dialog.js";

const PAUSE = 200; // ms without a change before it counts again
const BLOCK_TAG = /<\/?(?:p|h[1-6]|li|ul|ol|blockquote|figure|br|tr|td|th|table)\b[^>]*>/g;
const UNSPACED =
  String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}` +
  String.raw`\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const PART = String.raw`[[\p{L}\p{M}\p{N}]--[${UNSPACED}]]+`;
const WORD = new RegExp(
  String.raw`[[\p{L}\p{N}]&&[${UNSPACED}]]|${PART}(?:['’.,\/‑\-]${PART})*`,
  "gv",
);

export function lengthOf(html) {
  const spaced = html.replace(BLOCK_TAG, " ");
  const { body } = new DOMParser().parseFromString(spaced, "text/html");
  return body.textContent.match(WORD)?.length ?? 0;
}

export function makeCount(editor, textarea, { pace, count, minutes }) {
  const shown = [element("span", {}), element("span", {})];
  const show = () => {
    const length = lengthOf(textarea.value);
    shown[0].textContent = counted(count, length);
    shown[1].hidden = length === 0;
    shown[1].textContent = counted(minutes, Math.max(1, Math.round(length / pace)));
  };
  let timer;
  editor.on("transaction", ({ transaction }) => {
    if (!transaction.docChanged) return;
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  show();
  return element("p", { className: "prose-count" }, shown);
}
