// Copy buttons. Without JavaScript the text stands there to be selected; with it the button appears.
"use strict";
for (const button of document.querySelectorAll(".dl-copy__button")) {
  const text = button.parentElement.querySelector(".dl-copy__text").textContent;
  button.hidden = false;
  button.setAttribute("aria-label", `Copy: ${text}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // No clipboard, as on a page that is not served over https: select the words instead.
      getSelection().selectAllChildren(button.parentElement.querySelector(".dl-copy__text"));
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
