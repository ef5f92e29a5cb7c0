// A question with one field, in the browser's own dialog.

// The answer, or null where the person left it.
export function ask({ title, field, value = "", extra = null, labels }) {
  const dialog = element("dialog", { className: "prose-dialog" });
  const input = element("input", { value, name: "answer", autocomplete: "off" });
  dialog.append(
    element("form", { method: "dialog" }, [
      element("h2", { textContent: title }),
      element("label", {}, [field, input]),
      element("p", {}, [
        button(labels.apply, "apply"),
        ...(extra ? [button(extra, "extra")] : []),
        button(labels.cancel, ""),
      ]),
    ]),
  );
  dialog.setAttribute("aria-label", title);
  document.body.append(dialog);
  dialog.showModal();
  input.select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      const answers = { apply: input.value.trim(), extra: "" };
      resolve(answers[dialog.returnValue] ?? null);
    });
  });
}

export function button(textContent, value) {
  return element("button", { type: "submit", textContent, value });
}

export function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
