/** The frozen style encoder Enc. Implemented in `main/encoder` by transformers.js. */
export interface Encoder {
    readonly name: string;
    /** length of a vector */
    readonly size: number;
    readonly sha256: string;
    /** shape (texts.length, size), row-major; each row L2-normalised. `texts` come from `encoderText`. */
    encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array>;
    dispose(): Promise<void>;
}
