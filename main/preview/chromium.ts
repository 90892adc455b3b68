import {spawn} from "node:child_process";
import type {ChildProcess} from "node:child_process";
import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"];
const elsewhere = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
];

/** Flags under which a browser talks to nobody but the page it shows. */
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
    // Every name but the loopback's is unknown to it.
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

/** Opens `url` as a window of its own, with a profile that belongs to Idiolect. */
export function openAppWindow(browser: string, url: string, profile: string): ChildProcess {
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return spawn(browser, [`--app=${url}`, `--user-data-dir=${profile}`, "--window-size=1240,820", ...quietFlags, ...asRoot], {stdio: "ignore"});
}
