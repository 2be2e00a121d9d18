"""The two of a binôme talk through the bot."""
