// The rows that a search selects, from the log's own CSV: as they stand there, or as JSON.

const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\r|\n|$)/y;

// The records of a CSV (RFC 4180): each as it stands, and its cells.
function* recordsOf(text) {
  let [start, cells] = [0, []];
  CELL.lastIndex = 0;
  while (start < text.length) {
    const [, cell, end] = CELL.exec(text);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ",") continue;
    yield { raw: text.slice(start, CELL.lastIndex - end.length), cells };
    [start, cells] = [CELL.lastIndex, []];
  }
}

// The header and the records of the given rows, in the order of the log. The references tell whether it is the same log.
function select(text, rows, references) {
  const [header, ...records] = recordsOf(text);
  const place = header.cells.indexOf("reference");
  const same = records.length === references.length && records.every(({ cells }, row) => cells[place] === references[row]);
  if (!same) throw new Error("The log was published anew since this page was opened.");
  return { header, chosen: [...rows].sort((a, b) => a - b).map((row) => records[row]) };
}

export function asCsv(text, rows, references) {
  const { header, chosen } = select(text, rows, references);
  return [header, ...chosen].map(({ raw }) => `${raw}\r\n`).join("");
}

export function asJson(text, rows, references) {
  const { header, chosen } = select(text, rows, references);
  const objects = chosen.map(({ cells }) => Object.fromEntries(header.cells.map((name, n) => [name, cells[n]])));
  return `${JSON.stringify(objects, null, 1)}\n`;
}

// Hands a text to the reader as a file.
export function save(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
