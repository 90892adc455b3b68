/**
 * Drafts on a machine whose cores are busy with other programs: three drafts with the engine's default number of threads against the same
 * with one thread, interleaved in one run, with as many busy loops running as there are cores.
 */
import {spawn, type ChildProcess} from "node:child_process";
import {availableParallelism} from "node:os";
import {LlamaEngine} from "../main/engine/llama-engine.ts";
import type {Prompt} from "../app/drafting/engine.ts";
import {median} from "../app/statistics.ts";

export interface BusyBenchResult {
    /** median seconds for three drafts */
    readonly usualThreads: number;
    readonly oneThread: number;
    /** below 1: the default number of threads is faster even on a busy machine */
    readonly ratio: number;
}

const text = "The committee will meet on Monday to talk about the water. ".repeat(16);

/** @param loops number of concurrent busy loops; 0: no additional load */
export async function benchBusy(
    modelPath: string,
    {rounds = 3, loops = availableParallelism(), length = 64} = {}
): Promise<BusyBenchResult> {
    const threads = availableParallelism();
    const usual = new LlamaEngine({threads, gpu: false});
    const one = new LlamaEngine({threads: 1, gpu: false});
    await usual.load(modelPath);
    await one.load(modelPath);
    const busy: ChildProcess[] = Array.from({length: loops}, () => spawn(process.execPath, ["-e", "for (;;);"], {stdio: "ignore"}));
    try {
        const seconds: {usual: number[]; one: number[]} = {usual: [], one: []};
        for (let round = 0; round < rounds; round++) {
            // long enough that the previous measurement no longer counts
            await new Promise((resolve) => setTimeout(resolve, 1500));
            seconds.usual.push(await threeDrafts(usual, length, round));
            seconds.one.push(await threeDrafts(one, length, round));
        }
        const [usualThreads, oneThread] = [median(seconds.usual), median(seconds.one)];
        return {usualThreads, oneThread, ratio: usualThreads / oneThread};
    } finally {
        for (const loop of busy) loop.kill();
        await Promise.all([usual.dispose(), one.dispose()]);
    }
}

async function threeDrafts(engine: LlamaEngine, length: number, round: number): Promise<number> {
    const startedAt = performance.now();
    // another prompt each round, so that it is evaluated again
    const prompt: Prompt = {document: [{type: "text", text: `Round ${round}. ${text}`}]};
    for await (const event of engine.draft({prompt, seeds: [1, 2, 3], sampling: {maxTokens: length}})) void event;
    return (performance.now() - startedAt) / 1000;
}
