import {execFileSync} from "node:child_process";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {table} from "../main/cli/terminal.ts";
import {readGgufHeader} from "../main/models/gguf-header.ts";
import {estimateTraining, trainPersona} from "../main/training/train-persona.ts";
import {trainingExample, vectorSlot} from "../main/training/trainer-request.ts";
import type {PersonaTraining, TrainedPersona} from "../main/training/train-persona.ts";
import type {WeightFormat} from "../main/training/trainer-request.ts";

/*
 * Speed of training a persona: tokens a second of one thread in each weight format, against PyTorch in bf16 on the same shapes where a
 * Python with torch is named, two threads against one, and the memory at the peak against the estimate. Ratios are of processor time, as
 * wall-clock time includes other load on the machine; two threads against one can only be compared on an idle machine.
 *
 * node bench/trainer.ts --model FILE.gguf [--python PYTHON] [--formats bf16,f16,q8_0] [--examples 8] [--tokens 120] [--two] [--json]
 */

const {values} = parseArgs({
    options: {
        model: {type: "string"},
        python: {type: "string"},
        formats: {type: "string", default: "bf16,f16,q8_0"},
        examples: {type: "string", default: "8"},
        tokens: {type: "string", default: "120"},
        two: {type: "boolean", default: false},
        json: {type: "boolean", default: false}
    }
});
if (values.model === undefined) throw new Error("--model is missing: name a GGUF");
const [count, length] = [Number(values.examples), Number(values.tokens)];
const header = (await readGgufHeader(values.model)).values;
const architecture = String(header.get("general.architecture"));
const size = (key: string): number => Number(header.get(`${architecture}.${key}`));

const K = 8;
const slots = Array.from({length: K}, (_, index) => vectorSlot(index));
const ids = (from: number, amount: number): number[] =>
    Array.from({length: amount}, (_, index) => 300 + ((from * 131 + index * 37) % 9000));
const examples = Array.from({length: count}, (_, index) =>
    trainingExample([1, ...slots, ...ids(index, length / 2 - K)], ids(index + 99, length / 2))
);
const start = Array.from({length: K}, (_, k) =>
    Float32Array.from({length: size("embedding_length")}, (_, index) => 0.1 * Math.sin(index * (k + 2)))
);

const rows: string[][] = [];
const results: Record<string, unknown> = {};
for (const weights of values.formats.split(",") as WeightFormat[]) {
    const training: PersonaTraining = {model: values.model, examples, start, threads: 1, weights, schedule: {epochs: 1, batch: 4}};
    const {memory} = await estimateTraining(training);
    const one = await run(training);
    const two = values.two ? await run({...training, threads: 2}) : null;
    results[weights] = {
        tokensPerCpuSecond: one.tokensPerCpuSecond,
        peakToEstimate: one.peakMemory / memory,
        twoThreadsToOne: two === null ? null : two.stepTokensPerSecond! / one.stepTokensPerSecond!
    };
    rows.push([
        weights,
        one.tokensPerCpuSecond!.toFixed(0),
        `${(one.peakMemory / 1e6).toFixed(0)} MB`,
        (one.peakMemory / memory).toFixed(2),
        two === null ? "–" : (two.stepTokensPerSecond! / one.stepTokensPerSecond!).toFixed(2)
    ]);
}
let reference: {tokensPerCpuSecond: number} | null = null;
if (values.python !== undefined) {
    const job = {
        threads: 1,
        embedding: size("embedding_length"),
        layers: size("block_count"),
        heads: size("attention.head_count"),
        kvHeads: size("attention.head_count_kv"),
        feedForward: size("feed_forward_length"),
        vocabulary: Number(header.get(`${architecture}.vocab_size`) ?? 49152),
        examples: examples.slice(0, 4).map(({ids: all}) => [all.length, length / 2])
    };
    const script = fileURLToPath(new URL("trainer-torch.py", import.meta.url));
    reference = JSON.parse(execFileSync(values.python, [script], {input: JSON.stringify(job), encoding: "utf8"})) as {
        tokensPerCpuSecond: number;
    };
    for (const row of rows) row.push((Number(row[1]) / reference.tokensPerCpuSecond).toFixed(2));
}
if (values.json) console.log(JSON.stringify({formats: results, torch: reference}));
else {
    console.log(
        table(["weights", "tokens/CPU s", "peak", "peak/estimate", "2 threads/1", ...(reference === null ? [] : ["to PyTorch"])], rows)
    );
    if (reference !== null) console.log(`PyTorch, bf16, one thread: ${reference.tokensPerCpuSecond.toFixed(0)} tokens/CPU s`);
}

async function run(training: PersonaTraining): Promise<TrainedPersona> {
    const steps = trainPersona(training);
    for (;;) {
        const {done, value} = await steps.next();
        if (done === true) return value;
    }
}
