// What every page of the desk does in the browser: the choice of colours, and menus that close. Keys are bound by keys.js.
"use strict";
(() => {
  const root = document.documentElement;

  const choose = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // It then holds for this page.
    }
  };

  for (const part of document.querySelectorAll(".themes.scripted")) part.hidden = false;
  for (const choice of document.querySelectorAll('.themes input[name="theme"]')) {
    choice.checked = choice.value === (root.dataset.theme ?? "auto");
    choice.addEventListener("change", () => choose(choice.value));
  }

  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
