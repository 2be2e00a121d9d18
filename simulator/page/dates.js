// Dates as people in Paris read them; messages carry Unix seconds of the programme clock.

import { language } from "./words.js";

const locale = language === "fr" ? "fr-FR" : "en-GB";
const zone = { timeZone: "Europe/Paris" };
const hour = new Intl.DateTimeFormat(locale, { ...zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { ...zone, weekday: "long", day: "numeric", month: "long" });
const moment = new Intl.DateTimeFormat(locale, { ...zone, weekday: "short", day: "numeric", month: "short" });
const digits = new Intl.DateTimeFormat("en-GB", { ...zone, hour: "2-digit" });

// The first of a month is « le 1er » in French, which Intl does not say.
const asSaid = (text) => (language === "fr" ? text.replace(/\b1(?= \p{L})/u, "1er") : text);

export const timeOf = (seconds) => hour.format(seconds * 1000);
export const dayOf = (seconds) => asSaid(day.format(seconds * 1000));
export const clockOf = (date) => `${asSaid(moment.format(date))} · ${hour.format(date)}`;
export const hourOf = (date) => Number(digits.format(date));
