"""The rules and words of the programme. Pure: no SQL, no Telegram, no clock, no files, no await."""
