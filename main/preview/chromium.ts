import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {basename, delimiter, join} from "node:path";
import type {Readable, Writable} from "node:stream";
import {setTimeout} from "node:timers/promises";
import {CommandError} from "../../app/errors.ts";
import {DevtoolsPipe} from "./devtools-pipe.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"];
const elsewhere = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
];

/** Flags that stop a browser from contacting anything but the page it shows. */
export const quietFlags = [
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,SpellcheckService",
    // Every host name except loopback fails to resolve.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
];

/** An installed Chromium or Chrome (the variable `CHROMIUM` wins), or null. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
    if (env["CHROMIUM"]) return existsSync(env["CHROMIUM"]) ? env["CHROMIUM"] : null;
    for (const folder of (env["PATH"] ?? "").split(delimiter)) {
        for (const name of names) {
            const path = join(folder, name);
            if (folder !== "" && existsSync(path)) return path;
        }
    }
    return elsewhere.find((path) => existsSync(path)) ?? null;
}

/** The error message for a machine on which no window can be opened, or null. */
export function missingDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string | null {
    if (platform !== "linux" || env["DISPLAY"] || env["WAYLAND_DISPLAY"]) return null;
    return (
        "There is no display to open a window on: set DISPLAY or WAYLAND_DISPLAY, " +
        "or start with --no-window and open the address yourself."
    );
}

export interface AppWindow {
    /** resolves when the browser has the cookie and shows the page; rejects if it exited before */
    readonly opened: Promise<void>;
    readonly ended: Promise<void>;
}

export interface AppWindowOptions {
    /** profile folder of the browser */
    readonly profile: string;
    /** shown until the cookie is set; on the same origin as `url` */
    readonly blank: string;
    readonly url: string;
    readonly cookie: {readonly name: string; readonly value: string};
    readonly flags?: readonly string[];
}

/**
 * Opens `url` in its own window, with a profile that belongs to Idiolect. The cookie is passed to the browser through a pipe between the
 * two processes, since every user of the machine can read a command line.
 */
export function openAppWindow(browser: string, {profile, blank, url, cookie, flags = []}: AppWindowOptions): AppWindow {
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const own = [`--app=${blank}`, `--user-data-dir=${profile}`, "--window-size=1240,820", "--remote-debugging-pipe"];
    const child = spawn(browser, [...own, ...quietFlags, ...asRoot, ...flags], {stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"]});
    const ended = new Promise<void>((resolve) => {
        child.once("exit", () => resolve());
        child.once("error", () => resolve());
    });
    const pipe = new DevtoolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
    const gone = ended.then(() => {
        throw new CommandError(
            `${basename(browser)} ended before it showed a window: is there a display? ` +
                "Start with --no-window and open the address yourself."
        );
    });
    const opened = Promise.race([handOver(pipe, {blank, url, cookie}), gone]);
    // avoids an unhandled rejection if a caller does not await one of them
    gone.catch(() => {});
    opened.catch(() => {});
    return {opened, ended};
}

async function handOver(pipe: DevtoolsPipe, {blank, url, cookie}: Pick<AppWindowOptions, "blank" | "url" | "cookie">): Promise<void> {
    await pipe.call("Storage.setCookies", {cookies: [{...cookie, url, httpOnly: true, sameSite: "Strict"}]});
    const page = await pageAt(pipe, blank);
    const {sessionId} = (await pipe.call("Target.attachToTarget", {targetId: page, flatten: true})) as {sessionId: string};
    await pipe.call("Page.navigate", {url}, sessionId);
    await pipe.call("Target.detachFromTarget", {sessionId});
}

/** ms between two polls for the window */
const lookEvery = 50;

interface Target {
    readonly targetId: string;
    readonly type: string;
    readonly url: string;
}

async function pageAt(pipe: DevtoolsPipe, url: string): Promise<string> {
    for (;;) {
        const {targetInfos} = (await pipe.call("Target.getTargets", {})) as {targetInfos: readonly Target[]};
        const found = targetInfos.find((target) => target.type === "page" && target.url === url);
        if (found !== undefined) return found.targetId;
        await setTimeout(lookEvery);
    }
}
