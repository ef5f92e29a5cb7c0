// Other programs paste their styles. Our Content-Security-Policy ignores those, so what they say
// about bold and italic and lists becomes elements before the editor reads it; and their empty
// lines, paragraphs around each item and directions that go without saying are left out.

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, div, hr, figure";

export function withoutStyles(html, view) {
  const bare = html
    .replace(/<style\b.*?<\/style>/gis, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  makeLists(body);
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style.toLowerCase().replaceAll(/\s/g, "");
    element.removeAttribute("data-style");
    if (/font-style:italic/.test(style)) wrapContents(element, "em");
    if (/font-weight:(bold|[6-9]00)/.test(style)) wrapContents(element, "strong");
    if (/vertical-align:sub/.test(style)) wrapContents(element, "sub");
    if (/vertical-align:super/.test(style)) wrapContents(element, "sup");
    if (/font-weight:(normal|400)/.test(style) && element.matches("b, strong")) {
      element.replaceWith(...element.childNodes); // as Google Docs wraps whatever it copies
    }
  }
  if (!body.querySelector("[data-pm-slice]")) tidy(body, getComputedStyle(view.dom).direction);
  return body.innerHTML;
}

// Word writes an item as a paragraph that begins with its bullet or number.
function makeLists(body) {
  let open = []; // the lists that the next item may belong to, the outermost first
  for (const paragraph of body.querySelectorAll('p[data-style*="mso-list:" i]')) {
    const marker = paragraph.querySelector('[data-style*="mso-list:ignore" i]');
    const depth = Number(/mso-list:[^;]*level(\d)/i.exec(paragraph.dataset.style)?.[1] ?? 1);
    if (!marker) continue;
    const last = open[0];
    if (!last || paragraph.previousElementSibling !== last) open = [];
    open.length = Math.min(open.length, depth);
    if (open.length < depth) {
      const list = document.createElement(/[\p{L}\p{N}][.)]/u.test(marker.textContent) ? "ol" : "ul");
      if (open.length) open.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    marker.remove();
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
  }
}

// What does not come from an editor of ours.
function tidy(body, direction) {
  for (const line of body.querySelectorAll("br")) {
    if (line.parentElement.querySelector(`:scope > :is(${BLOCKS})`)) line.remove();
  }
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove();
  }
  for (const paragraph of body.querySelectorAll(":is(li, td, th) > p")) {
    const others = paragraph.parentElement.querySelectorAll(":scope > p");
    if (others.length === 1) paragraph.replaceWith(...paragraph.childNodes);
  }
  for (const element of body.querySelectorAll("[dir]")) {
    const isSaid = element.parentElement.closest("[dir]");
    if (!isSaid && element.dir === direction) element.removeAttribute("dir");
  }
}

function wrapContents(element, name) {
  if (!element.matches("span, a, p, li, td, th, b, i, strong, em")) return;
  const wrapper = document.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}
