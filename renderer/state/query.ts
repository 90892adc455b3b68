import {useCallback, useEffect, useState} from "react";
import type {Input, Output, RequestName} from "../../app/contract/index.ts";
import {RefusedError} from "../../app/contract/client.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {client} from "./client.ts";
import {languageNow} from "./main-state.ts";

/** State of a request to main: loading, ready, or failed with a sentence. */
export type QueryResult<T> =
    | {readonly state: "loading"; readonly value: null; readonly sentence: null}
    | {readonly state: "ready"; readonly value: T; readonly sentence: null}
    | {readonly state: "failed"; readonly value: T | null; readonly sentence: string};

const loading = {state: "loading", value: null, sentence: null} as const;

/**
 * Sends a request to main and keeps the result. It is sent again when `input` changes in value, or on `refetch`; the last result stays in
 * the meantime, so that the layout does not jump.
 */
export function useQuery<N extends RequestName>(name: N, input: Input<N>): QueryResult<Output<N>> & {readonly refetch: () => void} {
    const [answer, setAnswer] = useState<QueryResult<Output<N>>>(loading);
    const [times, setTimes] = useState(0);
    const key = JSON.stringify(input);
    useEffect(() => {
        const controller = new AbortController();
        client.call(name, JSON.parse(key) as Input<N>, {signal: controller.signal}).then(
            (value) => {
                if (!controller.signal.aborted) setAnswer({state: "ready", value, sentence: null});
            },
            (error: unknown) => {
                if (controller.signal.aborted) return;
                setAnswer((last) => ({state: "failed", value: last.value, sentence: sentenceOf(error)}));
            }
        );
        return () => controller.abort();
    }, [name, key, times]);
    const refetch = useCallback(() => setTimes((n) => n + 1), []);
    return {...answer, refetch};
}

/** The user's sentence in a thrown value, in the window's language. */
export function sentenceOf(error: unknown): string {
    if (error instanceof RefusedError) return wordSentence(error.sentence, languageNow());
    return error instanceof Error ? error.message : String(error);
}

export function wasCancelled(error: unknown): boolean {
    return error instanceof RefusedError && error.cancelled;
}
