import type {EditorView} from "@codemirror/view";
import type {KeptDraft, Revision} from "../../app/contract/index.ts";
import type {Messages} from "../language/messages.ts";
import {client} from "../state/client.ts";
import {settings} from "../state/mirror.ts";
import {attempt, notify} from "../state/notices.ts";
import {proposalField, propose} from "./proposal.ts";

/** The revision that is being written, so that it can be cancelled. */
let running: AbortController | null = null;

/** Asks for a change of the selected passage and shows it as it comes; the text itself is not touched. */
export async function reviseSelection(view: EditorView, how: Revision, draft: KeptDraft, m: Messages): Promise<void> {
    const {from, to} = view.state.selection.main;
    if (from === to) return;
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const before = view.state.sliceDoc(from, to);
    view.dispatch({effects: propose.of({from, to, before, after: "", ready: false})});
    const ok = await attempt(async () => {
        const revised = await client.call(
            "drafting.revise",
            {text: view.state.doc.toString(), from, to, how, kind: draft.brief.kind, controls: settings.get().controls},
            {signal: controller.signal, onProgress: ({text}) => show(view, text, false)}
        );
        if (controller.signal.aborted) return;
        if (revised.text === before) {
            view.dispatch({effects: propose.of(null)});
            notify(revised.note ?? m.edit.nothingChanged);
            return;
        }
        if (!show(view, revised.text, true)) notify(m.edit.stale);
        else if (revised.note !== null) notify(revised.note);
    });
    if (!ok && running === controller) refuse(view);
}

/** Takes the offer back, and stops what is still writing it. */
export function refuse(view: EditorView): void {
    running?.abort();
    running = null;
    view.dispatch({effects: propose.of(null)});
}

/** Shows how far the change has come; false when its passage is gone. */
function show(view: EditorView, after: string, ready: boolean): boolean {
    const proposal = view.state.field(proposalField);
    if (proposal === null) return false;
    view.dispatch({effects: propose.of({...proposal, after, ready})});
    return true;
}
