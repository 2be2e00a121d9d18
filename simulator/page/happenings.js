// Words for what is no text: what happened in a group, and what people send.

const MEDIA = {
  sticker: "👋 Autocollant",
  voice: "🎤 Message vocal · 0:07",
  photo: "🖼️ Photo",
  poll: "📊 Sondage : On se voit jeudi ?",
  location: "📍 Position",
  contact: "👤 Contact",
  video_note: "📹 Message vidéo",
  document: "📄 Document",
  animation: "🎞️ Animation",
};

export const SENDABLE = ["sticker", "voice", "photo", "document", "poll", "location"];

export const mediaLabel = (kind) => MEDIA[kind] ?? kind;

export function serviceText({ service, from }) {
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (service.new_chat_members) return `${names(service.new_chat_members)} rejoint le groupe`;
  if (service.left_chat_member) return `${service.left_chat_member.first_name} quitte le groupe`;
  if (service.migrate_to_chat_id) return "Ce groupe est devenu un supergroupe";
  if (service.migrate_from_chat_id) return "Le groupe est devenu un supergroupe";
  return `${from.first_name} a créé le groupe`;
}
