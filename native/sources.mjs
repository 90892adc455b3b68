/** What of the native code is compiled, and with which headers: shared by build.mjs and cross.mjs. */
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import process from "node:process";
import {fileURLToPath} from "node:url";

export const native = path.dirname(fileURLToPath(import.meta.url));
export const modules = path.join(native, "..", "node_modules");
export const hookFolder = path.join(native, "hook");
export const trainerFolder = path.join(native, "trainer");
export const confineFolder = path.join(native, "confine");
const headersFolder = path.join(native, "llama-headers");

/** What AddonContext.h and AddonModel.h include, as paths inside llama.cpp. */
const llamaHeaders = [
    "include/llama.h",
    "ggml/include/ggml.h",
    "ggml/include/ggml-alloc.h",
    "ggml/include/ggml-backend.h",
    "ggml/include/ggml-cpu.h",
    "ggml/include/ggml-opt.h",
    "ggml/include/gguf.h"
];

export const defines = ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_GYP_MODULE_NAME=idiolect_hook"];
export const confineDefines = ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_GYP_MODULE_NAME=idiolect_confine"];
export const standard = ["-std=c++17", "-Wall", "-Wextra", "-Wno-unused-parameter"];

export class BuildError extends Error {}

export function includeFolders() {
    return [
        path.join(modules, "node-addon-api"),
        path.join(modules, "node-api-headers", "include"),
        path.join(modules, "node-llama-cpp", "llama", "addon"),
        path.join(headersFolder, "include"),
        path.join(headersFolder, "ggml", "include")
    ];
}

/** The C++ files of a folder for a system, named as Node does. */
export function sourcesIn(folder, system) {
    const other = system === "win32" ? "platform_posix.cc" : "platform_windows.cc";
    return readdirSync(folder)
        .filter((name) => name.endsWith(".cc") && name !== other)
        .map((name) => path.join(folder, name));
}

/**
 * The folder and libraries of the ggml that node-llama-cpp carries for a system's processors, both named as Node does; null if there is
 * none.
 */
export function prebuiltGgml(system, processor, scope = path.join(modules, "@node-llama-cpp")) {
    const name = `${system === "darwin" ? "mac" : system}-${processor === "arm" ? "armv7l" : processor}`;
    for (const each of [name, `${name}-metal`]) {
        const folder = path.join(scope, each, "bins", each);
        // libggml-base.so, and libggml.v1.2.3.so or libggml.metal.v1.2.3.dylib; not the backends, which are loaded when they run
        const libraries = existsSync(folder)
            ? readdirSync(folder).filter((file) => /^libggml(-base|(\.[a-z]+)?\.v[\d.]+)?\.(so|dylib)$/.test(file))
            : [];
        if (libraries.length >= 2) return {folder, libraries: libraries.map((file) => path.join(folder, file))};
    }
    return null;
}

/** Takes llama.cpp's public headers out of the bundle, once for each release of node-llama-cpp. */
export function extractLlamaHeaders() {
    const versionFile = path.join(headersFolder, "node-llama-cpp-version");
    const version = packageVersion("node-llama-cpp");
    if (readIfThere(versionFile) === version) return;

    if (run("git", ["--version"]).error)
        throw new BuildError("git is needed to unpack llama.cpp's headers and was not found; install git and run npm install again.");
    const bundle = path.join(modules, "node-llama-cpp", "llama", "gitRelease.bundle");
    if (!existsSync(bundle)) throw new BuildError(`${bundle} is missing, so node-llama-cpp is not completely installed; run npm ci again.`);

    rmSync(headersFolder, {recursive: true, force: true});
    const repository = mkdtempSync(path.join(tmpdir(), "idiolect-headers-"));
    try {
        mustRun("git", ["init", "--quiet", "--bare", repository]);
        mustRun("git", ["--git-dir", repository, "fetch", "--quiet", "--depth=1", bundle, "HEAD"]);
        for (const header of llamaHeaders) {
            const target = path.join(headersFolder, header);
            mkdirSync(path.dirname(target), {recursive: true});
            writeFileSync(target, mustRun("git", ["--git-dir", repository, "show", `FETCH_HEAD:${header}`]));
        }
    } finally {
        rmSync(repository, {recursive: true, force: true});
    }
    writeFileSync(versionFile, version);
}

export function packageVersion(name) {
    return JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")).version;
}

export function readIfThere(file) {
    return existsSync(file) ? readFileSync(file, "utf8") : null;
}

export function run(command, args) {
    return spawnSync(command, args, {encoding: "buffer", maxBuffer: 1 << 26});
}

export function mustRun(command, args) {
    const {error, status, stdout, stderr} = run(command, args);
    if (error) throw new BuildError(`${command} could not be started: ${error.message}`);
    if (status !== 0) throw new BuildError(`${path.basename(command)} failed while Idiolect's native code was built:\n${stderr}${stdout}`);
    return stdout;
}

/** Runs a script of this folder: what a user can act on is one message, and ends it with 1. */
export async function runScript(work) {
    try {
        await work();
    } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        console.error(error.message);
        process.exitCode = 1;
    }
}
