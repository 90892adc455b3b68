/**
 * Builds the persona hook, the trainer and, on Linux, what takes rights from processes; npm runs it at install:
 * `node native/build.mjs [--asan] [--force]`
 *
 * It needs a C++17 compiler and git, and no network: Node-API's headers come from node-api-headers, llama.cpp's out of the git
 * bundle inside node-llama-cpp. Linux and macOS call the compiler directly, so that neither Python nor make is needed; Windows goes
 * through node-gyp, which knows how to find Visual Studio (not tested yet).
 *
 * Plain JavaScript for any Node from 20 on: it may run before the Node of this project is there.
 */
import {spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import process from "node:process";
import {fileURLToPath} from "node:url";

const native = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(native, "..", "node_modules");
const hookFolder = path.join(native, "hook");
const trainerFolder = path.join(native, "trainer");
const confineFolder = path.join(native, "confine");
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

class BuildError extends Error {}

function main(args) {
    const sanitized = args.includes("--asan");
    const isForced = args.includes("--force");
    const hook = path.join(native, "build", sanitized ? "idiolect-hook.asan.node" : "idiolect-hook.node");
    buildIfChanged(hook, [hookFolder], sanitized, isForced, () =>
        process.platform === "win32" ? buildWithNodeGyp(hook) : buildAddon(hook, hookFolder, defines, sanitized)
    );
    if (sanitized) return;
    if (process.platform === "linux") {
        const confine = path.join(native, "build", "idiolect-confine.node");
        buildIfChanged(confine, [confineFolder], false, isForced, () => buildAddon(confine, confineFolder, confineDefines, false));
    }
    if (process.platform === "win32") {
        console.warn("The trainer is not built on Windows yet; everything but learning a voice deeper works without it.");
        return;
    }
    const trainer = path.join(native, "build", "idiolect-trainer");
    const ggml = prebuiltGgml();
    if (ggml == null) {
        console.warn(
            "node-llama-cpp has no prebuilt llama.cpp for this machine, so the trainer is not built; everything else works without it."
        );
        return;
    }
    buildIfChanged(trainer, [trainerFolder, confineFolder], false, isForced, () => buildTrainer(trainer, ggml));
}

function buildIfChanged(output, sourceFolders, sanitized, isForced, build) {
    const stamp = fingerprint(sourceFolders, sanitized);
    if (!isForced && existsSync(output) && readIfThere(`${output}.stamp`) === stamp) return;
    extractLlamaHeaders();
    mkdirSync(path.dirname(output), {recursive: true});
    rmSync(`${output}.stamp`, {force: true});
    build();
    writeFileSync(`${output}.stamp`, stamp);
    console.log(`Built ${path.relative(process.cwd(), output)}`);
}

/** Changes whenever the result would. */
function fingerprint(sourceFolders, sanitized) {
    const hash = createHash("sha256");
    for (const folder of sourceFolders)
        for (const name of readdirSync(folder)
            .filter((name) => /\.(cc|h|gyp)$/.test(name))
            .sort())
            hash.update(name).update(readFileSync(path.join(folder, name)));
    hash.update(readFileSync(fileURLToPath(import.meta.url)));
    for (const name of ["node-llama-cpp", "node-addon-api", "node-api-headers"]) hash.update(`${name} ${packageVersion(name)}`);
    return hash.update(`${process.platform} ${process.arch} ${process.env.CXX ?? ""} ${sanitized}`).digest("hex");
}

function packageVersion(name) {
    return JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")).version;
}

function readIfThere(file) {
    return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** Takes llama.cpp's public headers out of the bundle, once for each release of node-llama-cpp. */
function extractLlamaHeaders() {
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

function includeFolders() {
    return [
        path.join(modules, "node-addon-api"),
        path.join(modules, "node-api-headers", "include"),
        path.join(modules, "node-llama-cpp", "llama", "addon"),
        path.join(headersFolder, "include"),
        path.join(headersFolder, "ggml", "include")
    ];
}

const defines = ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_GYP_MODULE_NAME=idiolect_hook"];
const confineDefines = ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_GYP_MODULE_NAME=idiolect_confine"];

function findCompiler() {
    const compiler = [process.env.CXX, "c++", "g++", "clang++"].find((name) => name && !run(name, ["--version"]).error);
    if (compiler == null)
        throw new BuildError(
            "A C++ compiler is needed to build Idiolect's persona hook and trainer and none was found; install one " +
                (process.platform === "darwin" ? "(xcode-select --install)" : "(Debian and Ubuntu: apt install g++)") +
                " and run npm install again."
        );
    return compiler;
}

function sourcesIn(folder) {
    return readdirSync(folder)
        .filter((name) => name.endsWith(".cc") && name !== "platform_windows.cc")
        .map((name) => path.join(folder, name));
}

function buildAddon(output, folder, addonDefines, sanitized) {
    const unfinished = `${output}.${process.pid}`;
    mustRun(findCompiler(), [
        "-std=c++17",
        "-fPIC",
        "-fvisibility=hidden",
        "-Wall",
        "-Wextra",
        "-Wno-unused-parameter",
        ...(sanitized ? ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address"] : ["-O2"]),
        ...includeFolders().flatMap((folder) => ["-isystem", folder]),
        ...addonDefines.map((define) => `-D${define}`),
        ...sourcesIn(folder),
        "-shared",
        ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : ["-ldl"]),
        "-o",
        unfinished
    ]);
    renameSync(unfinished, output); // a process that runs the old one keeps it
}

/** The folder and libraries of the ggml that node-llama-cpp carries for the processor of this machine; null if there is none. */
function prebuiltGgml() {
    const scope = path.join(modules, "@node-llama-cpp");
    const system = process.platform === "darwin" ? "mac" : process.platform;
    const architecture = process.arch === "arm" ? "armv7l" : process.arch;
    for (const name of [`${system}-${architecture}`, `${system}-${architecture}-metal`]) {
        const folder = path.join(scope, name, "bins", name);
        const libraries = existsSync(folder)
            ? readdirSync(folder).filter((file) => /^libggml(-base|\.v[\d.]+)?\.(so|dylib)$/.test(file))
            : [];
        if (libraries.length >= 2) return {folder, libraries: libraries.map((file) => path.join(folder, file))};
    }
    return null;
}

/** A program of its own, so that an assertion of ggml's ends nothing but the training. */
function buildTrainer(output, {folder, libraries}) {
    const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
    const unfinished = `${output}.${process.pid}`;
    mustRun(findCompiler(), [
        "-std=c++17",
        "-O2",
        "-Wall",
        "-Wextra",
        "-Wno-unused-parameter",
        "-isystem",
        path.join(headersFolder, "ggml", "include"),
        "-I",
        confineFolder,
        ...sourcesIn(trainerFolder),
        path.join(confineFolder, "confine.cc"),
        ...libraries,
        // in a clone, and in an installed program, where libraries lie unpacked beside the archive
        ...["", "app.asar.unpacked"].map(
            (inside) => `-Wl,-rpath,${origin}/${path.join("..", "..", inside, "node_modules", path.relative(modules, folder))}`
        ),
        ...(process.platform === "darwin" ? [] : [`-Wl,-rpath-link,${folder}`, "-lpthread"]),
        "-o",
        unfinished
    ]);
    renameSync(unfinished, output);
}

/** Not tested yet: there was no Windows machine to try it on. */
function buildWithNodeGyp(output) {
    const nodeGyp = path.join(modules, "node-gyp", "bin", "node-gyp.js");
    mustRun(process.execPath, [nodeGyp, "rebuild", "--directory", hookFolder]);
    copyFileSync(path.join(hookFolder, "build", "Release", "idiolect_hook.node"), output);
}

function run(command, args) {
    return spawnSync(command, args, {encoding: "buffer", maxBuffer: 1 << 26});
}

function mustRun(command, args) {
    const {error, status, stdout, stderr} = run(command, args);
    if (error) throw new BuildError(`${command} could not be started: ${error.message}`);
    if (status !== 0) throw new BuildError(`${path.basename(command)} failed while Idiolect's native code was built:\n${stderr}${stdout}`);
    return stdout;
}

try {
    main(process.argv.slice(2));
} catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exit(1);
}
