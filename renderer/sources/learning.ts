import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {createStore} from "../state/store.ts";

/** The one learning job that this window has asked for, so that it can be stopped from any screen. */
const controller = createStore<AbortController | null>(null);

async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const mine = new AbortController();
    controller.set(mine);
    try {
        return await work(mine.signal);
    } finally {
        controller.set((now) => (now === mine ? null : now));
    }
}

export const learning = {
    controller,
    run,
    scan: () => attempt(() => run((signal) => client.call("library.scan", {}, {signal}))),
    stop: () => controller.get()?.abort()
};
