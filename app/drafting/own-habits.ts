import type {Habits} from "../persona/habits.ts";
import type {Brief} from "../brief/brief.ts";
import {applyCasing} from "./casing.ts";
import type {DraftingParts, DraftRequest} from "./draft-request.ts";
import {mayBeTakenOff, withoutThinking} from "./format/finish.ts";
import {applyHabits} from "./rewording.ts";
import {isPersonal, strategyParts, type Strategy} from "./strategy.ts";

/*
 * A small model hears from the persona how somebody writes, and still forgets to greet as they do, or signs with a stranger's name.
 * What rules can carry is therefore taken from the user's habits; docs/decisions/0013-rules-carry-what-rules-can.md.
 */

/** texts of a kind that make habits of what they share */
export const fewTexts = 5;
/** a greeting or sign-off that stands in fewer of the letters is no habit */
export const frameShare = 0.3;

/** The habits that a draft is given by rules, or null: only drafts in the user's voice have them, and only of a history that shows any. */
export async function ownHabits(
    {persona}: Pick<DraftingParts, "persona">,
    request: DraftRequest,
    strategy: Strategy
): Promise<Habits | null> {
    const {brief} = request;
    if (brief.kind === "continue" || !isInVoice(request, strategy)) return null;
    const habits = await persona.habits(brief.kind);
    return habits.items < fewTexts ? null : habits;
}

/** Is a draft to be in the user's voice? */
export function isInVoice({strength = 1}: Pick<DraftRequest, "strength">, strategy: Strategy): boolean {
    return isPersonal(strategyParts(strategy)) && strength > 0;
}

/** How the user signs letters, in one line; null where they mostly do not. */
export function usualSignature({closings}: Habits, {kind}: Brief): string | null {
    const [closing] = closings;
    return (kind !== "email" && kind !== "reply") || closing === undefined || closing.share < frameShare ? null : closing.text;
}

/** A draft's text as it comes: nothing of what may be taken off again, and line by line where habits change it. */
export class DraftPreview {
    readonly #habits: Habits | null;
    #waiting = "";
    #shown: string;
    /** is it known that what comes is text? */
    #isText: boolean;

    /** @param beginning what the draft begins with already */
    constructor(habits: Habits | null, beginning: string) {
        this.#habits = habits;
        this.#shown = beginning;
        this.#isText = beginning !== "";
    }

    /** What can be shown now. */
    push(piece: string): string {
        this.#waiting += piece;
        if (!this.#isText) {
            if (mayBeTakenOff(this.#waiting)) return "";
            this.#isText = true;
            this.#waiting = withoutThinking(this.#waiting).trimStart();
        }
        const end = this.#habits === null ? this.#waiting.length : this.#waiting.lastIndexOf("\n") + 1;
        const ready = this.#waiting.slice(0, end);
        this.#waiting = this.#waiting.slice(end);
        const shown = this.#habits === null ? ready : applyCasing(applyHabits(ready, this.#habits, false), this.#habits);
        this.#shown += shown;
        return shown;
    }

    /** What the finished draft adds to what was shown; nothing where it says it differently. */
    rest(draft: string): string {
        return draft.startsWith(this.#shown) ? draft.slice(this.#shown.length) : "";
    }
}
