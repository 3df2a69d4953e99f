// Counting people: a button to either side of each number, and the sum as it grows.

for (const form of document.querySelectorAll("[data-counts]")) {
  const numbers = [...form.querySelectorAll(".stepper input")];
  const total = form.querySelector("[data-total]");

  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const input = button.closest(".stepper").querySelector("input");
      const most = Number(input.max) || Infinity;
      const next = Math.min(most, Math.max(0, (Number(input.value) || 0) + Number(button.dataset.step)));
      input.value = next || "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  const tell = () => {
    const sum = numbers.reduce((so, input) => so + (Number(input.value) || 0), 0);
    const met = form.dataset.least && sum >= Number(form.dataset.least) && Number(form.dataset.least) > 0;
    total.textContent = (met ? form.dataset.met : form.dataset.sum).replace("%s", sum);
    total.classList.toggle("met", Boolean(met));
  };
  form.addEventListener("input", tell);
  tell();
}
