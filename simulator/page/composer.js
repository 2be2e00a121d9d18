// The line in which a person writes, with a menu of commands and one of other things to send.

import { button, element } from "./dom.js";
import { SENDABLE, mediaLabel } from "./happenings.js";
import { menu } from "./menu.js";
import { say } from "./words.js";

export class Composer {
  // `send` takes what /sim/send takes, without chat and user.
  constructor(name, send) {
    this.send = send;
    this.replyTo = null;
    this.commands = [];
    this.input = element("textarea", {
      rows: 1,
      placeholder: say("message"),
      "aria-label": say("messageOf", { who: name }),
      "data-testid": "composer-input",
      oninput: () => this.grow(),
      onkeydown: (event) => this.onKey(event),
    });
    this.quote = element("div", { class: "replying", hidden: true });
    this.submit = element("button", { type: "submit", class: "send", "aria-label": say("send"), "data-testid": "composer-send" }, "➤");
    const others = () => SENDABLE.map((kind) => [mediaLabel(kind), () => this.send({ kind })]);
    const orders = () => this.commands.map((each) => [`/${each.command}`, () => this.send({ text: `/${each.command}` }), each.description]);
    this.orders = menu("/", say("commands"), orders);
    this.form = element(
      "form",
      { class: "composer", onsubmit: (event) => this.onSubmit(event), "data-testid": "composer" },
      this.quote,
      menu("📎", say("sendOther"), others),
      this.orders,
      this.input,
      this.submit,
    );
    this.submit.disabled = true;
  }

  grow() {
    this.submit.disabled = !this.input.value.trim();
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  async onSubmit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const reply = this.replyTo;
    this.input.value = "";
    this.reply(null);
    if (document.activeElement === this.submit) this.input.focus(); // a button that is off loses the focus
    this.grow();
    if (!(await this.send({ text, reply_to: reply }))) this.input.value ||= text;
    this.grow();
  }

  reply(message) {
    this.replyTo = message?.message_id ?? null;
    this.quote.hidden = !message;
    const leave = button("✕", () => this.reply(null), { "aria-label": say("noReply") });
    this.quote.replaceChildren(...(message ? [`↩ ${message.text || mediaLabel(message.kind)}`, leave] : []));
    if (message) this.input.focus();
  }

  setCommands(commands) {
    this.commands = commands;
    this.orders.hidden = commands.length === 0;
  }
}
