import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {createIdiolect, type Idiolect} from "../main/idiolect.ts";
import {adoptSamplesPersona, samplesAuthor, samplesFolder} from "../main/training/samples-persona.ts";
import {table} from "../main/cli/terminal.ts";
import {benchBusy} from "./busy.ts";
import {benchEngine} from "./engine.ts";
import {benchFirstToken} from "./first-token.ts";
import {benchPersona} from "./persona.ts";
import {benchThreeDrafts, type ThreeDrafts} from "./three-drafts.ts";

/*
 * Cost of a persona in time. Every figure is a median; every ratio is taken within one interleaved run, so that other load on the machine
 * affects both sides.
 */

const {values} = parseArgs({
    options: {
        json: {type: "boolean", default: false},
        rounds: {type: "string", default: "15"},
        threads: {type: "string", default: "1"},
        model: {type: "string"},
        plug: {type: "string"},
        encoder: {type: "string"}
    }
});
/** vectors of a persona trained on 20 to 100 texts (docs/own-history.md) */
const trainedVectors = 16;
const rounds = Math.max(5, Number(values.rounds) || 5);
const threads = Math.max(1, Number(values.threads) || 1);

const home = await mkdtemp(join(tmpdir(), "idiolect-bench-"));
/** default: the program's own choice of threads */
const open = (threadCount?: number): Promise<Idiolect> =>
    createIdiolect({
        home,
        engine: "in-process",
        ...(threadCount === undefined ? {} : {threads: threadCount}),
        ...(values.model === undefined ? {} : {model: values.model}),
        ...(values.plug === undefined ? {} : {plug: values.plug}),
        ...(values.encoder === undefined ? {} : {encoder: values.encoder})
    });
try {
    const [byExamples, drafts] = await using(await open(), async (services) => {
        await readSamples(services);
        note("three drafts by examples");
        const untrained = await benchThreeDrafts(services, rounds);
        await usePersona(services);
        note("three drafts with the persona");
        return [untrained, await benchThreeDrafts(services, rounds)];
    });
    await using(await open(threads), (services) => run(services, {byExamples, withPersona: drafts}));
} finally {
    await rm(home, {recursive: true, force: true});
}

async function using<T>(services: Idiolect, use: (services: Idiolect) => Promise<T>): Promise<T> {
    try {
        return await use(services);
    } finally {
        await services.dispose();
    }
}

async function readSamples(services: Idiolect): Promise<void> {
    note("the sample folder");
    await services.library.setIdentities([...samplesAuthor]);
    await services.library.addSource(samplesFolder(services.resources));
    await services.library.scan();
}

/** The sample author's trained persona; where there is none for the model, its plug is measured. */
async function usePersona(services: Idiolect): Promise<void> {
    const {model, plug} = await services.voice();
    if (!(await adoptSamplesPersona(services.library.store, services.resources, model.sha256)) && plug === null)
        throw new Error(`there is neither a plug nor a persona of the sample author for ${model.name}`);
}

interface DraftTimes {
    /** before anything is trained: the default strategy's examples in the prompt */
    readonly byExamples: ThreeDrafts;
    readonly withPersona: ThreeDrafts;
}

async function run(services: Idiolect, drafts: DraftTimes): Promise<void> {
    const {model, plug} = await services.voice();
    note("time to the first token");
    const first = await benchFirstToken(services, plug === null ? "tuned" : "plug", rounds);
    // trained vectors are read once; only a plug computes new ones for each brief
    const persona =
        plug === null
            ? null
            : {
                  "10000": await benchPersona(10_000, plug, services.encoder, rounds),
                  "100000": await benchPersona(100_000, plug, services.encoder, rounds)
              };
    note("tokens per second");
    const vectorCount = plug === null ? trainedVectors : plug.personaVectors + plug.instructionVectors;
    const speed = await benchEngine(model.path, {rounds, threads, vectorCount});
    note("three drafts on busy cores");
    const busy = await benchBusy(model.path);
    const document = {
        busyRatioToOneThread: busy.ratio,
        firstDraftSeconds: drafts.withPersona.firstDraft,
        threeDraftsSeconds: drafts.withPersona.threeDrafts,
        tokensPerSecondRatio: speed.tokensPerSecondRatio,
        firstTokenRatioToNone: first.personaMs / first.noneMs,
        firstTokenRatioToRetrieval4: first.personaMs / first.retrieval4Ms,
        personaMs: persona,
        engineFirstTokenRatioToNone: speed.firstTokenRatioToNone,
        details: {speed, first, busy, drafts, model: model.name, parametersInBytes: model.fileSize, rounds, threads}
    };
    if (values.json) {
        process.stdout.write(`${JSON.stringify(document)}\n`);
        return;
    }
    const ratio = (value: number) => value.toFixed(3);
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    const seconds = (value: number) => `${value.toFixed(2)} s`;
    process.stdout.write(
        `${table(
            ["what", "figure", "goal", "from"],
            [
                ...Object.entries({"with the persona": drafts.withPersona, "by examples": drafts.byExamples}).flatMap(([how, times]) => [
                    [`first written words ${how}`, seconds(times.firstWords), "≤ 2.5 s", `${times.briefs} letters and replies`],
                    [`first draft ${how}`, seconds(times.firstDraft), "≤ 2.5 s", `${times.words.toFixed(0)} words`],
                    [`three drafts ${how}`, seconds(times.threeDrafts), "≤ 6 s", `slowest brief ${seconds(times.slowest)}`]
                ]),
                [
                    "three drafts beside busy cores, usual threads : one thread",
                    ratio(busy.ratio),
                    "≤ 1.5",
                    `${busy.usualThreads.toFixed(1)} s : ${busy.oneThread.toFixed(1)} s`
                ],
                [
                    "tokens per second, persona : plain node-llama-cpp",
                    ratio(document.tokensPerSecondRatio),
                    "≥ 0.97",
                    `${speed.personaTokensPerSecond.toFixed(0)} : ${speed.plainTokensPerSecond.toFixed(0)}`
                ],
                [
                    "first token, persona : none",
                    ratio(document.firstTokenRatioToNone),
                    "≤ 1.1",
                    `${ms(first.personaMs)} : ${ms(first.noneMs)} (${first.personaTokens.toFixed(0)} and ` +
                        `${first.noneTokens.toFixed(0)} tokens)`
                ],
                [
                    "first token, persona : 4 retrieved texts",
                    ratio(document.firstTokenRatioToRetrieval4),
                    "≤ 0.25",
                    `${ms(first.personaMs)} : ${ms(first.retrieval4Ms)} (${first.retrieval4Tokens.toFixed(0)} tokens)`
                ],
                ...(persona === null
                    ? []
                    : [
                          ["plug's persona over 10,000 texts", ms(persona["10000"]), "≤ 20 ms", "with the brief's encoding"],
                          ["plug's persona over 100,000 texts", ms(persona["100000"]), "≤ 150 ms", "with the brief's encoding"]
                      ])
            ]
        )}\n${model.name}, ${threads} ${threads === 1 ? "thread" : "threads"}, medians of ${rounds} rounds\n`
    );
}

function note(what: string): void {
    process.stderr.write(`${what} …\n`);
}
