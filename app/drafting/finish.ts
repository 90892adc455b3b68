import {isLineKind} from "../persona/habits.ts";
import type {Kind} from "./kind.ts";

/** what the model learned instead of addresses, and what a reader fills in */
const masks: readonly (readonly [RegExp, string])[] = [[/<email>/g, "[e-mail address]"], [/<url>/g, "[link]"], [/<phone>/g, "[telephone number]"]];

/** where a letter begins to quote another, or a mailing list's footer stands: models that learned from mail go on with these */
const notTheDraft = /(?<!\n)\n+(?:On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\d)[^\n]*\d{4}[^\n]*(?:\n[^\n]*wrote:)?|[^\n]* wrote:|>[^\n]*|[_=-]{5,}[^\n]*)(?:\n|$)/;

/** the full stop after a title's last word; "U.S." and "etc." keep theirs, and so do dots that say more follows */
const lineStop = /(?<=[\p{L}\p{N}]{4}["”’)]?)\.$/u;

/**
 * A draft as the user gets it: a headline or subject is one line without a full stop, a letter quotes nobody, and masks of the training text become places
 * to fill in.
 */
export function finishDraft(text: string, kind: Kind): string {
    const whole = isLineKind(kind) ? text.trim().split("\n")[0] ?? "" : text.split(notTheDraft)[0] ?? "";
    const readable = masks.reduce((changed, [mask, place]) => changed.replace(mask, place), whole);
    return isLineKind(kind) ? readable.trimEnd().replace(lineStop, "") : readable.trimEnd();
}
