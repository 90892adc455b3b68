import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {formatTunedPersona, parseTunedPersona} from "../../app/persona/tuned-persona.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {LlamaEngine} from "../engine/llama-engine.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {createIdiolect} from "../idiolect.ts";
import {openLibrary} from "../library/open-library.ts";
import {aesCipher, WrongKeyError} from "../store/cipher.ts";
import {ContentGuard} from "./content-guard.ts";
import {adapterFolder, checkpointFile, erasePersonas, findPersona, finishedFile, isUnfinished, personaFile} from "./persona-files.ts";
import {trainVoice} from "./train-voice.ts";
import type {Strategy} from "../../app/drafting/strategy.ts";
import type {Draft} from "../../app/drafting/drafting.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {Idiolect} from "../idiolect.ts";
import type {VoiceParts} from "./voice-examples.ts";
import type {VoiceProgress, VoiceResult, VoiceTraining} from "./train-voice.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const things = ["ladder", "winch", "sail", "anchor", "rope", "pump", "oar", "lamp", "tarp", "drill", "kettle", "mast"];
const items: readonly HistoryItem[] = things.map((thing, n) => ({
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

let folder: string;
let engine: LlamaEngine;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-train-voice-"));
    engine = new LlamaEngine({threads: 1, gpu: false});
    await engine.load(await makeTinyModel(path.join(folder, "model.gguf")));
});

afterAll(async () => {
    await engine.dispose();
    await rm(folder, {recursive: true});
});

const training = (home: string): VoiceTraining => ({
    items,
    fromLibrary: true,
    engine,
    home: path.join(folder, home),
    cipher: null,
    threads: 1,
    vectors: 4,
    schedule: {epochs: 6, learningRate: 0.1},
    checkpointSeconds: 0,
    // `auto` picks the fastest format, which may vary, and with it the last digits
    weights: "f32"
});

async function finish(
    options: VoiceTraining,
    each: (progress: VoiceProgress) => void = () => {},
    signal?: AbortSignal
): Promise<VoiceResult> {
    const running = trainVoice(options, signal);
    for (;;) {
        const {done, value} = await running.next();
        if (done === true) return value;
        each(value);
    }
}

describe("a persona of the user's own texts", () => {
    test("predicts kept-out texts better in the drafting engine, and its file records it", async () => {
        const result = await finish(training("whole"));
        expect(result.gain).toBeGreaterThan(0.1);
        expect(result.tuned).toBeLessThan(result.start);
        const persona = parseTunedPersona(await readFile(result.file), "mine");
        expect(persona).toMatchObject({
            modelSha256: engine.model!.sha256,
            heldOut: {before: result.none, after: result.tuned},
            content: result.content
        });
        expect(result.content!.notes).toBeGreaterThan(4);
        expect(persona.vectors).toHaveLength(4);
        expect(persona.historyIds.toSorted()).toEqual(persona.historyIds);
        expect(persona.historyCount).toBe(persona.historyIds.length);
    });

    test("is found for its model and its texts, and rejected in a sentence for others", async () => {
        const place = training("whole"),
            {home} = place;
        const model = engine.model!;
        expect((await findPersona(place, model, items)).tuned?.vectors).toHaveLength(4);
        expect(await findPersona(place, model, items.slice(1))).toEqual({
            tuned: null,
            tunedRefusal: expect.objectContaining({key: "persona.texts-gone"})
        });
        expect(await findPersona(place, {...model, sha256: "0".repeat(64)}, items)).toEqual({tuned: null, tunedRefusal: null});
        // a file for another model
        const other = "1".repeat(64);
        await writeFile(personaFile(home, other), await readFile(personaFile(home, model.sha256)));
        expect((await findPersona(place, {...model, sha256: other, name: "other"}, items)).tunedRefusal?.text).toMatch(
            /trained for the model tiny and not for other/
        );
        await writeFile(personaFile(home, other), "nothing of the kind");
        expect((await findPersona(place, {...model, sha256: other}, items)).tunedRefusal?.text).toMatch(/is not a/);
        await erasePersonas(home);
        expect(await findPersona(place, model, items)).toEqual({tuned: null, tunedRefusal: null});
    });

    test("that makes drafts omit more or not end is reduced towards its start, or rejected in a sentence", async () => {
        const options = (said: (share: number) => number, ended = (_: number) => 3) => {
            let share = 0;
            // 4 pairs of 2 notes each; the share of the change can be seen in the model's prompts
            const maker = {
                content: async (_: unknown, {adapter}: VoiceParts) => {
                    share = adapter?.scale ?? 0;
                    return {drafts: 4, notes: 40, said: said(share), ended: ended(share)};
                },
                loss: async () => 2 - share
            };
            return new ContentGuard(maker, [], 2).choose("LoRA", (scale) => ({adapter: {file: "a.gguf", scale}}));
        };
        expect(await options(() => 30)).toMatchObject({share: 1, loss: 1, content: {notes: 40, before: 30, after: 30}});
        expect(await options((share) => (share > 0.8 ? 20 : 29))).toMatchObject({share: 0.75, loss: 1.25, content: {after: 29}});
        expect(
            await options(
                () => 30,
                (share) => (share > 0.6 ? 0 : 3)
            )
        ).toMatchObject({share: 0.5});
        await expect(options((share) => 30 - 20 * share)).rejects.toThrow(/say 20 of 40 notes, and without it 30, so it was not kept/);
        await expect(
            options(
                () => 30,
                (share) => 3 - 6 * share
            )
        ).rejects.toThrow(/do not come to their end, so it was not kept/);
    });

    test("requires eight texts", async () => {
        await expect(finish({...training("few"), items: items.slice(0, 5)})).rejects.toThrow(/only 5 texts of yours .* 8 are needed/);
    });

    test("resumed after an interruption gives the same persona, and leaves no checkpoint", async () => {
        const stop = new AbortController();
        const options = {...training("interrupted"), items: items.slice(0, 9)};
        const checkpoint = checkpointFile(options.home, engine.model!.sha256);
        await expect(
            finish(
                options,
                (progress) => {
                    if (progress.type === "step" && progress.step >= 4) stop.abort(new Error("enough"));
                },
                stop.signal
            )
        ).rejects.toThrow("enough");
        expect((await stat(checkpoint)).size).toBeGreaterThan(0);
        let resumed = 0;
        const result = await finish(options, (progress) => {
            if (progress.type === "resumed") resumed = progress.step;
        });
        expect(resumed).toBeGreaterThan(0);
        await expect(stat(checkpoint)).rejects.toThrow("ENOENT");
        const whole = await finish({...options, home: path.join(folder, "not interrupted")});
        expect(parseTunedPersona(await readFile(result.file), "a").vectors).toEqual(
            parseTunedPersona(await readFile(whole.file), "b").vectors
        );
    });

    test("is not repeated when it is interrupted during measurement", async () => {
        const stop = new AbortController();
        const options = {...training("measured"), items: items.slice(0, 9)};
        await expect(
            finish(
                options,
                ({type}) => {
                    if (type === "measure") stop.abort(new Error("enough"));
                },
                stop.signal
            )
        ).rejects.toThrow("enough");
        const seen: string[] = [];
        const result = await finish(options, ({type}) => seen.push(type));
        expect(seen).toEqual(["texts", "measure"]);
        expect(result.gain).toBeGreaterThan(0);
        // a training with other settings is run
        const another = new AbortController();
        await expect(
            finish(
                {...options, vectors: 5},
                ({type}) => {
                    seen.push(type);
                    if (type === "step") another.abort(new Error("enough"));
                },
                another.signal
            )
        ).rejects.toThrow("enough");
        expect(seen).toContain("step");
    });

    test("is encrypted like the library: file, checkpoint and what a killed program leaves", async () => {
        const cipher = aesCipher(new Uint8Array(32).fill(3)),
            options = {...training("sealed"), cipher},
            {sha256} = engine.model!;
        const folderOf = path.join(options.home, "personas"),
            stop = new AbortController();
        await expect(
            finish(
                options,
                (progress) => {
                    if (progress.type === "step" && progress.step >= 4) stop.abort(new Error("enough"));
                },
                stop.signal
            )
        ).rejects.toThrow("enough");
        expect(await readdir(folderOf)).toEqual([`${sha256}.checkpoint`]);
        expect((await readFile(checkpointFile(options.home, sha256))).subarray(0, 8).toString()).toBe("IDSEAL1\n");
        let resumed = 0;
        const measured = new AbortController();
        await expect(
            finish(
                options,
                (progress) => {
                    if (progress.type === "resumed") resumed = progress.step;
                    if (progress.type === "measure") measured.abort(new Error("enough"));
                },
                measured.signal
            )
        ).rejects.toThrow("enough");
        expect(resumed).toBeGreaterThan(0);
        // the result file contains the vectors
        expect(await readdir(folderOf)).toEqual([`${sha256}.checkpoint-finished`]);
        expect((await readFile(finishedFile(options.home, sha256))).subarray(0, 8).toString()).toBe("IDSEAL1\n");
        expect(await isUnfinished(options.home, sha256)).toBe(true);
        const seen: string[] = [];
        const {file} = await finish(options, ({type}) => seen.push(type));
        expect(seen).toEqual(["texts", "measure"]);
        expect(await isUnfinished(options.home, sha256)).toBe(false);
        expect(await readdir(folderOf)).toEqual([`${sha256}.safetensors`]);
        const bytes = await readFile(file);
        expect(bytes.includes("held_out_texts") || bytes.includes("item3")).toBe(false);
        const {tuned} = await findPersona(options, engine.model!, items);
        expect(tuned?.vectors).toHaveLength(4);
        expect((await findPersona({...options, cipher: null}, engine.model!, items)).tunedRefusal?.text).toMatch(/is encrypted/);
        expect((await findPersona({...options, cipher: aesCipher(new Uint8Array(32))}, engine.model!, items)).tunedRefusal?.text).toBe(
            new WrongKeyError().message
        );
        // one that was written before there was a key
        await writeFile(file, formatTunedPersona(tuned!));
        expect((await findPersona(options, engine.model!, items)).tuned).toEqual(tuned);
        expect((await readFile(file)).includes("held_out_texts")).toBe(false);

        await writeFile(`${checkpointFile(options.home, sha256)}.open`, "left by a kill");
        await writeFile(`${checkpointFile(options.home, sha256)}-lora.open`, "left by a kill");
        const library = await openLibrary({home: options.home, keyProvider: {name: "a test", key: async () => new Uint8Array(32).fill(3)}});
        await library.close();
        expect(await readdir(folderOf)).toEqual([`${sha256}.safetensors`]);
    });

    test("that cannot be written is reported, and an older file stays", async () => {
        const blocked = path.join(folder, "a file");
        await writeFile(blocked, "older");
        await expect(finish({...training("blocked"), file: path.join(blocked, "mine.safetensors")})).rejects.toThrow(
            /could not be written .*choose another place/
        );
        expect(await readFile(blocked, "utf8")).toBe("older");
    });
});

describe("drafting with it", () => {
    let idiolect: Idiolect;
    beforeAll(async () => {
        const {directory} = await makeTinyEncoder(path.join(folder, "encoder"));
        const mail = path.join(folder, "mail");
        await mkdir(mail);
        for (const [n, {title, text, date}] of items.entries())
            await writeFile(
                path.join(mail, `${n}.eml`),
                `From: Sara <sara@a.example>\nTo: Ines <ines@b.example>\nSubject: ${title}\nMessage-ID: <${n}@a.example>\n` +
                    `Date: ${new Date(date!).toUTCString()}\n\n${text}\n`
            );
        idiolect = await createIdiolect({
            home: path.join(folder, "desk"),
            engine: "forked",
            threads: 1,
            model: path.join(folder, "model.gguf"),
            encoder: directory
        });
        await idiolect.library.setIdentities(["sara@a.example"]);
        await idiolect.library.addSource(mail);
        await idiolect.library.scan();
    });
    afterAll(() => idiolect.dispose());

    async function draft(strength: number, strategy?: Strategy): Promise<Draft> {
        const request = {
            brief: {kind: "email" as const, notes: "the winch is late"},
            seeds: [1],
            candidates: 1,
            strength,
            sampling: {temperature: 0, maxTokens: 16}
        };
        for await (const event of idiolect.draft({...request, ...(strategy !== undefined && {strategy})}))
            if (event.type === "end") return event.result;
        throw new Error("no draft");
    }

    test("is rejected before there is one, the default as soon as there is, and erased with the persona's data", async () => {
        await expect(draft(1, "tuned")).rejects.toThrow(/no voice trained for tiny.*train one/);
        const own = await idiolect.persona.items();
        expect(own).toHaveLength(12);
        await idiolect.voice();
        await finish({...training(""), items: own, home: idiolect.home, engine: idiolect.engine});
        const tuned = await draft(1, "tuned");
        expect(tuned.strategy).toBe("tuned");
        expect(tuned.text).not.toBe((await draft(0, "tuned")).text);
        expect((await draft(1, "tuned+retrieval")).promptTokens).toBeGreaterThan(tuned.promptTokens);
        expect((await draft(1)).strategy).toBe("tuned");

        await expect(draft(1, "lora")).rejects.toThrow(/No LoRA was trained for tiny.*--lora/);
        const {lora, loraRefusal} = await finish({...training(""), items: own, home: idiolect.home, engine: idiolect.engine, lora: true});
        expect(loraRefusal).toBeNull();
        expect(path.dirname(lora!.file)).toBe(adapterFolder(idiolect.home));
        expect(lora!.tuned).toBeCloseTo((await findPersona(idiolect.library.store, idiolect.engine.model!, own)).tuned!.adapter!.after, 9);
        const [adapted, plain] = [await draft(1, "lora"), await draft(1, "none")];
        expect(adapted.text).not.toBe(plain.text);
        // the model is back in its original state, and a strength of zero has no effect
        expect((await draft(0, "lora")).text).toBe(plain.text);
        expect((await draft(1, "lora")).text).toBe(adapted.text);
        expect((await draft(1, "lora+retrieval")).promptTokens).toBeGreaterThan(adapted.promptTokens);

        await idiolect.library.exclude(own[0]!.id, true);
        await expect(draft(1, "lora")).rejects.toThrow(/no longer in your library/);
        await expect(draft(1, "tuned")).rejects.toThrow(/no longer in your library/);
        expect((await draft(1)).strategy).toBe("profile+retrieval");
        await idiolect.library.erase();
        await expect(stat(path.join(idiolect.home, "personas"))).rejects.toThrow("ENOENT");
        expect(await readdir(adapterFolder(idiolect.home))).toEqual([]);

        // the engine that was running before the erasing can still read the next one; a file elsewhere has its adapter beside it
        const file = path.join(folder, "elsewhere", "mine.safetensors");
        const given = await finish({...training(""), items: own, home: idiolect.home, engine: idiolect.engine, lora: true, file});
        expect(given.loraRefusal).toBeNull();
        expect((await readdir(path.dirname(file))).toSorted()).toEqual([path.basename(given.lora!.file), "mine.safetensors"]);
        expect(parseTunedPersona(await readFile(file), "mine").adapter!.file).toBe(path.basename(given.lora!.file));
        expect(await readdir(adapterFolder(idiolect.home))).toEqual([]);
    });
});
