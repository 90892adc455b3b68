import {readFileSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {makePrivate} from "./file-rights.ts";

/**
 * One process owns a home. The lock is SQLite's own file lock, so the system lets go of it when the process ends in whatever
 * way; the name of the owner beside it is only there for the sentence.
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
        await makePrivate(join(home, "lock.sqlite"));
        database = new DatabaseSync(join(home, "lock.sqlite"));
        database.exec("PRAGMA busy_timeout = 1500; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    } catch (error) {
        if (/locked|busy/i.test((error as Error).message)) throw new HomeInUseError(say("store.in-use", {home, owner: ownerOf(ownerFile)}));
        throw new UserError(say("store.home-unusable", {home, why: (error as Error).message}), {cause: error});
    }
    const owner = {pid: process.pid, since: new Date().toISOString(), program: process.versions["electron"] ? "window" : "terminal"};
    await writeFile(ownerFile, JSON.stringify(owner), {mode: 0o600}).catch(() => {});
    return {release: () => database.close()};
}

function ownerOf(file: string): Sentence {
    try {
        const owner = JSON.parse(readFileSync(file, "utf8")) as {pid: number; program: string};
        return say("store.in-use-by", {program: owner.program, pid: owner.pid});
    } catch {
        return say("store.in-use-by-somebody");
    }
}
