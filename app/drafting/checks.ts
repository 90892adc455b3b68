import type {Brief} from "../brief/brief.ts";
import type {Habits} from "../persona/habits.ts";
import {isNotesRepeated, saidNotes} from "./note-coverage.ts";
import type {Reviewer} from "./review.ts";
import {brokenRules} from "./rules.ts";
import {unsupportedFacts, type Fact} from "./unsupported-facts.ts";

/** Checks of a finished draft, besides its voice. */
export interface Checks {
    /** names, dates, numbers and other facts that come neither from the brief nor from the user's habits */
    readonly unsupported: readonly Fact[];
    /** notes of the brief that are missing from the draft */
    readonly missingNotes: readonly string[];
    readonly brokenRules: readonly string[];
}

export interface CheckSources {
    readonly brief: Brief;
    readonly habits: Pick<Habits, "openings" | "closings"> | null;
    readonly known: readonly string[];
    readonly rules: readonly string[];
}

export function checkDraft(text: string, {brief, habits, known, rules}: CheckSources): Checks {
    const hasNotes = brief.kind !== "headline" && brief.kind !== "subject" && (brief.notes?.trim() ?? "") !== "";
    return {
        // what a rule asks for, "sign with “jude”", is the user's own
        unsupported: unsupportedFacts(text, {brief, habits, known: [...known, ...rules]}),
        missingNotes: hasNotes
            ? saidNotes(text, brief.notes ?? "", brief.message)
                  .filter(({said}) => !said)
                  .map(({note}) => note)
            : [],
        brokenRules: brokenRules(text, rules)
    };
}

/*
 * Penalties in units of one missing note. An invented fact is worse than a missing note, which is listed beside the draft; repeating the
 * notes is not a draft at all; a truncated or empty text is the worst.
 */
const penalties = {unsupported: 1.5, missingNote: 1, brokenRule: 1, repeatedNotes: 2, emptyText: 10} as const;

/** Prefers candidates without invented facts, with all notes and all checked rules. */
export function factsReviewer(sources: CheckSources): Reviewer {
    return {
        name: "facts",
        penalty({text}) {
            const {unsupported, missingNotes, brokenRules: broken} = checkDraft(text, sources);
            const isRepeated =
                sources.brief.kind === "email" || sources.brief.kind === "reply" ? isNotesRepeated(text, sources.brief.notes ?? "") : false;
            return (
                unsupported.length * penalties.unsupported +
                missingNotes.length * penalties.missingNote +
                broken.length * penalties.brokenRule +
                (isRepeated ? penalties.repeatedNotes : 0) +
                (text.trim() === "" ? penalties.emptyText : 0)
            );
        }
    };
}
