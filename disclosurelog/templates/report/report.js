// Without this script every finding is shown; with it they can be filtered.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const status = document.getElementById("shown");
  const [words, file, check] = ["words", "file", "check"].map((id) => document.getElementById(id));
  const textOf = (element) => element.textContent.toLowerCase();
  const boxes = form.querySelectorAll('[name="severity"]');
  const total = form.dataset.total;

  const sections = [...document.querySelectorAll("section[data-file]")].map((section) => ({
    section,
    file: section.dataset.file,
    findings: [...section.querySelectorAll("article")].map((article) => {
      const rows = [...article.querySelectorAll("tbody tr")];
      const around = [...article.children].filter((child) => !/^(TABLE|DETAILS)$/.test(child.tagName)).map(textOf);
      return {
        article,
        severity: article.dataset.severity,
        check: article.dataset.check,
        count: Number(article.dataset.count),
        text: [section.dataset.file.toLowerCase(), ...around].join("\n"),
        rows: rows.map((row) => ({ row, count: Number(row.dataset.count), text: textOf(row) })),
      };
    }),
  }));

  /** Hide the rows that lack a word, and return how many findings of the article are left. */
  function narrow(finding, sought) {
    const missing = sought.filter((word) => !finding.text.includes(word));
    let count = missing.length ? 0 : finding.count;
    for (const { row, count: its, text } of finding.rows) {
      const fits = missing.every((word) => text.includes(word));
      row.hidden = !fits;
      if (missing.length && fits) count += its;
    }
    return count;
  }

  function apply() {
    const severities = new Set([...boxes].filter((box) => box.checked).map((box) => box.value));
    const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { section, file: name, findings } of sections) {
      let inFile = 0;
      for (const finding of findings) {
        const may = severities.has(finding.severity) && (!check.value || check.value === finding.check) && (!file.value || file.value === name);
        const count = may ? narrow(finding, sought) : 0;
        finding.article.hidden = count === 0;
        inFile += count;
      }
      section.hidden = inFile === 0;
      shown += inFile;
    }
    status.textContent = shown ? `${shown.toLocaleString("en-GB")} of ${total} findings` : "No finding fits. Clear the filters to see all.";
  }

  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
