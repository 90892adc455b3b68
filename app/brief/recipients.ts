/*
 * A brief's `to` field, and the addresses of a letter: "Paul Marsh", "Marsh, Paul <paul@marsh.example>", "paul@marsh.example", several of
 * them separated by semicolons, line breaks or commas. One set of rules for the greeting, for what is known of a recipient and for the
 * window, which offers a recipient's snippets first.
 */

export interface RecipientParts {
    /** with first name first; empty: there is only an address */
    readonly name: string;
    /** in lower case; empty: there is only a name */
    readonly address: string;
}

const loneAddress = /^\s*[^\s<>"',;:]+@[^\s<>"',;:]+\s*$/u;

/** One entry for each recipient. A comma separates two, except in "Marsh, Paul", with or without an address in brackets. */
export function splitRecipients(to: string): string[] {
    const parts = to.split(/[;\n]/u).flatMap((part) => {
        const pieces = part.split(",");
        return pieces.length > 2 ||
            (part.match(/@/gu)?.length ?? 0) > 1 ||
            pieces.some((piece) => piece.trim() === "" || loneAddress.test(piece))
            ? pieces
            : [part];
    });
    return parts.map((part) => part.trim()).filter((part) => part !== "" && /[\p{L}\p{N}]/u.test(part));
}

export function recipientParts(recipient: string): RecipientParts {
    const address = /[^\s<>()"',;:]+@[^\s<>()"',;:]+/u.exec(recipient)?.[0]?.toLowerCase() ?? "";
    const bare = recipient
        .replace(/<[^<>]*>/gu, " ")
        .replace(/["“”]|\([^()]*\)/gu, " ")
        .replace(/\s+/gu, " ")
        .trim();
    const turned = /^([^,]+), ([^,]+)$/u.exec(bare);
    const name = turned === null ? bare : `${turned[2]} ${turned[1]}`;
    return {name: name.includes("@") ? "" : name.replace(/^'|'$/gu, "").trim(), address};
}

/** Lower case without accents. */
export function foldRecipient(text: string): string {
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
}

/** The words of a name or greeting, folded: compounds stay whole. */
export function recipientWords(text: string): string[] {
    return foldRecipient(text).match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}
