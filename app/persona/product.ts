/*
 * The two products that a persona spends its time in. Four rows a round: a vector's element is read once for four rows, four
 * sums grow side by side, and the sums are stored a quarter as often. Sums are doubles; plain loops, as closures cost more than
 * the multiplications here.
 */

/**
 * matrix · vector.
 * @param matrix (n, vector.length), row-major
 * @returns shape (n)
 */
export function productRows(matrix: Float32Array, vector: Float32Array): Float64Array {
    const size = vector.length;
    const rows = matrix.length / size;
    const factor = Float64Array.from(vector);
    const sums = new Float64Array(rows);
    let row = 0;
    for (; row + 3 < rows; row += 4) {
        const start0 = row * size;
        const start1 = start0 + size;
        const start2 = start1 + size;
        const start3 = start2 + size;
        let sum0 = 0;
        let sum1 = 0;
        let sum2 = 0;
        let sum3 = 0;
        for (let j = 0; j < size; j++) {
            const x = factor[j] as number;
            sum0 += x * (matrix[start0 + j] as number);
            sum1 += x * (matrix[start1 + j] as number);
            sum2 += x * (matrix[start2 + j] as number);
            sum3 += x * (matrix[start3 + j] as number);
        }
        sums[row] = sum0;
        sums[row + 1] = sum1;
        sums[row + 2] = sum2;
        sums[row + 3] = sum3;
    }
    for (; row < rows; row++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += (factor[j] as number) * (matrix[row * size + j] as number);
        sums[row] = sum;
    }
    return sums;
}

/**
 * Σ weights_i · row_i.
 * @param matrix (weights.length, size), row-major
 * @returns shape (size)
 */
export function weightedSum(matrix: Float32Array, weights: Float32Array, size: number): Float32Array {
    const sums = new Float64Array(size);
    let row = 0;
    for (; row + 3 < weights.length; row += 4) {
        const start0 = row * size;
        const start1 = start0 + size;
        const start2 = start1 + size;
        const start3 = start2 + size;
        const weight0 = weights[row] as number;
        const weight1 = weights[row + 1] as number;
        const weight2 = weights[row + 2] as number;
        const weight3 = weights[row + 3] as number;
        for (let j = 0; j < size; j++) {
            sums[j] = (sums[j] as number) + weight0 * (matrix[start0 + j] as number) + weight1 * (matrix[start1 + j] as number)
                + (weight2 * (matrix[start2 + j] as number) + weight3 * (matrix[start3 + j] as number));
        }
    }
    for (; row < weights.length; row++) {
        const weight = weights[row] as number;
        for (let j = 0; j < size; j++) sums[j] = (sums[j] as number) + weight * (matrix[row * size + j] as number);
    }
    return Float32Array.from(sums);
}
