/**
 * Briefs of the letters in `written/` that are kept out of all training, with notes as people type them, for `npm run bench:drafting`:
 *
 *     node lab/kept-letters.ts OUT.json
 */
import {writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {readWritten} from "./written-texts.ts";

const {keptBack} = readWritten(fileURLToPath(new URL("written", import.meta.url)));
const mails = keptBack.map(({author, kind, to, subject, notes, message, text}) => ({
    set: "written",
    author,
    kind,
    ...(to === null ? {} : {to}),
    ...(subject === null ? {} : {subject}),
    notes: notes.join("; "),
    ...(message === null ? {} : {message}),
    body: text
}));
writeFileSync(process.argv[2] ?? "kept-letters.json", `${JSON.stringify({mails, titles: []}, null, 1)}\n`);
console.log(`${mails.length} briefs`);
