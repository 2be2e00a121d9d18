// Words for what is no text: what happened in a group, and what people send.

import { say } from "./words.js";

export const SENDABLE = ["sticker", "voice", "photo", "document", "poll", "location"];

export const mediaLabel = (kind) => say(kind);

export function serviceText({ service, from }) {
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (service.new_chat_members) return say("joins", { who: names(service.new_chat_members) });
  if (service.left_chat_member) return say("leaves", { who: service.left_chat_member.first_name });
  if (service.migrate_to_chat_id) return say("becomes");
  if (service.migrate_from_chat_id) return say("became");
  return say("made", { who: from.first_name });
}
