"""What the team types, in words that exist nowhere else."""

from tests.faults.canary_stage import Stage


async def _type_at(stage: Stage, command: str, *labels: str, words: str) -> None:
    """Open something by its command, tap one button after the other, and type some words there."""
    head = stage.town.pair[2]
    await head.write(command)
    for label in labels:
        await head.tap(label)
    await head.write(words)


async def write_letter(stage: Stage) -> None:
    """Write to the young person as the team."""
    await _type_at(stage, "/besoin J-001", "Écrire à J-001", words=f"Bonjour, {stage.canaries.plant('letter')}")
    await stage.town.pair[2].tap("Envoyer")


async def write_note(stage: Stage) -> None:
    """Write notes on a binôme, a need and an offer."""
    for command in ("/binome 1", "/besoin 1", "/offre 1"):
        await _type_at(stage, command, "Note", words=stage.canaries.plant(f"note {command}"))


async def record_act(stage: Stage) -> None:
    """Cry for help; the head opens the case, writes into its record and a note on it."""
    young, _, head, group = stage.town.pair
    await young.write(f"jvais me tuer ce soir {stage.canaries.plant('distress')}")
    await group.tap("Détail")
    await head.tap("Le dossier")
    await head.tap("J'ai appelé la personne")
    await head.write(f"chez {stage.canaries.plant('record')}")
    await group.tap("Détail")
    await head.tap("Note")
    await head.write(stage.canaries.plant("note on a case"))


async def close_with_reason(stage: Stage) -> None:
    """Close a case about somebody's safety, with a reason."""
    _, _, head, group = stage.town.pair
    await group.tap("Détail")
    await head.tap("Fermer le cas")
    await head.tap("Rien d'inquiétant")
    await head.write(stage.canaries.plant("reason"))


async def hold_binome(stage: Stage) -> None:
    """Set the binôme aside with a reason, and let it go on."""
    await _type_at(stage, "/binome B-001", "Mettre en attente", words=stage.canaries.plant("hold"))
    await stage.town.pair[2].write("/binome B-001")
    await stage.town.pair[2].tap("Reprendre le binôme")


async def type_silence(stage: Stage) -> None:
    """Type until when a silence lasts, which is no day, then choose one."""
    words = f"bientôt {stage.canaries.plant('silence_until')}"
    await _type_at(stage, "/besoin J-001", "Mettre en silence", words=words)
    await stage.town.pair[2].write("25/12")


async def give_silence_reason(stage: Stage) -> None:
    """Say why there is a silence, and end it."""
    await stage.town.pair[2].write(stage.canaries.plant("silence"))


async def end_quietly(stage: Stage) -> None:
    """End the binôme without a message to one of the two."""
    head = stage.town.pair[2]
    await head.write("/binome B-001")
    await head.tap("Terminer")
    await head.tap("Terminer sans message")
    await head.choose("sheet:1:quiet_young-binome")
    await head.write(stage.canaries.plant("quiet_end"))


async def type_absence(stage: Stage) -> None:
    """Say when one is away from duty."""
    head = stage.town.pair[2]
    await head.write("/permanence")
    await head.tap("lun. 9 h")
    words = f"du 23/11 au 30/11 {stage.canaries.plant('away')}"
    await _type_at(stage, "/permanence", "Je m'absente", words=words)


async def record_check(stage: Stage) -> None:
    """Type a day that is none for a check of the volunteer, and leave it there."""
    words = f"hier {stage.canaries.plant('check')}"
    await _type_at(stage, "/offre 1", "Vérifications", "Identité", words=words)
    await stage.town.pair[2].write("/menu")


async def type_birth(stage: Stage) -> None:
    """Type a birth that is none on a sheet, then one."""
    words = f"mai {stage.canaries.plant('birth_new')}"
    await _type_at(stage, "/besoin J-001", "Corriger la date de naissance", words=words)
    await stage.town.pair[2].write("05/2004")


async def give_birth_reason(stage: Stage) -> None:
    """Say why it is the right one."""
    await stage.town.pair[2].write(stage.canaries.plant("birth_why"))
