/** The trainer's process: start, messages, cancelling, and its exit as an error message. */
import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import path from "node:path";
import {createInterface} from "node:readline";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {nodeLlamaCppPath} from "../engine/node-llama-cpp-path.ts";
import {encodeRequest} from "./trainer-request.ts";
import type {TrainerRequest} from "./trainer-request.ts";

/** ms for a cancelled trainer to save its state; it takes less than a second */
const GRACE_MS = 5_000;
/** characters of standard error that are kept for a crash report */
const KEPT_OUTPUT = 4096;

const number = z.number();
/** null: not a finite number, e.g. if there were no held-out examples or no step */
const loss = z.number().nullable();
const messageSchema = z.discriminatedUnion("type", [
    z.object({type: z.literal("estimate"), memory: number, weights: z.string(), steps: number, architecture: z.string()}),
    z.object({type: z.literal("resumed"), step: number}),
    z.object({type: z.literal("step"), step: number, steps: number, loss, tokensPerSecond: number, seconds: number}),
    z.object({type: z.literal("heldOut"), step: number, loss, best: loss, first: loss}),
    z.object({type: z.literal("checkpoint"), step: number}),
    z.object({type: z.literal("cancelled"), step: number}),
    z.object({type: z.literal("refusal"), message: z.string()}),
    z.object({type: z.literal("nll"), set: number, example: number, values: z.string(), logits: z.string().optional()}),
    z.object({type: z.literal("done")}),
    z.object({type: z.literal("gradient"), loss: number, values: z.string()}),
    z.object({
        type: z.literal("result"),
        reason: z.enum(["finished", "stopped"]),
        step: number,
        firstHeldOut: loss,
        bestHeldOut: loss,
        seconds: number,
        tokens: number,
        tokensPerCpuSecond: loss,
        stepTokensPerSecond: loss,
        peakMemory: number,
        vectors: z.string()
    })
]);
export type TrainerMessage = z.infer<typeof messageSchema>;

/**
 * Runs one request. When `signal` is aborted, the trainer saves its state and ends, and this throws the signal's reason.
 * @throws {UserError} if the trainer rejects the request, cannot be started, or crashes
 */
export async function* runTrainer(request: TrainerRequest, signal?: AbortSignal): AsyncGenerator<TrainerMessage, void> {
    signal?.throwIfAborted();
    const encoded = encodeRequest(request);
    const child = spawn(trainerProgram(), [ggmlFolder()], {stdio: ["pipe", "pipe", "pipe"]});
    const ended = new Promise<string>((resolve) => {
        child.once("error", (error) => resolve(error.message));
        child.once("close", (code, killedBy) => resolve(killedBy ?? `code ${code}`));
    });
    let output = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-KEPT_OUTPUT);
    });
    child.stdin.on("error", () => {}); // a process that has exited is reported by its exit event
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(encoded.length));
    child.stdin.write(Buffer.concat([length, encoded]));

    let timer: NodeJS.Timeout | null = null;
    const stop = (): void => {
        child.stdin.end();
        timer ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    signal?.addEventListener("abort", stop, {once: true});
    try {
        let last: TrainerMessage | null = null;
        for await (const line of createInterface({input: child.stdout})) {
            last = messageSchema.parse(JSON.parse(line));
            if (last.type === "refusal") throw new UserError(say("training.refused", {why: last.message}));
            if (last.type === "cancelled") break;
            yield last;
        }
        const how = await ended;
        signal?.throwIfAborted();
        if (how !== "code 0" || last?.type === "cancelled") throw new UserError(say("training.ended", {how}), {cause: new Error(output)});
    } finally {
        signal?.removeEventListener("abort", stop);
        stop();
        await ended;
        if (timer != null) clearTimeout(timer);
    }
}

/** Decodes base64 of little-endian floats, the format of messages. */
export function decodeFloats(text: string): Float32Array {
    return new Float32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
}

/** Native code cannot be started from inside an Electron archive, so it is beside it. */
function trainerProgram(): string {
    const name = process.platform === "win32" ? "idiolect-trainer.exe" : "idiolect-trainer";
    for (let folder = unpacked(import.meta.dirname); ; folder = path.dirname(folder)) {
        const candidate = path.join(folder, "native", "build", name);
        if (existsSync(candidate)) return candidate;
        if (folder === path.dirname(folder)) throw new UserError(say("training.no-trainer"));
    }
}

/** The folder of node-llama-cpp's libraries for this machine's processor. */
function ggmlFolder(): string {
    const modules = path.join(path.dirname(nodeLlamaCppPath), "..", "..");
    const system = process.platform === "darwin" ? "mac" : process.platform === "win32" ? "win" : process.platform;
    const architecture = process.arch === "arm" ? "armv7l" : process.arch;
    for (const name of [`${system}-${architecture}`, `${system}-${architecture}-metal`]) {
        const folder = unpacked(path.join(modules, "@node-llama-cpp", name, "bins", name));
        if (existsSync(folder)) return folder;
    }
    throw new UserError(say("training.no-libraries"));
}

function unpacked(folder: string): string {
    return folder.replace(/app\.asar(?!\.unpacked)/, "app.asar.unpacked");
}
