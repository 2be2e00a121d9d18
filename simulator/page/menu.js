// A button that opens a short list of acts.

import { button, element } from "./dom.js";

// `items` gives [label, act, hint?] for each line, asked anew at each opening.
export function menu(sign, label, items) {
  const list = element("div", { class: "list", role: "menu", hidden: true });
  const opener = button(sign, () => toggle(list.hidden), { "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false" });
  const box = element("div", { class: "menu", onkeydown: onKey, onfocusout: onLeave }, opener, list);

  function toggle(open) {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", open);
    if (!open) return;
    list.replaceChildren(...items().map(line));
    list.querySelector("button")?.focus();
  }

  function line([text, act, hint]) {
    const press = () => {
      toggle(false);
      opener.focus();
      act();
    };
    return element("button", { type: "button", role: "menuitem", onclick: press }, text, hint && element("small", {}, hint));
  }

  function onKey(event) {
    if (event.key === "Escape" && !list.hidden) {
      toggle(false);
      opener.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || list.hidden) return;
    event.preventDefault();
    const lines = [...list.querySelectorAll("button")];
    lines.at((lines.indexOf(document.activeElement) + step) % lines.length)?.focus();
  }

  function onLeave(event) {
    if (!box.contains(event.relatedTarget)) toggle(false);
  }

  return box;
}
