import {languages} from "./languages.ts";
import {moreLanguages} from "./more-languages.ts";
import type {Language} from "./languages.ts";

/** A mail whose lines are labelled because it was put together from labelled parts. */
export interface MadeMail {
    readonly client: string;
    readonly language: string;
    /** plain text */
    readonly text: string;
    /** one for each line of `text`: true where the user's own words stand; null for blank lines */
    readonly own: readonly (boolean | null)[];
}

/** Deterministic numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

class Page {
    readonly lines: string[] = [];
    readonly own: (boolean | null)[] = [];

    mine(...lines: readonly string[]): this {
        return this.#add(lines, true);
    }

    other(...lines: readonly string[]): this {
        return this.#add(lines, false);
    }

    gap(): this {
        return this.#add([""], true);
    }

    #add(lines: readonly string[], own: boolean): this {
        for (const line of lines.flatMap((text) => text.split("\n"))) {
            this.lines.push(line);
            this.own.push(line.trim() === "" ? null : own);
        }
        return this;
    }
}

interface Setting {
    readonly language: Language;
    readonly random: () => number;
    readonly pick: <T>(list: readonly T[]) => T;
    readonly date: Date;
    readonly who: string;
    readonly name: string;
    readonly address: string;
    /** lines of the message that is answered */
    readonly theirs: readonly string[];
}

type Client = (page: Page, setting: Setting) => void;

const locale: Readonly<Record<string, string>> = {
    en: "en-US",
    de: "de-DE",
    fr: "fr-FR",
    es: "es-ES",
    it: "it-IT",
    nl: "nl-NL",
    pt: "pt-PT",
    zh: "zh-CN",
    ja: "ja-JP"
};
const clock = (date: Date): string => date.toISOString().slice(11, 16);

function gmailDate({language: {code, at}, date}: Setting): string {
    const day = new Intl.DateTimeFormat(locale[code] ?? code, {
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
        timeZone: "UTC"
    }).format(date);
    if (at !== undefined) return `${day}${at}${clock(date)}`;
    switch (code) {
        case "en":
            return `${day} at ${new Intl.DateTimeFormat("en-US", {hour: "numeric", minute: "2-digit", timeZone: "UTC"}).format(date)}`;
        case "de":
            return `${day} um ${clock(date)} Uhr`;
        case "fr":
            return `${day} à ${clock(date)}`;
        case "es":
            return `${day} a las ${clock(date)}`;
        case "it":
            return `${day} alle ore ${clock(date)}`;
        case "nl":
            return `${day} om ${clock(date)}`;
        case "pt":
            return `${day} às ${clock(date)}`;
        case "zh":
            return `${new Intl.DateTimeFormat("zh-CN", {dateStyle: "long", timeZone: "UTC"}).format(date)}周三 ${clock(date)}`;
        default:
            return `${new Intl.DateTimeFormat("ja-JP", {dateStyle: "long", timeZone: "UTC"}).format(date)}(水) ${clock(date)}`;
    }
}

function appleDate({language: {code, at: between}, date}: Setting): string {
    const day = new Intl.DateTimeFormat(locale[code] ?? code, {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"}).format(
        date
    );
    const at: Readonly<Record<string, string>> = {
        en: ", at ",
        de: " um ",
        fr: " à ",
        es: ", a las ",
        it: ", alle ore ",
        nl: ", om ",
        pt: ", às ",
        zh: " ",
        ja: " "
    };
    return `${day}${between ?? at[code]}${clock(date)}`;
}

const numericDate = ({date}: Setting): string =>
    `${date.toISOString().slice(8, 10)}.${date.toISOString().slice(5, 7)}.${date.toISOString().slice(2, 4)} ${clock(date)}`;
const isoDate = ({date}: Setting): string => `${date.toISOString().slice(0, 10)} ${clock(date)}`;
const longDate = ({language: {code}, date}: Setting): string =>
    new Intl.DateTimeFormat(locale[code] ?? code, {dateStyle: "full", timeStyle: "short", timeZone: "UTC"}).format(date);

const fill = (template: string, date: string, {who, name}: Setting): string =>
    template.replace("{date}", date).replace("{who}", who).replace("{name}", name);
const marked = (lines: readonly string[], mark = "> "): string[] => lines.map((line) => (line === "" ? mark.trimEnd() : mark + line));

/** Gmail and others break an attribution that does not fit into 78 columns, some of them inside the angle brackets. */
function wrapped(line: string, setting: Setting): string {
    if (line.length < 60 || setting.random() < 0.4) return line;
    const inside = setting.random();
    if (inside < 0.15 && line.includes("<")) return line.replace("<", "<\n");
    if (inside < 0.3 && line.includes(">")) return line.replace(">", "\n>");
    if (inside < 0.4 && line.includes(" <")) return line.replace(" <", "\n<").replace("> ", ">\n");
    const at = line.lastIndexOf(setting.random() < 0.5 ? " <" : " ");
    return at < 20 ? line : `${line.slice(0, at)}\n${line.slice(at + 1)}`;
}

/** Where the own words stand: above, below, or between the quoted lines. */
function answer(page: Page, setting: Setting, head: readonly string[], quote: readonly string[]): void {
    const {random} = setting;
    const place = random();
    if (place < 0.5) {
        ownMessage(page, setting);
        apart(page, setting).other(...head, ...quote);
    } else if (place < 0.75) {
        page.other(...head, ...quote).gap();
        ownMessage(page, setting);
    } else {
        page.mine(setting.pick(setting.language.greeting))
            .gap()
            .other(...head);
        const middle = Math.max(1, Math.floor(quote.length / 2));
        page.other(...quote.slice(0, middle))
            .gap()
            .mine(...sentences(setting, 1, 2))
            .gap()
            .other(...quote.slice(middle))
            .gap();
        page.mine(...sentences(setting, 1, 3)).gap();
        signOff(page, setting);
    }
}

function sentences(setting: Setting, least: number, most: number): string[] {
    const count = least + Math.floor(setting.random() * (most - least + 1));
    return Array.from({length: count}, () => setting.pick(setting.language.own));
}

function ownMessage(page: Page, setting: Setting): void {
    const {language, random, pick} = setting;
    if (random() < 0.8) page.mine(pick(language.greeting)).gap();
    const paragraphs = 1 + Math.floor(random() * 3);
    for (let paragraph = 0; paragraph < paragraphs; paragraph++) page.mine(...sentences(setting, 1, 3)).gap();
    signOff(page, setting);
}

function signOff(page: Page, setting: Setting): void {
    const {language, random, pick} = setting;
    const first = language.person.split(" ")[0] ?? language.person;
    if (random() < 0.85) page.mine(pick(language.closing), random() < 0.5 ? first : language.person);
    const signature = random();
    if (signature < 0.2) page.gap().other("-- ", language.person, ...pick(language.contact));
    else if (signature < 0.35 && page.lines.at(-1) !== "") page.gap().other(...pick(language.contact));
    if (random() < 0.2) page.gap().other(pick(language.phone));
    if (random() < 0.15) page.gap().other(pick(language.disclaimer));
}

/** Programs that quote by layout: the own words are always above. */
function above(page: Page, setting: Setting, lines: readonly string[]): void {
    ownMessage(page, setting);
    apart(page, setting).other(...lines);
}

/** An empty line before what the program adds; telephones and HTML turned into text leave it out. */
function apart(page: Page, setting: Setting): Page {
    return setting.random() < 0.75 ? page.gap() : page;
}

function headers(setting: Setting, sent: "sent" | "date", star = ""): string[] {
    const {
        language: {labels, person, subject},
        who,
        pick
    } = setting;
    const colon = /^[fz]/.test(setting.language.code) && setting.language.code === "fr" ? " :" : ":";
    const line = (label: string, value: string) => `${star}${label}${colon}${star} ${value}`;
    return [line(labels.from, who), line(labels[sent], longDate(setting)), line(labels.to, person), line(labels.subject, pick(subject))];
}

/** The mail programs, each with the way it quotes in plain text. */
export const clients: Readonly<Record<string, Client>> = {
    gmail: (page, setting) =>
        answer(page, setting, [wrapped(fill(setting.language.gmail, gmailDate(setting), setting), setting), ""], marked(setting.theirs)),
    "gmail, quoted by layout": (page, setting) =>
        above(page, setting, [fill(setting.language.gmail, gmailDate(setting), setting), "", ...setting.theirs]),
    "apple mail": (page, setting) =>
        answer(page, setting, [fill(setting.language.apple, appleDate(setting), setting), ""], marked(setting.theirs)),
    "ios mail": (page, setting) => {
        ownMessage(page, setting);
        page.gap()
            .other(setting.language.phone[0] ?? "")
            .gap()
            .other(...marked([fill(setting.language.apple, appleDate(setting), setting), "", ...setting.theirs]));
    },
    thunderbird: (page, setting) =>
        answer(page, setting, [fill(setting.language.thunderbird, numericDate(setting), setting)], marked(setting.theirs)),
    roundcube: (page, setting) =>
        answer(page, setting, [fill(setting.language.roundcube, isoDate(setting), setting)], marked(setting.theirs)),
    mutt: (page, setting) =>
        answer(
            page,
            setting,
            [`On ${setting.date.toUTCString().slice(0, 16)} at ${clock(setting.date)}:05PM +0100, ${setting.name} wrote:`],
            marked(setting.theirs, ">")
        ),
    evolution: (page, setting) =>
        answer(
            page,
            setting,
            [`On Wed, ${setting.date.toISOString().slice(0, 10)} at ${clock(setting.date)} +0100, ${setting.name} wrote:`],
            marked(setting.theirs)
        ),
    kmail: (page, setting) =>
        answer(page, setting, [fill(setting.language.thunderbird, longDate(setting), setting)], marked(setting.theirs)),
    "outlook desktop": (page, setting) => above(page, setting, [...headers(setting, "sent"), "", ...setting.theirs]),
    "outlook desktop, bold heads": (page, setting) => above(page, setting, [...headers(setting, "sent", "*"), "", ...setting.theirs]),
    "outlook classic": (page, setting) =>
        above(page, setting, [`-----${setting.pick(setting.language.original)}-----`, ...headers(setting, "sent"), "", ...setting.theirs]),
    "outlook web": (page, setting) =>
        above(page, setting, ["________________________________", ...headers(setting, "sent"), "", ...setting.theirs]),
    "windows mail": (page, setting) => above(page, setting, [...headers(setting, "sent").flatMap((line) => [line, ""]), ...setting.theirs]),
    yahoo: (page, setting) =>
        above(page, setting, [
            ` ${fill(setting.language.yahoo, longDate(setting), setting)}  `,
            " ",
            ...setting.theirs.map((line) => ` ${line}`)
        ]),
    proton: (page, setting) =>
        above(page, setting, [
            "------- Original Message -------",
            fill(setting.language.gmail, longDate(setting), setting),
            "",
            ...marked(setting.theirs)
        ]),
    samsung: (page, setting) =>
        above(page, setting, [
            `-------- ${setting.pick(setting.language.original)} --------`,
            ...headers(setting, "date"),
            "",
            ...setting.theirs
        ]),
    "em client": (page, setting) =>
        above(page, setting, [
            `------ ${setting.pick(setting.language.original)} ------`,
            ...headers(setting, "sent"),
            "",
            ...marked(setting.theirs, ">")
        ]),
    gmx: (page, setting) =>
        above(page, setting, [
            headers(setting, "sent")[1] ?? "",
            headers(setting, "sent")[0] ?? "",
            headers(setting, "sent")[2] ?? "",
            headers(setting, "sent")[3] ?? "",
            "",
            ...setting.theirs
        ]),
    zoho: (page, setting) =>
        above(page, setting, [`---- On ${setting.date.toUTCString().slice(0, 22)} +0100 ${setting.who} wrote ----`, "", ...setting.theirs]),
    "netease, foxmail": (page, setting) =>
        answer(page, setting, [`At ${isoDate(setting)}:05, "${setting.name}" <${setting.address}> wrote:`], marked(setting.theirs, ">")),
    qq: (page, setting) =>
        above(page, setting, [
            `------------------ ${setting.language.code === "zh" ? "原始邮件" : setting.pick(setting.language.original)} ------------------`,
            ...headers(setting, "sent"),
            "",
            ...setting.theirs
        ]),
    "gmail, forward": (page, setting) =>
        above(page, setting, [
            `---------- ${setting.pick(setting.language.forwarded)} ---------`,
            ...headers(setting, "date"),
            "",
            "",
            ...setting.theirs
        ]),
    "thunderbird, forward": (page, setting) =>
        above(page, setting, [
            `-------- ${setting.pick(setting.language.forwarded)} --------`,
            ...headers(setting, "date"),
            "",
            "",
            ...setting.theirs
        ]),
    "apple mail, forward": (page, setting) =>
        above(page, setting, [setting.language.beginForwarded, "", ...marked([...headers(setting, "date"), "", ...setting.theirs])]),
    "no quote": (page, setting) => ownMessage(page, setting)
};

/** One mail of a client in a language. The same arguments give the same mail. */
export function madeMail(client: string, code: string, seed: number): MadeMail {
    const language = [...languages, ...moreLanguages].find((candidate) => candidate.code === code),
        write = clients[client];
    if (language === undefined || write === undefined) throw new RangeError(`No client ${client} or language ${code}`);
    const random = seeded(seed * 7919 + client.length * 104729 + code.charCodeAt(0) * 31 + code.charCodeAt(1));
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const address = "other.person@example.org",
        name = language.other;
    const theirs: string[] = [];
    const paragraphs = 1 + Math.floor(random() * 3);
    for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
        if (paragraph > 0) theirs.push("");
        for (let sentence = 0; sentence < 1 + random() * 3; sentence++) theirs.push(pick(language.theirs));
    }
    if (random() < 0.3) theirs.push("", "> older words that were quoted before", ">> and older ones");
    const setting: Setting = {
        language,
        random,
        pick,
        date: new Date(
            Date.UTC(
                2003 + Math.floor(random() * 20),
                Math.floor(random() * 12),
                1 + Math.floor(random() * 28),
                Math.floor(random() * 24),
                Math.floor(random() * 60)
            )
        ),
        who: `${name} <${address}>`,
        name,
        address,
        theirs
    };
    const page = new Page();
    write(page, setting);
    return {client, language: code, text: page.lines.join("\n"), own: page.own};
}
