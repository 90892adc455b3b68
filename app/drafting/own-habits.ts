import type {Habits} from "../persona/habits.ts";
import type {Brief} from "../brief/brief.ts";
import {applyCasing} from "./casing.ts";
import type {DraftingParts, DraftRequest} from "./draft-request.ts";
import {mayBeTakenOff, withoutThinking} from "./format/finish.ts";
import {applyHabits} from "./rewording.ts";
import {isPersonal, strategyParts, type Strategy} from "./strategy.ts";

/*
 * A small model with a persona still omits the user's greeting, or signs with another name. What rules can do is therefore taken
 * from the user's habits; docs/decisions/0013-greeting-and-marks-are-applied-by-rules.md.
 */

/** minimum number of texts of a kind that establish a habit */
export const fewTexts = 5;
/** a greeting or sign-off in fewer of the letters is not a habit */
export const frameShare = 0.3;

/** The habits that rules apply to a draft, or null: only drafts in the user's voice have them, and only if the history is large enough. */
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

/** Whether a draft should be in the user's voice. */
export function isInVoice({strength = 1}: Pick<DraftRequest, "strength">, strategy: Strategy): boolean {
    return isPersonal(strategyParts(strategy)) && strength > 0;
}

/** The user's usual sign-off in one line; null if they mostly use none. */
export function usualSignature({closings}: Habits, {kind}: Brief): string | null {
    const [closing] = closings;
    return (kind !== "email" && kind !== "reply") || closing === undefined || closing.share < frameShare ? null : closing.text;
}

/** The part of a draft that can be shown while it streams: without what may be removed later, and line by line if habits change it. */
export class DraftPreview {
    readonly #habits: Habits | null;
    #waiting = "";
    #shown: string;
    /** whether the stream is known to be text */
    #isText: boolean;

    /** @param beginning text that the draft begins with */
    constructor(habits: Habits | null, beginning: string) {
        this.#habits = habits;
        this.#shown = beginning;
        this.#isText = beginning !== "";
    }

    /** Text that can be shown now. */
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

    /** The rest of the finished draft after what was shown; empty if the beginning differs. */
    rest(draft: string): string {
        return draft.startsWith(this.#shown) ? draft.slice(this.#shown.length) : "";
    }
}
