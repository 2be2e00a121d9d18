"""Answers in one's own words: yes and no, numbers, ages, births, names, needs, fields, levels, topics and places."""
