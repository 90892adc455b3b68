import {cp, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {setImmediate} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {sampleTexts, strangerTexts} from "../../app/persona/voice-meter/testing/sample-texts.ts";
import {openLibrary} from "../library/open-library.ts";
import type {Library} from "../library/library.ts";
import {LibraryMeter} from "./library-meter.ts";

const resources = fileURLToPath(new URL("../../resources", import.meta.url));
const keptBack = "04-the-day-class-five-came-to-the-shed.md";

describe("the voice meter over a library", {timeout: 120_000}, () => {
    let folder = "";
    let library: Library;
    const meterOf = () =>
        new LibraryMeter(
            library,
            () => library.history.items(),
            resources,
            () => setImmediate()
        );

    beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "idiolect-meter-"));
        await cp(join(resources, "samples"), join(folder, "texts"), {recursive: true});
        await rm(join(folder, "texts", "posts", keptBack));
        library = await openLibrary({home: join(folder, "home")});
        await library.addSource(join(folder, "texts"));
        await library.scan();
    }, 120_000);

    afterAll(async () => {
        await library.close();
        await rm(folder, {recursive: true, force: true});
    });

    it("drops if another author's text is added and rises with the own one", async () => {
        const meter = meterOf();
        const own = sampleTexts().find((text) => text.includes("class five") && text.length > 300) ?? "";
        const [mine, theirs] = [await meter.score(own), await meter.score(strangerTexts[0] ?? "")];
        expect(mine.position ?? mine.reason).toBeGreaterThan(50);
        expect(theirs.position ?? theirs.reason).toBeLessThan(30);
    });

    it("stores its tokens in the library, computes the same with them, and leaves nothing when the voice data are erased", async () => {
        const text = strangerTexts[1] ?? "";
        const first = await meterOf().score(text);
        expect(await meterOf().score(text)).toEqual(first);
        expect(kept()).toBe(library.history.size);
        for (const {id} of await library.sources()) await library.removeSource(id);
        expect(kept()).toBe(0);
        expect(await meterOf().score(text)).toMatchObject({position: null, obstacle: "history-too-small", texts: 0});
    });

    function kept(): number {
        const index = new DatabaseSync(join(folder, "home", "library.sqlite"), {readOnly: true});
        try {
            return Number(index.prepare("SELECT count(*) AS n FROM voice_texts").get()?.n);
        } finally {
            index.close();
        }
    }
});
