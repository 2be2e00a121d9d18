"""The desk: what the team does in chat, in the group and in private."""
