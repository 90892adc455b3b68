/** Drafts one person's held-out letters by several strategies, for `bench/own-history.ts`. */
import {readFileSync} from "node:fs";
import {copyFile, mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {gunzipSync} from "node:zlib";
import type {Draft} from "../app/drafting/drafting.ts";
import type {Strategy} from "../app/drafting/strategy.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {formatTunedPersona, type TunedPersona} from "../app/persona/tuned-persona.ts";
import {parsePopulation} from "../app/persona/voice-meter/population.ts";
import {VoiceMeter} from "../app/persona/voice-meter/voice-meter.ts";
import type {OwnPair} from "../app/training/own-pairs.ts";
import {createIdiolect} from "../main/idiolect.ts";
import {adapterFolder, personaFile} from "../main/training/persona-files.ts";
import type {DraftSums} from "./own-history-report.ts";

/** A person's trained vectors and, where there is one, the LoRA of another training. */
export interface PersonaSource {
    readonly tuned: TunedPersona;
    /** folder: of the adapter's file */
    readonly lora: {readonly adapter: NonNullable<TunedPersona["adapter"]>; readonly folder: string} | null;
}

export interface DraftParts {
    /** of the report */
    readonly heading: string;
    /** oldest first */
    readonly history: readonly HistoryItem[];
    readonly letters: readonly OwnPair[];
    readonly persona: PersonaSource;
    readonly strategies: readonly Strategy[];
    /** at most, for each draft */
    readonly candidates: number;
    readonly threads: number;
    readonly model: {readonly path: string; readonly sha256: string};
    /** folder of the library; made if it is missing */
    readonly home: string;
    /** path of the Markdown file with all drafts */
    readonly report: string;
}

/**
 * Drafts each letter's brief by each strategy, with a library of the history, as the user would get it (seed 7). Returns the sums of each
 * strategy and, as "own", of the person's own letters; null if there are no letters.
 */
export async function draftLetters(parts: DraftParts): Promise<Readonly<Record<string, DraftSums>> | null> {
    const {heading, letters, strategies, candidates, threads, model, home, report} = parts;
    if (letters.length === 0) return null;
    await writeHistory(join(home, "mail"), parts.history);
    await writePersona(home, model.sha256, parts.persona);
    const idiolect = await createIdiolect({home, model: model.path, engine: "in-process", threads});
    const written = new Map<string, Draft[]>();
    const lines = [`# ${heading}\n`];
    try {
        await idiolect.library.setIdentities(["own@author.example", "Own Author"]);
        await idiolect.library.addSource(join(home, "mail"));
        await idiolect.library.scan();
        for (const {brief, answer} of letters) {
            lines.push(`\n## ${brief.subject ?? ""}\n\n${JSON.stringify(brief)}\n\nThe author's own:\n\n${quoted(answer)}`);
            for (const strategy of strategies)
                for await (const event of idiolect.draft({brief, seeds: [7], strategy, candidates})) {
                    if (event.type !== "end") continue;
                    written.set(strategy, [...(written.get(strategy) ?? []), event.result]);
                    lines.push(`\n**${strategy}**: ${describe(event.result, notesOf([brief]))}\n\n${quoted(event.result.text)}`);
                }
        }
    } finally {
        await idiolect.dispose();
    }
    await mkdir(dirname(report), {recursive: true});
    await writeFile(report, lines.join("\n"));

    const meter = meterOf(parts.history);
    const position = async (texts: readonly string[]): Promise<number | null> => (await meter.together(texts))?.position ?? null;
    const notes = notesOf(letters.map(({brief}) => brief));
    const sums: Record<string, DraftSums> = {};
    for (const [strategy, results] of written)
        sums[strategy] = {
            drafts: results.length,
            notes,
            said: notes - results.reduce((sum, {missingNotes}) => sum + missingNotes.length, 0),
            unsupported: results.reduce((sum, {unsupported}) => sum + unsupported.length, 0),
            ended: results.filter(({reason}) => reason === "stop").length,
            position: await position(results.map(({text}) => text))
        };
    sums["own"] = {
        drafts: letters.length,
        notes,
        said: notes,
        unsupported: 0,
        ended: letters.length,
        position: await position(letters.map(({answer}) => answer))
    };
    return sums;
}

/** The history as a folder of mails. */
async function writeHistory(folder: string, history: readonly HistoryItem[]): Promise<void> {
    await mkdir(folder, {recursive: true});
    for (const [n, {title, text, message, date}] of history.entries())
        await writeFile(
            join(folder, `${n}.eml`),
            [
                "From: Own Author <own@author.example>",
                "To: Some Body <some@body.example>",
                `Subject: ${(title ?? "").replace(/\s+/g, " ")}`,
                `Message-ID: <${n}@author.example>`,
                ...(message === null ? [] : [`In-Reply-To: <${n}@other.example>`]),
                `Date: ${new Date(date ?? Date.UTC(2020, 0, 1) + n * 86_400_000).toUTCString()}`,
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                text
            ].join("\n")
        );
}

async function writePersona(home: string, modelSha256: string, {tuned, lora}: PersonaSource): Promise<void> {
    const file = personaFile(home, modelSha256);
    await mkdir(dirname(file), {recursive: true});
    if (lora !== null) {
        await mkdir(adapterFolder(home), {recursive: true});
        await copyFile(join(lora.folder, lora.adapter.file), join(adapterFolder(home), lora.adapter.file));
    }
    await writeFile(file, formatTunedPersona({...tuned, adapter: lora?.adapter ?? null}));
}

function meterOf(history: readonly HistoryItem[]): VoiceMeter {
    const population = fileURLToPath(new URL("../resources/voice/english.txt.gz", import.meta.url));
    const meter = new VoiceMeter([parsePopulation(gunzipSync(readFileSync(population)).toString("utf8"))]);
    for (const item of history) meter.add(item);
    return meter;
}

function notesOf(briefs: readonly OwnPair["brief"][]): number {
    return briefs.reduce((sum, {notes}) => sum + (notes ?? "").split("\n").length, 0);
}

function describe({missingNotes, unsupported, reason}: Draft, notes: number): string {
    return `${notes - missingNotes.length} of ${notes} notes, ${unsupported.length} facts that nobody gave${
        reason === "stop" ? "" : `, ${reason}`
    }`;
}

function quoted(value: string): string {
    return value
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n");
}
