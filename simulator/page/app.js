// The page: three people at their telephones, side by side, and the clock above them.

import { follow, get, look, post } from "./api.js";
import { changed, startBackstage } from "./backstage.js";
import { offerStory } from "./caption.js";
import { setClock, startClock } from "./clock.js";
import { button, element } from "./dom.js";
import { Pane } from "./pane.js";
import { changeLanguage, language, say, translate } from "./words.js";

const PLACES = [
  { name: "pane-young", index: 0, label: say("young"), prefers: "private" },
  { name: "pane-volunteer", index: 1, label: say("volunteer"), prefers: "private" },
  { name: "pane-staff", index: 2, label: say("staff"), prefers: "group" },
];

const page = {
  state: null,
  panes: [],
  seen: null, // chat id -> the last message that was on the screen

  show(state) {
    page.state = state;
    setClock(state.now);
    page.seen ??= new Map(state.chats.map((chat) => [chat.id, lastOf(chat)]));
    page.draw();
    changed();
  },

  draw() {
    for (const pane of page.panes) page.seen.set(pane.chat.id, lastOf(pane.chat));
    for (const pane of page.panes) pane.draw();
  },

  async refresh() {
    page.show(await look());
  },

  // How many messages came into a chat since it was last on the screen.
  unread(chat) {
    const seen = page.seen.get(chat.id) ?? 0;
    return chat.messages.filter((message) => message.message_id > seen).length;
  },
};

const lastOf = (chat) => chat.messages.at(-1)?.message_id ?? 0;

// On a telephone the panes lie side by side under tabs: a tab or a swipe goes from one to the next.
function buildTabs(panes, tabs) {
  const go = (pane) => pane.node.scrollIntoView({ inline: "start", block: "nearest" });
  const each = panes.map((pane) => button(pane.place.label, () => go(pane), { "data-testid": `tab-${pane.place.name}` }));
  tabs.append(...each);
  const mark = (entries) => {
    for (const { target, isIntersecting } of entries) {
      each[panes.findIndex((pane) => pane.node === target)].setAttribute("aria-current", isIntersecting);
    }
  };
  const watcher = new IntersectionObserver(mark, { threshold: 0.6 });
  for (const pane of panes) watcher.observe(pane.node);
}

// The address may carry a start code (#start=…) for the coordinator: it is used once, as a link in a chat would be.
function followInvitation() {
  const [, code] = /^#start=([\w-]+)$/.exec(location.hash) ?? [];
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  page.panes[2].openLink(`https://t.me/${page.state.bot.username}?start=${code}`);
}

async function begin() {
  translate();
  document.querySelector(".tongue").addEventListener("click", changeLanguage);
  const first = await look();
  if (first.people.length === 0) await post("seed", { language_code: language });
  page.panes = PLACES.map((place) => new Pane(place, page));
  const main = document.querySelector("main");
  main.append(...page.panes.map((pane) => pane.node));
  buildTabs(page.panes, document.querySelector(".tabs"));
  startClock();
  startBackstage(page);
  await page.refresh();
  followInvitation();
  offerStory(page, await get("story"));
  const offline = document.querySelector(".offline");
  await follow(page.show, (is) => (offline.hidden = !is));
}

begin().catch((error) => document.body.append(element("p", { class: "offline" }, error.message)));
