import {StateEffect, StateField} from "@codemirror/state";
import type {EditorState, Range, Transaction} from "@codemirror/state";
import {Decoration, EditorView, WidgetType} from "@codemirror/view";
import type {DecorationSet} from "@codemirror/view";
import {diffWordsWithSpace} from "diff";

/** A change that is offered for a passage; the text is as it was until it is accepted. */
export interface Proposal {
    readonly from: number;
    readonly to: number;
    /** the passage as it was when the change was asked for */
    readonly before: string;
    /** what it is to become; grows while the model writes */
    readonly after: string;
    readonly ready: boolean;
    /** what of the asked change could not be made, in a sentence; null or left out: nothing */
    readonly note?: string | null;
}

/** Offers a change, or (null) takes it back. */
export const propose = StateEffect.define<Proposal | null>();

/**
 * The change on offer. It moves with the text around it; a change inside its passage ends it, so that nothing the user typed
 * is ever replaced.
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

/** Puts the change into the text, as one step that can be undone. */
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

/** What goes is struck through where it stands, what comes is shown beside it. */
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
