import {Fault, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/** The remaining bytes of a file at its host. */
export interface RemoteFile {
    /** offset of `body`: the requested one, or 0 if the host sends the whole file again */
    readonly from: number;
    /** size of the whole file in bytes; null: not reported */
    readonly size: number | null;
    readonly etag: string | null;
    /** lower-case hexadecimal, as Hugging Face announces it for large files; null: not announced */
    readonly sha256: string | null;
    /** @throws StalledError when nothing comes for `stallTime` */
    readonly body: AsyncIterable<Buffer>;
    close(): void;
}

export interface RemoteOptions {
    /** offset of the first requested byte */
    readonly from: number;
    /** the etag under which the bytes before it were received */
    readonly etag: string | null;
    readonly hosts: readonly string[];
    /** ms */
    readonly stallTime: number;
    readonly signal?: AbortSignal;
}

/** No data arrived for a while. */
export class StalledError extends Error {
    override name = "StalledError";
    /** ms */
    readonly time: number;
    constructor(time: number) {
        super(`nothing came for ${time} ms`);
        this.time = time;
    }
}

/** redirects followed; Hugging Face needs one */
const mostRedirects = 5;

/**
 * Requests a file from an offset on. Every redirect is checked against the allowed hosts before it is followed.
 * @throws UserError for a host that is not allowed, and for a response that a retry would not change
 */
export async function openRemote(url: string, {from, etag, hosts, stallTime, signal}: RemoteOptions): Promise<RemoteFile> {
    const stall = new StallTimer(stallTime);
    const all = AbortSignal.any([stall.signal, ...(signal === undefined ? [] : [signal])]);
    const headers: Record<string, string> = {"accept-encoding": "identity", "user-agent": "idiolect"};
    if (from > 0) headers["range"] = `bytes=${from}-`;
    // If-Range: a changed file is sent whole instead of a range that does not fit; weak etags cannot be used for it
    if (from > 0 && etag !== null && !etag.startsWith("W/")) headers["if-range"] = etag;
    let at = new URL(url);
    let announced: string | null = null;
    for (let redirects = 0; ; redirects++) {
        if (!isAllowed(at, hosts)) {
            stall.end();
            throw new UserError(say("download.other-host", {host: at.host, allowed: hosts}));
        }
        const response = await fetch(at, {headers, redirect: "manual", signal: all, credentials: "omit", cache: "no-store"}).catch(
            (error: unknown) => {
                stall.end();
                throw reasonOf(error, stall, signal);
            }
        );
        announced ??= sha256In(response.headers.get("x-linked-etag"));
        const location = response.headers.get("location");
        if (response.status >= 300 && response.status < 400 && location !== null && redirects < mostRedirects) {
            await response.body?.cancel();
            const next = URL.parse(location, at);
            if (next === null) {
                stall.end();
                throw new UserError(say("download.bad-redirect", {host: at.host}));
            }
            at = next;
            continue;
        }
        if (response.status !== 200 && response.status !== 206 && response.status !== 416) {
            await response.body?.cancel();
            stall.end();
            throw refusal(response.status, at);
        }
        return remoteFile(response, {from, announced, stall, signal});
    }
}

interface Opened {
    readonly from: number;
    readonly announced: string | null;
    readonly stall: StallTimer;
    readonly signal: AbortSignal | undefined;
}

function remoteFile(response: Response, {from, announced, stall, signal}: Opened): RemoteFile {
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers.get("content-range") ?? "");
    const length = Number(response.headers.get("content-length") ?? Number.NaN);
    const total = range?.[2] === undefined || range[2] === "*" ? null : Number(range[2]);
    const common = {
        etag: response.headers.get("etag"),
        sha256: announced,
        close: () => {
            stall.end();
            void response.body?.cancel().catch(() => undefined);
        }
    };
    // all of it was already there
    if (response.status === 416 && total === from) return {...common, from, size: total, body: noBytes()};
    const start = response.status === 206 ? Number(range?.[1] ?? Number.NaN) : 0;
    if (response.status === 416 || !(start === 0 || start === from)) {
        common.close();
        throw new Fault(say("download.other-bytes", {start, from}));
    }
    const size = total ?? (response.status === 200 && Number.isFinite(length) ? length : null);
    return {...common, from: start, size, body: bytesOf(response, stall, signal)};
}

async function* noBytes(): AsyncGenerator<Buffer> {
    // nothing is left to download
}

async function* bytesOf(response: Response, stall: StallTimer, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    if (response.body === null) return;
    try {
        for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
            stall.restart();
            yield Buffer.from(part.buffer, part.byteOffset, part.byteLength);
        }
    } catch (error) {
        throw reasonOf(error, stall, signal);
    } finally {
        stall.end();
    }
}

/** `*.hf.co` allows cdn.hf.co and not hf.co itself; encryption is required except on this machine. */
function isAllowed(url: URL, hosts: readonly string[]): boolean {
    const isLoopback = url.hostname === "127.0.0.1" || url.hostname === "localhost";
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) return false;
    return hosts.some((host) => (host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
}

function refusal(status: number, {host, pathname}: URL): Error {
    if (status === 404 || status === 410) return new UserError(say("download.not-found", {host, path: pathname}));
    if (status === 401 || status === 403) return new UserError(say("download.login", {host, path: pathname}));
    // the host is busy or broken: a retry may help
    return new Fault(say("download.status", {host, status}));
}

/** The original reason when a request was aborted or broke. */
function reasonOf(error: unknown, stall: StallTimer, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted === true) return signal.reason;
    if (stall.signal.aborted) return stall.signal.reason;
    const {cause} = error as {cause?: unknown};
    return cause instanceof Error ? cause : error;
}

function sha256In(header: string | null): string | null {
    return /^"?([0-9a-f]{64})"?$/i.exec(header ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Aborts if it was not restarted for a while. */
class StallTimer {
    readonly #controller = new AbortController();
    readonly #time: number;
    #timer: NodeJS.Timeout | null = null;

    constructor(time: number) {
        this.#time = time;
        this.restart();
    }

    get signal(): AbortSignal {
        return this.#controller.signal;
    }

    restart(): void {
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#controller.abort(new StalledError(this.#time)), this.#time);
    }

    end(): void {
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
    }
}
