// A map of regions: what the pointer, a finger or the keyboard is on is written below the picture.
// A finger cannot hover, so its first tap tells and offers the door; the second opens it.

for (const block of document.querySelectorAll("[data-areas]")) {
  const said = block.querySelector("[data-said]");
  const map = block.querySelector("svg.areas-map");
  // Drawn last, so that no neighbour covers half of it; the areas keep their order for the keyboard.
  const edge = document.createElementNS("http://www.w3.org/2000/svg", "path");
  edge.classList.add("areas-edge");
  map.append(edge);
  said.hidden = false;
  let on = null;

  const tell = (area) => {
    if (!area || area === on) return;
    on = area;
    edge.setAttribute("d", area.querySelector("path").getAttribute("d"));
    said.replaceChildren(area.querySelector("title").textContent);
    const address = area.getAttribute("href");
    if (address) {
      const door = document.createElement("a");
      door.href = address;
      door.textContent = said.dataset.open;
      said.append(door);
    }
  };

  // Not on the picture itself: Chromium would stop at it with the keyboard.
  const figure = map.closest("figure");
  figure.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") tell(event.target.closest(".area"));
  });
  figure.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) tell(event.target.closest(".area"));
  });
  figure.addEventListener("click", (event) => {
    const area = event.target.closest(".area");
    if (!area) return;
    if (area !== on && event.pointerType === "touch") event.preventDefault();
    tell(area);
  });
}
