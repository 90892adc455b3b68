/**
 * Processes and threads that parse untrusted files permanently drop the privileges that they do not need (native/confine). On Linux, as far
 * as the kernel supports it; not on other systems.
 */
import {closeSync, existsSync, mkdirSync, openSync, realpathSync} from "node:fs";
import {stat} from "node:fs/promises";
import {createRequire} from "node:module";
import path from "node:path";
import process from "node:process";
import {findAbove} from "./find-above.ts";
import {appendFlags} from "../regular-file.ts";

export interface Rights {
    /** false: access to files and programs is unchanged, only the network and some system calls are restricted */
    readonly restrictsFiles: boolean;
    /** files, and folders with everything below them; missing ones are left out */
    readonly readable?: readonly string[];
    /** files that may be written in place, and folders in which files may be created, renamed and removed */
    readonly writable?: readonly string[];
    readonly executable?: readonly string[];
    /** no program may be started */
    readonly startsNothing?: boolean;
    /** drivers of graphics cards: devices, and sockets to programs of this machine */
    readonly usesDevices?: boolean;
    /** only this thread, and those that it starts */
    readonly threadOnly?: boolean;
}

/** What the kernel supported. */
export interface Confinement {
    /** version of the Landlock ABI; 0: unsupported, files and programs are not restricted */
    readonly landlock: number;
    /** false: sockets can be opened */
    readonly seccomp: boolean;
    /** threads that kept their rights on files */
    readonly threadsLeft: number;
}

const native = path.join("native", "build", "idiolect-confine.node");
const nothing: Confinement = {landlock: 0, seccomp: false, threadsLeft: 0};

const nativeFile = (): string | null => (process.platform === "linux" ? findAbove(import.meta.dirname, native) : null);

/** Whether this system supports dropping privileges. */
export const canDropPrivileges = (): boolean => nativeFile() !== null;

export function dropPrivileges(rights: Rights): Confinement {
    const file = nativeFile();
    if (file === null) return nothing;
    const {confine} = createRequire(import.meta.url)(file) as {confine(rights: Rights): Confinement};
    return confine(rights);
}

/** Paths that every program needs to run. */
function ofTheProgram(): string[] {
    const file = nativeFile();
    const root = file === null ? [] : [path.resolve(file, "..", "..", "..")];
    const modules = root
        .map((folder) => path.join(folder, "node_modules"))
        .filter((folder) => existsSync(folder))
        .map((folder) => realpathSync(folder));
    const system = ["/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/ssl", "/etc/localtime", "/proc", "/sys"];
    return [...root, ...modules, ...system, path.dirname(process.execPath)];
}

/** Programs are started through the system's loader. */
const loaders = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1"];

/**
 * The engine's process: it may read the program, the system, one model and the folder of adapters, including ones trained later; write the
 * hash cache; start only itself, to test a chat template; and has no network. With a graphics card only the network and access to other
 * processes are dropped, because the driver reads, writes and opens files that only it knows.
 */
export function dropEnginePrivileges(
    modelFiles: readonly string[],
    {hashCache, adapters, usesGpu}: {readonly hashCache: string | null; readonly adapters: string | null; readonly usesGpu: boolean}
): Confinement {
    return dropPrivileges({
        restrictsFiles: !usesGpu,
        usesDevices: usesGpu,
        readable: [
            ...ofTheProgram(),
            ...modelFiles.filter((file) => existsSync(file)).map((file) => realpathSync(file)),
            ...(adapters !== null && isFolder(adapters) ? [adapters] : [])
        ],
        writable: hashCache !== null && isMade(hashCache) ? [hashCache] : [],
        executable: [process.execPath, ...loaders]
    });
}

/** Privileges are granted on an existing folder. */
function isFolder(folder: string): boolean {
    try {
        mkdirSync(folder, {recursive: true, mode: 0o700});
        return true;
    } catch {
        return false;
    }
}

/** Privileges are granted on an existing file. */
function isMade(file: string): boolean {
    try {
        closeSync(openSync(file, appendFlags, 0o600));
        return true;
    } catch {
        return false;
    }
}

/**
 * A parser's thread: no sockets, no programs, and no files written by the thread itself. What it delegates to Node's thread pool, such as
 * every asynchronous file call, runs with the privileges of the process.
 */
export async function dropParserPrivileges(): Promise<Confinement> {
    if (!canDropPrivileges()) return nothing;
    // Node's thread pool belongs to the whole process: its threads must not be started by a thread that has dropped its privileges
    await stat("/");
    return dropPrivileges({restrictsFiles: true, readable: ["/"], startsNothing: true, threadOnly: true});
}
