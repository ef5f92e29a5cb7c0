// Puts what another site shows into the place of its still (website.embeds).

for (const figure of document.querySelectorAll(".embed")) {
  const [link, button] = figure.querySelectorAll(".embed__act");
  button.hidden = false;
  link.hidden = true;
  button.addEventListener("click", () => {
    const title = figure.querySelector(".embed__title");
    const frame = document.createElement("iframe");
    frame.src = button.dataset.frame;
    frame.title = title.textContent;
    if (title.lang) frame.lang = title.lang;
    frame.allowFullscreen = true;
    figure.classList.add("embed--open");
    figure.querySelector(".embed__frame").replaceChildren(frame);
    link.hidden = false;
    button.hidden = true;
    frame.focus();
  });
}
