/**
 * Briefs made from real mails of validation authors and of Panza's three people, with neutral notes, for `npm run bench:drafting`:
 *
 *     node lab/briefs.ts RECORDS.jsonl DATA/panza.jsonl OUT.json [--mails 200] [--titles 60]
 *
 * RECORDS comes from `records.py`; panza.jsonl is the unpacked file. Nothing of it is trained on.
 */
import {readFileSync, writeFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {reverseNotes} from "../app/brief/reverse-notes.ts";
import {splitMix} from "../app/text/random.ts";
import {wordsOf} from "../app/text/words.ts";
import {letterOf} from "./letters.ts";

interface Source {
    set: string;
    author: string;
    title: string | null;
    body: string;
    message?: string | null;
    split?: string;
    code?: boolean;
}

const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {mails: {type: "string", default: "200"}, titles: {type: "string", default: "60"}}
});
const [recordsFile, panzaFile, out] = positionals as [string, string, string];
const random = splitMix(20261125);
const lines = (file: string): Source[] =>
    readFileSync(file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Source);
const records = lines(recordsFile).filter(({split, code}) => split === "validation" && code !== true);
const panza = lines(panzaFile).map((line) => ({...line, set: "panza", body: (line as unknown as {text: string}).text}));
const bySet = Map.groupBy([...records, ...panza], ({set}) => set);

function draw(set: string): Source {
    const list = bySet.get(set) ?? [];
    return list[Math.floor(random() * list.length)] as Source;
}

const mails: unknown[] = [];
const seen = new Set<string>();
for (let tries = 0; mails.length < Number(values.mails) && tries < 100_000; tries++) {
    const set = ["aeslc", "r_mail", "ilugc", "panza"][mails.length % 4] as string;
    const source = draw(set);
    const {to, body, signOff} = letterOf(source.body, set);
    const words = wordsOf(body).length;
    if (words < 15 || words > 110 || /<\w+>/.test(body) || seen.has(body) || /[{}$\\]|=\d\d/.test(body)) continue;
    const notes = reverseNotes(body, {style: "asked", name: to, random});
    if (notes.length === 0 || notes.length > 7) continue;
    seen.add(body);
    const isReply = source.message != null && random() < 0.4;
    mails.push({
        set,
        author: source.author,
        kind: isReply ? "reply" : "email",
        ...(to !== null && {to}),
        ...(source.title !== null && {subject: source.title}),
        notes: notes.join("; "),
        ...(isReply && {message: source.message}),
        ...(signOff !== null && {signature: signOff.replace(/\s*\n\s*/g, " ")}),
        text: source.body,
        body
    });
}
const titles: unknown[] = [];
for (let tries = 0; titles.length < Number(values.titles) && tries < 10_000; tries++) {
    const set = ["senate_press", "digitalgov", "acl_titles"][titles.length % 3] as string;
    const source = draw(set);
    if (source.title !== null && source.body.length > 300) titles.push({set, text: source.body, title: source.title});
}
writeFileSync(out, JSON.stringify({mails, titles}, null, 1));
console.log(`${mails.length} mails, ${titles.length} titles`);
