// One message: its bubble, its buttons, and the small print.

import { timeOf } from "./dates.js";
import { button, element } from "./dom.js";
import { mediaLabel, serviceText } from "./happenings.js";
import { link, richText } from "./rich.js";
import { say } from "./words.js";

const HUES = [152, 28, 205, 268, 340, 88, 180, 12];

export const hueOf = (id) => HUES[Math.abs(Number(id)) % HUES.length];

export function avatar(name, id) {
  const initial = [...name.trim()][0] ?? "?";
  return element("span", { class: "avatar", "aria-hidden": "true", style: `--hue: ${hueOf(id)}` }, initial);
}

export const dayLine = (text) => element("div", { class: "day" }, element("span", {}, text));

// `context` has me (a person's id), group (whether several people write here), replied (a message or undefined),
// first (whether the message before is from somebody else), and act (what can be pressed).
export function bubble(message, context) {
  if (message.service) return element("div", { class: "happened" }, element("span", {}, serviceText(message)));
  const mine = message.from.id === context.me;
  const classes = ["message", mine ? "mine" : "theirs", context.first ? "first" : "", message.from.is_bot ? "bot" : ""];
  const isNamed = context.group && !mine && context.first;
  return element(
    "article",
    { class: classes.join(" "), "data-testid": "message", "data-message-id": message.message_id },
    element(
      "div",
      { class: `bubble ${message.kind}` },
      isNamed && element("strong", { class: "name", style: `--hue: ${hueOf(message.from.id)}` }, message.from.first_name),
      context.replied && element("p", { class: "quote" }, context.replied.text || mediaLabel(context.replied.kind)),
      message.media && medium(message),
      message.text && element("div", { class: "words" }, richText(message.text, message.entities, context.act)),
      smallPrint(message),
    ),
    context.group && !mine && replyButton(message, context.act),
    message.keyboard.length > 0 && keyboard(message, context.act),
  );
}

function smallPrint(message) {
  const parts = [];
  if (message.thread_id) parts.push(say("topic", { id: message.thread_id }));
  if (message.protected) parts.push(element("span", { role: "img", title: say("protected"), "aria-label": say("protected") }, "🔒 "));
  if (message.edit_date) parts.push(say("edited"));
  return element("small", {}, ...parts, element("time", {}, timeOf(message.date)));
}

function medium(message) {
  const file = message.media.document ?? message.media.photo?.at(-1);
  if (!message.from.is_bot || !file) return element("p", { class: "medium" }, mediaLabel(message.kind));
  const address = `/sim/file/${file.file_id}`;
  if (message.kind === "photo") return picture(file, address, message.text || say("photo"));
  const name = file.file_name ?? say("file");
  return element("a", { class: "medium file", href: address, download: name }, `📄 ${name}`);
}

// Its size is known before it is there, so that nothing moves when it comes.
function picture({ width, height }, src, alt) {
  return element("img", { class: "medium", src, alt, width, height });
}

function replyButton(message, act) {
  return button("↩", () => act.reply(message), { class: "reply", "aria-label": say("reply"), title: say("reply") });
}

function keyboard(message, act) {
  const rows = message.keyboard.map((row) =>
    element("div", { class: "row" }, ...row.map((each) => key(message, each, act))),
  );
  return element("div", { class: "keyboard", role: "group", "aria-label": say("keys"), "data-testid": "keyboard" }, ...rows);
}

function key(message, { text, url, callback_data: data, style }, act) {
  const look = `key ${style ?? ""}`;
  if (url) {
    const anchor = link(url, act);
    anchor.className = `${look} link`;
    anchor.append(text);
    return anchor;
  }
  const tap = ({ currentTarget }) => act.tap(message, data, currentTarget);
  return button(text, tap, { class: look, "data-testid": "key", "data-data": data });
}
