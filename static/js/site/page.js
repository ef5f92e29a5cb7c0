// Keeps ages true, closes the menu, remembers the language chosen.

const LANGUAGE = `${document.documentElement.dataset.locale}-u-nu-latn`;
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const LONGEST_AGE = 7 * 86400; // seconds

const ages = new Intl.RelativeTimeFormat(LANGUAGE);
const dates = new Intl.DateTimeFormat(LANGUAGE, {
  dateStyle: "long",
  timeZone: document.documentElement.dataset.timeZone,
});

function words(moment) {
  const seconds = Math.max(60, (Date.now() - moment) / 1000);
  if (seconds >= LONGEST_AGE) return dates.format(moment);
  const [unit, length] = UNITS.find(([, length]) => seconds >= length);
  return ages.format(-Math.round(seconds / length), unit);
}

function refresh() {
  for (const time of document.querySelectorAll("time[data-age]")) {
    const moment = new Date(time.dateTime);
    if (moment <= Date.now()) time.textContent = words(moment);
  }
}

refresh();
setInterval(refresh, 60_000);
document.addEventListener("visibilitychange", refresh);

// The menu lies over the page, where it would hide the focus.
const menu = document.querySelector(".masthead__menu");
document.addEventListener("focusin", ({ target }) => {
  if (!menu.contains(target)) menu.open = false;
});
menu.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  menu.open = false;
  menu.firstElementChild.focus();
});

const YEAR = 365 * 86400;
const secure = location.protocol === "https:" ? "; secure" : "";

for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    document.cookie = `language=${link.dataset.language}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  });
}
