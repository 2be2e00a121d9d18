"""The database itself: connections, transactions, locks, leases, notifications, upgrades."""
