"""What words mean: signs of distress in what people type. Pure: no Telegram, no database."""
