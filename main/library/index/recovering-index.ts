import {existsSync, mkdirSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../../../app/errors.ts";
import {say} from "../../../app/sentences/sentence.ts";
import {cannotWrite} from "../../store/json-store.ts";
import type {Cipher} from "../../store/cipher.ts";
import {isDraftPath} from "./draft-documents.ts";
import type {DraftDocuments} from "./draft-documents.ts";
import {isDamage, isDamageOnOpening, mayBeDamage} from "./index-damage.ts";
import {LibraryIndex} from "./library-index.ts";
import type {Recovery} from "./recovery.ts";
import {salvage} from "./salvage.ts";

export interface RecoveringIndexOptions {
    readonly home: string;
    readonly cipher: Cipher | null;
    /** drafts that are added again to a rebuilt index */
    readonly drafts: DraftDocuments;
    /** keys of items that the user excluded */
    readonly exclusions: () => readonly string[];
    /** ms since 1970 */
    readonly clock: () => number;
}

/** The library's index, replaced by a new one if it turns out to be damaged. */
export class RecoveringIndex {
    readonly #options: RecoveringIndexOptions;
    #index: LibraryIndex;
    #recovery: Recovery | null = null;
    /** the last revision that was reported: a new index counts on from it, so that no reader takes it for the old one */
    lastRevision = 0;

    /** @throws NewerFileError, WrongKeyError, UserError; a damaged index is replaced */
    constructor(options: RecoveringIndexOptions) {
        this.#options = options;
        this.#index = this.#openFirst();
    }

    /** Must not be kept across an `await`: a recovery replaces it. */
    get current(): LibraryIndex {
        return this.#index;
    }

    /** What the last recovery restored and lost; null: there was none. */
    get recovery(): Recovery | null {
        return this.#recovery;
    }

    /** Runs a read; a damaged index is replaced and the read repeated once. */
    guard<T>(work: (index: LibraryIndex) => T): T {
        try {
            return work(this.#index);
        } catch (error) {
            if (!this.recover(error)) throw this.toUserError(error);
            return work(this.#index);
        }
    }

    /** Whether the error was caused by a damaged index, which is then renamed, never deleted, and rebuilt from the folders. */
    recover(error: unknown): boolean {
        if (!isDamage(error) && !(mayBeDamage(error) && this.#index.isDamaged())) return false;
        try {
            this.#index.close();
        } catch {
            // Closing a damaged database may fail as well.
        }
        const damaged = this.#setAside();
        this.#index = this.#open();
        this.#index.countRevisionsFrom(this.lastRevision + 1);
        this.#restore(damaged, this.#index);
        this.#index.transaction(() => this.#index.visibility.setExclusions(this.#options.exclusions()));
        return true;
    }

    /** Deletes the files of the index and their copies in the backups instead of emptying them, so that no page can contain a word. */
    erase(): void {
        const {revision} = this.#index;
        this.#index.close();
        for (const path of [this.#path, `${this.#path}-wal`, `${this.#path}-shm`, this.#backups])
            rmSync(path, {recursive: true, force: true, maxRetries: 3});
        this.#recovery = null;
        this.#index = this.#open();
        this.#index.countRevisionsFrom(revision + 1);
    }

    close(): void {
        this.#index.close();
    }

    /** SQLite's errors as sentences that say what to do; others unchanged. */
    toUserError(error: unknown): unknown {
        const code = (error as {errcode?: number}).errcode;
        if (error instanceof UserError) return error;
        // the system's, of the file's creation
        if (code === undefined) return (error as NodeJS.ErrnoException).syscall === undefined ? error : cannotWrite(this.#path, error);
        const {message} = error as Error;
        const primary = code & 0xff;
        if (primary === sqliteFull || sqliteWriteErrors.has(code))
            return cannotWrite(this.#path, Object.assign(new Error(message), {code: "ENOSPC"}));
        if (sqliteAccessErrors.has(primary)) return cannotWrite(this.#path, Object.assign(new Error(message), {code: "EACCES"}));
        if (sqliteLockErrors.has(primary)) return new UserError(say("index.locked", {path: this.#path}), {cause: error});
        return new UserError(say("index.unusable", {path: this.#path, why: message}), {cause: error});
    }

    get #path(): string {
        return join(this.#options.home, "library.sqlite");
    }

    get #backups(): string {
        return join(this.#options.home, "backups");
    }

    #open(): LibraryIndex {
        return LibraryIndex.open(this.#path, this.#options.cipher);
    }

    #openFirst(): LibraryIndex {
        try {
            return this.#open();
        } catch (error) {
            if (!isDamageOnOpening(error)) throw this.toUserError(error);
            const damaged = this.#setAside();
            const index = this.#open();
            this.#restore(damaged, index);
            return index;
        }
    }

    /** What is in the folders is read again; what is unreachable now is salvaged from the damaged index. */
    #restore(damaged: string, index: LibraryIndex): void {
        const found = salvage(damaged, this.#options.cipher, (path) => !isDraftPath(path) && !existsSync(path));
        index.transaction(() => {
            let saved = 0,
                next = found.next();
            for (; next.done !== true; next = found.next()) {
                const {record, part} = next.value;
                const document = index.documents.begin(record.path, record.source);
                index.documents.addPart(document, 0, part);
                index.documents.finish(document, record);
                saved++;
            }
            this.#recovery = {aside: damaged, saved, lost: next.value, learned: this.#options.drafts.addMissing(index)};
            index.visibility.recompute();
        });
    }

    /** Returns the path to which the damaged index was renamed. */
    #setAside(): string {
        mkdirSync(this.#backups, {recursive: true, mode: 0o700});
        const time = new Date(this.#options.clock()).toISOString().replace(/[:.]/g, "-");
        const aside = join(this.#backups, `library.sqlite.damaged-${time}`);
        renameSync(this.#path, aside);
        rmSync(`${this.#path}-shm`, {force: true});
        if (existsSync(`${this.#path}-wal`)) renameSync(`${this.#path}-wal`, `${aside}-wal`);
        return aside;
    }
}

/** SQLITE_FULL */
const sqliteFull = 13;
/** SQLITE_IOERR_WRITE, _FSYNC, _SHMSIZE, _TRUNCATE */
const sqliteWriteErrors: ReadonlySet<number> = new Set([778, 1034, 4874, 1546]);
/** SQLITE_BUSY, SQLITE_LOCKED: the file is whole, and must not be renamed while another program has it */
const sqliteLockErrors: ReadonlySet<number> = new Set([5, 6]);
/** SQLITE_PERM, _READONLY, _CANTOPEN */
const sqliteAccessErrors: ReadonlySet<number> = new Set([3, 8, 14]);
