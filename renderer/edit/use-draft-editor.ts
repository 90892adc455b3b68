import type {EditorView} from "@codemirror/view";
import {useCallback, useEffect, useRef, useState} from "react";
import type {RefObject} from "react";
import type {KeptDraft} from "../../app/contract/index.ts";
import {createEditor} from "./editor.ts";
import type {EditorStatus} from "./editor-status.ts";
import {acceptProposal, proposalField} from "./proposal.ts";
import {abandonRevision, refuse} from "./revise.ts";
import {saveVersions} from "./save-versions.ts";

interface DraftEditor {
    /** the element that the editor is created in */
    readonly place: RefObject<HTMLDivElement | null>;
    readonly view: RefObject<EditorView | null>;
    readonly status: EditorStatus;
    readonly autosave: ReturnType<typeof saveVersions>;
    /** Accepts or rejects the proposal that the editor shows. */
    readonly accept: () => void;
    readonly turnDown: () => void;
    /** Replaces the whole text. */
    readonly restore: (text: string) => void;
}

/** A draft's editor, from the first rendering to the last, with its text saved as versions. */
export function useDraftEditor(draft: KeptDraft, label: string): DraftEditor {
    const place = useRef<HTMLDivElement>(null);
    const view = useRef<EditorView>(null);
    const [status, setStatus] = useState<EditorStatus>({text: draft.text, selected: false, proposal: null});
    const [autosave] = useState(() => saveVersions(draft.id));

    useEffect(() => {
        if (place.current === null) return;
        const editor = createEditor(place.current, {
            text: draft.text,
            label,
            onChange: (text) => autosave.changed(text),
            onUpdate: (state) =>
                setStatus({text: state.doc.toString(), selected: !state.selection.main.empty, proposal: state.field(proposalField)})
        });
        view.current = editor;
        editor.focus();
        const save = (): void => void autosave.flush();
        window.addEventListener("pagehide", save);
        return () => {
            window.removeEventListener("pagehide", save);
            void autosave.flush();
            abandonRevision();
            editor.destroy();
        };
        // one editor for one draft; its label may be in the language it was opened in
        // oxlint-disable-next-line exhaustive-deps
    }, [draft.id, autosave]);

    const accept = useCallback((): void => {
        const transaction = view.current && acceptProposal(view.current.state);
        if (!transaction) return;
        view.current?.dispatch(transaction);
        // an accepted change is kept as a version of that name
        autosave.nextIs("revision");
        void autosave.flush();
        view.current?.focus();
    }, [autosave]);
    const turnDown = useCallback((): void => {
        if (view.current) refuse(view.current);
        view.current?.focus();
    }, []);
    const restore = useCallback((text: string): void => {
        const editor = view.current;
        editor?.dispatch({changes: {from: 0, to: editor.state.doc.length, insert: text}, userEvent: "input.restore"});
        // the dialog does not let the focus go before it is closed
        setTimeout(() => editor?.focus(), 0);
    }, []);
    return {place, view, status, autosave, accept, turnDown, restore};
}
