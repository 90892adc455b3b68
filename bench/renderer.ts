import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {gzipSync} from "node:zlib";
import type {CDPSession, Page} from "playwright-core";
import {median, quantile} from "../app/statistics.ts";
import {table} from "../main/cli/terminal.ts";
import {createIdiolect} from "../main/idiolect.ts";
import {makeTinyModel} from "../main/engine/testing/tiny-model.ts";
import {openTestWindow, root} from "../tests/e2e/window.ts";

/*
 * Latency and size of the window, in a real Chromium with the production build and the real services. The figures are this machine's; the
 * ratio of keys typed while drafts stream to keys typed at rest is taken within one run.
 */

const {values} = parseArgs({
    options: {
        json: {type: "boolean", default: false},
        items: {type: "string", default: "10000"},
        drafts: {type: "string", default: "500"},
        starts: {type: "string", default: "5"},
        /** measures the heap alone */
        heap: {type: "boolean", default: false}
    }
});
const items = Number(values.items),
    draftCount = Number(values.drafts),
    starts = Number(values.starts);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

/** A home whose library contains many short texts, indexed but not encoded: the window does not wait for vectors. */
async function makeHome(count: number): Promise<{home: string; folder: string}> {
    const [home, folder] = await Promise.all([
        mkdtemp(join(tmpdir(), "idiolect-bench-home-")),
        mkdtemp(join(tmpdir(), "idiolect-bench-texts-"))
    ]);
    const words = (
        "river garden ladder music winter letter harbour kitchen bridge apple paper window engine summer brother market forest " +
        "candle number morning"
    ).split(" ");
    let seed = 7;
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (let i = 0; i < count; i++) {
        const sub = join(folder, String(i % 100));
        if (i < 100) await mkdir(sub);
        const text = Array.from({length: 60}, () => words[next() % words.length]).join(" ");
        await writeFile(join(sub, `${i}.txt`), `${text} ${i} ${next()}.\n`);
    }
    const idiolect = await createIdiolect({home, engine: "in-process"});
    await idiolect.library.addSource(folder);
    await idiolect.library.scan({encode: false});
    await idiolect.library.store.settings.update((settings) => {
        settings["window"] = {welcomed: true};
    });
    await idiolect.dispose();
    return {home, folder};
}

/** ms from the start of the program to a usable window. The browser is started before: a desktop's is part of its process. */
async function measureStart(home: string): Promise<number> {
    const window = await openTestWindow({home});
    const isReady = (await window.page.getByRole("textbox", {name: /What should it say/}).count()) > 0;
    await window.close();
    if (!isReady) throw new Error("the window was not ready to write in");
    return window.openMs;
}

/** ms from a key press to the frame that shows it, by the page's own clock. */
async function watchKeys(page: Page): Promise<void> {
    await page.evaluate(() => {
        const waits: number[] = [];
        Object.assign(globalThis, {keyWaits: waits});
        document.addEventListener("keydown", ({timeStamp}) => requestAnimationFrame(() => waits.push(performance.now() - timeStamp)), true);
    });
}

async function takeKeys(page: Page): Promise<number[]> {
    return page.evaluate(() => (globalThis as unknown as {keyWaits: number[]}).keyWaits.splice(0));
}

/** Records when a draft's first token left main (by its own timestamp) and when the page shows it. */
async function watchFirstTokens(page: Page): Promise<void> {
    await page.evaluate(() => {
        const shown: number[] = [];
        Object.assign(globalThis, {firstShown: shown});
        new MutationObserver((records) => {
            for (const {addedNodes} of records) {
                const added = [...addedNodes].find(
                    (node) => node instanceof HTMLElement && node.getAttribute("dir") === "auto" && node.closest("article")
                );
                if (added) shown.push(Date.now());
            }
        }).observe(document.body, {subtree: true, childList: true});
    });
}

async function heapAfterCollection(session: CDPSession): Promise<number> {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
}

const ended = (page: Page): Promise<unknown> =>
    page.waitForFunction(
        () =>
            document.querySelectorAll("article").length > 0 &&
            [...document.querySelectorAll("article")].every((each) => each.getAttribute("aria-busy") === "false"),
        null,
        {timeout: 120_000}
    );
async function bundleSize(): Promise<{code: number; all: number}> {
    const assets = join(root, "out", "renderer", "assets");
    let code = 0,
        fonts = 0;
    for (const name of await readdir(assets)) {
        const bytes = await readFile(join(assets, name));
        if (/\.(js|css)$/.test(name)) code += gzipSync(bytes).length;
        else if (/latin-wght/.test(name)) fonts += bytes.length;
    }
    return {code, all: code + fonts};
}

/** Sets one draft for each request, and goes back to writing. */
async function setOneDraft(page: Page): Promise<void> {
    await page.getByRole("navigation").getByRole("button", {name: "Settings"}).click();
    await page.getByRole("radiogroup", {name: "Drafts side by side"}).getByRole("radio", {name: "1"}).click();
    await page.getByRole("navigation").getByRole("button", {name: "Write"}).click();
}

async function writeDrafts(page: Page, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
        await page.keyboard.press("Control+Enter");
        await page.waitForTimeout(20);
        await ended(page);
    }
}

/**
 * Bytes by which the page's heap has grown over the first and over the second half of many headlines: code that warms up grows in the
 * first, a leak in both. A model of random weights writes them, so that many take minutes.
 */
async function measureHeap(): Promise<readonly [number, number]> {
    const folder = await mkdtemp(join(tmpdir(), "idiolect-bench-model-"));
    const window = await openTestWindow({args: ["--model", await makeTinyModel(join(folder, "tiny.gguf"))]});
    const {page} = window;
    await page.getByRole("button", {name: /samples/}).click();
    await page.getByRole("button", {name: "Write the first draft"}).click({timeout: 120_000});
    await ended(page);
    await setOneDraft(page);
    await page.getByRole("radio", {name: "Headline"}).click();
    await page.getByRole("textbox", {name: /needs a headline/}).fill("The council voted to keep the old bridge open for another year.");
    const session = await page.context().newCDPSession(page);
    // what is loaded and kept once is not counted
    await writeDrafts(page, 20);
    const before = await heapAfterCollection(session);
    await writeDrafts(page, Math.floor(draftCount / 2));
    const between = await heapAfterCollection(session);
    await writeDrafts(page, Math.ceil(draftCount / 2));
    const after = await heapAfterCollection(session);
    await window.close();
    await rm(folder, {recursive: true, force: true});
    return [between - before, after - between];
}

async function measureWriting(): Promise<{keysAtRest: number[]; keysStreaming: number[]; firstTokens: number[]}> {
    const window = await openTestWindow({reducedMotion: false});
    const {page} = window;
    const stamps: number[] = [];
    await page.getByRole("button", {name: /samples/}).click();
    await page.getByRole("button", {name: "Write the first draft"}).click({timeout: 120_000});
    await ended(page);
    await watchKeys(page);
    const notes = page.getByRole("textbox", {name: /What should it say/});
    await notes.focus();
    note("keys at rest");
    for (let i = 0; i < 120; i++) await page.keyboard.press("a");
    const keysAtRest = await takeKeys(page);
    note("keys while three drafts stream");
    const keysStreaming: number[] = [];
    while (keysStreaming.length < 120) {
        await page.keyboard.press("Control+Enter");
        await takeKeys(page);
        while ((await page.locator("article[aria-busy=true]").count()) > 0) await page.keyboard.press("b");
        keysStreaming.push(...(await takeKeys(page)));
    }
    note("first tokens");
    await watchFirstTokens(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    session.on("Network.webSocketFrameReceived", ({response}) => {
        const message = JSON.parse(response.payloadData) as {type: string; progress?: {type: string; draft: number; at: number}};
        if (message.type === "progress" && message.progress?.type === "token") stamps.push(message.progress.at);
    });
    await setOneDraft(page);
    const firstTokens: number[] = [];
    for (let i = 0; i < 15; i++) {
        stamps.length = 0;
        await page.evaluate(() => {
            (globalThis as unknown as {firstShown: number[]}).firstShown.length = 0;
        });
        await page.keyboard.press("Control+Enter");
        await page.waitForTimeout(30);
        await ended(page);
        const shown = await page.evaluate(() => (globalThis as unknown as {firstShown: number[]}).firstShown[0]);
        if (shown !== undefined && stamps[0] !== undefined) firstTokens.push(shown - stamps[0]);
    }
    await window.close();
    return {keysAtRest, keysStreaming, firstTokens};
}

function halves([first, second]: readonly [number, number]): string {
    return `${(first / 1e6).toFixed(2)} MB more in the first half, ${(second / 1e6).toFixed(2)} MB in the second`;
}

if (values.heap) {
    note(`${draftCount} headlines`);
    console.log(`heap over ${draftCount} headlines, collected: ${halves(await measureHeap())}`);
    process.exit(0);
}
const bundle = await bundleSize();
note(`a library of ${items} texts`);
const {home, folder} = await makeHome(items);
const startMs: number[] = [];
note(`${starts} starts`);
for (let i = 0; i < starts; i++) startMs.push(await measureStart(home));
await Promise.all([home, folder].map((path) => rm(path, {recursive: true, force: true, maxRetries: 3})));
const writing = await measureWriting();
note(`${draftCount} headlines`);
const growth = await measureHeap();

const report = {
    startMs: median(startMs),
    items,
    keyToPaintMs: {
        p95Streaming: quantile(writing.keysStreaming, 0.95),
        p95AtRest: quantile(writing.keysAtRest, 0.95),
        keys: writing.keysStreaming.length
    },
    firstTokenOnScreenMs: median(writing.firstTokens),
    bundleBytes: bundle,
    heapGrowthBytes: growth,
    drafts: draftCount
};
if (values.json) {
    console.log(JSON.stringify(report));
} else {
    console.log(
        table(
            ["", "measured", "goal"],
            [
                [`program start to a usable window, ${items} texts (median of ${starts})`, `${Math.round(report.startMs)} ms`, "1000 ms"],
                ["key to paint, three drafts streaming (95th percentile)", `${report.keyToPaintMs.p95Streaming.toFixed(1)} ms`, "16 ms"],
                ["key to paint, at rest (95th percentile)", `${report.keyToPaintMs.p95AtRest.toFixed(1)} ms`, ""],
                ["first token, from main to the screen (median)", `${report.firstTokenOnScreenMs} ms`, "50 ms"],
                ["window, compressed: code and styles", `${Math.round(bundle.code / 1000)} kB`, "400 kB"],
                ["… with the two typefaces", `${Math.round(bundle.all / 1000)} kB`, ""],
                [`heap over ${draftCount} headlines, collected`, halves(growth), "no growth"]
            ]
        )
    );
}
process.exit(0);
