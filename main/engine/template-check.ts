/** A chat template is a program from a downloaded file. It is run with limits before the engine runs it. */
import {fork} from "node:child_process";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {Worker} from "node:worker_threads";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import type {GgufFileInfo} from "node-llama-cpp";
import type {TemplateTrial} from "./template-trial.ts";

export interface TemplateLimits {
    /** ms for all conversations together; the templates of published models take some 10 */
    readonly time: number;
    /** MB of the heap */
    readonly memory: number;
    /** characters of one rendering of a few words */
    readonly output: number;
}

const standardLimits: TemplateLimits = {time: 5_000, memory: 64, output: 64 * 1024};

/** In the sources a file beside this one; in a bundle a separate file. */
const module = new URL(import.meta.url.endsWith(".ts") ? "./template-worker.ts" : "./template-worker.js", import.meta.url);

/**
 * Tests a model's chat template where it can be killed if it takes too much time or memory.
 * @param name of the model's file, for the message
 * @throws {UserError} if the template does not end, or uses unlimited memory or output
 */
export async function checkChatTemplate(
    gguf: Pick<GgufFileInfo, "metadata">,
    name: string,
    limits: TemplateLimits = standardLimits
): Promise<void> {
    const source: unknown = gguf.metadata.tokenizer?.chat_template;
    if (typeof source !== "string" || source.trim() === "") return;
    let fault = await tried(startTrial(source, limits.memory), limits);
    // starting a process may be forbidden here
    if (fault === notTried) fault = await tried(inThread(source, limits.memory), limits);
    if (fault != null) throw new UserError(say("model.template", {name: path.basename(name), fault}));
}

interface Trial {
    onMessage(listener: (message: "begun" | TemplateTrial) => void): void;
    onEnd(listener: () => void): void;
    end(): void;
}

const notTried = say("model.template-untried");

/** Null, or what is wrong. */
function tried(trial: Trial, {time, memory, output}: TemplateLimits): Promise<Sentence | null> {
    return new Promise((resolve) => {
        let timer: NodeJS.Timeout | null = null;
        const end = (fault: Sentence | null): void => {
            if (timer != null) clearTimeout(timer);
            resolve(fault);
            trial.end();
        };
        trial.onMessage((message) => {
            // the time counts from when the template runs: starting a process takes a while on a busy machine
            if (message === "begun") timer = setTimeout(() => end(say("model.template-time", {seconds: time / 1000})), time);
            else if (message.isEndless) end(say("model.template-endless"));
            else end(message.longest > output ? say("model.template-long", {characters: message.longest}) : null);
        });
        trial.onEnd(() => end(timer == null ? notTried : say("model.template-memory", {megabytes: memory})));
    });
}

function startTrial(source: string, memory: number): Trial {
    if (process.versions["electron"] != null) return inThread(source, memory);
    try {
        return inProcess(source, memory);
    } catch {
        return inThread(source, memory); // if no process may be started
    }
}

/** Modules that Node preloads by its options may be unreadable for a process with few privileges. */
const ownEnvironment = (): NodeJS.ProcessEnv => ({...process.env, NODE_OPTIONS: ""});

/** A process whose heap is full exits without affecting this one. */
function inProcess(source: string, memory: number): Trial {
    const child = fork(fileURLToPath(module), {
        execArgv: [`--max-old-space-size=${memory}`],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
        env: ownEnvironment()
    });
    child.on("error", () => {});
    child.send(source, () => {});
    return {
        onMessage: (listener) => void child.on("message", listener),
        onEnd: (listener) => void child.once("exit", listener),
        end: () => void child.kill("SIGKILL")
    };
}

/** Electron starts no Node processes. A thread whose heap fills in one step ends its process with it: the engine's, which is restarted. */
function inThread(source: string, memory: number): Trial {
    const worker = new Worker(module, {
        workerData: source,
        execArgv: [],
        env: ownEnvironment(),
        stdout: true,
        stderr: true,
        resourceLimits: {maxOldGenerationSizeMb: memory}
    });
    worker.on("error", () => {});
    return {
        onMessage: (listener) => void worker.on("message", listener),
        onEnd: (listener) => void worker.once("exit", listener),
        end: () => void worker.terminate()
    };
}
