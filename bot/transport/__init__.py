"""Updates in: polling, webhook, throttling, one transaction an update."""
