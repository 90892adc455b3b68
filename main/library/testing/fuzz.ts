/**
 * Mutated files through every parser, as the library runs them: `npm run test:fuzz [-- COUNT [FORMAT…]]`, 20,000 files each by
 * default. Fails when the host throws, a file has no outcome, a parser passes its limit, or memory grows beyond it.
 */
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {unzipSync, zipSync} from "fflate";
import {seeded} from "../../../app/history/testing/made-threads.ts";
import {defaultLimits} from "../core.ts";
import type {ParserLimits} from "../library.ts";
import {ParserPool} from "../parser-pool.ts";
import {formats} from "../parsers/formats.ts";
import type {Format} from "../parsers/formats.ts";
import type {ParseRequest} from "../parsers/parse-file.ts";
import {fuzzSeeds} from "./made-files.ts";

export interface FuzzResult {
    readonly format: Format;
    readonly files: number;
    readonly taken: number;
    readonly refused: number;
    /** ended by the limits on time or memory: allowed, but to be examined */
    readonly ended: readonly string[];
    /** ms, of the slowest batch, for each file in it */
    readonly slowest: number;
    /** bytes */
    readonly memory: number;
}

const filesPerBatch = 200;

/** Runs `count` mutated files of a format. `keep`: folder for files whose parsing had to be ended. */
export async function fuzz(format: Format, count: number, seed: number, limits: ParserLimits): Promise<FuzzResult> {
    const folder = mkdtempSync(join(tmpdir(), "idiolect-fuzz-"));
    const random = seeded(seed);
    const seeds = fuzzSeeds(format),
        pool = new ParserPool(limits);
    let taken = 0,
        refused = 0,
        slowest = 0,
        memory = 0;
    const ended: string[] = [];
    try {
        for (let done = 0; done < count; done += filesPerBatch) {
            const size = Math.min(filesPerBatch, count - done);
            const requests: ParseRequest[] = [];
            for (let index = 0; index < size; index++) {
                const path = join(folder, `${index}.x`);
                const seedFile = seeds[Math.floor(random() * seeds.length)] ?? new Uint8Array();
                writeFileSync(
                    path,
                    (format === "docx" || format === "odt" || (format === "takeout" && seedFile[0] === 0x50)) && random() < 0.7
                        ? mutateInside(seedFile, random)
                        : mutate(seedFile, random)
                );
                requests.push({path, format, identities: ["me@example.org"], kinds: null, knownHash: null, limits, explain: false});
            }
            let outcomes = 0;
            const began = performance.now();
            await pool.parse(requests, {
                part: () => {},
                file: (index, outcome) => {
                    outcomes++;
                    if (outcome.outcome === "taken") taken++;
                    else if (outcome.outcome === "refused") refused++;
                    else throw new Error(`File ${done + index} came out as ${outcome.outcome}`);
                    if (outcome.outcome === "refused" && /did not finish|more memory|crashed|could not be read/.test(outcome.reason.text))
                        ended.push(`file ${done + index}: ${outcome.reason.text}`);
                }
            });
            if (outcomes !== size) throw new Error(`${size} files of ${format} went in and ${outcomes} came out`);
            slowest = Math.max(slowest, (performance.now() - began) / size);
            memory = Math.max(memory, process.memoryUsage.rss());
        }
    } finally {
        await pool.close();
        rmSync(folder, {recursive: true, force: true});
    }
    return {format, files: count, taken, refused, ended, slowest, memory};
}

/** A few random changes: bits, bytes, runs removed, doubled, moved, filled, numbers made huge, the end truncated. */
function mutate(seed: Uint8Array, random: () => number): Uint8Array {
    let bytes = Buffer.from(seed);
    const changes = 1 + Math.floor(random() * 8);
    for (let change = 0; change < changes && bytes.length > 0; change++) {
        const at = Math.floor(random() * bytes.length),
            length = 1 + Math.floor(random() * Math.min(64, bytes.length - at));
        switch (Math.floor(random() * 8)) {
            case 0:
                bytes[at] = bytes[at]! ^ (1 << Math.floor(random() * 8));
                break;
            case 1:
                bytes[at] = Math.floor(random() * 256);
                break;
            case 2:
                bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
                break;
            case 3:
                bytes = Buffer.concat([
                    bytes.subarray(0, at + length),
                    ...Array.from({length: 1 + Math.floor(random() * 50)}, () => bytes.subarray(at, at + length)),
                    bytes.subarray(at + length)
                ]);
                break;
            case 4:
                bytes.fill(Math.floor(random() * 256), at, at + length);
                break;
            case 5:
                bytes = Buffer.concat([
                    bytes.subarray(0, at),
                    Buffer.from(
                        ["99999999999", "-1", "4294967296", "<", "{\\", "\\", "--", "\n\n", "From ", "[".repeat(200), "<div>".repeat(100)][
                            Math.floor(random() * 11)
                        ]!
                    ),
                    bytes.subarray(at)
                ]);
                break;
            case 6:
                bytes = Buffer.from(bytes.subarray(0, at));
                break;
            case 7:
                bytes = Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
                break;
        }
    }
    return bytes;
}

/** Changes one part of an archive and packs it again, so that the damage is not rejected by the archive's own reader. */
function mutateInside(seed: Uint8Array, random: () => number): Uint8Array {
    const parts = unzipSync(seed),
        names = Object.keys(parts);
    const name =
        random() < 0.7
            ? (names.find((part) => /document\.xml|content\.xml|\.mbox$/.test(part)) ?? "")
            : (names[Math.floor(random() * names.length)] ?? "");
    return zipSync({...parts, [name]: mutate(parts[name] ?? new Uint8Array(), random)}, {level: 0});
}

if (import.meta.main) {
    const [count = "20000", ...wanted] = process.argv.slice(2);
    const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`seed ${seed}`);
    let failed = false;
    for (const format of formats.filter((name) => wanted.length === 0 || wanted.includes(name))) {
        const began = performance.now();
        const result = await fuzz(format, Number(count), seed, defaultLimits);
        const within = result.memory < 1.5 * 2 ** 30;
        failed ||= !within;
        console.log(
            `${format.padEnd(9)} ${result.files} files: ${result.taken} taken, ${result.refused} refused, ` +
                `${result.ended.length} ended by a limit or a parser's bug, slowest batch ${result.slowest.toFixed(2)} ms/file, ` +
                `${Math.round(result.memory / 2 ** 20)} MB, ${Math.round((performance.now() - began) / 1000)} s`
        );
        for (const line of [...new Set(result.ended.map((text) => text.replace(/^file \d+: /, "")))].slice(0, 10))
            console.log(`          ${line}`);
    }
    process.exitCode = failed ? 1 : 0;
}
