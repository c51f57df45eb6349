// Single keys. Which key does what stands in the sheet of keys on the page (#keys-sheet); a key presses whatever on the page says in data-does
// that it does this. Keys rest while somebody types, while Ctrl, Alt or Meta is held, and until the next page has come.
"use strict";

(() => {
  const sheet = document.getElementById("keys-sheet");
  if (!sheet) return;
  const actions = new Map();
  for (const row of sheet.querySelectorAll("[data-key-of]")) actions.set(row.dataset.key, row.dataset.keyOf);
  const on = !("off" in sheet.dataset);
  if (on) document.documentElement.classList.add("keyed");
  let leaving = false;
  window.addEventListener("pageshow", () => { leaving = false; });

  for (const button of document.querySelectorAll('[data-sheet="keys"]')) {
    const place = button.closest(".scripted");
    if (place) place.hidden = false;
    button.addEventListener("click", toggle);
  }

  function toggle() {
    if (sheet.open) sheet.close();
    else sheet.showModal();
  }

  // A key by its sign; on a keyboard of another script, the letter that stands at its place on a Latin one.
  function actionOf(event) {
    const sign = event.key === " " ? "Space" : event.key.toLowerCase();
    if (actions.has(sign)) return actions.get(sign);
    const foreign = /^\p{L}$/u.test(event.key) && !/^[a-z]$/i.test(event.key) && /^Key[A-Z]$/.test(event.code);
    return foreign ? actions.get(event.code.slice(3).toLowerCase()) : undefined;
  }

  function isTyping(place) {
    return place instanceof Element && (place.closest("input, textarea, select") !== null || place.isContentEditable);
  }

  function isPressed(place, key) {
    return key === " " && place instanceof Element && place.closest("button, summary, a[role='button']") !== null;
  }

  function press(name) {
    const found = [...document.querySelectorAll(`[data-does="${CSS.escape(name)}"]`)];
    const button = found.find((one) => !one.closest("dialog") && one.getClientRects().length) ?? found.find((one) => one.closest("dialog"));
    if (!button || button.disabled) return false;
    const panel = button.closest("details");
    if (button.localName === "summary" && panel) {
      panel.open = !panel.open;
      const around = panel.parentElement.closest("details");
      if (around && panel.open) around.open = true;
      const first = panel.querySelector("textarea, select, input:not([type=hidden])");
      if (panel.open && first) first.focus();
      else button.focus();
      return true;
    }
    leaving = button.localName === "button" || button.localName === "a";
    button.click();
    return true;
  }

  function step(by) {
    const marked = [...document.querySelectorAll("main [data-item]")];
    const items = (marked.length ? marked : [...document.querySelectorAll("main tbody tr, main article")])
      .map((item) => item.querySelector("a[href], button"))
      .filter((target) => target && target.getClientRects().length);
    if (!items.length) return false;
    const here = document.activeElement;
    const at = items.findIndex((target) => target === here || target.closest("[data-item], tr, article").contains(here));
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
    next.focus();
    next.scrollIntoView({block: "nearest"});
    return true;
  }

  function find() {
    const box = document.querySelector(".find input");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.shiftKey && /^[\p{L} ]$/u.test(event.key)) return;
    if (isTyping(event.target) || isPressed(event.target, event.key) || leaving) return;
    const action = actionOf(event);
    if (!action || (document.querySelector("dialog[open]") && action !== "sheet")) return;
    const done = {next: () => step(1), previous: () => step(-1), search: find, sheet: () => { toggle(); return true; }}[action];
    if (done ? done() : press(action)) event.preventDefault();
  });
})();
