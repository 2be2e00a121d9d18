"""The one family of errors. A class's docstring is the sentence that its catcher may show."""


class BinomeError(Exception):
    """Something in the programme did not go as planned."""

    def __str__(self) -> str:
        detail = super().__str__()
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        return f"{sentence} {detail}".strip()


class NotPossible(BinomeError):
    """This act does not fit the present state."""


class CaseClosed(NotPossible):
    """This case is closed: nothing is left to do about it."""


class NotAllowed(BinomeError):
    """This person has no right to do this."""


class PledgeMissing(NotAllowed):
    """This person has not pledged yet to keep to themselves what the team reads."""


class TokenRefused(BinomeError):
    """token refused: Telegram does not know it. Take the one that BotFather shows."""


class BadSettings(BinomeError):
    """Some settings need your attention."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
