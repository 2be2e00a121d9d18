// The programme clock in the bar and the buttons that push it.

import { post } from "./api.js";
import { clockOf } from "./dates.js";
import { ask } from "./dom.js";
import { say } from "./words.js";

const face = document.querySelector(".clock");
const buttons = [...document.querySelectorAll("[data-hours]")];
let ahead = 0; // milliseconds that the programme clock is ahead of this computer's

export const programmeNow = () => new Date(Date.now() + ahead);

export function setClock(now) {
  ahead = Date.parse(now) - Date.now();
  tick();
}

function tick() {
  const now = programmeNow();
  const text = clockOf(now);
  face.dateTime = now.toISOString();
  if (face.textContent !== text) face.textContent = text;
}

async function push(pressed) {
  const hadFocus = pressed === document.activeElement;
  const busy = (is) => {
    document.body.classList.toggle("pushing", is);
    for (const each of buttons) each.disabled = is;
    pressed.setAttribute("aria-busy", is);
  };
  busy(true);
  try {
    setClock((await post("push", { hours: Number(pressed.dataset.hours) })).now);
  } catch (error) {
    await ask(say("notPushed", { why: error.message }), { field: false });
  } finally {
    busy(false);
    if (hadFocus) pressed.focus();
  }
}

export function startClock() {
  for (const each of buttons) each.addEventListener("click", () => push(each));
  setInterval(tick, 1000);
}
