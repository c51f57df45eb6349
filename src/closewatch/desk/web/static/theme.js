// Puts on the colours that somebody chose, and says that scripts run here, before anything is painted: what only they need takes its place
// at once, and nothing moves when it appears.
"use strict";
document.documentElement.dataset.script = "on";
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing shows the colours of the system.
}
