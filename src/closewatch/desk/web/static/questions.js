// Questions: parts that are fetched when they are opened, pages that look again while the desk is still looking at questions, and places
// on a page that stand only on its long form. Without it, each is a link.
"use strict";

function fetchWhenOpened(details) {
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.begun) return;
    details.dataset.begun = "yes";
    const answer = await fetch(details.dataset.address).catch(() => null);
    if (!answer || !answer.ok) {
      delete details.dataset.begun;
      return;
    }
    const part = document.createElement("div");
    part.innerHTML = await answer.text();
    details.append(part);
  });
}

function goToLongForm() {
  const place = decodeURIComponent(location.hash.slice(1));
  const all = document.querySelector('a[href="?all=1"]');
  if (place && all && /^(cl|or|co):/.test(place) && !document.getElementById(place)) location.replace("?all=1#" + place);
}

async function lookAgain(notice) {
  const answer = await fetch(location.href).catch(() => null);
  if (answer && answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("looking");
    if (!now) {
      location.reload();
      return;
    }
    notice.replaceWith(now);
    notice = now;
  }
  setTimeout(lookAgain, 2000, notice);
}

document.querySelectorAll("details[data-address]").forEach(fetchWhenOpened);
goToLongForm();
window.addEventListener("hashchange", goToLongForm);
const looking = document.getElementById("looking");
if (looking) setTimeout(lookAgain, 2000, looking);
