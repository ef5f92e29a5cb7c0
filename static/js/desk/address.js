// The line that shows the address a story will have (templates/admin/articles/article/address.html).
// It follows the headline until somebody writes another: an empty field has the server make it.

import { slugify } from "./slugs.js";

function makeAddress(line) {
  const field = document.getElementById(line.dataset.address);
  const { headline, section } = field.form.elements;
  const part = (name) => line.querySelector(`[data-part="${name}"]`);
  const unknown = "…";
  const written = { slug: field.value, headline: headline.value };
  let follows = "follows" in line.dataset;

  function show() {
    const slug = field.value || slugify(headline.value);
    part("slug").textContent = slug;
    part("dash").hidden = !slug;
    const warning = part("warning");
    if (warning) warning.hidden = slug === line.dataset.live;
  }

  headline.addEventListener("input", () => {
    if (follows) field.value = headline.value === written.headline ? written.slug : "";
    show();
  });
  field.addEventListener("input", () => {
    follows = !field.value;
    show();
  });
  section?.addEventListener("change", () => {
    part("section").textContent = section.selectedOptions[0]?.dataset.slug || unknown;
  });
  // Browsers tell of what they opened a moment later: a letter typed by then would be lost.
  const details = line.querySelector("details");
  details.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    details.open = !details.open;
    if (details.open) field.focus();
  });
}

for (const line of document.querySelectorAll("[data-address]")) makeAddress(line);
