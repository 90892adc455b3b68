import {useEffect, useState} from "react";
import type {DownloadProgress, Input} from "../../app/contract/index.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";
import {notify} from "../state/notices.ts";
import {createStore} from "../state/store.ts";
import {languageNow} from "../state/main-state.ts";

type Choice = Input<"models.download">;

/** One download in this window. It continues on other screens. */
export interface Download {
    readonly progress: DownloadProgress;
    /** ms, by the window's clock: when the last byte arrived */
    readonly arrived: number;
    readonly stop: () => void;
}

/** Running downloads, and the error of a model's last one, by the offer's id or the address. */
export const downloads = createStore<ReadonlyMap<string, Download>>(new Map());
export const failures = createStore<ReadonlyMap<string, string>>(new Map());

export const keyOf = (choice: Choice): string => ("offer" in choice ? choice.offer : choice.url);
const nothingYet: DownloadProgress = {stage: "connect", done: 0, total: null, rate: null, secondsLeft: null};

/** Downloads a model, or resumes a partial download. */
export async function download(choice: Choice, stopped: string): Promise<void> {
    const key = keyOf(choice);
    if (downloads.get().has(key)) return;
    const controller = new AbortController();
    const follow = (progress: DownloadProgress): void =>
        downloads.set((all) => {
            const before = all.get(key);
            const arrived =
                before?.progress.done === progress.done && before.progress.stage === progress.stage ? before.arrived : Date.now();
            return new Map(all).set(key, {progress, arrived, stop: () => controller.abort()});
        });
    follow(nothingYet);
    failures.set((all) => without(all, key));
    try {
        const {sentence} = await client.call("models.download", choice, {signal: controller.signal, onProgress: follow});
        notify(wordSentence(sentence, languageNow()));
    } catch (error) {
        if (wasCancelled(error)) notify(stopped);
        else failures.set((all) => new Map(all).set(key, sentenceOf(error)));
    } finally {
        downloads.set((all) => without(all, key));
    }
}

export function forgetFailure(key: string): void {
    failures.set((all) => without(all, key));
}

function without<T>(all: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
    return new Map([...all].filter(([each]) => each !== key));
}

/** s without data after which it is shown */
const quietAfter = 5;

/** Seconds since the last byte, if they are too many; else 0. */
export function useQuietSeconds({progress, arrived}: Download): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        const timer = setInterval(() => setNow(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);
    const quiet = Math.floor((now - arrived) / 1000);
    return progress.stage !== "check" && quiet >= quietAfter ? quiet : 0;
}
