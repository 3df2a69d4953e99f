// What the map of a village gains from a script. The server has drawn it; every choice is also a link.
//
// The drawing says everything: parties are a.node[data-n][data-sort], ties .tie.<kind>[data-a][data-b],
// each tie's <title> is what was said (on a large map it stands in the list alone, which may also be the only one
// to say where the tie leads: .tie is no link there); a.count is how many of them lie on each other. A map drawn in part (no data-complete) follows its links instead.

const CLOSER = 1.4;
const LARGEST = 5;
const LONG_PRESS = 500;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

class VillageMap {
  constructor(card) {
    this.card = card;
    card.map = this; // for map-place.js
    this.complete = "complete" in card.dataset;
    this.pan = card.querySelector(".map-pan");
    this.drawings = [...card.querySelectorAll("svg.map")].map((svg) => new Drawing(svg));
    this.chips = [...card.querySelectorAll("a.chip[data-kind]")];
    this.sorts = [...card.querySelectorAll("a[data-sort].legend-item")];
    this.words = new Map(this.chips.map((chip) => [chip.dataset.word, chip.dataset.kind]));
    this.scale = 1;
    if (!this.drawings.length) return;
    this.read();
    this.listen();
    for (const tools of card.querySelectorAll(".map-tools")) tools.hidden = false;
    for (const drawing of this.drawings) drawing.makeReachable();
    // A large sheet opens on whoever knows most.
    const { drawing } = this;
    if (drawing.svg.matches(".large")) this.scrollTo(...drawing.busiest.spot());
  }

  /** The sheet that is on the screen. */
  get drawing() {
    return this.drawings.find((each) => each.svg.getClientRects().length) ?? this.drawings[0];
  }

  // --- state and address ---

  read() {
    const query = new URLSearchParams(location.search);
    const focus = query.get("fokus");
    this.kinds = new Set(query.getAll("jenis").map((word) => this.words.get(word)).filter(Boolean));
    this.chosenSorts = new Set(query.getAll("golongan"));
    this.steps = Number(query.get("langkah")) || 1;
    this.focus = focus ? this.drawings[0].nodes.findIndex((node) => node.id === focus) : -1;
  }

  write() {
    const query = new URLSearchParams(location.search);
    for (const name of ["jenis", "golongan", "fokus", "langkah", "cari"]) query.delete(name);
    for (const [word, kind] of this.words) if (word && this.kinds.has(kind)) query.append("jenis", word);
    for (const sort of this.chosenSorts) query.append("golongan", sort);
    if (this.focus >= 0) {
      query.set("fokus", this.drawing.nodes[this.focus].id);
      query.set("langkah", this.steps);
    }
    history.pushState(null, "", query.size ? `?${query}` : location.pathname);
    for (const field of document.querySelectorAll("form[method=post] [name=lihat]")) field.value = location.search;
    this.show();
  }

  /** Make the drawings, chips, count and list say what the state is. */
  show() {
    const filtered = this.kinds.size + this.chosenSorts.size > 0;
    for (const drawing of this.drawings) {
      for (const tie of drawing.ties) tie.on = this.passes(tie, drawing);
      drawing.mark(filtered, this.chosenSorts);
      if (this.complete) drawing.light(this.focus, this.steps);
    }
    for (const chip of this.chips) {
      const { kind } = chip.dataset;
      current(chip, kind ? this.kinds.has(kind) : !this.kinds.size);
    }
    for (const item of this.sorts) current(item, this.chosenSorts.has(item.dataset.sort));
    const seen = this.drawing.ties.filter((tie) => tie.on && !tie.far);
    this.card.querySelector("[data-shown]").textContent = seen.filter((tie) => tie.kind !== "depends").length;
    this.list(new Set(seen.map((tie) => tie.href)));
    if (this.complete) this.tellFocus();
  }

  passes(tie, { nodes }) {
    if (tie.kind === "depends") return true;
    if (this.kinds.size && !this.kinds.has(tie.kind)) return false;
    return !this.chosenSorts.size || [tie.a, tie.b].some((n) => this.chosenSorts.has(nodes[n].sort));
  }

  /** The list under the map holds the same ties as the map. */
  list(seen) {
    for (const section of document.querySelectorAll(".tie-list [data-kind]")) {
      const rows = [...section.querySelectorAll("li")];
      for (const row of rows) row.hidden = !seen.has(row.querySelector("a").getAttribute("href"));
      section.hidden = rows.every((row) => row.hidden);
    }
  }

  tellFocus() {
    const bar = this.card.querySelector("[data-focus]");
    const left = !bar.hidden && this.focus < 0;
    bar.hidden = this.focus < 0;
    if (left) this.zoom(1);
    if (bar.hidden) return;
    bar.querySelector("strong").textContent = this.drawing.nodes[this.focus].name;
    for (const link of bar.querySelectorAll("[data-steps]")) current(link, Number(link.dataset.steps) === this.steps);
    this.frame();
  }

  focusOn(n, steps = 1) {
    if (!this.complete) {
      const url = new URL(this.drawing.nodes[n].at.href.baseVal, location.href);
      url.searchParams.set("langkah", steps);
      location.assign(url);
      return;
    }
    [this.focus, this.steps] = [n, steps];
    this.close();
    this.write();
  }

  leaveFocus() {
    if (!this.complete) return;
    this.focus = -1;
    this.write();
  }

  // --- the card of what was tapped ---

  open(name, said, ties, node) {
    this.close();
    const sheet = this.card.querySelector("template").content.cloneNode(true).firstElementChild;
    sheet.querySelector("[data-name]").textContent = name;
    sheet.querySelector("[data-said]").textContent = said;
    const chips = sheet.querySelector(".chips");
    chips.hidden = !node;
    if (node) {
      for (const button of chips.querySelectorAll("[data-steps]")) button.dataset.n = node.n;
      const page = chips.querySelector("[data-page]");
      page.hidden = node.at.matches(".outside");
      page.href = this.card.dataset.party.replace(/[0-]{36}/, node.id);
    }
    const list = sheet.querySelector("ul");
    for (const [label, words, href] of ties) {
      const row = list.appendChild(document.createElement("li"));
      const main = row.appendChild(document.createElement("span"));
      main.className = "list-main";
      const link = main.appendChild(document.createElement("a"));
      link.href = href;
      link.textContent = label;
      const small = main.appendChild(document.createElement("span"));
      small.className = "soft small";
      small.textContent = words;
    }
    this.card.append(sheet);
    this.sheet = sheet;
  }

  openNode(n) {
    const { drawing } = this;
    const node = drawing.nodes[n];
    const ties = drawing.tiesOf(n).map((tie) => [
      drawing.nodes[tie.a === n ? tie.b : tie.a].name, tie.said, tie.href,
    ]);
    this.open(node.name, ties.length ? "" : this.card.dataset.alone, ties, node);
    this.chosen = n;
    for (const each of this.drawings) each.choose(n);
  }

  /** All that is said between two, whichever of its lines was tapped. */
  openTie(tie) {
    const names = [tie.a, tie.b].map((n) => this.drawing.nodes[n].name).join(" – ");
    const said = this.drawing.ties.filter((each) => each.on && joins(each, tie));
    this.open(names, "", said.map((each) => [each.said, this.card.dataset.words, each.href]));
  }

  close() {
    this.sheet?.remove();
    this.sheet = this.chosen = undefined;
    for (const drawing of this.drawings) drawing.choose(this.complete ? this.focus : -2);
  }

  // --- nearer and farther: the drawing grows, its frame scrolls ---

  zoom(scale, x = this.pan.clientWidth / 2, y = this.pan.clientHeight / 2) {
    const { svg } = this.drawing;
    const next = Math.min(LARGEST, Math.max(this.least, scale));
    if (next === this.scale) return;
    if (!this.base) this.base = svg.getBoundingClientRect().width / this.scale;
    const grown = next / this.scale;
    this.pan.style.height = next > 1 ? `${Math.min(this.pan.clientHeight, innerHeight * 0.8)}px` : "";
    this.pan.classList.toggle("zoomed", next > 1);
    svg.style.width = next === 1 ? "" : `${this.base * next}px`;
    svg.style.maxWidth = next === 1 ? "" : "none";
    svg.style.height = next === 1 ? "" : "auto";
    this.pan.scrollLeft = (this.pan.scrollLeft + x) * grown - x;
    this.pan.scrollTop = (this.pan.scrollTop + y) * grown - y;
    this.scale = next;
  }

  get least() {
    return this.drawing.svg.matches(".large") ? 0.25 : 1;
  }

  /** Bring the party in focus and those around it into the frame. */
  frame() {
    const spots = this.drawing.nodes.filter((node) => !node.far).map((node) => node.spot());
    const box = this.drawing.svg.viewBox.baseVal;
    const [left, right] = range(spots.map(([x]) => x));
    const [top, bottom] = range(spots.map(([, y]) => y));
    const room = 130;
    this.zoom(1);
    this.zoom(Math.min(2, box.width / (right - left + room), (box.height + room) / (bottom - top + room)));
    const unit = this.drawing.svg.getBoundingClientRect().width / box.width;
    this.scrollTo(((left + right) / 2) * unit, ((top + bottom) / 2) * unit, still.matches ? "auto" : "smooth");
  }

  scrollTo(x, y, behavior = "auto") {
    this.pan.scrollTo({ left: x - this.pan.clientWidth / 2, top: y - this.pan.clientHeight / 2, behavior });
  }

  // --- what people do ---

  listen() {
    this.card.addEventListener("click", (event) => this.click(event));
    this.card.addEventListener("keydown", (event) => this.key(event));
    this.card.querySelector("form")?.addEventListener("input", (event) => this.search(event.target));
    addEventListener("popstate", () => {
      if (!this.complete) return location.reload();
      this.read();
      this.close();
      this.show();
    });
    addEventListener("resize", () => {
      if (this.base) this.zoom(1);
      this.base = undefined;
    });
    addEventListener("keydown", (event) => {
      const undo = document.querySelector("[data-undo]:not([hidden])");
      if (!undo || event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea")) return;
      event.preventDefault();
      Promise.resolve(this.pending).then(() => undo.requestSubmit());
    });
    this.listenToPointers();
  }

  click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.moved) {
      this.moved = false;
      return event.preventDefault();
    }
    const at = event.target.closest("a, button, .tie");
    if (!at) return;
    const { dataset } = at;
    const act =
      at.matches("a.node:not(.bundle)") ? () => (this.chosen === Number(dataset.n) ? this.focusOn(this.chosen) : this.openNode(Number(dataset.n)))
      : at.matches(".tie, a.count") ? () => this.openTie({ a: Number(dataset.a), b: Number(dataset.b) })
      : at.matches("[data-close]") ? () => this.close()
      : at.matches("[data-zoom]") ? () => this.zoom(dataset.zoom === "0" ? 1 : this.scale * (dataset.zoom === "+" ? CLOSER : 1 / CLOSER))
      : at.matches("[data-print]") ? () => print()
      : at.matches("button[data-n]") ? () => this.focusOn(Number(dataset.n), Number(dataset.steps) || 1)
      : !this.complete ? null
      : at.matches("[data-focus] [data-steps]") ? () => this.focusOn(this.focus, Number(dataset.steps))
      : at.matches("[data-whole]") ? () => this.leaveFocus()
      : at.matches("a.chip[data-kind]") ? () => this.toggle(this.kinds, dataset.kind)
      : at.matches(".legend-item") ? () => this.toggle(this.chosenSorts, dataset.sort)
      : null;
    if (!act) return;
    event.preventDefault();
    act();
  }

  toggle(set, code) {
    if (!code) set.clear();
    else if (!set.delete(code)) set.add(code);
    this.write();
  }

  key(event) {
    if (event.target.matches("input")) return;
    const { key } = event;
    const node = event.target.closest("a.node");
    if (node && this.moveBy?.(Number(node.dataset.n), event)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") {
      if (this.sheet) this.close();
      else if (this.focus >= 0) this.leaveFocus();
      else return;
    } else if (ARROWS[key] && node) {
      this.drawing.next(Number(node.dataset.n), ARROWS[key])?.focus();
    } else if (node && "123".includes(key)) {
      this.focusOn(Number(node.dataset.n), Number(key));
    } else if (node && "+=-0".includes(key)) {
      this.zoom(key === "0" ? 1 : key === "-" ? this.scale / CLOSER : this.scale * CLOSER);
    } else return;
    event.preventDefault();
  }

  search(input) {
    const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    this.hits?.remove();
    if (!words.length) return;
    const found = this.drawing.nodes.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
    this.hits = document.createElement("ul");
    this.hits.className = "hits";
    for (const node of found.slice(0, 8)) {
      const button = this.hits.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
      button.type = "button";
      button.dataset.n = node.n;
      button.textContent = node.name;
      button.addEventListener("click", () => {
        input.value = "";
        this.hits.remove();
      });
    }
    input.form.after(this.hits);
  }

  listenToPointers() {
    const { pan } = this;
    const fingers = new Map();
    let press, last, apart;
    // Two fingers are ours; one finger scrolls, within the frame and then past it.
    pan.addEventListener("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
    pan.addEventListener("dragstart", (event) => event.preventDefault());
    pan.addEventListener("contextmenu", (event) => fingers.size && event.preventDefault());
    pan.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = pan.getBoundingClientRect();
      this.zoom(this.scale * Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    pan.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, event);
      [last, apart, this.moved] = [event, 0, false];
      clearTimeout(press);
      const node = event.target.closest("a.node");
      if (node && event.pointerType !== "mouse") {
        press = setTimeout(() => {
          this.moved = true;
          if (!this.lift?.(Number(node.dataset.n), event)) this.focusOn(Number(node.dataset.n));
        }, LONG_PRESS);
      }
    });
    addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event);
      const [one, two] = fingers.values();
      if (Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY) > 6 || two) {
        clearTimeout(press);
        this.moved = true;
      }
      if (two) {
        const box = pan.getBoundingClientRect();
        const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
        if (apart) this.zoom((this.scale * now) / apart, (one.clientX + two.clientX) / 2 - box.left, (one.clientY + two.clientY) / 2 - box.top);
        apart = now;
      } else if (event.pointerType === "mouse" && this.moved && !this.held) {
        pan.scrollBy(-event.movementX, -event.movementY);
      }
    });
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, (event) => {
        fingers.delete(event.pointerId);
        clearTimeout(press);
        apart = 0;
      });
    }
    pan.addEventListener("pointerover", (event) => {
      const node = event.pointerType === "mouse" && event.target.closest("a.node");
      if (this.focus < 0 || !this.complete) this.drawing.light(node ? Number(node.dataset.n) : -1, 1);
    });
    pan.addEventListener("pointerleave", () => this.drawing.light(this.complete ? this.focus : -1, this.steps));
  }
}

/** One drawing: its parties and ties, and which of them stand out. */
class Drawing {
  constructor(svg) {
    this.svg = svg;
    this.nodes = [];
    for (const at of svg.querySelectorAll("a.node")) {
      const n = Number(at.dataset.n);
      const { sort } = at.dataset;
      const id = new URLSearchParams(at.href.baseVal.split("?")[1]?.split("#")[0]).get("fokus");
      const spot = () => at.getAttribute("transform").match(/[-.\d]+/g).map(Number);
      this.nodes[n] = { n, at, sort, id, spot, name: at.querySelector("title").textContent };
    }
    const row = rows();
    this.ties = [...svg.querySelectorAll(".tie")].map((at) => {
      const kind = at.classList[1];
      const link = row(at, kind);
      return {
        at,
        a: Number(at.dataset.a),
        b: Number(at.dataset.b),
        kind,
        href: at.getAttribute("href") ?? link?.getAttribute("href"),
        said: (at.querySelector("title") ?? link?.nextSibling)?.textContent ?? "",
        on: !at.matches(".off"),
      };
    });
    this.counts = [...svg.querySelectorAll("a.count")].map((at) => {
      const ends = { at, a: Number(at.dataset.a), b: Number(at.dataset.b) };
      const heap = this.ties.filter((tie) => joins(tie, ends) && tie.at.matches(".private") === at.matches(".private"));
      return { ...ends, heap };
    });
  }

  tiesOf(n) {
    return this.ties.filter((tie) => tie.on && (tie.a === n || tie.b === n));
  }

  get busiest() {
    const degrees = this.nodes.map(() => 0);
    for (const { a, b } of this.ties) degrees[a]++, degrees[b]++;
    return this.nodes[degrees.indexOf(Math.max(...degrees))];
  }

  /** Tab comes to one party, the busiest; arrows go on from there. */
  makeReachable() {
    this.busiest.at.setAttribute("tabindex", "0");
    this.svg.addEventListener("focusin", ({ target }) => {
      if (!target.matches("a.node")) return;
      this.svg.querySelector("a.node[tabindex='0']")?.setAttribute("tabindex", "-1");
      target.setAttribute("tabindex", "0");
    });
  }

  /** The neighbour that lies most in this direction; without one, the nearest party that way. */
  next(n, [dx, dy]) {
    const [x0, y0] = this.nodes[n].spot();
    const beside = new Set(this.tiesOf(n).flatMap((tie) => [tie.a, tie.b]));
    let best, least = Infinity;
    for (const node of this.nodes) {
      const [x, y] = node.spot();
      const ahead = (x - x0) * dx + (y - y0) * dy;
      const aside = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx);
      if (ahead <= 0 || aside > 2 * ahead) continue;
      const cost = ahead + 2 * aside + (beside.has(node.n) ? 0 : 1e4);
      if (cost < least) [best, least] = [node, cost];
    }
    return best?.at;
  }

  mark(filtered, sorts) {
    const lit = new Set(this.ties.filter((tie) => tie.on).flatMap((tie) => [tie.a, tie.b]));
    for (const tie of this.ties) tie.at.classList.toggle("off", !tie.on);
    for (const { at, heap } of this.counts) {
      const lying = heap.filter((tie) => tie.on).length;
      at.classList.toggle("off", lying < 2);
      at.querySelector("text").textContent = lying;
      for (const tie of heap) tie.at.classList.toggle("several", lying > 1 && tie.kind !== "disputed");
    }
    for (const node of this.nodes) node.at.classList.toggle("dim", filtered && !lit.has(node.n) && !sorts.has(node.sort));
  }

  /** Let one party and those within so many steps stand out; -1 for none. */
  light(n, steps) {
    const near = new Set(n < 0 ? [] : [n]);
    for (let step = 0; step < steps && n >= 0; step++) {
      for (const m of [...near]) for (const tie of this.tiesOf(m)) near.add(tie.a).add(tie.b);
    }
    for (const node of this.nodes) {
      node.far = n >= 0 && !near.has(node.n);
      node.at.classList.toggle("near", near.has(node.n));
    }
    for (const tie of this.ties) {
      tie.far = n >= 0 && !(near.has(tie.a) && near.has(tie.b));
      tie.at.classList.toggle("near", n >= 0 && !tie.far);
    }
    for (const { at, heap } of this.counts) at.classList.toggle("near", n >= 0 && heap.some((tie) => !tie.far));
    this.svg.classList.toggle("focused", n >= 0);
  }

  choose(n) {
    if (n === -2) return;
    for (const node of this.nodes) node.at.classList.toggle("chosen", node.n === n);
  }
}

const range = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
/** The link of the list for one tie after the other: that with its address or else the next of its kind. */
function rows() {
  const all = {}, by = new Map();
  for (const section of document.querySelectorAll(".tie-list [data-kind]")) {
    all[section.dataset.kind] = [...section.querySelectorAll("li a")];
    for (const link of all[section.dataset.kind]) by.set(link.getAttribute("href"), link);
  }
  return (at, kind) => (at.matches("a") ? by.get(at.getAttribute("href")) : all[kind]?.shift());
}
const joins = (tie, { a, b }) => (tie.a === a && tie.b === b) || (tie.a === b && tie.b === a);
const current = (link, on) => (on ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));

for (const card of document.querySelectorAll("[data-map]")) new VillageMap(card);
