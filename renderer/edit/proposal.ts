import {StateEffect, StateField} from "@codemirror/state";
import type {EditorState, Range, Transaction} from "@codemirror/state";
import {Decoration, EditorView, WidgetType} from "@codemirror/view";
import type {DecorationSet} from "@codemirror/view";
import {diffWordsWithSpace} from "diff";

/** A proposed change of a passage; the text is unchanged until it is accepted. */
export interface Proposal {
    readonly from: number;
    readonly to: number;
    /** the passage when the change was requested */
    readonly before: string;
    /** the replacement; grows while the model generates */
    readonly after: string;
    readonly ready: boolean;
    /** the part of the requested change that could not be made, as a sentence; null or left out: none */
    readonly note?: string | null;
}

/** Proposes a change, or (null) withdraws it. */
export const propose = StateEffect.define<Proposal | null>();

/**
 * The current proposal. It moves with the text around it; an edit inside its passage ends it, so that nothing the user typed is ever
 * replaced.
 */
export const proposalField = StateField.define<Proposal | null>({
    create: () => null,
    update(proposal, transaction) {
        const moved = proposal === null ? null : follow(proposal, transaction);
        for (const effect of transaction.effects) if (effect.is(propose)) return effect.value;
        return moved;
    },
    provide: (field) => EditorView.decorations.from(field, showDiff)
});

/** Applies the change to the text, as one step that can be undone. */
export function acceptProposal(state: EditorState): Transaction | null {
    const proposal = state.field(proposalField);
    if (proposal === null || !proposal.ready) return null;
    const {from, to, after} = proposal;
    return state.update({
        changes: {from, to, insert: after},
        effects: propose.of(null),
        selection: {anchor: from, head: from + after.length},
        userEvent: "input.revision",
        scrollIntoView: true
    });
}

function follow(proposal: Proposal, transaction: Transaction): Proposal | null {
    if (!transaction.docChanged) return proposal;
    const from = transaction.changes.mapPos(proposal.from, 1);
    const to = transaction.changes.mapPos(proposal.to, -1);
    return from < to && transaction.newDoc.sliceString(from, to) === proposal.before ? {...proposal, from, to} : null;
}

/** Shows removed text struck through in place, and the new text beside it. */
function showDiff(proposal: Proposal | null): DecorationSet {
    if (proposal === null) return Decoration.none;
    const marks: Range<Decoration>[] = [];
    if (proposal.after === "") {
        marks.push(Decoration.mark({class: "cm-asked"}).range(proposal.from, proposal.to));
        return Decoration.set(marks);
    }
    let at = proposal.from;
    for (const part of diffWordsWithSpace(proposal.before, proposal.after)) {
        if (part.added) {
            marks.push(Decoration.widget({widget: new AddedText(part.value), side: 1}).range(at));
            continue;
        }
        if (part.removed) marks.push(Decoration.mark({class: "cm-removed", tagName: "del"}).range(at, at + part.value.length));
        at += part.value.length;
    }
    return Decoration.set(marks, true);
}

class AddedText extends WidgetType {
    readonly #text: string;
    constructor(text: string) {
        super();
        this.#text = text;
    }

    override eq(other: AddedText): boolean {
        return other.#text === this.#text;
    }

    override toDOM(): HTMLElement {
        const element = document.createElement("ins");
        element.className = "cm-added";
        element.textContent = this.#text;
        return element;
    }
}
