// Breaking news: fresh, in turn, dismissed for good. What comes lies over the lower edge, what goes
// leaves its strip empty while that is in sight: neither moves the page.

const POLL = 9_000; // ms after an answer; website/banner.py counts on it
const TIMEOUT = 20_000;
const TURN = 8_000;
const MOST = 3; // in turn
const DAY = 86_400_000;
const DISMISSED = "dismissed-alerts";
const MOST_DISMISSED = 30;

const strip = document.querySelector("[data-alerts]");
const status = strip.querySelector("[role=status]");
const still = matchMedia("(prefers-reduced-motion: reduce)");

let latest = strip.querySelector(".banner"); // as the server has it
// Nobody has seen its room while it waits for us (site.css).
let wasSeen = latest?.getAnimations().every(({ startTime }) => startTime !== null);
const known = new Set(itemsOf(latest).map(keyOf));
const arrived = new Set(); // since the page was shown
const ended = new Set();
const dismissedHere = [];

function itemsOf(element) {
  return [...(element?.querySelectorAll("[data-alert]") ?? [])];
}

function keyOf(item) {
  return item.dataset.alert;
}

function textOf(item) {
  return item.querySelector(".banner__text");
}

function say(elements) {
  status.replaceChildren(...elements.map(({ textContent }) => {
    const said = document.createElement("p");
    said.textContent = textContent;
    return said;
  }));
}

let ahead; // ms of our clock before the server's
let asking, next, ending;
let pause = POLL;

async function poll() {
  clearTimeout(next);
  if (document.hidden || asking) return;
  asking = true;
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    const answer = await fetch(strip.dataset.alerts, { cache: "no-cache", signal });
    if (!answer.ok) throw answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    latest = page.querySelector(".banner");
    ahead = Date.now() - Date.parse(answer.headers.get("date")) || 0;
    pause = POLL;
  } catch {
    ahead ??= 0;
    pause = Math.min(pause * 2, POLL * 8);
  }
  asking = false;
  next = setTimeout(poll, pause);
  render();
}

function untilEnd({ dataset: { until } }) {
  return until && ahead !== undefined ? Date.parse(until) - Date.now() + ahead : Infinity;
}

function isOver(item) {
  const run = keyOf(item) + item.dataset.until;
  if (untilEnd(item) <= 0) ended.add(run); // an answer on its way may not know it yet
  return ended.has(run);
}

function dismissed() {
  try {
    return [...(localStorage[DISMISSED]?.split(" ") ?? []), ...dismissedHere];
  } catch {
    return dismissedHere; // refused: then for this page
  }
}

function dismiss(item) {
  dismissedHere.push(keyOf(item));
  try {
    localStorage[DISMISSED] = [...new Set(dismissed())].slice(-MOST_DISMISSED).join(" ");
  } catch {}
  render({ byPerson: true });
}

function render({ byPerson } = {}) {
  const away = dismissed();
  const running = itemsOf(latest)
    .filter((item) => !away.includes(keyOf(item)) && !isOver(item))
    .slice(0, MOST);
  const fresh = running.filter((item) => !known.has(keyOf(item)));
  for (const key of fresh.map(keyOf)) known.add(key) && arrived.add(key);
  above.fill(running.filter((item) => !arrived.has(keyOf(item))), byPerson);
  below.fill(running.filter((item) => arrived.has(keyOf(item))), byPerson, fresh[0]);
  if (fresh.length) say([latest.querySelector("h2"), ...fresh.map(textOf)]);
  clearTimeout(ending);
  ending = setTimeout(render, Math.min(DAY, ...running.map(untilEnd)));
}

// Above the page what it came with, below what arrived since.

class Banner {
  items = [];
  at = 0; // the item in front
  isPaused = false;

  // Show these; what is shown as it is, is left alone.
  fill(running, byPerson, front = this.items[this.at]) {
    const keys = running.map(keyOf);
    const wanted = keys.length ? latest.cloneNode(true) : null;
    for (const item of itemsOf(wanted)) if (!keys.includes(keyOf(item))) item.remove();
    if (wanted?.outerHTML === this.markup) return;
    this.markup = wanted?.outerHTML;
    const { activeElement } = document;
    const hadFocus = this.element?.contains(activeElement);
    this.swap(wanted, byPerson);
    if (this.element) this.begin(keys.indexOf(front && keyOf(front)));
    if (byPerson) say(this.items.slice(this.at, this.at + 1).map(textOf));
    if (hadFocus) this.focus(activeElement.dataset.act);
  }

  swap(wanted) {
    this.element?.remove();
    this.element = wanted;
    this.items = itemsOf(wanted);
  }

  begin(index) {
    const turns = this.element.querySelector(".banner__turns");
    if (turns) turns.hidden = this.items.length < 2;
    this.element.querySelector("[data-act=pause]")?.setAttribute("aria-pressed", this.isPaused);
    this.show(Math.max(0, index));
  }

  show(index) {
    const total = this.items.length;
    this.at = (index + total) % total;
    for (const item of this.items) item.classList.toggle("is-shown", item === this.items[this.at]);
    const place = this.element.querySelector("[data-pattern]");
    if (place) {
      place.textContent = place.dataset.pattern
        .replace("{place}", this.at + 1).replace("{total}", total);
    }
    this.wait();
  }

  wait() {
    clearInterval(this.turning);
    this.turning = setInterval(() => this.turn(), TURN);
  }

  turn() {
    if (this.isPaused || still.matches || document.hidden || this.items.length < 2) return;
    if (!this.element.matches(":hover, :focus-within")) this.show(this.at + 1);
  }

  focus(act) {
    const choices = [`:not([hidden]) > [data-act=${act}]`, ".is-shown a", "[data-act=dismiss]"];
    const found = choices.map((choice) => this.element?.querySelector(choice)).find(Boolean);
    (found ?? document.querySelector("main")).focus({ preventScroll: true });
  }

  press(act) {
    if (act === "pause") {
      this.isPaused = !this.isPaused;
      this.begin(this.at);
    } else if (act === "dismiss") {
      dismiss(this.items[this.at]);
    } else {
      this.show(this.at + (act === "next" ? 1 : -1));
      say([textOf(this.items[this.at])]);
    }
  }
}

class Above extends Banner {
  swap(wanted, byPerson) {
    const height = heightOf(strip);
    if (wasSeen) strip.style.minBlockSize = byPerson && !wanted ? "" : `${height}px`;
    super.swap(wanted);
    if (wanted) strip.prepend(wanted);
    if (wasSeen && wanted && heightOf(strip) > height) {
      for (const item of this.items) arrived.add(keyOf(item)); // too high now: into the bar
      super.swap(null);
      this.markup = undefined;
    }
    sight.unobserve(strip);
    sight.observe(strip); // tells at once whether it is in sight
  }
}

class Below extends Banner {
  swap(wanted) {
    super.swap(wanted);
    if (wanted) {
      wanted.classList.add("banner--bar");
      const heading = wanted.querySelector("h2");
      heading.id += "-bar";
      wanted.setAttribute("aria-labelledby", heading.id);
      strip.append(wanted);
    }
    // It hides neither the page's end nor the focus.
    const room = wanted ? `${heightOf(wanted)}px` : "";
    document.body.style.marginBlockEnd = document.documentElement.style.scrollPaddingBlockEnd = room;
  }
}

function heightOf(element) {
  return element.getBoundingClientRect().height; // to the fraction
}

// An empty strip goes once out of sight, where what is in sight stays.
const sight = new IntersectionObserver(([{ isIntersecting }]) => {
  if (!isIntersecting && !above.element && "overflowAnchor" in strip.style) {
    strip.style.minBlockSize = "";
  }
});

const above = new Above();
const below = new Below();
if (latest) {
  above.element = latest;
  above.items = itemsOf(latest);
  above.markup = latest.outerHTML;
  latest = latest.cloneNode(true);
  above.begin(0);
}
render();
strip.dataset.ready = "";
wasSeen = true;

// What else is fetched waits for the paint.
new PerformanceObserver((_entries, observer) => {
  observer.disconnect();
  poll();
  document.head.append(document.querySelector("[data-later]").content);
}).observe({ type: "paint", buffered: true });

for (const type of ["click", "focusout", "mouseout"]) {
  strip.addEventListener(type, ({ target }) => {
    const banner = [above, below].find(({ element }) => element?.contains(target));
    const { act } = target.dataset;
    if (type !== "click") banner?.wait(); // what was held turns a whole turn later
    else if (act) banner.press(act);
  });
}
document.addEventListener("visibilitychange", poll);
addEventListener("pageshow", ({ persisted }) => persisted && poll());
addEventListener("online", poll);
addEventListener("storage", () => render());
