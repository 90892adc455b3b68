import type {Output} from "../../app/contract/index.ts";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";

/** Result of a scan: a sentence if it failed. */
export interface LearnOutcome {
    readonly guesses: Output<"library.guessIdentities">;
    readonly sentence: string | null;
}

/**
 * Scans folders until the identities are known. Texts are encoded afterwards, once the user has confirmed who they are, so that no time is
 * spent on texts by others.
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

/** Scans and encodes everything, with these names and addresses as the user's; null: as found. */
export async function learnIdentities(identities: readonly string[] | null): Promise<LearnOutcome> {
    try {
        if (identities === null) await client.call("library.scan", {});
        else await client.call("library.setIdentities", {identities: [...identities]});
        return {guesses: [], sentence: null};
    } catch (error) {
        return {guesses: [], sentence: wasCancelled(error) ? null : sentenceOf(error)};
    }
}
