import type {z} from "zod";
import {connectionsRequests} from "./connections.ts";
import {hostEvents, hostRequests} from "./host.ts";
import {draftingRequests} from "./drafting.ts";
import {draftsRequests} from "./drafts.ts";
import {libraryEvents, libraryRequests} from "./library.ts";
import {modelsRequests} from "./models.ts";
import {personaRequests} from "./persona.ts";
import {privacyRequests} from "./privacy.ts";
import {trainingEvents, trainingRequests} from "./training.ts";
import {settingsEvents, settingsRequests} from "./settings.ts";

/** All requests of the window, by name. */
export const requests = {
    ...libraryRequests,
    ...personaRequests,
    ...draftingRequests,
    ...draftsRequests,
    ...settingsRequests,
    ...modelsRequests,
    ...privacyRequests,
    ...trainingRequests,
    ...connectionsRequests,
    ...hostRequests
};

/** All events that main may send, by name. */
export const events = {...libraryEvents, ...settingsEvents, ...trainingEvents, ...hostEvents};

export type RequestName = keyof typeof requests;
export type EventName = keyof typeof events;

/** Input as the caller writes it (defaults may be left out). */
export type Input<N extends RequestName> = z.input<(typeof requests)[N]["input"]>;
/** Input as the handler receives it. */
export type CheckedInput<N extends RequestName> = z.output<(typeof requests)[N]["input"]>;
export type Output<N extends RequestName> = z.output<(typeof requests)[N]["output"]>;
export type Progress<N extends RequestName> = z.output<(typeof requests)[N]["progress"]>;
export type Payload<N extends EventName> = z.output<(typeof events)[N]>;

/** Second argument of a handler. */
export interface CallContext<N extends RequestName> {
    readonly signal: AbortSignal;
    progress(progress: Progress<N>): void;
}

/** One feature's handlers in main: a function for each request with its prefix. */
export type Handlers<Prefix extends string = string> = {
    readonly [N in RequestName as N extends `${Prefix}.${string}` ? N : never]: (
        input: CheckedInput<N>,
        context: CallContext<N>
    ) => Promise<Output<N>> | Output<N>;
};

export interface CallOptions<N extends RequestName> {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: Progress<N>) => void;
}

/** The window's client. A failed request throws a `RefusedError` whose message is one sentence for the user. */
export interface Client {
    call<N extends RequestName>(name: N, input: Input<N>, options?: CallOptions<N>): Promise<Output<N>>;
    on<N extends EventName>(name: N, listener: (payload: Payload<N>) => void): () => void;
}

export * from "./connections.ts";
export * from "./host.ts";
export * from "./drafting.ts";
export * from "./drafts.ts";
export * from "./library.ts";
export * from "./message.ts";
export * from "./models.ts";
export * from "./persona.ts";
export * from "./privacy.ts";
export * from "./sentence.ts";
export * from "./settings.ts";
export * from "./training.ts";
export * from "./voice-score.ts";
