import {setImmediate} from "node:timers/promises";
import {median} from "../app/statistics.ts";
import type {History} from "../app/history/history.ts";
import type {Encoder} from "../app/persona/encoder.ts";
import {Persona} from "../app/persona/persona.ts";
import type {Plug} from "../app/persona/plug.ts";
import {splitMix} from "../app/text/random.ts";

/** Median ms of a persona for a new brief over `size` history items whose vectors are known; the brief's own encoding is part of it. */
export async function benchPersona(size: number, plug: Plug, encoder: Encoder, rounds: number): Promise<number> {
    const persona = new Persona(madeHistory(size, encoder.size), encoder, () => setImmediate());
    // warm-up: items are projected once, when they are added to the library
    await persona.encodedHistory(plug);
    const times: number[] = [];
    for (let round = -2; round < rounds; round++) {
        const started = performance.now();
        await persona.forBrief(plug, {
            kind: "email",
            subject: `about number ${round}`,
            notes: `the crane needs a look; number ${round} can wait until Monday; bring the ladder`
        });
        if (round >= 0) times.push(performance.now() - started);
    }
    return median(times);
}

/** A history of random unit vectors. */
function madeHistory(size: number, encoderSize: number): History {
    const random = splitMix(1);
    const matrix = new Float32Array(size * encoderSize);
    for (let row = 0; row < size; row++) {
        let squares = 0;
        const start = row * encoderSize;
        for (let j = start; j < start + encoderSize; j++) {
            const value = random() * 2 - 1;
            matrix[j] = value;
            squares += value * value;
        }
        for (let j = start; j < start + encoderSize; j++) matrix[j] = (matrix[j] as number) / Math.sqrt(squares);
    }
    const vectors = {ids: Array.from({length: size}, (_, row) => `item${row}`), weights: new Float32Array(size).fill(1), matrix};
    return {
        size,
        revision: 1,
        items: async () => [],
        item: async () => null,
        vectors: async () => vectors,
        search: async () => []
    };
}
