import {mkdir, mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it, vi} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import type {Client} from "../../app/contract/index.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {previewHost} from "../preview/host.ts";
import {openDesk} from "./open-desk.ts";
import type {Desk} from "./open-desk.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let folder: string, desk: Desk, client: Client;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-desk-training-"));
    const {directory} = await makeTinyEncoder(join(folder, "encoder"));
    const model = await makeTinyModel(join(folder, "tiny.gguf"));
    desk = await openDesk({home: join(folder, "home"), engine: "forked", threads: 1, model, encoder: directory}, previewHost());
    let hear: (message: unknown) => void = () => {};
    const session = desk.router.connect((message) => hear(structuredClone(message)));
    client = createClient({send: (message) => session.receive(structuredClone(message)), receive: (listener) => { hear = listener; }});
});

afterAll(async () => {
    await desk.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

it("trains a persona for the window, says what it gained, and erases it with the voice", async () => {
    expect(await client.call("training.state", {})).toEqual({model: "tiny", running: false, trained: null, refusal: null});
    await expect(client.call("training.train", {})).rejects.toThrow(/only 0 texts of yours/);

    const mail = join(folder, "mail");
    await mkdir(mail);
    for (const [n, thing] of ["ladder", "winch", "sail", "anchor", "rope", "pump", "oar", "lamp", "tarp", "drill"].entries()) {
        const head = `From: Sara <sara@a.example>\nTo: Ines <ines@b.example>\nSubject: The ${thing}\nMessage-ID: <${n}@a.example>\nDate: ${10 + n} Mar 2026 10:00:00 +0000`;
        await writeFile(join(mail, `${n}.eml`), `${head}\n\nHi Ines,\n\nplease send the ${thing} before ${n + 2} o'clock. We need ${n + 20} of them.\n\nCheers,\nSara\n`);
    }
    const {library} = desk.idiolect();
    await library.setIdentities(["sara@a.example"]);
    await library.addSource(mail);
    await library.scan();

    const seen = new Set<string>();
    const stop = new AbortController();
    const cancelled = client.call("training.train", {}, {signal: stop.signal, onProgress: ({type}) => type === "step" && stop.abort()});
    await expect(cancelled).rejects.toThrow();
    const {trained, refusal} = await vi.waitFor(() => client.call("training.train", {}, {onProgress: ({type}) => void seen.add(type)}), {timeout: 60_000, interval: 500});
    expect([...seen]).toEqual(expect.arrayContaining(["texts", "estimate", "step", "heldOut", "measure"]));
    expect(refusal).toBeNull();
    expect(trained).toMatchObject({keptOut: expect.any(Number), texts: 10});
    expect(trained!.gain).toBeGreaterThan(0);

    const report = await client.call("privacy.report", {});
    expect(report.stored.find(({what}) => what === "personas")?.size).toBeGreaterThan(0);
    await client.call("persona.erase", {});
    await expect(stat(join(folder, "home", "personas"))).rejects.toThrow("ENOENT");
    expect((await client.call("training.state", {})).trained).toBeNull();
});
