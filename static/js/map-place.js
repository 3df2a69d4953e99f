// Moving parties on the map: with the mouse, with a finger after a long press, with keys.
//
// Where somebody is put is kept on the server for everybody; the undo bar takes it back. The addresses and
// words stand on the form [data-place]; the map itself is map.js.

const STEP = 12;
const SAVE_AFTER = 700;
const FRESH = 12000;
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

class Placing {
  constructor(map, form, undo) {
    Object.assign(this, { map, form, undo, words: form.dataset, queue: Promise.resolve() });
    map.lift = (n, event) => this.lift(n, event);
    map.moveBy = (n, event) => this.key(n, event);
    form.querySelector("[data-help]").hidden = false;
    for (const { svg } of map.drawings) svg.classList.add("movable");
    this.listen();
  }

  say(words, fresh) {
    this.form.querySelector("[data-said]").textContent = this.undo.querySelector("[data-said]").textContent = words;
    if (!fresh) return;
    this.undo.hidden = false;
    this.undo.classList.add("fresh");
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.undo.classList.remove("fresh"), FRESH);
  }

  // --- moving what is drawn ---

  node(n) {
    return this.map.drawing.nodes[n];
  }

  /** Whether somebody has a place of their own: who has no tie stands in a row. */
  movable(n) {
    return this.map.drawing.ties.some(({ a, b }) => a === n || b === n);
  }

  put(n, x, y) {
    const { svg } = this.map.drawing;
    const box = svg.viewBox.baseVal;
    x = Math.min(Math.max(x, 0), box.width);
    y = Math.min(Math.max(y, 0), box.height);
    this.node(n).at.setAttribute("transform", `translate(${x} ${y})`);
    const { ties, counts } = this.map.drawing;
    for (const tie of ties) if (tie.a === n || tie.b === n) this.draw(tie);
    for (const { at: count, a, b, heap } of counts) {
      const share = heap.some((tie) => tie.at.querySelector(".sign")) ? 0.3 : 0.5;
      if (a === n || b === n) count.setAttribute("transform", `translate(${this.way(a, b)(share)})`);
    }
    svg.classList.add("moved");
  }

  /** Points of the straight way from shape to shape, by their share of it. */
  way(a, b) {
    const [[x1, y1, out1], [x2, y2, out2]] = [a, b].map((n) => {
      const { at, spot } = this.node(n);
      return [...spot(), at.querySelector(".shape").getBBox().width / 2 + 3];
    });
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const from = Math.min(out1 / length, 0.45);
    const to = Math.max(1 - out2 / length, 0.55);
    return (share) => {
      const at = from + (to - from) * share;
      return `${(x1 + (x2 - x1) * at).toFixed(1)} ${(y1 + (y2 - y1) * at).toFixed(1)}`;
    };
  }

  /** A tie as a straight line; a disputed one in its two halves. */
  draw({ at, a, b }) {
    const along = this.way(a, b);
    for (const paths of [at.querySelectorAll(".line"), at.querySelectorAll(".reach")]) {
      paths.forEach((path, half) => path.setAttribute("d", `M${along(half / 2)}L${along(paths.length > 1 && !half ? 0.5 : 1)}`));
    }
    at.querySelector(".sign")?.setAttribute("transform", `translate(${along(0.5)})`);
  }

  // --- keeping it ---

  /** Send one place after the other: each stands on the revision that the one before made. */
  keep(n, back) {
    const { svg } = this.map.drawing;
    const [x, y] = this.node(n).spot();
    const { id } = this.node(n);
    const sheet = ["narrow", "wide", "large"].find((size) => svg.classList.contains(size));
    this.map.pending = this.queue = this.queue.then(async () => {
      const body = new FormData(this.form);
      for (const [name, value] of Object.entries({ pihak: id, x, y, lembar: sheet, dasar: this.words.base })) body.set(name, value);
      const answer = await fetch(this.words.place, { method: "POST", body: new URLSearchParams(body) }).catch(() => null);
      if (answer?.ok) {
        this.words.base = await answer.text();
        return this.say(this.words.kept, true);
      }
      this.put(n, ...back);
      this.say(answer?.status === 409 ? this.words.stale : this.words.failed, true);
    });
  }

  // --- mouse and fingers ---

  lift(n, event) {
    if (!this.movable(n)) return false;
    this.hold(n, event);
    this.held.lifted = true;
    this.node(n).at.classList.add("lifted");
    navigator.vibrate?.(20);
    return true;
  }

  hold(n, event) {
    this.held = { n, pointer: event.pointerId, at: [event.clientX, event.clientY], back: this.node(n).spot() };
    this.map.held = true;
  }

  listen() {
    const { pan } = this.map;
    pan.addEventListener("pointerdown", (event) => {
      const node = event.button === 0 && event.pointerType === "mouse" && event.target.closest("a.node");
      if (node && this.movable(Number(node.dataset.n))) this.hold(Number(node.dataset.n), event);
    });
    pan.addEventListener("touchmove", (event) => this.held && event.preventDefault(), { passive: false });
    addEventListener("pointermove", (event) => {
      const { held } = this;
      if (!held || held.pointer !== event.pointerId) return;
      const [x, y] = [event.clientX - held.at[0], event.clientY - held.at[1]];
      if (!held.moving && Math.hypot(x, y) < 6) return;
      held.moving = true;
      const { a, d } = this.map.drawing.svg.getScreenCTM();
      this.put(held.n, held.back[0] + x / a, held.back[1] + y / d);
    });
    addEventListener("pointerup", (event) => this.drop(event, true));
    addEventListener("pointercancel", (event) => this.drop(event, false));
  }

  drop(event, kept) {
    const { held } = this;
    if (!held || held.pointer !== event.pointerId) return;
    this.held = undefined;
    this.map.held = false;
    this.node(held.n).at.classList.remove("lifted");
    if (held.moving && kept) this.keep(held.n, held.back);
    else if (held.moving) this.put(held.n, ...held.back);
    else if (held.lifted && kept) this.map.focusOn(held.n);
  }

  // --- keys: M and arrows, or Shift and arrows at once ---

  key(n, event) {
    const { key } = event;
    const way = WAYS[key];
    if (event.ctrlKey || event.metaKey || event.altKey || !this.movable(n)) return false;
    if (key === "m" || key === "M") return this.moving?.n === n ? this.finish() : this.begin(n, true);
    if (this.moving?.n === n && key === "Escape") return this.leave();
    if (this.moving?.n === n && key === "Enter") return this.finish();
    if (!way || !(event.shiftKey || this.moving?.n === n)) return false;
    if (this.moving?.n !== n) this.begin(n, false);
    const [x, y] = this.node(n).spot();
    this.put(n, x + way[0] * STEP, y + way[1] * STEP);
    clearTimeout(this.saving);
    if (!this.moving.mode) this.saving = setTimeout(() => this.finish(), SAVE_AFTER);
    return true;
  }

  begin(n, mode) {
    if (this.moving) this.finish();
    this.moving = { n, mode, back: this.node(n).spot() };
    this.node(n).at.classList.add("lifted");
    if (mode) this.say(this.words.moving);
    this.node(n).at.addEventListener("blur", () => this.finish(), { once: true });
    return true;
  }

  finish() {
    const { moving } = this;
    if (!moving) return true;
    this.end();
    if (this.node(moving.n).spot().join() !== moving.back.join()) this.keep(moving.n, moving.back);
    return true;
  }

  leave() {
    const { n, back } = this.moving;
    this.end();
    this.put(n, ...back);
    return true;
  }

  end() {
    clearTimeout(this.saving);
    this.node(this.moving.n).at.classList.remove("lifted");
    this.moving = undefined;
    this.say("");
  }
}

/** A place on the map for a note: chosen with a tap, sent with the form. */
function pickPlaces(map, form) {
  const button = form.querySelector("button[data-pick]");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.textContent = form.dataset.pick;
    map.pan.classList.add("picking");
    map.pan.scrollIntoView({ block: "center" });
    map.pan.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const { svg } = map.drawing;
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const lembar = ["narrow", "wide", "large"].find((size) => svg.classList.contains(size));
      for (const [name, value] of Object.entries({ x, y, lembar, party: "" })) form.elements[name].value = value;
      map.pan.classList.remove("picking");
      button.textContent = "✓";
      form.elements.text.focus();
    }, { once: true, capture: true });
  });
}

const form = document.querySelector("[data-place]");
const note = document.querySelector("[data-note]");
const map = document.querySelector("[data-map]")?.map;
if (form && map?.complete && map.drawings.length) new Placing(map, form, document.querySelector("[data-undo]"));
if (note?.querySelector("button[data-pick]") && map?.drawings.length) pickPlaces(map, note);
