import {closingPattern, openingPattern, splitLetter} from "../letter.ts";

/** Counts of a user's greetings and sign-offs; scored separately from the body, as two lines are easy to imitate. */
export class Frames {
    readonly #openings = new Map<string, number>();
    readonly #closings = new Map<string, number>();
    #opened = 0;
    #closed = 0;

    add(text: string): void {
        const {opening, closing} = frameOf(text);
        if (opening !== null) this.#opened += count(this.#openings, opening, 1);
        if (closing !== null) this.#closed += count(this.#closings, closing, 1);
    }

    remove(text: string): void {
        const {opening, closing} = frameOf(text);
        if (opening !== null) this.#opened += count(this.#openings, opening, -1);
        if (closing !== null) this.#closed += count(this.#closings, closing, -1);
    }

    /** Shares of the greeted and of the signed letters that open and close like this text. */
    score(text: string): {readonly greeting: number | null; readonly closing: number | null} {
        const {opening, closing} = frameOf(text);
        const share = (pattern: string | null, patterns: ReadonlyMap<string, number>, all: number) =>
            pattern === null || all === 0 ? null : (patterns.get(pattern) ?? 0) / all;
        return {greeting: share(opening, this.#openings, this.#opened), closing: share(closing, this.#closings, this.#closed)};
    }
}

function frameOf(text: string): {readonly opening: string | null; readonly closing: string | null} {
    const {greeting, signOff} = splitLetter(text);
    return {
        opening: greeting === null ? null : openingPattern(greeting).toLowerCase(),
        closing: signOff === null ? null : closingPattern(signOff).toLowerCase()
    };
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): 1 | -1 {
    counts.set(key, (counts.get(key) ?? 0) + by);
    return by;
}
