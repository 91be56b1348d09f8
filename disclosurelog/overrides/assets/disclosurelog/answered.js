// Already answered? As a question is typed, up to three earlier answers that fit. Nothing that is typed is sent
// anywhere: the browser fetches parts of the index of words and looks in them itself.

import { openResults } from "./results.js";
import { finder, openWords } from "./words.js";

const MOST = 3;
const LEAST_SHARE = 0.5;
const TELLING = 1; // the weight of a word that about a quarter of the disclosures have: rarer ones are marked
const PAUSE = 120;
const box = document.getElementById("answered");
const field = document.getElementById("answered-question");
const list = document.getElementById("answered-list");
const status = document.getElementById("answered-status");
const { fetchJson, drawResult } = openResults(box.dataset);

let words = null;
let timer = 0;
let run = 0;

// The rows that have enough of what the question is about, the best first. Common words weigh next to nothing.
async function fitting(question) {
  words = words || openWords(fetchJson);
  const { scores, shares, terms } = await (await words).search(question, { any: true });
  const telling = terms.filter((term) => term.weight >= TELLING);
  const rows = [...scores.keys()].filter((row) => shares.get(row) >= LEAST_SHARE).slice(0, MOST);
  return { rows, find: finder(telling.length ? telling : terms) };
}

function told(count) {
  if (!count) return "No earlier answer in this log seems to fit.";
  return count === 1 ? "One earlier answer may fit:" : `${count} earlier answers may fit:`;
}

async function suggest() {
  run += 1;
  const mine = run;
  const question = field.value.replace(/["*]/g, " ").trim();
  let items = [];
  let text = "";
  if (question) {
    try {
      const { rows, find } = await fitting(question);
      items = await Promise.all(rows.map((row) => drawResult(row, find)));
      text = told(items.length);
    } catch {
      words = null;
      text = "Earlier answers could not be looked up just now.";
    }
  }
  if (mine !== run) return;
  list.replaceChildren(...items);
  if (status.textContent !== text) status.textContent = text;
  box.dataset.ready = String(mine);
}

box.hidden = false;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, PAUSE);
});
if (field.value) suggest();
