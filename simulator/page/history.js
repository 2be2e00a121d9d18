// The messages of one chat as nodes: new ones are added, changed ones are redrawn in their place.

import { bubble, dayLine } from "./bubbles.js";
import { dayOf } from "./dates.js";
import { element } from "./dom.js";
import { say } from "./words.js";

const NEAR_END = 120; // pixels from the end within which new messages pull the view along
const ROOM_ABOVE = 8; // pixels

export class History {
  constructor(act, label) {
    this.act = act;
    this.shown = new Map(); // key -> {node, signature}
    this.node = element("div", { class: "history", role: "log", "aria-live": "polite", "aria-label": label, tabindex: 0 });
    this.node.dataset.testid = "history";
    this.chat = null;
    this.follows = true; // until the reader scrolls away
    this.place = 0; // where the newest message was put
    this.answered = null; // the message whose button was pressed last, while the focus is on its buttons
    this.node.addEventListener("scroll", () => (this.follows = this.nearEnd() || Math.abs(this.node.scrollTop - this.place) < 2));
    new ResizeObserver(() => this.follows && this.toNewest()).observe(this.node);
  }

  nearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  // `empty` is what stands in a chat where nothing was said yet: {hint, about}.
  show(chat, me, empty) {
    const isOther = this.chat !== `${chat.id}/${me}`;
    if (isOther) this.clear(`${chat.id}/${me}`);
    const changed = this.draw(items(chat, me, this.act, empty));
    if (changed) this.focusNewQuestion();
    if (isOther || (changed && this.follows)) this.toNewest();
  }

  // To the end; but a message that is taller than the window shows its beginning, where the question stands.
  toNewest() {
    const end = this.node.scrollHeight - this.node.clientHeight;
    const top = (this.node.lastElementChild?.offsetTop ?? 0) - this.node.offsetTop - ROOM_ABOVE;
    this.place = Math.max(0, Math.min(end, top));
    this.follows = true;
    this.node.scrollTop = this.place;
  }

  // Whoever answers by keyboard goes on at the first button of the question that comes next.
  focusNewQuestion() {
    if (this.answered === null) return;
    const newest = [...this.node.querySelectorAll(".message")].findLast((node) => node.querySelector(".key"));
    if (!newest || Number(newest.dataset.messageId) <= this.answered) return;
    const isElsewhere = document.activeElement !== document.body && !this.node.contains(document.activeElement);
    this.answered = null;
    if (!isElsewhere) newest.querySelector(".key").focus({ preventScroll: true });
  }

  clear(chat) {
    this.chat = chat;
    this.shown.clear();
    this.node.replaceChildren();
  }

  draw(wanted) {
    let changed = this.forget(new Set(wanted.map((item) => item.key)));
    let previous = null;
    for (const item of wanted) {
      const old = this.shown.get(item.key);
      if (old?.signature !== item.signature) {
        changed = true;
        this.replace(item, old, previous);
      }
      previous = this.shown.get(item.key).node;
    }
    return changed;
  }

  forget(keys) {
    const gone = [...this.shown].filter(([key]) => !keys.has(key));
    for (const [key, { node }] of gone) {
      node.remove();
      this.shown.delete(key);
    }
    return gone.length > 0;
  }

  replace(item, old, previous) {
    const node = item.make();
    this.shown.set(item.key, { node, signature: item.signature });
    if (!old) {
      previous ? previous.after(node) : this.node.prepend(node);
      return;
    }
    const focused = focusedKey(old.node);
    old.node.replaceWith(node);
    node.classList.add("changed");
    if (focused) keyLike(node, focused)?.focus({ preventScroll: true });
  }
}

// Which button of a message has the focus, so that a redrawn keyboard can give it back.
function focusedKey(node) {
  const active = document.activeElement;
  if (!node.contains(active) || !active.classList.contains("key")) return null;
  return active.dataset.data ?? active.href;
}

function keyLike(node, data) {
  const keys = [...node.querySelectorAll(".key")];
  return keys.find((key) => data && key.dataset.data === data) ?? keys[0];
}

function firstScreen({ hint, about }) {
  const words = about && element("div", { class: "about" }, element("strong", {}, say("aboutBot")), element("p", {}, about));
  return element("div", { class: "empty" }, words, element("p", { class: "hint" }, hint));
}

function items(chat, me, act, empty) {
  const byId = new Map(chat.messages.map((message) => [message.message_id, message]));
  if (!chat.messages.length) return [{ key: "hint", signature: JSON.stringify(empty), make: () => firstScreen(empty) }];
  const list = [];
  let day = null;
  let sender = null;
  for (const message of chat.messages) {
    if (day !== (day = dayOf(message.date))) {
      list.push({ key: `day ${day}`, signature: day, make: () => dayLine(dayOf(message.date)) });
      sender = null;
    }
    const first = sender !== message.from.id;
    sender = message.service ? null : message.from.id;
    const context = { me, act, first, group: chat.type !== "private", replied: byId.get(message.reply_to) };
    const signature = JSON.stringify([message, first, context.replied?.text]);
    list.push({ key: message.message_id, signature, make: () => bubble(message, context) });
  }
  return list;
}
