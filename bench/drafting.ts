import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {z} from "zod";
import {bestTitle, choiceSeeds} from "../app/drafting/best-title.ts";
import type {Brief} from "../app/drafting/brief.ts";
import {usualSampling} from "../app/drafting/drafting.ts";
import type {SamplingOptions} from "../app/drafting/engine.ts";
import {buildPrompt} from "../app/drafting/prompt.ts";
import {notesPhrases} from "../app/drafting/prompt-parts.ts";
import {rouge} from "../app/evaluation/rouge.ts";
import {table} from "../main/cli/terminal.ts";
import {openEngine} from "../main/engine/open-engine.ts";

/*
 * What the sampling's help does for a small model's drafts (docs/decisions/0010): the same briefs and seeds with and without it, in one run, without a persona.
 * Briefs: `python lab/briefs.py DATA FILE`.
 */

const {values} = parseArgs({
    options: {
        briefs: {type: "string"}, seeds: {type: "string", default: "2"}, show: {type: "boolean", default: false}, json: {type: "boolean", default: false},
        model: {type: "string", default: fileURLToPath(new URL("../resources/models/idiolect-nano.gguf", import.meta.url))}
    }
});
const fileSchema = z.object({
    mails: z.array(z.object({subject: z.string(), notes: z.string()})), titles: z.array(z.object({text: z.string(), title: z.string()}))
});
if (values.briefs === undefined) throw new Error("--briefs is missing: name a file that lab/briefs.py made");
const {mails, titles} = fileSchema.parse(JSON.parse(await readFile(values.briefs, "utf8")));
const seeds = Array.from({length: Number(values.seeds)}, (_, i) => i + 1);
const engine = openEngine("in-process", {threads: 1, gpu: false});
const model = await engine.load(values.model);

async function draft(brief: Brief, sampling: SamplingOptions, seedsOfBrief: readonly number[]) {
    const prompt = await buildPrompt(model, brief, {examples: [], vectors: null, slot: "start", profile: null, rules: []}, engine);
    const texts: string[] = [];
    for await (const event of engine.draft({prompt, seeds: seedsOfBrief, sampling}, undefined))
        if (event.type === "end") texts.push(event.text);
    const scores = [];
    for (const text of texts) scores.push(text === "" ? {nll: 0, tokens: 0} : await engine.score(prompt, text));
    return {texts, scores};
}

const flat = (text: string): string => text.toLowerCase().replace(/\s+/g, " ");

/** Of the drafts of all mails: the share of notes that are said, of word triples that stood before, and nats a token of the drafts to the model itself. */
async function writeMails(helped: boolean) {
    let [notes, said, triples, repeated, words, nats, tokens] = [0, 0, 0, 0, 0, 0, 0];
    for (const mail of mails) {
        const brief: Brief = {kind: "email", ...mail};
        const {temperature, ...help} = usualSampling(model, brief);
        const {texts, scores} = await draft(brief, {temperature: temperature!, ...helped && help, maxTokens: 200}, seeds);
        const phrases = notesPhrases(mail.notes).map(flat);
        for (const [i, text] of texts.entries()) {
            const wordsOfText = flat(text).split(" ");
            const triplesOfText = wordsOfText.slice(2).map((_, at) => wordsOfText.slice(at, at + 3).join(" "));
            notes += phrases.length;
            said += phrases.filter((phrase) => flat(text).includes(phrase)).length;
            triples += triplesOfText.length;
            repeated += triplesOfText.length - new Set(triplesOfText).size;
            words += wordsOfText.length;
            nats += scores[i]!.nll;
            tokens += scores[i]!.tokens;
            if (values.show && helped) process.stderr.write(`${mail.subject} [${phrases.join("; ")}]\n${text}\n\n`);
        }
    }
    return {said: said / notes, repeated: repeated / triples, words: words / mails.length / seeds.length, nats: nats / tokens};
}

/** ROUGE-1 of titles. */
async function writeTitles(helped: boolean): Promise<number> {
    let sum = 0;
    for (const {text, title} of titles) {
        const brief: Brief = {kind: "headline", text};
        const {temperature, repeatPenalty, ...help} = usualSampling(model, brief);
        for (const seed of seeds) {
            const {texts} = await draft(brief, {temperature: temperature!, repeatPenalty: repeatPenalty!, ...helped && help, maxTokens: 48}, helped ? choiceSeeds(seed) : [seed]);
            const written = texts[bestTitle(texts, text)]!;
            sum += rouge(written, title).rouge1;
            if (values.show && helped) process.stderr.write(`${written}\n`);
        }
    }
    return sum / titles.length / seeds.length;
}

const result = {
    without: {...(await writeMails(false)), rouge: await writeTitles(false)},
    with: {...(await writeMails(true)), rouge: await writeTitles(true)}
};
await engine.dispose();
if (values.json) console.log(JSON.stringify(result, null, 2));
else {
    const row = (name: string, key: keyof typeof result.with): string[] =>
        [name, result.without[key].toFixed(3), result.with[key].toFixed(3), (result.with[key] / result.without[key]).toFixed(2)];
    console.log(table(["", "without", "with", "ratio"], [
        row("notes said, share", "said"), row("word triples repeated, share", "repeated"), row("words a draft", "words"),
        row("nats a token of the drafts", "nats"), row("ROUGE-1 of titles", "rouge")
    ]));
}
