// Runs in the head, before the theme's own script.
"use strict";

// The theme writes the colours to local storage on the first visit. Nothing is kept until a reader chooses.
if (typeof __md_set === "function") {
  const keep = __md_set;
  let chosen = false;
  addEventListener("change", (event) => {
    if (event.target.matches?.('[name="__palette"]')) chosen = true;
  }, true);
  __md_set = (...what) => { if (chosen) keep(...what); };
}

// Copy buttons. Without JavaScript the text stands there to be selected; with it the button appears.
function prepareCopying() {
  for (const button of document.querySelectorAll(".dl-copy__button")) {
    const words = button.parentElement.querySelector(".dl-copy__text");
    button.hidden = false;
    button.setAttribute("aria-label", `Copy: ${words.textContent}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words.textContent);
        button.textContent = "Copied";
      } catch {
        // No clipboard, as on a page that is not served over https: select the words instead.
        getSelection().selectAllChildren(words);
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }
}

addEventListener("DOMContentLoaded", prepareCopying);
