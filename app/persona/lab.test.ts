import {describe, expect, it} from "vitest";
import lab from "../../tests/fixtures/lab.json" with {type: "json"};
import {encodeCaseMarks} from "./case-marks.ts";
import {fieldText} from "./field-text.ts";
import {attentionWeights, encodeHistory, personaVectors, type EncodedHistory} from "./aggregate.ts";
import {encoderText} from "./encoder-text.ts";
import {parsePlug} from "./plug.ts";
import {Rows} from "./rows.ts";
import {formatSafetensors, type Tensor} from "./safetensors.ts";

/* The lab's PyTorch and Python computed these values; they were exported once (`lab/`). The program must give the same. */

const tensors = new Map(
    Object.entries(lab.plug).map(([name, {shape, data}]): [string, Tensor] => [name, {shape, data: Float32Array.from(data)}])
);
const lengthOf = (name: string, axis: number) => tensors.get(name)?.shape[axis] ?? 0;
const [K, D] = [lengthOf("mean_persona", 0), lengthOf("mean_persona", 1)];
const [H, E] = [lengthOf("projector.0.weight", 0), lengthOf("projector.0.weight", 1)];

const plug = parsePlug(
    formatSafetensors({
        tensors,
        metadata: {
            format: "idiolect-plug",
            version: "1",
            "model.name": "m",
            "model.architecture": "llama",
            "model.n_embd": String(D),
            "model.sha256": "",
            embedding_norm: String(lab.embedding_norm),
            "encoder.name": "e",
            "encoder.size": String(E),
            "encoder.sha256": "",
            k: String(K),
            n_instruction: String(lengthOf("instruction.email", 0)),
            hidden: String(H),
            kinds: "email,reply,subject,headline,continue",
            slot: "before-answer"
        }
    }),
    "lab.json"
);

function labHistory(): EncodedHistory {
    const {n} = lab.history;
    const matrix = Rows.from(Float32Array.from(lab.history.data), E);
    return encodeHistory(plug, Array.from({length: n}, String), new Float32Array(n).fill(1), matrix);
}

function expectClose(actual: Float32Array, wanted: readonly number[]): void {
    expect(actual.length).toBe(wanted.length);
    for (const [i, value] of wanted.entries()) {
        const difference = Math.abs((actual[i] as number) - value);
        expect(difference, `value ${i}: ${actual[i]} against ${value}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
    }
}

describe("the lab's PyTorch", () => {
    it("agrees on the hidden activations", () => {
        const {hidden, ids} = labHistory();
        expectClose(Float32Array.from(ids.flatMap((_, i) => [...hidden.row(i)])), lab.hidden);
    });

    it("agrees on the input-aware weights", () => {
        expectClose(attentionWeights(plug, labHistory(), Float32Array.from(lab.brief)), lab.weights);
    });

    it.each(Object.entries(lab.persona))("agrees on the persona at strength %s", (strength, wanted) => {
        const history = labHistory();
        const weights = attentionWeights(plug, history, Float32Array.from(lab.brief));
        expectClose(personaVectors(plug, history, weights, Number(strength)), wanted);
    });
});

describe("the lab's texts", () => {
    it.each(lab.case_marks)("agree on the case marks of %j", (plain, marked) => {
        expect(encodeCaseMarks(plain as string)).toBe(marked);
    });

    it.each(lab.field_text)("agree on the field text of %j", (plain, field) => expect(fieldText(plain as string)).toBe(field));

    it.each(lab.encoder_text)("agree on the encoder text of $title", ({title, text, encoded}) => {
        expect(encoderText({title, text})).toBe(encoded);
    });
});
