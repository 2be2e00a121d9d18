// The messages of one chat as nodes: new ones are added, changed ones are redrawn in their place.

import { bubble, dayLine } from "./bubbles.js";
import { dayOf } from "./dates.js";
import { element } from "./dom.js";

const NEAR_END = 120; // pixels from the end within which new messages pull the view along

export class History {
  constructor(act, label) {
    this.act = act;
    this.shown = new Map(); // key -> {node, signature}
    this.node = element("div", { class: "history", role: "log", "aria-live": "polite", "aria-label": label, tabindex: 0 });
    this.node.dataset.testid = "history";
    this.chat = null;
    this.isAtEnd = true;
    this.node.addEventListener("scroll", () => (this.isAtEnd = this.nearEnd()));
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.node);
  }

  nearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  show(chat, me) {
    const isOther = this.chat !== `${chat.id}/${me}`;
    const wasAtEnd = this.nearEnd();
    if (isOther) this.clear(`${chat.id}/${me}`);
    const changed = this.draw(items(chat, me, this.act));
    if (isOther || (changed && wasAtEnd)) this.toEnd();
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
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
  return { data: active.dataset.data, index: [...node.querySelectorAll(".key")].indexOf(active) };
}

function keyLike(node, { data, index }) {
  const keys = [...node.querySelectorAll(".key")];
  return keys.find((key) => data && key.dataset.data === data) ?? keys[Math.min(index, keys.length - 1)];
}

function items(chat, me, act) {
  const byId = new Map(chat.messages.map((message) => [message.message_id, message]));
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
