// Where the words looked for stand in a disclosure, from its JSON twin, as text with <mark> elements.
// Everything is text: nothing that was typed is read as markup.

import { split } from "./words.js";

const WORDS_SHOWN = 24;
const WORDS_BEFORE = 6;
const HEADING_LIMIT = 140;
const QUESTIONS_SHOWN = 3;

// The words of a text with where they begin and end and which term finds them.
function wordsOf(text, find) {
  return [...text.matchAll(/[\p{L}\p{N}\u0300-\u036f]+/gu)].map((match) => {
    const term = split(match[0]).reduce((found, word) => (found < 0 ? find(word) : found), -1);
    return { start: match.index, end: match.index + match[0].length, term };
  });
}

// How well the terms stand together among words: how many different ones, then how many as they were typed.
function closeness(words) {
  const hits = words.filter((word) => word.term >= 0);
  const inOrder = words.filter((word, n) => n && word.term > 0 && word.term === words[n - 1].term + 1);
  return { different: new Set(hits.map((word) => word.term)).size, inOrder: inOrder.length, hits: hits.length };
}

const better = (a, b) => b.different - a.different || b.inOrder - a.inOrder || b.hits - a.hits;

// The part of the words to show: it begins shortly before a word that was looked for.
function bestWindow(words) {
  const starts = words.flatMap((word, n) => (word.term < 0 ? [] : [n]));
  const windows = starts.map((start) => ({ start, ...closeness(words.slice(start, start + WORDS_SHOWN - WORDS_BEFORE)) }));
  const { start } = windows.sort((a, b) => better(a, b) || a.start - b.start)[0];
  const last = Math.min(words.length, Math.max(0, start - WORDS_BEFORE) + WORDS_SHOWN);
  return [Math.max(0, Math.min(start - WORDS_BEFORE, last - WORDS_SHOWN)), last];
}

function marked(text) {
  return Object.assign(document.createElement("mark"), { textContent: text });
}

// About 24 words around those that were looked for, as strings and <mark> elements.
function excerpt({ text, words }) {
  const [first, last] = bestWindow(words);
  const nodes = [first ? "… " : ""];
  let at = first ? words[first].start : 0;
  for (const word of words.slice(first, last)) {
    if (word.term < 0) continue;
    nodes.push(text.slice(at, word.start), marked(text.slice(word.start, word.end)));
    at = word.end;
  }
  nodes.push(last < words.length ? `${text.slice(at, words[last - 1].end)} …` : text.slice(at));
  return nodes;
}

function passage(text, find) {
  const words = wordsOf(text, find);
  return { text, words, ...closeness(words) };
}

const joined = (...texts) => texts.filter((text) => text?.trim()).join("\n");

// A question as its page has it: what it is headed by, where it is, and the rest of its words.
function section(question, find) {
  const asked = question.question ?? "";
  const own = (question.heading ?? "").trim();
  const line = asked.split(/\s+/).filter(Boolean).join(" ");
  const short = line.length <= HEADING_LIMIT ? line : "";
  const heading = own || short || `Question ${question.number}`;
  const rest = passage(own || !short ? joined(asked, question.answer) : question.answer ?? "", find);
  const whole = passage(joined(heading, rest.text), find);
  return { ...whole, heading, hash: question.url.slice(question.url.indexOf("#")), rest };
}

// What a result shows of a disclosure: the best questions, each with a heading, a hash and nodes; or a text's nodes.
export function excerptsOf(twin, find) {
  const questions = twin.questions.map((question) => section(question, find));
  const texts = [twin.summary, twin.request, twin.response, twin.withheld,
    ...twin.releases.map((release) => joined(release.title, release.description))];
  const best = texts.filter(Boolean).map((text) => passage(text, find)).sort(better)[0];
  const most = Math.max(best?.different ?? 0, ...questions.map((question) => question.different));
  if (!most) return { questions: [], text: null };
  const shown = questions.filter((question) => question.different === most).sort(better).slice(0, QUESTIONS_SHOWN);
  return {
    questions: shown.map(({ heading, hash, rest }) => (
      { heading, hash, nodes: rest.hits ? excerpt(rest) : [beginning(rest.text)] }
    )),
    text: shown.length ? null : excerpt(best),
  };
}

function beginning(text) {
  const words = text.split(/\s+/).filter(Boolean);
  return words.slice(0, WORDS_SHOWN).join(" ") + (words.length > WORDS_SHOWN ? " …" : "");
}
