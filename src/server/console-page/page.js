import { pageTexts } from "./page-texts.js";

const ROLE_ORDER = ["room", "leader", "head", "member", "admin"];
const LARGEST_FILE_BYTES = 20_000_000;
const STRANGER = `khach-${crypto.randomUUID().slice(0, 8)}`;

const find = (id) => document.getElementById(id);
const unread = new Map();
/** Lines that are on the page, so that one is never shown twice. */
let shown = new Set();
let chats = [];
let open = null;
let zone = "Asia/Ho_Chi_Minh";
let movable = false;
let present = { at: Date.now(), asked: Date.now() };
let language = localStorage.getItem("language") === "en" ? "en" : "vi";
let texts = pageTexts[language];

/** An element with properties and children; strings become text, never HTML. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function call(path, body) {
  const request =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`/console/api/${path}`, request);
  if (response.status === 401) {
    await enter();
    return await call(path, body);
  }
  if (!response.ok) throw new Error(String(response.status));
  return await response.json();
}

function enter() {
  return new Promise((resolve) => {
    const dialog = find("enter");
    dialog.showModal();
    dialog.onclose = async () => {
      const password = find("password").value;
      const answer = await fetch("/console/enter", { method: "POST", body: JSON.stringify({ password }) });
      if (answer.ok) return resolve();
      say(texts.wrong);
      resolve(enter());
    };
  });
}

const say = (problem) => {
  find("problem").textContent = problem;
};

const dayTime = (at) =>
  new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", {
    weekday: "short",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(at));

const now = () => present.at + (Date.now() - present.asked);

function setClock(at) {
  present = { at: Date.parse(at), asked: Date.now() };
  find("clock").textContent = dayTime(now());
}

function drawTexts() {
  document.documentElement.lang = language;
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = texts[place.dataset.text];
  find("language").textContent = texts.other;
  find("language").lang = language === "vi" ? "en" : "vi";
  for (const [id, label] of [
    ["search", texts.search],
    ["words", texts.write],
    ["password", texts.password],
    ["instant", texts.pick],
  ]) {
    find(id).setAttribute("aria-label", label);
  }
  find("search").placeholder = texts.search;
  find("words").placeholder = texts.write;
  find("send").textContent = texts.send;
  find("attach").title = texts.attach;
  find("attach").setAttribute("aria-label", texts.attach);
  find("back").setAttribute("aria-label", texts.back);
  find("moves").replaceChildren(
    ...(movable
      ? [
          ["hour", plusHour],
          ["morning", nextMorning],
          ["monday", nextMonday],
          ["chosen", pickInstant],
        ]
      : []
    ).map(([key, act]) => element("button", { type: "button", textContent: texts[key], onclick: act })),
  );
  setClock(new Date(now()).toISOString());
  drawPeople();
  drawWho();
}

function drawPeople() {
  const wanted = bare(find("search").value);
  const groups = ROLE_ORDER.flatMap((role) => {
    const people = chats.filter((chat) => chat.role === role && bare(`${chat.name} ${chat.about}`).includes(wanted));
    if (people.length === 0) return [];
    return [element("h2", { textContent: texts.roles[role] }), ...people.map(personButton)];
  });
  const stranger = personButton({ chatId: STRANGER, name: texts.stranger, about: texts.strangerAbout, role: "member" });
  find("list").replaceChildren(...groups, element("h2"), stranger);
}

const bare = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();

function personButton(chat) {
  const button = element(
    "button",
    { type: "button", className: "person", onclick: () => openChat(chat) },
    element("span", { textContent: chat.name }),
  );
  const count = unread.get(chat.chatId) ?? 0;
  if (count > 0)
    button.append(
      element("span", { className: "unread", textContent: String(count), ariaLabel: texts.newLines(count) }),
    );
  button.append(element("small", { textContent: chat.about }));
  if (open?.chatId === chat.chatId) button.setAttribute("aria-current", "true");
  return button;
}

function drawWho() {
  document.body.classList.toggle("open", open !== null);
  find("back").hidden = open === null;
  find("say").hidden = open === null || open.role === "room";
  find("who").replaceChildren(...(open === null ? [] : [open.name, element("small", { textContent: open.about })]));
  if (open !== null) return;
  const hint = element(
    "div",
    { className: "hint" },
    texts.choose,
    element("ul", {}, ...texts.tries.map((one) => element("li", { textContent: one }))),
  );
  find("lines").replaceChildren(hint);
}

async function openChat(chat) {
  open = chat;
  unread.delete(chat.chatId);
  shown = new Set();
  find("lines").replaceChildren();
  say("");
  drawPeople();
  drawWho();
  const lines = await call(`chats/${encodeURIComponent(chat.chatId)}`);
  if (open.chatId !== chat.chatId) return;
  for (const line of lines) drawLine(line);
  if (chat.role !== "room") find("words").focus();
}

function drawLine(line) {
  if (shown.has(line.id)) return;
  shown.add(line.id);
  const bubble = element("article", { className: line.mine ? "line mine" : "line" });
  if (line.title !== null) bubble.append(element("strong", { textContent: `${line.title}\n` }));
  bubble.append(line.body);
  for (const file of line.files) bubble.append(drawFile(file));
  if (line.offer !== null) {
    const choices = line.offer.map(({ label, data }, index) =>
      element("button", {
        type: "button",
        className: "choice",
        textContent: `${index + 1}. ${label}`,
        onclick: () => send({ kind: "tap", data, label }),
      }),
    );
    bubble.append(element("div", { className: "choices" }, ...choices));
  }
  bubble.append(element("time", { dateTime: line.at, textContent: dayTime(line.at) }));
  find("lines").append(bubble);
  bubble.scrollIntoView({ block: "end" });
}

function drawFile({ name, mime, sha256 }) {
  const address = `/console/files/${sha256}`;
  if (mime.startsWith("image/")) return element("img", { src: address, alt: name });
  return element("a", { href: address, textContent: name, download: name });
}

async function send(said) {
  if (open === null) return;
  say("");
  const { chatId } = open;
  try {
    await call("events", { eventId: crypto.randomUUID(), address: chatId, chatId, said });
  } catch {
    say(texts.problem);
  }
}

async function sendFile(file) {
  if (file === undefined) return;
  if (file.size > LARGEST_FILE_BYTES) return say(texts.tooLarge);
  const address = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(file);
  });
  const caption = find("words").value.trim();
  find("words").value = "";
  await send({ kind: "file", name: file.name, base64: address.slice(address.indexOf(",") + 1), caption });
}

async function moveTo(at) {
  const buttons = [...find("moves").children];
  for (const button of buttons) button.disabled = true;
  find("clock").textContent = texts.moving;
  try {
    setClock((await call("clock", { to: new Date(at).toISOString() })).now);
  } catch {
    say(texts.problem);
  }
  for (const button of buttons) button.disabled = false;
}

/** The offset of the organisation's zone, as milliseconds to add to UTC. */
function zoneOffset(at) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  }).format(at);
  return Date.parse(`${parts.replace(", ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

/** The next time the organisation's clock shows hours:minutes after `days` days. */
function at(days, hours, minutes) {
  const offset = zoneOffset(now());
  const midnight = Math.floor((now() + offset) / 86_400_000) * 86_400_000;
  return midnight + days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 - offset;
}

const plusHour = () => moveTo(now() + 3_600_000);
const nextMorning = () => moveTo(at(1, 8, 0));
const nextMonday = () => {
  const weekday = new Date(now() + zoneOffset(now())).getUTCDay();
  return moveTo(at((8 - weekday) % 7 || 7, 7, 30));
};

function pickInstant() {
  const dialog = find("pick");
  find("instant").value = new Date(now() + zoneOffset(now())).toISOString().slice(0, 16);
  dialog.returnValue = "";
  dialog.showModal();
  dialog.onclose = () => {
    const chosen = Date.parse(`${find("instant").value}Z`);
    if (dialog.returnValue === "go" && !Number.isNaN(chosen)) moveTo(chosen - zoneOffset(now()));
  };
}

function listen() {
  const stream = new EventSource("/console/api/stream");
  stream.addEventListener("open", () => say(""));
  stream.addEventListener("error", () => say(texts.gone));
  stream.addEventListener("clock", (event) => setClock(event.data));
  stream.addEventListener("line", (event) => {
    const { chatId, line } = JSON.parse(event.data);
    if (open?.chatId === chatId) return drawLine(line);
    if (!line.mine) unread.set(chatId, (unread.get(chatId) ?? 0) + 1);
    drawPeople();
  });
}

find("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("words").value.trim();
  if (text === "") return;
  find("words").value = "";
  void send({ kind: "text", text });
});
find("words").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("say").requestSubmit();
});
find("file").addEventListener("change", (event) => {
  void sendFile(event.target.files[0]);
  event.target.value = "";
});
find("attach").addEventListener("click", () => find("file").click());
for (const kind of ["dragover", "drop"]) {
  find("chat").addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop") void sendFile(event.dataTransfer.files[0]);
  });
}
find("search").addEventListener("input", drawPeople);
find("back").addEventListener("click", () => {
  open = null;
  drawPeople();
  drawWho();
});
find("language").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  localStorage.setItem("language", language);
  texts = pageTexts[language];
  drawTexts();
});
setInterval(() => {
  if (!find("moves").firstChild?.disabled) find("clock").textContent = dayTime(now());
}, 10_000);

const start = await call("start");
chats = start.chats;
zone = start.zone;
movable = start.movable;
setClock(start.now);
drawTexts();
listen();
