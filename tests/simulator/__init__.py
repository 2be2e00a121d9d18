"""What the simulator promises, tested through HTTP."""
