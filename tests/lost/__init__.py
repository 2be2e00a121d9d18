"""Getting lost on purpose: whatever people do, they are answered, shown what comes next, and can go home."""
