import {execFile} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, expect} from "vitest";
import {makeTinyVoice, type TinyVoice} from "./tiny-voice.ts";

export const entry = fileURLToPath(new URL("../index.ts", import.meta.url));
export const samples = fileURLToPath(new URL("../../../resources/samples", import.meta.url));
export let folder: string;
export let voice: TinyVoice;
export let home: string;

export interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command line in a process of its own. */
export function idiolect(args: readonly string[], input = ""): Promise<Outcome> {
    return new Promise((resolve) => {
        const child = execFile(process.execPath, [entry, ...args], {maxBuffer: 1e8}, (error, stdout, stderr) => {
            resolve({code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr});
        });
        // a program that refuses its input has ended before all of it is written
        child.stdin?.on("error", () => {});
        child.stdin?.end(input);
    });
}

export const voiceOptions = () => ["--model", voice.model, "--plug", voice.plug, "--encoder", voice.encoder, "--threads", "1"];

/** Expects a failure that a user can fix: the exit code, nothing on standard output, one sentence and no stack on standard error. */
export function expectSentence({code, stdout, stderr}: Outcome, exitCode: number, sentence: RegExp): void {
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at |went wrong inside/);
    expect([code, stdout]).toEqual([exitCode, ""]);
    expect(
        stderr
            .trim()
            .split("\n")
            .filter((line) => !/^(Looking|Reading|Learning|Done|The library is empty)/.test(line))
    ).toHaveLength(1);
}

/** Creates a temporary folder with a tiny model, encoder and plug, and a home in it, for the calling test file. */
export function useTinyVoice(): void {
    beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "idiolect-cli-"));
        voice = await makeTinyVoice(join(folder, "voice"));
        home = join(folder, "home");
    });

    afterAll(() => rm(folder, {recursive: true, force: true}));
}
