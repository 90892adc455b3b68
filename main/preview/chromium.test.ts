import {spawn} from "node:child_process";
import {chmod, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {missingDisplay, openAppWindow} from "./chromium.ts";

vi.setConfig({testTimeout: 60_000});

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-browser-"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

/** A program in place of the browser; `script` runs in Node. */
async function browser(name: string, script: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `#!${process.execPath}\n${script}`);
    await chmod(path, 0o755);
    return path;
}

/** Answers the protocol as Chromium does, and records its command line and the requests. */
const speaking = (log: string): string => `
    const fs = require("node:fs");
    const said = [process.argv.slice(2)];
    const net = require("node:net"), from = new net.Socket({fd: 3}), to = new net.Socket({fd: 4});
    let rest = "", looks = 0;
    from.on("data", (part) => {
        const messages = (rest + part).split("\\0");
        rest = messages.pop();
        for (const message of messages) {
            const {id, method, params, sessionId} = JSON.parse(message);
            said.push([method, params, sessionId]);
            // the page is not there at the first poll
            const url = "http://127.0.0.1:9/opening";
            const targets = looks++ < 3 ? [] : [{targetId: "worker", type: "worker", url}, {targetId: "t1", type: "page", url}];
            const results = {"Target.getTargets": {targetInfos: targets}, "Target.attachToTarget": {sessionId: "s1"}};
            const result = results[method] ?? {};
            const answer = JSON.stringify({id, result}) + "\\0";
            // a response may arrive in pieces, with other messages in between
            to.write(answer.slice(0, 5));
            to.write(answer.slice(5) + JSON.stringify({method: "Target.targetCreated", params: {}}) + "\\0");
            if (method === "Target.detachFromTarget") {
                fs.writeFileSync(${JSON.stringify(log)}, JSON.stringify(said));
                setTimeout(() => process.exit(0), 200);
            }
        }
    });
`;

describe("the preview's own window", () => {
    it("gets the cookie through a pipe, and nothing secret in its command line", async () => {
        const log = join(folder, "log.json");
        const program = await browser("speaking", speaking(log));
        const cookie = {name: "idiolect-9", value: "a-secret-of-the-session"};
        const {opened, ended} = openAppWindow(program, {
            profile: folder,
            blank: "http://127.0.0.1:9/opening",
            url: "http://127.0.0.1:9/",
            cookie
        });
        await opened;
        await ended;
        const [line, ...calls] = JSON.parse(await readFile(log, "utf8")) as [
            string[],
            ...[string, Record<string, unknown>, string | undefined][]
        ];
        expect(line.join(" ")).not.toContain(cookie.value);
        expect(line.join(" ")).not.toContain("key=");
        expect(line).toContain("--remote-debugging-pipe");
        expect(calls[0]?.slice(0, 2)).toEqual([
            "Storage.setCookies",
            {cookies: [{...cookie, url: "http://127.0.0.1:9/", httpOnly: true, sameSite: "Strict"}]}
        ]);
        expect(calls).toContainEqual(["Page.navigate", {url: "http://127.0.0.1:9/"}, "s1"]);
    });

    it("that exits at once is reported, and is not a success", async () => {
        const {opened} = openAppWindow(await browser("ending", "process.exit(1);"), {
            profile: folder,
            blank: "x",
            url: "http://127.0.0.1:9/",
            cookie: {name: "a", value: "b"}
        });
        await expect(opened).rejects.toThrow(/^ending ended before it showed a window: is there a display\?/);
    });

    it("requires a display on Linux, and reports it before anything is opened", async () => {
        expect(missingDisplay({DISPLAY: ":0"}, "linux")).toBeNull();
        expect(missingDisplay({WAYLAND_DISPLAY: "wayland-0"}, "linux")).toBeNull();
        expect(missingDisplay({}, "darwin")).toBeNull();
        const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "DISPLAY" && name !== "WAYLAND_DISPLAY"));
        const program = spawn(process.execPath, [fileURLToPath(new URL("./index.ts", import.meta.url)), "--home", join(folder, "home")], {
            env: {...env, CHROMIUM: process.execPath}
        });
        let output = "";
        program.stderr.on("data", (part) => {
            output += String(part);
        });
        const code = await new Promise((resolve) => program.once("exit", resolve));
        expect(code).toBe(1);
        expect(output).toMatch(/^There is no display to open a window on: .*\n$/);
    });
});
