// Other programs paste their styles. Our Content-Security-Policy ignores those, so what they say
// about bold and italic becomes elements before the editor reads it.

export function withoutStyles(html) {
  const bare = html
    .replace(/<style\b.*?<\/style>/gis, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style.toLowerCase().replaceAll(" ", "");
    element.removeAttribute("data-style");
    if (/font-style:italic/.test(style)) wrapContents(element, "em");
    if (/font-weight:(bold|[6-9]00)/.test(style)) wrapContents(element, "strong");
    if (/font-weight:(normal|400)/.test(style) && element.matches("b, strong")) {
      element.replaceWith(...element.childNodes); // as Google Docs wraps whatever it copies
    }
  }
  return body.innerHTML;
}

function wrapContents(element, name) {
  if (!element.matches("span, a, p, li, td, th, b, i, strong, em")) return;
  const wrapper = document.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}
