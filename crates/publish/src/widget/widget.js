// <passerelle-agenda concerns="54498">: what concerns a commune, on its own website. Every filter of the gateway is an attribute; how it looks is set by
// view, scheme, heading and caption, and by custom properties. It asks the gateway only, keeps nothing on the reader's device beside what the browser's
// own cache does, and adds nothing outside of its shadow root. What stands inside the element is shown until there is something better.
//
// It must work where a page allows its own scripts only: no inline style or script, no markup from text.

const STYLE = "STYLE";
const NAME = "passerelle-agenda";
const HOME = new URL(".", import.meta.url);
// The languages of a gateway that was written as files, its own first: there, what is asked stands in names. Nothing where a gateway answers.
const FILES = "FILES";

// In the order in which the gateway writes them.
const FILTERS = "FILTERS".split(" ");
const OWN = "view limit consultation scheme heading caption".split(" ");
// How many consultations each view shows where nobody says, and the height (em) that it keeps free: for one of them where there is little room and where
// there is more, and for all that is not one of them.
const VIEWS = { list: { limit: 3, rows: [8.9, 6], rest: [20, 15] }, compact: { limit: 6, rows: [5.4, 3.6], rest: [6.5, 6.5] }, calendar: { limit: 0, rows: [0, 0], rest: [37, 35] } };
const ROOM = 420;
const MOST_ROWS = 8;
const MEETINGS = 2;
const PATIENCE = 9000;
const REFRESH = 3_600_000;

// An element whose class is also the name by which the page around may style it (`::part`).
function make(tag, name, ...children) {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("part", name);
  element.append(...children.filter(Boolean));
  return element;
}

function link(name, { url, text, title, lang }) {
  const element = make("a", name, text ?? title);
  element.href = url;
  if (lang) element.lang = lang;
  return element;
}

function drawn(tag, name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries({ class: name, part: name, ...attributes })) element.setAttribute(key, value);
  return element;
}

function bridge({ name, spans, person }) {
  const svg = drawn("svg", "bridge", { role: "img", "aria-label": name, width: "100%", height: 16 });
  for (const { is, at, width } of spans) svg.append(drawn("rect", is, { x: `${at}%`, y: 4.5, width: `${width}%`, height: 7, rx: 2 }));
  svg.append(drawn("circle", "person", { cx: `${person}%`, cy: 8, r: 6.5 }));
  return svg;
}

function consultation(item, view) {
  const day = item.day && make("span", "until", item.day);
  return make("li", "item", link("title", item),
    make("p", "meta", make("span", "place", item.place), " · ", make("span", `left ${item.state}`, item.left), day && ", ", day, item.access && " · ", item.access),
    view === "list" && item.bridge && bridge(item.bridge));
}

function meeting(item) {
  const cancelled = item.cancelled && make("span", "cancelled", item.cancelled);
  return make("li", "item", link("title", item), make("p", "meta", cancelled, cancelled && " ", item.when, item.place && ", ", item.place));
}

function list(data, view, limit) {
  const items = data.items.slice(0, limit).map((item) => consultation(item, view));
  const meetings = make("ul", "meetings", ...data.meetings.slice(0, MEETINGS).map(meeting));
  meetings.setAttribute("aria-label", data.words.meetings);
  return [
    items.length ? make("ul", "items", ...items) : make("p", "empty", data.words.empty),
    view === "list" && meetings.childElementCount && meetings,
  ];
}

function entry({ is, label, place, cancelled, ...page }) {
  return make(
    "li", "entry", make("span", `label ${is}`, label), " ", link("title", page), cancelled && " ",
    cancelled && make("span", "cancelled", cancelled), place && make("span", "place", place),
  );
}

function day({ name, entries }) {
  const item = make("li", "date", make("span", "name", name), make("ul", "entries", ...entries.map(entry)));
  item.tabIndex = -1;
  return item;
}

function table(month, weekdays, days) {
  const rows = [make("tr", "", ...weekdays.map((name) => Object.assign(make("th", "weekday", name), { scope: "col" })))];
  const cells = Array.from({ length: month.before + month.length }, (_, at) => {
    const number = at - month.before + 1;
    if (number < 1) return make("td", "");
    const found = month.days.findIndex((day) => day.number === number);
    const cell = make("td", number === month.today ? "today" : "", found < 0 && number);
    if (number === month.today) cell.setAttribute("aria-current", "date");
    if (found >= 0) {
      const button = make("button", "day", number);
      button.setAttribute("aria-label", month.days[found].label);
      button.addEventListener("click", () => days[found].focus());
      cell.append(button);
    }
    return cell;
  });
  while (cells.length % 7) cells.push(make("td", ""));
  while (cells.length) rows.push(make("tr", "", ...cells.splice(0, 7)));
  const element = make("table", "month", make("thead", "", rows.shift()), make("tbody", "", ...rows));
  element.setAttribute("aria-label", month.name);
  return element;
}

// The months behind two buttons. Only what is between them is replaced, so that the focus stays where it is.
function calendar(data, first, turned) {
  const caption = make("span", "caption");
  caption.setAttribute("aria-live", "polite");
  const page = make("div", "page");
  const step = (label, sign, way) => {
    const button = make("button", "step", sign);
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      if (data.months[at + way]) turned(show(at + way));
    });
    return button;
  };
  const [previous, next] = [step(data.words.previous, "‹", -1), step(data.words.next, "›", 1)];
  let at;
  const show = (number) => {
    const month = data.months[(at = number)];
    const days = month.days.map(day);
    caption.textContent = month.name;
    previous.setAttribute("aria-disabled", at === 0);
    next.setAttribute("aria-disabled", at === data.months.length - 1);
    page.replaceChildren(table(month, data.words.weekdays, days), days.length ? make("ul", "days", ...days) : make("p", "empty", data.words.empty_month));
    return month.name;
  };
  // The month to which somebody turned, else the first in which there is something.
  const find = (holds) => data.months.findIndex(holds);
  const kept = find(({ name }) => name === first);
  show(kept < 0 ? Math.max(0, find(({ days }) => days.length)) : kept);
  return [make("div", "bar", previous, caption, next), page];
}

// The file of an export that holds what is asked, in the order of the alphabet, and of its languages the nearest.
function file(said) {
  const [, ...others] = FILES.split(",");
  const asked = said.map(([name, value]) => [name, name === "lang" ? others.find((tag) => value.startsWith(tag)) : value]);
  const segments = asked.filter(([, value]) => value).sort().map(([name, value]) => {
    const plain = encodeURIComponent(value).replace(/%2C/g, ",");
    return name + "-" + plain.replace(/%(..)|[^a-z0-9_,-]/g, (sign, byte) => "~" + (byte ?? sign.charCodeAt().toString(16)).toLowerCase());
  });
  return ["widget", ...segments].join("/") + ".json";
}

async function ask(address, how) {
  try {
    const answer = await fetch(address, { ...how, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) return answer;
    console.warn(NAME, `${address} answers ${answer.status}`, !FILES && (await answer.text()));
  } catch {
    // It cannot be reached.
  }
}

// What the browser still has from the last time, then what the gateway says now. What the browser has is not put at stake: where a proxy answers for a
// gateway that is down, its error would take the place of the last good copy. So it is renewed only when the gateway is seen to be there.
async function* versions(address) {
  const kept = await ask(address, { cache: "force-cache" });
  if (!kept) return;
  const age = Date.now() - Date.parse(kept.headers.get("date"));
  const fresh = 1000 * /max-age=(\d+)/.exec(kept.headers.get("cache-control"))?.[1];
  yield kept.text();
  if (age >= 0 && age < fresh) return;
  const there = await ask(address, { method: "HEAD", cache: "no-store" });
  const now = there && (await ask(address, { cache: "no-cache" }));
  if (now) yield now.text();
}

let sheet;
function dress(root) {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("widget.css", HOME);
    root.append(style);
  }
}

class PasserelleAgenda extends HTMLElement {
  static observedAttributes = [...FILTERS, ...OWN];

  #box = make("div", "w");
  #observer;
  #timer;
  #sizes = new ResizeObserver(() => this.#reserve());
  #near = false;
  #due = false;
  #asked = "";
  #data = null;
  #text = "";
  #month;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    dress(root);
    root.append(this.#box);
  }

  connectedCallback() {
    this.#render();
    this.#observer = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer.disconnect();
      this.#near = true;
      this.#load();
    }, { rootMargin: "400px" });
    this.#observer.observe(this);
    this.#sizes.observe(this);
    // Whatever is open for days, such as the screen of a town hall, is right the day after.
    this.#timer = setInterval(() => this.#near && !this.shadowRoot.activeElement && this.#load(), REFRESH);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.#sizes.disconnect();
    clearInterval(this.#timer);
    this.#near = false;
  }

  // Several that change at once are one change.
  attributeChangedCallback() {
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.#near && this.#address() !== this.#asked) this.#load();
      else this.#render();
    });
  }

  get #view() {
    const view = this.getAttribute("view");
    return Object.hasOwn(VIEWS, view) ? view : "list";
  }

  get #limit() {
    const asked = Math.trunc(this.getAttribute("limit"));
    return asked > 0 ? Math.min(asked, 200) : VIEWS[this.#view].limit;
  }

  // Every filter that has a value, and what bounds the answer. A file holds every view at its full length.
  #address() {
    const said = [...FILTERS, "consultation"].map((name) => [name, this.getAttribute(name)?.trim()]).filter(([, value]) => value);
    if (FILES) return new URL(file(said), HOME).href;
    const address = new URL("widget.json", HOME);
    if (this.#view !== "calendar") said.push(["limit", this.#limit]);
    address.search = new URLSearchParams([["view", this.#view], ...said]);
    return address.href;
  }

  async #load() {
    const address = this.#address();
    const again = address === this.#asked;
    if (!again) this.#month = undefined;
    this.#asked = address;
    let found = again && this.#data;
    for await (const text of versions(address)) {
      // Nothing is taken away under a reader who is in it.
      while (found && text !== this.#text && this.shadowRoot.activeElement) await new Promise((left) => setTimeout(left, 99));
      // Something else was asked for meanwhile.
      if (address !== this.#asked) return;
      if (text !== this.#text) {
        try {
          this.#data = JSON.parse(text);
        } catch {
          // Where a gateway is down, anything may answer.
          continue;
        }
        this.#text = text;
        this.#render();
      }
      found = true;
    }
    if (found || address !== this.#asked) return;
    this.#text = "";
    this.#data = null;
    this.#render();
  }

  #reserve() {
    const { rows, rest } = VIEWS[this.#view];
    const room = Number(this.clientWidth > ROOM);
    this.#box.style.setProperty("--reserved", `${rest[room] + rows[room] * Math.min(this.#limit, MOST_ROWS)}em`);
  }

  #render() {
    const [view, data, box] = [this.#view, this.#data, this.#box];
    const scheme = this.getAttribute("scheme") ?? "";
    box.className = `w ${view} ${scheme}`;
    this.#reserve();
    if (!data || (view === "calendar" && !data.months.length)) {
      const portal = link("link", { url: HOME.href, text: HOME.host });
      return box.replaceChildren(make("div", "card", make("slot", "fallback", portal)));
    }
    box.lang = data.lang;
    const { title, name } = view === "calendar" ? data.calendar : data.list;
    const caption = this.getAttribute("caption") ?? title;
    const level = Number(this.getAttribute("heading"));
    const inside = view === "calendar" ? calendar(data, this.#month, (month) => (this.#month = month)) : list(data, view, this.#limit);
    const card = make(
      "section", "card", caption && make(`h${level >= 1 && level <= 6 ? level : 2}`, "heading", caption), make("div", "body", ...inside),
      make("p", "foot", link("link", view === "calendar" ? data.agenda : data.all), " · ", link("link", data.subscribe)),
    );
    card.setAttribute("aria-label", caption && caption !== title ? caption : name);
    box.replaceChildren(card);
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, PasserelleAgenda);
else console.warn(NAME, `another gateway came before ${HOME}`);

// The plain frame: it says how high it is, and gets that height. Frames that were there first are asked.
addEventListener("message", ({ data, origin, source }) => {
  const height = Number(data?.height);
  if (origin !== HOME.origin || data?.type !== "passerelle:height" || !(height > 0 && height < 20_000)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source) continue;
    const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${Math.ceil(height) + border}px`;
  }
});
for (const frame of document.querySelectorAll("iframe")) {
  if (frame.src.startsWith(new URL("embed", HOME).href)) frame.contentWindow?.postMessage({ type: "passerelle:measure" }, "*");
}
