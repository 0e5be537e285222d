// The export: says that the file is being written until it comes. The file is a download, which tells the page nothing: the server sends
// the ticket of the request back as a cookie with it.

const form = document.getElementById("export");
const status = document.getElementById("making");
const EVERY = 300; // milliseconds between two looks
let waiting;

function rest(words) {
  clearInterval(waiting);
  status.textContent = words;
  status.classList.remove("working");
  form.querySelector("button").disabled = false;
}

form?.addEventListener("submit", () => {
  const ticket = Math.random().toString(36).slice(2, 14);
  const field = form.elements.ticket ?? Object.assign(document.createElement("input"), { type: "hidden", name: "ticket" });
  field.value = ticket;
  form.append(field);
  status.textContent = status.dataset.busy;
  status.classList.add("working");
  // After the form is sent: a button that is off would not send it.
  setTimeout(() => (form.querySelector("button").disabled = true));
  clearInterval(waiting);
  waiting = setInterval(() => document.cookie.includes(`marsad_export=${ticket}`) && rest(status.dataset.done), EVERY);
});

// Whoever comes back to the page, as from the notice that too much is being written, finds it as it was.
addEventListener("pageshow", (event) => event.persisted && rest(""));
