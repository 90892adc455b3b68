import type {Readable, Writable} from "node:stream";

interface Answer {
    readonly id?: number;
    readonly result?: unknown;
    readonly error?: {readonly message: string};
}

/**
 * The DevTools protocol over a pair of pipes, as a browser uses it with `--remote-debugging-pipe`: JSON messages, each ended by a zero
 * byte (https://chromedevtools.github.io/devtools-protocol/). The browser exits when the pipe is closed.
 */
export class DevtoolsPipe {
    readonly #toBrowser: Writable;
    readonly #calls = new Map<number, {resolve(value: unknown): void; reject(error: Error): void}>();
    #last = 0;
    #rest = "";

    constructor(toBrowser: Writable, fromBrowser: Readable) {
        this.#toBrowser = toBrowser;
        // a browser that has exited is reported by its exit event
        toBrowser.on("error", () => {});
        fromBrowser.on("error", () => {});
        fromBrowser.setEncoding("utf8").on("data", (text: string) => this.#receive(text));
    }

    /** @throws {Error} with the browser's message */
    call(method: string, params: Readonly<Record<string, unknown>>, sessionId?: string): Promise<unknown> {
        const id = ++this.#last;
        return new Promise((resolve, reject) => {
            this.#calls.set(id, {resolve, reject});
            this.#toBrowser.write(`${JSON.stringify({id, method, params, ...(sessionId === undefined ? {} : {sessionId})})}\0`);
        });
    }

    #receive(text: string): void {
        const messages = (this.#rest + text).split("\0");
        this.#rest = messages.pop() ?? "";
        for (const message of messages) {
            const {id, result, error} = JSON.parse(message) as Answer;
            const call = id === undefined ? undefined : this.#calls.get(id);
            if (id === undefined || call === undefined) continue;
            this.#calls.delete(id);
            if (error === undefined) call.resolve(result);
            else call.reject(new Error(error.message));
        }
    }
}
