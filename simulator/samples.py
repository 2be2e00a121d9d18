"""What people send besides words: one sample of each kind, as the Bot API writes it."""

from simulator.bot_json import build_user
from simulator.chats import Json, Person
from simulator.state import State

FILE: Json = {"file_id": "sample", "file_unique_id": "sample", "file_size": 2048}
SQUARE: Json = {"width": 320, "height": 320}
STICKER: Json = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👋"}
OPTIONS = ("Oui", "Non")

SAMPLES: dict[str, Json] = {
    "sticker": {"sticker": FILE | STICKER | {"width": 512, "height": 512}},
    "voice": {"voice": FILE | {"duration": 7, "mime_type": "audio/ogg"}},
    "photo": {"photo": [FILE | SQUARE]},
    "poll": {
        "poll": {
            "id": "1",
            "question": "On se voit jeudi ?",
            "options": [{"persistent_id": text, "text": text, "voter_count": 0} for text in OPTIONS],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "location": {"location": {"latitude": 48.8566, "longitude": 2.3522}},
    "video_note": {"video_note": FILE | {"length": 240, "duration": 9}},
    "document": {"document": FILE | {"file_name": "cv.pdf", "mime_type": "application/pdf"}},
    "named_file": {"document": FILE | {"file_name": "0612345678.pdf", "mime_type": "application/pdf"}},
    "picture_file": {"document": FILE | {"file_name": "plage.jpg", "mime_type": "image/jpeg"}},
    "video": {"video": FILE | SQUARE | {"duration": 5, "mime_type": "video/mp4"}},
    "audio": {"audio": FILE | {"duration": 90, "mime_type": "audio/mpeg"}},
    "animation": {
        "animation": FILE | SQUARE | {"duration": 3, "mime_type": "video/mp4"},
        "document": FILE | {"mime_type": "video/mp4"},
    },
}
KINDS = ("text", "contact", *SAMPLES)


def build_medium(state: State, person: Person, kind: str) -> Json:
    """Return the medium of a message of this kind; a contact is the person's own."""
    if kind == "contact":
        user = build_user(state, person.id)
        return {"contact": {"phone_number": "+33600000000", "first_name": user["first_name"], "user_id": user["id"]}}
    return SAMPLES.get(kind, {})
