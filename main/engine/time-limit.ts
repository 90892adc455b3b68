/** A time limit for synchronous work, e.g. a program that came with a model. */
import {Script} from "node:vm";

/** The function is passed under this name, as a script of `vm` sees only global names. */
const slot = Symbol.for("idiolect.timeLimitedWork");
const call = new Script(`globalThis[Symbol.for("idiolect.timeLimitedWork")]()`);

export class TimeLimitError extends Error {
    override name = "TimeLimitError";
}

/**
 * Runs `work` and returns its result. V8 interrupts loops, recursion and regular expressions, but no native code.
 * @param ms the limit
 * @throws {TimeLimitError} if it takes longer
 */
export function withinTime<T>(ms: number, work: () => T): T {
    const holder = globalThis as {[slot]?: () => T};
    const outer = holder[slot];
    holder[slot] = work;
    try {
        return call.runInThisContext({timeout: ms}) as T;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
            throw new TimeLimitError(`it took longer than ${ms} ms`, {cause: error});
        throw error;
    } finally {
        if (outer == null) delete holder[slot];
        else holder[slot] = outer;
    }
}
