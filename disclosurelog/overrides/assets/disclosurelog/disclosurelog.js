"use strict";

// Light or dark as the system says, until a reader chooses; only then is anything kept.
const COLOURS = "disclosurelog-colours";
const dark = document.getElementById("dark");
const bySystem = dark.media;

function isDark() {
  return matchMedia(dark.media).matches;
}

function readColours() {
  try {
    const chosen = localStorage.getItem(COLOURS);
    dark.media = { dark: "screen", light: "not all" }[chosen] || bySystem;
  } catch {
    // Storage may be forbidden: the system's colours stay.
  }
}

function prepareColours() {
  const button = document.querySelector(".dl-colours");
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    dark.media = chosen === "dark" ? "screen" : "not all";
    try {
      localStorage.setItem(COLOURS, chosen);
    } catch {
      // It holds for this page, then.
    }
    tell();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  tell();
}

// Copy buttons. Without JavaScript the text stands there to be selected; with it the button appears.
function prepareCopying() {
  const status = Object.assign(document.createElement("p"), { className: "dl-hidden" });
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);
  for (const button of document.querySelectorAll(".dl-copy__button")) {
    const words = button.parentElement.querySelector(".dl-copy__text");
    button.hidden = false;
    button.setAttribute("aria-label", `Copy: ${words.textContent}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words.textContent);
        button.textContent = status.textContent = "Copied";
      } catch {
        // No clipboard, as on a page that is not served over https: select the words instead.
        getSelection().selectAllChildren(words);
        button.textContent = "Selected";
        status.textContent = "Selected, to be copied";
      }
      setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 2000);
    });
  }
}

// On paper a page says when it was printed, and where it is to be found.
function tellPrinted() {
  const canonical = document.querySelector('link[rel="canonical"]');
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  document.querySelector(".dl-printed").textContent = `Printed on ${day} from ${canonical ? canonical.href : location.href}`;
}

addEventListener("beforeprint", tellPrinted);
readColours();
addEventListener("DOMContentLoaded", () => {
  prepareColours();
  prepareCopying();
});
