import {describe, expect, it} from "vitest";

import {UserError} from "../errors.ts";
import {checkPlugFits, parsePlug, PlugMismatchError} from "./plug.ts";
import {formatSafetensors, parseSafetensors} from "./safetensors.ts";
import {tinyPlug, type TinyPlugOptions} from "./testing/tiny-plug.ts";

const model = {
    path: "/m.gguf",
    name: "tiny",
    architecture: "llama",
    nEmbd: 6,
    vocabularySize: 300,
    contextSize: 512,
    embeddingNorm: 1.5,
    sha256: "a".repeat(64),
    fileSize: 1,
    embeddingRows: []
};
const encoder = {name: "enc", size: 4, sha256: "b".repeat(64)};

function bytes(change: Partial<TinyPlugOptions> = {}): Uint8Array {
    return tinyPlug({model, encoder, ...change});
}

describe("a plug file", () => {
    it("returns what was written, shapes and scales included", () => {
        const plug = parsePlug(bytes({personaVectors: 3, instructionVectors: 2, hidden: 5, temperature: 7, slot: "user"}), "p.safetensors");
        expect(plug).toMatchObject({personaVectors: 3, instructionVectors: 2, hidden: 5, temperature: 7, slot: "user", embeddingNorm: 1.5});
        expect(plug.kinds).toEqual(["email", "reply", "subject", "headline", "continue"]);
        expect(plug.meanPersona.length).toBe(3 * 6);
        expect(plug.projector.weight2.length).toBe(3 * 6 * 5);
        expect(plug.instruction.get("email")?.length).toBe(2 * 6);
        expect(plug.instruction.get("email")).not.toEqual(plug.controlInstruction.get("email"));
    });

    it("is read from an unaligned position in memory", () => {
        const file = bytes();
        const shifted = new Uint8Array(file.length + 3);
        shifted.set(file, 3);
        expect(parsePlug(shifted.subarray(3), "p").query).toEqual(parsePlug(file, "p").query);
        expect(parsePlug(Buffer.from(shifted.buffer, 3), "p").query).toEqual(parsePlug(file, "p").query);
    });

    it("is rejected wherever it is truncated", () => {
        const file = bytes();
        for (let length = 0; length < file.length; length += 7) {
            expect(() => parsePlug(file.subarray(0, length), "p"), `cut to ${length} bytes`).toThrow(UserError);
        }
    });

    it("with a changed byte in its header is rejected or read, but never crashes the program", () => {
        const file = bytes();
        const headerSize = Number(new DataView(file.buffer).getBigUint64(0, true));
        for (let at = 0; at < 8 + headerSize; at++) {
            const damaged = file.slice();
            damaged[at] = (damaged[at] as number) ^ 0x15;
            try {
                parsePlug(damaged, "p");
            } catch (error) {
                expect(error, `byte ${at}`).toBeInstanceOf(UserError);
            }
        }
    });

    it.each<[string, Partial<TinyPlugOptions>, RegExp]>([
        ["a missing tensor", {tensors: {"query.weight": null}}, /query\.weight is missing/],
        ["a wrong shape", {tensors: {"query.weight": {shape: [4, 3], data: new Float32Array(12)}}}, /shape \(4, 3\) instead of \(4, 4\)/],
        ["a number that is none", {tensors: {temperature: {shape: [1], data: Float32Array.of(Number.NaN)}}}, /not finite/],
        ["another format", {metadata: {format: "lora"}}, /is not a persona plug/],
        ["a newer version", {metadata: {version: "2"}}, /format 2.*update Idiolect/],
        ["an unknown slot", {metadata: {slot: "middle"}}, /its slot is middle/],
        ["no known kind", {metadata: {kinds: "poem"}}, /knows none of the kinds/],
        ["a size that is no number", {metadata: {hidden: "many"}}, /its hidden is many/]
    ])("is refused for %s, in one sentence", (_, change, sentence) => {
        expect(() => parsePlug(bytes(change), "p.safetensors")).toThrow(sentence);
    });

    it("is rejected if tensors share bytes, however many there are", () => {
        const body = 4 * 1024;
        const entry = {dtype: "F32", shape: [1024], data_offsets: [0, body]};
        const made = (entries: Readonly<Record<string, unknown>>): Uint8Array => {
            const header = Buffer.from(JSON.stringify(entries));
            const size = Buffer.alloc(8);
            size.writeBigUInt64LE(BigInt(header.length));
            return Buffer.concat([size, header, Buffer.alloc(body)]);
        };
        expect(parseSafetensors(made({t: entry, empty: {...entry, shape: [0], data_offsets: [0, 0]}}), "p").tensors.size).toBe(2);
        const many = Object.fromEntries(Array.from({length: 2_000}, (_, i) => [`t${i}`, entry]));
        expect(() => parseSafetensors(made(many), "p")).toThrow(/its tensors overlap/);
    });

    it("is rejected if its header is larger than any", () => {
        const header = Buffer.alloc(17 * 1024 * 1024, "[");
        header.writeBigUInt64LE(BigInt(header.length - 8));
        expect(() => parseSafetensors(header, "p")).toThrow(/its header does not fit/);
    });

    it("is rejected if its tensors are not F32", () => {
        const {metadata, tensors} = parseSafetensors(bytes(), "p");
        const text = new TextDecoder().decode(formatSafetensors({metadata, tensors}));
        expect(text).toContain('"F32"');
        const file = formatSafetensors({metadata, tensors});
        const at = text.indexOf('"F32"');
        file.set(new TextEncoder().encode('"I32"'), at);
        expect(() => parsePlug(file, "p")).toThrow(/holds I32, not F32/);
    });
});

describe("a plug for another model or encoder", () => {
    const plug = parsePlug(bytes(), "p.safetensors");

    it("fits what it was made for", () => {
        expect(() => checkPlugFits(plug, model, encoder)).not.toThrow();
    });

    it.each([
        ["model architecture", {architecture: "qwen2"}, {}],
        ["model name", {name: "other"}, {}],
        ["model n_embd", {nEmbd: 8}, {}],
        ["model SHA-256", {sha256: "c".repeat(64)}, {}],
        ["encoder name", {}, {name: "other"}],
        ["encoder size", {}, {size: 5}],
        ["encoder SHA-256", {}, {sha256: "c".repeat(64)}]
    ])("is refused for another %s, which the sentence names alone", (what, otherModel, otherEncoder) => {
        const refuse = () => checkPlugFits(plug, {...model, ...otherModel}, {...encoder, ...otherEncoder});
        expect(refuse).toThrow(PlugMismatchError);
        expect(refuse).toThrow(new RegExp(`\\(${what}: the plug wants [^;]*\\)`));
    });

    it("lists all differences", () => {
        expect(() => checkPlugFits(plug, {...model, nEmbd: 8, name: "x"}, {...encoder, size: 5})).toThrow(
            /model name.*; model n_embd: the plug wants 6, loaded is 8; encoder size/
        );
    });
});
