// Choices of a page of numbers: each works without it.

/** What is chosen lies in sight. */
for (const chosen of document.querySelectorAll(".chips > [aria-current]")) {
  const row = chosen.parentElement;
  row.scrollLeft = chosen.offsetLeft - row.offsetLeft - 48;
}

/** Whoever goes back finds what the page shows, not what was chosen when it was left. */
addEventListener("pageshow", () => {
  document.querySelectorAll("form.choices").forEach((form) => form.reset());
});
