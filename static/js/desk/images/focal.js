// Where pictures may not be cut: shown on what is cut already, and set by pointer or arrow keys.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Pictures in a grid, cut around the point that they carry along.
export function showFocus(root = document) {
  for (const image of root.querySelectorAll("img[data-focus]")) {
    image.style.objectPosition = position(image.dataset.focus.split(" "));
  }
}

export function mountFocal(root = document) {
  root.querySelectorAll("[data-focal]").forEach(mount);
}

function position([x, y]) {
  return `${x}% ${y}%`;
}

function mount(box) {
  const crops = box.querySelectorAll(".crop img");
  const [across, down] = [box.dataset.across, box.dataset.down].map((id) =>
    document.getElementById(id),
  );
  const cut = (point) => {
    for (const crop of crops) crop.style.objectPosition = position(point);
  };
  cut(box.dataset.at.split(" "));
  if (!across || !down) return; // a person who may not change it sees what is cut, and no handle

  const handle = box.querySelector(".focal-handle");
  const picture = box.querySelector(".focal-picture");
  const point = () => [across, down].map((input) => inside(Number(input.value)));
  const show = () => {
    const [x, y] = point();
    handle.style.insetInlineStart = `${x}%`; // the picture's own box is left to right
    handle.style.insetBlockStart = `${y}%`;
    handle.setAttribute("aria-valuenow", x);
    const words = box.dataset.words.replace("%(x)s", x).replace("%(y)s", y);
    handle.setAttribute("aria-valuetext", words);
    cut([x, y]);
  };
  const set = (x, y) => {
    for (const [input, value] of [[across, x], [down, y]]) {
      if (Number(input.value) === inside(value)) continue;
      input.value = inside(value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    show();
  };
  const follow = (event) => {
    const { x, y, width, height } = picture.getBoundingClientRect();
    set(((event.clientX - x) / width) * 100, ((event.clientY - y) / height) * 100);
  };

  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    follow(event);
    handle.focus({ preventScroll: true });
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) follow(event);
  });
  handle.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [x, y] = point();
    const [right, below] = STEPS[event.key];
    const step = event.shiftKey ? 10 : 1;
    set(x + right * step, y + below * step);
  });
  for (const input of [across, down]) input.addEventListener("input", show);
  handle.hidden = false;
  box.querySelector("[data-focal-help]").hidden = false;
  box.classList.add("is-set-here");
  show();
}

function inside(value) {
  return Math.min(100, Math.max(0, Math.round(value) || 0));
}

mountFocal();
