import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Encoder} from "../../app/persona/encoder.ts";
import {openEncoder} from "../encoder/encoder.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {readLampFolder} from "./lamp-folder.ts";
import {VectorCache} from "./vector-cache.ts";

let folder: string;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-evaluation-"));
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe("a folder in LaMP's format", () => {
    /** `[{"id":"1","input":"Generate a headline for the following article: A","profile":[]}]`, compressed by xz */
    const packed =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABTAFJdAC2ewEaTWs408h6Vz1ZPD1lDrlQCJkZX4mJK0Td1myrYf+WzQvWXFB49yfg7lkmuSn0V8UggpCo3imtr8H2m" +
        "SJGyXSqWqQvfPbwsliHK1U/g3gAAAABmkehNHAST3wABblTvZv63H7bzfQEAAAAABFla";

    it("is read plain, and with a split's prefix", async () => {
        const at = join(folder, "plain");
        await mkdir(at);
        await writeFile(
            join(at, "dev_questions.json"),
            JSON.stringify([{id: "1", input: "Generate a headline for the following article: A", profile: []}])
        );
        await writeFile(join(at, "dev_outputs.json"), JSON.stringify({task: "LaMP_4", golds: [{id: "1", output: "gold"}]}));
        expect((await readLampFolder(at)).questions).toMatchObject([{brief: {kind: "headline", text: "A"}, reference: "gold"}]);
    });

    it("is read compressed", async () => {
        const at = join(folder, "packed");
        await mkdir(at);
        await writeFile(join(at, "questions.json.xz"), Buffer.from(packed, "base64"));
        await writeFile(join(at, "outputs.json"), JSON.stringify({golds: [{id: "1", output: "gold"}]}));
        expect((await readLampFolder(at)).questions).toMatchObject([{brief: {kind: "headline", text: "A"}, reference: "gold"}]);
    });
});

describe("the vector cache", () => {
    it("encodes a text once, for this run and the next", async () => {
        const tiny = await makeTinyEncoder(join(folder, "encoder"));
        const encoder = await openEncoder(tiny.directory);
        let encoded = 0;
        const counting: Encoder = {
            name: encoder.name,
            size: encoder.size,
            sha256: encoder.sha256,
            dispose: () => encoder.dispose(),
            encode: (texts, signal) => {
                encoded += texts.length;
                return encoder.encode(texts, signal);
            }
        };
        const texts = Array.from({length: 300}, (_, i) => `text ${i}`);
        const first = await VectorCache.open(join(folder, "cache"), counting);
        const progress: number[] = [];
        await first.prepare(texts, (done) => progress.push(done));
        expect(progress).toEqual([256, 300]);
        const vector = await first.vector("text 7");
        expect(vector).toEqual(await encoder.encode(["text 7"]));
        await first.vector("another");
        first.close();
        expect(encoded).toBe(301);

        const second = await VectorCache.open(join(folder, "cache"), counting);
        await second.prepare([...texts, "another"], () => expect.unreachable());
        expect(await second.vector("text 7")).toEqual(vector);
        second.close();
        expect(encoded).toBe(301);
        await encoder.dispose();
    });
});
