// Words of a report in a form: what is selected goes into a field as START:END, and Shift with the arrow keys moves the ends of what a field
// holds, word by word. Offsets count code points of the report's text (selection.js).
"use strict";

(() => {
  const root = document.querySelector("[data-selectable]");
  if (!root || typeof selectionOffsets !== "function") return;
  const pieces = [...root.querySelectorAll("[data-start]")].map((node) => {
    const signs = [...node.textContent];
    const start = Number(node.dataset.start);
    return {node, signs, start, end: start + signs.length};
  });
  const words = wordsOf();
  let selected = null;

  document.addEventListener("selectionchange", () => { selected = selectionOffsets(root) ?? selected; });

  // Every word with its two ends. A word can run over several pieces, so paragraphs are read whole.
  function wordsOf() {
    const found = [];
    let text = "", start = 0, end = -1;
    const read = () => {
      let at = start, unit = 0;
      for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[.,'’\-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu)) {
        at += [...text.slice(unit, match.index)].length;
        const length = [...match[0]].length;
        found.push({start: at, end: at + length});
        at += length;
        unit = match.index + match[0].length;
      }
    };
    for (const piece of pieces) {
      if (piece.start !== end) {
        read();
        text = "";
        start = piece.start;
      }
      text += piece.node.textContent;
      end = piece.end;
    }
    read();
    return found;
  }

  function textOf(start, end) {
    let text = "", last = null;
    for (const piece of pieces) {
      if (piece.end <= start || piece.start >= end) continue;
      if (last !== null && last !== piece.start) text += " ";
      text += piece.signs.slice(Math.max(0, start - piece.start), end - piece.start).join("");
      last = piece.end;
    }
    return text;
  }

  function rangesOf(start, end) {
    const found = [];
    for (const piece of pieces) {
      if (piece.end <= start || piece.start >= end || !piece.node.firstChild) continue;
      const range = document.createRange();
      range.setStart(piece.node.firstChild, piece.signs.slice(0, Math.max(0, start - piece.start)).join("").length);
      range.setEnd(piece.node.firstChild, piece.signs.slice(0, Math.min(piece.signs.length, end - piece.start)).join("").length);
      found.push(range);
    }
    return found;
  }

  function spansIn(value) {
    return [...value.matchAll(/(\d{1,9})\s*:\s*(\d{1,9})/g)].map((match) => ({start: Number(match[1]), end: Number(match[2])}));
  }

  function show(field) {
    const spans = spansIn(field.value);
    const place = document.querySelector(`[data-words-of="${CSS.escape(field.id)}"]`);
    if (place) place.textContent = spans.length ? spans.map((one) => `“${textOf(one.start, one.end)}”`).join(" … ") : "the words, or their offsets START:END";
    if (window.CSS && CSS.highlights && document.activeElement === field) {
      CSS.highlights.set("chosen", new Highlight(...spans.flatMap((one) => rangesOf(one.start, one.end))));
    }
  }

  function write(field, spans) {
    field.value = spans.map((one) => `${one.start}:${one.end}`).join(",");
    show(field);
  }

  // Moves one end of the last span of a field by one word; an empty field begins at the first word.
  function move(field, which, by) {
    const spans = spansIn(field.value);
    if (!words.length) return;
    if (!spans.length) {
      write(field, [words[0]]);
      return;
    }
    const span = spans[spans.length - 1];
    const ends = words.map((word) => word[which]).filter((place) => (which === "end" ? place > span.start : place < span.end));
    const next = by > 0 ? ends.find((place) => place > span[which]) : ends.findLast((place) => place < span[which]);
    if (next === undefined) return;
    span[which] = next;
    write(field, spans);
  }

  const moves = {ArrowRight: ["end", 1], ArrowLeft: ["end", -1], ArrowUp: ["start", -1], ArrowDown: ["start", 1]};
  for (const field of document.querySelectorAll("input[data-span]")) {
    field.addEventListener("input", () => show(field));
    field.addEventListener("focus", () => show(field));
    field.addEventListener("keydown", (event) => {
      if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || !(event.key in moves)) return;
      event.preventDefault();
      move(field, ...moves[event.key]);
    });
    show(field);
  }

  for (const button of document.querySelectorAll("button[data-use]")) {
    button.addEventListener("click", (event) => {
      const field = document.getElementById(button.dataset.use);
      const chosen = selectionOffsets(root) ?? selected;
      if (!chosen) return;
      write(field, [...(event.ctrlKey || event.metaKey ? spansIn(field.value) : []), chosen]);
      field.focus();
    });
  }

  for (const link of document.querySelectorAll("a[data-selected]")) {
    link.addEventListener("click", () => {
      const chosen = selectionOffsets(root) ?? selected;
      const address = new URL(link.href);
      if (!chosen) return;
      address.searchParams.set("start", chosen.start);
      address.searchParams.set("end", chosen.end);
      link.href = address.pathname + address.search;
    });
  }
})();
