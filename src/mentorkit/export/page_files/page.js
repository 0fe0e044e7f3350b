// The page's own script: rows on demand, filters, cards and printing. Every text is set as text, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const [ID, NAME, LEVEL, FUNCTION, LOCATION, PLACES, MORE] = [0, 1, 2, 3, 4, 5, 6];
const [MENTEE, MENTOR, SCORE, VALUES, UNKNOWNS, SENTENCES, OTHERS, NOTES, KEPT] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const ROWS = 25, PRINTED = 500;
const byId = (id) => document.getElementById(id);
const plain = new Intl.Collator("en", { sensitivity: "base", numeric: true });
const folded = (text) => text.normalize("NFKC").toLowerCase();
const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

const ofMentor = data.mentors.map(() => []);
const ofMentee = new Map();
const gapOf = new Map(data.unmatched.map((gap) => [gap[0], gap]));
for (const pair of data.pairs) {
  ofMentor[pair[MENTOR]].push(pair);
  ofMentee.set(pair[MENTEE], pair);
}

function node(tag, content, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const each of [content].flat()) if (each !== null && each !== undefined) made.append(each);
  return made;
}

function person(role, at, line = true) {
  const one = (role === "mentee" ? data.mentees : data.mentors)[at];
  const button = node("button", node("bdi", one[NAME]), { type: "button", className: "person" });
  button.dataset.role = role;
  button.dataset.id = one[ID];
  button.dataset.at = at;
  const beside = [one[LEVEL], one[FUNCTION], one[LOCATION]].filter(Boolean).join(", ");
  const shown = document.createDocumentFragment();
  shown.append(button);
  if (line && beside) shown.append(node("span", node("bdi", beside), { className: "beside" }));
  return node("div", shown);
}

const why = (pair) => [...pair[NOTES], ...pair[SENTENCES].filter(Boolean)].join("; ");
const brings = (more) => more ? `${more[0] ? `${signed(more[0], 0)} matched, ` : ""}total ${signed(more[1], 1)}` : "";
const signed = (number, digits) => `${number < 0 ? "-" : "+"}${Math.abs(number).toFixed(digits)}`;
const text = (value) => node("bdi", value);
const named = (role, at) => (role === "mentee" ? data.mentees : data.mentors)[at];

// Tables. DataTables sorts, pages and draws; what a cell shows is a node that is made when the row is drawn.
function column(value, shown, options = {}) {
  return {
    ...options,
    searchable: false,
    data: null,
    render: (_, kind, row) => (kind === "display" ? shown(row) : value(row)),
  };
}
const name = (role, place) => column((row) => named(role, row[place])[NAME], (row) => person(role, row[place]), { type: "name" });
const words = (place) => column((row) => row[place], (row) => text(row[place]), { type: "name" });
const number = (value, shown) => column(value, (row) => document.createTextNode(shown(row)), { type: "num", className: "number" });

DataTable.type("name", { order: { "name-asc": plain.compare, "name-desc": (one, other) => plain.compare(other, one) } });

function table(id, rows, columns, passes, one, order) {
  const place = byId(id);
  if (!place) return null;
  place.tBodies[0].replaceChildren();
  const count = byId(`${id}-count`);
  const made = new DataTable(place, {
    data: rows,
    columns,
    order,
    autoWidth: false,
    deferRender: true,
    orderClasses: false,
    columnDefs: [{ targets: "_all", orderSequence: ["asc", "desc"] }],
    pageLength: ROWS,
    layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: { paging: { buttons: 5 } } },
    language: { emptyTable: "None.", zeroRecords: "None that fits." },
    drawCallback() {
      // Each table's pages are a landmark of its own.
      this.api().table().container().querySelector("nav").setAttribute("aria-label", `Pages: ${place.caption.textContent}`);
      const shown = this.api().rows({ search: "applied" }).count();
      count.textContent = shown === rows.length ? counted(shown, one) : `${shown.toLocaleString("en")} of ${counted(rows.length, one)}`;
    },
  });
  made.search.fixed("own", (_, row) => passes(row));
  return made;
}

const haystack = new Map();
function contains(row, parts, asked) {
  if (!asked.length) return true;
  if (!haystack.has(row)) haystack.set(row, folded(parts(row).join("\n")));
  const whole = haystack.get(row);
  return asked.every((word) => whole.includes(word));
}
const asked = (id) => folded(byId(id)?.value ?? "").split(/\s+/).filter(Boolean);
const about = (role, at) => named(role, at).slice(0, PLACES).map(String);

const wanted = { search: [], mentor: "", function: "", level: "", location: "", from: -Infinity, to: Infinity };
function pairPasses(pair) {
  const [mentee, mentor] = [data.mentees[pair[MENTEE]], data.mentors[pair[MENTOR]]];
  const either = (field, value) => !value || mentee[field] === value || mentor[field] === value;
  return either(FUNCTION, wanted.function) && either(LEVEL, wanted.level) && either(LOCATION, wanted.location)
    && pair[SCORE] >= wanted.from && pair[SCORE] <= wanted.to
    && (!wanted.mentor || folded(`${mentor[NAME]}\n${mentor[ID]}`).includes(wanted.mentor))
    && contains(pair, () => [...about("mentee", pair[MENTEE]), ...about("mentor", pair[MENTOR]), why(pair)], wanted.search);
}
const gaps = { asked: [] };
const gapPasses = (gap) => contains(gap, () => [...about("mentee", gap[0]), ...gap.slice(1)], gaps.asked);
const load = { asked: [] };
const mentorPasses = (row) => contains(row, () => [...about("mentor", row[0]), ...ofMentor[row[0]].map((pair) => data.mentees[pair[MENTEE]][NAME])], load.asked);

const mentorRows = data.mentors.map((_, at) => [at]);
const tables = {
  pairs: table("pairs", data.pairs, [
    name("mentee", MENTEE), name("mentor", MENTOR), number((pair) => pair[SCORE], (pair) => pair[SCORE].toFixed(1)),
    column(why, (pair) => text(why(pair)), { orderable: false }),
  ], pairPasses, "pair", [[0, "asc"]]),
  unmatched: table("unmatched", data.unmatched, [name("mentee", 0), words(1), words(2), words(3)], gapPasses, "mentee", [[0, "asc"]]),
  mentors: table("mentors", mentorRows, [
    name("mentor", 0),
    number((row) => data.mentors[row[0]][PLACES], (row) => String(data.mentors[row[0]][PLACES])),
    number((row) => ofMentor[row[0]].length, (row) => String(ofMentor[row[0]].length)),
    column(() => "", (row) => text(ofMentor[row[0]].map((pair) => data.mentees[pair[MENTEE]][NAME]).join(", ")), { orderable: false }),
    number((row) => data.mentors[row[0]][MORE]?.[1] ?? -1, (row) => brings(data.mentors[row[0]][MORE])),
  ], mentorPasses, "mentor", [[0, "asc"]]),
};

// Filters.
function choices(id, field) {
  const found = new Set();
  for (const pair of data.pairs) {
    found.add(data.mentees[pair[MENTEE]][field]);
    found.add(data.mentors[pair[MENTOR]][field]);
  }
  found.delete("");
  byId(id).closest("p").hidden = !found.size;
  byId(id).append(...[...found].sort(plain.compare).map((each) => node("option", each, { value: each })));
}
choices("filter-function", FUNCTION);
choices("filter-level", LEVEL);
choices("filter-location", LOCATION);

const limit = (id, otherwise) => (byId(id).value === "" ? otherwise : Number(byId(id).value));
function read() {
  Object.assign(wanted, {
    search: asked("pairs-search"), mentor: folded(byId("filter-mentor").value.trim()), function: byId("filter-function").value,
    level: byId("filter-level").value, location: byId("filter-location").value,
    from: limit("score-from", -Infinity), to: limit("score-to", Infinity),
  });
  tables.pairs.draw();
}
const filter = byId("pairs-filter");
filter.addEventListener("input", read);
filter.addEventListener("submit", (event) => event.preventDefault());
byId("pairs-reset").addEventListener("click", () => { filter.reset(); read(); });
for (const [id, made, state] of [["unmatched", tables.unmatched, gaps], ["mentors", tables.mentors, load]]) {
  const box = byId(`${id}-search`);
  if (!box) continue;
  box.form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", () => { state.asked = asked(box.id); made.draw(); });
}

// Cards.
const card = byId("card");
const small = (id, caption, heads, rows) => {
  const head = node("tr", heads.map((each) => node("th", each, { scope: "col" })));
  const body = rows.map((cells) => node("tr", cells.map((cell, at) => {
    const made = node(at ? "td" : "th", cell instanceof Node ? cell : text(cell), at ? {} : { scope: "row" });
    if (/^[-+]?[\d.,]+( %)?$/.test(made.textContent)) made.className = "number";
    return made;
  })));
  const shown = node("table", [node("caption", caption), node("thead", head), node("tbody", body)], { id, className: "small" });
  const around = node("div", shown, { className: "scroll", tabIndex: 0 });
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", caption);
  return around;
};
const line = (label, content, id) => node("p", [`${label}: `, content], id ? { id } : {});

function pairCard(pair) {
  const found = [line("Mentor", person("mentor", pair[MENTOR])), line("Score", `${pair[SCORE].toFixed(1)} of 100`)];
  if (pair[NOTES].length) found.push(line("Note", text(pair[NOTES].join("; "))));
  if (pair[KEPT] !== null) found.push(line("Stays", `in ${pair[KEPT]} % of the runs with other weights`));
  found.push(small("card-parts", "What makes the score", ["Criterion", "Weight", "Value", "Points", "Why"], data.criteria.map(([label, weight, shown], at) => {
    const value = pair[VALUES][at];
    if (!shown) return [label, `${+weight.toFixed(2)} %`, "", "", "not shown here; the score counts it"];
    return [label, `${+weight.toFixed(2)} %`, String(+value.toFixed(3)), (weight * value).toFixed(1), pair[SENTENCES][at]];
  })));
  found.push(node("h3", "Other mentors"));
  if (pair[OTHERS] === null) found.push(node("p", "What another mentor would cost was not worked out; mentorkit why tells it of one mentee.", { id: "card-alternatives" }));
  else if (!pair[OTHERS].length) found.push(node("p", `Any other mentor would cost everybody together more than ${+data.within.toFixed(4)} points.`, { id: "card-alternatives" }));
  else found.push(small("card-alternatives", "The next best mentors, and what choosing each would cost everybody together", ["Mentor", "Score", "Cost"],
    pair[OTHERS].map(([mentor, score, loss]) => [person("mentor", mentor, false), score.toFixed(1), loss.toFixed(1)])));
  return found;
}
function gapCard(gap) {
  if (!gap) return [node("p", "Not in any pair.")];
  return [line("Without a mentor", text(gap[1]), "card-reason"), node("p", text(gap[2])), line("What would help", text(gap[3] || "not worked out, or nothing that one change could do"), "card-help")];
}
function mentorCard(at) {
  const [one, pairs] = [data.mentors[at], ofMentor[at]];
  const found = [line("Places", `${pairs.length} of ${one[PLACES]} taken`)];
  if (one[MORE]) found.push(line("One more place would bring everybody together", brings(one[MORE])));
  if (pairs.length) found.push(small("card-mentees", "Mentees", ["Mentee", "Score", "Why"], pairs.map((pair) => [person("mentee", pair[MENTEE], false), pair[SCORE].toFixed(1), why(pair)])));
  else found.push(node("p", "No mentee.", { id: "card-mentees" }));
  return found;
}
let opener = null;
function show(role, at) {
  const one = named(role, at);
  byId("card-title").replaceChildren(text(one[NAME]));
  const beside = [one[ID] === one[NAME] ? "" : one[ID], role, one[LEVEL], one[FUNCTION], one[LOCATION]].filter(Boolean).join(", ");
  const pair = ofMentee.get(at);
  const rest = role === "mentor" ? mentorCard(at) : pair ? pairCard(pair) : gapCard(gapOf.get(at));
  byId("card-body").replaceChildren(node("p", text(beside), { className: "kind" }), ...rest);
  if (!card.open) card.showModal();
  card.scrollTop = 0;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.person");
  const row = event.target.closest("table.big tbody tr");
  const chosen = button ?? (event.target.closest("a, button") || String(getSelection()) ? null : row?.querySelector("button.person"));
  if (!chosen) return;
  if (!card.open) opener = chosen;
  show(chosen.dataset.role, Number(chosen.dataset.at));
  if (card.contains(button)) byId("card-close").focus();
});
byId("card-close").addEventListener("click", () => card.close());
card.addEventListener("click", (event) => { if (event.target === card) card.close(); });
card.addEventListener("close", () => { if (opener?.isConnected) opener.focus(); });

// Printing: every row of the filter, up to a number that paper is good for, and the tables beside the charts.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const each of closed) each.open = true;
  for (const [id, made] of Object.entries(tables)) {
    if (!made) continue;
    const left = made.rows({ search: "applied" }).count() - PRINTED;
    const note = byId(id).closest("section").querySelector(".print-note");
    note.hidden = left <= 0;
    note.textContent = left > 0 ? `${counted(left, "more row")} are not printed; filter the table to print them, or take the CSV files of the run.` : "";
    made.page.len(PRINTED).page(0).draw("page");
  }
});
addEventListener("afterprint", () => {
  for (const each of closed) each.open = false;
  for (const [id, made] of Object.entries(tables)) {
    made?.page.len(ROWS).draw("page");
    byId(id)?.closest("section").querySelector(".print-note").setAttribute("hidden", "");
  }
});

document.documentElement.classList.add("js");
document.documentElement.dataset.ready = "yes";
