import {execFile} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {entry, expectSentence, idiolect} from "./testing/command-line.ts";
import type {Outcome} from "./testing/command-line.ts";

vi.setConfig({testTimeout: 120_000});

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "idiolect-streams-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** Runs a line of bash in which `idiolect` is the command line; the exit code is that of the first program. */
const bash = (line: string): Promise<Outcome> =>
    new Promise((resolve) => {
        const script = `idiolect() { "${process.execPath}" "${entry}" "$@"; }; cd "${folder}"; ${line}`;
        execFile("bash", ["-c", script], (error, stdout, stderr) => {
            resolve({code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr});
        });
    });

describe.skipIf(process.platform === "win32")("the command line", () => {
    it("ends without a stack when nobody reads its output", async () => {
        const {stderr} = await bash(`idiolect models list --home "${folder}" | true`);
        expect(stderr).toBe("");
    });

    it.skipIf(process.platform !== "linux")("says in one sentence that its output could not be written", async () => {
        expectSentence(
            await bash(`idiolect models list --home "${folder}" > /dev/full`),
            1,
            /^The output could not be written .*: write it/
        );
    });

    it("says in one sentence that the folder it was called in is gone", async () => {
        mkdirSync(join(folder, "gone"));
        expectSentence(await bash("cd gone && rmdir ../gone && idiolect models list"), 1, /^The folder that you are in is gone: change/);
    });

    it("takes no endless text", async () => {
        const sentence = /has more than 16 MB: give a shorter text\./;
        expectSentence(
            await idiolect(["draft", "--kind", "email", "--brief", "-", "--home", folder], "a".repeat(17 * 2 ** 20)),
            1,
            sentence
        );
        writeFileSync(join(folder, "a.txt"), "a".repeat(17 * 2 ** 20));
        expectSentence(await idiolect(["persona", "--check", join(folder, "a.txt"), "--home", join(folder, "home")]), 1, sentence);
    });
});
