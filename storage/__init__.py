"""How rows are kept: tables, engine, encryption, backups, migrations. No function here commits."""
