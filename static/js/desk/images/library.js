// The page of the library: pictures cut around their focal points, and new ones at its start.

import { showFocus } from "./focal.js";
import { mountUpload } from "./upload.js";

showFocus();

const form = document.querySelector("[data-upload]");
const tiles = document.querySelector("[data-tiles]");
if (form) {
  mountUpload(form, {
    zone: document.body,
    onUploaded({ tile }) {
      const made = document.createElement("template");
      made.innerHTML = tile;
      tiles.hidden = false;
      document.querySelector(".library-empty")?.remove();
      tiles.prepend(made.content);
      showFocus(tiles);
    },
  });
}
