// What is shown of a disclosure that was found: title, the words in it, facts. Everything is text, never markup.

import { excerptsOf } from "./excerpts.js";

export function link(href, text) {
  return Object.assign(document.createElement("a"), { href, textContent: text });
}

function tag(text, tone) {
  return Object.assign(document.createElement("span"), { className: `dl-tag dl-tag--${tone}`, textContent: text });
}

function factsOf(about) {
  const facts = Object.assign(document.createElement("p"), { className: "dl-item__facts" });
  facts.append(tag(about.outcome || "Outcome not stated", about.tone), ` ${about.date || "date not stated"} · ${about.authority}`);
  if (about.department) facts.append(` · ${about.department}`);
  facts.append(` · ${about.reference} `);
  for (const [licence, open] of about.licences) facts.append(tag(licence, open ? "open" : "neutral"), " ");
  if (about.data) facts.append("· dataset");
  return facts;
}

function hitsOf(questions, address) {
  const list = Object.assign(document.createElement("ul"), { className: "dl-item__hits" });
  for (const question of questions) {
    const line = document.createElement("li");
    line.append(link(address + question.hash, question.heading), ": ", ...question.nodes);
    list.append(line);
  }
  return list;
}

// `root` leads to the root of the site; `chunk` is how many disclosures a file of rows has.
export function openResults({ root: way, chunk }) {
  const root = new URL(way, document.baseURI);
  const chunks = new Map();

  async function fetched(path, options) {
    const response = await fetch(new URL(path, root), options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }

  async function fetchJson(path, options) {
    return (await fetched(path, options)).json();
  }

  async function rowOf(row) {
    const number = Math.floor(row / Number(chunk));
    if (!chunks.has(number)) {
      const rows = fetchJson(`search/rows/${number}.json`);
      rows.catch(() => chunks.delete(number));
      chunks.set(number, rows);
    }
    return (await chunks.get(number))[row % Number(chunk)];
  }

  // What of the disclosure has the words: nothing where it was found by its reference, or where its twin does not load.
  async function excerpts(about, find) {
    try {
      return excerptsOf(await fetchJson(`${about.path}index.json`), find);
    } catch {
      return { questions: [], text: null };
    }
  }

  // A list item for the disclosure of a row; `find` tells the words that were looked for.
  async function drawResult(row, find) {
    const about = await rowOf(row);
    const found = find ? await excerpts(about, find) : { questions: [], text: null };
    const address = new URL(about.path, root).href;
    const item = Object.assign(document.createElement("li"), { className: "dl-item" });
    const title = Object.assign(document.createElement("h3"), { className: "dl-item__title" });
    title.append(link(address, about.title));
    item.append(title);
    if (found.questions.length) {
      item.append(hitsOf(found.questions, address));
    } else if (found.text || about.text) {
      const text = Object.assign(document.createElement("p"), { className: "dl-item__text" });
      text.append(...(found.text || [about.text]));
      item.append(text);
    }
    item.append(factsOf(about));
    return item;
  }

  return { root, fetched, fetchJson, drawResult };
}
