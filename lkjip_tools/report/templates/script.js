"use strict";
// Conveniences alone: without this script the report is as complete.
(() => {
  const plain = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const ungrouped = text => text.replace(/(\d)\.(?=\d{3})/g, "$1");
  const searched = text => `${plain(text)} ${ungrouped(text)}`;
  const targetOf = link => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const textOf = row => [...row.children].map(cell => cell.textContent).join(" ");

  // Rows that a rowspan joins are found together; the header of a group stays above what is found.
  const unitsOfTable = table => {
    const units = [];
    for (const section of [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])]) {
      let header = null, unit = null, left = 0;
      for (const row of section.rows) {
        const text = searched(textOf(row));
        if (left <= 0) {
          unit = { rows: [], text: "", header, isHeader: row.classList.contains("group") };
          units.push(unit);
          if (unit.isHeader) header = unit;
        }
        unit.rows.push(row);
        unit.text += text;
        left = Math.max(left, ...[...row.cells].map(cell => cell.rowSpan)) - 1;
      }
    }
    return units;
  };
  const unitsOfList = list => [...list.querySelectorAll(".entry")].map(entry =>
    ({ rows: [entry], text: searched(textOf(entry)), header: null, isHeader: false }));

  const filter = (units, words) => {
    const matches = unit => words.every(word => unit.text.includes(word));
    const found = new Set(units.filter(unit => matches(unit) || unit.header && matches(unit.header)));
    for (const unit of found) if (unit.header) found.add(unit.header);
    for (const unit of units)
      for (const row of unit.rows) row.classList.toggle("unmatched", !found.has(unit));
    return [...found].filter(unit => !unit.isHeader).length;
  };

  const addSearch = place => {
    const table = place.querySelector("table");
    const what = table ? "baris" : "hitungan";
    const units = table ? unitsOfTable(table) : unitsOfList(place);
    const total = units.filter(unit => !unit.isHeader).length;
    const bar = document.createElement("div");
    bar.className = "search";
    bar.innerHTML = '<label><span>Cari <span class="unseen"></span></span>'
      + '<input type="search" autocomplete="off" spellcheck="false"></label><output></output>';
    bar.querySelector(".unseen").textContent = `dalam ${place.dataset.cari}`;
    const input = bar.querySelector("input"), count = bar.querySelector("output");
    input.placeholder = table ? "cari dalam tabel" : "cari perhitungan";
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const words = plain(input.value).split(/\s+/).filter(Boolean);
        const found = filter(units, words);
        place.classList.toggle("filtered", words.length > 0);
        count.textContent = words.length ? `${found} dari ${total} ${what}` : "";
      }, 120);
    });
    place.prepend(bar);
  };
  document.querySelectorAll("[data-cari]").forEach(addSearch);

  // A table or chart that fits needs no stop on the way of the tab key.
  const frames = document.querySelectorAll(":is(.frame, .picture)[tabindex]");
  const fit = () => frames.forEach(frame => {
    const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
    if (scrolls) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  });
  addEventListener("resize", fit);
  addEventListener("load", fit);

  // A link to what a search has hidden shows all again.
  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = targetOf(link);
    const place = target && target.closest(".filtered");
    if (place) {
      const input = place.querySelector("input");
      input.value = "";
      filter([{ rows: place.querySelectorAll(".unmatched"), text: "", header: null }], []);
      place.classList.remove("filtered");
      place.querySelector("output").textContent = "";
    }
    const menu = link.closest(".toc.narrow details");
    if (menu) menu.open = false;
  });

  // The table of contents shows where the reader is.
  const contents = document.querySelector(".toc.broad");
  if (!contents) return;
  const links = new Map([...contents.querySelectorAll("a")].map(link => [targetOf(link), link]));
  links.delete(null);
  const headings = [...links.keys()];
  let current = null;
  const mark = () => {
    const passed = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 3);
    const link = links.get(passed.pop());
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    if (link) {
      link.setAttribute("aria-current", "location");
      const box = link.getBoundingClientRect(), frame = contents.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom)
        contents.scrollTop += box.top - frame.top - frame.height / 3;
    }
    current = link;
  };
  let planned = false;
  addEventListener("scroll", () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; mark(); });
  }, { passive: true });
  mark();
})();
