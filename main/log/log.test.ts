import {mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import type {Handlers} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {createRouter} from "../api/router.ts";
import {Log, logFile, logFolder} from "./log.ts";

let home: string;

beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-log-"));
});

afterEach(() => rm(home, {recursive: true, force: true}));

const lines = async (): Promise<Record<string, unknown>[]> =>
    (await readFile(logFile(home), "utf8"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the log", () => {
    it("writes the enabled levels, each line with its time and details", async () => {
        const log = new Log();
        log.info("before it is opened");
        log.open({home, level: "warn"});
        log.error("engine.crashed", {signal: "SIGSEGV", crashes: 2});
        log.warn("disk.full");
        log.info("library.scan", {files: 3});
        log.debug("router.request");
        const written = await lines();
        expect(written.map(({level, event}) => [level, event])).toEqual([
            ["error", "engine.crashed"],
            ["warn", "disk.full"]
        ]);
        expect(written[0]).toMatchObject({signal: "SIGSEGV", crashes: 2});
        expect(Date.parse(written[0]?.["time"] as string)).not.toBeNaN();
    });

    it("contains none of the user's data, whatever is passed to it", async () => {
        const log = new Log();
        log.open({home, level: "debug"});
        log.info("Dear Ada, about the harbour", {text: "We met at the harbour on Friday", path: "/home/ada/Letters/harbour.eml"});
        const parse = (): unknown => JSON.parse("the harbour at night");
        try {
            parse();
        } catch (error) {
            log.error("failed", {}, new UserError(say("file.missing", {path: "harbour.eml"}), {cause: error}));
        }
        log.error("failed", {}, await readFile(join(home, "harbour.eml")).catch((error: unknown) => error));
        log.error("failed", {}, "the harbour");
        log.error("failed", {}, new Error("We met\n    at the harbour:10:30"));
        const text = await readFile(logFile(home), "utf8");
        expect(text).not.toMatch(/harbour|ada/i);
        expect(text).not.toContain(home);
        const [, parsing, reading] = await lines();
        // useful parts are kept
        expect(parsing).toMatchObject({error: {class: "UserError", key: "file.missing", cause: {class: "SyntaxError"}}});
        expect(reading).toMatchObject({error: {code: "ENOENT", syscall: "open"}});
        expect(JSON.stringify(parsing)).toContain("log.test.ts:");
    });

    it("limits the size of its files and deletes the oldest", async () => {
        const log = new Log();
        log.open({home, maxBytes: 500, olderFiles: 2});
        for (let number = 0; number < 60; number++) log.info("step", {number});
        expect((await readdir(logFolder(home))).toSorted()).toEqual(["idiolect.1.log", "idiolect.2.log", "idiolect.log"]);
        for (const name of await readdir(logFolder(home))) expect((await stat(join(logFolder(home), name))).size).toBeLessThanOrEqual(500);
        expect((await lines()).at(-1)).toMatchObject({number: 59});
    });

    it("is readable by its owner only", async () => {
        const log = new Log();
        log.open({home});
        log.info("start");
        if (process.platform !== "win32") {
            expect((await stat(logFolder(home))).mode & 0o777).toBe(0o700);
            expect((await stat(logFile(home))).mode & 0o777).toBe(0o600);
        }
    });

    it("continues after its folder was removed, and an unwritable log ends nothing", async () => {
        const log = new Log(),
            echoed: string[] = [];
        log.open({home, echo: (line) => void echoed.push(line)});
        log.info("first");
        await rm(logFolder(home), {recursive: true});
        log.info("second");
        expect(await lines()).toMatchObject([{event: "second"}]);
        await rm(logFolder(home), {recursive: true});
        await writeFile(logFolder(home), "a file is in the way");
        log.info("third");
        expect(echoed).toHaveLength(3);
    });
});

it("logs the name and class of an unexpected error in a request, and no UserErrors", async () => {
    const log = new Log();
    log.open({home});
    const handlers = {
        "persona.export": () => {
            throw new TypeError("the harbour is undefined");
        },
        "persona.erase": () => {
            throw new UserError(say("training.running"));
        }
    } as unknown as Handlers;
    const router = createRouter(handlers, {report: (error, request) => log.error("request.failed", {request}, error)});
    let hear: (message: unknown) => void = () => {};
    const session = router.connect((message) => hear(message));
    const client = createClient({
        send: (message) => session.receive(message),
        receive: (listener) => {
            hear = listener;
        }
    });
    await expect(client.call("persona.export", {})).rejects.toThrow(/the log has the details/);
    await expect(client.call("persona.erase", {})).rejects.toThrow("A voice is being trained already");
    expect(await lines()).toMatchObject([
        {level: "error", event: "request.failed", request: "persona.export", error: {class: "TypeError"}}
    ]);
});
