// Mode musyawarah: every slide is in the page already, so going on needs no server and no signal.

const slides = [...document.querySelectorAll("[data-slide]")];
const first = Math.max(0, slides.findIndex((slide) => slide.classList.contains("now")));
let shown = first;

/** Show a slide; the address goes along, so that the back button and a reload find it again. */
function show(index, remember = true) {
  if (index === shown || !slides[index]) return;
  slides[shown].classList.remove("now");
  slides[index].classList.add("now");
  shown = index;
  scrollTo(0, 0);
  slides[index].focus({ preventScroll: true });
  if (!remember) return;
  const address = new URL(location.href);
  address.searchParams.set("hal", index + 1);
  history.pushState(index, "", address);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-to]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(Number(link.dataset.to) - 1);
});

const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const busy = event.target.closest("a, button, input, select, textarea, summary");
  if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else if (event.key in STEPS && !(busy && event.key === " ")) show(shown + STEPS[event.key]);
  else return;
  event.preventDefault();
});

addEventListener("popstate", (event) => show(event.state ?? first, false));
