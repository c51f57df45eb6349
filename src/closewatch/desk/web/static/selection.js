// Words that somebody has selected in a report, as offsets into its text.
//
// Every piece of a report's text on a page carries data-start: how many code points of Report.text lie before it. Markers and names of ours
// stand in no such piece, so they count for nothing.
"use strict";

// Gives {start, end, exact} for what is selected within `root`, counted in Unicode code points of the report's text (never in UTF-16 units),
// without white space at either end; null where nothing of a report's text is selected. `exact` is what the page shows for these words, to be
// shown again: the desk cuts the report's own words by start and end. Where paragraphs lie between, two line breaks stand for what parts them.
function selectionOffsets(root) {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const found = [];
  for (const piece of root.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(piece)) continue;
    const inside = document.createRange();
    inside.selectNodeContents(piece);
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    const words = inside.toString();
    if (!words) continue;
    const before = document.createRange();
    before.selectNodeContents(piece);
    before.setEnd(inside.startContainer, inside.startOffset);
    const start = Number(piece.dataset.start) + codePoints(before.toString());
    found.push({start, end: start + codePoints(words), words});
  }
  if (!found.length) return null;
  let exact = "";
  found.forEach((one, at) => {
    if (at && one.start > found[at - 1].end) exact += "\n\n";
    exact += one.words;
  });
  const lead = exact.length - exact.trimStart().length, tail = exact.length - exact.trimEnd().length;
  if (lead + tail >= exact.length) return null;
  return {
    start: found[0].start + codePoints(exact.slice(0, lead)),
    end: found[found.length - 1].end - codePoints(exact.slice(exact.length - tail)),
    exact: exact.trim(),
  };
}

// How many code points a text has: a sign beyond the basic plane is two units of UTF-16 and one code point.
function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
