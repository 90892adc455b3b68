/**
 * Compiles all native code for the systems that this machine is not, to see that it does: `npm run native:cross [-- FILE…]`
 *
 * It needs Zig, whose C++ compiler carries the headers of Windows, macOS and Linux: `pip install ziglang`, or a `zig` on the path, or
 * the command in ZIG. Object files are made and thrown away: for Windows they follow another ABI than node-llama-cpp's (MinGW's, not
 * MSVC's), so nothing that could be run comes out of this.
 */
import {spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {availableParallelism, tmpdir} from "node:os";
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
    run,
    runScript,
    sourcesIn,
    standard,
    trainerFolder
} from "./sources.mjs";

const targets = [
    {name: "Windows x64", triple: "x86_64-windows-gnu", system: "win32"},
    {name: "Windows arm64", triple: "aarch64-windows-gnu", system: "win32"},
    {name: "macOS arm64", triple: "aarch64-macos", system: "darwin"},
    {name: "macOS x64", triple: "x86_64-macos", system: "darwin"},
    {name: "Linux x64", triple: "x86_64-linux-gnu", system: "linux"},
    {name: "Linux arm64", triple: "aarch64-linux-gnu", system: "linux"}
];

function findZig() {
    const candidates = [process.env.ZIG?.split(" "), ["zig"], ["python3", "-m", "ziglang"], ["python", "-m", "ziglang"]];
    return candidates.find((words) => words && run(words[0], [...words.slice(1), "version"]).status === 0);
}

/** Object files to make for a system: source and definitions of each. */
function jobsFor(system, files) {
    if (files.length > 0) return files.map((source) => ({source: path.resolve(source), definitions: defines}));
    return [
        ...sourcesIn(hookFolder, system).map((source) => ({source, definitions: defines})),
        ...sourcesIn(confineFolder, system).map((source) => ({source, definitions: confineDefines})),
        ...sourcesIn(trainerFolder, system).map((source) => ({source, definitions: []}))
    ];
}

/** What the compiler says of one file, warnings as well; null if nothing. */
function compile([program, ...before], {triple, system}, {source, definitions}, output) {
    const child = spawn(program, [
        ...before,
        "c++",
        "-target",
        triple,
        ...standard,
        "-Werror",
        ...(system === "win32" ? [] : ["-fPIC"]),
        ...includeFolders().flatMap((folder) => ["-isystem", folder]),
        "-I",
        confineFolder,
        ...definitions.map((definition) => `-D${definition}`),
        "-c",
        source,
        "-o",
        output
    ]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status) => resolve(status === 0 ? null : said || `${source}: ended with ${status}`));
    });
}

async function main(args) {
    const zig = findZig();
    if (zig === undefined)
        throw new BuildError(
            "No cross-compiler was found, so nothing was compiled for other systems; install Zig (pip install ziglang), or " +
                "name its command in ZIG."
        );
    if (args.includes("--find")) return;
    extractLlamaHeaders();
    const folder = mkdtempSync(path.join(tmpdir(), "idiolect-cross-"));
    try {
        let failed = 0;
        for (const target of targets) {
            const jobs = jobsFor(target.system, args);
            const left = [...jobs.entries()];
            const faults = [];
            const worker = async () => {
                for (let next = left.shift(); next !== undefined; next = left.shift()) {
                    const fault = await compile(zig, target, next[1], path.join(folder, `${target.triple}-${next[0]}.o`));
                    if (fault !== null) faults.push(fault);
                }
            };
            await Promise.all(Array.from({length: availableParallelism()}, worker));
            console.log(`${target.name} (${target.triple}): ${jobs.length - faults.length} of ${jobs.length} files compiled`);
            for (const fault of faults) console.error(fault);
            failed += faults.length;
        }
        if (failed > 0) throw new BuildError(`${failed} files did not compile for another system; what the compiler says is above.`);
    } finally {
        rmSync(folder, {recursive: true, force: true});
    }
}

await runScript(() => main(process.argv.slice(2)));
