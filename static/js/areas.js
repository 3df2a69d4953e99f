// A map of regions: what the pointer, a finger or the keyboard is on is written below the picture.
// A finger cannot hover, so its first tap tells and offers the door; the second opens it.

for (const block of document.querySelectorAll("[data-areas]")) {
  const said = block.querySelector("[data-said]");
  let on = null;

  const tell = (area) => {
    if (!area || area === on) return;
    on?.classList.remove("on");
    on = area;
    on.classList.add("on");
    said.replaceChildren(area.querySelector("title").textContent);
    const address = area.getAttribute("href");
    if (address) {
      const door = document.createElement("a");
      door.href = address;
      door.textContent = said.dataset.open;
      said.append(door);
    }
    said.hidden = false;
  };

  const map = block.querySelector("svg.areas-map");
  map.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") tell(event.target.closest(".area"));
  });
  map.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) tell(event.target.closest(".area"));
  });
  map.addEventListener("click", (event) => {
    const area = event.target.closest(".area");
    if (area && area !== on && event.pointerType === "touch") event.preventDefault();
    tell(area);
  });
}
