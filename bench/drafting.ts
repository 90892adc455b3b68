import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {z} from "zod";
import {kinds} from "../app/brief/kind.ts";
import {isNotesRepeated, saidNotes} from "../app/drafting/note-coverage.ts";
import {rouge} from "../app/evaluation/rouge.ts";
import {table} from "../main/cli/terminal.ts";
import {createIdiolect} from "../main/idiolect.ts";

/*
 * How well drafts follow their briefs: share of notes covered, drafts that repeat the notes verbatim, unsupported facts, ROUGE against the
 * real mail and the real title. Without a history, so that only the model and the checks around it are measured. Briefs: `node
 * lab/briefs.ts`. Each model is measured on the same briefs and seed in one run:
 *
 *     npm run bench:drafting -- --briefs FILE [--model FILE]… [--limit N] [--candidates N] [--titles]
 *         [--show]
 */

const {values} = parseArgs({
    options: {
        briefs: {type: "string"},
        model: {type: "string", multiple: true},
        limit: {type: "string", default: "1000"},
        candidates: {type: "string"},
        titles: {type: "boolean", default: false},
        show: {type: "boolean", default: false},
        json: {type: "boolean", default: false},
        threads: {type: "string", default: "1"}
    }
});
const fileSchema = z.object({
    mails: z.array(
        z.object({
            set: z.string(),
            kind: z.enum(kinds),
            to: z.string().exactOptional(),
            subject: z.string().exactOptional(),
            notes: z.string(),
            message: z.string().exactOptional(),
            body: z.string()
        })
    ),
    titles: z.array(z.object({set: z.string(), text: z.string(), title: z.string()}))
});
if (values.briefs === undefined) throw new Error("--briefs is missing: name a file that lab/briefs.ts made");
const briefs = fileSchema.parse(JSON.parse(await readFile(values.briefs, "utf8")));
const candidates = values.candidates === undefined ? {} : {candidates: Number(values.candidates)};
const mails = values.titles ? [] : briefs.mails.slice(0, Number(values.limit));
const titles = briefs.titles.slice(0, Number(values.limit));

async function measure(model: string | undefined) {
    const home = await mkdtemp(join(tmpdir(), "idiolect-bench-"));
    const idiolect = await createIdiolect({
        home,
        engine: "in-process",
        threads: Number(values.threads),
        ...(model === undefined ? {} : {model})
    });
    const sums = {
        notes: 0,
        said: 0,
        repeated: 0,
        withUnsupported: 0,
        unsupported: 0,
        rougeL: 0,
        words: 0,
        titleRouge1: 0,
        titleUnsupported: 0,
        seconds: 0
    };
    try {
        const write = async (brief: Parameters<typeof idiolect.draft>[0]["brief"]) => {
            for await (const event of idiolect.draft({brief, seeds: [1], ...candidates})) if (event.type === "end") return event.result;
            throw new Error("no draft came");
        };
        const begun = performance.now();
        for (const {set, body, ...brief} of mails) {
            const {text, unsupported} = await write(brief);
            const said = saidNotes(text, brief.notes);
            sums.notes += said.length;
            sums.said += said.filter((note) => note.said).length;
            sums.repeated += isNotesRepeated(text, brief.notes) ? 1 : 0;
            sums.withUnsupported += unsupported.length > 0 ? 1 : 0;
            sums.unsupported += unsupported.length;
            sums.rougeL += rouge(text, body).rougeL;
            sums.words += text.split(/\s+/).length;
            if (values.show) {
                const missing = said.filter((note) => !note.said).map(({note}) => note);
                process.stdout.write(
                    `--- ${set} ${brief.kind} to ${brief.to ?? "nobody"}: ${brief.subject ?? ""}\n[${brief.notes}]\n${text}\n` +
                        `${unsupported.length === 0 ? "" : `invented: ${unsupported.map((fact) => fact.text).join(", ")}\n`}` +
                        `${missing.length === 0 ? "" : `not said: ${missing.join(" | ")}\n`}\n`
                );
            }
        }
        for (const {text: article, title} of titles) {
            const {text, unsupported} = await write({kind: "headline", text: article});
            sums.titleRouge1 += rouge(text, title).rouge1;
            sums.titleUnsupported += unsupported.length > 0 ? 1 : 0;
            if (values.show) process.stdout.write(`--- title: ${title}\n    draft: ${text}\n`);
        }
        sums.seconds = (performance.now() - begun) / 1000;
        const {name} = (await idiolect.voice()).model;
        return {
            name,
            mails: mails.length,
            titles: titles.length,
            notesSaid: sums.said / sums.notes,
            notesRepeated: sums.repeated / mails.length,
            draftsWithUnsupported: sums.withUnsupported / mails.length,
            rougeL: sums.rougeL / mails.length,
            words: sums.words / mails.length,
            titleRouge1: sums.titleRouge1 / Math.max(1, titles.length),
            titlesWithUnsupported: sums.titleUnsupported / Math.max(1, titles.length),
            seconds: sums.seconds
        };
    } finally {
        await idiolect.dispose();
        await rm(home, {recursive: true, force: true});
    }
}

const results = [];
for (const model of [undefined, ...(values.model ?? [])]) results.push(await measure(model));
if (values.json) console.log(JSON.stringify(results, null, 2));
else {
    const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
    console.log(
        table(
            ["model", "notes said", "notes again", "with invented facts", "ROUGE-L", "words", "titles' ROUGE-1", "with invented facts"],
            results.map((r) => [
                r.name,
                share(r.notesSaid),
                share(r.notesRepeated),
                share(r.draftsWithUnsupported),
                r.rougeL.toFixed(3),
                r.words.toFixed(0),
                r.titleRouge1.toFixed(3),
                share(r.titlesWithUnsupported)
            ])
        )
    );
}
