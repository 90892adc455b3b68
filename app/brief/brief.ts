import type {Kind} from "./kind.ts";

/** What the user wants to write now. Which fields are used depends on the kind; see `format/turn-text.ts`. */
export interface Brief {
    readonly kind: Kind;
    /** e-mail, reply: the recipient */
    readonly to?: string;
    /** e-mail, reply, continue: the subject line */
    readonly subject?: string;
    /** e-mail, reply: key phrases of what to say, in order, separated by `;` or new lines */
    readonly notes?: string;
    /** headline: the article; subject: the e-mail; continue: how the text begins */
    readonly text?: string;
    /** reply: the message to answer */
    readonly message?: string;
}
