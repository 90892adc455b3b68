import {mean} from "../../statistics.ts";
import {CharacterGrams, cosine} from "./character-grams.ts";
import {CopiedRuns, runsOf} from "./copied-runs.ts";

/** texts that similarity is measured on */
const measured = 40;
/** newest texts in the profile: the time to fit it grows with them */
const mostFitted = 300;

/** For languages without a population: character 4-grams of the user's texts compared with messages by others that they answered. */
export class CharacterMeter {
    readonly #texts = new Map<string, {readonly body: string; readonly message: string | null}>();
    readonly #copied = new CopiedRuns();
    #fitted: {readonly position: (body: string) => number; readonly spread: number} | null = null;

    get size(): number {
        return this.#texts.size;
    }

    /** messages by others */
    get messages(): number {
        return [...this.#texts.values()].filter(({message}) => message !== null).length;
    }

    get copied(): CopiedRuns {
        return this.#copied;
    }

    add(id: string, body: string, message: string | null): void {
        this.#texts.set(id, {body, message});
        this.#copied.add(runsOf(body));
        this.#fitted = null;
    }

    remove(id: string): void {
        const text = this.#texts.get(id);
        if (text === undefined) return;
        this.#texts.delete(id);
        this.#copied.remove(runsOf(text.body));
        this.#fitted = null;
    }

    /**
     * Position of a body, and the standard deviation of the user's own texts; null: they are no more similar to each other than to others.
     */
    score(body: string): {readonly position: number; readonly spread: number} | null {
        this.#fitted ??= this.#fit();
        const {position, spread} = this.#fitted;
        return spread === Number.POSITIVE_INFINITY ? null : {position: position(body), spread};
    }

    #fit() {
        const texts = [...this.#texts.values()];
        const own = texts.slice(-mostFitted).map(({body}) => body);
        const messages = texts.flatMap(({message}) => (message === null ? [] : [message]));
        const grams = new CharacterGrams([...own, ...messages]);
        const step = Math.max(1, own.length / measured);
        const kept = Array.from({length: Math.min(measured, own.length)}, (_, i) => Math.floor(i * step));
        const mine = kept.map((i) => cosine(grams.vector([own[i] as string]), grams.vector(own.filter((_, j) => j !== i))));
        const profile = grams.vector(own);
        const theirs = messages.slice(0, measured).map((message) => cosine(grams.vector([message]), profile));
        const [high, low] = [mean(mine), mean(theirs)];
        const scale = (value: number) => (100 * (value - low)) / (high - low);
        const deviation = Math.sqrt(mean(mine.map((value) => (value - high) ** 2)));
        const spread = high > low ? (100 / (high - low)) * deviation : Number.POSITIVE_INFINITY;
        return {position: (body: string) => scale(cosine(grams.vector([body]), profile)), spread};
    }
}
