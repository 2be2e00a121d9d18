"""Who reads each kind of message, and the noun that it is queued with."""

from texts import desk_samples

ANYBODY = ("", "young", "volunteer")
MEMBERS = ("young", "volunteer")
YOUNG, VOLUNTEER, STAFF = ("young",), ("volunteer",), ("staff",)

READ_BY: dict[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("welcome", "help", "help_weak", "contact_coming", "contact_declined", "privacy"), (ANYBODY, "")),
    **dict.fromkeys(("erase_ask", "slow_down", "sorry", "meanwhile", "write_again"), (ANYBODY, "")),
    **dict.fromkeys(("menu", "my_data", "language"), (ANYBODY, "")),
    "too_young": (("",), ""),
    "begin_need": (YOUNG, ""),
    "begin_offer": (VOLUNTEER, ""),
    "campaigns": (STAFF, ""),
    **dict.fromkeys(("need_question", "need_summary", "need_profile", "need_edit"), (YOUNG, "form")),
    **dict.fromkeys(("need_nudge", "need_guess"), (YOUNG, "form")),
    **dict.fromkeys(("offer_question", "offer_summary", "offer_profile", "offer_edit"), (VOLUNTEER, "form")),
    **dict.fromkeys(("offer_nudge", "offer_guess"), (VOLUNTEER, "form")),
    **dict.fromkeys(("need_sent", "need_standing", "need_widened"), (YOUNG, "need")),
    **dict.fromkeys(
        ("offer_sent", "offer_refused", "training", "offer_available", "pause_noted"), (VOLUNTEER, "offer")
    ),
    **dict.fromkeys(("offer_standing", "offer_widened"), (VOLUNTEER, "offer")),
    "partner_gone": (MEMBERS, "need or offer"),
    **dict.fromkeys(("pause_choice", "wake_choice", "stop_choice", "stopped"), (ANYBODY, "")),
    **dict.fromkeys(("pause_until", "paused", "resumed", "stop_confirm"), (MEMBERS, "thing")),
    "proposal_withdrawn": (VOLUNTEER, "binome"),
    "consent_gone": (YOUNG, "binome"),
    **dict.fromkeys(("proposal", "proposal_nudge", "proposal_expired", "offer_paused"), (VOLUNTEER, "binome")),
    **dict.fromkeys(("decline_why", "declined", "consent_waiting"), (VOLUNTEER, "binome")),
    **dict.fromkeys(("consent", "consent_nudge", "consent_declined"), (YOUNG, "binome")),
    **dict.fromkeys(("released", "agreed", "slot_choice", "slot_asked", "slot_waiting"), (MEMBERS, "binome")),
    **dict.fromkeys(("place_ask", "place_set", "binome", "end_why", "ended"), (MEMBERS, "binome")),
    **dict.fromkeys(("report_confirm", "report_ask", "report_done", "unfrozen"), (MEMBERS, "binome")),
    **dict.fromkeys(
        ("slot_set", "reminder_day", "reminder_soon", "session_moved", "session_skipped"), (MEMBERS, "session")
    ),
    "reminder_days": (MEMBERS, "sessions"),
    **dict.fromkeys(("check_in", "check_in_rating", "check_in_thanks", "check_in_missed"), (MEMBERS, "session")),
    **dict.fromkeys(
        ("card", "card_reminder", "card_moved", "card_detail", "card_handed", "reason_ask", "reason_kept"),
        (STAFF, "card"),
    ),
    "cards": (STAFF, "cards"),
    **dict.fromkeys(("staff_welcome", "staff_invite", "group_bound"), (STAFF, "")),
    **dict.fromkeys((*desk_samples.SCREENS, *desk_samples.OTHERS), (STAFF, "")),
}
IN_GROUP = ("card", "cards", "card_moved", "group_bound", *desk_samples.IN_GROUP)
