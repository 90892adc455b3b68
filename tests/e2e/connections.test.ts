import {createServer} from "node:http";
import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import {mkdtemp, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Client} from "@modelcontextprotocol/sdk/client/index.js";
import {StdioClientTransport} from "@modelcontextprotocol/sdk/client/stdio.js";
import OpenAI from "openai";
import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {violations} from "./axe.ts";
import {goTo, long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;
/** holds a port, as another program would */
let other: Server;

const listen = (): Promise<Server> =>
    new Promise((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-connections-"));
    await makeTinyEncoder(join(folder, "encoder"));
    await makeTinyModel(join(folder, "tiny.gguf"));
    other = await listen();
    window = await openTestWindow({args: ["--model", join(folder, "tiny.gguf"), "--encoder", join(folder, "encoder")]});
    await window.page.getByRole("button", {name: "Not now"}).click();
}, 2 * long);
afterAll(async () => {
    await window.close();
    other.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

const part = (page: Page, name: string): Locator => page.getByRole("region", {name, exact: true});
const tokenFile = (): Promise<unknown> => stat(join(window.home, "connection-tokens.json"));

async function setPort(page: Page, port: number): Promise<void> {
    await page.getByRole("textbox", {name: "Port"}).fill(String(port));
    await page.keyboard.press("Enter");
}

async function shownToken(page: Page, name: string): Promise<string> {
    await part(page, name).getByRole("button", {name: /^Show/}).click();
    return part(page, name)
        .locator("code")
        .filter({hasText: /^idiolect-/})
        .innerText();
}

describe("connections", () => {
    it(
        "are all off at first, and nothing is open or kept",
        async () => {
            const {page} = window;
            await goTo(page, "Connections");
            for (const name of ["MCP server", "OpenAI-compatible endpoint", "Thunderbird"])
                expect(await part(page, name).getByRole("switch").isChecked(), name).toBe(false);
            expect(await page.getByRole("listitem").filter({hasText: "MCP servers in the assistant"}).count()).toBe(0);
            await expect(tokenFile()).rejects.toThrow("ENOENT");
            expect(await violations(page)).toEqual([]);
            await goTo(page, "Privacy");
            const programs = part(page, "Other programs on this machine");
            await programs.getByRole("row").first().waitFor();
            expect(await programs.getByRole("row").allInnerTexts()).toEqual([
                "MCP server\toff",
                "OpenAI-compatible endpoint\toff",
                "Thunderbird\toff"
            ]);
        },
        long
    );

    it(
        "says when the port is taken, and works with another one",
        async () => {
            const {page} = window;
            await goTo(page, "Connections");
            await setPort(page, portOf(other));
            await part(page, "OpenAI-compatible endpoint").getByRole("switch").click();
            await part(page, "OpenAI-compatible endpoint")
                .getByRole("alert")
                .getByText(String(portOf(other)))
                .waitFor({timeout: long});
            const free = await listen();
            const port = portOf(free);
            await new Promise((resolve) => free.close(resolve));
            await setPort(page, port);
            await part(page, "OpenAI-compatible endpoint").getByText(`http://127.0.0.1:${port}/v1`).waitFor({timeout: long});
            expect(await part(page, "OpenAI-compatible endpoint").getByRole("listitem").count(), "three lines").toBe(3);
        },
        long
    );

    it(
        "shows the token on request only; a real client asks with it, and is refused with the old one after a new one was made",
        async () => {
            const {page} = window;
            const endpoint = part(page, "OpenAI-compatible endpoint");
            expect(await page.locator("body").innerText()).not.toMatch(/idiolect-[\w-]{43}/);
            const apiKey = await shownToken(page, "OpenAI-compatible endpoint");
            const baseURL = await endpoint.locator("code").first().innerText();
            const ask = (key: string) =>
                new OpenAI({apiKey: key, baseURL, maxRetries: 0}).chat.completions.create({
                    model: "idiolect-headline",
                    max_tokens: 8,
                    messages: [{role: "user", content: "The ladder is new."}]
                });
            const {choices} = await ask(apiKey);
            expect(choices[0]?.message.content).toMatch(/\S/);
            await picture(page, "connections-1-endpoint");
            expect(await violations(page)).toEqual([]);
            await endpoint.getByRole("button", {name: /^New token/}).click();
            await page.getByRole("alertdialog").getByRole("button", {name: "New token"}).click();
            await page.getByText("The old token is refused from now on.").first().waitFor();
            await expect(ask(apiKey)).rejects.toThrow(/401/);
            await endpoint.getByRole("button", {name: /^Hide/}).click();
            expect(await page.locator("body").innerText()).not.toMatch(/idiolect-[\w-]{43}/);
            await goTo(page, "Privacy");
            await goTo(page, "Connections");
            await endpoint.getByText(/^Last used: /).waitFor();
        },
        long
    );

    it(
        "gives a command with which a real MCP client finds the tools",
        async () => {
            const {page} = window;
            await part(page, "MCP server").getByRole("switch").click();
            const [command = "", ...args] = (await part(page, "MCP server").locator("code").first().innerText()).split(" ");
            expect(args.slice(-3)).toEqual(["mcp", "--home", window.home]);
            const client = new Client({name: "test", version: "1"});
            await client.connect(
                new StdioClientTransport({command: command === "node" ? process.execPath : command, args, stderr: "ignore"})
            );
            const {tools} = await client.listTools();
            expect(tools.map(({name}) => name).toSorted()).toEqual(["check_voice", "draft_in_my_voice", "rewrite_in_my_voice"]);
            await client.close();
        },
        long
    );

    it(
        "are each in the Privacy page's list, and their tokens go with them",
        async () => {
            const {page} = window;
            await part(page, "Thunderbird").getByRole("switch").click();
            await part(page, "Thunderbird")
                .getByText(/Install Add-on From File/)
                .waitFor();
            await picture(page, "connections-2-all");
            await goTo(page, "Privacy");
            const programs = part(page, "Other programs on this machine");
            await programs.getByRole("row").first().waitFor();
            expect((await programs.getByRole("row").allInnerTexts()).map((row) => row.endsWith("on"))).toEqual([true, true, true]);
            expect(await page.getByRole("cell", {name: "Thunderbird extension", exact: true}).count()).toBe(1);
            expect(await violations(page)).toEqual([]);
            await picture(page, "connections-3-privacy");
            await goTo(page, "Connections");
            for (const name of ["MCP server", "OpenAI-compatible endpoint", "Thunderbird"]) {
                await part(page, name).getByRole("switch").click();
                await expect.poll(() => part(page, name).getByRole("listitem").count()).toBe(0);
            }
            expect(((await tokenFile()) as {size: number}).size).toBeLessThan(60);
        },
        long
    );

    it("logged no error in the console, and neither did the services", () => {
        expect(window.complaints).toEqual([]);
    });
});
