import {WrongKeyError} from "../../store/cipher.ts";

/** What the index says cannot be: a row is missing or does not hold what it should. */
export class DamagedIndexError extends Error {
    override name = "DamagedIndexError";
}

const primaryCode = (error: unknown): number | null => {
    const code = (error as {errcode?: number}).errcode;
    return code === undefined ? null : code & 0xff;
};

/** SQLITE_CORRUPT, SQLITE_NOTADB, and a file that ends before its pages do */
export function isDamage(error: unknown): boolean {
    const {errcode} = error as {errcode?: number};
    return (
        error instanceof DamagedIndexError || primaryCode(error) === 11 || primaryCode(error) === 26 || errcode === 522
    ); /* SQLITE_IOERR_SHORT_READ */
}

/**
 * Errors that a damaged index leads to, and a defect of ours as well: a schema that is not there (SQLITE_ERROR), keys that are there
 * twice (SQLITE_CONSTRAINT), texts that are no JSON, rows that are not there, bytes that the key does not open. Whether it is damage
 * is for a look at the index to say.
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

/** Errors of SQLite's own that say that the file is none of ours: when it is opened nothing else has run yet. */
export function isDamageOnOpening(error: unknown): boolean {
    const code = primaryCode(error);
    return isDamage(error) || code === 1 || code === 19;
}
