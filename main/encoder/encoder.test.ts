import {createHash} from "node:crypto";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Encoder} from "../../app/persona/encoder.ts";
import {openEncoder} from "./encoder.ts";
import {makeTinyEncoder, tinyMaxTokens, type TinyEncoder} from "./testing/tiny-encoder.ts";

let folder: string;
let tiny: TinyEncoder;
let encoder: Encoder;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-encoder-"));
    tiny = await makeTinyEncoder(join(folder, "tiny"));
    encoder = await openEncoder(tiny.directory);
});

afterAll(async () => {
    await encoder.dispose();
    await rm(folder, {recursive: true, force: true});
});

/** The mean of the rows of a text's tokens, normalised, computed without ONNX. */
function expected(tokens: readonly number[]): Float32Array {
    const sum = new Float64Array(tiny.size);
    for (const token of tokens)
        for (let j = 0; j < tiny.size; j++) sum[j] = (sum[j] as number) + (tiny.embeddings[token * tiny.size + j] as number);
    const norm = Math.hypot(...sum);
    return Float32Array.from(sum, (value) => value / norm);
}

function bytesToTokens(text: string): number[] {
    return [...new TextEncoder().encode(text)].map((byte) => tiny.tokenOfByte[byte] as number);
}

function expectClose(actual: Float32Array, wanted: Float32Array): void {
    expect(actual.length).toBe(wanted.length);
    for (const [i, value] of wanted.entries()) expect(actual[i]).toBeCloseTo(value, 5);
}

describe("the encoder", () => {
    it("gives the normalised mean of a text's hidden states, padding left out", async () => {
        const texts = [" a", " a much longer text than the first one", "Grüße — 漢字"];
        const vectors = await encoder.encode(texts);
        for (const [row, text] of texts.entries()) {
            expectClose(vectors.slice(row * tiny.size, (row + 1) * tiny.size), expected(bytesToTokens(text)));
        }
    });

    it("encodes the separator as one token and adds none of its own", async () => {
        const vector = await encoder.encode([" t<|text|> b"]);
        expectClose(vector, expected([...bytesToTokens(" t"), 3, ...bytesToTokens(" b")]));
    });

    it("cuts a text at the length of its config", async () => {
        const kept = "x".repeat(tinyMaxTokens);
        for (const rest of [1, 500, 5000]) expectClose(await encoder.encode([kept + "y".repeat(rest)]), expected(bytesToTokens(kept)));
    });

    it("keeps the order of many texts of mixed length, in several batches", async () => {
        const texts = Array.from({length: 150}, (_, i) => "ab".repeat(((i * 37) % 60) + 1) + String.fromCharCode(97 + (i % 26)));
        const vectors = await encoder.encode(texts);
        for (const row of [0, 1, 77, 149]) {
            expectClose(vectors.slice(row * tiny.size, (row + 1) * tiny.size), expected(bytesToTokens(texts[row] as string)));
        }
    });

    it("gives the zero vector for an empty text", async () => {
        expect(await encoder.encode([""])).toEqual(new Float32Array(tiny.size));
    });

    it("takes its name from its config and its file's SHA-256", async () => {
        const bytes = await readFile(join(tiny.directory, "onnx", "model_quantized.onnx"));
        expect(encoder.name).toBe("tiny-encoder");
        expect(encoder.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    });

    it("stops when its signal is aborted", async () => {
        const controller = new AbortController();
        controller.abort();
        await expect(encoder.encode(["a"], controller.signal)).rejects.toThrow(/abort/i);
    });

    it("rejects a folder without an encoder in one sentence", async () => {
        await expect(openEncoder(join(folder, "nothing"))).rejects.toThrow(/The style encoder in .*nothing cannot be opened/);
    });

    it("rejects a damaged model at the first text and works again with another", async () => {
        const damaged = await makeTinyEncoder(join(folder, "damaged"));
        await writeFile(join(damaged.directory, "onnx", "model_quantized.onnx"), "not a model");
        const broken = await openEncoder(damaged.directory);
        await expect(broken.encode(["a"])).rejects.toThrow(/The style encoder in .*damaged cannot be used/);
        await broken.dispose();
    });
});
