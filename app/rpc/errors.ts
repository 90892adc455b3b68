import {UserError} from "../errors.ts";

/** An error as plain values, for another thread or process. */
export interface SerializedError {
    /** names of its class and its superclasses, nearest first, without `Error` */
    readonly classes: readonly string[];
    readonly message: string;
    readonly stack: string;
    /** its own properties that are plain values, e.g. the key of its sentence */
    readonly properties: Readonly<Record<string, unknown>>;
    readonly cause: SerializedError | null;
}

type ErrorClass = abstract new (...values: never) => Error;

/** classes that every receiver can restore */
const commonClasses: readonly ErrorClass[] = [UserError, TypeError, RangeError, SyntaxError];
/** maximum depth of nested causes */
const mostCauses = 4;

export function serializeError(error: unknown, causes = mostCauses): SerializedError {
    const {message, stack = "", cause} = error instanceof Error ? error : new Error(String(error));
    const classes: string[] = [];
    if (error instanceof Error) {
        for (
            let prototype: unknown = Object.getPrototypeOf(error);
            prototype instanceof Error;
            prototype = Object.getPrototypeOf(prototype)
        )
            classes.push(prototype.constructor.name);
        if (isAbort(error)) classes.unshift("AbortError");
    }
    return {
        classes,
        message,
        stack,
        properties: error instanceof Error ? plainProperties(error) : {},
        cause: cause === undefined || causes === 0 ? null : serializeError(cause, causes - 1)
    };
}

/**
 * The error with its message, stack and properties, of the nearest of its classes that is known here: `classes`, `UserError`, JavaScript's
 * own, the `DOMException` of an aborted call; else `Error`.
 */
export function deserializeError(
    {classes, message, stack, properties, cause}: SerializedError,
    knownClasses: readonly ErrorClass[] = []
): Error {
    if (classes[0] === "AbortError") return new DOMException(message, "AbortError");
    const error = cause === null ? new Error(message) : new Error(message, {cause: deserializeError(cause, knownClasses)});
    const known = [...knownClasses, ...commonClasses];
    const nearest = classes.map((name) => known.find((candidate) => candidate.name === name)).find((found) => found !== undefined);
    if (nearest !== undefined)
        // A class's constructor may need other arguments; an object created as `Error` keeps its stack in every runtime.
        Object.setPrototypeOf(error, nearest.prototype as object);
    for (const [name, value] of Object.entries(properties))
        Object.defineProperty(error, name, {value, writable: true, enumerable: true, configurable: true});
    Object.defineProperty(error, "stack", {value: stack, writable: true, configurable: true});
    return error;
}

function isAbort(error: Error): boolean {
    return error instanceof DOMException && error.name === "AbortError";
}

function plainProperties(error: Error): Record<string, unknown> {
    return Object.fromEntries(Object.entries(error).filter(([name, value]) => name !== "cause" && isPlain(value)));
}

/** Whether every receiver can receive the value: JSON's values, and undefined. */
function isPlain(value: unknown): boolean {
    if (typeof value !== "object" || value === null)
        return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
    const prototype: unknown = Object.getPrototypeOf(value);
    return (Array.isArray(value) || prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}
