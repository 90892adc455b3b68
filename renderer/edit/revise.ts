import type {EditorView} from "@codemirror/view";
import type {KeptDraft, Output, Revision} from "../../app/contract/index.ts";
import type {Messages} from "../language/messages.ts";
import {client} from "../state/client.ts";
import {settings} from "../state/main-state.ts";
import {attempt, notify} from "../state/notices.ts";
import {proposalField, propose} from "./proposal.ts";

/** Controller of the running revision, so that it can be cancelled. */
let running: AbortController | null = null;

/** A named change, or one in the user's words. */
export type ChangeAsked = {readonly how: Revision} | {readonly how: "instruction"; readonly instruction: string};

/** Requests a change of the selected passage, or of the whole text if nothing is selected, and shows it; the text itself is unchanged. */
export async function reviseSelection(view: EditorView, asked: ChangeAsked, draft: KeptDraft, m: Messages): Promise<void> {
    const {from, to} = view.state.selection.main.empty ? {from: 0, to: view.state.doc.length} : view.state.selection.main;
    if (view.state.sliceDoc(from, to).trim() === "") return;
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const before = view.state.sliceDoc(from, to);
    view.dispatch({effects: propose.of({from, to, before, after: "", ready: false})});
    const ok = await attempt(async () => {
        const revised = await client.call(
            "drafting.revise",
            {text: view.state.doc.toString(), from, to, kind: draft.brief.kind, controls: settings.get().controls, ...asked},
            {signal: controller.signal, onProgress: ({text}) => show(view, text, false)}
        );
        if (controller.signal.aborted) return;
        if (revised.text === before) {
            view.dispatch({effects: propose.of(null)});
            notify(sentenceFor(revised, asked, m));
            return;
        }
        // shown beside the proposal: a notice would cover it
        if (!show(view, revised.text, true, revised.undone.length > 0 ? sentenceFor(revised, asked, m) : null)) notify(m.edit.stale);
    });
    if (!ok && running === controller) refuse(view);
}

/** Why less was done than requested, in the window's language. */
function sentenceFor({undone, tooLong}: Output<"drafting.revise">, {how}: ChangeAsked, m: Messages): string {
    if (tooLong) return m.edit.tooLong;
    if (undone.length === 0) return m.edit.nothingChanged;
    return how === "instruction" ? m.edit.notDone(undone) : m.edit.couldNot[how];
}

/** Cancels what is generated for an editor that is closed: nobody would see it, and the next draft would wait for it. */
export function abandonRevision(): void {
    running?.abort();
    running = null;
}

/** Withdraws the proposal, and cancels its generation. */
export function refuse(view: EditorView): void {
    abandonRevision();
    view.dispatch({effects: propose.of(null)});
}

/** Shows the change so far; false if its passage is gone. */
function show(view: EditorView, after: string, ready: boolean, note: string | null = null): boolean {
    const proposal = view.state.field(proposalField);
    if (proposal === null) return false;
    view.dispatch({effects: propose.of({...proposal, after, ready, note})});
    return true;
}
