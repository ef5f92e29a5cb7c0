// Remembers the language that a reader chose, for addresses without one.

const YEAR = 365 * 86400; // seconds
const secure = location.protocol === "https:" ? "; secure" : "";

for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    document.cookie = `language=${link.dataset.language}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  });
}
