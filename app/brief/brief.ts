import type {Kind} from "./kind.ts";

/** What the user wants to say now. Which fields matter depends on the kind; see `prompt.ts`. */
export interface Brief {
    readonly kind: Kind;
    /** e-mail, reply: who it goes to */
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
