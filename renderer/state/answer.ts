import {useCallback, useEffect, useState} from "react";
import type {Input, Output, RequestName} from "../../app/contract/index.ts";
import {RefusedError} from "../../app/contract/client.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {client} from "./client.ts";
import {languageNow} from "./mirror.ts";

/** A question to main as a screen sees it: not answered yet, answered, or refused with a sentence. */
export type Answer<T> =
    | {readonly state: "waiting"; readonly value: null; readonly sentence: null}
    | {readonly state: "here"; readonly value: T; readonly sentence: null}
    | {readonly state: "refused"; readonly value: T | null; readonly sentence: string};

const waiting = {state: "waiting", value: null, sentence: null} as const;

/**
 * Asks main and keeps the answer. It is asked anew when `input` changes in value, or on `ask`; the last answer stays
 * meanwhile, so that nothing jumps.
 */
export function useAnswer<N extends RequestName>(name: N, input: Input<N>): Answer<Output<N>> & {readonly ask: () => void} {
    const [answer, setAnswer] = useState<Answer<Output<N>>>(waiting);
    const [times, setTimes] = useState(0);
    const key = JSON.stringify(input);
    useEffect(() => {
        const controller = new AbortController();
        client.call(name, JSON.parse(key) as Input<N>, {signal: controller.signal}).then(
            (value) => {
                if (!controller.signal.aborted) setAnswer({state: "here", value, sentence: null});
            },
            (error: unknown) => {
                if (controller.signal.aborted) return;
                setAnswer((last) => ({state: "refused", value: last.value, sentence: sentenceOf(error)}));
            }
        );
        return () => controller.abort();
    }, [name, key, times]);
    const ask = useCallback(() => setTimes((n) => n + 1), []);
    return {...answer, ask};
}

/** The user's sentence in whatever was thrown, in the window's language. */
export function sentenceOf(error: unknown): string {
    if (error instanceof RefusedError) return wordSentence(error.sentence, languageNow());
    return error instanceof Error ? error.message : String(error);
}

export function wasCancelled(error: unknown): boolean {
    return error instanceof RefusedError && error.cancelled;
}
