import {createHash} from "node:crypto";
import type {Hash} from "node:crypto";
import {open, rename, rm, statfs, writeFile} from "node:fs/promises";
import type {FileHandle} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {causeIn, UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {hashFile, hashFiles} from "../file-hash.ts";
import {fileNameOf, readRecord, sizeOf} from "./downloaded-files.ts";
import type {PartRecord} from "./downloaded-files.ts";
import {openRemote, StalledError} from "./remote-file.ts";
import type {RemoteFile} from "./remote-file.ts";
import type {OfferFile} from "./offers.ts";
import {cannotWrite} from "../store/json-store.ts";
import {makeFolder} from "../store/make-folder.ts";

export interface DownloadProgress {
    readonly stage: "connect" | "load" | "check";
    /** bytes of all files on the disk */
    readonly done: number;
    /** bytes of all files; null until a host has reported it */
    readonly total: number | null;
    /** bytes a second over the last seconds; null at first */
    readonly rate: number | null;
}

export interface DownloadOptions {
    /** target folder; created if missing */
    readonly folder: string;
    /** the only hosts that are contacted, redirects included */
    readonly hosts: readonly string[];
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: DownloadProgress) => void;
    /** ms without a byte after which a download counts as stalled; default 30 s */
    readonly stallTime?: number;
    /** ms before a broken connection is retried, doubled each time; default 1 s */
    readonly retryDelay?: number;
    /** free bytes of a folder's disk; default: asks the system */
    readonly freeSpace?: (folder: string) => Promise<number>;
}

export interface Downloaded {
    readonly paths: readonly string[];
    /** what each file was verified against: the catalogue's SHA-256, the one its host announced, or only its size */
    readonly checkedAgainst: "catalogue" | "host" | "size";
}

/** bytes that must stay free on the disk */
const reserve = 64 * 1024 * 1024;
/** consecutive failed connections, without a byte in between, before the download gives up */
const mostFailures = 3;
/** first bytes of every GGUF file */
const magic = "GGUF";

/**
 * Downloads a model's files, one after the other. Received data stays in NAME.part with NAME.part.json beside it, also if the download is
 * cancelled, breaks or the program ends, and the next call resumes from there. A file is renamed to its name only when its size and SHA-256
 * are right.
 * @throws UserError with what to do: no space, wrong hash, stalled, refused, another host
 */
export async function downloadFiles(files: readonly OfferFile[], options: DownloadOptions): Promise<Downloaded> {
    await makeFolder(options.folder).catch((error: unknown) => {
        throw cannotWrite(options.folder, error);
    });
    const progress = new Progress(files, options.onProgress);
    const checks: Downloaded["checkedAgainst"][] = [];
    const paths: string[] = [];
    try {
        for (const file of files) {
            const download = new FileDownload(file, options, progress);
            checks.push(await download.run());
            paths.push(download.path);
        }
    } finally {
        progress.end();
    }
    const weakest = (["size", "host", "catalogue"] as const).find((each) => checks.includes(each)) ?? "size";
    return {paths, checkedAgainst: weakest};
}

class FileDownload {
    readonly path: string;
    readonly #file: OfferFile;
    readonly #options: DownloadOptions;
    readonly #progress: Progress;
    readonly #part: string;

    constructor(file: OfferFile, options: DownloadOptions, progress: Progress) {
        this.#file = file;
        this.#options = options;
        this.#progress = progress;
        this.path = join(options.folder, fileNameOf(file.url));
        this.#part = `${this.path}.part`;
    }

    async run(): Promise<Downloaded["checkedAgainst"]> {
        const {url, sha256, size} = this.#file;
        const there = await sizeOf(this.path);
        if (there !== null && (size === null || there === size)) {
            this.#progress.whole(url, there);
            if (sha256 === null) return size === null ? this.#compare(there) : "size";
            this.#progress.stage("check");
            if ((await hashFile(this.path, this.#options.signal)) === sha256) return "catalogue";
            throw new UserError(say("download.other-file", {path: this.path}));
        }
        for (let failures = 0; ;) {
            const before = (await sizeOf(this.#part)) ?? 0;
            try {
                return await this.#attempt();
            } catch (error) {
                this.#options.signal?.throwIfAborted();
                if (!isBroken(error)) throw asUserError(error, this.#part);
                failures = ((await sizeOf(this.#part)) ?? 0) > before ? 0 : failures + 1;
                if (failures >= mostFailures) throw this.#gaveUp(error);
                await wait(
                    (this.#options.retryDelay ?? 1000) * 2 ** failures,
                    undefined,
                    this.#options.signal === undefined ? {} : {signal: this.#options.signal}
                );
            }
        }
    }

    /** Whether a file of this name, of which only the address is known, is the one at that address: many models' files share a name. */
    async #compare(there: number): Promise<Downloaded["checkedAgainst"]> {
        try {
            this.#progress.stage("connect");
            const remote = await this.#open(0, null);
            remote.close();
            const isSame = remote.size === null || remote.size === there;
            if (isSame && remote.sha256 === null) return "size";
            this.#progress.stage("check");
            if (isSame && (await hashFile(this.path, this.#options.signal)) === remote.sha256) return "host";
        } catch (error) {
            this.#options.signal?.throwIfAborted();
            throw isBroken(error) ? this.#gaveUp(error) : asUserError(error, this.path);
        }
        throw new UserError(say("download.same-name", {path: this.path}));
    }

    #open(from: number, etag: string | null): Promise<RemoteFile> {
        const {hosts, stallTime = 30_000, signal} = this.#options;
        return openRemote(this.#file.url, {from, etag, hosts, stallTime, ...(signal === undefined ? {} : {signal})});
    }

    /** One connection: resumes from the existing bytes, until the end or until it breaks. */
    async #attempt(): Promise<Downloaded["checkedAgainst"]> {
        const {url, sha256, size} = this.#file;
        const {record, have} = await this.#readPart();
        // before the connection: reading many gigabytes again may take longer than a host waits
        if (have > 0) this.#progress.stage("check");
        const received = have > 0 ? await hashFiles([this.#part], this.#options.signal) : createHash("sha256");
        this.#progress.stage("connect");
        const remote = await this.#open(have, record?.etag ?? null);
        try {
            if (size !== null && remote.size !== null && remote.size !== size) {
                throw new UserError(say("download.replaced", {name: this.#name(), size: remote.size, expected: size}));
            }
            // not every host heeds If-Range, and a weak etag cannot be used for it
            if (remote.from > 0 && record !== null && isReplaced(record, remote)) {
                await this.#discard();
                throw new BrokenConnection(`${this.#name()} was replaced at its host`);
            }
            const total = remote.size ?? size;
            await this.#checkSpace(total, remote.from);
            await writeFile(`${this.#part}.json`, JSON.stringify({url, etag: remote.etag, size: total} satisfies PartRecord), {
                mode: 0o600
            });
            const hash = remote.from > 0 ? received : createHash("sha256");
            const done = await this.#load(remote, hash, total);
            if (total !== null && done !== total) throw new BrokenConnection(`${done} of ${total} bytes`);
            return await this.#finish(
                hash,
                sha256 ?? remote.sha256,
                sha256 === null ? (remote.sha256 === null ? "size" : "host") : "catalogue"
            );
        } finally {
            remote.close();
        }
    }

    /** What an earlier call received; bytes of another file are ignored. */
    async #readPart(): Promise<{readonly record: PartRecord | null; readonly have: number}> {
        const record = await readRecord(`${this.#part}.json`);
        const have = (await sizeOf(this.#part)) ?? 0;
        const isSame =
            record !== null &&
            record.url === this.#file.url &&
            (this.#file.size === null || record.size === null || record.size === this.#file.size);
        // without a hash or an etag a change of the file at its host could not be noticed
        const isKnown = this.#file.sha256 !== null || record?.etag != null;
        return isSame && isKnown && (record.size === null || have <= record.size) ? {record, have} : {record: null, have: 0};
    }

    async #checkSpace(total: number | null, have: number): Promise<void> {
        if (total === null) return;
        const free = await (this.#options.freeSpace ?? freeSpace)(this.#options.folder);
        const needed = total - have + reserve;
        if (free >= needed) return;
        throw new UserError(say("download.no-room", {name: this.#name(), folder: this.#options.folder, needed, free}));
    }

    async #load(remote: RemoteFile, hash: Hash, total: number | null): Promise<number> {
        const file = await open(this.#part, remote.from > 0 ? "r+" : "w", 0o600);
        try {
            let done = remote.from;
            this.#progress.stage("load");
            this.#progress.update(this.#file.url, done, total);
            for await (const bytes of remote.body) {
                if (done === 0 && bytes.toString("latin1", 0, magic.length) !== magic.slice(0, bytes.length))
                    throw new UserError(say("download.no-model", {name: this.#name(), host: new URL(this.#file.url).host}));
                if (total !== null && done + bytes.length > total)
                    throw new UserError(say("download.too-long", {name: this.#name(), size: total}));
                await writeAll(file, bytes, done);
                hash.update(bytes);
                done += bytes.length;
                this.#progress.update(this.#file.url, done, total);
            }
            await file.truncate(done);
            await file.sync();
            return done;
        } finally {
            await file.close();
        }
    }

    async #finish(hash: Hash, expected: string | null, against: Downloaded["checkedAgainst"]): Promise<Downloaded["checkedAgainst"]> {
        this.#progress.stage("check");
        const found = hash.digest("hex");
        if (expected !== null && found !== expected) {
            await this.#discard();
            throw new UserError(say("download.damaged", {name: this.#name(), found, expected}));
        }
        await rename(this.#part, this.path);
        await rm(`${this.#part}.json`, {force: true});
        return against;
    }

    async #discard(): Promise<void> {
        await rm(this.#part, {force: true});
        await rm(`${this.#part}.json`, {force: true});
    }

    #gaveUp(error: unknown): UserError {
        const {host} = new URL(this.#file.url);
        if (error instanceof StalledError)
            return new UserError(say("download.stalled", {name: this.#name(), host, seconds: Math.round(error.time / 1000)}));
        return new UserError(say("download.broke", {host, why: causeIn(error)}), {cause: error});
    }

    #name(): string {
        return fileNameOf(this.#file.url);
    }
}

/** Whether the host now has another file than the one that a .part is of, as far as both say. */
function isReplaced(record: PartRecord, remote: RemoteFile): boolean {
    return (
        (record.etag !== null && remote.etag !== null && record.etag !== remote.etag) ||
        (record.size !== null && remote.size !== null && record.size !== remote.size)
    );
}

/** The connection ended before the file did, or has to be opened again. */
class BrokenConnection extends Error {
    override name = "BrokenConnection";
}

/** Whether the network caused the error, so that a retry may help. Errors of the file system have the `syscall` of a file operation. */
function isBroken(error: unknown): boolean {
    if (error instanceof UserError) return false;
    if (error instanceof BrokenConnection || error instanceof StalledError) return true;
    const {code, syscall} = error as NodeJS.ErrnoException;
    return !(syscall !== undefined && /^(open|write|ftruncate|fsync|rename|mkdir|statfs)$/.test(syscall)) && code !== "ENOSPC";
}

function asUserError(error: unknown, path: string): unknown {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return new UserError(say("download.disk-full", {path}), {cause: error});
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") return new UserError(say("download.forbidden", {path}), {cause: error});
    return error;
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
    for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}

async function freeSpace(folder: string): Promise<number> {
    const {bavail, bsize} = await statfs(folder);
    return bavail * bsize;
}

/** ms over which the rate is measured */
const rateWindow = 5000;
/** ms between two reports of the same stage: pieces arrive by the thousand */
const sayEvery = 100;

/** Adds up the progress of all files. */
class Progress {
    readonly #files: Map<string, {done: number; total: number | null}>;
    readonly #say: ((progress: DownloadProgress) => void) | undefined;
    #stage: DownloadProgress["stage"] = "connect";
    #samples: {readonly at: number; readonly done: number}[] = [];
    #timer: NodeJS.Timeout | null = null;
    #isStale = false;

    constructor(files: readonly OfferFile[], say: ((progress: DownloadProgress) => void) | undefined) {
        this.#files = new Map(files.map(({url, size}) => [url, {done: 0, total: size}]));
        this.#say = say;
    }

    stage(stage: DownloadProgress["stage"]): void {
        this.#stage = stage;
        this.#samples = [];
        this.#report();
    }

    whole(url: string, size: number): void {
        this.update(url, size, size);
    }

    update(url: string, done: number, total: number | null): void {
        this.#files.set(url, {done, total});
        this.#isStale = true;
        if (this.#timer !== null) return;
        this.#report();
        this.#timer = setTimeout(() => {
            this.#timer = null;
            if (this.#isStale) this.#report();
        }, sayEvery).unref();
    }

    /** Sends pending progress. */
    end(): void {
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
        if (this.#isStale) this.#report();
    }

    #report(): void {
        this.#isStale = false;
        const files = [...this.#files.values()];
        const done = files.reduce((sum, file) => sum + file.done, 0);
        const total = files.every((file) => file.total !== null) ? files.reduce((sum, file) => sum + (file.total ?? 0), 0) : null;
        const at = performance.now();
        this.#samples = [...this.#samples.filter((sample) => at - sample.at < rateWindow), {at, done}];
        const first = this.#samples[0] as {readonly at: number; readonly done: number};
        const rate = at - first.at > 500 ? (1000 * (done - first.done)) / (at - first.at) : null;
        this.#say?.({stage: this.#stage, done, total, rate});
    }
}
