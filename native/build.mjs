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
import {createHash} from "node:crypto";
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import process from "node:process";
import {
    BuildError,
    confineDefines,
    confineFolder,
    defines,
    extractLlamaHeaders,
    hookFolder,
    includeFolders,
    modules,
    mustRun,
    native,
    packageVersion,
    prebuiltGgml,
    readIfThere,
    run,
    runScript,
    sourcesIn,
    standard,
    trainerFolder
} from "./sources.mjs";

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
    const ggml = prebuiltGgml(process.platform, process.arch);
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
    for (const script of ["build.mjs", "sources.mjs"]) hash.update(readFileSync(path.join(native, script)));
    for (const name of ["node-llama-cpp", "node-addon-api", "node-api-headers"]) hash.update(`${name} ${packageVersion(name)}`);
    return hash.update(`${process.platform} ${process.arch} ${process.env.CXX ?? ""} ${sanitized}`).digest("hex");
}

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

function buildAddon(output, folder, addonDefines, sanitized) {
    const unfinished = `${output}.${process.pid}`;
    mustRun(findCompiler(), [
        ...standard,
        "-fPIC",
        "-fvisibility=hidden",
        ...(sanitized ? ["-O1", "-g", "-fno-omit-frame-pointer", "-fsanitize=address"] : ["-O2"]),
        ...includeFolders().flatMap((folder) => ["-isystem", folder]),
        ...addonDefines.map((define) => `-D${define}`),
        ...sourcesIn(folder, process.platform),
        "-shared",
        ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : ["-ldl"]),
        "-o",
        unfinished
    ]);
    renameSync(unfinished, output); // a process that runs the old one keeps it
}

/** A program of its own, so that an assertion of ggml's ends nothing but the training. */
function buildTrainer(output, {folder, libraries}) {
    const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
    const unfinished = `${output}.${process.pid}`;
    mustRun(findCompiler(), [
        ...standard,
        "-O2",
        ...includeFolders().flatMap((folder) => ["-isystem", folder]),
        "-I",
        confineFolder,
        ...sourcesIn(trainerFolder, process.platform),
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

await runScript(() => main(process.argv.slice(2)));
