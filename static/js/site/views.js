// Counts one view of a story, once somebody really has it in front of them.

const { ticket } = document.querySelector("[data-ticket]").dataset;
const key = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

function whenSeen(act) {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", () => whenSeen(act), { once: true });
  } else if (document.visibilityState === "visible") {
    act();
  } else {
    document.addEventListener("visibilitychange", () => whenSeen(act), { once: true });
  }
}

whenSeen(() => navigator.sendBeacon("/views/", new URLSearchParams({ ticket, key })));
