/**
 * Training and validation data of the plug: histories of authors whose texts the language model was not trained on, as vectors of the style
 * encoder, and one turn for each text.
 *
 *     node lab/plug_data.ts RECORDS.jsonl MODEL.gguf OUT [--texts 24] [--authors 1500]
 *
 * Writes OUT/items.f32 and OUT/briefs.f32 (rows of the encoder's size) and OUT/examples.jsonl: {row, author, set, split, kind, tokens,
 * loss, characters}; row n of both matrices belongs to line n. Panza's authors come from panza.jsonl in the data where it is given with
 * --panza; they are used for validation only.
 */
import {createWriteStream, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {systemText} from "../app/drafting/format/turn-text.ts";
import {briefEncoderText, encoderText} from "../app/persona/encoder-text.ts";
import {openEncoder} from "../main/encoder/encoder.ts";
import {openTokenizer, pick, random, readRecords, turnOf, type LabRecord} from "./turns.ts";

const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {texts: {type: "string", default: "24"}, authors: {type: "string", default: "1500"}, panza: {type: "string"}}
});
const [recordsFile, modelFile, out] = positionals as [string, string, string];
const kinds: Readonly<Record<string, readonly string[]>> = {
    senate_press: ["headline"],
    digitalgov: ["headline"],
    f18: ["headline"],
    acl_titles: ["headline"],
    congress_press: ["continue"],
    aeslc: ["email", "email", "subject", "continue"],
    r_mail: ["email", "reply", "subject", "continue"],
    ilugc: ["email", "reply", "subject", "continue"],
    panza: ["email", "email", "email", "subject"]
};
const longest = 420;

const byAuthor = new Map<string, LabRecord[]>();
for await (const record of readRecords(recordsFile)) {
    if (record.split === "train" && !record.plugHoldout) continue;
    const key = `${record.set}/${record.author}`;
    byAuthor.set(key, [...(byAuthor.get(key) ?? []), record]);
}
if (values.panza !== undefined)
    for (const line of readFileSync(values.panza, "utf8").split("\n").filter(Boolean)) {
        const mail = JSON.parse(line) as LabRecord & {text: string};
        const key = `panza/${mail.author}`;
        byAuthor.set(key, [
            ...(byAuthor.get(key) ?? []),
            {...mail, set: "panza", body: mail.text, message: null, split: "validation", code: false, plugHoldout: false}
        ]);
    }
const tokenizer = await openTokenizer(modelFile);
mkdirSync(out, {recursive: true});
const lines = createWriteStream(`${out}/examples.jsonl`);
const items: string[] = [];
const briefs: string[] = [];
const authors = [...byAuthor]
    .filter(([, records]) => records.length >= 5)
    .toSorted(() => random() - 0.5)
    .slice(0, Number(values.authors));
for (const [author, records] of authors) {
    const chosen = records.toSorted(() => random() - 0.5).slice(0, author.startsWith("panza") ? 120 : Number(values.texts));
    for (const record of chosen) {
        const kind = pick(kinds[record.set] ?? ["continue"]);
        const turn = turnOf(record, kind, false) ?? turnOf(record, "continue", false);
        if (turn?.brief === undefined) continue;
        const {tokens, loss} = tokenizer.sequence(systemText, [turn]);
        if (tokens.length > longest) continue;
        lines.write(
            `${JSON.stringify({
                row: items.length,
                author,
                set: record.set,
                split: record.split,
                kind: turn.brief.kind,
                tokens,
                loss,
                characters: turn.answer.length
            })}\n`
        );
        items.push(encoderText({title: record.title, text: record.body}));
        briefs.push(briefEncoderText(turn.brief));
    }
}
lines.end();
const encoder = await openEncoder(fileURLToPath(new URL("../resources/encoder", import.meta.url)));
for (const [name, texts] of [
    ["items", items],
    ["briefs", briefs]
] as const) {
    writeFileSync(`${out}/${name}.f32`, await encoder.encode(texts));
    console.log(name, texts.length);
}
writeFileSync(
    `${out}/about.json`,
    JSON.stringify({slot: tokenizer.slot, encoder: {name: encoder.name, size: encoder.size, sha256: encoder.sha256}})
);
await encoder.dispose();
await tokenizer.dispose();
