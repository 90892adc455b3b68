import type {Output} from "../../app/contract/index.ts";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";

/** Result of a scan: a sentence if it failed. */
export interface LearnOutcome {
    readonly guesses: Output<"library.guessIdentities">;
    readonly sentence: string | null;
    /** the user has stopped it */
    readonly isStopped: boolean;
}

/**
 * Scans folders until the identities are known. Texts are encoded afterwards, once the user has confirmed who they are, so that no time is
 * spent on texts by others.
 */
export async function learnFolder(what: readonly string[] | "samples", stop: AbortSignal): Promise<LearnOutcome> {
    pauseWhenStopped(stop);
    for (const each of what === "samples" ? [what] : what.map((path) => ({path}))) {
        if (stop.aborted) break;
        const enough = new AbortController();
        const options = {
            signal: AbortSignal.any([enough.signal, stop]),
            onProgress: ({phase}: {phase: string}) => {
                if (phase === "encode") enough.abort();
            }
        };
        try {
            if (each === "samples") await client.call("library.addSamples", {}, options);
            else await client.call("library.add", each, options);
        } catch (error) {
            if (!wasCancelled(error)) return {guesses: [], sentence: sentenceOf(error), isStopped: false};
        }
    }
    const guesses = stop.aborted ? [] : await client.call("library.guessIdentities", {}).catch(() => []);
    return stop.aborted ? pauseAll() : {guesses, sentence: null, isStopped: false};
}

/** Scans and encodes everything, with these names and addresses as the user's; null: as found. */
export async function learnIdentities(identities: readonly string[] | null, stop: AbortSignal): Promise<LearnOutcome> {
    pauseWhenStopped(stop);
    try {
        if (identities === null) await client.call("library.scan", {}, {signal: stop});
        else await client.call("library.setIdentities", {identities: [...identities]}, {signal: stop});
    } catch (error) {
        if (!wasCancelled(error)) return {guesses: [], sentence: sentenceOf(error), isStopped: false};
    }
    return stop.aborted ? pauseAll() : {guesses: [], sentence: null, isStopped: false};
}

/**
 * At once, and not when the scan has ended: it may be waiting for one that the library, which watches its folders, has begun by itself.
 * Pausing the folders ends that one, too.
 */
function pauseWhenStopped(stop: AbortSignal): void {
    stop.addEventListener("abort", () => void pauseAll(), {once: true});
}

/** Pauses all folders. What was read of them is kept; without the pause, the library would read the rest a few minutes later. */
async function pauseAll(): Promise<LearnOutcome> {
    try {
        const {sources} = await client.call("library.state", {});
        const reading = sources.filter(({state}) => state !== "paused");
        await Promise.all(reading.map(({id}) => client.call("library.pause", {id, paused: true})));
        return {guesses: [], sentence: null, isStopped: true};
    } catch (error) {
        return {guesses: [], sentence: sentenceOf(error), isStopped: true};
    }
}
