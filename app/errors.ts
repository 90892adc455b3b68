import {isSentence, quote} from "./sentences/sentence.ts";
import type {Sentence} from "./sentences/sentence.ts";

/**
 * An error that the user can fix. The message is one sentence that names the problem and what to do; it is shown as it is, without a stack.
 * Every other error is a bug.
 */
export class UserError extends Error {
    override name = "UserError";
    /** of the sentence; plain properties, so that they go with the error to other threads and processes */
    readonly key: string;
    readonly values: Sentence["values"];

    constructor(sentence: Sentence, options?: ErrorOptions) {
        super(sentence.text, options);
        this.key = sentence.key;
        this.values = sentence.values;
    }

    /** An error that came from another process may have lost its key, or never had one. */
    get sentence(): Sentence {
        const sentence = {key: this.key, values: this.values, text: this.message};
        return isSentence(sentence) ? sentence : quote(this.message);
    }
}

/** A `UserError` that only the command line can throw, whose language is English. */
export class CommandError extends UserError {
    override name = "CommandError";

    constructor(text: string, options?: ErrorOptions) {
        super(quote(text), options);
    }
}

/** An error with a cause in it, for the sentence of the `UserError` that whoever catches it throws. */
export class Fault extends Error {
    override name = "Fault";
    readonly reason: Sentence;

    constructor(reason: Sentence) {
        super(reason.text);
        this.reason = reason;
    }
}

/** The cause for a sentence: a fault's, worded in the reader's language, or what the system or a library said. */
export function causeIn(error: unknown): Sentence | string {
    return error instanceof Fault ? error.reason : (error as Error).message;
}
