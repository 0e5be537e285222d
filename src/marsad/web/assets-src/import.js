// The import: files dropped onto their form, limits told before anything is sent, and how far an import is, as it goes on.

const form = document.querySelector("form[data-most-files]");

function choose(files) {
  const list = form.querySelector("[data-chosen]");
  list.replaceChildren(
    ...Array.from(files, (file) => {
      const line = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      line.append(name);
      return line;
    }),
  );
  const size = Array.from(files).reduce((sum, file) => sum + file.size, 0);
  const problem = form.querySelector("[data-problem]");
  const told = files.length > Number(form.dataset.mostFiles) ? form.dataset.tooMany : size > Number(form.dataset.mostBytes) - 65536 ? form.dataset.tooLarge : "";
  problem.textContent = told;
  problem.hidden = !told;
  form.querySelector("button").disabled = Boolean(told);
}

if (form) {
  const field = form.querySelector("input[type=file]");
  const zone = form.querySelector(".drop");
  field.addEventListener("change", () => choose(field.files));
  for (const name of ["dragenter", "dragover"])
    form.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => zone.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    choose(field.files);
  });
}

// A second click shall not send everything twice.
for (const sent of document.querySelectorAll("form[data-sending]"))
  sent.addEventListener("submit", () => {
    const button = sent.querySelector("button");
    setTimeout(() => {
      button.disabled = true;
      button.textContent = sent.dataset.sending;
    });
  });
addEventListener("pageshow", (event) => event.persisted && location.reload());

const live = document.querySelector("[data-events]");
if (live) {
  const said = document.querySelector("[data-said]");
  const stream = new EventSource(live.dataset.events);
  stream.addEventListener("progress", (event) => {
    live.innerHTML = event.data; // made by the server from a template that escapes
    const state = live.querySelector(".state .tag").textContent;
    if (said.textContent !== state) said.textContent = state;
  });
  stream.addEventListener("end", () => {
    stream.close();
    location.reload();
  });
  addEventListener("pagehide", () => stream.close());
}
