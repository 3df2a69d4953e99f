// Rows of chips that are wider than a phone: each works without it.

/** What is chosen lies in sight. */
for (const chosen of document.querySelectorAll(".chips > [aria-current]")) {
  const row = chosen.parentElement;
  row.scrollLeft = chosen.offsetLeft - row.offsetLeft - 48;
}
