// Charts of the explorer. Plotly stands in front of this file; nothing is loaded from anywhere.
// The same code runs in JupyterLab, behind Voilà and in the static page: `model` holds `views`
// (what to draw), `answer` (the explanation of what was clicked) and `asked` (the click).

const CONFIG = {
  responsive: true,
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"],
};

const NARROW = 600;

function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

function download(name, url) {
  element("a", { download: name, href: url }).click();
}

function saveText(name, text, kind) {
  const url = URL.createObjectURL(new Blob([text], { type: kind }));
  download(name, url);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function savePicture(plot, name, format) {
  const size = { width: plot.offsetWidth, height: plot.offsetHeight, scale: format === "png" ? 2 : 1 };
  const url = await Plotly.toImage(plot, { format, ...size });
  download(`${name}.${format}`, url);
}

// On a phone: codes in place of names beside the bars, and small charts one below another.
function fitted(chart, width) {
  if (width >= NARROW) return chart;
  const { data, layout } = structuredClone(chart);
  const [first] = data;
  if (first?.orientation === "h") {
    const ticktext = first.y.map((name) => name.split(" ")[0]);
    first.text = first.text.map((text) => text.split(" · ")[0]);
    Object.assign(layout.yaxis, { tickmode: "array", tickvals: first.y, ticktext });
  }
  if (layout.grid) {
    const rows = layout.annotations.length;
    Object.assign(layout.grid, { columns: 1, rows });
    layout.height = 110 + 220 * rows;
  }
  return { data, layout };
}

function section(view, model) {
  const plot = element("div", { className: "lkjip-plot" });
  const frame = element("div", { className: "lkjip-frame" }, plot);
  const answer = element("div", { className: "lkjip-answer", hidden: true });
  answer.setAttribute("role", "status");
  const code = element("pre", { className: "lkjip-cell", hidden: true });
  const button = (label, act) => element("button", { type: "button", textContent: label, onclick: act });
  const state = { view };
  const showCell = () => {
    code.hidden = !code.hidden;
    navigator.clipboard?.writeText(state.view.cell).catch(() => {});
  };
  const save = element(
    "div",
    { className: "lkjip-save" },
    button("PNG", () => savePicture(plot, state.view.key, "png")),
    button("SVG", () => savePicture(plot, state.view.key, "svg")),
    button("CSV", () => saveText(`${state.view.key}.csv`, state.view.csv, "text/csv")),
    button("Sel Python", showCell),
  );
  const title = element("h2", { textContent: view.title });
  const note = element("p", { className: "lkjip-note", textContent: view.note });
  const root = element("section", {}, element("header", {}, title, save), note, frame, code, answer);
  root.dataset.view = view.key;
  root.setAttribute("aria-label", view.title);
  state.draw = async (next) => {
    state.view = next;
    code.textContent = next.cell;
    const { data, layout } = fitted(next.chart, frame.offsetWidth);
    await Plotly.react(plot, data, layout, CONFIG);
    if (!state.bound) {
      state.bound = true;
      plot.on("plotly_click", (event) => {
        const [id, instansi, tahun] = event.points[0].customdata;
        model.set("asked", { view: state.view.key, id, instansi, tahun, nomor: Date.now() });
        model.save_changes();
      });
    }
    root.dataset.drawn = String(Number(root.dataset.drawn || 0) + 1);
  };
  state.tell = (told) => {
    answer.hidden = !told || told.view !== state.view.key;
    if (answer.hidden) return;
    const close = button("Tutup", () => (answer.hidden = true));
    const text = element("div", { innerHTML: told.html });
    answer.replaceChildren(close, text);
    answer.scrollIntoView({ block: "nearest" });
  };
  return { root, state };
}

function render({ model, el }) {
  el.classList.add("lkjip-board");
  const sections = new Map();
  const update = async () => {
    for (const view of model.get("views")) {
      if (!sections.has(view.key)) {
        const made = section(view, model);
        sections.set(view.key, made);
        el.append(made.root);
      }
      await sections.get(view.key).state.draw(view);
    }
  };
  const tell = () => sections.forEach(({ state }) => state.tell(model.get("answer")));
  model.on("change:views", update);
  model.on("change:answer", tell);
  // the element has no width before it is in the page
  const grown = new ResizeObserver(() => {
    if (!el.offsetWidth) return;
    grown.disconnect();
    update();
  });
  grown.observe(el);
  return () => sections.forEach(({ root }) => Plotly.purge(root.querySelector(".lkjip-plot")));
}
