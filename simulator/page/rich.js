// Plain words and their entities into nodes. Offsets count UTF-16 units, as JavaScript strings do.

import { button, element } from "./dom.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

// `act` has openLink(url) and sendCommand(text), for what is pressed in the words.
export function richText(text, entities, act) {
  const whole = document.createDocumentFragment();
  fill(whole, text, 0, text.length, entities, act);
  return whole;
}

function fill(parent, text, from, to, entities, act) {
  let position = from;
  const rest = [...entities];
  while (rest.length) {
    const entity = rest.shift();
    const start = Math.max(entity.offset, position);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    parent.append(text.slice(position, start));
    const inner = [];
    while (rest.length && rest[0].offset < end) inner.push(rest.shift());
    const node = nodeFor(entity, text.slice(start, end), act);
    fill(node, text, start, end, inner, act);
    parent.append(node);
    position = end;
  }
  parent.append(text.slice(position, to));
}

function nodeFor(entity, words, act) {
  const { type } = entity;
  if (TAGS[type]) return element(TAGS[type]);
  if (type === "text_link" || type === "url") return link(entity.url ?? words, act);
  if (type === "bot_command") return button("", () => act.sendCommand(words), { class: "command" });
  if (type === "spoiler") return hidden("span", "spoiler");
  if (type === "expandable_blockquote") return hidden("blockquote", "folded");
  return element(type === "blockquote" ? "blockquote" : "span");
}

export function link(url, act) {
  const address = /^https?:\/\//.test(url) ? url : `https://${url}`;
  const open = (event) => act.openLink(address) && event.preventDefault();
  return element("a", { href: address, target: "_blank", rel: "noreferrer", title: address, onclick: open });
}

// Something that one press shows for good.
function hidden(tag, name) {
  const show = ({ currentTarget, key }) => {
    if (!key || key === "Enter") currentTarget.classList.add("shown");
  };
  return element(tag, { class: name, tabindex: 0, role: "button", onclick: show, onkeydown: show });
}
