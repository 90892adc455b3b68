import {createReadStream} from "node:fs";
import {readFile} from "node:fs/promises";
import {createInterface} from "node:readline";
import type {HistoryItem} from "../app/history/item.ts";
import {unwrapLines} from "../app/text/unwrap.ts";
import {letterOf} from "../lab/letters.ts";

/** collections in turn, one person of each; the people of `panza` first */
export const sets = ["panza", "senate_press", "aeslc", "r_mail", "ilugc"] as const;

/** One person of a collection. */
export interface Author {
    readonly set: string;
    readonly name: string;
    /** oldest first */
    readonly items: readonly HistoryItem[];
}

/** Location of the texts, and the limit on their length. */
export interface AuthorFiles {
    /** lab/records.py writes it */
    readonly records: string;
    /** one text a line, of the three people of the collection `panza` */
    readonly panza: string;
    /** characters of a text; longer ones are left out, press releases are cut */
    readonly longest: number;
}

interface Row {
    readonly set: string;
    readonly author: string;
    readonly title: string | null;
    readonly body: string;
    readonly message: string | null;
    readonly date: number | null;
    readonly split: string;
    readonly code: boolean;
}

/** People with at least `least` texts of medium length, sorted by name. */
export async function readAuthors(
    split: "validation" | "train",
    least: number,
    {records, panza, longest}: AuthorFiles
): Promise<readonly Author[]> {
    const rows: Row[] = [];
    for await (const line of createInterface({input: createReadStream(records)})) {
        if (!line.includes(`"split": "${split}"`) || !sets.some((set) => line.includes(`"set": "${set}"`))) continue;
        const row = JSON.parse(line) as Row;
        if (row.split === split && !row.code) rows.push(row);
        if (split === "train" && rows.length > 40_000) break;
    }
    if (split === "validation")
        for (const line of (await readFile(panza, "utf8")).split("\n").filter(Boolean)) {
            const {author, title, text: body} = JSON.parse(line) as {author: string; title: string | null; text: string};
            rows.push({set: "panza", author, title, body, message: null, date: null, split, code: false});
        }
    const authors = [...Map.groupBy(rows, ({set, author}) => `${set} ${author}`).values()].map((own): Author => {
        const {set, author} = own[0] as Row;
        const items = own.toSorted((a, b) => (a.date ?? 0) - (b.date ?? 0)).flatMap((row, n) => itemOf(row, n, longest) ?? []);
        return {set, name: author, items};
    });
    return authors.filter(({items}) => items.length >= least).toSorted((a, b) => `${a.set} ${a.name}`.localeCompare(`${b.set} ${b.name}`));
}

function itemOf(row: Row, n: number, longest: number): HistoryItem | null {
    const isPress = row.set === "senate_press";
    const {greeting, body, signOff} = letterOf(row.body, row.set);
    const whole = isPress
        ? row.body.slice(0, longest)
        : row.set === "panza"
          ? unwrapLines(row.body.trim())
          : [greeting, body, signOff].filter(Boolean).join("\n\n");
    const title =
        row.title
            ?.replace(/^(?:\s*(?:\[[^\]]{1,24}\]|re:|fw:|fwd:)\s*)+/iu, "")
            .replace(/\s+/g, " ")
            .trim() || null;
    const isEncoded = /=[0-9A-F]{2}\b|= ?\n/.test(whole);
    if (
        whole.length < 60 ||
        whole.length > longest ||
        isEncoded ||
        (whole.match(/<url>|<email>|<phone>/g) ?? []).length > 2 ||
        (isPress && title === null)
    )
        return null;
    return {
        id: `${row.author.slice(0, 12)}-${n}`,
        kind: isPress ? "headline" : row.message === null ? "email" : "reply",
        title,
        text: whole,
        message: row.message?.slice(0, longest) ?? null,
        to: [],
        date: row.date === null ? new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString() : new Date(dateOf(row.date)).toISOString(),
        path: `/bench/${row.set}/${n}`,
        weight: 1
    } as HistoryItem;
}

/** ms, of a date that may be in seconds or ms */
function dateOf(date: number): number {
    return date < 1e11 ? date * 1000 : date;
}
