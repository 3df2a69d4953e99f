// What the page of a text gains from a script: words that somebody marks can be commented on right there.

const text = document.querySelector("[data-comment]");
const offer = document.createElement("a");
offer.className = "btn btn-primary btn-small comment-here";
offer.textContent = text?.dataset.words;
offer.hidden = true;
text?.append(offer);

/** How far into its part a place in the page lies: the letters of the part before it. */
function lettersBefore(part, node, offset) {
  const range = document.createRange();
  range.setStart(part, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

const partOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-part]");

function marked() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const part = partOf(range.startContainer);
  const words = range.toString().trim();
  if (!part || part !== partOf(range.endContainer) || !text.contains(part) || !words) return null;
  return { part, range, words };
}

function show() {
  const found = marked();
  offer.hidden = !found;
  if (!found) return;
  const { part, range, words } = found;
  const query = new URLSearchParams({ versi: text.dataset.version, isi: part.dataset.part, kutipan: words });
  query.set("awal", lettersBefore(part, range.startContainer, range.startOffset));
  offer.href = `${text.dataset.comment}?${query}`;
  const [at, around] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
  // Beneath the words: above them a phone shows its own menu.
  offer.style.top = `${at.bottom - around.top + 10}px`;
  offer.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - offer.offsetWidth))}px`;
}

let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 150);
});
