import type {BriefInput, Controls, DraftProgress, DraftResult, Kind, WrittenDraft} from "../../app/contract/index.ts";
import {sentenceOf, wasCancelled} from "../state/query.ts";
import {client} from "../state/client.ts";
import {createStore} from "../state/store.ts";
import type {Store} from "../state/store.ts";
import {inOrder} from "./draft-order.ts";
import {createTextStream} from "./text-stream.ts";
import type {TextStream} from "./text-stream.ts";

/** State of one draft. */
export interface SlotState {
    readonly phase: "waiting" | "writing" | "done" | "stopped" | "failed";
    readonly stage: "model" | "persona" | "prompt" | null;
    readonly result: DraftResult | null;
    /** error of a failed draft */
    readonly sentence: string | null;
    /** id under which it is saved; null until then */
    readonly id: string | null;
}

/** One draft on the screen: its text is in a separate store, so that nothing else is rendered while it grows. */
export interface Slot {
    readonly key: number;
    readonly seed: number;
    readonly brief: BriefInput;
    readonly text: TextStream;
    readonly state: Store<SlotState>;
    /** its job, and its index there */
    readonly job: string;
    readonly index: number;
    readonly controller: AbortController;
}

export interface DraftingOrder {
    readonly brief: BriefInput;
    readonly controls: Controls;
    readonly persona: boolean;
}

const begun: SlotState = {phase: "waiting", stage: null, result: null, sentence: null, id: null};
let nextKey = 0;

/** The concurrent drafts and actions on them. */
export const slots = createStore<readonly Slot[]>([]);
/** Number of drafts that are being generated. */
export const writing = createStore(0);

/** The drafts of one kind: those of the others are kept until the user returns to that kind. */
export function slotsOf(kind: Kind, all: readonly Slot[] = slots.get()): readonly Slot[] {
    return all.filter(({brief}) => brief.kind === kind);
}

/** Generates `count` new drafts in place of those of the same kind. */
export function draftAll(order: DraftingOrder, count: number): void {
    stopAll();
    const others = slots.get().filter(({brief}) => brief.kind !== order.brief.kind);
    slots.set([...others, ...startJob(order, count, null)]);
}

/** Generates one new draft in `slot`'s place; with `like`, similar to a draft that the user liked. */
export function draftInstead(slot: Slot, order: DraftingOrder, like: string | null = null): void {
    stop(slot);
    const [fresh] = startJob(order, 1, like);
    if (fresh === undefined) return;
    for (const listen of replacementListeners) listen(slot, fresh);
    slots.set((all) => all.map((each) => (each === slot ? fresh : each)));
}

/** Makes the other drafts similar to one: every slot but the liked one is generated again. */
export function moreLike(liked: Slot, order: DraftingOrder, count: number): void {
    const {kind} = liked.brief;
    for (const slot of slotsOf(kind)) if (slot !== liked) stop(slot);
    const others = startJob(order, Math.max(1, count - 1), liked.text.shown.get());
    slots.set((all) => [...all.filter(({brief}) => brief.kind !== kind), liked, ...others]);
}

/** Shows a draft with the user's change on the screen. */
export function changeResult(slot: Slot, result: DraftResult): void {
    slot.text.end(result.text);
    slot.state.set((state) => ({...state, result}));
    for (const listen of writtenListeners) listen(slot);
}

/** Stops one draft; the text so far stays. */
export function stop(slot: Slot): void {
    const {phase} = slot.state.get();
    if (phase !== "waiting" && phase !== "writing") return;
    void client.call("drafting.stop", {job: slot.job, draft: slot.index}).catch(() => {});
}

export function stopAll(): void {
    for (const slot of slots.get()) {
        const {phase} = slot.state.get();
        if (phase === "waiting" || phase === "writing") slot.controller.abort();
    }
}

/** Removes every draft from the screen, and returns a function that restores them. */
export function clear(): () => void {
    stopAll();
    const cleared = slots.get();
    slots.set([]);
    return () => slots.set(cleared);
}

const replacementListeners = new Set<(gone: Slot, fresh: Slot) => void>();

/** Calls `listener` when a new draft replaces another one, before it is shown. */
export function replacedBy(listener: (gone: Slot, fresh: Slot) => void): void {
    replacementListeners.add(listener);
}

const writtenListeners = new Set<(slot: Slot) => void>();

/** Calls `listener` with every draft that has just been finished, on the screen or not. */
export function onWritten(listener: (slot: Slot) => void): void {
    writtenListeners.add(listener);
}

const orderListeners = new Set<(ordered: readonly Slot[]) => void>();

/** Calls `listener` with the drafts of a job when the last of them is written, the one to show first first. */
export function onOrdered(listener: (ordered: readonly Slot[]) => void): void {
    orderListeners.add(listener);
}

/** Puts drafts that are on the screen into this order, in the places that they have among the others. */
export function putInOrder(ordered: readonly Slot[]): void {
    slots.set((all) => inOrder(all, ordered));
}

/** A draft that was written before the window was opened, as a slot. */
export function writtenSlot({id, brief, result}: WrittenDraft): Slot {
    const text = createTextStream();
    text.end(result.text);
    const state = createStore<SlotState>({
        phase: result.reason === "cancelled" ? "stopped" : "done",
        stage: null,
        result,
        sentence: null,
        id
    });
    return {key: nextKey++, seed: result.seed, brief, text, state, job: "", index: 0, controller: new AbortController()};
}

/** One job that generates `count` drafts from the same prompt; its slots are updated as it proceeds. */
export function startJob(
    order: DraftingOrder,
    count: number,
    like: string | null,
    seeds: readonly number[] = freshSeeds(count)
): readonly Slot[] {
    const controller = new AbortController();
    const job = crypto.randomUUID();
    const started = seeds.map((seed, index): Slot => ({
        key: nextKey++,
        seed,
        brief: order.brief,
        text: createTextStream(),
        state: createStore(begun),
        job,
        index,
        controller
    }));
    writing.set((n) => n + started.length);
    client
        .call(
            "drafting.draft",
            {job, brief: order.brief, controls: order.controls, persona: order.persona, seeds: [...seeds], like},
            {signal: controller.signal, onProgress: (progress) => follow(started, progress)}
        )
        .then(
            ({order}) => {
                finish(started, {phase: "stopped"});
                const ordered = order.flatMap((place) => started[place] ?? []);
                if (ordered.length === started.length) for (const listen of orderListeners) listen(ordered);
            },
            (error: unknown) => finish(started, wasCancelled(error) ? {phase: "stopped"} : {phase: "failed", sentence: sentenceOf(error)})
        );
    return started;
}

function follow(started: readonly Slot[], progress: DraftProgress): void {
    if (progress.type === "stage") {
        for (const slot of started) slot.state.set((state) => (state.phase === "waiting" ? {...state, stage: progress.stage} : state));
        return;
    }
    const slot = started[progress.draft];
    if (slot === undefined || isOver(slot)) return;
    if (progress.type === "token") {
        slot.state.set((state) => (state.phase === "waiting" ? {...state, phase: "writing"} : state));
        slot.text.push(progress.text);
        return;
    }
    slot.text.end(progress.result.text);
    end(slot, {phase: progress.result.reason === "cancelled" ? "stopped" : "done", result: progress.result});
    for (const listen of writtenListeners) listen(slot);
}

/** Ends slots that are not finished when the job is: stopped, or failed with it. */
function finish(started: readonly Slot[], change: Partial<SlotState>): void {
    for (const slot of started) if (!isOver(slot)) end(slot, change);
}

function end(slot: Slot, change: Partial<SlotState>): void {
    slot.state.set((state) => ({...state, ...change}));
    writing.set((n) => n - 1);
}

function isOver(slot: Slot): boolean {
    const {phase} = slot.state.get();
    return phase !== "waiting" && phase !== "writing";
}

function freshSeeds(count: number): readonly number[] {
    return [...crypto.getRandomValues(new Uint32Array(count))].map((seed) => seed >>> 1);
}
