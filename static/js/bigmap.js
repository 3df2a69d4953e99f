// Everybody of a kecamatan or kabupaten on a canvas: thousands of parties, drawn, moved and filtered.
//
// The server sends arrays (see presenters/region_map.py, "packed"). What is on the screen is a sheet drawn
// beforehand, larger than its frame: moving it costs nothing, and the next one is drawn in slices meanwhile.
// Filters and list are those of the page: their links are followed here without leaving the map.

const MARGIN = 0.3; // of the frame, drawn on each side of it
const SLICE = 7; // milliseconds of drawing in one frame of the screen
const CLOSER = 1.5;
const CLOSEST = 140; // pixels for the length of a tie
const FINGER = 24;
const LABELS = 160;
const FINEST = 65535;
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const SQUARE = 1, DIAMOND = 2, HEXAGON = 3;
const SHAPES = { institution: SQUARE, person: DIAMOND, government: HEXAGON };
const dark = matchMedia("(prefers-color-scheme: dark)");

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const numbers = (Type, text) => new Type(bytes(text).buffer);

/** The arrays of the server, ready to be drawn. */
class Network {
  constructor(data) {
    Object.assign(this, { names: data.names, villages: data.villages, sorts: data.sorts, lineKinds: data.line_kinds });
    const spots = numbers(Uint16Array, data.spots);
    const unit = data.size / FINEST;
    const count = (this.count = data.names.length);
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    for (let n = 0; n < count; n++) [this.x[n], this.y[n]] = [spots[2 * n] * unit, spots[2 * n + 1] * unit];
    this.sort = bytes(data.sort);
    this.asked = bytes(data.asked);
    this.village = numbers(Uint16Array, data.village);
    this.ids = bytes(data.ids);
    this.ties = numbers(Uint32Array, data.ties);
    this.kinds = bytes(data.kinds);
    this.degree = new Uint16Array(count);
    for (const end of this.ties) this.degree[end]++;
    this.on = new Uint8Array(count).fill(1);
    this.bySort = data.sorts.map((_, sort) => Uint32Array.from(places(count, (n) => this.sort[n] === sort)));
    // Groups lie on top.
    this.layers = [...data.sorts.keys()].sort((a, b) => data.sorts[a].group - data.sorts[b].group);
    this.byKind = data.line_kinds.map((_, kind) => Uint32Array.from(places(this.kinds.length, (t) => this.kinds[t] === kind)));
    this.ranked = Uint32Array.from(places(count, () => true)).sort((a, b) => this.degree[b] - this.degree[a]);
  }

  id(n) {
    const hex = Array.from(this.ids.subarray(16 * n, 16 * n + 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  /** Who passes the filters of an address. */
  filter(query) {
    const sorts = new Set(query.getAll("golongan"));
    const villages = new Set(query.getAll("desa"));
    const words = (query.get("cari") ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const sortOn = this.sorts.map(({ code }) => !sorts.size || sorts.has(code));
    const villageOn = this.villages.map(({ code }) => !villages.size || villages.has(code));
    for (let n = 0; n < this.count; n++) {
      this.on[n] = sortOn[this.sort[n]] && villageOn[this.village[n]] && (!words.length || has(this.names[n], words)) ? 1 : 0;
    }
    this.filtered = sorts.size + villages.size + words.length > 0;
  }

  neighbours(n) {
    const found = [];
    for (let t = 0; t < this.kinds.length; t++) {
      const a = this.ties[2 * t], b = this.ties[2 * t + 1];
      if (a === n) found.push([b, this.kinds[t]]);
      else if (b === n) found.push([a, this.kinds[t]]);
    }
    return found;
  }
}

function places(count, holds) {
  const found = [];
  for (let n = 0; n < count; n++) if (holds(n)) found.push(n);
  return found;
}

const has = (name, words) => {
  const text = name.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
};

class BigMap {
  constructor(card, network) {
    this.card = card;
    this.network = network;
    this.frame = card.querySelector(".bigmap");
    this.frame.hidden = false;
    card.classList.add("bigmap-on");
    card.querySelector(".map-tools").hidden = false;
    this.sheets = [0, 1].map(() => this.frame.appendChild(document.createElement("canvas")));
    for (const sheet of this.sheets) sheet.ariaHidden = "true";
    this.chosen = -1;
    this.colours();
    this.measure();
    network.filter(new URLSearchParams(location.search));
    this.whole();
    this.drawNow();
    this.listen();
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.ink = Object.fromEntries(["ink", "soft", "card", "paper", "line", "edge", "other", "sunk"].map((name) => [name, colour(name)]));
    this.sortInk = this.network.sorts.map(({ code }) => colour(code) || this.ink.other);
    this.lineInk = this.network.lineKinds.map((kind) => colour(kind === "disputed" ? "depends" : kind));
    this.font = colour("sans");
  }

  measure() {
    this.width = this.frame.clientWidth;
    this.height = this.frame.clientHeight;
    this.ratio = Math.min(2, devicePixelRatio || 1);
    const { villages } = this.network;
    const boxes = villages.map(({ box }) => box).filter(Boolean);
    this.low = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
    this.high = [Math.max(...boxes.map((box) => box[0] + box[2])), Math.max(...boxes.map((box) => box[1] + box[3]))];
    const [wide, high] = [this.high[0] - this.low[0] + 4, this.high[1] - this.low[1] + 4];
    this.least = Math.min(this.width / wide, this.height / high) || 1;
  }

  /** Everything, or everybody who passes the filters, in the frame. */
  whole() {
    const { x, y, on, count, filtered } = this.network;
    let [left, top, right, bottom] = [...this.low, ...this.high];
    if (filtered) {
      [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let n = 0; n < count; n++) {
        if (!on[n]) continue;
        [left, right] = [Math.min(left, x[n]), Math.max(right, x[n])];
        [top, bottom] = [Math.min(top, y[n]), Math.max(bottom, y[n])];
      }
      if (left > right) return;
    }
    const scale = Math.min(this.width / (right - left + 4), this.height / (bottom - top + 4));
    this.look((left + right) / 2, (top + bottom) / 2, scale);
  }

  look(x, y, scale = this.scale) {
    this.scale = Math.min(CLOSEST, Math.max(this.least * 0.8, scale));
    this.x = Math.min(this.high[0], Math.max(this.low[0], x));
    this.y = Math.min(this.high[1] + this.height / 3 / this.scale, Math.max(this.low[1], y));
  }

  /** Nearer or farther, the spot under (x, y) of the frame staying where it is. */
  zoom(by, x = this.width / 2, y = this.height / 2) {
    const [wx, wy] = this.toWorld(x, y);
    this.look(this.x, this.y, this.scale * by);
    this.look(wx - (x - this.width / 2) / this.scale, wy - (y - this.height / 2) / this.scale);
    this.moved();
  }

  toWorld(x, y) {
    return [this.x + (x - this.width / 2) / this.scale, this.y + (y - this.height / 2) / this.scale];
  }

  // --- drawing ---

  /** The sheet on the screen is moved at once; another is drawn when it no longer serves. */
  moved() {
    this.place();
    const { x, y, scale } = this.drawn;
    const far = Math.max(Math.abs(x - this.x) / this.width, Math.abs(y - this.y) / this.height) * this.scale;
    clearTimeout(this.rest);
    if (far > MARGIN * 0.5 || scale !== this.scale) this.redraw();
    else if (far) this.rest = setTimeout(() => this.redraw(), 200);
  }

  place() {
    const { x, y, scale, sheet } = this.drawn;
    const grown = this.scale / scale;
    const left = this.width / 2 - this.width * (MARGIN + 0.5) * grown + (x - this.x) * this.scale;
    const top = this.height / 2 - this.height * (MARGIN + 0.5) * grown + (y - this.y) * this.scale;
    sheet.style.transform = `translate(${left}px, ${top}px) scale(${grown})`;
  }

  redraw() {
    this.asked = true;
    if (!this.work) this.slice(this.begin());
  }

  drawNow() {
    const work = this.begin();
    while (!work.next().done);
    this.finish();
  }

  begin() {
    this.asked = false;
    this.next = { x: this.x, y: this.y, scale: this.scale, sheet: this.sheets.find((sheet) => sheet !== this.drawn?.sheet) };
    return (this.work = this.paint(this.next));
  }

  slice(work) {
    requestAnimationFrame(() => {
      const until = performance.now() + SLICE;
      while (performance.now() < until) {
        if (work.next().done) {
          this.finish();
          if (this.asked && (this.drawn.x !== this.x || this.drawn.y !== this.y || this.drawn.scale !== this.scale || this.stale)) this.slice(this.begin());
          return;
        }
      }
      this.slice(work);
    });
  }

  finish() {
    const before = this.drawn?.sheet;
    this.drawn = this.next;
    this.work = null;
    this.place();
    this.drawn.sheet.style.visibility = "visible";
    if (before) before.style.visibility = "hidden";
  }

  /** Draw one sheet, a piece at each step. */
  *paint({ x, y, scale, sheet }) {
    this.stale = false;
    const { network, ink, ratio } = this;
    const [wide, high] = [this.width * (1 + 2 * MARGIN), this.height * (1 + 2 * MARGIN)];
    const [w, h] = [Math.round(wide * ratio), Math.round(high * ratio)];
    if (sheet.width !== w || sheet.height !== h) {
      Object.assign(sheet, { width: w, height: h });
      Object.assign(sheet.style, { width: `${wide}px`, height: `${high}px` });
    }
    const pen = sheet.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, wide, high);
    const [left, top] = [wide / 2 - x * scale, high / 2 - y * scale];
    const px = (n) => network.x[n] * scale + left;
    const py = (n) => network.y[n] * scale + top;
    this.paintVillages(pen, scale, left, top);
    yield;
    yield* this.paintTies(pen, { px, py, wide, high, scale });
    const radius = Math.min(14, Math.max(0.9, scale * 0.2));
    yield* this.paintParties(pen, { px, py, wide, high, radius });
    if (this.chosen >= 0) this.paintChosen(pen, px, py, radius);
    yield;
    pen.lineJoin = "round";
    pen.strokeStyle = ink.card;
    pen.fillStyle = ink.ink;
    if (radius > 4) yield* this.paintNames(pen, { px, py, wide, high, radius });
    else this.paintVillageNames(pen, scale, left, top);
  }

  paintVillages(pen, scale, left, top) {
    pen.fillStyle = this.ink.card;
    pen.strokeStyle = this.ink.line;
    pen.lineWidth = 1;
    for (const { box } of this.network.villages) {
      if (!box) continue;
      pen.beginPath();
      pen.roundRect(box[0] * scale + left - scale, box[1] * scale + top - scale, (box[2] + 2) * scale, (box[3] + 2) * scale, scale);
      pen.fill();
      pen.stroke();
    }
  }

  *paintTies(pen, { px, py, wide, high, scale }) {
    const { network } = this;
    const { ties, on, filtered } = network;
    for (const lit of filtered ? [0, 1] : [1]) {
      for (const [kind, rows] of network.byKind.entries()) {
        pen.strokeStyle = this.lineInk[kind];
        pen.lineWidth = scale > 20 ? 1.6 : 0.8;
        pen.setLineDash(network.lineKinds[kind] === "competes" && scale > 20 ? [6, 4] : []);
        pen.globalAlpha = filtered && !lit ? 0.06 : scale > 20 ? 0.7 : 0.35;
        for (let from = 0; from < rows.length; from += 800) {
          pen.beginPath();
          const to = Math.min(rows.length, from + 800);
          for (let row = from; row < to; row++) {
            const a = ties[2 * rows[row]], b = ties[2 * rows[row] + 1];
            if (filtered && (on[a] | on[b]) !== lit) continue;
            const ax = px(a), ay = py(a), bx = px(b), by = py(b);
            if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > wide && bx > wide) || (ay > high && by > high)) continue;
            pen.moveTo(ax, ay);
            pen.lineTo(bx, by);
          }
          pen.stroke();
          yield;
        }
      }
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  *paintParties(pen, { px, py, wide, high, radius }) {
    const { network, ink } = this;
    const { on, asked, filtered } = network;
    pen.lineWidth = Math.max(1, radius / 5);
    for (const lit of filtered ? [0, 1] : [1]) {
      pen.globalAlpha = filtered && !lit ? 0.12 : 1;
      for (const sort of network.layers) {
        const rows = network.bySort[sort];
        const { code, group } = network.sorts[sort];
        pen.fillStyle = pen.strokeStyle = this.sortInk[sort];
        for (let from = 0; from < rows.length; from += 600) {
          pen.beginPath();
          const hollow = [];
          const to = Math.min(rows.length, from + 600);
          for (let row = from; row < to; row++) {
            const n = rows[row];
            if (on[n] !== lit) continue;
            const x = px(n), y = py(n);
            if (x < -radius || y < -radius || x > wide + radius || y > high + radius) continue;
            if (radius < 3) pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
            else if (group && !asked[n]) hollow.push(x, y);
            else outline(pen, SHAPES[code], x, y, radius);
          }
          pen.fill();
          if (hollow.length) {
            pen.beginPath();
            for (let at = 0; at < hollow.length; at += 2) outline(pen, 0, hollow[at], hollow[at + 1], radius);
            pen.fillStyle = ink.card;
            pen.fill();
            pen.setLineDash([radius / 2.5, radius / 3]);
            pen.stroke();
            pen.setLineDash([]);
            pen.fillStyle = this.sortInk[sort];
          }
          yield;
        }
      }
    }
    pen.globalAlpha = 1;
  }

  paintChosen(pen, px, py, radius) {
    const x = px(this.chosen), y = py(this.chosen);
    pen.strokeStyle = this.ink.ink;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const [n] of this.network.neighbours(this.chosen)) {
      pen.moveTo(x, y);
      pen.lineTo(px(n), py(n));
    }
    pen.stroke();
    pen.lineWidth = 3;
    pen.beginPath();
    pen.arc(x, y, radius + 5, 0, 2 * Math.PI);
    pen.stroke();
  }

  *paintNames(pen, { px, py, wide, high, radius }) {
    const { network } = this;
    const size = 13;
    pen.font = `500 ${size}px ${this.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineWidth = 4;
    const room = new Room(12, 6, size);
    let written = 0;
    for (let n = 0; n < network.count; n++) {
      const x = px(n), y = py(n);
      if (x > 0 && y > 0 && x < wide && y < high) room.fill(x, y, radius);
    }
    yield;
    if (this.chosen >= 0) {
      const text = short(network.names[this.chosen]);
      const [x, y] = [px(this.chosen), py(this.chosen) + radius + 7];
      room.take(x, y, text.length * size * 0.56, true);
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    }
    for (const [rank, n] of network.ranked.entries()) {
      if (written >= LABELS) return;
      if (!(rank % 4000)) yield;
      if (!network.on[n]) continue;
      const x = px(n), y = py(n) + radius + 3;
      if (x < 0 || y < 0 || x > wide || y > high) continue;
      const text = short(network.names[n]);
      if (!room.take(x, y, text.length * size * 0.56)) continue;
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
      if (!(++written % 20)) yield;
    }
  }

  paintVillageNames(pen, scale, left, top) {
    pen.font = `600 14px ${this.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 5;
    const room = new Room(20, 6, 18);
    for (const { name, box } of this.network.villages) {
      if (!box) continue;
      const x = (box[0] + box[2] / 2) * scale + left, y = (box[1] - 0.4) * scale + top;
      if (!room.take(x, y - 9, name.length * 8)) continue;
      pen.strokeText(name, x, y);
      pen.fillText(name, x, y);
    }
  }

  // --- the card ---

  nearest(x, y, within) {
    const { network } = this;
    const [wx, wy] = this.toWorld(x, y);
    let [best, least] = [-1, (within / this.scale) ** 2];
    for (let n = 0; n < network.count; n++) {
      if (!network.on[n]) continue;
      const far = (network.x[n] - wx) ** 2 + (network.y[n] - wy) ** 2;
      if (far < least) [best, least] = [n, far];
    }
    return best;
  }

  open(n) {
    this.close();
    if (n < 0) return;
    const { network, card } = this;
    const sheet = card.querySelector("template").content.cloneNode(true).firstElementChild;
    sheet.querySelector("[data-name]").textContent = network.names[n];
    const village = network.villages[network.village[n]];
    sheet.querySelector("[data-said]").textContent = `${network.sorts[network.sort[n]].label} · ${village.name}`;
    sheet.querySelector("[data-page]").href = card.dataset.party.replace(/[0-]{36}/, network.id(n));
    sheet.querySelector("[data-village-page]").href = card.dataset.village.replace("00.00.00.0000", village.code);
    const list = sheet.querySelector("ul");
    for (const [other] of network.neighbours(n).slice(0, 12)) {
      const button = list.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
      Object.assign(button, { type: "button", className: "chip", textContent: network.names[other] });
      button.addEventListener("click", () => this.jump(other));
    }
    sheet.querySelector("[data-close]").addEventListener("click", () => {
      this.close();
      this.frame.focus();
    });
    card.append(sheet);
    [this.sheet, this.chosen] = [sheet, n];
    this.refresh();
  }

  close() {
    if (!this.sheet) return;
    this.sheet.remove();
    this.sheet = undefined;
    this.chosen = -1;
    this.refresh();
  }

  jump(n) {
    const scale = Math.max(this.scale, 40);
    // In the upper part of the frame: the card takes the lower.
    this.look(this.network.x[n], this.network.y[n] + (0.36 * this.height) / scale, scale);
    this.open(n);
    this.moved();
  }

  refresh() {
    this.stale = true;
    this.redraw();
  }

  // --- filters: the links of the page, without leaving it ---

  async follow(url) {
    history.pushState(null, "", url);
    await this.show();
  }

  async show() {
    this.close();
    this.network.filter(new URLSearchParams(location.search));
    this.whole();
    this.refresh();
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["#saringan", "#daftar", "[data-count]"]) {
      const open = document.querySelector(`${part} details`)?.open;
      const fresh = document.adoptNode(page.querySelector(part));
      document.querySelector(part).replaceWith(fresh);
      if (open) fresh.querySelector("details").open = true;
    }
  }

  // --- what people do ---

  listen() {
    const { card, frame } = this;
    card.addEventListener("click", (event) => {
      const at = event.target.closest("a.chip, [data-zoom]");
      if (!at || event.ctrlKey || event.metaKey || event.shiftKey || at.closest(".map-sheet")) return;
      event.preventDefault();
      if (at.matches("a")) this.follow(at.href);
      else this.step(at.dataset.zoom);
    });
    card.querySelector("form").addEventListener("input", (event) => this.search(event.target));
    addEventListener("popstate", () => this.show());
    frame.addEventListener("keydown", (event) => this.key(event));
    frame.addEventListener("wheel", (event) => {
      // The page scrolls past a map that nobody has entered.
      if (!event.ctrlKey && document.activeElement !== frame) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    this.listenToPointers();
    new ResizeObserver(() => {
      if (frame.clientWidth === this.width && frame.clientHeight === this.height) return;
      this.measure();
      this.refresh();
    }).observe(frame);
    dark.addEventListener("change", () => {
      this.colours();
      this.refresh();
    });
  }

  listenToPointers() {
    const { frame } = this;
    const fingers = new Map();
    let [apart, way] = [0, 0];
    frame.addEventListener("pointerdown", (event) => {
      frame.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
      [apart, way] = [0, fingers.size > 1 ? Infinity : 0];
    });
    frame.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      fingers.set(event.pointerId, event);
      const [one, two] = fingers.values();
      if (two) {
        const box = frame.getBoundingClientRect();
        const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
        if (apart) this.zoom(now / apart, (one.clientX + two.clientX) / 2 - box.left, (one.clientY + two.clientY) / 2 - box.top);
        apart = now;
        return;
      }
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      way += Math.abs(dx) + Math.abs(dy);
      this.look(this.x - dx / this.scale, this.y - dy / this.scale);
      this.moved();
    });
    for (const name of ["pointerup", "pointercancel"]) {
      frame.addEventListener(name, (event) => {
        if (!fingers.delete(event.pointerId)) return;
        apart = 0;
        if (name === "pointercancel" || way > 8) return;
        const box = frame.getBoundingClientRect();
        this.open(this.nearest(event.clientX - box.left, event.clientY - box.top, FINGER));
      });
    }
  }

  key(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[key]) {
      const [dx, dy] = ARROWS[key];
      this.look(this.x + (dx * this.width) / 6 / this.scale, this.y + (dy * this.height) / 6 / this.scale);
      this.moved();
    } else if ("+=-0".includes(key)) this.step(key);
    else if (key === "Enter") this.open(this.nearest(this.width / 2, this.height / 2, this.width));
    else if (key === "Escape" && this.sheet) this.close();
    else return;
    event.preventDefault();
  }

  step(key) {
    if (key !== "0") return this.zoom(key === "-" ? 1 / CLOSER : CLOSER);
    this.whole();
    this.moved();
  }

  search(input) {
    const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    this.hits?.remove();
    if (!words.length) return;
    this.hits = document.createElement("ul");
    this.hits.className = "hits";
    const { names, ranked, villages, village } = this.network;
    for (const n of ranked) {
      if (this.hits.children.length === 8) break;
      if (!has(names[n], words)) continue;
      const button = this.hits.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
      Object.assign(button, { type: "button", textContent: `${names[n]} · ${villages[village[n]].name}` });
      button.addEventListener("click", () => {
        input.value = "";
        this.hits.remove();
        this.jump(n);
      });
    }
    input.form.after(this.hits);
  }
}

/** Which cells of the sheet are taken, for labels so tall. */
class Room {
  constructor(wide, high, tall) {
    Object.assign(this, { wide, high, tall, taken: new Set() });
  }

  /** Take the place of a shape. */
  fill(x, y, radius) {
    for (let row = Math.floor((y - radius / 2) / this.high); row <= (y + radius / 2) / this.high; row++) {
      for (let cell = Math.floor((x - radius / 2) / this.wide); cell <= (x + radius / 2) / this.wide; cell++) this.taken.add(cell * 65536 + row);
    }
  }

  /** Take the place of a label if it is free; anyway where it must stand. */
  take(x, y, width, must = false) {
    const first = Math.floor((x - width / 2) / this.wide), last = Math.floor((x + width / 2) / this.wide);
    const cells = [];
    for (let row = Math.floor(y / this.high); row <= (y + this.tall) / this.high; row++) {
      for (let cell = first; cell <= last; cell++) cells.push(cell * 65536 + row);
    }
    if (!must && cells.some((cell) => this.taken.has(cell))) return false;
    for (const cell of cells) this.taken.add(cell);
    return true;
  }
}

const short = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

function outline(pen, shape, x, y, r) {
  if (shape === SQUARE) pen.rect(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r);
  else if (shape) {
    const corners = shape === DIAMOND ? 4 : 6;
    for (let corner = 0; corner <= corners; corner++) {
      const turn = (corner * 2 * Math.PI) / corners - Math.PI / 2;
      const [cx, cy] = [x + r * 1.15 * Math.cos(turn), y + r * 1.15 * Math.sin(turn)];
      if (corner) pen.lineTo(cx, cy);
      else pen.moveTo(cx, cy);
    }
  } else {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 2 * Math.PI);
  }
}

// --- beginning ---

/** The arrays as text. While villages are worked out the server only says how many are left. */
async function load(card) {
  const answer = await fetch(card.dataset.source, { credentials: "same-origin" });
  if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) throw new Error(answer.status);
  return answer.text();
}

async function start(card) {
  let text = await load(card);
  while (text.startsWith('{"waiting": ')) text = await load(card);
  performance.mark("bigmap-data");
  const network = new Network(JSON.parse(text));
  if (!network.count) return;
  card.bigmap = new BigMap(card, network);
  document.querySelector("[data-waiting]")?.remove();
  // The frame after the first picture is on the screen.
  requestAnimationFrame(() => setTimeout(() => {
    card.dataset.drawn = performance.measure("bigmap-first-draw", "bigmap-data").duration;
  }));
}

for (const card of document.querySelectorAll("[data-bigmap]")) {
  start(card).catch((error) => {
    card.querySelector("[data-failed]").hidden = false;
    console.error(error);
  });
}
