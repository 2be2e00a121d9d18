// One window: a person at their telephone, in one chat at a time.

import { post } from "./api.js";
import { avatar } from "./bubbles.js";
import { Composer } from "./composer.js";
import { ask, button, element } from "./dom.js";
import { History } from "./history.js";
import { menu } from "./menu.js";
import { language, say } from "./words.js";

const TOAST_TIME = 4000; // milliseconds

export class Pane {
  // `place` has name, label and prefers ("private" or "group"); `page` has state, unread, draw.
  constructor(place, page) {
    this.place = place;
    this.page = page;
    this.choice = JSON.parse(localStorage.getItem(place.name) ?? "{}");
    this.act = {
      openLink: (url) => this.openLink(url),
      sendCommand: (text) => this.send({ text }),
      tap: (message, data, key) => this.tap(message, data, key),
      reply: (message) => this.composer.reply(message),
    };
    this.build();
  }

  build() {
    const { name, label } = this.place;
    this.history = new History(this.act, say("messages", { who: label }));
    this.composer = new Composer(label, (fields) => this.send(fields));
    this.face = element("div", { class: "face" });
    this.partner = element("div", { class: "partner", "data-testid": "chat-name" });
    this.select = element("select", { "aria-label": say("person", { who: label }), "data-testid": "person" });
    this.select.addEventListener("change", () => this.choose({ person: Number(this.select.value) }));
    this.chats = element("div", { class: "chats", role: "group", "aria-label": say("conversation") });
    this.begin = button(say("start"), () => this.start(), { class: "begin", "data-testid": "start" });
    this.toast = element("p", { class: "toast", role: "status", "data-testid": "toast" });
    this.node = element(
      "section",
      { class: "pane", id: name, "data-testid": name, "aria-label": label },
      this.head(label),
      element("div", { class: "notice" }, this.toast),
      this.history.node,
      this.begin,
      this.composer.form,
    );
  }

  head(label) {
    const who = element("div", { class: "who" }, element("span", { class: "role" }, label), this.select);
    const add = button("+", () => this.addPerson(), { "aria-label": say("addPerson"), title: say("addPerson"), "data-testid": "add-person" });
    const more = menu("⋮", say("more"), () => this.gestures());
    const owner = element("div", { class: "owner" }, this.face, who, add, more);
    return element("header", { class: "head" }, owner, this.partner, this.chats);
  }

  get person() {
    const { people } = this.page.state;
    const asked = people.find((person) => person.id === this.choice.person && !person.deactivated);
    return asked ?? people[Math.min(this.place.index, people.length - 1)];
  }

  get chat() {
    const own = this.chatsOf(this.person);
    const preferred = own.find((chat) => (chat.type === "private") === (this.place.prefers === "private"));
    return own.find((chat) => chat.id === this.choice.chat) ?? preferred ?? own.at(-1);
  }

  // The groups that somebody is in, then the private chat with the bot.
  chatsOf(person) {
    const isIn = (chat) => chat.members.some((each) => each.id === person.id && !["left", "kicked"].includes(each.status));
    const groups = this.page.state.chats.filter((chat) => chat.type !== "private" && isIn(chat));
    return [...groups, this.page.state.chats.find((chat) => chat.id === person.id)];
  }

  choose(choice) {
    this.choice = choice.person ? choice : { person: this.person.id, ...choice };
    localStorage.setItem(this.place.name, JSON.stringify(this.choice));
    this.composer.reply(null);
    this.page.draw();
  }

  draw() {
    const { person, chat } = this;
    this.drawPeople(person);
    this.drawChats(person, chat);
    this.drawPartner(chat);
    this.history.show(chat, person.id, this.describe(person));
    this.composer.setCommands(chat.commands[person.id] ?? []);
    const isOpen = chat.type !== "private" || (person.started && !person.blocked);
    this.begin.hidden = isOpen;
    this.begin.textContent = say(person.blocked ? "restart" : "start");
    this.composer.form.hidden = !isOpen;
  }

  drawPeople(person) {
    const { people } = this.page.state;
    const alive = people.filter((each) => !each.deactivated);
    const signature = JSON.stringify([person.id, alive.map((each) => each.first_name)]);
    if (signature === this.drawnPeople) return;
    this.drawnPeople = signature;
    this.select.replaceChildren(...alive.map((each) => element("option", { value: each.id, selected: each.id === person.id }, each.first_name)));
    this.face.replaceChildren(avatar(person.first_name, person.id));
  }

  // With whom they write: the bot, or a group with its members.
  drawPartner(chat) {
    const { bot } = this.page.state;
    const isPrivate = chat.type === "private";
    const name = isPrivate ? bot.first_name : chat.title;
    const inside = chat.members.filter((each) => !["left", "kicked"].includes(each.status)).length;
    const kind = isPrivate ? say("bot") : say("members", { count: inside });
    const signature = JSON.stringify([chat.id, name, kind]);
    if (signature === this.drawnPartner) return;
    this.drawnPartner = signature;
    const face = isPrivate ? element("img", { class: "avatar", src: "page/logo.svg", alt: "" }) : avatar(name, chat.id);
    this.partner.replaceChildren(face, element("strong", {}, name), element("small", {}, kind));
  }

  // What stands in a chat in which nothing was said yet: whose telephone it is, and what the bot says of itself.
  describe(person) {
    const { descriptions } = this.page.state.bot;
    const about = descriptions[person.language_code] ?? descriptions[""] ?? "";
    return { hint: say("hint", { who: person.first_name, start: say("start") }), about };
  }

  drawChats(person, current) {
    const own = this.chatsOf(person);
    this.chats.hidden = own.length < 2;
    const signature = JSON.stringify(own.map((chat) => [chat.id, chat.title, chat === current, this.page.unread(chat)]));
    if (signature === this.drawnChats) return;
    this.drawnChats = signature;
    const focused = this.chats.contains(document.activeElement);
    this.chats.replaceChildren(...own.map((chat) => this.chatButton(chat, chat === current)));
    if (focused) this.chats.querySelector("[aria-pressed=true]").focus();
  }

  chatButton(chat, pressed) {
    const isPrivate = chat.type === "private";
    const unread = this.page.unread(chat);
    const open = () => this.choose({ chat: chat.id });
    const name = button(isPrivate ? say("private") : chat.title, open, { "aria-pressed": pressed, "data-testid": isPrivate ? "to-private" : "to-group" });
    if (unread) name.append(element("span", { class: "badge" }, unread));
    return name;
  }

  gestures() {
    const { person } = this;
    const gesture = (act) => () => this.attempt(() => post(act, { user: person.id }));
    if (person.blocked) return [[say("unblock"), gesture("unblock")]];
    const block = [[say("block"), gesture("block")]];
    return [...(person.started ? block : []), [say("deleteAccount"), gesture("deactivate")]];
  }

  async addPerson() {
    const asked = await ask(say("firstName"), { languages: this.page.state.languages, language });
    if (asked?.text) await this.attempt(() => this.welcome(asked.text, asked.language));
    this.select.focus();
  }

  // Somebody new takes this window, and joins the group that is shown in it.
  async welcome(name, tongue) {
    const { id } = await post("people", { first_name: name, language_code: tongue });
    const { chat } = this;
    if (chat.type !== "private") await post("members", { chat: chat.id, user: id, status: "member" });
    await this.page.refresh();
    this.choose({ person: id });
  }

  async tap(message, data, key) {
    this.history.follows = true; // whoever answers wants to see what comes of it
    this.history.answered = key === document.activeElement ? message.message_id : null;
    key.setAttribute("aria-busy", true);
    await this.attempt(async () => {
      const about = { chat: this.chat.id, user: this.person.id, message_id: message.message_id, data };
      const { text, show_alert: isAlert, url } = await post("tap", about);
      if (url) this.openLink(url);
      if (text && isAlert) await ask(text, { field: false });
      else if (text) this.tell(text);
    });
    key.removeAttribute("aria-busy");
  }

  // A link to the bot opens the person's own chat with it; any other is left to the browser.
  openLink(url) {
    const found = /^https?:\/\/(?:t|telegram)\.me\/(\w+)(?:\?start=([\w-]*))?$/i.exec(url);
    if (found?.[1].toLowerCase() !== this.page.state.bot.username.toLowerCase()) return false;
    this.choose({ chat: this.person.id });
    this.send({ text: `/start ${found[2] ?? ""}`.trim() });
    return true;
  }

  // The button goes away as it is pressed: the focus waits in the chat for the first question.
  start() {
    this.history.answered = 0;
    this.history.node.focus({ preventScroll: true });
    this.send({ text: "/start" });
  }

  send(fields) {
    const { person, chat } = this;
    this.history.toNewest();
    return this.attempt(() => post("send", { chat: chat.id, user: person.id, ...fields }));
  }

  async attempt(work) {
    try {
      await work();
      return true;
    } catch (error) {
      this.tell(error.message);
      return false;
    }
  }

  tell(text) {
    clearTimeout(this.quiet);
    this.toast.textContent = text;
    this.quiet = setTimeout(() => (this.toast.textContent = ""), TOAST_TIME);
  }
}
