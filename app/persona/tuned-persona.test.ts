import {describe, expect, test} from "vitest";
import {formatSafetensors} from "./safetensors.ts";
import {checkTunedPersonaFits, formatTunedPersona, parseTunedPersona} from "./tuned-persona.ts";
import type {TunedPersona} from "./tuned-persona.ts";

const persona: TunedPersona = {
    vectors: [Float32Array.of(1, -2, 3), Float32Array.of(0.25, 0, -1)],
    start: [Float32Array.of(0, 0, 1), Float32Array.of(1, 1, 1)],
    modelSha256: "a".repeat(64),
    modelName: "Some Model 1B",
    historySha256: "b".repeat(64),
    historyCount: 43,
    historyIds: ["a1", "b2"],
    heldOut: {texts: 6, before: 3.5, after: 2.75, instruction: null},
    content: {notes: 20, before: 15, after: 16},
    adapter: null,
    trainedAt: "2026-01-02T03:04:05.000Z"
};
const parse = (bytes: Uint8Array): TunedPersona => parseTunedPersona(bytes, "mine.safetensors");

describe("the file of a tuned persona", () => {
    test("preserves everything", () => {
        expect(parse(formatTunedPersona(persona))).toEqual(persona);
        const measured = {...persona, heldOut: {...persona.heldOut, instruction: 3.125}};
        expect(parse(formatTunedPersona(measured))).toEqual(measured);
        const adapted = {...persona, content: null, adapter: {file: "mine.lora.gguf", scale: 0.75, after: 2.5}};
        expect(parse(formatTunedPersona(adapted))).toEqual(adapted);
    });

    test.each([8, 40, 200, formatTunedPersona(persona).length - 1])("truncated after %d bytes, it is rejected", (length) => {
        expect(() => parse(formatTunedPersona(persona).slice(0, length))).toThrow(/mine\.safetensors is not a complete safetensors file/);
    });

    test("of another kind, of a later version or with invalid content, it is rejected", () => {
        const tensors = new Map([["vectors", {shape: [1, 2], data: Float32Array.of(1, 2)}]]);
        expect(() => parse(formatSafetensors({metadata: {format: "idiolect-plug"}, tensors}))).toThrow(/not a trained voice/);
        expect(() => parse(formatSafetensors({metadata: {format: "idiolect-tuned-persona", version: "3"}, tensors}))).toThrow(
            /newer Idiolect/
        );
        expect(() => parse(formatSafetensors({metadata: {format: "idiolect-tuned-persona", version: "1"}, tensors}))).toThrow(
            /earlier Idiolect.*train it again/
        );
        expect(() => parse(formatSafetensors({metadata: {format: "idiolect-tuned-persona", version: "2"}, tensors}))).toThrow(
            /damaged; train it again/
        );
        expect(() => parse(formatTunedPersona({...persona, adapter: {file: "../elsewhere.gguf", scale: 1, after: 2}}))).toThrow(
            /damaged; train it again/
        );
        const poisoned = {...persona, vectors: [Float32Array.of(1, NaN, 3)]};
        expect(() => parse(formatTunedPersona(poisoned))).toThrow(/train it again/);
    });

    test("fits the model that it was trained for and no other", () => {
        const model = {sha256: persona.modelSha256, nEmbd: 3, name: "Other Model"};
        expect(() => checkTunedPersonaFits(persona, model)).not.toThrow();
        expect(() => checkTunedPersonaFits(persona, {...model, nEmbd: 4})).toThrow(
            /trained for the model Some Model 1B and not for Other Model/
        );
        expect(() => checkTunedPersonaFits(persona, {...model, sha256: "c".repeat(64)})).toThrow(/choose that model/);
    });
});
