// Uploads many pictures at once, each by a request of its own, so that each has its progress and
// its own reason where it is refused. What is told of a file comes from the server as HTML.

const AT_ONCE = 2;

// zone: where files may be dropped. isHere(): whether pasted files are meant for this form.
// onUploaded(answer) and onPick(id) are told of new pictures, and of those chosen from the rows.
export function mountUpload(form, { zone, isHere = () => true, onUploaded, onPick }) {
  const input = form.querySelector("input[type=file]");
  const choose = form.querySelector("[data-choose]");
  const news = form.querySelector("[data-news]");
  const rows = form.querySelector("[data-rows]");
  const status = form.querySelector("[data-status]");
  const words = form.dataset;
  const waiting = [];
  let running = 0;
  let done = 0;
  let refused = 0;

  const tell = () => {
    const left = waiting.length + running;
    status.textContent = left
      ? words.sending.replace("%(left)s", left)
      : words.sum.replace("%(done)s", done).replace("%(refused)s", refused);
  };

  const add = (files) => {
    if (!files.length) return;
    if (!waiting.length && !running) {
      done = refused = 0;
      rows.replaceChildren();
    }
    news.hidden = false;
    for (const file of files) waiting.push({ file, row: makeRow(file) });
    next();
    tell();
  };

  const makeRow = (file) => {
    const row = form.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
    row.querySelector(".upload-name").textContent = file.name;
    row.querySelector("progress").setAttribute("aria-label", file.name);
    rows.append(row);
    return row;
  };

  const next = () => {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      const { file, row } = waiting.shift();
      send(file, row).then((isUploaded) => {
        running -= 1;
        if (isUploaded) done += 1;
        else refused += 1;
        next();
        tell();
      });
    }
  };

  // Resolves to whether the library has taken the file in.
  const send = (file, row) =>
    new Promise((resolve) => {
      const refuse = (reason, mayRetry) => {
        row.querySelector("progress")?.remove();
        row.classList.add("is-refused");
        const told = row.querySelector(".upload-words");
        told.classList.add("flag", "stop");
        told.textContent = reason;
        if (mayRetry) row.append(makeRetry(file, row));
        resolve(false);
      };
      if (file.size > Number(words.largest)) return refuse(words.tooLarge, false);

      const request = new XMLHttpRequest();
      const progress = row.querySelector("progress");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        progress.value = (loaded / total) * 95; // the rest is for what the server does
      });
      request.addEventListener("loadend", () => {
        const { response } = request;
        if (!response?.row) return refuse(response?.error ?? words.failed, !response?.error);
        const made = document.createElement("template");
        made.innerHTML = response.row;
        row.replaceWith(made.content.firstElementChild);
        if (response.id) onUploaded?.(response);
        resolve(Boolean(response.id));
      });
      const body = new FormData(form);
      body.set("files", file, file.name);
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.send(body);
    });

  const makeRetry = (file, row) => {
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "small";
    retry.textContent = words.retry;
    retry.addEventListener("click", () => {
      row.remove();
      choose.focus();
      refused = Math.max(0, refused - 1);
      waiting.push({ file, row: makeRow(file) });
      next();
      tell();
    });
    return retry;
  };

  // The button asks for files, which go at once; the field and its submit are for no script.
  form.classList.add("is-live");
  form.noValidate = true; // the field is empty whenever nobody is choosing
  choose.textContent = form.querySelector("[data-choose-words]").content.textContent;
  const hint = document.createElement("p");
  hint.className = "help upload-hint";
  hint.textContent = form.querySelector("[data-hint]").content.textContent;
  choose.after(hint);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    input.click();
  });
  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });
  rows.addEventListener("click", ({ target }) => {
    const picked = target.closest("[data-pick]");
    if (picked) onPick?.(picked.dataset.pick);
  });

  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0; // enter and leave are told of each element within the zone
  zone.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    form.classList.add("is-over");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) form.classList.remove("is-over");
  });
  zone.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  zone.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    form.classList.remove("is-over");
    add([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || !isHere()) return;
    event.preventDefault();
    add(files);
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting.length + running) event.preventDefault();
  });
}
