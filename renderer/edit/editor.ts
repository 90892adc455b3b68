import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {EditorState} from "@codemirror/state";
import {drawSelection, EditorView, keymap} from "@codemirror/view";
import {takesFocus} from "../components/takes-focus.ts";
import {nonce} from "../state/client.ts";
import {proposalField} from "./proposal.ts";

const look = EditorView.theme({
    "&": {backgroundColor: "transparent", color: "var(--ink)", fontSize: "1.1875rem"},
    "&.cm-focused": {outline: "none"},
    ".cm-scroller": {fontFamily: "var(--text-face)", lineHeight: "1.66", overflow: "visible"},
    ".cm-content": {padding: "0 0 8rem", caretColor: "var(--accent)", maxWidth: "40rem"},
    ".cm-line": {padding: "0"},
    ".cm-cursor": {borderLeftColor: "var(--accent)", borderLeftWidth: "2px"},
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
        background: "color-mix(in srgb, var(--accent) 22%, transparent)"
    },
    "&.cm-offered.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, &.cm-offered .cm-selectionBackground": {
        background: "transparent"
    },
    ".cm-asked": {background: "var(--accent-wash)"},
    ".cm-removed": {background: "var(--removed)", color: "var(--removed-ink)", textDecorationThickness: "1px"},
    ".cm-added": {background: "var(--added)", color: "var(--added-ink)", textDecoration: "none", whiteSpace: "pre-wrap"}
});

/** CodeMirror's key bindings without those of the window: Mod+Enter accepts a change, Escape rejects it. */
const ownKeymap = defaultKeymap.filter(({key}) => key !== "Mod-Enter" && key !== "Escape");

interface EditorOptions {
    readonly text: string;
    readonly label: string;
    readonly onChange: (text: string) => void;
    /** after every change of text, selection or proposal */
    readonly onUpdate: (state: EditorState) => void;
}

/** The editor for one text: wrapped lines, each in its own direction, with history; saved through `onChange`. */
export function createEditor(parent: HTMLElement, {text, label, onChange, onUpdate}: EditorOptions): EditorView {
    return new EditorView({
        parent,
        state: EditorState.create({
            doc: text,
            extensions: [
                EditorView.cspNonce.of(nonce),
                history(),
                keymap.of([...ownKeymap, ...historyKeymap]),
                drawSelection(),
                EditorView.lineWrapping,
                EditorView.perLineTextDirection.of(true),
                EditorView.contentAttributes.of({"aria-label": label, "spellcheck": "true", "dir": "auto", ...takesFocus}),
                proposalField,
                // the selection would hide the proposal
                EditorView.editorAttributes.of((view) => (view.state.field(proposalField, false) ? {class: "cm-offered"} : null)),
                look,
                EditorView.updateListener.of((update) => {
                    if (update.docChanged) onChange(update.state.doc.toString());
                    if (update.docChanged || update.selectionSet || update.transactions.length > 0) onUpdate(update.state);
                })
            ]
        })
    });
}
