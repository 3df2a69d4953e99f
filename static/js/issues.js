// What the sheet of power and interest gains from a script: a party is dragged to another cell, or moved
// with the arrow keys. Either only fills in the form beneath; nothing is kept before it is saved.

const place = document.querySelector("#pindah");
const form = place?.querySelector("form");
const NUDGES = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const within = (level) => Math.min(4, Math.max(1, level));

class Sheet {
  constructor(svg) {
    this.svg = svg;
    const { left, top, band, across, down } = svg.dataset;
    [this.left, this.top, this.band, this.across, this.down] = [left, top, band, across, down].map(Number);
    this.target = document.createElementNS(svg.namespaceURI, "rect");
    this.target.setAttribute("class", "target");
    this.target.setAttribute("width", this.across);
    this.target.setAttribute("height", this.down);
    for (const node of svg.querySelectorAll("a.node")) this.listen(node);
  }

  listen(node) {
    let began = null;
    let dragged = false;
    node.addEventListener("click", (event) => dragged && event.preventDefault());
    node.addEventListener("dragstart", (event) => event.preventDefault());
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      began = { x: event.clientX, y: event.clientY, moving: false };
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener("pointermove", (event) => {
      if (!began) return;
      if (!began.moving && Math.hypot(event.clientX - began.x, event.clientY - began.y) < 8) return;
      began.moving = true;
      node.classList.add("held");
      this.show(this.cell(event));
    });
    const end = (event) => {
      const moved = began?.moving;
      began = null;
      node.classList.remove("held");
      if (!moved) return;
      if (event.type === "pointerup") fill(node, this.cell(event));
      else this.target.remove();
      // The click that follows a drag is no tap.
      dragged = true;
      setTimeout(() => (dragged = false));
    };
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
    node.addEventListener("keydown", (event) => {
      const nudge = NUDGES[event.key];
      if (!nudge || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const cell = { power: within(Number(node.dataset.power) + nudge[0]), interest: within(Number(node.dataset.interest) + nudge[1]) };
      Object.assign(node.dataset, cell);
      this.show(cell);
      fill(node, cell, { stay: true });
    });
  }

  /** The cell under a pointer. */
  cell(event) {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    // Each pair of rows stands under a strip with the name of its field.
    const half = this.band + 2 * this.down;
    const below = spot.y - this.top >= half;
    const row = Math.floor((spot.y - this.top - this.band - (below ? half : 0)) / this.down);
    return {
      power: within((below ? 2 : 4) - Math.min(1, Math.max(0, row))),
      interest: within(Math.floor((spot.x - this.left) / this.across) + 1),
    };
  }

  show({ power, interest }) {
    this.target.setAttribute("x", this.left + (interest - 1) * this.across);
    this.target.setAttribute("y", this.top + (4 - power) * this.down + this.band * (power > 2 ? 1 : 2));
    this.svg.append(this.target);
  }
}

/** Put what was dragged into the form and lead there. */
function fill(node, cell, { stay = false } = {}) {
  const { stakeholder, power, interest, stance } = form.elements;
  if (stakeholder.value !== node.dataset.party) {
    stakeholder.value = node.dataset.party;
    stance.value = [...node.classList].find((name) => name.startsWith("is-")).slice(3);
  }
  [power.value, interest.value] = [cell.power, cell.interest];
  form.dataset.dirty = "1";
  place.open = true;
  if (stay) return;
  place.scrollIntoView({ block: "start" });
  form.elements.reason.focus({ preventScroll: true });
}

if (form) {
  for (const svg of document.querySelectorAll("svg.sheet")) new Sheet(svg);
  for (const hint of document.querySelectorAll("[data-hint]")) hint.hidden = false;
}
