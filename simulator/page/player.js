// Plays a story by doing what a visitor does: choosing a chat, typing, pressing, pushing the clock.
//
// A step is data: {who: "young" | "volunteer" | "staff", chat?: "private" | "group", once?, and at most one of
//   start: true | tap: PATTERN | write: words, when?: PATTERN | push: hours, until: PATTERN | morning: true;
//   caption?: words}. Words may be {fr, en}; {young} and {volunteer} in a caption are the people's names.
// PATTERN is a button's data in which * stands for anything. The newest such button that was not pressed yet counts.
// Beside the steps: cast, who comes for people that have already begun, and patience, in seconds.

import { programmeNow } from "./clock.js";
import { hourOf } from "./dates.js";
import { fill, inLanguage, language } from "./words.js";

const LOOK_AGAIN = 40; // milliseconds
const PATIENCE = 20; // seconds, then the bot will not do what was expected
const DAY = [9, 20]; // hours within which a story begins
const DAYS_TRIED = 8;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Stuck extends Error {}
export class Stopped extends Error {}

export class Player {
  // `caption` has words(text) and progress(share); `speed` divides every pause.
  constructor(page, story, caption, speed = 1) {
    this.page = page;
    this.story = story;
    this.caption = caption;
    this.speed = speed;
    this.pressed = new Set();
    this.isPaused = false;
    this.isStopped = false;
  }

  async play() {
    await this.cast();
    const { steps } = this.story;
    for (const [index, step] of steps.entries()) {
      this.caption.progress(index / steps.length);
      await this.perform(step);
    }
    this.caption.progress(1);
  }

  // People who have already begun keep their chats: newcomers take their windows.
  async cast() {
    for (const [who, name] of Object.entries(this.story.cast ?? {})) {
      const pane = this.pane(who);
      if (pane.person.started) await pane.welcome(name, language);
    }
  }

  async perform(step) {
    const pane = step.who && this.pane(step.who);
    if (step.morning ? isDay() : step.once && this.isDone(step, pane)) return;
    if (step.caption) await this.announce(step);
    if (pane) await this.turnTo(pane, step.chat ?? pane.place.prefers);
    if (step.morning) await this.untilDay();
    else if (step.start) await this.press(pane.begin);
    else if (step.tap) await this.press(await this.sees(pane, step.tap));
    else if (step.write) await this.write(pane, step);
    else if (step.push) await this.push(pane, step);
  }

  pane = (who) => this.page.panes.find((pane) => pane.place.name === `pane-${who}`);

  async announce({ caption }) {
    const names = { young: this.pane("young").person.first_name, volunteer: this.pane("volunteer").person.first_name };
    const words = fill(inLanguage(caption), names);
    this.caption.words(words);
    await this.rest(900 + 22 * words.length); // time to read it
  }

  isDone({ write, tap }, pane) {
    const chats = pane.chatsOf(pane.person);
    if (tap) return this.isAnswered(chats) && !this.isOffered(chats, patternOf(tap));
    const speaks = (chat) => chat.messages.some((message) => message.from.is_bot && !message.service);
    return chats.some((chat) => (chat.type === "private" ? chat.messages.some(({ text }) => text === write) : speaks(chat)));
  }

  isAnswered(chats) {
    // until then the button may be on its way
    return chats.every(({ type, messages }) => type !== "private" || messages.at(-1)?.from.is_bot);
  }

  isOffered(chats, pattern) {
    const buttons = chats.flatMap((chat) => chat.messages.flatMap(({ keyboard }) => (keyboard ?? []).flat()));
    return buttons.some((button) => pattern.test(button.callback_data));
  }

  async turnTo(pane, kind) {
    const chat = pane.chatsOf(pane.person).find((each) => (each.type === "private") === (kind === "private"));
    if (chat && chat.id !== pane.chat.id) pane.choose({ chat: chat.id });
    reveal(pane.node);
    await this.rest(150);
  }

  // The button, once it is there.
  sees(pane, pattern) {
    return this.until(() => this.key(pane, pattern));
  }

  key(pane, pattern) {
    const fits = patternOf(pattern);
    const isNew = (key) => fits.test(key.dataset.data) && !this.pressed.has(nameOf(pane, key));
    return [...pane.node.querySelectorAll(".key[data-data]")].findLast(isNew);
  }

  async press(button) {
    reveal(button);
    button.classList.add("shown-pressed");
    await this.rest(650);
    const pane = this.page.panes.find((each) => each.node.contains(button));
    if (button.dataset.data) this.pressed.add(nameOf(pane, button));
    button.click();
    await this.rest(250);
    button.classList.remove("shown-pressed");
    if (pane) pane.history.toNewest();
  }

  async write(pane, { write, when }) {
    const text = inLanguage(write);
    const box = pane.composer.input;
    if (when) await this.sees(pane, when);
    else if (pane.composer.form.hidden) return this.begin(pane, text);
    for (const end of calm.matches ? [text.length] : text.split("").keys()) {
      box.value = text.slice(0, end + 1);
      box.dispatchEvent(new Event("input"));
      await this.rest(22);
    }
    await this.answered(pane, () => this.press(pane.composer.submit));
  }

  // A chat that was never started has no line to write in: a link with the same words opens it.
  begin(pane, text) {
    return this.answered(pane, () => pane.send({ text }));
  }

  // Does something, and waits until the bot has written since.
  async answered(pane, act) {
    const newest = (isBot) => pane.chat.messages.findLast(({ from }) => from.is_bot === isBot)?.message_id ?? 0;
    const before = newest(false);
    await act();
    await this.until(() => newest(false) > before && newest(true) > newest(false));
  }

  async push(pane, { push, until }) {
    await this.pushed(push);
    for (let days = 0; until && !this.key(pane, until) && days < DAYS_TRIED; days += 1) await this.pushed(24);
    reveal(pane.node);
  }

  async untilDay() {
    for (let hours = 0; !isDay() && hours < 24; hours += 1) await this.pushed(1);
  }

  async pushed(hours) {
    const button = document.querySelector(`[data-hours="${hours}"]`);
    await this.press(button);
    await this.until(() => !button.disabled);
    await this.page.refresh();
    await this.rest(700);
  }

  async until(found) {
    const patience = (this.story.patience ?? PATIENCE) * 1000;
    for (let waited = 0; waited < patience; waited += LOOK_AGAIN) {
      const what = found();
      if (what) return what;
      await this.rest(LOOK_AGAIN * this.speed);
    }
    throw new Stuck();
  }

  // Every wait passes here, so that pausing and stopping work at once.
  async rest(time) {
    await new Promise((resolve) => setTimeout(resolve, time / this.speed));
    while (this.isPaused && !this.isStopped) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    if (this.isStopped) throw new Stopped();
  }
}

const escaped = (text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");

const patternOf = (words) => new RegExp(`^${words.split("*").map(escaped).join(".*")}$`);

const nameOf = (pane, key) => `${pane?.chat.id} ${key.closest(".message").dataset.messageId} ${key.dataset.data}`;

const isDay = () => hourOf(programmeNow()) >= DAY[0] && hourOf(programmeNow()) < DAY[1];

const reveal = (node) => node.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "nearest", inline: "start" });
