import {WrongKeyError} from "../../store/cipher.ts";

/** The content of the index is inconsistent: a row is missing or has invalid content. */
export class DamagedIndexError extends Error {
    override name = "DamagedIndexError";
}

const primaryCode = (error: unknown): number | null => {
    const code = (error as {errcode?: number}).errcode;
    return code === undefined ? null : code & 0xff;
};

/** SQLITE_CORRUPT, SQLITE_NOTADB, and a file that is shorter than its pages */
export function isDamage(error: unknown): boolean {
    const {errcode} = error as {errcode?: number};
    return (
        error instanceof DamagedIndexError || primaryCode(error) === 11 || primaryCode(error) === 26 || errcode === 522
    ); /* SQLITE_IOERR_SHORT_READ */
}

/**
 * Errors that a damaged index causes, but a bug of ours as well: a missing schema (SQLITE_ERROR), duplicate keys (SQLITE_CONSTRAINT),
 * invalid JSON, missing rows, bytes that the key does not decrypt. A check of the index decides whether it is damage.
 */
export function mayBeDamage(error: unknown): boolean {
    const code = primaryCode(error);
    return (
        code === 1 ||
        code === 19 ||
        code === 20 ||
        error instanceof SyntaxError ||
        error instanceof TypeError ||
        error instanceof RangeError ||
        error instanceof WrongKeyError
    );
}

/** SQLite errors which mean that the file is not an index: nothing else has run when it is opened. */
export function isDamageOnOpening(error: unknown): boolean {
    const code = primaryCode(error);
    return isDamage(error) || code === 1 || code === 19;
}
