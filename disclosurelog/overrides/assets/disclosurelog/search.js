// The search page: words from words.js, everything else (facets, counts, order, what is shown) from files of the site.
// The address carries the whole state: ?q=words&outcome=refused&year=2024&sort=newest.

import { link, openResults } from "./results.js";
import { asCsv, asJson, save } from "./selection.js";
import { finder, openWords } from "./words.js";

const SHOWN_AT_ONCE = 20;
const VALUES_SHOWN = 8;
const WORDS_TIMEOUT = 20000;
const page = document.getElementById("search");
const { root, fetched, fetchJson, drawResult } = openResults(page.dataset);
const element = (id) => document.getElementById(id);
const field = element("search-words");

const title = document.title;
const state = { q: "", sort: "relevance", from: "", to: "", chosen: new Map(), shown: SHOWN_AT_ONCE };
let data = null;      // facets.json
let words = null;     // promise of the index of words
let selected = [];    // the rows that the latest search found
let run = 0;          // the number of the latest search, so that an earlier one that ends late is dropped
const opened = new Set();

// ---- the state and the address

function readAddress() {
  const query = new URLSearchParams(location.search);
  state.q = (query.get("q") || "").trim();
  state.sort = ["relevance", "newest", "oldest"].includes(query.get("sort")) ? query.get("sort") : "relevance";
  for (const name of ["from", "to"]) {
    const input = element(`search-${name}`);
    input.value = query.get(name) || "";
    state[name] = input.value; // which the browser leaves empty if there is no such day
  }
  state.chosen = new Map();
  for (const facet of data.facets) {
    const known = new Set(facet.values.map(([slug]) => slug));
    const chosen = query.getAll(facet.name).filter((slug) => known.has(slug));
    if (chosen.length) state.chosen.set(facet.name, new Set(chosen));
  }
  state.shown = history.state?.shown ?? SHOWN_AT_ONCE; // as it was left, where a reader comes back from a result
  field.value = state.q;
  element("search-sort").value = state.sort;
}

function writeAddress() {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const [name, slugs] of state.chosen) for (const slug of slugs) query.append(name, slug);
  for (const name of ["from", "to"]) if (state[name]) query.set(name, state[name]);
  if (state.sort !== "relevance") query.set("sort", state.sort);
  const text = query.toString();
  history.pushState(null, "", text ? `?${text}` : location.pathname);
}

// ---- words

const timed = (promise) => Promise.race([
  promise,
  new Promise((_, reject) => { setTimeout(() => reject(new Error("too slow")), WORDS_TIMEOUT); }),
]);

const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

// The row of the reference that was typed: exactly, else but for capitals.
function exactReference(text) {
  const exact = data.references.indexOf(text);
  if (exact >= 0) return exact;
  const wanted = text.toLowerCase();
  return data.references.findIndex((reference) => reference.toLowerCase() === wanted);
}

// The rows whose reference holds what was typed, whatever stands between its letters and digits: 2022/0041, IR-2023-17.
function partOfReference(text) {
  const wanted = bare(text);
  if (wanted.length < 4 || !/\p{N}/u.test(wanted)) return [];
  return data.references.flatMap((reference, row) => (bare(reference).includes(wanted) ? [row] : []));
}

// ---- facets

const has = (entry, index) => (Array.isArray(entry) ? entry.includes(index) : entry === index);

function prepare() {
  for (const facet of data.facets) facet.index = new Map(facet.values.map(([slug], i) => [slug, i]));
}

// Days are numbers, as 20240328. Of a date known only in part it is the first day that it can mean.
function withinDates(row) {
  if (!state.from && !state.to) return true;
  const [from, to] = [state.from, state.to].map((day) => Number(day.replaceAll("-", "")));
  const day = data.dates[row];
  return day > 0 && day >= from && (!to || day <= to);
}

// A row passes a facet if it has any of the values chosen there; it must pass every facet.
function passing(candidates, except) {
  const tests = data.facets
    .filter((facet) => facet !== except && state.chosen.has(facet.name))
    .map((facet) => ({ rows: facet.rows, wanted: [...state.chosen.get(facet.name)].map((slug) => facet.index.get(slug)) }));
  return candidates.filter((row) => withinDates(row) && tests.every(({ rows, wanted }) => wanted.some((index) => has(rows[row], index))));
}

function countsOf(facet, rows) {
  const counts = new Array(facet.values.length).fill(0);
  for (const row of rows) {
    const entry = facet.rows[row];
    if (Array.isArray(entry)) for (const index of entry) counts[index] += 1;
    else if (entry >= 0) counts[entry] += 1;
  }
  return counts;
}

function drawFacets(candidates) {
  const active = document.activeElement;
  const within = active?.closest(".dl-facet")?.dataset.facet;
  element("search-facets").replaceChildren(...data.facets.map((facet) => {
    const counts = countsOf(facet, passing(candidates, facet));
    const chosen = state.chosen.get(facet.name) || new Set();
    const set = document.createElement("fieldset");
    set.className = "dl-facet";
    set.dataset.facet = facet.name;
    const legend = document.createElement("legend");
    legend.textContent = facet.title;
    set.append(legend);
    let listed = facet.values
      .map(([slug, label], index) => ({ slug, label, count: counts[index] }))
      .filter((value) => value.count || chosen.has(value.slug));
    const hidden = opened.has(facet.name) ? 0 : Math.max(0, listed.length - VALUES_SHOWN);
    if (hidden) listed = listed.filter((value, place) => place < VALUES_SHOWN || chosen.has(value.slug));
    for (const { slug, label, count } of listed) {
      const line = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: chosen.has(slug), id: `${facet.name}-${slug}` });
      box.addEventListener("change", () => toggle(facet.name, slug));
      const name = document.createElement("span");
      name.textContent = label;
      const number = Object.assign(document.createElement("span"), { className: "dl-facet__count", textContent: count.toLocaleString("en-GB") });
      line.append(box, name, number);
      set.append(line);
    }
    if (hidden) {
      const more = Object.assign(document.createElement("button"), { type: "button", textContent: `Show all ${facet.title.toLowerCase()} filters`, id: `all-${facet.name}` });
      more.addEventListener("click", () => { opened.add(facet.name); update(false); });
      set.append(more);
    }
    if (!listed.length) set.hidden = true;
    return set;
  }));
  if (active?.id) (element(active.id) ?? successorOf(active, within))?.focus();
}

// What takes the focus where that which had it is gone: the first value that was unfolded, else the first of the facet.
function successorOf(gone, within) {
  const boxes = document.querySelectorAll(`.dl-facet[data-facet="${within}"] input`);
  return (gone.type === "button" ? boxes[VALUES_SHOWN] : boxes[0]) ?? (within ? element("search-heading") : null);
}

function inWords(day) {
  return new Date(`${day}T12:00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function chip(label, says, remove) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${label} ×` });
  button.setAttribute("aria-label", `${says}: ${label}`);
  button.addEventListener("click", () => { remove(); element("search-heading").focus(); });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

// The field itself is left alone: it may be half typed.
function setDate(name, day) {
  if (state[name] === day) return;
  state[name] = day;
  state.shown = SHOWN_AT_ONCE;
  writeAddress();
  update();
}

function drawChips() {
  const chips = [];
  for (const facet of data.facets) {
    for (const slug of state.chosen.get(facet.name) || []) {
      const label = facet.values[facet.index.get(slug)][1];
      chips.push(chip(label, `Remove the filter ${facet.title}`, () => toggle(facet.name, slug)));
    }
  }
  for (const [name, words] of [["from", "From"], ["to", "To"]]) {
    if (state[name]) chips.push(chip(`${words} ${inWords(state[name])}`, "Remove the date", () => { element(`search-${name}`).value = ""; setDate(name, ""); }));
  }
  element("search-chips").replaceChildren(...chips);
}

function toggle(name, slug) {
  const chosen = state.chosen.get(name) || new Set();
  if (!chosen.delete(slug)) chosen.add(slug);
  if (chosen.size) state.chosen.set(name, chosen); else state.chosen.delete(name);
  state.shown = SHOWN_AT_ONCE;
  writeAddress();
  update();
}

// ---- results

function ordered(rows, found) {
  const dated = (row) => data.dates[row];
  if (state.sort === "oldest") return [...rows].sort((a, b) => (dated(a) || Infinity) - (dated(b) || Infinity) || a - b);
  if (state.sort === "newest" || !found) return [...rows].sort((a, b) => a - b);
  const exact = exactReference(state.q);
  const score = (row) => (row === exact ? Infinity : found.get(row));
  return [...rows].sort((a, b) => (score(a) === score(b) ? a - b : score(b) - score(a)));
}

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function say(...nodes) {
  element("search-message").replaceChildren(...nodes);
}

// Shown in the heading and, if it is news, said to those who do not see it.
function tell(count, news = true) {
  element("search-count").textContent = count;
  if (news) element("search-status").textContent = count;
}

function advise() {
  const box = Object.assign(document.createElement("div"), { className: "dl-banner" });
  const list = document.createElement("ul");
  for (const text of ["Try fewer words, or a more general one.", "Check the spelling."]) {
    list.append(Object.assign(document.createElement("li"), { textContent: text }));
  }
  if (state.chosen.size || state.from || state.to) list.append(Object.assign(document.createElement("li"), { textContent: "Take a filter off." }));
  const ask = document.createElement("li");
  ask.append("If it has not been asked before, ", link(new URL("request/", root).href, "make a request"), ".");
  list.append(ask);
  box.append(paragraph("Nothing in the log fits."), list);
  return box;
}

async function update(announce = true) {
  run += 1;
  const mine = run;
  let found = null; // the scores of the rows that have the words
  let find = null;
  say();
  if (state.q) {
    try {
      words = words || openWords(fetchJson);
      const { scores, terms } = await timed(words.then((index) => index.search(state.q)));
      found = scores;
      find = finder(terms);
    } catch {
      words = null;
      if (mine === run) say(paragraph("The words could not be searched: this browser or the connection did not let the index load. The filters still work."));
    }
    if (mine !== run) return;
    if (found) {
      const exact = exactReference(state.q);
      for (const row of exact >= 0 ? [exact] : partOfReference(state.q)) {
        if (!found.has(row)) found.set(row, 0);
      }
    }
  }
  const candidates = found ? [...found.keys()] : [...Array(data.count).keys()];
  const rows = ordered(passing(candidates), found);
  const count = `${rows.length.toLocaleString("en-GB")} ${rows.length === 1 ? "disclosure" : "disclosures"}`;
  tell(count, announce && (found || !state.q)); // a search that failed has not found the whole log
  drawFacets(candidates);
  drawChips();
  const drawn = rows.slice(0, state.shown).map((row) => drawResult(row, found?.get(row) ? find : null));
  const items = await Promise.all(drawn).catch(() => null);
  if (mine !== run) return;
  element("search-list").replaceChildren(...(items ?? []));
  if (!items) say(paragraph("The results could not be loaded. Look whether you are connected, and load this page again."));
  element("search-more").hidden = rows.length <= state.shown;
  element("search-download").hidden = !rows.length;
  selected = rows;
  if (!rows.length) say(advise());
  document.title = state.q ? `${state.q} – ${title}` : title;
  page.dataset.ready = String(mine);
}

// ---- the selection as a file

async function download(make, extension, type) {
  try {
    const text = await (await fetched("data/disclosures.csv")).text();
    save(make(text, selected, data.references), `disclosures-selection.${extension}`, type);
  } catch {
    say(paragraph("The selection could not be downloaded. Load this page again and try once more."));
  }
}

// ---- start

async function start() {
  try {
    data = await fetchJson("search/facets.json");
  } catch {
    say();
    tell("The search could not be loaded.");
    page.querySelector(".dl-search__body").hidden = false;
    return;
  }
  prepare();
  readAddress();
  page.querySelector(".dl-search__body").hidden = false;
  element("search-filters").open = matchMedia("(min-width: 60em)").matches;
  for (const form of document.querySelectorAll('form[role="search"]')) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      state.q = form.elements.q.value.trim();
      field.value = state.q;
      state.shown = SHOWN_AT_ONCE;
      writeAddress();
      update();
    });
  }
  element("search-sort").addEventListener("change", (event) => {
    state.sort = event.target.value;
    writeAddress();
    update();
  });
  for (const name of ["from", "to"]) {
    element(`search-${name}`).addEventListener("change", ({ target }) => {
      const year = Number(target.value.slice(0, 4)); // 0002, 0020 and 0202 come before 2024 is typed
      if (!target.validity.badInput && (!target.value || year > 1900)) setDate(name, target.value);
    });
  }
  element("search-csv").addEventListener("click", () => download(asCsv, "csv", "text/csv"));
  element("search-json").addEventListener("click", () => download(asJson, "json", "application/json"));
  element("search-more").addEventListener("click", () => {
    const next = state.shown;
    state.shown += SHOWN_AT_ONCE;
    history.replaceState({ shown: state.shown }, "");
    update(false).then(() => element("search-list").children[next]?.querySelector("a")?.focus());
  });
  addEventListener("popstate", () => { readAddress(); update(); });
  await update();
}

start();
