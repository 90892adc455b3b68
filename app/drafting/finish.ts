import {isLineKind} from "../persona/habits.ts";
import type {Kind} from "./kind.ts";
import {keepRules} from "./rules.ts";

/** what the model learned instead of addresses, and what a reader fills in */
const masks: readonly (readonly [RegExp, string])[] = [[/<email>/g, "[e-mail address]"], [/<url>/g, "[link]"], [/<phone>/g, "[telephone number]"]];

/** where a letter begins to quote another, or a mailing list's footer stands: models that learned from mail go on with these */
const notTheDraft = /\n+(?:On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\d)[^\n]*\d{4}[^\n]*(?:\n[^\n]*wrote:)?|[^\n]* wrote:|>[^\n]*|[_=-]{5,}[^\n]*)(?:\n|$)/;

/**
 * A draft as the user gets it: a headline or subject is one line, a letter quotes nobody, masks of the training text become places
 * to fill in, and the user's rules are kept.
 */
export function finishDraft(text: string, kind: Kind, rules: readonly string[]): string {
    const whole = isLineKind(kind) ? text.trim().split("\n")[0] ?? "" : text.split(notTheDraft)[0] ?? "";
    const readable = masks.reduce((changed, [mask, place]) => changed.replace(mask, place), whole);
    return keepRules(readable.trimEnd(), rules);
}
