import {recipientParts, recipientWords, splitRecipients} from "../../app/brief/recipients.ts";
import type {Snippet} from "../../app/contract/index.ts";

/** A snippet and whether it is meant for the person written to. */
export interface OfferedSnippet {
    readonly snippet: Snippet;
    readonly isTheirs: boolean;
}

/**
 * Snippets in the order in which they are offered to somebody who writes `to`: those for that person, those for everybody, those for
 * others.
 */
export function offeredFor(snippets: readonly Snippet[], to: string): readonly OfferedSnippet[] {
    const people = splitRecipients(to).map(personOf);
    const offered = snippets.map((snippet) => ({
        snippet,
        isTheirs: snippet.to.some((each) => people.some((person) => isSame(each, person)))
    }));
    const rank = ({snippet, isTheirs}: OfferedSnippet): number => (isTheirs ? 0 : snippet.to.length === 0 ? 1 : 2);
    return offered.toSorted((a, b) => rank(a) - rank(b));
}

interface Person {
    readonly words: readonly string[];
    /** empty: there is only a name */
    readonly address: string;
}

function personOf(recipient: string): Person {
    const {name, address} = recipientParts(recipient);
    return {words: recipientWords(name), address};
}

/** "Tom" is for Tom Hale, "Tom Hale" not for every Tom; an address is for that address. */
function isSame(meant: string, person: Person): boolean {
    const {words, address} = personOf(meant);
    if (address !== "") return address === person.address;
    return words.length > 0 && words.every((word) => person.words.includes(word));
}

/** The names and addresses in a snippet's field, each once. Every comma separates there: that is how the field shows several. */
export function recipientsIn(typed: string): readonly string[] {
    return [...new Set(typed.split(",").flatMap(splitRecipients))];
}

/** Is the name that of a snippet other than `own`? Case makes no other name. */
export function isNameTaken(name: string, snippets: readonly Snippet[], own: Snippet | null): boolean {
    return snippets.some((each) => each !== own && each.name.toLowerCase() === name.trim().toLowerCase());
}

/** All snippets with one that is new, or stands in the place of `old`. */
export function withSnippet(snippets: readonly Snippet[], next: Snippet, old: Snippet | null): readonly Snippet[] {
    return old !== null && snippets.includes(old) ? snippets.map((each) => (each === old ? next : each)) : [...snippets, next];
}

/** The list with a snippet put back in its place; as it is if another one has taken its name since. */
export function withSnippetAt(snippets: readonly Snippet[], snippet: Snippet, place: number): Snippet[] {
    return isNameTaken(snippet.name, snippets, null) ? [...snippets] : snippets.toSpliced(Math.max(0, place), 0, snippet);
}
