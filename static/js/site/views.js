// Counts a view once the story is seen, anew after 30 minutes, and keeps its number of reads true.

const MINUTE = 60_000;

const place = document.querySelector("[data-ticket]");
const { dataset } = place;
let unsent = {}, viewed = 0, pause = MINUTE, asking;

// Of what caches answer, the most is true.
function take(markup) {
  const fresh = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-ticket]");
  if (+fresh.dataset.reads > +dataset.reads) {
    dataset.reads = fresh.dataset.reads;
    place.textContent = fresh.textContent;
  }
  try {
    sessionStorage[dataset.from] = place.outerHTML;
  } catch {} // refused, or full
  return fresh.dataset.ticket;
}

async function ask() {
  try {
    const answer = await fetch(dataset.from, { signal: AbortSignal.timeout(5000) });
    dataset.ticket = take(await answer.text());
    pause = MINUTE;
  } catch {
    pause *= 2;
  }
}

async function look() {
  clearTimeout(asking);
  sendAgain();
  if (!document.hidden) await ask();
  asking = setTimeout(look, pause);
}

async function send(body) {
  try {
    const answer = await fetch("/views/", { method: "POST", keepalive: true, body });
    return [204, 400].includes(answer.status); // the rest is a proxy's, or: later
  } catch {}
}

// Once more, after 5 minutes and before 30, by this page or the next.
function sendAgain() {
  for (const [body, failed] of Object.entries(unsent)) {
    const age = Date.now() - failed;
    if (!body.startsWith("ticket=") || age < 5 * MINUTE) continue;
    delete unsent[body]; // before it is sent
    if (age < 30 * MINUTE) send(body);
  }
}

async function view() {
  clearTimeout(asking);
  viewed = Date.now();
  if (dataset.ticket.split(".")[1] * 1000 - Date.now() < 40 * MINUTE) await ask();
  let body = `ticket=${dataset.ticket}&key=`;
  for (const n of crypto.getRandomValues(new Uint8Array(32))) body += (n % 16).toString(16);
  try {
    if (!(await send(body))) unsent[body] = Date.now();
  } catch {
    unsent = { [body]: Date.now() }; // full: then for this page
  }
  sendAgain();
  asking = setTimeout(look, 10_000);
}

function see() {
  if (document.prerendering || document.hidden) return;
  Date.now() - viewed > 30 * MINUTE ? view() : look();
}

try {
  unsent = localStorage ?? unsent;
  take(sessionStorage[dataset.from] + place.outerHTML); // the first that is ours
} catch {} // refused: then for this page
see();
document.addEventListener("visibilitychange", see);
document.addEventListener("prerenderingchange", see);
addEventListener("pageshow", ({ persisted }) => persisted && view());
