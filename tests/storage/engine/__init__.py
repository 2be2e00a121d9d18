"""The database: locks, leases, notifications, upgrades."""
