import {catalogue} from "../language/use-messages.ts";
import {client} from "../state/client.ts";
import {languageNow, library} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {createStore} from "../state/store.ts";

/** ms; a job that takes longer ends with a notification */
const longJob = 10_000;

/** The one scan that this window has started, so that it can be stopped from any screen. */
const controller = createStore<AbortController | null>(null);

async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const mine = new AbortController();
    controller.set(mine);
    const began = performance.now();
    try {
        const result = await work(mine.signal);
        // notify if the window is unfocused
        if (performance.now() - began > longJob && !document.hasFocus())
            void client.call("host.notify", {
                title: document.title,
                text: catalogueNow().frame.upToDate(catalogueNow().texts(library.get()?.items ?? 0))
            });
        return result;
    } finally {
        controller.set((now) => (now === mine ? null : now));
    }
}

export const scanJob = {
    controller,
    run,
    scan: () => attempt(() => run((signal) => client.call("library.scan", {}, {signal}))),
    stop: () => controller.get()?.abort()
};

/** The current catalogue, outside of any component. */
function catalogueNow() {
    return catalogue(languageNow());
}
