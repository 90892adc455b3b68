/**
 * Builds the persona hook; npm runs it at install. `node native/build.mjs [--asan] [--force]`
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
const headersFolder = path.join(native, "llama-headers");

/** What AddonContext.h and AddonModel.h include, as paths inside llama.cpp. */
const llamaHeaders = [
    "include/llama.h", "ggml/include/ggml.h", "ggml/include/ggml-alloc.h", "ggml/include/ggml-backend.h", "ggml/include/ggml-cpu.h",
    "ggml/include/ggml-opt.h", "ggml/include/gguf.h"
];

class BuildError extends Error {}

function main(args) {
    const sanitized = args.includes("--asan");
    const output = path.join(native, "build", sanitized ? "idiolect-hook.asan.node" : "idiolect-hook.node");
    const stamp = fingerprint(sanitized);
    if (!args.includes("--force") && existsSync(output) && readIfThere(`${output}.stamp`) === stamp)
        return;

    extractLlamaHeaders();
    mkdirSync(path.dirname(output), {recursive: true});
    rmSync(`${output}.stamp`, {force: true});
    if (process.platform === "win32")
        buildWithNodeGyp(output);
    else
        buildWithCompiler(output, sanitized);
    writeFileSync(`${output}.stamp`, stamp);
    console.log(`Built ${path.relative(process.cwd(), output)}`);
}

/** Changes whenever the result would. */
function fingerprint(sanitized) {
    const hash = createHash("sha256");
    for (const name of readdirSync(hookFolder).sort())
        hash.update(name).update(readFileSync(path.join(hookFolder, name)));
    hash.update(readFileSync(fileURLToPath(import.meta.url)));
    for (const name of ["node-llama-cpp", "node-addon-api", "node-api-headers"])
        hash.update(`${name} ${packageVersion(name)}`);
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
    if (readIfThere(versionFile) === version)
        return;

    if (run("git", ["--version"]).error)
        throw new BuildError("git is needed to unpack llama.cpp's headers and was not found; install git and run npm install again.");
    const bundle = path.join(modules, "node-llama-cpp", "llama", "gitRelease.bundle");
    if (!existsSync(bundle))
        throw new BuildError(`${bundle} is missing, so node-llama-cpp is not completely installed; run npm ci again.`);

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

function buildWithCompiler(output, sanitized) {
    const compiler = [process.env.CXX, "c++", "g++", "clang++"].find((name) => name && !run(name, ["--version"]).error);
    if (compiler == null)
        throw new BuildError(
            "A C++ compiler is needed to build Idiolect's persona hook and none was found; install one " +
            (process.platform === "darwin" ? "(xcode-select --install)" : "(Debian and Ubuntu: apt install g++)") + " and run npm install again."
        );

    const sources = readdirSync(hookFolder)
        .filter((name) => name.endsWith(".cc") && name !== "platform_windows.cc")
        .map((name) => path.join(hookFolder, name));
    const unfinished = `${output}.${process.pid}`;
    mustRun(compiler, [
        "-std=c++17", "-fPIC", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wno-unused-parameter",
        ...(sanitized ? ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address"] : ["-O2"]),
        ...includeFolders().flatMap((folder) => ["-isystem", folder]),
        ...defines.map((define) => `-D${define}`),
        ...sources,
        "-shared", ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : ["-ldl"]),
        "-o", unfinished
    ]);
    renameSync(unfinished, output);  // a process that runs the old one keeps it
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
    if (error)
        throw new BuildError(`${command} could not be started: ${error.message}`);
    if (status !== 0)
        throw new BuildError(`${path.basename(command)} failed while Idiolect's persona hook was built:\n${stderr}${stdout}`);
    return stdout;
}

try {
    main(process.argv.slice(2));
} catch (error) {
    if (!(error instanceof BuildError))
        throw error;
    console.error(error.message);
    process.exit(1);
}
