// A report's page: a click on marked words shows their card, whichever way it is laid out; an address shown as text can be copied.
"use strict";

(() => {
  const report = document.querySelector(".report");

  // Shows the card of a value, and all words of it in the text.
  function show(id, focus) {
    const card = document.getElementById(id + "-card");
    if (!card) return false;
    const whole = card.closest(".card");
    for (const one of report.querySelectorAll(".chosen, .here")) one.classList.remove("chosen", "here");
    whole.classList.add("chosen");
    if (card !== whole) card.classList.add("here");
    for (const mark of report.querySelectorAll("mark[data-values]")) {
      if (mark.dataset.values.split(" ").includes(id)) mark.classList.add("here");
    }
    const ref = report.querySelector('.ref[href="#' + id + '-card"]');
    if (ref) ref.classList.add("here");
    const list = document.getElementById("cards");
    if (getComputedStyle(list).position === "sticky") {
      list.scrollTop += whole.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
    } else if (focus) {
      card.scrollIntoView({block: "nearest"});
    }
    if (focus) card.focus({preventScroll: true});
    return true;
  }

  if (report) {
    report.addEventListener("click", (event) => {
      const ref = event.target.closest(".ref");
      if (ref) {
        if (show(ref.getAttribute("href").slice(1, -5), true)) event.preventDefault();
        return;
      }
      const mark = event.target.closest("mark[data-values]");
      const selection = document.getSelection();
      if (!mark || (selection && !selection.isCollapsed)) return;
      for (const id of mark.dataset.values.split(" ")) if (show(id, false)) return;
    });

    // An address with a value's id that stands on another part of a long report leads there; else its card is shown.
    const asked = decodeURIComponent(location.hash.slice(1)).replace(/-card$/, "");
    if (/^(st|fi):[0-9a-f]+$/.test(asked)) {
      const query = new URLSearchParams(location.search);
      if (!document.getElementById(asked) && query.get("at") !== asked) {
        query.set("at", asked);
        query.delete("part");
        location.replace(location.pathname + "?" + query + "#" + asked);
      } else {
        show(asked, false);
      }
    }
  }

  for (const button of document.querySelectorAll(".copy")) {
    const address = button.previousElementSibling;
    if (!navigator.clipboard || !address) break;
    button.classList.add("works");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address.textContent);
        button.textContent = "copied";
      } catch {
        button.textContent = "not copied";
      }
    });
  }
})();
