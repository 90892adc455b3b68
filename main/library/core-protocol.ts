import type {Identity} from "../../app/history/identity.ts";
import type {CoreOptions} from "./core-options.ts";
import type {ScanProgress, ScanReport} from "./library.ts";

/** Messages between the caller's thread (`open-library.ts`) and the library's (`core-worker.ts`). */
export type ToCore =
    | {readonly type: "open"; readonly options: Omit<CoreOptions, "clock">; readonly settle: number; readonly reconcileEvery: number}
    | {readonly type: "call"; readonly call: number; readonly method: string; readonly values: readonly unknown[]}
    | {readonly type: "abort"; readonly call: number}
    | {readonly type: "encoded"; readonly request: number; readonly rows: Float32Array | null; readonly error: string | null};

export type FromCore =
    | {readonly type: "result"; readonly call: number; readonly value: unknown}
    | {readonly type: "failure"; readonly call: number; readonly message: string; readonly isUserError: boolean; readonly stack: string | null}
    | {readonly type: "progress"; readonly call: number; readonly progress: ScanProgress}
    | {readonly type: "encode"; readonly request: number; readonly items: readonly {readonly title: string | null; readonly text: string}[]}
    | {readonly type: "changed"; readonly state: {readonly size: number; readonly revision: number}}
    | {readonly type: "guessed"; readonly identities: readonly Identity[]}
    | {readonly type: "watchReport"; readonly report: ScanReport}
    | {readonly type: "watchProgress"; readonly progress: ScanProgress}
    | {readonly type: "watchProblem"; readonly sentence: string};

/** call number of `open` */
export const openCall = 0;
