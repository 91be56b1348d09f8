// Finds disclosures by their words in the index that outputs/words.py writes, and ranks them as SQLite's bm25() does.
// Words are folded, split and stemmed as they were for the index; only the files that a query needs are fetched.

import { stem } from "./stem.js";

const FOLDER = "search/words/";
const K1 = 1.2;
const B = 0.75;
const LEAST_IDF = 1e-6;
const SHORTEST_PREFIX = 3;
// With these a word goes on after what it is indexed by: housing stands there as hous.
const ENDINGS = (
  "ingly ings edly es ies ions ational ations ative atively ators ating ates ately ances ences ements ments ness fulness "
  + "fully ously ousness able ables ability ibility ibly ers ally icals ically ities ives iveness isms ists ising ises ised "
  + "isations izing izes ized izations ers ery ury age ages ants ents ently antly ary aries ory ories"
).split(" ");
const ROW = 2 ** 32;
const VARIANTS = { "µ": "μ", "ſ": "s", "ς": "σ" };
const REFERENCE_LIKE = /^(?=\S*\d)[\p{L}\p{N}.]+([/_-][\p{L}\p{N}.]+)+\*?$/u;

export function fold(text) {
  const lower = text.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[µſς]/g, (letter) => VARIANTS[letter]);
}

export const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// What is asked for: phrases, each of one or more terms. A term is a stem, or with a star what stems begin with.
//   council tax      two words: both must occur         "council tax"   a phrase: one right after the other
//   housi*           what begins so                     2022/0041       what looks like a reference is a phrase
export function parse(text) {
  const phrases = [];
  for (const [, quoted, bare] of text.replace(/[“”]/g, '"').matchAll(/"([^"]*)(?:"|$)|([^\s"]+)/g)) {
    const typed = quoted ?? bare.replace(/['’]s(?=\P{L}|$)/giu, "");
    const terms = split(typed).map((word) => ({ word, stem: stem(word), prefix: false }));
    if (!terms.length) continue;
    const last = terms.at(-1);
    last.prefix = typed.endsWith("*") && last.word.length >= SHORTEST_PREFIX;
    const together = quoted !== undefined || REFERENCE_LIKE.test(bare);
    phrases.push(...(together ? [terms] : terms.map((term) => [term])));
  }
  return phrases;
}

// The term that a word of a text is found by: its number among the terms, or -1.
export function finder(terms) {
  const known = new Map();
  return (word) => {
    if (!known.has(word)) {
      const is = stem(word);
      known.set(word, terms.findIndex((term) => (term.prefix ? is.startsWith(term.stem) : is === term.stem)));
    }
    return known.get(word);
  };
}

export async function openWords(fetchJson) {
  const root = await fetchJson(`${FOLDER}index.json`, { cache: "no-cache" });
  return new Words(root, fetchJson);
}

// Where a value belongs among sorted ones: the number of the last that is not after it.
function lastNotAfter(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// Of sorted places, those right after which another list has one too: the places there.
function followed(places, others) {
  const found = [];
  let at = 0;
  for (const place of places) {
    while (at < others.length && others[at] <= place) at += 1;
    if (others[at] === place + 1) found.push(place + 1);
  }
  return found;
}

class Words {
  constructor(root, fetchJson) {
    this.root = root;
    this.fetchJson = fetchJson;
    this.files = new Map();
    this.average = root.lengths.reduce((sum, length) => sum + length, 0) / root.lengths.length;
  }

  // The disclosures that have all phrases, or with `any` at least one: their scores by row, the best first, and
  // their shares: how much they have of what all phrases weigh together, from 0 to 1. A phrase that occurs nowhere
  // weighs `unknown` times as much as one that occurs once.
  // `terms` are the terms that were looked for, of which a finder makes marks, each with the weight of its phrase.
  async search(text, { any = false, unknown = 0 } = {}) {
    const phrases = parse(text);
    await this.complete(phrases);
    const counted = await Promise.all(phrases.map((phrase) => this.frequencies(phrase)));
    const found = [];
    for (let row = 0; row < this.root.lengths.length && counted.length; row += 1) {
      const passes = (frequencies) => frequencies[row] > 0;
      if (any ? counted.some(passes) : counted.every(passes)) found.push(row);
    }
    const idf = counted.map((frequencies) => this.idf(frequencies));
    phrases.forEach((phrase, n) => phrase.forEach((term) => { term.weight = idf[n]; }));
    const scored = found.map((row) => [row, this.score(row, counted, idf)]);
    scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return { scores: new Map(scored), shares: this.shares(found, counted, idf, unknown), terms: phrases.flat() };
  }

  shares(rows, counted, idf, unknown) {
    const weights = idf.map((weight, n) => (counted[n].some((frequency) => frequency) ? weight : weight * unknown));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return new Map(rows.map((row) => (
      [row, weights.reduce((sum, weight, n) => sum + (counted[n][row] ? weight : 0), 0) / whole]
    )));
  }

  idf(frequencies) {
    const total = frequencies.length;
    const having = frequencies.reduce((count, frequency) => count + (frequency > 0), 0);
    return Math.max(Math.log((total - having + 0.5) / (having + 0.5)), LEAST_IDF);
  }

  score(row, counted, idf) {
    const length = 1 - B + (B * this.root.lengths[row]) / this.average;
    return counted.reduce((sum, frequencies, n) => {
      const frequency = frequencies[row];
      return sum + idf[n] * ((frequency * (K1 + 1)) / (frequency + K1 * length));
    }, 0);
  }

  // The last word may still be growing: where no disclosure has it, it stands for what begins so. What nothing in the
  // index begins with may go beyond what words are indexed by: housi, of housing, which stands there as hous.
  async complete(phrases) {
    const last = phrases.at(-1);
    const growing = last?.length === 1 && !last[0].prefix && last[0].word.length >= SHORTEST_PREFIX;
    if (growing && !(await this.stemsOf(last[0])).length) last[0].prefix = true;
    for (const term of phrases.flat().filter(({ prefix }) => prefix)) {
      if (!(await this.stemsOf(term)).length) await this.shorten(term);
    }
  }

  async shorten(term) {
    for (let length = term.word.length - 1; length >= SHORTEST_PREFIX; length -= 1) {
      const shorter = { stem: term.word.slice(0, length), prefix: false };
      const rest = term.word.slice(length);
      const ends = [rest, rest[0] === shorter.stem.at(-1) ? rest.slice(1) : rest]; // planning stands there as plan
      if (ENDINGS.some((ending) => ends.some((end) => ending.startsWith(end))) && (await this.stemsOf(shorter)).length) {
        Object.assign(term, shorter);
        return;
      }
    }
  }

  // How often each row has a phrase, a column's times its weight.
  async frequencies(phrase) {
    const counted = new Float64Array(this.root.lengths.length);
    const stems = await Promise.all(phrase.map((term) => this.stemsOf(term)));
    if (stems.some((found) => !found.length)) return counted;
    await Promise.all(this.root.weights.map(async (weight, column) => {
      if (phrase.length === 1) {
        for (const found of stems[0]) {
          let row = 0;
          for (const step of (await this.listsOf("steps", found))[column] ?? []) counted[row += step] += weight;
        }
        return;
      }
      const [first, ...others] = await Promise.all(stems.map((found) => this.placesOf(found, column)));
      for (const place of others.reduce(followed, first)) counted[Math.floor(place / ROW)] += weight;
    }));
    return counted;
  }

  // Where any of the stems stands in a column: numbers of row and place, sorted.
  async placesOf(stems, column) {
    const found = [];
    for (const stemmed of stems) {
      const steps = (await this.listsOf("steps", stemmed))[column] ?? [];
      const places = (await this.listsOf("places", stemmed))[column] ?? [];
      let row = 0;
      steps.forEach((step, n) => found.push((row += step) * ROW + places[n]));
    }
    return stems.length > 1 ? found.sort((a, b) => a - b) : found;
  }

  // The stems of the index that a term stands for.
  async stemsOf(term) {
    const firsts = this.root.steps;
    let number = Math.max(0, lastNotAfter(firsts, term.stem));
    if (!term.prefix) return Object.hasOwn(await this.file("steps", number), term.stem) ? [term.stem] : [];
    const numbers = [number];
    while (firsts[number += 1]?.startsWith(term.stem)) numbers.push(number);
    const files = await Promise.all(numbers.map((n) => this.file("steps", n)));
    return files.flatMap((file) => Object.keys(file).filter((found) => found.startsWith(term.stem)));
  }

  async listsOf(kind, stemmed) {
    return (await this.file(kind, lastNotAfter(this.root[kind], stemmed)))[stemmed];
  }

  // A file of the index, fetched once. One that could not be fetched may be asked for again.
  file(kind, number) {
    if (!this.root[kind].length) return {};
    const path = `${FOLDER}${this.root.folder}/${kind}-${number}.json`;
    if (!this.files.has(path)) {
      const fetched = this.fetchJson(path);
      fetched.catch(() => this.files.delete(path));
      this.files.set(path, fetched);
    }
    return this.files.get(path);
  }
}
