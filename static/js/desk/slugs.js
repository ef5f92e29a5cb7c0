// What languages/slugs.py makes of a headline, so that it can be shown while one types. The server
// makes the one that is saved.

const LENGTH = 120;
const OPTIONAL_MARKS =
  /[\p{Mn}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]]/gv;

export function slugify(text) {
  const bare = text.normalize("NFKC").toLowerCase().replace(OPTIONAL_MARKS, "");
  const words = bare.replace(/[^\p{L}\p{M}\p{N}\s_\-]/gv, "").normalize("NFKC");
  let slug = words.replace(/[\s_\-]+/g, "-").replace(/^-+|-+$/g, "");
  const letters = [...slug];
  if (letters.length > LENGTH) {
    const head = letters.slice(0, LENGTH + 1).join("");
    const end = head.lastIndexOf("-");
    slug = end > 0 ? head.slice(0, end) : letters.slice(0, LENGTH).join("");
  }
  return /^\p{Nd}+$/u.test(slug) ? "" : slug;
}
