import {mkdir, mkdtemp, readdir, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it, vi} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import type {Client, TrainingNow} from "../../app/contract/index.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {previewHost} from "../preview/host.ts";
import {openApi} from "./open-api.ts";
import type {Api} from "./open-api.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let folder: string, api: Api, client: Client;
const power = {mains: true, idle: 0, onMains: () => power.mains, idleSeconds: () => power.idle};

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-api-training-"));
    const {directory} = await makeTinyEncoder(join(folder, "encoder"));
    const model = await makeTinyModel(join(folder, "tiny.gguf"));
    api = await openApi({home: join(folder, "home"), engine: "forked", threads: 1, model, encoder: directory}, {...previewHost(), power});
    client = connect();
});

afterAll(async () => {
    await api.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

/** Another window connected to the same services. */
function connect(): Client {
    let hear: (message: unknown) => void = () => {};
    const session = api.router.connect((message) => hear(structuredClone(message)));
    return createClient({
        send: (message) => session.receive(structuredClone(message)),
        receive: (listener) => {
            hear = listener;
        }
    });
}

const things = ["ladder", "winch", "sail", "anchor", "rope", "pump", "oar", "lamp", "tarp", "drill", "kettle", "saddle", "wheel"];

async function writeMail(from: number, to: number): Promise<string> {
    const mail = join(folder, "mail");
    await mkdir(mail, {recursive: true});
    for (let n = from; n < to; n++) {
        const thing = things[n] as string;
        const head =
            `From: Sara <sara@a.example>\nTo: Ines <ines@b.example>\nSubject: The ${thing}\nMessage-ID: <${n}@a.example>\n` +
            `Date: ${10 + n} Mar 2026 10:00:00 +0000`;
        await writeFile(
            join(mail, `${n}.eml`),
            `${head}\n\nHi Ines,\n\nplease send the ${thing} before ${n + 2} o'clock. We need ${n + 20} of them.\n\nCheers,\nSara\n`
        );
    }
    return mail;
}

const checkpoints = async (): Promise<string[]> =>
    (await readdir(join(folder, "home", "personas")).catch(() => [])).filter((name) => name.endsWith(".checkpoint"));

it("trains a persona for the window, reports its gain, and erases it with the persona's data", async () => {
    expect(await client.call("training.state", {})).toMatchObject({
        model: "tiny",
        running: false,
        run: null,
        trained: null,
        refusal: null,
        unfinished: false,
        texts: 0,
        least: 8
    });
    await expect(client.call("training.train", {})).rejects.toThrow(/only 0 texts of yours/);
    await expect(client.call("training.estimate", {})).rejects.toThrow(/only 0 texts of yours/);
    await expect(client.call("training.start", {})).rejects.toThrow(/only 0 texts of yours/);
    expect((await client.call("training.state", {})).problem?.text).toMatch(/only 0 texts of yours/);

    const mail = await writeMail(0, 10);
    const {library} = api.idiolect();
    await library.setIdentities(["sara@a.example"]);
    await library.addSource(mail);
    await library.scan();

    const estimate = await client.call("training.estimate", {});
    expect(estimate.texts + estimate.keptOut).toBeGreaterThanOrEqual(8);
    expect(estimate.memory).toBeGreaterThan(1e6);
    expect(estimate.seconds).toBeGreaterThan(0);
    expect(await checkpoints(), "an estimate leaves nothing").toEqual([]);

    const seen = new Set<string>();
    const stop = new AbortController();
    const cancelled = client.call("training.train", {}, {signal: stop.signal, onProgress: ({type}) => type === "step" && stop.abort()});
    await expect(cancelled).rejects.toThrow();
    const {trained, refusal} = await vi.waitFor(() => client.call("training.train", {}, {onProgress: ({type}) => void seen.add(type)}), {
        timeout: 60_000,
        interval: 500
    });
    expect([...seen]).toEqual(expect.arrayContaining(["texts", "estimate", "step", "heldOut", "measure"]));
    expect(refusal).toBeNull();
    expect(trained).toMatchObject({keptOut: expect.any(Number), texts: 10});
    expect(trained!.gain).toBeGreaterThan(0);

    const report = await client.call("privacy.report", {});
    expect(report.stored.find(({path}) => path.endsWith("personas"))?.size).toBeGreaterThan(0);
    await client.call("training.remove", {});
    await expect(stat(join(folder, "home", "personas"))).rejects.toThrow("ENOENT");
    expect((await client.call("training.state", {})).trained).toBeNull();
});

it("continues without the window that started it, can be paused with its state and cancelled without", async () => {
    const words: TrainingNow[] = [];
    client.on("training.changed", (now) => words.push(now));
    const began = await client.call("training.start", {});
    expect(began.running).toBe(true);
    await expect(client.call("training.start", {})).rejects.toThrow(/being trained already/);
    await expect(client.call("models.use", {id: "any"})).rejects.toThrow(/pause the training/);
    await vi.waitFor(() => expect(words.at(-1)?.run?.stage).toMatch(/train|measure/), {timeout: 60_000});
    const paused = await connect().call("training.pause", {});
    expect(paused).toMatchObject({running: false, run: null, problem: null});
    // the first part may already have been the whole training
    if (paused.trained === null) {
        expect(paused.unfinished).toBe(true);
        expect(await client.call("training.cancel", {})).toMatchObject({unfinished: false, running: false});
        expect(await checkpoints()).toEqual([]);
    }
    expect(words.at(-1)?.run).toBeNull();
});

it(
    "trains automatically only if allowed, while the machine is idle and on mains power, and again when the history has grown by a " +
        "fifth",
    async () => {
        await client.call("training.remove", {});
        const ends = (): Promise<void> =>
            vi.waitFor(async () => expect((await client.call("training.state", {})).running).toBe(false), {timeout: 60_000});
        const looks = async (): Promise<boolean> => {
            await api.selfLearning.look();
            return (await client.call("training.state", {})).running;
        };
        power.idle = 3600;
        expect(await looks(), "it is off at first").toBe(false);
        await client.call("settings.change", {learnAlone: true});
        power.mains = false;
        expect(await looks(), "on a battery").toBe(false);
        power.mains = true;
        power.idle = 10;
        expect(await looks(), "somebody is there").toBe(false);
        power.idle = 3600;
        expect(await looks()).toBe(true);
        power.idle = 0;
        expect(await looks(), "somebody comes back").toBe(false);
        power.idle = 3600;
        await looks();
        await ends();
        const first = await client.call("training.state", {});
        expect(first.trained).toMatchObject({texts: 10});
        expect(await looks(), "nothing has changed").toBe(false);
        await writeMail(10, 13);
        await api.idiolect().library.scan();
        expect((await client.call("training.state", {})).grown).toBe(true);
        expect(await looks()).toBe(true);
        await ends();
        expect((await client.call("training.state", {})).trained).toMatchObject({texts: 13});

        // excluding a text makes the persona stale, which is reported
        const [item] = await api.idiolect().persona.items();
        await client.call("library.exclude", {id: item!.id, excluded: true});
        expect(await client.call("training.state", {})).toMatchObject({trained: null, refusal: {key: expect.stringMatching(/^persona/)}});
        await client.call("persona.erase", {});
        await expect(stat(join(folder, "home", "personas"))).rejects.toThrow("ENOENT");
    }
);
