import type {Habits} from "../persona/habits.ts";
import type {Brief} from "../brief/brief.ts";
import {exchangedFacts} from "./fact-pairs.ts";
import {factsOf, type Fact, type KeyedFact} from "./facts.ts";
import {isKnownName, namesOf, sourceWords} from "./name-facts.ts";

/*
 * Facts in a draft must come from the user: from the brief, the message answered or, in greeting and sign-off, their habits. Others are
 * marked in the window and listed in `--json`; `preferSupported` puts drafts without them first.
 */

export type {Fact, FactKind} from "./facts.ts";

export interface FactSources {
    readonly brief: Pick<Brief, "to" | "subject" | "notes" | "message" | "text">;
    /** the user's own greetings and sign-offs; null if nothing was learned */
    readonly habits: Pick<Habits, "openings" | "closings"> | null;
    /** other known facts, such as how the user addresses the recipient */
    readonly known?: readonly string[];
}

/** Facts of the draft that its sources do not have, in the text's order; offsets in UTF-16 units. */
export function unsupportedFacts(text: string, sources: FactSources): readonly Fact[] {
    const {to, subject, notes, message, text: written} = sources.brief;
    const said = [to, subject, notes, message, written, ...(sources.known ?? [])].filter((part) => part !== undefined).join("\n");
    const given = factsOf(said);
    const supported = new Set(given.flatMap(({gives}) => gives));
    const besideDates = new Set(given.filter(({kind}) => kind !== "date").flatMap(({gives}) => gives));
    const codes = said.toLowerCase().replace(/[ -]/g, "");
    const facts = factsOf(text);
    const unsupported = facts.filter(
        (fact) =>
            !fact.needs.every((group) => group.some((key) => supported.has(key) || isCodeIn(key, codes))) ||
            isPiecedTogether(fact, supported, besideDates)
    );
    const exchanged = exchangedFacts({text, facts}, {text: said, facts: given}).filter((fact) => !unsupported.includes(fact));
    const frames = [...(sources.habits?.openings ?? []), ...(sources.habits?.closings ?? [])].map((phrase) => phrase.text);
    const known = sourceWords([said, ...frames].join("\n"));
    const names = namesOf(text, facts, [said, ...frames].join("\n")).filter((name) => !isKnownName(name.text, known));
    return [
        ...[...unsupported, ...exchanged].map(({kind, text: words, from, to: end}) => ({kind, text: words, from, to: end})),
        ...names
    ].toSorted((a, b) => a.from - b.from);
}

/** The same drafts, those with fewer unsupported facts first; equal ones keep their order. */
export function preferSupported<Draft>(drafts: readonly Draft[], textOf: (draft: Draft) => string, sources: FactSources): readonly Draft[] {
    const counted = drafts.map((draft) => ({draft, count: unsupportedFacts(textOf(draft), sources).length}));
    return counted.toSorted((a, b) => a.count - b.count).map(({draft}) => draft);
}

/** "12 May", where the sources have 12 June and 3 May. A day or month that stands by itself ("from 3 to 5 May") supports a date. */
function isPiecedTogether({kind, needs, gives}: KeyedFact, supported: ReadonlySet<string>, besideDates: ReadonlySet<string>): boolean {
    const dates = kind === "date" ? gives.filter((key) => key.startsWith("date:")) : [];
    if (dates.length === 0 || dates.some((key) => supported.has(key))) return false;
    // "at 8.10." is a time, "Mandrake 8.2." a version
    if (needs.flat().some((key) => !gives.includes(key) && supported.has(key))) return false;
    return !gives.some((key) => /^(?:num|month):/.test(key) && besideDates.has(key));
}

/** "BA117" and "ba 117" are equal, and a telephone number is compared by its digits. */
function isCodeIn(key: string, codes: string): boolean {
    if (key.startsWith("code:")) return codes.includes(key.slice("code:".length));
    return key.startsWith("digits:") && codes.replace(/\D/g, "").includes(key.slice("digits:".length));
}
