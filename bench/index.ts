import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {createIdiolect, type Idiolect} from "../main/idiolect.ts";
import {table} from "../main/cli/terminal.ts";
import {benchBusy} from "./busy.ts";
import {benchEngine} from "./engine.ts";
import {benchFirstToken} from "./first-token.ts";
import {benchPersona} from "./persona.ts";

/*
 * What a persona costs. Every figure is a median, every ratio is taken within one run, turn by turn, so that whatever else the
 * machine does falls on both sides.
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
const rounds = Math.max(5, Number(values.rounds) || 5);
const threads = Math.max(1, Number(values.threads) || 1);

const home = await mkdtemp(join(tmpdir(), "idiolect-bench-"));
const idiolect = await createIdiolect({
    home,
    engine: "in-process",
    threads,
    ...(values.model === undefined ? {} : {model: values.model}),
    ...(values.plug === undefined ? {} : {plug: values.plug}),
    ...(values.encoder === undefined ? {} : {encoder: values.encoder})
});
try {
    await run(idiolect);
} finally {
    await idiolect.dispose();
    await rm(home, {recursive: true, force: true});
}

async function run(services: Idiolect): Promise<void> {
    const {model, plug, plugRefusal} = await services.voice();
    if (plug === null) throw new Error(plugRefusal?.text ?? `there is no plug for ${model.name}`);
    note("the sample folder");
    await services.library.setIdentities(["Maren Holt", "maren@quaystreet.example"]);
    await services.library.addSource(join(services.resources, "samples"));
    await services.library.scan();
    note("time to the first token");
    const first = await benchFirstToken(services, rounds);
    note("personas over large histories");
    const persona = {
        "10000": await benchPersona(10_000, plug, services.encoder, rounds),
        "100000": await benchPersona(100_000, plug, services.encoder, rounds)
    };
    note("tokens per second");
    const speed = await benchEngine(model.path, {rounds, threads, vectorCount: plug.personaVectors + plug.instructionVectors});
    note("three drafts on busy cores");
    const busy = await benchBusy(model.path);
    const document = {
        busyRatioToOneThread: busy.ratio,
        tokensPerSecondRatio: speed.tokensPerSecondRatio,
        firstTokenRatioToNone: first.personaMs / first.noneMs,
        firstTokenRatioToRetrieval4: first.personaMs / first.retrieval4Ms,
        personaMs: persona,
        engineFirstTokenRatioToNone: speed.firstTokenRatioToNone,
        details: {speed, first, busy, model: model.name, parametersInBytes: model.fileSize, rounds, threads}
    };
    if (values.json) {
        process.stdout.write(`${JSON.stringify(document)}\n`);
        return;
    }
    const ratio = (value: number) => value.toFixed(3);
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    process.stdout.write(
        `${table(
            ["what", "figure", "goal", "from"],
            [
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
                ["persona over 10,000 texts", ms(persona["10000"]), "≤ 20 ms", "with the brief's encoding"],
                ["persona over 100,000 texts", ms(persona["100000"]), "≤ 150 ms", "with the brief's encoding"]
            ]
        )}\n${model.name}, ${threads} ${threads === 1 ? "thread" : "threads"}, medians of ${rounds} rounds\n`
    );
}

function note(what: string): void {
    process.stderr.write(`${what} …\n`);
}
