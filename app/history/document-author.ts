import {identityMatcher} from "./identity.ts";
import {pattern} from "../text/pattern.ts";

/**
 * Who of the people that changed a document is its user. Word processors record an author with each tracked change, by the name that
 * was typed into the
 * program.
 */

/** what programs write where no name was typed in, or where names were removed on saving: it may be anybody, also the user */
const anybody = pattern("iu")`
    ^(?:(?:microsoft )?(?:office|windows|word)[ -]?(?:user|benutzer|anwender)?|utilisateur .*|usuario(?: .*)?|user
    |author|autor|auteur|autore|unknown(?: author)?|unbekannt.*|admin(?:istrator)?|owner|besitzer|guest|gast
    |anonymous|python-docx|libreoffice|openoffice.*|google docs|apache poi|pandoc|\p{N}*)$`;

/**
 * The authors whose insertions are not the user's: of those in `authors` (name → number of changes) all but one. The user is an
 * author with one of
 * the user's names; else the document's creator; else, while no name of the user is known, who changed most. Names that may be
 * anybody's are nobody else's.
 *
 * @param creator the author in the document's properties, or null
 * @param identities the user's names and addresses
 */
export function othersAmong(
    authors: ReadonlyMap<string, number>,
    creator: string | null,
    identities: readonly string[]
): ReadonlySet<string> {
    const named = [...authors].filter(([author]) => !anybody.test(author.trim()));
    const isMe = authorMatcher(identities);
    let mine: (author: string) => boolean = isMe;
    if (!named.some(([author]) => isMe(author))) {
        const most = named.toSorted(([, a], [, b]) => b - a)[0]?.[0];
        const byCreator = creator === null || anybody.test(creator.trim()) ? null : authorMatcher([creator.trim()]);
        if (byCreator !== null) mine = byCreator;
        else if (!hasName(identities)) mine = (author) => author === most;
    }
    return new Set(named.map(([author]) => author).filter((author) => !mine(author)));
}

/** Whether a name of the user is known, and not only addresses. */
export const hasName = (identities: readonly string[]): boolean => namesAmong(identities).length > 0;

const namesAmong = (identities: readonly string[]): string[] =>
    identities.map((value) => value.replace(/<[^>]*>/, "").trim()).filter((value) => value !== "" && !value.includes("@"));

/** Matches authors in the text of blogs and documents: names, addresses, and the short keys that stand for them ("anna", "anna-meyer"). */
export function authorMatcher(identities: readonly string[]): (author: string) => boolean {
    const isMe = identityMatcher(identities);
    // Blogs and programs name writers by a short key as well: a first name, or what stands before the @.
    const keys = new Set(
        [
            ...namesAmong(identities).flatMap((name) => [
                name.split(/\s+/)[0],
                name.replace(/[^\p{L}\p{N}]+/gu, ""),
                name.replace(/[^\p{L}\p{N}]+/gu, "-")
            ]),
            ...identities.flatMap((value) => /([^\s<@]+)@/.exec(value)?.[1] ?? [])
        ].map((key) => key?.toLocaleLowerCase())
    );
    return (author) => {
        const address = addressIn(author);
        const name =
            author
                .replace(/<[^>]*>/, "")
                .replace(address, "")
                .trim() || null;
        return isMe({name, address}) || (name !== null && !/\s/.test(name) && keys.has(name.toLocaleLowerCase().replace(/^@/, "")));
    };
}

/** The address in an author's name, or an empty text. */
export const addressIn = (author: string): string => /[^\s<>"]+@[^\s<>"]+/.exec(author)?.[0] ?? "";
