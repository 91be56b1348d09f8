// The stem of a word, as SQLite's tokenizer "porter" makes it, which stemmed the words of the index:
// M. F. Porter's algorithm of 1980 with its two later changes (-bli, -logi), on the bytes of UTF-8.

const LONGEST = 64;
const STEP_2 = [
  ["ational", "ate"], ["ization", "ize"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"],
  ["tional", "tion"], ["biliti", "ble"], ["entli", "ent"], ["ousli", "ous"], ["ation", "ate"], ["alism", "al"],
  ["aliti", "al"], ["iviti", "ive"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["logi", "log"],
  ["alli", "al"], ["ator", "ate"], ["bli", "ble"], ["eli", "e"],
];
const STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ness", ""], ["ful", ""],
];
const STEP_4 = [
  "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize",
  "al", "er", "ic", "ou",
].map((ending) => [ending, ""]);

// A letter for each letter: v for a vowel, c for a consonant. A y is a vowel after a consonant.
function shape(word) {
  let made = "";
  for (const letter of word) {
    made += "aeiou".includes(letter) || (letter === "y" && made.endsWith("c")) ? "v" : "c";
  }
  return made;
}

// Porter's m: how many times consonants follow vowels.
const measure = (word) => shape(word).match(/v+c+/g)?.length ?? 0;
const hasVowel = (word) => shape(word).includes("v");
const endsShort = (word) => shape(word).endsWith("cvc") && !/[wxy]$/.test(word);

// The word with the first of the endings that it has exchanged, where what stands before it passes the test.
function exchange(word, endings, passes) {
  const found = endings.find(([ending]) => word.length > ending.length && word.endsWith(ending));
  if (!found) return word;
  const before = word.slice(0, -found[0].length);
  return passes(before, found[0]) ? before + found[1] : word;
}

function plural(word) {
  if (!word.endsWith("s")) return word;
  if (word.endsWith("es")) {
    const two = (word.length > 4 && word.endsWith("sses")) || (word.length > 3 && word.endsWith("ies"));
    return word.slice(0, two ? -2 : -1);
  }
  return word.endsWith("ss") ? word : word.slice(0, -1);
}

function pastOrParticiple(word) {
  if (word.length > 3 && word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const before = exchange(word, [["ing", ""], ["ed", ""]], hasVowel);
  if (before === word) return word;
  const whole = exchange(before, [["at", "ate"], ["bl", "ble"], ["iz", "ize"]], () => true);
  if (whole !== before) return whole;
  if (/([^aeioulsz])\1$/.test(before)) return before.slice(0, -1);
  return measure(before) === 1 && endsShort(before) ? `${before}e` : before;
}

function withoutLastE(word) {
  if (!word.endsWith("e")) return word;
  const before = word.slice(0, -1);
  const count = measure(before);
  return count > 1 || (count === 1 && !endsShort(before)) ? before : word;
}

function stemOfBytes(word) {
  let left = pastOrParticiple(plural(word));
  if (left.endsWith("y") && hasVowel(left.slice(0, -1))) left = `${left.slice(0, -1)}i`;
  const some = (before) => measure(before) > 0;
  left = exchange(exchange(left, STEP_2, some), STEP_3, some);
  left = exchange(left, STEP_4, (before, ending) => measure(before) > 1 && (ending !== "ion" || /[st]$/.test(before)));
  left = withoutLastE(left);
  return left.endsWith("ll") && measure(left.slice(0, -1)) > 1 ? left.slice(0, -1) : left;
}

export function stem(word) {
  const bytes = new TextEncoder().encode(word);
  if (bytes.length < 3 || bytes.length > LONGEST) return word;
  if (bytes.length === word.length) return stemOfBytes(word);
  const left = stemOfBytes(String.fromCharCode(...bytes));
  return new TextDecoder().decode(Uint8Array.from(left, (byte) => byte.charCodeAt(0)));
}
