/** The kinds of writing Idiolect drafts. `continue` goes on with a text that has begun. */
export const kinds = ["email", "reply", "subject", "headline", "continue"] as const;
export type Kind = (typeof kinds)[number];
