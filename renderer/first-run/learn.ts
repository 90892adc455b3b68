import type {Output} from "../../app/contract/index.ts";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";

/** What came of looking or learning: a sentence when it failed. */
export interface LearnOutcome {
    readonly guesses: Output<"library.guessIdentities">;
    readonly sentence: string | null;
}

/**
 * Reads folders until it is known who wrote what. The style is learned afterwards, once the user has said who they are, so
 * that nobody waits for texts that turn out not to be theirs.
 */
export async function learnFolder(what: readonly string[] | "samples"): Promise<LearnOutcome> {
    for (const each of what === "samples" ? [what] : what.map((path) => ({path}))) {
        const enough = new AbortController();
        const options = {
            signal: enough.signal,
            onProgress: ({phase}: {phase: string}) => {
                if (phase === "encode") enough.abort();
            }
        };
        try {
            if (each === "samples") await client.call("library.addSamples", {}, options);
            else await client.call("library.add", each, options);
        } catch (error) {
            if (!wasCancelled(error)) return {guesses: [], sentence: sentenceOf(error)};
        }
    }
    return {guesses: await client.call("library.guessIdentities", {}).catch(() => []), sentence: null};
}

/** Learns everything, with these names and addresses as the user; null: as they were found. */
export async function learnIdentities(identities: readonly string[] | null): Promise<LearnOutcome> {
    try {
        if (identities === null) await client.call("library.scan", {});
        else await client.call("library.setIdentities", {identities: [...identities]});
        return {guesses: [], sentence: null};
    } catch (error) {
        return {guesses: [], sentence: wasCancelled(error) ? null : sentenceOf(error)};
    }
}
