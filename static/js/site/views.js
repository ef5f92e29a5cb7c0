// Counts one view of a story, once somebody really has it in front of them.

const { edition } = document.querySelector("[data-edition]").dataset;

function whenSeen(act) {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", () => whenSeen(act), { once: true });
  } else if (document.visibilityState === "visible") {
    act();
  } else {
    document.addEventListener("visibilitychange", () => whenSeen(act), { once: true });
  }
}

whenSeen(() => navigator.sendBeacon("/views/", new URLSearchParams({ edition })));
