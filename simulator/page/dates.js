// Dates as people in Paris read them; messages carry Unix seconds of the programme clock.

const zone = { timeZone: "Europe/Paris" };
const hour = new Intl.DateTimeFormat("fr-FR", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("fr-FR", { ...zone, weekday: "long", day: "numeric", month: "long" });
const moment = new Intl.DateTimeFormat("fr-FR", { ...zone, weekday: "short", day: "numeric", month: "short" });

export const timeOf = (seconds) => hour.format(seconds * 1000);
export const dayOf = (seconds) => day.format(seconds * 1000);
export const clockOf = (date) => `${moment.format(date)} · ${hour.format(date)}`;
