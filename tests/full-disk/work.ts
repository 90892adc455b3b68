/**
 * `work.ts KIND DISK MODEL`: fills DISK, which is a small one of its own, does KIND on it, makes room and does it again. Prints what came
 * of it as JSON.
 */
import {createHash} from "node:crypto";
import {appendFileSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {UserError} from "../../app/errors.ts";
import {LlamaEngine} from "../../main/engine/llama-engine.ts";
import {openLibrary} from "../../main/library/open-library.ts";
import {downloadFiles} from "../../main/models/download.ts";
import {startFileHost} from "../../main/models/testing/file-host.ts";
import {openStore} from "../../main/store/store.ts";
import {findPersona} from "../../main/training/persona-files.ts";
import {trainVoice} from "../../main/training/train-voice.ts";
import {items} from "../kills/work.ts";

const [kind, disk = "", model = ""] = process.argv.slice(2);
const filler = join(disk, "filler");

/** Leaves so many bytes free. */
function fill(left: number): void {
    writeFileSync(filler, Buffer.alloc(left));
    for (const size of [1 << 16, 1 << 12]) {
        try {
            for (;;) appendFileSync(join(disk, "more"), Buffer.alloc(size));
        } catch {
            // full
        }
    }
    rmSync(filler);
}
const makeRoom = (): void => rmSync(join(disk, "more"), {force: true});

/** `ok`, the user's sentence, or `raw: …` */
async function outcome(work: () => Promise<unknown>): Promise<string> {
    try {
        await work();
        return "ok";
    } catch (error) {
        return error instanceof UserError ? error.message : `raw: ${(error as Error).stack}`;
    }
}

const results: Record<string, unknown> = {};
if (kind === "training") {
    const home = join(disk, "home");
    const library = await openLibrary({home, keyProvider: {name: "a test", key: async () => new Uint8Array(32).fill(7)}});
    const engine = new LlamaEngine({threads: 1, gpu: false});
    const {sha256} = await engine.load(model);
    const train = async (vectors: number): Promise<void> => {
        const running = trainVoice({
            items,
            fromLibrary: false,
            engine,
            home,
            cipher: library.store.cipher,
            threads: 1,
            vectors,
            schedule: {epochs: 6, learningRate: 0.1},
            checkpointSeconds: 0
        });
        while ((await running.next()).done !== true);
    };
    const found = async (): Promise<number | string | null> => {
        const {tuned, tunedRefusal} = await findPersona(library.store, {sha256, nEmbd: 64, name: "tiny", plugRefusal: null}, items);
        return tuned?.vectors.length ?? tunedRefusal?.text ?? null;
    };
    results["before"] = await outcome(() => train(4));
    fill(0);
    results["full"] = await outcome(() => train(6));
    results["older persona"] = await found();
    makeRoom();
    results["again"] = await outcome(() => train(6));
    results["newer persona"] = await found();
    results["left"] = readdirSync(join(home, "personas")).filter((name) => !name.endsWith(".safetensors"));
    await engine.dispose();
    await library.close();
} else if (kind === "download") {
    const host = await startFileHost();
    const content = Buffer.alloc(3 << 20, "model ");
    content.write("GGUF");
    host.files.set("/big.gguf", content);
    const file = {url: `${host.url}/big.gguf`, size: content.length, sha256: createHash("sha256").update(content).digest("hex")};
    const load = (freeSpace: boolean) =>
        downloadFiles([file], {
            // a disk that fills up only later
            folder: join(disk, "models"),
            hosts: ["127.0.0.1"],
            retryDelay: 1,
            ...(freeSpace && {freeSpace: async () => Number.MAX_SAFE_INTEGER})
        });
    fill(1 << 20);
    results["asked beforehand"] = await outcome(() => load(false));
    results["full"] = await outcome(() => load(true));
    results["kept"] = existsSync(join(disk, "models", "big.gguf.part")) ? statSync(join(disk, "models", "big.gguf.part")).size : 0;
    makeRoom();
    results["again"] = await outcome(() => load(true));
    results["whole"] = existsSync(join(disk, "models", "big.gguf")) && readFileSync(join(disk, "models", "big.gguf")).equals(content);
    results["went on"] = host.requests.at(-1)?.range ?? null;
    await host.close();
} else {
    const store = await openStore(join(disk, "home"));
    await store.drafts.save({kind: "email", notes: "first"}, "The first text.");
    fill(0);
    results["full"] = await outcome(() => store.drafts.save({kind: "email", notes: "second"}, "x".repeat(100_000)));
    results["in memory"] = store.drafts.list().length;
    store.close();
    const again = await openStore(join(disk, "home"));
    results["on the disk"] = again.drafts.list().map(({versions}) => versions[0]?.text);
    makeRoom();
    results["again"] = await outcome(() => again.drafts.save({kind: "email", notes: "second"}, "x".repeat(100_000)));
    again.close();
}
console.log(JSON.stringify(results));
process.exit(0);
