/**
 * `work.ts KIND HOME MODEL`: works until it is killed, and prints what was confirmed as saved. KIND: `drafting`, `training`, `migrating`. A
 * training prints `done` and ends.
 */
import {existsSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import type {HistoryItem} from "../../app/history/item.ts";
import {openEngine} from "../../main/engine/open-engine.ts";
import {learnedDraft} from "../../main/library/learned-drafts.ts";
import {openLibrary} from "../../main/library/open-library.ts";
import {textEncoder} from "../../main/library/testing/snapshot.ts";
import {aesCipher} from "../../main/store/cipher.ts";
import {openJsonStore} from "../../main/store/json-store.ts";
import {trainVoice} from "../../main/training/train-voice.ts";

/** of a test's home */
export const keyProvider = {name: "a test", key: async () => new Uint8Array(32).fill(7)};

/** What a migration is tried on: words become entries, in two steps. */
export const migrated = {
    schema: z.object({entries: z.array(z.object({word: z.string()}))}),
    version: 2,
    initial: {entries: [] as {word: string}[]}
};
export const migrations = {
    0: (old: unknown) => ({words: old}),
    1: (old: unknown) => ({entries: (old as {words: string[]}).words.map((word) => ({word}))})
};

const things = ["ladder", "winch", "sail", "anchor", "rope", "pump", "oar", "lamp", "tarp", "drill", "kettle", "mast"];
export const items: readonly HistoryItem[] = things.map((thing, n) => ({
    id: `item${n}`,
    kind: "email",
    title: `The ${thing}`,
    message: null,
    to: [],
    date: `2026-03-${10 + n}T10:00:00Z`,
    path: `/mail/${n}.eml`,
    weight: 1,
    text:
        `Hi Ines,\n\nplease send the ${thing} to the ${things[(5 * n + 3) % 12]} shop before ${n + 2} o'clock. We need ${n + 20} ` +
        "of them.\n\nCheers,\nSara"
}));

const report = (line: string): void => void process.stdout.write(`${line}\n`);

async function drafting(home: string, model: string): Promise<void> {
    const library = await openLibrary({home, encoder: textEncoder, keyProvider});
    const engine = openEngine("forked", {threads: 1, gpu: false, hashCache: join(home, "model-hashes.json")});
    await engine.load(model);
    report("begun");
    for (let seed = 1; ; seed++) {
        let text = "";
        for await (const event of engine.draft({
            prompt: {turns: [{role: "user", parts: [{type: "text", text: "the rope"}]}]},
            seeds: [seed],
            sampling: {maxTokens: 30}
        }))
            if (event.type === "end") text = `${seed} ${event.text}`;
        const {drafts} = library.store;
        const {id} = await drafts.keepWritten(null, {kind: "email", notes: `the rope, ${seed}`}, text, null);
        report(`kept ${id}`);
        await drafts.take(id);
        await drafts.addVersion(id, `We talked about rope number ${seed} and the harbour at ${process.pid}.`, "edit");
        const {brief, changed} = await drafts.accept(id, true);
        await library.learn(learnedDraft(id, brief, `We talked about rope number ${seed} and the harbour at ${process.pid}.`, changed));
        report(`learned ${id}`);
    }
}

async function training(home: string, model: string): Promise<void> {
    const library = await openLibrary({home, keyProvider});
    const engine = openEngine("forked", {threads: 1, gpu: false});
    await engine.load(model);
    const running = trainVoice({
        items,
        fromLibrary: false,
        engine,
        home,
        cipher: library.store.cipher,
        threads: 1,
        vectors: 4,
        schedule: {epochs: 40, learningRate: 0.05},
        checkpointSeconds: 0
    });
    report("begun");
    for (;;) {
        const {done, value} = await running.next();
        if (done === true) break;
        if (value.type === "step" || value.type === "resumed") report(`${value.type} ${value.step}`);
    }
    report("done");
    await engine.dispose();
    await library.close();
}

async function migrating(home: string): Promise<void> {
    report("begun");
    const cipher = existsSync(join(home, "cipher")) ? aesCipher(await keyProvider.key()) : null;
    await openJsonStore({path: join(home, "words.json"), ...migrated, migrations, cipher});
    report("done");
    process.exit(0);
}

if (import.meta.main) {
    const [kind, home = "", model = ""] = process.argv.slice(2);
    await (kind === "drafting" ? drafting(home, model) : kind === "training" ? training(home, model) : migrating(home));
}
