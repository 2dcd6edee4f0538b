// The static page: the same table and charts as in JupyterLab, with the answers written beforehand.

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = {};
  }
  get(key) { return this.state[key]; }
  set(key, value) {
    this.state[key] = value;
    for (const act of this.listeners[`change:${key}`] || []) act({ new: value });
  }
  on(event, act) { (this.listeners[event] ||= []).push(act); }
  off() {}
  save_changes() {}
  send() {}
}

function embedded(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

async function start() {
  const { sets, answers } = embedded("isi");
  const code = new Blob([embedded("tabel")], { type: "text/javascript" });
  const { default: tableWidget } = await import(URL.createObjectURL(code));
  const choice = document.getElementById("ukuran");
  const told = document.getElementById("penjelasan");
  const answer = (key) => answers[key] || "<p>Angka ini tidak dijelaskan pada berkas ini.</p>";
  let current = sets[choice.value];

  const table = new Model({ ...current.table });
  const board = new Model({ views: current.views, answer: {}, asked: {} });
  table.on("change:selected_rows", () => {
    const [place] = table.get("selected_rows");
    told.innerHTML = place === undefined ? "" : answer(current.keys[place]);
  });
  board.on("change:asked", () => {
    const { view, id, instansi, tahun } = board.get("asked");
    board.set("answer", { view, html: answer(`${instansi} ${tahun} ${id}`) });
  });
  choice.addEventListener("change", () => {
    current = sets[choice.value];
    told.replaceChildren();
    for (const [key, value] of Object.entries(current.table)) table.set(key, value);
    board.set("answer", {});
    board.set("views", current.views);
  });
  await (tableWidget.initialize?.({ model: table }));
  await tableWidget.render({ model: table, el: document.getElementById("meja") });
  render({ model: board, el: document.getElementById("papan") });
}

start();
