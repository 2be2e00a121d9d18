"""Facts as storage/ gathers them: one person, one binôme, one case, small or as large as they can be.

What `binome messages` shows, what an association's own texts are tried with, and what the tests read.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from mentoring.cases import CASES
from mentoring.changes import changeable
from mentoring.forms import year_choices
from mentoring.programme import Programme
from mentoring.questions import FORMS, Question, question
from mentoring.slots import SLOTS
from mentoring.waiting import Usual
from texts import desk_samples
from texts.readers import IN_GROUP, READ_BY

Facts = dict[str, Any]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


class Known(dict[str, Any]):
    """Answers as messages read them: what was not answered reads as nothing."""

    def __missing__(self, _key: str) -> str:
        return ""


class Sample:
    """Facts whose words are all chosen: what is typed can be anything."""

    def __init__(
        self, programme: Programme, name: str = "Inès", words: str = "Je cherche un stage", *, large: bool = False
    ) -> None:
        self.programme = programme
        self.name = name
        self.words = words
        self.large = large

    def facts(self, kind: str, side: str, language: str = "fr", zone: str = "Europe/Paris") -> Facts:
        """Give the facts of a kind of message, read by one side."""
        found: Facts = {"now": NOW, "me": self.me(kind, side, language, zone)}
        noun = READ_BY[kind][1]
        if noun == "need or offer":
            noun = "need" if side == "young" else "offer"
        if noun:
            found |= getattr(self, noun)(side)
        if kind in ("menu", "my_data", "pause_choice", "wake_choice", "stop_choice"):
            found |= self.overview(side)
        if kind == "my_data":
            found["personal"] = self.answers() if side else Known()
        if kind in ("menu", "welcome"):
            found["problem"] = ""
        found |= desk_samples.screen(kind, self.name, self.words, large=self.large)
        if kind == "training":
            found |= next(self.trainings(language))
        if kind == "campaigns":
            found |= {"campaigns": [("salon", 12)] * (40 if self.large else 1), "bot_name": "binome_bot"}
        if kind.endswith("_guess"):
            found |= {"asked": question(found["form"], "region"), "guess": "bretagne"}
        if kind.endswith(("_standing", "_sent")):
            found |= self.standing()
        if kind.endswith("_widened"):
            found["way"] = "sat-morning"
        if kind == "staff_invite":
            found["link"] = "https://t.me/binome_bot?start=abc-DEF_123"
        return found

    def me(self, kind: str, side: str, language: str, zone: str) -> Facts:
        """Give the reader; the group itself has no number and no role."""
        group = kind in IN_GROUP
        role = "head" if side == "staff" else ""
        me = {"side": side, "language": language, "zone": zone, "name": "" if group else self.name}
        return me if group else me | {"id": 5, "role": role}

    def answers(self) -> Known:
        """Give the answers to both forms."""
        given = Known({item.key: self._answer(item) for items in FORMS.values() for item in items})
        given.update(
            name=self.name, called=self.name, birth="2008-03", level="bac2", field="business", region="bretagne",
            topics=list(self.programme.topics) if self.large else ["cv_letter"], words=self.words, modes=["remote"],
            slots=list(SLOTS) if self.large else ["tue-evening"], job=self.words[:120], capacity="2", language="fr",
        )  # fmt: skip
        return given

    def _answer(self, asked: Question) -> Any:
        """Give the first choice, all of many, or words."""
        options = list(asked.options(self.programme))
        if asked.kind == "many":
            return options if self.large else options[:1]
        return options[0] if options else self.words[: asked.longest]

    def form(self, side: str) -> Facts:
        """Give a form in writing; the question is added by `questions`."""
        form = "need" if side == "young" else "offer"
        return {
            "form": form, "asked": None, "answers": self.answers(), "chosen": [], "options": (),
            "years": year_choices(self.programme, date(2026, 11, 23)), "progress": "(1/8)", "problem": "",
            "changeable": changeable(form, {}, "waiting", date(2026, 11, 23)), "ref": "X-031", "state": "waiting",
        }  # fmt: skip

    def need(self, _side: str = "young") -> Facts:
        """Give a need that was ended."""
        return {"need": {"id": 204, "ref": "J-204", "state": "closed", "trained": 0}}

    def standing(self) -> Facts:
        """Give what somebody who waits is told."""
        ways = [("remote", 12), ("=evening", 9), ("sat-morning", 5)]
        hopes = {"others": 140, "on_topic": 60, "able": 12, "full": 3, "ways": ways if self.large else ways[:1]}
        return hopes | {"blocked": None, "waited": 6, "asked": False, "usual": Usual(half=4, most=9)}

    def offer(self, _side: str = "volunteer") -> Facts:
        """Give an offer."""
        return {"offer": {"id": 31, "ref": "V-031", "state": "available", "trained": 0}}

    def trainings(self, language: str = "fr") -> Iterator[Facts]:
        """Give what is shown of the training at each screen, and after each answer."""
        screens = self.programme.screens(language)
        for at, screen in enumerate(screens):
            shown = {"screen": screen, "at": at + 1, "out_of": len(screens), "answered": None}
            yield {"training": shown}
            for answer in screen.answers:
                following = {"screen": screens[at + 1], "at": at + 2} if answer.right else {}
                yield {"training": shown | following | {"answered": answer}}

    def thing(self, _side: str) -> Facts:
        """Give a binôme by the name that buttons carry."""
        thing = {
            "name": "binome-102",
            "noun": "binome",
            "ref": "B-102",
            "other": self.name,
            "other_zone": "Indian/Reunion",
        }
        return {"thing": {**thing, "resume_at": TUESDAY, "next": TUESDAY}}

    def binome(self, side: str) -> Facts:
        """Give a binôme, seen from one side."""
        given = self.answers()
        nameless = ("level", "field", "region", "topics", "words", "modes")
        hours = [{"data": f"{at % 7}-{9 + at // 7}", "at": TUESDAY} for at in range(84 if self.large else 2)]
        return {
            "binome": {
                "id": 102, "ref": "B-102", "state": "active", "side": side, "why": "goal", "other": self.name,
                "due_at": TUESDAY, "resume_at": TUESDAY, "other_zone": "Indian/Reunion",
                "need": {"id": 204} | {key: given[key] for key in nameless},
                "offer": {"id": 31, "job": given["job"], "field": given["field"], "region": given["region"]},
                "reasons": [
                    {"kind": "topics", "values": given["topics"]}, {"kind": "field", "values": ["business"]},
                    {"kind": "region", "values": ["bretagne"]}, {"kind": "words", "values": self.words.split()[:4]},
                    {"kind": "slots", "values": []},
                ],
                "place": self.words[:200], "hours": hours, "asked": hours[1], "slot": hours[1], "next": TUESDAY,
            }
        }  # fmt: skip

    def session(self, side: str) -> Facts:
        """Give a session of that binôme."""
        about = {"id": 7, "revision": 1, "starts_at": TUESDAY, "state": "planned"}
        return {**self.binome(side), "session": about, "by_me": False}

    def sessions(self, side: str) -> Facts:
        """Give what one person's day holds."""
        one = self.session(side)
        return {
            "sessions": [one | {"session": one["session"] | {"id": at}} for at in range(7, 10 if self.large else 9)]
        }

    def card(self, _side: str = "staff", kind: str = "help", state: str = "open") -> Facts:
        """Give a case with its detail."""
        offer = Known({key: self.answers()[key] for key in ("field", "region", "topics", "modes", "capacity")})
        person = {"name": self.name, "telegram_id": 12345, "answers": [self.answers()] * (2 if self.large else 1)}
        return {
            "card": {
                "id": 9, "ref": "C-009", "kind": kind, "state": state, "urgent": CASES[kind].urgent,
                "acts": CASES[kind].acts, "origin": "button", "count": 2, "outcome": "close", "opened_at": NOW,
                "due_at": TUESDAY, "reminded": 1,
                "help_arrived": False, "seconded": True, "minor": True, "taken_by": "Claire",
                "refs": ["B-102"], "offer": offer, "person": person, "words": self.words,
            }
        }  # fmt: skip

    def cards(self, _side: str = "staff") -> Facts:
        """Give a list of cases."""
        many = range(1, 31 if self.large else 3)
        cases = [
            {
                "id": at, "ref": f"C-{at:03d}", "kind": "help" if at == 1 else "no_first_session", "state": "open",
                "count": 2, "opened_at": NOW, "urgent": at == 1, "act": "detail",
            }
            for at in many
        ]  # fmt: skip
        return {"cards": cases}

    def overview(self, side: str) -> Facts:
        """Give all that a person has: nothing, a need, or an offer, and the binôme."""
        form = {"young": "need", "volunteer": "offer"}.get(side)
        state = {"need": "in_binome", "offer": "available"}
        one = {"id": 31, "ref": "X-031", "resume_at": None, "answers": self.answers()}
        forms = {form: {**one, "state": state[form]}} if form else {}
        binomes = [self.binome(side)["binome"]] if form else []
        things = [{"name": "binome-102", "ref": "B-102", "acts": ["pause", "wake", "stop"]}] if form else []
        return {"forms": forms, "binomes": binomes, "closed_need": None, "things": things}

    def questions(self, form: str, language: str = "fr") -> Iterator[tuple[Question, Facts]]:
        """Give each question of a form with its facts."""
        side = "young" if form == "need" else "volunteer"
        for asked in FORMS[form]:
            options = asked.options(self.programme)
            chosen = list(options) if self.large else list(options)[:1]
            yield asked, self.facts(f"{form}_question", side, language) | {
                "asked": asked, "options": options, "chosen": chosen,
            }  # fmt: skip


def every(sample: Sample, language: str = "fr") -> Iterator[tuple[str, str, Facts]]:
    """Give (kind, side, facts) of every message, each question of the forms included."""
    for kind, (sides, _noun) in READ_BY.items():
        form, _, rest = kind.partition("_")
        if rest == "question":
            for _asked, facts in sample.questions(form, language):
                yield kind, facts["me"]["side"], facts
            continue
        for side in sides:
            yield kind, side, sample.facts(kind, side, language)
