// The article of an alert or a correction is found by its headline; without this script its number
// is typed.

for (const note of document.querySelectorAll(".raw-id")) {
  const headline = note.querySelector("[data-combobox]");
  const chosen = note.querySelector("strong");
  if (!headline) continue;
  headline.hidden = false;
  if (chosen) chosen.hidden = true;
}
