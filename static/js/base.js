// What every page gains from a script; each page works without it.

const { saving, online, offline } = document.body.dataset;
const state = document.querySelector("[data-state]");

/** Send a form once: a second tap while the answer is on its way changes nothing. A form marked
    data-file brings a file and leaves the page as it is: it may be sent again. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "file" in form.dataset || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  delete form.dataset.dirty;
  const button = event.submitter;
  if (!button) return;
  // After this turn, so that the button's own name and value still travel with the form.
  setTimeout(() => {
    button.dataset.words = button.textContent;
    button.disabled = true;
    if (button.matches(".btn-primary")) button.textContent = button.dataset.busy ?? saving;
  });
});

/** The back button brings pages back as they were left: make them usable again. */
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-words]")) {
    button.disabled = false;
    if (button.matches(".btn-primary")) button.textContent = button.dataset.words;
  }
});

/** Ask before words typed into a form marked data-guard are lost; data-dirty marks one refused by the server. */
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "guard" in form.dataset) form.dataset.dirty = "1";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

/** Say whether there is a connection, unless the page has something better to say while there is. */
const saved = state.textContent.trim();
function tell() {
  state.classList.toggle("on", navigator.onLine);
  state.classList.toggle("off", !navigator.onLine);
  state.textContent = navigator.onLine ? saved || online : offline;
}
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

/** Pages that are made to be printed have a button, which nothing but a script can press. */
for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/** One menu at a time: a tap elsewhere or Escape closes it. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
