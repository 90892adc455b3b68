import {basename} from "node:path";
import {Low} from "lowdb";
import type {Adapter} from "lowdb";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {backUp, writeDurably} from "./durable-file.ts";
import {safeParse} from "../../app/safe-parse.ts";
import type {Cipher} from "./cipher.ts";
import {NotReadableFileError, readRegularFile} from "../regular-file.ts";

/** One file that a person could open in an editor. `value` is always the state on disk or the one being written. */
export interface JsonStore<T> {
    readonly value: T;
    /** Changes the value and resolves when it is durable; if writing fails, the value is unchanged. Calls run one after another. */
    update(change: (draft: T) => void): Promise<void>;
}

export interface JsonStoreOptions<S extends z.ZodType> {
    readonly path: string;
    readonly schema: S;
    /** current schema version */
    readonly version: number;
    readonly initial: z.output<S>;
    /** migrations[n] turns version n into n + 1 */
    readonly migrations?: Readonly<Record<number, (old: unknown) => unknown>>;
    /** encrypts the whole file */
    readonly cipher?: Cipher | null;
}

/** Opens a store, migrating an older file after a backup. A newer or damaged file is rejected and not modified. */
export async function openJsonStore<S extends z.ZodType>(options: JsonStoreOptions<S>): Promise<JsonStore<z.output<S>>> {
    const low = new Low<z.output<S>>(new VersionedFile(options), structuredClone(options.initial));
    await low.read();
    let queue: Promise<unknown> = Promise.resolve();
    return {
        get value() {
            return low.data;
        },
        update(change) {
            const turn = queue.then(async () => {
                const before = low.data;
                const after = structuredClone(before);
                change(after);
                low.data = options.schema.parse(after) as z.output<S>;
                try {
                    await low.write();
                } catch (error) {
                    low.data = before;
                    throw cannotWrite(options.path, error);
                }
            });
            queue = turn.catch(() => {});
            return turn;
        }
    };
}

/** no store comes near: 10,000 accepted drafts of a page each are 40 MB */
const mostBytes = 256 * 1024 * 1024;

const envelope = z.looseObject({version: z.number().int().nonnegative()});
const sealedEnvelope = z.object({version: z.number(), sealed: z.string()});

/** lowdb's adapter for a file `{version, data}` or, encrypted, `{version, sealed}`. */
class VersionedFile<S extends z.ZodType> implements Adapter<z.output<S>> {
    readonly #options: JsonStoreOptions<S>;

    constructor(options: JsonStoreOptions<S>) {
        this.#options = options;
    }

    async read(): Promise<z.output<S> | null> {
        const {path, schema, version, cipher} = this.#options;
        const bytes = await readRegularFile(path, mostBytes).catch((error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") return null;
            if (error instanceof NotReadableFileError) throw damaged(path);
            throw new UserError(say("store.unreadable", {path, why: error.code ?? error.message}));
        });
        if (bytes === null) return null;

        const file = safeParse(envelope, parseJson(bytes.toString("utf8")));
        if (!file.success) throw damaged(path);
        if (file.data.version > version) throw new NewerFileError(path, file.data.version, version);

        let data: unknown = file.data["data"];
        const sealed = safeParse(sealedEnvelope, file.data);
        if (sealed.success) {
            if (!cipher) throw new UserError(say("store.no-key", {path}));
            data = parseJson(Buffer.from(cipher.decrypt(Buffer.from(sealed.data.sealed, "base64"), basename(path))).toString("utf8"));
        }
        const migrated = await this.#migrate(data, file.data.version, sealed.success);
        const checked = safeParse(schema, migrated);
        if (!checked.success) throw damaged(path);
        if (file.data.version < version || (cipher && !sealed.success)) await this.write(checked.data as z.output<S>);
        return checked.data as z.output<S>;
    }

    async write(data: z.output<S>): Promise<void> {
        await writeDurably(this.#options.path, this.#format(data, this.#options.version));
    }

    #format(data: unknown, version: number): string {
        const {path, cipher} = this.#options;
        const file = cipher
            ? {version, sealed: Buffer.from(cipher.encrypt(Buffer.from(JSON.stringify(data)), basename(path))).toString("base64")}
            : {version, data};
        return `${JSON.stringify(file, null, 2)}\n`;
    }

    async #migrate(data: unknown, from: number, wasSealed: boolean): Promise<unknown> {
        const {path, version, migrations, cipher} = this.#options;
        if (from === version) return data;
        // a newly encrypted file leaves no plain copy behind
        await backUp(path, `version-${from}`, cipher && !wasSealed ? this.#format(data, from) : null);
        for (let step = from; step < version; step++) {
            const migration = migrations?.[step];
            if (migration === undefined) throw damaged(path);
            data = migration(data);
        }
        return data;
    }
}

/** The file was written by a later version of Idiolect. It is never modified. */
export class NewerFileError extends UserError {
    override name = "NewerFileError";
    constructor(path: string, found: number, known: number) {
        super(say("store.newer", {path, found, known}));
    }
}

function damaged(path: string): UserError {
    return new UserError(say("store.damaged", {path}));
}

/** One sentence for a failed write, with what to do. */
export function cannotWrite(path: string, error: unknown): UserError {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
        code === "ENOSPC" || code === "EFBIG" || code === "EDQUOT"
            ? say("store.disk-full")
            : code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" || code === "ENAMETOOLONG" || code === "EINVAL"
              ? say("store.no-such-folder")
              : code === "EACCES" || code === "EPERM" || code === "EROFS"
                ? say("store.forbidden")
                : say("store.other-problem", {message: (error as Error).message});
    return new UserError(say("store.unwritten", {path, why}), {cause: error});
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
