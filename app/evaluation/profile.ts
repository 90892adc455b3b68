import type {ExampleSource} from "../drafting/examples.ts";
import type {HistoryItem} from "../history/item.ts";
import type {EncodedHistory} from "../persona/aggregate.ts";
import {encoderText} from "../persona/encoder-text.ts";
import {nearestRows} from "../persona/nearest.ts";
import type {Plug} from "../persona/plug.ts";
import {projectHidden} from "../persona/projector.ts";
import {Rows} from "../persona/rows.ts";
import {bm25} from "./bm25.ts";

/** Vectors of encoder texts, computed once each. */
export interface VectorSource {
    /** length of a vector */
    readonly size: number;
    vector(text: string): Promise<Float32Array>;
}

/** activations kept in memory */
const mostKept = 50_000;

/** A question's profile as encoded history; activations of items in several questions are computed once. */
export class Profiles {
    readonly #vectors: VectorSource;
    readonly #hidden = new Map<string, Float32Array>();

    constructor(vectors: VectorSource) {
        this.#vectors = vectors;
    }

    async encoded(plug: Plug, items: readonly HistoryItem[]): Promise<EncodedHistory> {
        const matrix = new Rows(items.length, plug.encoder.size);
        const hidden = new Rows(items.length, plug.hidden);
        for (const [row, item] of items.entries()) {
            const text = encoderText(item);
            const vector = await this.#vectors.vector(text);
            matrix.row(row).set(vector);
            hidden.row(row).set(this.#activation(plug, text, vector));
        }
        return {ids: items.map(({id}) => id), weights: new Float32Array(items.length).fill(1), matrix, hidden};
    }

    /** The retrieval strategies' view of a profile. */
    examples(items: readonly HistoryItem[]): ExampleSource {
        return {
            items: async () => items,
            search: async (query, k) =>
                bm25(
                    items.map(({title, text}) => `${title ?? ""} ${text}`),
                    query,
                    k
                ).map((i) => (items[i] as HistoryItem).id),
            nearest: async (text, k) => {
                const matrix = new Rows(items.length, this.#vectors.size);
                for (const [row, item] of items.entries()) matrix.row(row).set(await this.#vectors.vector(encoderText(item)));
                return nearestRows(
                    items.map(({id}) => id),
                    matrix,
                    await this.#vectors.vector(text),
                    k
                );
            }
        };
    }

    #activation(plug: Plug, text: string, vector: Float32Array): Float32Array {
        const known = this.#hidden.get(text);
        if (known !== undefined) return known;
        const activation = new Float32Array(plug.hidden);
        projectHidden(plug, vector, activation);
        if (this.#hidden.size >= mostKept) this.#hidden.clear();
        this.#hidden.set(text, activation);
        return activation;
    }
}
