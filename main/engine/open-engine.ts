import {LazyEngine} from "./lazy-engine.ts";
import {SupervisedEngine} from "./supervised-engine.ts";
import {forkEngineProcess} from "./fork-engine.ts";
import type {Engine} from "../../app/drafting/engine.ts";
import type {EngineOptions} from "./llama-engine.ts";
import type {SpawnEngineProcess} from "./supervised-engine.ts";

/**
 * Where the engine runs: `forked`: a forked Node process; `in-process`: this one, where a crash ends it too; or a function that starts a
 * process, such as Electron's utility process, with `engine-process.ts` as its module.
 */
export type EngineHost = "forked" | "in-process" | SpawnEngineProcess;

export function openEngine(host: EngineHost, options: EngineOptions = {}): Engine {
    if (host === "in-process") return new LazyEngine(async () => new (await import("./llama-engine.ts")).LlamaEngine(options));
    return new SupervisedEngine(host === "forked" ? forkEngineProcess : host, options);
}
