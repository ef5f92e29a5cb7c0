// Passes a story on: by the system's sheet, or as a copied link.

const SAID_FOR = 4000; // ms

const share = document.querySelector("[data-share]");
const status = share.querySelector("[role=status]");
const copy = share.querySelector("[data-copy]");
const sheet = share.querySelector("[data-sheet]");
const { share: title, address: url } = share.dataset;
let forgetting;

function say(words) {
  clearTimeout(forgetting);
  status.textContent = words;
  forgetting = setTimeout(() => { status.textContent = ""; }, SAID_FOR);
}

if (navigator.clipboard) {
  copy.classList.add("share__way--ready");
  copy.addEventListener("click", () => navigator.clipboard.writeText(url).then(
    () => say(copy.dataset.copied),
    () => say(copy.dataset.failed),
  ));
}

if (navigator.share) {
  sheet.classList.add("share__way--ready");
  // Closing the sheet refuses it too.
  sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
}
