import {createHash, generateKeyPairSync, sign} from "node:crypto";
import {once} from "node:events";
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from "vitest";
import {signManifests, updateSourceOf, writeUpdateSource} from "../../packaging/updates.ts";
import {checkManifest, parseUpdateSource, readUpdateSource} from "./update-source.ts";
import {Updates} from "./updates.ts";
import type {IncomingMessage, Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {UpdateOutcome, UpdatesOptions} from "./updates.ts";

vi.setConfig({testTimeout: 60_000});

/** An update server on this machine, with electron-updater itself as its client. */
let server: Server, folder: string, address: string;
const files = new Map<string, string | Buffer>();
let asked: {readonly path: string; readonly headers: IncomingMessage["headers"]}[] = [];
/** called before a file is served */
let onAnswer: (path: string) => void | Promise<void> = () => {};
const {publicKey, privateKey} = generateKeyPairSync("ed25519");
const spki = publicKey.export({format: "der", type: "spki"}).toString("base64");
const installer = Buffer.from("#!/bin/sh\nexit 0\n".padEnd(300_000, "#"));
const channel = process.arch === "x64" ? "latest-linux.yml" : `latest-linux-${process.arch}.yml`;

beforeAll(async () => {
    server = createServer(
        (request, response) =>
            void (async () => {
                const path = (request.url ?? "").split("?")[0]!.slice(1);
                asked.push({path, headers: request.headers});
                await onAnswer(path);
                const file = files.get(path);
                if (typeof file === "string" && file.startsWith("http")) response.writeHead(302, {location: file}).end();
                else response.writeHead(file === undefined ? 404 : 200).end(file);
            })()
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-updates-"));
    await mkdir(join(folder, "home"));
    await writeFile(join(folder, "app-update.yml"), "updaterCacheDirName: idiolect-updater\n");
    await writeFile(join(folder, "Idiolect.AppImage"), "the old one");
    await chmod(join(folder, "Idiolect.AppImage"), 0o755);
    vi.stubEnv("APPIMAGE", join(folder, "Idiolect.AppImage"));
    files.clear();
    asked = [];
    onAnswer = () => {};
});
afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

function publish(version: string, {more = "", content = installer, key = privateKey, url = `Idiolect-${version}.AppImage`} = {}): void {
    const sha512 = createHash("sha512").update(installer).digest("base64");
    const manifest =
        `version: ${version}\nfiles:\n  - url: ${url}\n    sha512: ${sha512}\n    size: ${installer.length}\npath: ${url}\n` +
        `sha512: ${sha512}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n${more}`;
    files.set(channel, manifest);
    files.set(`${channel}.sig`, sign(null, Buffer.from(manifest), key).toString("base64"));
    files.set(`Idiolect-${version}.AppImage`, content);
}

let told: UpdateOutcome[] = [];
function open(options: Partial<UpdatesOptions> = {}): Updates {
    told = [];
    const app = {
        version: "1.2.3",
        name: "idiolect",
        isPackaged: true,
        appUpdateConfigPath: join(folder, "app-update.yml"),
        userDataPath: join(folder, "home"),
        baseCachePath: join(folder, "cache"),
        whenReady: async () => {},
        relaunch: () => {},
        quit: () => {},
        onQuit: () => {}
    };
    return new Updates({
        source: parseUpdateSource({url: address, publicKey: spki}),
        app,
        isBusy: () => false,
        tell: (outcome) => told.push(outcome),
        ...options
    });
}
const placed = () => readFile(join(folder, "Idiolect.AppImage"), "utf8");

describe.runIf(process.platform === "linux")("updates", () => {
    it("send no request until the user agrees", async () => {
        publish("1.3.0");
        const updates = open();
        expect(await updates.check()).toEqual({state: "off"});
        updates.install();
        expect(asked).toEqual([]);
        expect(await placed()).toBe("the old one");
    });

    it("are downloaded, verified and installed when the program exits, and the server learns nothing about the machine", async () => {
        publish("1.3.0");
        const updates = open();
        updates.setOn(true);
        expect(await updates.check()).toEqual({state: "ready", version: "1.3.0"});
        expect(told).toEqual([{state: "ready", version: "1.3.0"}]);
        expect(await placed()).toBe("the old one");
        updates.install();
        expect(await placed()).toBe(installer.toString());
        expect(asked.map(({path}) => path)).toEqual([channel, `${channel}.sig`, "Idiolect-1.3.0.AppImage"]);
        for (const {headers} of asked) expect(Object.keys(headers).filter((name) => /id$|cookie|auth/.test(name))).toEqual([]);
        updates.setOn(false);
    });

    it("are found automatically after a while", async () => {
        publish("1.3.0");
        const updates = open({times: {first: 10}});
        updates.setOn(true);
        await vi.waitFor(() => expect(told).toEqual([{state: "ready", version: "1.3.0"}]), {timeout: 20_000});
        updates.setOn(false);
        updates.install();
        expect(await placed()).toBe("the old one");
    });

    it.each([
        ["without a signature", () => files.delete(`${channel}.sig`), /could not be fetched|not signed/],
        [
            "signed by another key",
            () => publish("1.3.0", {key: generateKeyPairSync("ed25519").privateKey}),
            /not signed by Idiolect's publisher/
        ],
        [
            "changed after signing",
            () => files.set(channel, String(files.get(channel)).replace("1.3.0", "1.3.1")),
            /not signed by Idiolect's publisher/
        ],
        [
            "with another installer",
            () => files.set("Idiolect-1.3.0.AppImage", Buffer.alloc(installer.length, 1)),
            /not the one that was signed/
        ],
        [
            "from another host",
            () => publish("1.3.0", {url: "http://127.0.0.2:9/Idiolect-1.3.0.AppImage"}),
            /127\.0\.0\.2:9, which is not one of the named hosts/
        ],
        [
            "sent on to another host",
            () => files.set("Idiolect-1.3.0.AppImage", "http://127.0.0.2:9/x.AppImage"),
            /127\.0\.0\.2:9, which is not one of the named hosts/
        ]
    ])("%s are refused in a sentence, and nothing is put in place", async (_, damage, sentence) => {
        publish("1.3.0");
        damage();
        const updates = open();
        updates.setOn(true);
        const outcome = await updates.check();
        expect(outcome).toEqual({state: "failed", sentence: expect.objectContaining({text: expect.stringMatching(sentence)})});
        updates.install();
        expect(await placed()).toBe("the old one");
        updates.setOn(false);
    });

    it.each(["1.2.2", "0.9.9", "1.2.3-beta.1"])("to an older version, %s, are rejected though signed", async (version) => {
        publish(version);
        const updates = open();
        updates.setOn(true);
        expect(await updates.check()).toEqual({state: "older", version});
        expect(told).toEqual([{state: "older", version}]);
        expect(asked.map(({path}) => path)).not.toContain(`Idiolect-${version}.AppImage`);
        updates.install();
        expect(await placed()).toBe("the old one");
        updates.setOn(false);
    });

    it("to the same version are ignored", async () => {
        publish("1.2.3");
        const updates = open();
        updates.setOn(true);
        expect(await updates.check()).toEqual({state: "current"});
        updates.setOn(false);
    });

    it("are staged: a share of the installations takes them, and each keeps its share", async () => {
        const takes = async (percentage: number): Promise<boolean> => {
            publish("1.3.0", {more: `stagingPercentage: ${percentage}\n`});
            const updates = open();
            updates.setOn(true);
            const {state} = await updates.check();
            updates.setOn(false);
            return state === "ready";
        };
        // 0x40000000 of 0xffffffff: a quarter
        await writeFile(join(folder, "home", ".updaterId"), "00000000-0000-5000-8000-000040000000");
        expect([await takes(0), await takes(20), await takes(30), await takes(100)]).toEqual([false, false, true, true]);
    });

    it("wait while a job is running, also if it starts during the download, and are not installed then", async () => {
        publish("1.3.0");
        let busy = true;
        const updates = open({isBusy: () => busy, times: {look: 5}});
        updates.setOn(true);
        expect(await updates.check()).toEqual({state: "waiting"});
        expect(asked).toEqual([]);

        busy = false;
        onAnswer = async (path) => {
            if (!path.endsWith(".AppImage")) return;
            busy = true;
            await new Promise((resolve) => setTimeout(resolve, 200));
        };
        expect(await updates.check()).toEqual({state: "waiting"});
        expect(updates.ready).toBeNull();

        onAnswer = () => {};
        busy = false;
        expect((await updates.check()).state).toBe("ready");
        busy = true;
        updates.install();
        expect(await placed()).toBe("the old one");
        updates.setOn(false);
    });
});

it("a build takes address and key from the environment, both or neither, and what it signs is what the program verifies", async () => {
    const IDIOLECT_UPDATE_KEY = privateKey.export({format: "pem", type: "pkcs8"}) as string,
        IDIOLECT_UPDATE_URL = "https://updates.example/idiolect";
    expect(updateSourceOf({})).toBeNull();
    expect(() => updateSourceOf({IDIOLECT_UPDATE_URL})).toThrow(/belong together/);
    expect(() => updateSourceOf({IDIOLECT_UPDATE_KEY})).toThrow(/belong together/);
    expect(() => updateSourceOf({IDIOLECT_UPDATE_KEY, IDIOLECT_UPDATE_URL: "http://updates.example"})).toThrow(/https/);
    const publisher = updateSourceOf({
        IDIOLECT_UPDATE_URL,
        IDIOLECT_UPDATE_KEY: Buffer.from(IDIOLECT_UPDATE_KEY).toString("base64"),
        IDIOLECT_UPDATE_HOSTS: "files.example, "
    });
    await writeUpdateSource(join(folder, "beside"), publisher);
    const source = await readUpdateSource(join(folder, "beside", "updates.json"));
    expect([...source!.hosts]).toEqual(["updates.example", "files.example"]);
    await writeFile(join(folder, "latest-linux.yml"), "version: 1.3.0\n");
    expect(await signManifests(folder, publisher!.key)).toEqual(["latest-linux.yml.sig"]);
    const signature = await readFile(join(folder, "latest-linux.yml.sig"), "utf8");
    checkManifest("version: 1.3.0\n", signature, source!.key);
    expect(() => checkManifest("version: 1.3.1\n", signature, source!.key)).toThrow(/not signed/);
    await writeUpdateSource(join(folder, "beside"), null);
    expect(await readUpdateSource(join(folder, "beside", "updates.json"))).toBeNull();
});

it("a source without https, or with another kind of key, is rejected", () => {
    const rsa = generateKeyPairSync("rsa", {modulusLength: 2048}).publicKey.export({format: "der", type: "spki"}).toString("base64");
    expect(() => parseUpdateSource({url: "http://updates.example/", publicKey: spki})).toThrow(/https/);
    expect(() => parseUpdateSource({url: "https://updates.example/", publicKey: rsa})).toThrow(/Ed25519/);
    expect(parseUpdateSource({url: "https://updates.example/idiolect", publicKey: spki}).url.href).toBe(
        "https://updates.example/idiolect/"
    );
});
