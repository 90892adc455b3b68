import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {gunzipSync} from "node:zlib";
import {bootstrapInterval} from "../app/evaluation/bootstrap.ts";
import {encoderText} from "../app/persona/encoder-text.ts";
import {CharacterGrams, cosine} from "../app/persona/voice-meter/character-grams.ts";
import {bodyOf, parsePopulation} from "../app/persona/voice-meter/population.ts";
import {failsGuard} from "../app/persona/voice-meter/rerank.ts";
import {mean as meanOf} from "../app/statistics.ts";
import {dot, meanDirection} from "../app/vectors.ts";
import {VoiceMeter} from "../app/persona/voice-meter/voice-meter.ts";
import {table} from "../main/cli/terminal.ts";
import {openEncoder} from "../main/encoder/encoder.ts";
import type {WrittenDraft} from "./voice-drafts.ts";

/*
 * Scores what bench/voice-drafts.ts wrote, by the voice meter, by character 4-grams and by the persona encoder:
 *
 *     node bench/voice-drafts-report.ts DRAFTS.jsonl
 *
 * Three tables: each strategy over the authors (their drafts together), the correlation of the metrics over drafts, and what further
 * candidates bring for the time they take. The real mails that the briefs were made of are scored as the strategy "real".
 */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("name the file that bench/voice-drafts.ts wrote");
const drafts = readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as WrittenDraft);
const population = parsePopulation(
    gunzipSync(readFileSync(fileURLToPath(new URL("../resources/voice/english.txt.gz", import.meta.url)))).toString("utf8")
);
const encoder = await openEncoder(fileURLToPath(new URL("../resources/encoder", import.meta.url)));
const known = new Map<string, Promise<Float32Array>>();

interface Scored {
    readonly author: string;
    readonly strategy: string;
    readonly brief: number;
    readonly candidate: number;
    /** null: too short, or a guard refuses it that needs no notes */
    readonly position: number | null;
    /** does any guard refuse it? */
    readonly fails: boolean;
    readonly faults: number;
    readonly grams: number;
    readonly encoder: number;
    readonly ms: number;
    readonly text: string;
}

const scored: Scored[] = [];
const together: {strategy: string; author: string; position: number | null; grams: number; encoder: number}[] = [];
try {
    for (const [author, own] of Map.groupBy(drafts, (draft) => draft.author)) await scoreAuthor(author, own);
} finally {
    await encoder.dispose();
}
printStrategies();
printCorrelations();
printCandidates();

async function scoreAuthor(author: string, own: readonly WrittenDraft[]): Promise<void> {
    const history = own[0]?.history ?? [];
    const meter = new VoiceMeter([population]);
    for (const [i, text] of history.entries()) meter.add({id: String(i), text, message: null, weight: 1});
    const bodies = history.map(bodyOf);
    const grams = new CharacterGrams(bodies);
    const [profile, persona] = [grams.vector(bodies), await meanVector(bodies)];
    const beside = async (texts: readonly string[]) => ({
        grams: cosine(profile, grams.vector(texts.map(bodyOf))),
        encoder: dot(persona, await meanVector(texts.map(bodyOf)))
    });
    const real = [...new Map(own.map((draft) => [draft.brief, draft])).values()].map((draft) => ({
        ...draft,
        strategy: "real",
        candidate: 0,
        text: draft.real,
        unsupported: 0,
        missingNotes: 0,
        ms: 0
    }));
    const all = [...own.map((draft) => ({...draft, strategy: draft.strategy as string})), ...real];
    for (const {strategy, brief, candidate, text, notes, unsupported, missingNotes, ms} of all) {
        // the notes consist of the real mails' words, so most drafts trip the guard against repeated notes: it is reported separately and
        // does not suppress the position
        const [score, withNotes] = [await meter.score(text), await meter.score(text, strategy === "real" ? null : notes)];
        scored.push({
            author,
            strategy,
            brief,
            candidate,
            position: score.position,
            fails: failsGuard(withNotes),
            faults: 1.5 * unsupported + missingNotes,
            ms,
            text,
            ...(await beside([text]))
        });
    }
    for (const [strategy, some] of Map.groupBy(
        all.filter(({candidate}) => candidate === 0),
        (draft) => draft.strategy
    )) {
        const texts = some.map(({text}) => text);
        together.push({strategy, author, position: (await meter.together(texts))?.position ?? null, ...(await beside(texts))});
    }
}

function printStrategies(): void {
    const rows = [...Map.groupBy(together, ({strategy}) => strategy)].map(([strategy, authors]) => {
        const measured = authors.filter(({position}) => position !== null);
        const positions = measured.map(({position}) => position as number);
        const [low, high] = bootstrapInterval(
            measured.map(({author}) => author),
            1,
            (indices) => mean(indices.map((i) => positions[i] as number))
        );
        const single = scored.filter((draft) => draft.strategy === strategy && draft.candidate === 0);
        return [
            strategy,
            String(authors.length),
            String(single.length),
            `${mean(positions).toFixed(0)} [${low.toFixed(0)}, ${high.toFixed(0)}]`,
            mean(authors.map((each) => each.grams)).toFixed(3),
            mean(authors.map((each) => each.encoder)).toFixed(3),
            `${(100 * mean(single.map(({fails}) => (fails ? 1 : 0)))).toFixed(0)} %`,
            mean(single.map(({faults}) => faults)).toFixed(2)
        ];
    });
    console.log(
        table(["strategy", "authors", "drafts", "position", "character 4-grams", "encoder", "guards refuse", "faults of content"], rows)
    );
}

/**
 * Spearman's, over single drafts: within each author, as authors differ in how similar their own texts are to each other, and over all
 * drafts.
 */
function printCorrelations(): void {
    const written = scored.filter(({position, strategy}) => position !== null && strategy !== "real");
    const byAuthor = [...Map.groupBy(written, ({author}) => author).values()].filter((some) => some.length >= 5);
    const row = (name: string, of: (draft: Scored) => number) => {
        const within = byAuthor.map((some) =>
            spearman(
                some.map(({position}) => position as number),
                some.map(of)
            )
        );
        return [
            name,
            String(written.length),
            // none where all of an author's drafts have one position
            mean(within.filter((each) => !Number.isNaN(each))).toFixed(2),
            spearman(
                written.map(({position}) => position as number),
                written.map(of)
            ).toFixed(2)
        ];
    };
    console.log(
        "\n" +
            table(
                ["position against", "drafts", "correlation within an author", "over all"],
                [row("character 4-grams", ({grams}) => grams), row("encoder", ({encoder: value}) => value)]
            )
    );
}

/** Best of the first k candidates, by faults and then by position, for every brief that has all of its candidates. */
function printCandidates(): void {
    const briefs = [...Map.groupBy(scored, ({author, brief}) => `${author} ${brief}`).values()]
        .map((some) => {
            const strategy = some.find(({candidate}) => candidate > 0)?.strategy;
            return some.filter((draft) => draft.strategy === strategy).toSorted((a, b) => a.candidate - b.candidate);
        })
        .filter((some) => some.length >= 2);
    const most = Math.max(0, ...briefs.map((some) => some.length));
    const full = briefs.filter((some) => some.length === most);
    const rows = Array.from({length: most}, (_, k) => {
        const chosen = full.map((some) => best(some.slice(0, k + 1)));
        const placed = chosen.filter(({position}) => position !== null);
        return [
            String(k + 1),
            String(full.length),
            mean(full.map((some) => some.slice(0, k + 1).reduce((sum, {ms}) => sum + ms / 1000, 0))).toFixed(1),
            mean(placed.map(({position}) => position as number)).toFixed(0),
            mean(chosen.map(({grams}) => grams)).toFixed(3),
            mean(chosen.map((each) => each.encoder)).toFixed(3),
            mean(chosen.map(({faults}) => faults)).toFixed(2)
        ];
    });
    console.log(
        `\n${table(["candidates", "briefs", "CPU seconds", "position", "character 4-grams", "encoder", "faults of content"], rows)}`
    );
}

function best(some: readonly Scored[]): Scored {
    const rank = ({position}: Scored) => position ?? 50;
    return some.toSorted((a, b) => a.faults - b.faults || rank(b) - rank(a))[0] as Scored;
}

async function meanVector(texts: readonly string[]): Promise<Float32Array> {
    for (const text of texts) if (!known.has(text)) known.set(text, encoder.encode([encoderText({title: null, text})]));
    return meanDirection(await Promise.all(texts.map((text) => known.get(text) as Promise<Float32Array>)));
}

/** NaN of no values: a table must not show 0 where nothing was measured. */
function mean(values: readonly number[]): number {
    return values.length === 0 ? Number.NaN : meanOf(values);
}

function spearman(a: readonly number[], b: readonly number[]): number {
    const [x, y] = [ranks(a), ranks(b)];
    const [mx, my] = [mean(x), mean(y)];
    const sum = (of: (i: number) => number) => x.reduce((total, _, i) => total + of(i), 0);
    const [dx, dy] = [(i: number) => (x[i] as number) - mx, (i: number) => (y[i] as number) - my];
    return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

/** ties share their mean rank */
function ranks(values: readonly number[]): readonly number[] {
    return values.map(
        (value) => values.filter((other) => other < value).length + (values.filter((other) => other === value).length - 1) / 2
    );
}
