import {spawn} from "node:child_process";
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {seeded} from "../../app/history/testing/made-threads.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {openLibrary} from "../../main/library/open-library.ts";
import {textEncoder} from "../../main/library/testing/snapshot.ts";
import {aesCipher} from "../../main/store/cipher.ts";
import {openJsonStore} from "../../main/store/json-store.ts";
import {findPersona} from "../../main/training/persona-files.ts";
import {items, keyProvider, migrated, migrations} from "./work.ts";

/** LONG=1: 200 in all, beside the 200 of main/library/reliability.test.ts while indexing. SEED=N repeats a run. */
const isLong = process.env["LONG"] !== undefined;
const kills = isLong ? {drafting: 60, training: 60, migrating: 80} : {drafting: 2, training: 2, migrating: 6};
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
vi.setConfig({testTimeout: 3_600_000, hookTimeout: 60_000});

let folder: string, model: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-kills-"));
    model = await makeTinyModel(join(folder, "tiny.gguf"));
});
afterAll(() => rm(folder, {recursive: true, force: true, maxRetries: 3}));

interface Killed {
    readonly lines: readonly string[];
    /** by the host, itself left out */
    readonly started: readonly number[];
}

/** Runs the work and kills it after so many ms. */
async function runAndKill(kind: string, home: string, after: number): Promise<Killed> {
    const child = spawn(process.execPath, [join(import.meta.dirname, "work.ts"), kind, home, model], {
        stdio: ["ignore", "pipe", "inherit"]
    });
    let output = "";
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const begun = new Promise<void>((resolve) =>
        child.stdout.on("data", (part) => {
            output += String(part);
            if (output.includes("begun")) resolve();
        })
    );
    await Promise.race([begun, ended]);
    await Promise.race([new Promise((resolve) => setTimeout(resolve, after)), ended]);
    const started = await childrenOf(child.pid!);
    child.kill("SIGKILL");
    await ended;
    return {lines: output.split("\n").slice(0, -1), started};
}

async function childrenOf(pid: number): Promise<number[]> {
    const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
    const lists = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")));
    return lists
        .join(" ")
        .split(" ")
        .filter((each) => each !== "")
        .map(Number);
}

const isAlive = (pid: number): boolean => {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
};

describe.runIf(process.platform === "linux")(`killed at random moments (seed ${seed})`, () => {
    it(`${kills.drafting} times while drafting: what was said to be kept is kept and learned, and no engine stays`, async () => {
        const random = seeded(seed),
            home = join(folder, "drafting");
        const kept = new Set<string>(),
            learned = new Set<string>(),
            processes = new Set<number>();
        for (let kill = 0; kill < kills.drafting; kill++) {
            const {lines, started} = await runAndKill("drafting", home, random() * 1500);
            for (const line of lines) {
                const [what, id = ""] = line.split(" ");
                if (what === "kept") kept.add(id);
                if (what === "learned") learned.add(id);
            }
            for (const pid of started) processes.add(pid);
        }
        expect(kept.size, "some drafts were kept before the kills").toBeGreaterThan(0);
        expect(processes.size).toBeGreaterThan(0);
        await vi.waitFor(() => expect([...processes].filter(isAlive)).toEqual([]), {timeout: 30_000});
        const library = await openLibrary({home, encoder: textEncoder, keyProvider});
        const known = library.store.drafts.list();
        expect([...kept].filter((id) => !known.some((draft) => draft.id === id))).toEqual([]);
        const texts = new Set((await library.history.items()).map(({text}) => text));
        const accepted = known.filter((draft) => draft.accepted);
        expect([...learned].filter((id) => !accepted.some((draft) => draft.id === id))).toEqual([]);
        // accepted drafts are learned, also if the kill came in between
        expect(accepted.filter(({versions}) => !texts.has(versions.at(-1)!.text))).toEqual([]);
        expect((await library.status()).recovered).toBeNull();
        await library.close();
        expect((await readdir(home)).filter((name) => name.endsWith(".tmp"))).toHaveLength(0);
    });

    it(`${kills.training} times while training: it goes on from where it was, and comes to a persona`, async () => {
        const random = seeded(seed + 1);
        const home = join(folder, "training");
        const processes = new Set<number>();
        let best = 0,
            resumed = 0;
        for (let kill = 0; kill < kills.training; kill++) {
            const {lines, started} = await runAndKill("training", home, random() * 4000);
            for (const pid of started) processes.add(pid);
            for (const line of lines) {
                const [what, step] = line.split(" ");
                if (what === "step") best = Math.max(best, Number(step));
                if (what === "resumed") resumed = Math.max(resumed, Number(step));
                // after a finished training the next one starts afresh
                if (what === "done") best = resumed = 0;
            }
        }
        await vi.waitFor(() => expect([...processes].filter(isAlive)).toEqual([]), {timeout: 30_000});
        const last = await runAndKill("training", home, 600_000);
        expect(last.lines).toContain("done");
        if (best > 4) expect(last.lines.some((line) => line.startsWith("resumed"))).toBe(true);
        const library = await openLibrary({home, keyProvider});
        const names = await readdir(join(home, "personas"));
        expect(names.filter((name) => !name.endsWith(".safetensors"))).toEqual([]);
        const sha256 = names[0]!.split(".")[0]!;
        const found = await findPersona(library.store, {sha256, nEmbd: 64, name: "tiny", plugRefusal: null}, items);
        expect(found.tunedRefusal).toBeNull();
        expect(found.tuned?.vectors).toHaveLength(4);
        await library.close();
    });

    it(`${kills.migrating} times while migrating: old or new, whole, with a copy of the old`, async () => {
        const random = seeded(seed + 2);
        const words = Array.from({length: 60_000}, (_, i) => `word number ${i}`);
        const old = JSON.stringify({version: 0, data: words});
        const states = new Set<string>();
        for (let kill = 0; kill < kills.migrating; kill++) {
            const home = join(folder, `migrating-${kill}`);
            await mkdir(home);
            await writeFile(join(home, "words.json"), old);
            // in half of the runs a plain file is encrypted as well
            const sealed = kill % 2 === 1;
            if (sealed) await writeFile(join(home, "cipher"), "");
            await runAndKill("migrating", home, random() * 250);
            const text = await readFile(join(home, "words.json"), "utf8");
            states.add(text === old ? "old" : "new");
            if (text !== old) {
                expect((JSON.parse(text) as {version: number}).version).toBe(2);
                const copy = await readFile(join(home, "backups", "words.json.version-0"), "utf8");
                if (!sealed) expect(copy).toBe(old);
                else expect(copy.includes("word number")).toBe(false);
                // the copy is good for starting from
                await mkdir(join(home, "again"));
                await writeFile(join(home, "again", "words.json"), copy);
                const cipher = sealed ? aesCipher(await keyProvider.key()) : null;
                expect(
                    (await openJsonStore({path: join(home, "again", "words.json"), ...migrated, migrations, cipher})).value.entries
                ).toHaveLength(words.length);
            }
            const store = await openJsonStore({
                path: join(home, "words.json"),
                ...migrated,
                migrations,
                cipher: sealed ? aesCipher(await keyProvider.key()) : null
            });
            expect(store.value.entries.map(({word}) => word)).toEqual(words);
            await rm(home, {recursive: true, force: true});
        }
        // moments before and after the change were among them
        if (isLong) expect([...states].toSorted()).toEqual(["new", "old"]);
    });
});
