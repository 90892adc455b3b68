/** The kinds of writing Idiolect drafts. `continue` continues a text that has begun. */
export const kinds = ["email", "reply", "subject", "headline", "continue"] as const;
export type Kind = (typeof kinds)[number];

/** The kinds that a user's text can have. A subject line belongs to its e-mail. */
export const itemKinds = kinds.filter((kind): kind is ItemKind => kind !== "subject");
export type ItemKind = Exclude<Kind, "subject">;

/** Kinds whose draft is one line. */
const lineKinds: readonly Kind[] = ["subject", "headline"];

/** Whether a draft of this kind is one line; null: any kind. */
export function isLineKind(kind: Kind | null): boolean {
    return kind !== null && lineKinds.includes(kind);
}
