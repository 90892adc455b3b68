import {spawn} from "node:child_process";
import {chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync, openSync, ftruncateSync, closeSync, writeSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {seeded} from "../../app/history/testing/made-threads.ts";
import {openLibrary} from "./open-library.ts";
import {madeProse, makeMails, makeTexts, me} from "./testing/made-corpus.ts";
import {RandomTree} from "./testing/random-tree.ts";
import {freshSnapshot, snapshot, textEncoder} from "./testing/snapshot.ts";

/** `npm run test:long` runs all of these; `npm test` a part of them */
const long = process.env["LONG"] !== undefined;
const kills = long ? 200 : 12,
    operations = long ? 5000 : 1200,
    operationsPerCheck = long ? 250 : 200;
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
vi.setConfig({testTimeout: 3_600_000, hookTimeout: 60_000});

let base: string, folder: string, home: string;
beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "idiolect-reliability-"));
    folder = join(base, "writing");
    home = join(base, "home");
    mkdirSync(folder);
});
afterEach(() => rmSync(base, {recursive: true, force: true}));

describe(`whatever happens (seed ${seed})`, () => {
    it(`equals a fresh index after being killed at ${kills} random moments while indexing, editing and deleting`, async () => {
        const random = seeded(seed);
        makeTexts(folder, 150);
        makeMails(folder, 60);
        const opened = await openLibrary({home, encoder: textEncoder});
        await opened.setIdentities([me]);
        await opened.addSource(folder);
        await opened.close();
        const tree = new RandomTree(folder, random);
        for (let kill = 0; kill < kills; kill++) {
            for (let step = 0; step < 5; step++) tree.step();
            // From before the index is opened to after the scan is done.
            await runAndKill(home, random() * 1.6);
        }
        const again = await openLibrary({home, encoder: textEncoder});
        const [source] = await again.sources();
        await again.confirmRemovals(source?.id ?? "");
        await again.scan();
        const survived = await snapshot(again);
        await again.close();
        expect(survived).toEqual(await freshSnapshot([folder], [me]));
    });

    it(`equals a fresh index after ${operations} random file operations under watch`, async () => {
        const random = seeded(seed + 1);
        const tree = new RandomTree(folder, random);
        const opened = await openLibrary({home, encoder: textEncoder, debounceMs: 50});
        await opened.setIdentities([me]);
        const source = await opened.addSource(folder);
        const watch = await opened.watch();
        const log: string[] = [];
        for (let done = 0; done < operations; done++) {
            log.push(tree.step());
            if (done % 20 === 19) await new Promise((resolve) => setTimeout(resolve, random() * 60));
            if (done % operationsPerCheck !== operationsPerCheck - 1) continue;
            const fresh = await freshSnapshot([folder], [me]);
            // Events alone must be enough; only removals that are held need a confirmation.
            let now: unknown = null;
            for (let tries = 0; tries < 100; tries++) {
                now = await snapshot(opened);
                if (JSON.stringify(now) === JSON.stringify(fresh)) break;
                if ((await opened.sources())[0]?.state === "held") await opened.confirmRemovals(source.id);
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            expect(now, `seed ${seed}, after ${done + 1} operations; the last ones:\n${log.slice(-30).join("\n")}`).toEqual(fresh);
        }
        await watch.close();
        await opened.close();
    });
});

describe("adverse conditions", () => {
    it("handles 0-byte and huge sparse files without reading them", async () => {
        writeFileSync(join(folder, "empty.txt"), "");
        for (const name of ["huge.txt", "huge.mbox", "huge.pdf"]) {
            const file = openSync(join(folder, name), "w");
            writeSync(file, "a few bytes");
            ftruncateSync(file, 2 ** 31);
            closeSync(file);
        }
        const opened = await openLibrary({home});
        await opened.addSource(folder);
        const report = await opened.scan();
        await opened.close();
        expect(report).toMatchObject({libraryItems: 0, unreachable: []});
        expect(Object.fromEntries(report.skipped.map(({path, reason}) => [path.slice(folder.length + 1), reason.text]))).toEqual({
            "empty.txt": "it is empty",
            "huge.txt": expect.stringContaining("2.0 GB"),
            "huge.mbox": expect.stringContaining("not a mailbox"),
            "huge.pdf": expect.stringContaining("2.0 GB")
        });
    });

    it.runIf(process.platform === "linux")("reports a full disk, loses nothing, and continues when there is space", async () => {
        makeTexts(folder, 40);
        const before = await openLibrary({home, encoder: textEncoder});
        await before.addSource(folder);
        await before.scan();
        await before.close();
        makeTexts(folder, 400, 1000, 400);
        const output = await runLimited(home, 1500);
        expect(output).toMatch(/the disk is full; free some space/);
        expect(output).not.toMatch(/\n\s+at /);
        const after = await openLibrary({home, encoder: textEncoder});
        expect(after.history.size).toBeGreaterThanOrEqual(40);
        await after.scan();
        const now = await snapshot(after);
        await after.close();
        expect(now).toEqual(await freshSnapshot([folder], []));
    });

    it.runIf(process.platform === "linux")("reports a home that is not writable", async () => {
        mkdirSync(home);
        chmodSync(home, 0o500);
        const output = await runAsNobody(home);
        chmodSync(home, 0o700);
        expect(output).toMatch(/check its permissions|change its permissions/);
    });

    it.each([
        // Parsing is linear in the length, so only a very long file exceeds its time limit: this one by about ten times.
        ["takes too long", "3.html", () => "<p>x".repeat(3_000_000), {time: 2000}, /did not finish within 2 s/],
        ["eats all memory", "3.md", () => `# T\n\n${madeProse(1, 2_000_000)}`, {memory: 52 * 2 ** 20}, /more memory/]
    ] as const)("lets a parser that %s cost only its file", async (_, name, content, limits, sentence) => {
        for (let index = 0; index < 6; index++) writeFileSync(join(folder, `${index}.txt`), madeProse(index + 1, 50));
        const path = join(folder, name);
        writeFileSync(path, content());
        // An old modification time: recently written files are read twice.
        const hourAgo = new Date(Date.now() - 3_600_000);
        utimesSync(path, hourAgo, hourAgo);
        const opened = await openLibrary({home, limits});
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report).toMatchObject({files: 7, libraryItems: 6});
        expect(report.skipped).toEqual([{path, reason: expect.objectContaining({text: expect.stringMatching(sentence)})}]);
        // It is not read again until it changes, but still listed.
        expect(await opened.scan()).toMatchObject({libraryItems: 6, items: 0, skipped: report.skipped});
        await opened.close();
    });
});

/** Starts a scan in a separate process and kills it after a share of the time that a start and a scan take. */
async function runAndKill(place: string, share: number): Promise<void> {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./testing/scan-process.ts", import.meta.url)), place], {
        stdio: ["ignore", "pipe", "ignore"]
    });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const began = performance.now();
    const begun = new Promise<number>((resolve) => child.stdout.once("data", () => resolve(performance.now() - began)));
    // Half of the kills are before the scan begins, half during it: the scan takes about as long as the start.
    const start = await Promise.race([begun, ended.then(() => 0)]);
    if (share > 0.15) await Promise.race([new Promise((resolve) => setTimeout(resolve, start * (share - 0.15) * 0.8)), ended]);
    child.kill("SIGKILL");
    await ended;
}

/** A scan in a process that may not write files larger than this many KiB. */
function runLimited(place: string, kilobytes: number): Promise<string> {
    return output("sh", [
        "-c",
        `trap '' XFSZ; ulimit -f ${kilobytes * 2}; exec "$0" "$1" "$2"`,
        process.execPath,
        fileURLToPath(new URL("./testing/scan-process.ts", import.meta.url)),
        place
    ]);
}

function runAsNobody(place: string): Promise<string> {
    const script = `if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
        const {openLibrary} = await import(${JSON.stringify(new URL("./open-library.ts", import.meta.url).href)});
        await openLibrary({home: ${JSON.stringify(place)}}).catch((error) => { console.log(error.name, error.message); });`;
    chmodSync(base, 0o755);
    return output(process.execPath, ["--input-type=module", "-e", script]);
}

function output(command: string, values: readonly string[]): Promise<string> {
    const child = spawn(command, values, {stdio: ["ignore", "pipe", "pipe"]});
    let text = "";
    child.stdout.on("data", (data: Buffer) => {
        text += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
        text += data.toString();
    });
    return new Promise((resolve) => child.once("close", () => resolve(text)));
}
