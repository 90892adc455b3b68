import {rowsWasm} from "./rows.wasm.ts";

/** what rows.wat exports */
interface RowsCode {
    products(matrix: number, stride: number, rows: number, vector: number, out: number): void;
    accumulate(matrix: number, stride: number, rows: number, weights: number, out: number): void;
}

const floatSize = Float32Array.BYTES_PER_ELEMENT;
/** numbers per SIMD instruction */
const lanes = 4;
const pageSize = 65_536;
/** rows summed in 32 bits before their sum is added to a double: many small weights would lose precision otherwise */
const rowsAtOnce = 256;

const code = new WebAssembly.Module(Uint8Array.from(atob(rowsWasm), (character) => character.charCodeAt(0)));

/**
 * Rows of 32-bit numbers in a WebAssembly memory, where both products that a persona needs use SIMD. A row may be written at any time; its
 * padding stays zero.
 */
export class Rows {
    readonly count: number;
    /** numbers in a row */
    readonly size: number;
    readonly #code: RowsCode;
    /** stride in numbers */
    readonly #stride: number;
    readonly #matrix: Float32Array;
    /** buffer of one row, for an input vector or an output sum */
    readonly #vector: Float32Array;
    /** one number per row: weights in, products out */
    readonly #column: Float32Array;

    constructor(count: number, size: number) {
        this.count = count;
        this.size = size;
        this.#stride = Math.ceil(size / lanes) * lanes;
        // the loops work in fours; missing rows have weight zero
        const padded = Math.ceil(count / lanes) * lanes;
        const length = (padded + 1) * this.#stride + padded;
        const memory = new WebAssembly.Memory({initial: Math.ceil((length * floatSize) / pageSize) + 1});
        this.#vector = new Float32Array(memory.buffer, 0, this.#stride);
        this.#matrix = new Float32Array(memory.buffer, this.#stride * floatSize, padded * this.#stride);
        this.#column = new Float32Array(memory.buffer, (padded + 1) * this.#stride * floatSize, padded);
        this.#code = new WebAssembly.Instance(code, {rows: {memory}}).exports as unknown as RowsCode;
    }

    /** @param data (count, size), row-major */
    static from(data: Float32Array, size: number): Rows {
        const rows = new Rows(data.length / size, size);
        if (rows.#stride === size) rows.#matrix.set(data);
        else for (let i = 0; i < rows.count; i++) rows.row(i).set(data.subarray(i * size, (i + 1) * size));
        return rows;
    }

    /** A row to read and write, shape (size). */
    row(i: number): Float32Array {
        return this.#matrix.subarray(i * this.#stride, i * this.#stride + this.size);
    }

    /** rows · vector, shape (count); valid until the next call. */
    products(vector: Float32Array): Float32Array {
        this.#vector.fill(0);
        this.#vector.set(vector);
        this.#code.products(this.#matrix.byteOffset, this.#stride * floatSize, this.count, 0, this.#column.byteOffset);
        return this.#column.subarray(0, this.count);
    }

    /** Σ weights_i · row_i, shape (size). */
    weightedSum(weights: Float32Array): Float32Array {
        this.#column.fill(0);
        this.#column.set(weights);
        const sums = new Float64Array(this.size);
        for (let start = 0; start < this.#column.length; start += rowsAtOnce) {
            const rows = Math.min(rowsAtOnce, this.#column.length - start);
            this.#vector.fill(0);
            const matrix = this.#matrix.byteOffset + start * this.#stride * floatSize;
            this.#code.accumulate(matrix, this.#stride * floatSize, rows, this.#column.byteOffset + start * floatSize, 0);
            for (let j = 0; j < this.size; j++) sums[j] = (sums[j] as number) + (this.#vector[j] as number);
        }
        return Float32Array.from(sums);
    }
}
