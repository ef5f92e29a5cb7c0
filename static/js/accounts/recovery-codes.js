/* Recovery codes are on the page once: copied, kept as a file or printed from there. */

const codes = [...document.querySelectorAll("[data-recovery-code]")];
const file = codes.map((code) => `${code.textContent}\n`).join("");
const told = document.querySelector("[data-told]");

const acts = {
  async copy(button) {
    await navigator.clipboard.writeText(file);
    told.textContent = button.dataset.done;
  },
  download(button) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file], { type: "text/plain" }));
    link.download = button.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
  },
  print() {
    window.print();
  },
};

for (const button of document.querySelectorAll("[data-act]")) {
  // The clipboard is there on secure pages alone.
  if (button.dataset.act === "copy" && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => acts[button.dataset.act](button));
}
