import {dot, norm} from "../vectors.ts";

/**
 * The two principal components of a cloud of vectors: a map on which texts that sound alike lie close together.
 *
 * Subspace iteration on the covariance XᵀX / n of the centred rows, never formed: two directions are multiplied through the rows
 * a fixed number of times and made orthogonal in between (Golub & Van Loan, Matrix Computations, 8.2.4).
 *
 * @param matrix shape (n, size), row-major
 * @returns shape (n, 2), row-major, each axis scaled to −1…1; all zero where the rows do not differ
 */
export function mapTexts(matrix: Float32Array, size: number): Float32Array {
    const n = size === 0 ? 0 : matrix.length / size;
    const mean = meanRow(matrix, n, size); // (size)
    const axes = [startAxis(size, 1), startAxis(size, 2)]; // 2 × (size)
    for (let round = 0; round < rounds; round++) {
        const next = axes.map((axis) => throughRows(matrix, mean, axis, n, size));
        orthonormalise(next);
        for (const [i, axis] of next.entries()) axes[i] = axis;
    }
    const places = new Float32Array(n * 2);
    for (const [i, axis] of axes.entries()) {
        const along = project(matrix, mean, axis, n, size); // (n)
        const widest = along.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        for (let row = 0; row < n; row++) places[row * 2 + i] = widest > 1e-9 ? (along[row] as number) / widest : 0;
    }
    return places;
}

/** iterations: enough for two leading directions to converge to less than a pixel */
const rounds = 24;

function meanRow(matrix: Float32Array, n: number, size: number): Float64Array {
    const mean = new Float64Array(size);
    for (let row = 0; row < n; row++) {
        for (let j = 0; j < size; j++) mean[j] = (mean[j] as number) + (matrix[row * size + j] as number) / n;
    }
    return mean;
}

/** a fixed start, so that the same texts give the same map */
function startAxis(size: number, which: number): Float64Array {
    return Float64Array.from({length: size}, (_, j) => Math.sin((j + 1) * which * 1.7 + which));
}

/** (X − mean) · axis, shape (n) */
function project(matrix: Float32Array, mean: Float64Array, axis: Float64Array, n: number, size: number): Float64Array {
    const along = new Float64Array(n);
    for (let row = 0; row < n; row++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += ((matrix[row * size + j] as number) - (mean[j] as number)) * (axis[j] as number);
        along[row] = sum;
    }
    return along;
}

/** (X − mean)ᵀ (X − mean) · axis, shape (size) */
function throughRows(matrix: Float32Array, mean: Float64Array, axis: Float64Array, n: number, size: number): Float64Array {
    const along = project(matrix, mean, axis, n, size);
    const turned = new Float64Array(size);
    for (let row = 0; row < n; row++) {
        const share = along[row] as number;
        for (let j = 0; j < size; j++)
            turned[j] = (turned[j] as number) + share * ((matrix[row * size + j] as number) - (mean[j] as number));
    }
    return turned;
}

/** Gram–Schmidt in place; a direction that vanishes becomes zero. */
function orthonormalise(axes: readonly Float64Array[]): void {
    for (const [i, axis] of axes.entries()) {
        for (const earlier of axes.slice(0, i)) {
            const share = dot(axis, earlier);
            for (let j = 0; j < axis.length; j++) axis[j] = (axis[j] as number) - share * (earlier[j] as number);
        }
        const length = norm(axis);
        for (let j = 0; j < axis.length; j++) axis[j] = length > 1e-12 ? (axis[j] as number) / length : 0;
    }
}
