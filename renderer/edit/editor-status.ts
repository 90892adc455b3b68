import type {Proposal} from "./proposal.ts";

/** What the bar beside the editor needs to know of its state. */
export interface EditorStatus {
    readonly text: string;
    readonly selected: boolean;
    readonly proposal: Proposal | null;
}
