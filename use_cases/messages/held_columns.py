"""Every column of the database: where a person reads what it holds of them, or why they do not.

Whoever adds a column says so here, or `tests/use_cases/messages/test_held_columns.py` is red. A column that holds a
person's number, or something sealed, is named by itself; ``table.*`` stands for all others of a table.
"""

from collections.abc import Mapping

SHOWN: Mapping[str, str] = {
    "person.chat": "account.telegram_id",
    "person.profile": "personal",
    "person.state": "account.state",
    "person.consented_at": "account.consented_at",
    "person.seen_at": "account.last_contact_at",
    "person.words_refused_at": "account.words_refused_at",
    "need.id": "records.ref",
    "need.person_id": "records",
    "need.state": "records.state",
    "need.answers": "records.answers",
    "need.created_at": "records.created_at",
    "need.waiting_since": "records.waiting_since",
    "need.resume_at": "records.resume_at",
    "offer.id": "records.ref",
    "offer.person_id": "records",
    "offer.state": "records.state",
    "offer.answers": "records.answers",
    "offer.created_at": "records.created_at",
    "offer.capacity": "records.capacity",
    "offer.resume_at": "records.resume_at",
    "offer.trained": "records.trained",
    "binome.id": "binomes.ref",
    "binome.need_id": "binomes.side",
    "binome.offer_id": "binomes.side",
    "binome.state": "binomes.state",
    "binome.proposed_at": "binomes.proposed_at",
    "binome.agreed_at": "binomes.agreed_at",
    "binome.ended_at": "binomes.ended_at",
    "binome.resume_at": "binomes.resume_at",
    "binome.weekday": "binomes.weekday",
    "binome.hour": "binomes.hour",
    "binome.zone": "binomes.zone",
    "binome.asked_slot": "binomes.asked_slot",
    "binome.asked_by": "binomes.asked_slot",
    "session.binome_id": "sessions.binome",
    "session.starts_at": "sessions.starts_at",
    "session.state": "sessions.state",
    "session.young_held": "sessions.held",
    "session.young_rating": "sessions.rating",
    "session.volunteer_held": "sessions.held",
    "session.volunteer_rating": "sessions.rating",
    "staff.person_id": "roles",
    "staff.role": "roles.role",
    "staff.since": "roles.since",
    "staff.pledged_at": "roles.pledged_at",
    "suspended_staff.person_id": "roles.suspended",
    "suspended_staff.role": "roles.role",
    "suspended_staff.since": "roles.since",
    "vetting_check.person_id": "checks",
    "vetting_check.kind": "checks.kind",
    "vetting_check.checked_at": "checks.checked_at",
    "vetting_check.expires_at": "checks.expires_at",
    "parental_consent.person_id": "parents",
    "parental_consent.representative_id": "parents.for_another",
    "parental_consent.state": "parents.state",
    "parental_consent.means": "parents.means",
    "parental_consent.asked_at": "parents.asked_at",
    "parental_consent.decided_at": "parents.decided_at",
    "restriction.person_id": "restrictions",
    "restriction.kind": "restrictions.kind",
    "restriction.ground": "restrictions.ground",
    "restriction.since": "restrictions.since",
    "restriction.until": "restrictions.until",
    "turned_away.why": "restrictions.kind",
    "turned_away.until": "restrictions.until",
    "tie.staff_id": "ties",
    "tie.kind": "ties.kind",
    "tie.since": "ties.since",
    "duty.person_id": "shifts",
    "duty.begins_at": "shifts.begins_at",
    "duty.ends_at": "shifts.ends_at",
    "duty.offered_to": "shifts.offered",
    "invitation.role": "invitations.role",
    "invitation.expires_at": "invitations.expires_at",
    "invitation.used_at": "invitations.used_at",
    "invitation.used_by": "invitations",
    "invitation.issued_by": "invitations.issued",
    "outside_recipient.person_id": "outside",
    "outside_recipient.mail": "outside.mail",
    "outside_recipient.mail_called_at": "outside.mail_called_at",
    "outside_recipient.mail_confirmed_at": "outside.mail_confirmed_at",
    "outside_recipient.mail_problem": "outside.mail_problem",
    "outside_recipient.bound_at": "outside.bound_at",
    "outside_recipient.signed_at": "outside.signed_at",
    "outside_recipient.called_at": "outside.called_at",
    "outside_recipient.confirmed_at": "outside.confirmed_at",
    "card.person_id": "words",
    "card.opened_at": "words.at",
    "card.kind": "words.kind",
    "card.words": "words.words",
    "note.person_id": "letters",
    "note.at": "letters.at",
    "note.words": "letters.words",
    "note.is_letter": "letters",
    "audit.actor": "acts",
    "audit.at": "acts.at",
    "audit.act": "acts.act",
}
"""Column -> where in `mentoring/own_data.py` it is read. Of cases, notes and the log only what is said there."""

OF_CASES = (
    "what the team notes for somebody's safety or a claim (GDPR 15(4)); everybody reads the same sentence about it, "
    "whether anything is held or not"
)
OF_ANOTHER = "it says who somebody else is, or what they said or did (GDPR 15(4))"
OF_THE_PROGRAM = "when the program does what next; what it follows from is shown"
SECRET = "a key, or a keyed hash of a number or a code: nobody can read anything in it"
OF_SIGNS = "what was heard in words as a sign of distress: it lapses after seven days and never leaves"
SCORE = "what the matcher found in common: made of the words of both; /privacy says how it works (GDPR 15(1)(h), 15(4))"
QUEUE = "numbers and dates of messages that the chat itself shows; no words, and gone after 90 days"
STANDING = "a judgement of the team that protects somebody, and would tell of a report behind it (GDPR 15(4))"

EXEMPT: Mapping[str, tuple[str, ...]] = {
    OF_CASES: (
        *("card.about_id", "card.about_print", "card.danger_id", "card.reason", "card.*"),
        *("case_key.wrapped", "case_key.*", "case_entry.writer_id", "case_entry.words", "case_entry.*"),
        *("note.writer_id", "note.*"),
        *("hold.placed_by", "hold.reason", "hold.*"),
        *("silence.person_id", "silence.placed_by", "silence.reason", "silence.*"),
        *("restriction.untold_reason", "restriction.card_id"),
        *("kept_apart.first", "kept_apart.second", "kept_apart.*"),
    ),
    OF_ANOTHER: (
        *("card.taken_by", "card.seconded_by", "restriction.decided_by", "restriction.seconded_by"),
        *("vetting_check.checked_by", "parental_consent.recorded_by", "parental_consent.words"),
        *("suspended_staff.acting_id", "tie.person_id"),
        *("binome.place", "binome.why"),
        *("audit.subject", "audit.id"),
    ),
    STANDING: ("offer.minors", "need.priority", "suspended_staff.was_alone", "binome.before_freeze"),
    SCORE: ("binome.score", "binome.reasons"),
    OF_SIGNS: ("person.heard", "person.weak_sign_at"),
    SECRET: (
        *("person.fingerprint", "person_key.person_id", "person_key.wrapped"),
        *("restriction.fingerprint", "turned_away.fingerprint"),
        *("parental_consent.code", "invitation.code", "outside_recipient.mail_code"),
    ),
    QUEUE: (
        *("outbox.person_id", "outbox.*"),
        *("parked.person_id", "parked.update", "parked.*"),
        *("ask.asker_id", "ask.*"),
    ),
    OF_THE_PROGRAM: (
        *("person.id", "person.expecting", "person.commands"),
        *("need.alert_at", "need.news_at", "need.nudge_at"),
        *("offer.news_at", "offer.nudge_at", "offer.unanswered"),
        *("binome.nudge_at", "binome.due_at", "binome.missed"),
        *("session.id", "session.revision", "session.day_before_at", "session.soon_at"),
        *("session.check_in_at", "session.closes_at"),
        *("vetting_check.warn_at", "parental_consent.remind_at", "restriction.id", "invitation.id"),
        *("duty.id", "duty.remind_at", "duty.wanted_at"),
        *("heard.*", "setting.*", "lease.*"),
    ),
}
"""Why a person does not read a column -> the columns. It is also the list of what is never exported."""
