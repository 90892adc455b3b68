import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {ModelInfo} from "../../app/drafting/engine.ts";
import type {History} from "../../app/history/history.ts";
import {checkPlugFits, parsePlug} from "../../app/persona/plug.ts";
import {Persona} from "../../app/persona/persona.ts";
import {tinyPlug} from "../../app/persona/testing/tiny-plug.ts";
import {forkEngineProcess} from "../../main/engine/fork-engine.ts";
import {SupervisedEngine} from "../../main/engine/supervised-engine.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {readGgufHeader} from "../../main/models/gguf-header.ts";
import {Mutator} from "./mutate.ts";
import {Report} from "./report.ts";

/** ms for a header; and for a model that a busy machine loads and tries */
const headerLimit = 2_000,
    modelLimit = 60_000;

/**
 * Model files whose headers (and seldom weights) are damaged: read, loaded in an engine's process, which evaluates with them, and asked for
 * tokens.
 */
export async function ggufMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("model files", modelLimit);
    const originals = await Promise.all(
        (["bpe", "spm"] as const).map(async (tokenizer) => readFile(await makeTinyModel(join(folder, `${tokenizer}.gguf`), {tokenizer})))
    );
    let engine = new SupervisedEngine(forkEngineProcess, {threads: 1, gpu: false});
    for (let i = 0; i < count; i++) {
        const mutator = new Mutator(seed + i);
        const original = mutator.pick(originals);
        // most faults in the header, where programs read; the rest anywhere
        const path = join(folder, `mutant-${i % 8}.gguf`);
        await writeFile(path, mutator.bytes(original, mutator.below(4) === 0 ? original.length : 24_000));
        await report.run(seed + i, async () => {
            const began = performance.now();
            await readGgufHeader(path).finally(() => {
                if (performance.now() - began > headerLimit)
                    report.fault(`header ${seed + i}: ${Math.round(performance.now() - began)} ms`);
            });
            // loading evaluates tokens and tries vectors already
            await engine.load(path);
            await engine.truncate("The rope is here; check it on Monday.", 4);
        });
        // an engine that crashed three times waits; the next mutants are not to wait with it
        if (report.counts.crashed > 0 && i % 3 === 0) {
            await engine.dispose();
            engine = new SupervisedEngine(forkEngineProcess, {threads: 1, gpu: false});
        }
    }
    await engine.dispose();
    return report;
}

/** Plug files: parsed, compared with a model, and used to compute a persona. */
export async function plugMutants(_folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("plug files", 5_000);
    const encoder = {name: "tiny", size: 16, sha256: "e".repeat(64)};
    const model = {name: "tiny", architecture: "llama", nEmbd: 64, sha256: "a".repeat(64), embeddingNorm: 1};
    const original = tinyPlug({model, encoder});
    const rows = Float32Array.from({length: 4 * encoder.size}, (_, i) => Math.sin(i));
    const history = {
        size: 4,
        revision: 1,
        items: async () => [],
        item: async () => null,
        search: async () => [],
        vectors: async () => ({ids: ["a", "b", "c", "d"], weights: Float32Array.of(1, 1, 1, 0.5), matrix: rows})
    } as unknown as History;
    for (let i = 0; i < count; i++) {
        const mutator = new Mutator(seed + i);
        const bytes = mutator.bytes(original, mutator.below(3) === 0 ? original.length : 3_000);
        await report.run(seed + i, async () => {
            const plug = parsePlug(bytes, "mutant.safetensors");
            checkPlugFits(plug, model as unknown as ModelInfo, encoder);
            const persona = new Persona(
                history,
                {...encoder, encode: async (texts) => new Float32Array(texts.length * encoder.size).fill(0.25), dispose: async () => {}},
                async () => {}
            );
            const {vectors} = await persona.forBrief(plug, {kind: "email", notes: "the rope"});
            if (!vectors.every(Number.isFinite)) throw new Error("vectors hold a value that is not finite");
        });
    }
    return report;
}
