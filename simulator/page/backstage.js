// Beside the telephones: what the bot did by itself, and when it has something to do again.

import { get } from "./api.js";
import { clockOf } from "./dates.js";
import { element } from "./dom.js";
import { inLanguage, say } from "./words.js";

const GATHER = 300; // milliseconds: a burst of changes asks once
const NEAR_END = 80;
const opener = document.querySelector(".behind");
const drawer = document.querySelector(".backstage");
const list = drawer.querySelector("ol");
let page = null;
let coming = null;

export function startBackstage(shown) {
  page = shown;
  opener.addEventListener("click", () => toggle(drawer.hidden));
  drawer.querySelector(".close").addEventListener("click", () => toggle(false));
  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && toggle(false));
}

function toggle(open) {
  drawer.hidden = !open;
  opener.setAttribute("aria-expanded", open);
  if (open) refresh();
  else opener.focus();
}

// Asks again after a change, while the drawer is open.
export function changed() {
  if (drawer.hidden || coming) return;
  coming = setTimeout(refresh, GATHER);
}

async function refresh() {
  try {
    draw(await get("backstage"));
  } catch (error) {
    console.info("backstage", error);
  } finally {
    coming = clearTimeout(coming);
  }
}

function draw({ next, lines }) {
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  const told = [next && say("next", { at: clockOf(new Date(next)) }), !lines.length && say("nothing")];
  drawer.querySelector(".next").textContent = told.filter(Boolean).join(" ");
  list.replaceChildren(...lines.map(line));
  if (wasAtEnd) list.scrollTop = list.scrollHeight;
}

function line({ at, words, chat, state }) {
  const isPlanned = state === "queued" && new Date(at) > new Date(page.state.now);
  return element(
    "li",
    { class: state, "data-testid": "line" },
    element("time", { datetime: at }, clockOf(new Date(at))),
    element("span", {}, inLanguage(words), chat && " → ", chat && element("b", {}, nameOf(chat))),
    element("small", {}, say(isPlanned ? "planned" : state)),
  );
}

function nameOf(chat) {
  return page.state.people.find((person) => person.id === chat)?.first_name ?? say("staffGroup");
}
