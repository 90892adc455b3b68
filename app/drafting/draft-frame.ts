import type {Brief} from "../brief/brief.ts";
import type {Habits} from "../persona/habits.ts";
import {closingPattern} from "../persona/letter.ts";
import {nameInGreeting} from "../persona/recipients.ts";
import type {DraftEvent} from "./engine.ts";
import {givenIn} from "./content-words.ts";
import {withoutAddedClauses, withoutAddedSentences} from "./additions.ts";
import {withoutCopiedSentences} from "./copied-sentences.ts";
import {applyCasing, inUsualCasing, withGivenCapitals} from "./casing.ts";
import {withRightForms} from "./grammar.ts";
import type {DraftingParts, DraftRequest} from "./draft-request.ts";
import type {PromptFormat} from "./format/format.ts";
import {genderIn} from "./german-greeting.ts";
import {greetingFor, neutralGreeting} from "./greeting.ts";
import {withEndMarks} from "./end-marks.ts";
import {framed, withoutStrangersName} from "./letter-frame.ts";
import {isInVoice, ownHabits, usualSignature} from "./own-habits.ts";
import {addressedName} from "./recipient-names.ts";
import {framedAs, frameTowards, habitsTowards, type RecipientFrame} from "./recipient-frame.ts";
import {withoutMarkup} from "./prompt-injection.ts";
import {withoutRepeats} from "./repeats.ts";
import {applyHabits} from "./rewording.ts";
import {keepRules} from "./rules.ts";
import type {Strategy} from "./strategy.ts";

/*
 * What rules, not the model, decide about a draft: the user's habits, and a letter's greeting and sign-off.
 */

export interface DraftFrame {
    /** the habits of all of the user's texts of this kind; null if none apply */
    readonly general: Habits | null;
    /** the same, with those towards this recipient in their place */
    readonly habits: Habits | null;
    readonly recipient: RecipientFrame;
    /** the greeting and an empty line, with which the draft begins; empty without a greeting */
    readonly beginning: string;
    /** the sign-off in one line; null for none */
    readonly signature: string | null;
    /** names and lines that come from the user's letters to this recipient, and so need no source in the brief */
    readonly known: readonly string[];
}

/** The frame of a draft of this request. */
export async function draftFrame(parts: DraftingParts, request: DraftRequest, strategy: Strategy): Promise<DraftFrame> {
    const {brief} = request;
    const general = await ownHabits(parts, request, strategy);
    const towards = (to: string) => (isLetter(brief) ? (parts.towards?.(to) ?? null) : null);
    const recipient = frameTowards(isInVoice(request, strategy) ? towards(brief.to ?? "") : null, general);
    const habits = general === null ? null : habitsTowards(general, recipient);
    const addressFor = (to: string) => {
        const known = towards(to);
        return known === null ? null : nameInGreeting(known);
    };
    const genderFor = (to: string) => {
        // letters to the only other person of this first name show it as well
        const known = towards(to)?.greeting ?? towards(addressedName(to) ?? "")?.greeting ?? null;
        return known === null ? null : genderIn(known);
    };
    const usualGreeting = () =>
        general === null
            ? neutralGreeting({to: brief.to, addressFor}, [brief.notes, brief.message, brief.subject].join("\n"))
            : greetingFor({to: brief.to, habits: general, addressFor, genderFor});
    const greeting = !isLetter(brief) ? null : recipient.greeting === undefined ? usualGreeting() : recipient.greeting;
    const signature = recipient.signOff ? closingPattern(recipient.signOff) : habits === null ? null : usualSignature(habits, brief);
    const address = brief.to === undefined ? null : addressFor(brief.to);
    const known = [address, recipient.greeting, recipient.signOff].filter((part) => part != null);
    const beginning = greeting === null ? "" : `${greeting}\n\n`;
    return {general, habits, recipient, beginning, signature, known};
}

/**
 * A candidate's text as the user gets it: cleaned by the prompt's format, in the user's habits and between their greeting and sign-off,
 * within the rules.
 * @param written what the model generated after the frame's beginning
 */
export function finishedText(
    written: Pick<Extract<DraftEvent, {type: "end"}>, "text" | "reason">,
    {general, habits, recipient, beginning}: DraftFrame,
    {brief, rules = []}: Pick<DraftRequest, "brief" | "rules">,
    {format, examples}: {readonly format: PromptFormat; readonly examples: readonly string[]}
): string {
    // a text that the user stopped is left as it is; one that reached the limit ends with its last complete sentence
    const isWhole = written.reason !== "cancelled";
    const whole = format.finish(beginning + written.text, brief, written.reason !== "length");
    const answer = isWhole ? withoutMarkup(whole, [givenIn({...brief, message: ""}), brief.text].join("\n")) : whole;
    const withoutAdditions = (letter: string) =>
        withoutAddedClauses(withoutAddedSentences(withoutCopiedSentences(withoutRepeats(letter, brief), examples, brief), brief), brief);
    const finished =
        isLetter(brief) && isWhole ? withEndMarks(withRightForms(withoutAdditions(answer), brief.notes ?? ""), habits) : answer;
    const asToThem = isWhole ? recipient : {...recipient, signOff: undefined};
    const framedFor = (text: string) => framedAs(text, asToThem, general?.closings ?? []);
    if (habits === null) {
        const usual = (text: string) => inUsualCasing(withGivenCapitals(withoutStrangersName(text, brief), brief));
        return keepRules(isLetter(brief) ? framedFor(usual(finished)) : finished, rules);
    }
    const mine = withGivenCapitals(applyHabits(finished, habits, isWhole), brief);
    const isAddressed = beginning !== "" || (brief.to?.trim() ?? "") !== "";
    return keepRules(applyCasing(isLetter(brief) ? framedFor(framed(mine, habits, isAddressed)) : mine, habits), rules);
}

function isLetter({kind}: Brief): boolean {
    return kind === "email" || kind === "reply";
}
