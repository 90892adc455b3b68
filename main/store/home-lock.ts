import {truncateSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {makePrivateSync} from "./file-rights.ts";
import {readRegularFileSync, replaceFlags} from "../regular-file.ts";

/**
 * One process owns a home. The lock is SQLite's own file lock, so the system releases it however the process ends; the owner's name beside
 * it is only for the error message.
 */
export interface HomeLock {
    release(): void;
}

export class HomeInUseError extends UserError {
    override name = "HomeInUseError";
}

export async function lockHome(home: string): Promise<HomeLock> {
    const ownerFile = join(home, "owner.json");
    let database: DatabaseSync;
    try {
        const file = join(home, "lock.sqlite");
        makePrivateSync(file);
        database = lock(file);
    } catch (error) {
        if (/locked|busy/i.test((error as Error).message)) throw new HomeInUseError(say("store.in-use", {home, owner: ownerOf(ownerFile)}));
        if (error instanceof UserError) throw error;
        throw new UserError(say("store.home-unusable", {home, why: (error as Error).message}), {cause: error});
    }
    const owner = {pid: process.pid, since: new Date().toISOString(), program: process.versions["electron"] ? "window" : "terminal"};
    await writeFile(ownerFile, JSON.stringify(owner), {mode: 0o600, flag: replaceFlags}).catch(() => {});
    return {release: () => database.close()};
}

function lock(file: string): DatabaseSync {
    const attempt = (): DatabaseSync => {
        const database = new DatabaseSync(file);
        try {
            database.exec("PRAGMA busy_timeout = 1500; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
            return database;
        } catch (error) {
            database.close();
            throw error;
        }
    };
    try {
        return attempt();
    } catch (error) {
        if (!damage.has((error as {errcode?: number}).errcode ?? 0)) throw error;
        // It holds nothing. It is emptied and not removed, so that the lock of another process, which may do the same now, still counts.
        truncateSync(file);
        return attempt();
    }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB */
const damage: ReadonlySet<number> = new Set([11, 26]);

function ownerOf(file: string): Sentence {
    try {
        const owner = JSON.parse(readRegularFileSync(file, 4096).toString("utf8")) as {pid: number; program: string};
        return say("store.in-use-by", {program: owner.program, pid: owner.pid});
    } catch {
        return say("store.in-use-by-somebody");
    }
}
