import {numberWord, numeralValues} from "../text/number-words.ts";

/*
 * Keys of facts: two mentions of the same fact have a key in common. "num:15" is a number, "month:3" March, "date:1-9" a day of a month,
 * "year:1" a year's last two digits, "t:p:180" three in the afternoon ("t:?:180": three o'clock, morning or afternoon), "eur:num:20" a sum;
 * "barenum:20" is a number that may be the amount of a sum.
 */

/** What a fact requires of a source, and what it provides as one. */
export interface Keys {
    /** of each group at least one key must be in the sources */
    readonly needs: readonly (readonly string[])[];
    readonly gives: readonly string[];
}

const weekdays = [
    "monday|mon|montag",
    "tuesday|tues|tue|dienstag",
    "wednesday|weds|wed|mittwoch",
    "thursday|thurs|thur|thu|donnerstag",
    "friday|fri|freitag",
    "saturday|sat|samstag|sonnabend",
    "sunday|sun|sonntag"
];
const months = [
    "january|januar|jänner|jan",
    "february|februar|feber|feb",
    "march|märz|mar",
    "april|apr",
    "may|mai",
    "june|juni|jun",
    "july|juli|jul",
    "august|aug",
    "september|sept|sep",
    "october|oktober|oct|okt",
    "november|nov",
    "december|dezember|dec|dez"
];

export const weekdayIndex = indexOf(weekdays);
export const monthIndex = indexOf(months);
export const monthSource = `(?:${[...monthIndex.keys()].toSorted((a, b) => b.length - a.length).join("|")})`;
export const currencySource = String.raw`£|€|\$|¥|euros?|eur|pounds?|pfund|quid|gbp|dollars?|bucks|usd|francs?|franken|chf|cents?|pence`;
const currencies: readonly (readonly [RegExp, string])[] = [
    [/^(?:€|eur)/i, "eur"],
    [/^(?:£|pound|pfund|quid|gbp)/i, "gbp"],
    [/^(?:\$|dollar|bucks|usd)/i, "usd"],
    [/^(?:fran|chf)/i, "chf"],
    [/^(?:cent|pence)/i, "cent"]
];

/** Keys of which any one is required, and all are provided. */
export function both(keys: readonly string[]): Keys {
    return {needs: [keys], gives: keys};
}

function indexOf(rows: readonly string[]): ReadonlyMap<string, number> {
    return new Map(rows.flatMap((row, index) => row.split("|").map((word) => [word, index] as const)));
}

/**
 * A date in figures; either may be the day.
 * @param isClock the same figures at the end of a sentence may be a time, as "8.10.", or a version, as "8.2."
 */
export function numericDate(a: string, b: string, year: string | undefined, isClock = false): Keys {
    const [one, two] = [Number(a), Number(b)];
    const years = year === undefined ? [] : [yearKeys(year)];
    const clock =
        isClock && year === undefined
            ? [`num:${Number(`${one}.${b}`)}`, ...(b.length === 2 ? (timeKeys(one, two, null)?.needs.flat() ?? []) : [])]
            : [];
    return {
        needs: [[`num:${one}`, `month:${one}`, ...clock], [`num:${two}`, `month:${two}`, ...clock], ...years],
        gives: [`num:${one}`, `num:${two}`, `month:${one}`, `month:${two}`, dateKey(one, two), dateKey(two, one), ...years.flat()]
    };
}

export function dayAndMonth(day: string, month: string, year: string | undefined): Keys {
    const number = (monthIndex.get(month.toLowerCase()) ?? 0) + 1;
    const needs = [[`num:${Number(day)}`], [`month:${number}`], ...(year === undefined ? [] : [yearKeys(year)])];
    return {needs, gives: [...needs.flat(), dateKey(Number(day), number)]};
}

const dateKey = (day: number, month: number): string => `date:${day}-${month}`;

/** A year's last two digits are no number: "1 September 2001" is not supported by the 1 of "1 September 2000". */
function yearKeys(year: string): readonly string[] {
    const [value, short] = [Number(year), `year:${Number(year) % 100}`];
    return value < 100 ? [short, `num:${1900 + value}`, `num:${2000 + value}`] : [`num:${value}`, short];
}

/**
 * A time of day; null where there is no such time.
 * @param minute may be negative: minutes before the hour
 * @param half "a" or "p" where the text gives the half of the day
 */
export function timeKeys(hours: number, minute: number, half: string | null): Keys | null {
    if (hours > 24 || minute > 59 || Number.isNaN(hours) || Number.isNaN(minute)) return null;
    const total = ((hours % 24) * 60 + minute + 1440) % 1440;
    const known = half?.toLowerCase() ?? (hours > 12 ? "p" : hours === 0 ? "a" : null);
    const clock = total % 720;
    const options = known === null ? ["a", "p", "?"] : [known, "?"];
    const hourIn12 = Math.floor(clock / 60) || 12;
    const gives = [`t:${known ?? "?"}:${clock}`];
    if (minute === 0) gives.push(`num:${hours}`, `num:${hourIn12}`, ...(known === "p" ? [`num:${(hourIn12 % 12) + 12}`] : []));
    else gives.push(`num:${Number(`${hours}.${String(Math.abs(minute)).padStart(2, "0")}`)}`);
    return {needs: [options.map((option) => `t:${option}:${clock}`)], gives};
}

export function numberKeys(amount: string, factor: number | readonly number[]): Keys {
    const word = numberWord(amount);
    const factors = typeof factor === "number" ? [factor] : factor;
    const keys = (word === null ? numeralValues(amount) : [word]).flatMap((value) => factors.map((each) => `num:${value * each}`));
    // "1.1.1" is a version
    if (keys.length === 0) return both([`code:${amount.toLowerCase()}`]);
    return {needs: [keys], gives: [...keys, ...keys.map((key) => `bare${key}`)]};
}

export function sumKeys(amount: string, scale: string | undefined, currency: string): Keys {
    const factor =
        scale === undefined
            ? 1
            : /^(?:k|thousand|tausend)$/i.test(scale)
              ? 1000
              : /^(?:m|million)$/i.test(scale)
                ? 1_000_000
                : /^bn$/i.test(scale)
                  ? 1e9
                  : 100;
    const whole = /^a h/i.test(amount) ? numberKeys("100", 1) : /^a t/i.test(amount) ? numberKeys("1000", 1) : numberKeys(amount, factor);
    const unit = currencies.find(([pattern]) => pattern.test(currency))?.[1] ?? currency;
    const values = whole.needs[0] ?? [];
    return {needs: [values.flatMap((key) => [`${unit}:${key}`, `bare${key}`])], gives: values.flatMap((key) => [`${unit}:${key}`, key])};
}
