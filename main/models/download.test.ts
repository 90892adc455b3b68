import {execFile, spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {setTimeout as wait} from "node:timers/promises";
import {promisify} from "node:util";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import {openApi} from "../api/open-api.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {previewHost} from "../preview/host.ts";
import {ModelCatalogue} from "./catalogue.ts";
import {downloadFiles} from "./download.ts";
import type {DownloadOptions, DownloadProgress} from "./download.ts";
import {fileNameOf} from "./downloaded-files.ts";
import {checkNotRunning, fetchModel} from "./fetch-model.ts";
import {listOffers, sourceOf} from "./offers.ts";
import * as hashes from "../file-hash.ts";
import {startFileHost} from "./testing/file-host.ts";
import type {FileHost} from "./testing/file-host.ts";

vi.setConfig({testTimeout: 60_000, hookTimeout: 60_000});

vi.mock("../file-hash.ts", {spy: true});

let folder: string;
let content: Buffer;
let host: FileHost;
let to: string;
let count = 0;

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const address = () => `${host.url}/tiny.gguf`;
const file = (more: {sha256?: string | null; size?: number | null} = {}) => ({
    url: address(),
    size: content.length,
    sha256: sha256(content),
    ...more
});
const options = (more: Partial<DownloadOptions> = {}): DownloadOptions => ({folder: to, hosts: ["127.0.0.1"], retryDelay: 1, ...more});
const part = () => join(to, "tiny.gguf.part");

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-download-"));
    content = await readFile(await makeTinyModel(join(folder, "source.gguf")));
});

beforeEach(async () => {
    host = await startFileHost();
    host.files.set("/tiny.gguf", content);
    to = join(folder, `to-${count++}`);
});

afterEach(() => host.close());
afterAll(() => rm(folder, {recursive: true, force: true}));

describe("a download", () => {
    it("names the file only after its SHA-256 was verified, and reports progress", async () => {
        const said: DownloadProgress[] = [];
        const {paths, checkedAgainst} = await downloadFiles([file()], options({onProgress: (each) => said.push(each)}));
        expect(checkedAgainst).toBe("catalogue");
        expect(await readFile(paths[0] as string)).toEqual(content);
        expect(await readdir(to)).toEqual(["tiny.gguf"]);
        expect(said.map(({stage}) => stage)).toEqual(expect.arrayContaining(["connect", "load", "check"]));
        expect(said.at(-1)).toMatchObject({done: content.length, total: content.length});
        await downloadFiles([file()], options());
        expect(host.requests).toHaveLength(1);
    });

    it("resumes by itself at the byte where the connection broke", async () => {
        host.faults.push({cut: 100_000}, {cut: 50_000}, {status: 503});
        const {paths} = await downloadFiles([file()], options());
        expect(await readFile(paths[0] as string)).toEqual(content);
        expect(host.requests.map(({range}) => range)).toEqual([undefined, "bytes=100000-", "bytes=150000-", "bytes=150000-"]);
    });

    it("gives up with one sentence after a stall, keeps what was received, and resumes at the next call", async () => {
        host.faults.push({cut: 100_000}, {cut: 0}, {cut: 0}, {cut: 0});
        await expect(downloadFiles([file()], options())).rejects.toThrow(
            /^The connection to 127\.0\.0\.1:\d+ broke .*what was downloaded is kept/
        );
        expect((await stat(part())).size).toBe(100_000);
        const {paths} = await downloadFiles([file()], options());
        expect(host.requests.at(-1)?.range).toBe("bytes=100000-");
        expect(await readFile(paths[0] as string)).toEqual(content);
    });

    it("notices a stall", async () => {
        host.faults.push({stall: 40_000}, {stall: 0}, {stall: 0}, {stall: 0});
        await expect(downloadFiles([file()], options({stallTime: 200}))).rejects.toThrow(/stalled: 127\.0\.0\.1:\d+ sent nothing/);
        expect((await stat(part())).size).toBe(40_000);
    });

    it("keeps what was received when it is cancelled", async () => {
        host.faults.push({stall: 40_000});
        const controller = new AbortController();
        const onProgress = ({done}: DownloadProgress) => {
            if (done >= 40_000) controller.abort();
        };
        await expect(downloadFiles([file()], options({signal: controller.signal, onProgress}))).rejects.toThrow(/abort/i);
        expect((await stat(part())).size).toBe(40_000);
    });

    it("starts again if the file has changed at its host in between", async () => {
        host.faults.push({cut: 100_000}, {cut: 0}, {cut: 0}, {cut: 0});
        const unknown = file({sha256: null, size: null});
        await expect(downloadFiles([unknown], options())).rejects.toThrow(/broke/);
        const other = await readFile(await makeTinyModel(join(folder, "changed.gguf"), {seed: 5}));
        host.files.set("/tiny.gguf", other);
        const {paths} = await downloadFiles([unknown], options());
        expect(await readFile(paths[0] as string)).toEqual(other);
    });

    it("starts again if the host sends the rest of another file", async () => {
        host.faults.push({cut: 100_000}, {cut: 0}, {cut: 0}, {cut: 0});
        const unknown = file({sha256: null, size: null});
        await expect(downloadFiles([unknown], options())).rejects.toThrow(/broke/);
        const other = await readFile(await makeTinyModel(join(folder, "replaced.gguf"), {seed: 6}));
        host.files.set("/tiny.gguf", other);
        // as a host does that does not know If-Range
        host.ignoresIfRange = true;
        const {paths} = await downloadFiles([unknown], options());
        expect(await readFile(paths[0] as string)).toEqual(other);
    });

    it("resumes when reading what it has takes longer than a host may be silent", async () => {
        host.faults.push({cut: 100_000}, {cut: 0}, {cut: 0}, {cut: 0});
        await expect(downloadFiles([file()], options())).rejects.toThrow(/broke/);
        const {hashFiles} = await vi.importActual<typeof hashes>("../file-hash.ts");
        vi.mocked(hashes.hashFiles).mockImplementationOnce(async (paths, signal) => {
            await wait(1500);
            return hashFiles(paths, signal);
        });
        const {paths} = await downloadFiles([file()], options({stallTime: 700}));
        expect(await readFile(paths[0] as string)).toEqual(content);
        expect(host.requests.at(-1)?.range).toBe("bytes=100000-");
    });

    it("takes a file of the same name only if the host has the same file", async () => {
        const unknown = file({sha256: null, size: null});
        const {paths} = await downloadFiles([unknown], options());
        expect((await downloadFiles([unknown], options())).checkedAgainst).toBe("size");
        host.headers["x-linked-etag"] = `"${sha256(content)}"`;
        expect((await downloadFiles([unknown], options())).checkedAgainst).toBe("host");
        host.headers["x-linked-etag"] = `"${"0".repeat(64)}"`;
        await expect(downloadFiles([unknown], options())).rejects.toThrow(/is not the file at this address/);
        delete host.headers["x-linked-etag"];
        host.files.set("/other/tiny.gguf", Buffer.concat([content, Buffer.from("x")]));
        await expect(downloadFiles([{...unknown, url: `${host.url}/other/tiny.gguf`}], options())).rejects.toThrow(
            /is not the file at this address/
        );
        expect(await readFile(paths[0] as string)).toEqual(content);
    });

    it("deletes a file with a wrong SHA-256 and reports it", async () => {
        const damaged = Buffer.from(content);
        damaged[200_000] = (damaged[200_000] as number) ^ 1;
        host.files.set("/tiny.gguf", damaged);
        await expect(downloadFiles([file()], options())).rejects.toThrow(
            new RegExp(`its SHA-256 is ${sha256(damaged)}, not ${sha256(content)}`)
        );
        expect(await readdir(to)).toEqual([]);
    });

    it("uses the hash that the host announces if the catalogue has none, and reports it", async () => {
        host.headers["x-linked-etag"] = `"${sha256(content)}"`;
        expect((await downloadFiles([file({sha256: null})], options())).checkedAgainst).toBe("host");
        await rm(join(to, "tiny.gguf"));
        host.headers["x-linked-etag"] = `"${"0".repeat(64)}"`;
        await expect(downloadFiles([file({sha256: null})], options())).rejects.toThrow(/its SHA-256 is/);
        delete host.headers["x-linked-etag"];
        expect((await downloadFiles([file({sha256: null})], options())).checkedAgainst).toBe("size");
    });

    it("does not start without enough disk space, counting what is already there", async () => {
        const room = (free: number) => options({freeSpace: async () => free});
        await expect(downloadFiles([file()], room(content.length))).rejects.toThrow(/needs \d+ MB more on the disk .* are free: make room/);
        await expect(stat(part())).rejects.toThrow(/ENOENT/);
        await downloadFiles([file()], room(content.length + 64 * 1024 * 1024));
    });

    it("rejects a file that was replaced at its host before storing a byte of it", async () => {
        await expect(downloadFiles([file({size: 17})], options())).rejects.toThrow(/bytes at its host and 17 bytes in the catalogue/);
    });

    it("rejects a web page instead of a model", async () => {
        host.files.set("/tiny.gguf", Buffer.from("<html>Log in</html>".padEnd(content.length)));
        await expect(downloadFiles([file()], options())).rejects.toThrow(/not a GGUF model but perhaps a page/);
        host.faults.push({status: 404});
        await expect(downloadFiles([file()], options())).rejects.toThrow(/has no file \/tiny\.gguf/);
        host.faults.push({status: 401});
        await expect(downloadFiles([file()], options())).rejects.toThrow(/logged in/);
    });

    it("follows redirects to allowed hosts only", async () => {
        const other = await startFileHost();
        other.files.set("/elsewhere", content);
        try {
            host.faults.push({redirect: `${other.url}/elsewhere`});
            expect((await downloadFiles([file()], options())).checkedAgainst).toBe("catalogue");
            await rm(join(to, "tiny.gguf"));
            host.faults.push({redirect: `${other.url.replace("127.0.0.1", "localhost")}/elsewhere`});
            await expect(downloadFiles([file()], options())).rejects.toThrow(
                /leads to localhost:\d+, which is not one of its allowed hosts \(127\.0\.0\.1\)/
            );
            expect(other.requests).toHaveLength(1);
            host.faults.push({redirect: "file:///etc/passwd"});
            await expect(downloadFiles([file()], options())).rejects.toThrow(/not one of its allowed hosts/);
        } finally {
            await other.close();
        }
    });

    it("never contacts a host that is not allowed", async () => {
        await expect(downloadFiles([file()], options({hosts: ["huggingface.co", "*.hf.co"]}))).rejects.toThrow(
            /not one of its allowed hosts/
        );
        expect(host.requests).toEqual([]);
    });
});

describe("addresses", () => {
    it("are rejected if they do not point to a GGUF file, are not encrypted, or contain a password", () => {
        expect(() => sourceOf("https://example.org/model.zip", null)).toThrow(/not the address of a GGUF file/);
        expect(() => sourceOf("http://example.org/model.gguf", null)).toThrow(/not encrypted/);
        expect(() => sourceOf("https://me:secret@example.org/model.gguf", null)).toThrow(/password/);
        expect(sourceOf("https://example.org/a/model.gguf", null).hosts).toEqual(["example.org"]);
        expect(sourceOf("https://huggingface.co/x/y/resolve/main/m.gguf", null).hosts).toContain("*.hf.co");
    });

    it("of one part of a split model select all parts", () => {
        expect(() => sourceOf("https://example.org/m-00001-of-90000.gguf", null)).toThrow(/90,000 parts/);
        expect(sourceOf("https://example.org/a/m-00002-of-00003.gguf?download=true", null).files.map(({url}) => url)[0]).toBe(
            "https://example.org/a/m-00001-of-00003.gguf?download=true"
        );
    });

    it("yield file names that stay in the folder", () => {
        expect(fileNameOf("https://example.org/a/..%2F..%2Fevil.gguf")).toBe(".._.._evil.gguf");
        expect(fileNameOf("https://example.org/a/My%20Model.gguf?x=/y")).toBe("My_Model.gguf");
        expect(fileNameOf("https://example.org/a/half-50%.gguf")).toBe("half-50_.gguf");
    });
});

describe("the catalogue of models to download", () => {
    it("contains freely licensed models from 135 million to 8 billion parameters, each with size, licence and language", () => {
        const offers = listOffers();
        expect(Math.min(...offers.map(({parameters}) => parameters))).toBeLessThan(140e6);
        expect(Math.max(...offers.map(({parameters}) => parameters))).toBeGreaterThan(8e9);
        for (const offer of offers) {
            expect(["Apache-2.0", "MIT"], offer.id).toContain(offer.licence);
            expect(offer.size, offer.id).toBeGreaterThan(0.4 * offer.parameters);
            expect(offer.fit.needed, offer.id).toBeGreaterThan(offer.size);
            for (const {url} of offer.files) {
                expect(new URL(url).protocol).toBe("https:");
                expect(offer.hosts).toContain(new URL(url).hostname);
            }
        }
        expect(new Set(offers.map(({id}) => id)).size).toBe(offers.length);
    });
});

describe("a downloaded model", () => {
    it("is added to the list, and its file is deleted when it is removed", async () => {
        const catalogue = new ModelCatalogue(to, {id: "none", name: "none", path: join(folder, "none.gguf")});
        const {model, sentence} = await fetchModel(catalogue, {url: address(), sha256: sha256(content).toUpperCase()});
        expect(sentence.text).toBe("tiny is in the list. Its SHA-256 is the one that was expected.");
        expect(await catalogue.list()).toMatchObject([{name: "tiny", downloaded: true, present: true, sha256: sha256(content)}]);
        await catalogue.remove(model.id);
        expect(await readdir(catalogue.downloads)).toEqual([]);
        await catalogue.add(join(folder, "source.gguf"));
        await catalogue.remove("tiny");
        expect((await stat(join(folder, "source.gguf"))).size).toBe(content.length);
    });

    it("that cannot be read is not kept, and one that is being written is neither written twice nor discarded", async () => {
        const catalogue = new ModelCatalogue(to, {id: "none", name: "none", path: join(folder, "none.gguf")});
        host.files.set("/tiny.gguf", Buffer.from("GGUF and nothing more"));
        await expect(fetchModel(catalogue, {url: address(), sha256: null})).rejects.toThrow();
        expect(await readdir(catalogue.downloads)).toEqual([]);
        host.files.set("/tiny.gguf", content);
        host.files.set("/other/tiny.gguf", content);
        const first = fetchModel(catalogue, {url: address(), sha256: null});
        await expect(fetchModel(catalogue, {url: `${host.url}/other/tiny.gguf`, sha256: null})).rejects.toThrow(/downloaded already/);
        expect(() => checkNotRunning([file()], catalogue.downloads)).toThrow(/downloaded already/);
        expect((await first).model.name).toBe("tiny");
        expect(checkNotRunning([file()], catalogue.downloads)).toHaveLength(1);
    });

    it("in parts is one model: all parts are downloaded, listed, verified and deleted together", async () => {
        host.files.set("/m-00001-of-00002.gguf", content);
        host.files.set("/m-00002-of-00002.gguf", await readFile(await makeTinyModel(join(folder, "second.gguf"), {seed: 8})));
        const catalogue = new ModelCatalogue(to, {id: "none", name: "none", path: join(folder, "none.gguf")});
        const {model} = await fetchModel(catalogue, {url: `${host.url}/m-00002-of-00002.gguf`, sha256: null});
        expect(model).toMatchObject({path: join(catalogue.downloads, "m-00001-of-00002.gguf"), downloaded: true});
        expect(model.size).toBeGreaterThan(content.length);
        expect(await catalogue.verify(model.id)).toMatchObject({ok: true});
        await writeFile(join(catalogue.downloads, "m-00002-of-00002.gguf"), content);
        expect(await catalogue.verify(model.id)).toMatchObject({ok: false});
        await rm(join(catalogue.downloads, "m-00002-of-00002.gguf"));
        expect(await catalogue.list()).toMatchObject([{present: false}]);
        await expect(catalogue.add(join(catalogue.downloads, "m-00001-of-00002.gguf"))).rejects.toThrow(
            /A part of the model .* is missing/
        );
        await catalogue.remove(model.id);
        expect(await readdir(catalogue.downloads)).toEqual([]);
    });

    it("is a job with progress in the window's contract, and can be cancelled", async () => {
        const resources = join(folder, "resources");
        await mkdir(join(resources, "models"), {recursive: true});
        const none = {id: "none", name: "none", files: ["none.gguf"], sha256: null, licence: "MIT", plug: null};
        await writeFile(join(resources, "models", "manifest.json"), JSON.stringify({models: [none]}));
        const api = await openApi({home: to, engine: "in-process", threads: 1, resources}, previewHost());
        let hear: (message: unknown) => void = () => {};
        const session = api.router.connect((message) => hear(structuredClone(message)));
        const client = createClient({
            send: (message) => session.receive(structuredClone(message)),
            receive: (listener) => {
                hear = listener;
            }
        });
        try {
            const controller = new AbortController();
            host.faults.push({stall: 40_000});
            const stopped = client.call(
                "models.download",
                {url: address()},
                {
                    signal: controller.signal,
                    onProgress: ({done}) => {
                        if (done >= 40_000) controller.abort();
                    }
                }
            );
            await expect(stopped).rejects.toMatchObject({cancelled: true});
            const stages: string[] = [];
            const {state, id} = await client.call(
                "models.download",
                {url: address(), sha256: sha256(content)},
                {onProgress: ({stage}) => stages.push(stage)}
            );
            expect(host.requests.at(-1)?.range).toBe("bytes=40000-");
            expect(stages).toContain("load");
            expect(state.models).toMatchObject([{id, name: "tiny", downloaded: true, takesVectors: true}]);
            expect(state.offers.length).toBeGreaterThan(5);
            expect(state.offers.find(({sha256Known}) => !sha256Known)?.name).toMatch(/135M/);
            await expect(client.call("models.download", {offer: "gpt-4"})).rejects.toThrow(
                /has no model gpt-4: choose one of smollm2-135m/
            );
            const report = await client.call("privacy.report", {});
            expect(report.network).toMatchObject([{what: {text: "Model download"}}, {what: {text: "Models served on this machine"}}]);
            expect(report.stored.find(({what}) => what === "models")?.size).toBe(content.length);
        } finally {
            await api.close();
        }
    });

    it("resumes after the program was killed", async () => {
        const entry = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
        const args = [entry, "models", "add", address(), "--sha256", sha256(content), "--home", to, "--json"];
        host.faults.push({stall: 100_000});
        const killed = spawn(process.execPath, args, {stdio: "ignore"});
        const left = join(to, "downloaded-models", "tiny.gguf.part");
        await vi.waitFor(async () => expect((await stat(left)).size).toBe(100_000), {timeout: 30_000});
        killed.kill("SIGKILL");
        await new Promise((resolve) => killed.once("exit", resolve));
        expect(JSON.parse((await promisify(execFile)(process.execPath, args)).stdout)).toMatchObject({sha256: sha256(content)});
        expect(host.requests.map(({range}) => range)).toEqual([undefined, "bytes=100000-"]);
    });

    it("resumes on the command line after an interruption", async () => {
        const entry = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
        const models = (...args: string[]) =>
            promisify(execFile)(process.execPath, [entry, "models", ...args, "--home", to, "--json"]).catch(
                (error: {code: number; stdout: string; stderr: string}) => error
            );
        host.faults.push({cut: 100_000}, {status: 404});
        expect(await models("add", address(), "--sha256", sha256(content))).toMatchObject({
            code: 1,
            stdout: "",
            stderr: expect.stringMatching(/has no file/)
        });
        const added = await models("add", address(), "--sha256", sha256(content));
        expect(host.requests.at(-1)?.range).toBe("bytes=100000-");
        expect(JSON.parse(added.stdout)).toMatchObject({name: "tiny", downloaded: true});
        expect(added.stderr).toMatch(/Its SHA-256 is the one that was expected/);
        const list = JSON.parse((await models("list")).stdout) as {offers: {id: string; licence: string}[]};
        expect(list.offers.map(({id}) => id)).toContain("qwen3-4b");
        expect(await models("add", "http://example.org/x.gguf")).toMatchObject({code: 1, stderr: expect.stringMatching(/not encrypted/)});
        expect(await models("add", "no-such-model")).toMatchObject({code: 1, stderr: expect.stringMatching(/cannot be read/)});
    });
});
