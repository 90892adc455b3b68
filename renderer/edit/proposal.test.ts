import {history, undo} from "@codemirror/commands";
import {EditorState} from "@codemirror/state";
import type {Transaction} from "@codemirror/state";
import {describe, expect, it} from "vitest";
import {acceptProposal, proposalField, propose} from "./proposal.ts";

const text = "Dear Ann, I am writing to inform you. Best, J.";
const [from, to] = [10, 37];

function offered(after = "I wanted to tell you.", ready = true): EditorState {
    const state = EditorState.create({doc: text, extensions: [history(), proposalField]});
    return state.update({effects: propose.of({from, to, before: text.slice(from, to), after, ready})}).state;
}

describe("a proposed change", () => {
    it("leaves the text unchanged until it is accepted, and is undone in one step", () => {
        let state = offered();
        expect(state.doc.toString()).toBe(text);
        state = acceptProposal(state)?.state ?? state;
        expect(state.doc.toString()).toBe("Dear Ann, I wanted to tell you. Best, J.");
        expect(state.field(proposalField)).toBeNull();
        undo({
            state,
            dispatch: (transaction: Transaction) => {
                state = transaction.state;
            }
        });
        expect(state.doc.toString()).toBe(text);
    });

    it("moves with its passage when the text before it changes", () => {
        const state = offered().update({changes: {from: 0, insert: "Hello. "}}).state;
        expect(state.field(proposalField)).toMatchObject({from: from + 7, to: to + 7});
        expect(acceptProposal(state)?.state.doc.toString()).toBe("Hello. Dear Ann, I wanted to tell you. Best, J.");
    });

    it("ends when its passage is edited, so that nothing typed is overwritten", () => {
        const state = offered().update({changes: {from: from + 4, insert: "really "}}).state;
        expect(state.field(proposalField)).toBeNull();
        expect(acceptProposal(state)).toBeNull();
    });

    it("cannot be accepted while it is being generated, but can be rejected", () => {
        expect(acceptProposal(offered("I want", false))).toBeNull();
        const state = offered().update({effects: propose.of(null)}).state;
        expect([state.field(proposalField), state.doc.toString()]).toEqual([null, text]);
    });
});
