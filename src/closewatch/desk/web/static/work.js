// Looks again at an upload every second until it is over.
"use strict";
(() => {
  const shown = document.getElementById("work");

  const look = async () => {
    if (shown.dataset.over === "yes") return;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("work");
      shown.dataset.over = found.dataset.over;
      // The line that is read aloud stays the same element, so that screen readers hear it change.
      const said = shown.querySelector("[role=status]");
      said.textContent = found.querySelector("[role=status]").textContent;
      found.querySelector("[role=status]").replaceWith(said);
      shown.replaceChildren(...found.childNodes);
    } catch {
      // The desk was closed, or is busy; the link is still there.
    }
    setTimeout(look, 1000);
  };

  setTimeout(look, 500);
})();
