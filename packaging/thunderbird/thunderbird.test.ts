import {execFile} from "node:child_process";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {freePort} from "../../main/loopback/testing/free-port.ts";
import {openTinyApi} from "../../main/loopback/testing/tiny-api.ts";
import type {TinyApi} from "../../main/loopback/testing/tiny-api.ts";
import {packExtension} from "./pack.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

/** what the linter, which knows Firefox, says about Thunderbird's own permissions and about keys that older ones ignore */
const expectedWarnings = [
    /^MANIFEST_PERMISSIONS .*"(messagesRead|compose)"/,
    /^KEY_FIREFOX_(ANDROID_)?UNSUPPORTED_BY_MIN_VERSION .*data_collection_permissions/
];

interface LintReport {
    readonly errors: readonly {readonly message: string}[];
    readonly warnings: readonly {readonly code: string; readonly message: string; readonly description: string}[];
}

interface ExtensionMessage {
    parseText(part: unknown, htmlToText: (html: string) => string): string;
}

const load = async (name: string): Promise<Record<string, unknown>> =>
    (await import(new URL(`./extension/${name}`, import.meta.url).href)) as Record<string, unknown>;

let folder: string;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-xpi-"));
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe("the packed extension", () => {
    it("passes Mozilla's linter without an error", async () => {
        const xpi = await packExtension(join(folder, "idiolect.xpi"));
        const linter = createRequire(import.meta.url).resolve("addons-linter/package.json");
        const {stdout} = await promisify(execFile)(
            process.execPath,
            [join(dirname(linter), "bin", "addons-linter"), "--output", "json", xpi],
            {maxBuffer: 1e7}
        ).catch((error: {stdout: string}) => error);
        const {errors, warnings} = JSON.parse(stdout) as LintReport;
        expect(errors).toEqual([]);
        const unexpected = warnings
            .map(({code, message, description}) => `${code} ${message} ${description}`)
            .filter((line) => !expectedWarnings.some((pattern) => pattern.test(line)));
        expect(unexpected).toEqual([]);
    });

    it("holds every file that its pages and its manifest name, has the program's version, and may reach 127.0.0.1 alone", async () => {
        const files = unzipSync(await readFile(await packExtension(join(folder, "again.xpi"))));
        const text = (name: string) => Buffer.from(files[name] as Uint8Array).toString("utf8");
        const manifest = JSON.parse(text("manifest.json")) as {version: string; permissions: string[]; icons: Record<string, string>};
        expect(manifest.version).toBe(
            (JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {version: string}).version
        );
        expect(manifest.permissions.filter((each) => each.includes("/"))).toEqual(["http://127.0.0.1/*"]);
        const named = [...Object.values(manifest.icons), "background.html", "popup.html", "options.html"];
        for (const page of ["background.html", "popup.html", "options.html"]) {
            named.push(...[...text(page).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name as string));
        }
        for (const script of Object.keys(files).filter((name) => name.endsWith(".js"))) {
            named.push(...[...text(script).matchAll(/from "\.\/([^"]+)"/g)].map(([, name]) => name as string));
        }
        expect(Object.keys(files)).toEqual(expect.arrayContaining(named));
    });
});

describe("a message's text", () => {
    it("is its plain parts; else its HTML; attachments and attached messages are left out", async () => {
        const {messageText} = (await load("message.js")) as unknown as {messageText: ExtensionMessage["parseText"]};
        const withoutTags = (html: string) => html.replace(/<[^>]+>/g, "");
        const plain = {contentType: "text/plain", body: "Are you free on Monday?\n"};
        const html = {contentType: "text/html", body: "<p>Are you free?</p>"};
        const attached = {contentType: "text/plain", name: "notes.txt", body: "not this"};
        const forwarded = {contentType: "message/rfc822", name: "old.eml", parts: [{contentType: "text/plain", body: "nor this"}]};
        const message = (...parts: unknown[]) => ({
            contentType: "message/rfc822",
            partName: "",
            parts: [{contentType: "multipart/mixed", parts}]
        });
        expect(messageText(message(plain, html, attached, forwarded), withoutTags)).toBe("Are you free on Monday?");
        expect(messageText(message(html, attached), withoutTags)).toBe("Are you free?");
        expect(messageText(message(attached), withoutTags)).toBe("");
    });
});

describe("the background script, with the real API and a fake Thunderbird", () => {
    let tiny: TinyApi;
    let port: number;
    const stored: Record<string, unknown> = {};
    const composed: {id: number; details: Record<string, unknown>}[] = [];
    let compose = {isPlainText: true, body: "", plainTextBody: "On Monday Bo wrote:\n> Are you free?"};
    let listener: (message: unknown) => Promise<{sentence: string | null}> | undefined = () => undefined;
    const reply = (notes: string) => listener({type: "reply", tabId: 1, notes}) as Promise<{sentence: string | null}>;

    beforeAll(async () => {
        tiny = await openTinyApi();
        port = await freePort();
        await tiny.client.call("settings.change", {connections: {mcp: false, endpoint: false, thunderbird: true, port}});
        const {token} = await tiny.client.call("connections.token", {name: "thunderbird"});
        Object.assign(stored, {port, token});
        vi.stubGlobal("messenger", {
            runtime: {
                onMessage: {
                    addListener: (given: typeof listener) => {
                        listener = given;
                    }
                }
            },
            storage: {local: {get: async () => ({...stored})}},
            messageDisplay: {getDisplayedMessage: async () => ({id: 9, author: "Bo <bo@slip.example>", subject: "Monday"})},
            messages: {
                getFull: async () => ({
                    contentType: "message/rfc822",
                    parts: [{contentType: "text/plain", body: "Are you free on Monday? Bring the thermos."}]
                })
            },
            compose: {
                beginReply: async (id: number) => ({id: id + 100}),
                getComposeDetails: async () => compose,
                setComposeDetails: async (id: number, details: Record<string, unknown>) => void composed.push({id, details})
            }
        });
        // messages that Thunderbird's background page sends besides the script's answers
        const plain = globalThis.fetch;
        vi.stubGlobal("fetch", (url: string, options: RequestInit) =>
            plain(url, {
                ...options,
                headers: {
                    ...(options.headers as Record<string, string>),
                    origin: "moz-extension://5e1f64cc-7a8d-4cf6-9d4e-1f0d4a6d3b77",
                    "sec-fetch-site": "cross-site"
                }
            })
        );
        await load("background.js");
    });

    afterAll(async () => {
        vi.unstubAllGlobals();
        await tiny.close();
    });

    it("opens a reply with the draft above the quote", async () => {
        expect(await reply("yes on Monday; the thermos is packed")).toEqual({sentence: null});
        expect(composed).toHaveLength(1);
        const {id, details} = composed[0] as (typeof composed)[number];
        expect(id).toBe(109);
        expect(String(details["plainTextBody"])).toMatch(/^\S[^]*\n\nOn Monday Bo wrote:\n> Are you free\?$/);
        expect(String(details["plainTextBody"]).length).toBeGreaterThan(compose.plainTextBody.length + 10);
    });

    it("puts the draft into an HTML reply as text, never as markup", async () => {
        compose = {
            isPlainText: false,
            plainTextBody: "",
            body: '<html><body class="x"><blockquote>Are you free?</blockquote></body></html>'
        };
        expect(await reply('a < b & c; "yes" on Monday')).toEqual({sentence: null});
        expect(composed).toHaveLength(2);
        const {body} = (composed[1] as (typeof composed)[number]).details as {body: string};
        expect(body).toMatch(/^<html><body class="x"><p>/);
        expect(body).toContain("</p><blockquote>Are you free?</blockquote>");
        expect(body.replace(/<\/?(html|body|p|br|blockquote)[^>]*>/g, "")).not.toMatch(/[<>]/);
    });

    it("reports in a sentence what is wrong: no token, a wrong one, no server", async () => {
        const {token} = stored;
        stored["token"] = "";
        expect((await reply("x")).sentence).toMatch(/No token is set/);
        stored["token"] = "idiolect-guess";
        expect((await reply("x")).sentence).toMatch(/token is missing or wrong/);
        Object.assign(stored, {token, port: await freePort()});
        expect((await reply("x")).sentence).toMatch(/does not answer on port/);
        stored["port"] = port;
        expect(composed).toHaveLength(2);
    });

    it("checks the connection for the settings page", async () => {
        const {checkConnection} = (await load("api.js")) as unknown as {checkConnection: (address: unknown) => Promise<void>};
        await expect(checkConnection(stored)).resolves.toBeUndefined();
        await expect(checkConnection({...stored, token: "no"})).rejects.toThrow(/token is missing or wrong/);
    });
});
