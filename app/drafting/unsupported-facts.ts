import type {Habits} from "../persona/habits.ts";
import type {Brief} from "../brief/brief.ts";
import {factsOf, type Fact} from "./facts.ts";
import {isKnownName, namesOf, sourceWords} from "./name-facts.ts";

/*
 * Facts in a draft have to come from the user: out of the brief, the message answered or, in greeting and sign-off, their habits. What
 * does not is marked in the window and listed in `--json`; `preferSupported` puts drafts without it first.
 */

export type {Fact, FactKind} from "./facts.ts";

export interface FactSources {
    readonly brief: Pick<Brief, "to" | "subject" | "notes" | "message" | "text">;
    /** the user's own greetings and sign-offs; null where nothing was learned */
    readonly habits: Pick<Habits, "openings" | "closings"> | null;
    /** more that the user knows, such as what they call the recipient */
    readonly known?: readonly string[];
}

/** What the draft says that its sources do not, in the text's order; offsets in UTF-16 units. */
export function unsupportedFacts(text: string, sources: FactSources): readonly Fact[] {
    const {to, subject, notes, message, text: given} = sources.brief;
    const said = [to, subject, notes, message, given, ...(sources.known ?? [])].filter((part) => part !== undefined).join("\n");
    const supported = new Set(factsOf(said).flatMap(({gives}) => gives));
    const codes = said.toLowerCase().replace(/[ -]/g, "");
    const facts = factsOf(text);
    const unsupported = facts.filter(({needs}) => !needs.every((group) => group.some((key) => supported.has(key) || isCodeIn(key, codes))));
    const frames = [...(sources.habits?.openings ?? []), ...(sources.habits?.closings ?? [])].map((phrase) => phrase.text);
    const known = sourceWords([said, ...frames].join("\n"));
    const names = namesOf(text, facts, [said, ...frames].join("\n")).filter((name) => !isKnownName(name.text, known));
    return [...unsupported.map(({kind, text: words, from, to: end}) => ({kind, text: words, from, to: end})), ...names].toSorted(
        (a, b) => a.from - b.from
    );
}

/** The same drafts, those with fewer unsupported facts first; equal ones keep their order. */
export function preferSupported<Draft>(drafts: readonly Draft[], textOf: (draft: Draft) => string, sources: FactSources): readonly Draft[] {
    const counted = drafts.map((draft) => ({draft, count: unsupportedFacts(textOf(draft), sources).length}));
    return counted.toSorted((a, b) => a.count - b.count).map(({draft}) => draft);
}

/** "BA117" and "ba 117" are the same, and a telephone number is whatever stands between its digits. */
function isCodeIn(key: string, codes: string): boolean {
    if (key.startsWith("code:")) return codes.includes(key.slice("code:".length));
    return key.startsWith("digits:") && codes.replace(/\D/g, "").includes(key.slice("digits:".length));
}
