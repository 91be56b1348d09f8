// Already answered? As a question is typed, up to three earlier answers that fit. Nothing that is typed is sent
// anywhere: the browser fetches parts of the index of words and looks in them itself.

import { openResults } from "./results.js";
import { finder, openWords, split } from "./words.js";

const MOST = 3;
const LEAST_SHARE = 0.5;
const TELLING = 1; // the weight of a word that about a quarter of the disclosures have: rarer ones are marked
const UNKNOWN = 0.5; // what a word that no disclosure has counts for, of what one that a single disclosure has weighs
const PAUSE = 120;
const QUIET = 900; // so that a screen reader is not told of every stop in typing
// Words that ask, and words that say nothing by themselves.
const ASKING = new Set((
  "a about all am an and any are as ask asking at be been being between by can copies copy could describe details did do does "
  + "done during each either every find following for from get give given had has have having he her here hers his how i if in "
  + "including info information into is it its kindly know let like list looking many may me might mine much must my need no "
  + "not number numbers of on only or other our out over please provide provided question questions regarding request "
  + "requested requesting requests send shall she should show since so some state such tell than thank thanks that the their "
  + "them then there these they this those to total under until up us want was we were what when where whether which while "
  + "who whom whose why will wish with would you your yours"
).split(" "));
const box = document.getElementById("answered");
const field = document.getElementById("answered-question");
const list = document.getElementById("answered-list");
const status = document.getElementById("answered-status");
const { fetchJson, drawResult } = openResults(box.dataset);

let words = null;
let timer = 0;
let rest = 0;
let run = 0;

// The rows that have enough of what the question is about, the best first. Common words weigh next to nothing.
async function fitting(question) {
  words = words || openWords(fetchJson);
  const { scores, shares, terms } = await (await words).search(question, { any: true, unknown: UNKNOWN });
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
  const question = split(field.value).filter((word) => !ASKING.has(word)).join(" ");
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
  clearTimeout(rest);
  rest = setTimeout(() => { if (status.textContent !== text) status.textContent = text; }, text ? QUIET : 0);
  box.dataset.ready = String(mine);
}

box.hidden = false;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, PAUSE);
});
if (field.value) suggest();
