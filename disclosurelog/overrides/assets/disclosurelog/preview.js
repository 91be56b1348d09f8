// Lets a reader sort and filter the rows of a preview. Without it the rows stand as the file has them.
const LIMIT = 1; // a table of one row has nothing to sort

function valueOf(cell, numeric) {
  const text = cell.textContent.trim();
  if (!numeric) return text.toLocaleLowerCase();
  const number = Number(text.replaceAll(",", ""));
  return text === "" || Number.isNaN(number) ? -Infinity : number;
}

function compare(first, second) {
  return typeof first === "number" ? first - second : first.localeCompare(second, undefined, { numeric: true });
}

function enhance(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length <= LIMIT) return;
  const heads = [...table.tHead.rows[0].cells];
  const name = table.dataset.name;
  const bar = document.createElement("div");
  bar.className = "dl-preview-bar";
  const label = document.createElement("label");
  const field = document.createElement("input");
  const status = document.createElement("span");
  field.type = "search";
  field.autocomplete = "off";
  label.textContent = "Show only rows with ";
  label.append(field);
  status.setAttribute("role", "status");
  bar.append(label, status);
  table.closest(".dl-table-wrap").before(bar);

  function filter() {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    status.textContent = words.length ? `${shown} of the ${rows.length} rows shown here` : "";
  }

  function sortBy(index, head) {
    const numeric = head.classList.contains("dl-numeric");
    const down = head.getAttribute("aria-sort") === "ascending";
    const sorted = rows
      .map((row) => [valueOf(row.cells[index], numeric), row])
      .sort((first, second) => (down ? -1 : 1) * compare(first[0], second[0]));
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...sorted.map(([, row]) => row));
  }

  for (const [index, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dl-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(index, head));
  }
  // The label says which table, where a page has several.
  field.setAttribute("aria-label", `Show only rows with these words: ${name}`);
  field.addEventListener("input", filter);
}

document.querySelectorAll("table.dl-preview").forEach(enhance);
