import {numberWord, numberWordSource} from "../text/number-words.ts";
import {
    both,
    currencySource,
    dayAndMonth,
    monthIndex,
    monthSource,
    numberKeys,
    numericDate,
    sumKeys,
    timeKeys,
    weekdayIndex,
    type Keys
} from "./fact-keys.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Finds dates, times, sums, numbers, links and addresses in a text and returns, as keys, what each requires of a source and what it
 * provides as one. "3pm", "15:00" and "three o'clock" share keys; so do "Thursday" and "thurs". Keys are built in `fact-keys.ts`; names are
 * in `name-facts.ts`.
 */

export type FactKind = "name" | "date" | "weekday" | "month" | "time" | "sum" | "number" | "link" | "address";

/** Something that can be checked, with offsets in UTF-16 units. */
export interface Fact {
    readonly kind: FactKind;
    readonly text: string;
    readonly from: number;
    readonly to: number;
}

export type KeyedFact = Fact & Keys;

/** Finds one kind of fact; `keys` returns null if the match is not one. */
interface Scanner {
    readonly kind: FactKind;
    readonly pattern: RegExp;
    readonly keys: (groups: readonly (string | undefined)[], before: string, after: string) => Keys | null;
}

const start = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?![\p{L}\p{N}])`;
const numeral = String.raw`\d+(?:[.,'’]\d+)*`;
const hour = `(?:${numberWordSource}|\\d{1,2})`;
/** days relative to the day of writing, with equivalent expressions */
const relativeDays: readonly (readonly [RegExp, string])[] = [
    [/^(?:übermorgen|the day after tomorrow)$/iu, "day+2"],
    [/^(?:tomorrow|tmrw|tomoz|morgen)$/iu, "day+1"],
    [/^(?:today|tonight|heute|this (?:morning|afternoon|evening))$/iu, "day0"],
    [/^(?:yesterday|last night|gestern)$/iu, "day-1"],
    [/^(?:next week|nächste woche)$/iu, "week+1"],
    [/^(?:last week|letzte woche)$/iu, "week-1"],
    [/^(?:this week|diese woche)$/iu, "week0"],
    [/^(?:next month|nächsten monat)$/iu, "month+1"],
    [/^(?:last month|letzten monat)$/iu, "month-1"],
    [/^(?:this weekend|(?:at )?the weekend|am wochenende)$/iu, "weekend0"],
    [/^next weekend$/iu, "weekend+1"],
    [/^(?:next year|nächstes jahr)$/iu, "year+1"],
    [/^(?:last year|letztes jahr)$/iu, "year-1"]
];
const datingWords = pattern("iu")`
    (?:^|[^\p{L}])(?:on|next|this|last|by|until|till|before|after|every|from|since|for|late|early|mid|in|of|each
    |am|bis|seit|ab|ende|anfang|mitte|im)[\s-]+$`;

const datingMonth = pattern("iu")`
    (?:^|[^\p{L}])(?:in|of|since|until|till|by|next|last|this|late|early|mid|from|during|before|im|bis|seit|ab
    |ende|anfang|mitte)[\s-]+$`;

const units = "first second third fourth fifth sixth seventh eighth ninth".split(" ");
const teens = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(" ");
/** "first" and "second" alone are left out: they are ordinary words */
const ordinals: ReadonlyMap<string, number> = new Map([
    ...units.slice(2).map((word, i) => [word, i + 3] as const),
    ...teens.map((word, i) => [word, i + 10] as const),
    ...units.map((word, i) => [`twenty-${word}`, i + 21] as const),
    ["thirtieth", 30],
    ["thirty-first", 31]
]);

const scanners: readonly Scanner[] = [
    {
        kind: "address",
        pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/giu,
        keys: ([all = ""]) => both([`address:${all.toLowerCase()}`])
    },
    {
        kind: "link",
        pattern: pattern("giu")`
                (?:https?:\/\/|www\.)[^\s<>"'”’)\]]+|(?<![\w@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com
                |org|net|de|uk|io|eu|info|example|ch|at|gov|edu|fr|dev|app)(?:\/[^\s<>"'”’)\]]*)?(?![\w-])`,
        keys: ([all = ""]) => {
            const link = all
                .toLowerCase()
                .replace(/^https?:\/\//, "")
                .replace(/^www\./, "")
                .replace(/[.,;:!?/]+$/, "");
            return {needs: [[`link:${link}`]], gives: [`link:${link}`, `link:${link.replace(/\/.*/, "")}`]};
        }
    },
    {
        kind: "date",
        pattern: new RegExp(`${start}(\\d{4})-(\\d{1,2})-(\\d{1,2})${end}`, "gu"),
        keys: ([, y = "", m = "", d = ""]) => numericDate(d, m, y)
    },
    {
        kind: "date",
        pattern: new RegExp(
            `${start}(\\d{1,2})(?:\\.\\s?(\\d{1,2})\\.(\\s?\\d{4}|\\d{2})?|\\/(\\d{1,2})(?:\\/(\\d{4}|\\d{2}))?)(?!\\d|[.:]\\d)`,
            "gu"
        ),
        // with full stops between, the day comes first: "be there at 6.30." is a time at the end of a sentence
        keys: ([all, d = "", m1, y1, m2, y2]) =>
            all === "24/7" || all === "1/2" || Number(d) > 31 || Number(m1 ?? 0) > 12 || Number(m2 ?? 0) > 31
                ? null
                : numericDate(d, m1 ?? m2 ?? "", y1 ?? y2, m1 !== undefined)
    },
    {
        kind: "date",
        pattern: new RegExp(`${start}(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(${monthSource})${end}(?:,?\\s+(\\d{4})${end})?`, "giu"),
        // "£90. May I" is a sum and a question
        keys: ([all = "", d = "", m = "", y], _, after) =>
            Number(d) > 31 || (/\d\.\s/.test(all) && /^\s+(?:i|we|you)(?!\p{L})/iu.test(after)) ? null : dayAndMonth(d, m, y)
    },
    {
        kind: "date",
        pattern: new RegExp(
            `${start}(${monthSource})\\.?\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\p{N}:]|[.,]\\d)(?:,?\\s+(\\d{4})${end})?`,
            "giu"
        ),
        keys: ([, m = "", d = "", y]) => dayAndMonth(d, m, y)
    },
    {
        kind: "number",
        pattern: /(?<![\p{L}\p{N}])\+?\(?\d+\)?(?:[ /()-]{1,2}\d+){2,}(?![\p{L}\p{N}])/gu,
        keys: ([all = ""]) => (all.replace(/\D/g, "").length < 7 ? null : both([`digits:${all.replace(/\D/g, "").replace(/^0+/, "")}`]))
    },
    {
        kind: "time",
        pattern: new RegExp(
            `${start}(\\d{1,2})(?:[:.](\\d{2}))?(?=\\s?(?:-|–|to|until)\\s?\\d{1,2}(?:[:.]\\d{2})?\\s?([ap])\\.?m\\.?${end})`,
            "giu"
        ),
        keys: ([, h, m, half = ""]) => timeKeys(Number(h), Number(m ?? 0), half)
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}(\\d{1,2}|${numberWordSource})(?:[:.](\\d{2}))?\\s?([ap])\\.?m${end}`, "giu"),
        // "um 6 am Steg" is German
        keys: ([all = "", h = "", m, half = ""], before, after) =>
            /\sam$/.test(all) && (/^\s\p{Lu}/u.test(after) || /(?:^|\s)um\s$/iu.test(before))
                ? null
                : timeKeys(numberWord(h) ?? Number(h), Number(m ?? 0), half)
    },
    {
        // "7 in the evening", "7 Uhr abends"; "two in the evening" may count something, and requires the number only
        kind: "time",
        pattern: new RegExp(
            `${start}(\\d{1,2}|${numberWordSource})(?:[:.](\\d{2}))?(?:\\s+o['’]?clock|\\s?uhr)?\\s+` +
                `(?:in the (morning|afternoon|evening)|(morgens|früh|vormittags)|(nachmittags|abends))${end}`,
            "giu"
        ),
        keys: ([, h = "", m, english, before]) => {
            const hours = numberWord(h) ?? Number(h);
            const isEarly = before !== undefined || /^morning$/iu.test(english ?? "");
            const keyed = timeKeys(hours, Number(m ?? 0), hours > 12 ? null : isEarly ? "a" : "p");
            return keyed && {...keyed, needs: [[...(keyed.needs[0] ?? []), ...(m === undefined ? [`num:${hours}`] : [])]]};
        }
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}(\\d{1,2}|${numberWordSource})(?:[:.](\\d{2}))?\\s?(?:uhr|h)${end}(?:\\s(\\d{2})${end})?`, "giu"),
        keys: ([, h = "", m, late]) => timeKeys(numberWord(h) ?? Number(h), Number(m ?? late ?? 0), null)
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}(\\d{1,2}):(\\d{2})${end}(?!:)`, "gu"),
        keys: ([, h, m]) => timeKeys(Number(h), Number(m), null)
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}(${hour})\\s+o['’]?\\s?clock${end}`, "giu"),
        keys: ([, h = ""]) => timeKeys(numberWord(h) ?? Number(h), 0, null)
    },
    {
        kind: "time",
        pattern: new RegExp(
            `${start}(half|quarter|five|ten|twenty|viertel|fünf|zehn|zwanzig)(?:\\s+(past|to|after|vor|nach))\\s+(${hour})${end}`,
            "giu"
        ),
        keys: ([, part = "", side = "", h = ""], _, after) => {
            // "five to seven days"
            if (/^to$/i.test(side) && countedUnit.test(after)) return null;
            const minutes = /half/i.test(part) ? 30 : /quarter|viertel/i.test(part) ? 15 : (numberWord(part) ?? 0);
            return timeKeys(numberWord(h) ?? Number(h), /to|vor/i.test(side) ? -minutes : minutes, null);
        }
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}halb\\s+(${hour})${end}`, "giu"),
        keys: ([, h = ""]) => timeKeys(numberWord(h) ?? Number(h), -30, null)
    },
    {
        kind: "time",
        pattern: new RegExp(`(?<=${start}(?:at|by|from|until|till|before|after)\\s+)half\\s+(${hour})${end}`, "giu"),
        keys: ([, h = ""]) => timeKeys(numberWord(h) ?? Number(h), 30, null)
    },
    {
        kind: "time",
        pattern: new RegExp(`${start}(?:(noon|midday|mittags)|midnight|mitternacht)${end}`, "giu"),
        keys: ([, noon]) => timeKeys(12, 0, noon === undefined ? "a" : "p")
    },
    {
        kind: "sum",
        pattern: new RegExp(`(${currencySource})\\s?(${numeral})\\s?(k|m|bn|million|tausend)?${end}`, "giu"),
        keys: ([, currency = "", amount = "", scale]) => sumKeys(amount, scale, currency)
    },
    {
        kind: "sum",
        pattern: new RegExp(
            `${start}(${numeral}|${numberWordSource}|a hundred|a thousand)\\s?(k|m|bn|hundred|thousand|million` +
                `|tausend)?[\\s-]?(${currencySource})(?!\\p{L})`,
            "giu"
        ),
        keys: ([, amount = "", scale, currency = ""]) => (numberWord(amount) === 1 ? null : sumKeys(amount, scale, currency))
    },
    {
        kind: "weekday",
        pattern: new RegExp(
            `${start}(${[...weekdayIndex.keys()].toSorted((a, b) => b.length - a.length).join("|")})(?:['’]?s|nachmittags?` +
                "|vormittags?|abends?|morgens?|mittags?)?(?!\\p{L}|\\p{N})",
            "giu"
        ),
        keys: ([, word = ""], before) =>
            (/^(?:sat|sun|wed|mon)$/iu.test(word) && !datingWords.test(before) && !/^\p{Lu}/u.test(word)) ||
            (/^sun$/iu.test(word) && /(?:the|in)\s+$/iu.test(before))
                ? null
                : both([`weekday:${weekdayIndex.get(word.toLowerCase()) ?? ""}`])
    },
    {
        // German abbreviations of two letters are words too ("so", "do"): they need a capital and a full stop, or a number after them
        kind: "weekday",
        pattern: /(?<![\p{L}\p{N}])(Mo|Di|Mi|Do|Fr|Sa|So)(?:\.,?|,)(?=\s*\d)/gu,
        keys: ([, word = ""]) => both([`weekday:${["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"].indexOf(word)}`])
    },
    {
        kind: "month",
        pattern: new RegExp(`${start}(${monthSource})(?:['’]s)?${end}`, "giu"),
        keys: ([, word = ""], before, after) => {
            const isWord = /^(?:may|march|mar|jan|jun|aug|sep|dec|nov|apr|jul|mai)$/iu.test(word);
            const dated = datingMonth.test(before) && !/^\s+(?:i|we|you)(?!\p{L})/iu.test(after);
            const key = `month:${(monthIndex.get(word.toLowerCase()) ?? 0) + 1}`;
            if (!isWord || dated) return both([key]);
            // "March some time" in a note may be the month, and requires nothing
            return /^\p{Lu}/u.test(word) && !/^\s+(?:i|we|you)(?!\p{L})/iu.test(after) ? {needs: [], gives: [key]} : null;
        }
    },
    {
        kind: "date",
        pattern: new RegExp(
            `${start}(?:the day after tomorrow|übermorgen|tomorrow|tmrw|tomoz|today|tonight|yesterday|this (?:week(?:end)?` +
                "|morning|afternoon|evening)|last (?:night|week|month|year)|next (?:week(?:end)?|month|year)|the weekend" +
                "|am wochenende|heute|gestern|(?:nächste|letzte|diese) woche|(?:nächsten|letzten) monat|(?:nächstes|letztes) jahr)" +
                `${end}`,
            "giu"
        ),
        keys: ([all = ""]) => both(relativeDays.filter(([pattern]) => pattern.test(all)).map(([, key]) => key))
    },
    {
        // "Morgen" and "guten morgen" are mornings
        kind: "date",
        pattern: /(?<![\p{L}\p{N}]|guten |am |jeden |heute )morgen(?!\p{L})/gu,
        keys: () => both(["day+1"])
    },
    {
        // "the third" supports "the 3rd", and states no fact itself: "a third of it"
        kind: "number",
        pattern: new RegExp(`${start}(${[...ordinals.keys()].join("|")})${end}`, "giu"),
        keys: ([, word = ""]) => ({needs: [], gives: [`num:${ordinals.get(word.toLowerCase()) ?? ""}`]})
    },
    {
        kind: "number",
        pattern: new RegExp(`${start}(\\d{1,2})(?:st|nd|rd|th)${end}`, "giu"),
        keys: ([, day = ""]) => both([`num:${Number(day)}`])
    },
    {
        kind: "number",
        // codes such as "B2" or "BA117"; "at 3" is a word and a number
        pattern: pattern("gu")`
            (?<![\p{L}\p{N}])(?!\p{Ll}+[ -]|\p{L}\p{Ll}+[ -]|I )(?:\p{L}{1,4}[ -]?\d+|\d+\p{L}+)
            (?:[\p{L}\p{N}]*)(?![\p{L}\p{N}])`,
        keys: ([all = ""]) => {
            const parts = all.toLowerCase().match(/^(\d+)(k|m|x|kg|km|cm|mm|g|l|ml|min|mins|h|hrs|ft|in|mb|gb)$/);
            if (parts !== null) return numberKeys(parts[1] ?? "", parts[2] === "k" ? 1000 : parts[2] === "m" ? [1, 1_000_000] : 1);
            return {
                needs: [[`code:${all.toLowerCase().replace(/[ -]/g, "")}`]],
                gives: [
                    `code:${all.toLowerCase().replace(/[ -]/g, "")}`,
                    ...(all.match(/\d+/g) ?? []).map((digits) => `num:${Number(digits)}`)
                ]
            };
        }
    },
    {
        kind: "number",
        pattern: new RegExp(
            `${start}(${numeral}|${numberWordSource}|a)(?:\\s(hundred|thousand|million|hundert|tausend))?(?:\\s?%)?(?![\\p{L}\\p{N}])`,
            "giu"
        ),
        keys: ([all = "", amount = "", scale], before, after) => {
            if ((/^a$/i.test(amount) && scale === undefined) || (numberWord(amount) === 1 && scale === undefined)) return null;
            const isIdiom =
                /^\p{L}/u.test(amount) &&
                (idiom.test(after) ||
                    (/^(?:two|zwei)$/iu.test(amount) && /(?:^|[^\p{L}])(?:for|für)\s$/iu.test(before) && /^[.,;!?]/.test(after)));
            if (/thousand|hundred|tausend/iu.test(all) && /^\s(?:thanks|dank|times|percent)/iu.test(after)) return null;
            if (isIdiom) return {needs: [], gives: numberKeys(amount, 1).gives};
            const factor = scale === undefined ? 1 : /hund/iu.test(scale) ? 100 : /mill/iu.test(scale) ? 1_000_000 : 1000;
            const keys = /^a$/i.test(amount) ? numberKeys("1", factor) : numberKeys(amount, factor);
            const bare =
                scale === undefined && hourWords.test(before)
                    ? keys.gives.flatMap((key) => (/^num:\d+$/.test(key) ? (timeKeys(Number(key.slice(4)), 0, null)?.gives ?? []) : []))
                    : [];
            const clock = /^(\d{1,2})\.([0-5]\d)$/.exec(amount);
            return {
                needs: keys.needs,
                gives: [
                    ...keys.gives,
                    ...bare,
                    ...(clock === null ? [] : (timeKeys(Number(clock[1]), Number(clock[2]), null)?.gives ?? []))
                ]
            };
        }
    }
];

const countedUnit = pattern("iu")`
    ^\s+(?:\p{L}+\s)?(?:minutes?|hours?|days?|weeks?|months?|years?|times|people|persons?|euros?|pounds?
    |dollars?|metres?|meters?|miles?|kilos?|percent|%)(?!\p{L})`;
/** "two things", "the two of us", "thought three times": numbers that state no fact */
const idiom = pattern("iu")`
    ^[\s-](?:of (?:us|you|them)|times(?! a)|(?:quick |small |more |other )?(?:things?|points?|questions?|notes?
    |words?)|or|von (?:uns|euch)|dinge|punkte|fragen)(?!\p{L})`;
const hourWords =
    /(?:^|[^\p{L}])(?:at|by|from|until|till|to|before|after|around|about|or|is|um|gegen|ab|bis|vor|nach|ca\.?)\s+$|[@–-]\s?$/iu;
/** a numbered list's marker */
const listMarker = /(?:^|\n)[ \t]*$/;

/** All facts but names, in the text's order, without overlaps. */
export function factsOf(text: string): readonly KeyedFact[] {
    const taken = new Uint8Array(text.length);
    const facts: KeyedFact[] = [];
    for (const {kind, pattern, keys} of scanners) {
        for (const match of text.matchAll(pattern)) {
            const from = match.index;
            const words = kind === "link" ? match[0].replace(/[.,;:!?]+$/, "") : match[0].trimEnd();
            const to = from + words.length;
            if (taken.subarray(from, to).some(Boolean)) continue;
            const before = text.slice(Math.max(0, from - 24), from);
            if (kind === "number" && listMarker.test(before) && /^[.)]\s/.test(text.slice(to, to + 2)) && /^\d{1,2}$/.test(words)) continue;
            const keyed = keys(match, before, text.slice(to, to + 24));
            if (keyed === null) continue;
            taken.fill(1, from, to);
            facts.push({kind, text: words, from, to, ...keyed});
        }
    }
    return facts.toSorted((a, b) => a.from - b.from);
}
