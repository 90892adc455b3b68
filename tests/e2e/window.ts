import {spawn} from "node:child_process";
import type {ChildProcess} from "node:child_process";
import {mkdir, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";
import type {Browser, BrowserContext, Page} from "playwright-core";
import {findChromium, quietFlags} from "../../main/preview/chromium.ts";
import {long} from "./steps.ts";

/** the repository */
export const root = fileURLToPath(new URL("../..", import.meta.url));
/** screenshots of every screen, kept as the tests' output */
export const pictures = join(root, "test-results", "screens");

/** A running preview on a home of its own, with a browser on it. */
export interface TestWindow {
    readonly page: Page;
    readonly home: string;
    readonly url: string;
    /** ms from the start of the preview's program, the browser already running, to a window with something to do in it */
    readonly openMs: number;
    /** another page on the same services, as after a reload or a crash of the window */
    reopen(): Promise<Page>;
    /** everything the page or the services logged as an error, and what the page's policy refused */
    readonly complaints: readonly string[];
    /** kills the services while the window is open */
    stopServices(): void;
    close(): Promise<void>;
}

export interface TestWindowOptions {
    readonly theme?: "light" | "dark";
    readonly locale?: string;
    readonly home?: string;
    /** further arguments of the preview: a model, a plug, an encoder */
    readonly args?: readonly string[];
    readonly reducedMotion?: boolean;
    /** added to the environment of the services, e.g. another home folder for them to look for stores in */
    readonly env?: Readonly<Record<string, string>>;
    /** run in every page before its own scripts, e.g. a fake of the desktop's preload script */
    readonly beforePage?: {readonly script: (argument: never) => void; readonly argument: unknown};
}

/** Opens the real window on the real services. */
export async function openTestWindow(options: TestWindowOptions = {}): Promise<TestWindow> {
    const home = options.home ?? (await mkdtemp(join(tmpdir(), "idiolect-window-")));
    const browser = await chromium.launch({
        executablePath: findChromium() ?? "chromium",
        headless: true,
        args: [...quietFlags, "--no-sandbox", "--disable-gpu"]
    });
    const began = performance.now();
    const {process: server, url} = await startPreview(home, options.args ?? [], options.env).catch(async (error: unknown) => {
        await browser.close();
        throw error;
    });
    const complaints: string[] = [];
    // an error report of the services is a bug, whatever the window shows
    server.stderr?.on("data", (part: Buffer) => complaints.push(String(part)));
    const context = await browser.newContext({
        viewport: {width: 1240, height: 820},
        colorScheme: options.theme ?? "light",
        locale: options.locale ?? "en-GB",
        reducedMotion: options.reducedMotion === false ? "no-preference" : "reduce",
        permissions: ["clipboard-read", "clipboard-write"],
        deviceScaleFactor: 1
    });
    context.setDefaultTimeout(long / 2);
    if (options.beforePage !== undefined)
        await context.addInitScript(options.beforePage.script as (argument: unknown) => void, options.beforePage.argument);
    const page = await openPage(context, url, complaints);
    const openMs = performance.now() - began;
    return {
        page,
        home,
        url,
        openMs,
        complaints,
        reopen: () => openPage(context, url, complaints),
        stopServices: () => void server.kill("SIGKILL"),
        close: () => closeAll(browser, server, options.home === undefined ? home : null)
    };
}

async function openPage(context: BrowserContext, url: string, complaints: string[]): Promise<Page> {
    const page = await context.newPage();
    page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url);
    await page.locator("main").first().waitFor();
    return page;
}

/** ms for the services to open */
const patience = 30_000;

/** The preview's program as a user starts it, without its own browser window. */
function startPreview(
    home: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {}
): Promise<{process: ChildProcess; url: string}> {
    const server = spawn(
        process.execPath,
        [join(root, "main", "preview", "index.ts"), "--home", home, "--no-window", "--threads", "1", ...args],
        {
            stdio: ["ignore", "pipe", "pipe"],
            cwd: root,
            env: {...process.env, ...env}
        }
    );
    return new Promise((resolve, reject) => {
        let output = "";
        const timer = setTimeout(() => fail("did not open in time"), patience);
        const fail = (why: string): void => {
            server.kill("SIGKILL");
            reject(new Error(`the preview ${why}: ${output}`));
        };
        const hear = (part: Buffer): void => {
            output += String(part);
            const url = /http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]+/.exec(output)?.[0];
            if (url === undefined) return;
            clearTimeout(timer);
            resolve({process: server, url});
        };
        server.stdout.on("data", hear);
        server.stderr.on("data", (part: Buffer) => {
            hear(part);
            if (process.env["SHOW_SERVER"]) process.stderr.write(part);
        });
        server.once("exit", (code) => fail(`ended with ${code}`));
    });
}

async function closeAll(browser: Browser, server: ChildProcess, home: string | null): Promise<void> {
    await browser.close();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.removeAllListeners("exit");
    server.once("exit", () => {});
    server.kill("SIGTERM");
    await Promise.race([
        ended,
        new Promise((resolve) => server.once("exit", resolve)),
        new Promise((resolve) => setTimeout(resolve, 5000).unref())
    ]);
    server.kill("SIGKILL");
    if (home !== null) await rm(home, {recursive: true, force: true, maxRetries: 3});
}

/** Keeps a picture of the screen as it is. */
export async function picture(page: Page, name: string): Promise<void> {
    await mkdir(pictures, {recursive: true});
    await page.screenshot({path: join(pictures, `${name}.png`), animations: "disabled"});
}
