import {shorten} from "../text/shorten.ts";
import type {HistoryItem} from "./item.ts";
import type {Sentence, SentenceKey} from "../sentences/sentence.ts";

/** Result of a parser: prose, or one or more messages. */
export type ParsedDocument = ProseDocument | MailDocument;

export interface ProseDocument {
    readonly type: "prose";
    /** the title by the format itself (front matter, <title>, Title style), else null */
    readonly title: string | null;
    readonly text: string;
    /** ISO 8601 or null; from the document, never from the file system */
    readonly date: string | null;
    /** `plain` text may begin with its title as a separate line, `markdown` with a heading or front matter */
    readonly markup: "plain" | "markdown" | "none";
    /** parts that the parser could not read or left out */
    readonly leftOut?: readonly LeftOut[];
}

export interface MailDocument {
    readonly type: "mail";
    readonly messages: readonly MailMessage[];
}

export interface MailAddress {
    readonly name: string | null;
    /** lower case; empty when the header has only a name */
    readonly address: string;
}

export interface MailMessage {
    readonly messageId: string | null;
    /** ids of the messages it answers, the nearest first: In-Reply-To, then References from the end */
    readonly answers: readonly string[];
    readonly from: readonly MailAddress[];
    readonly to: readonly MailAddress[];
    readonly cc: readonly MailAddress[];
    readonly subject: string | null;
    /** ISO 8601 or null */
    readonly date: string | null;
    /** plain text; what HTML marks as quoted is prefixed with `> `, a signature preceded by `-- ` */
    readonly text: string;
    /** names in lower case; of repeated headers the first */
    readonly headers: Readonly<Record<string, string>>;
    /** content type of the body in lower case, e.g. `multipart/report` */
    readonly contentType: string;
    readonly hasCalendar: boolean;
    /** an e-mail saved as text without a sender (a draft, a note): the owner of the folder wrote it */
    readonly unsigned: boolean;
    /** the kind of message if its text cannot be read ("encrypted with S/MIME"); null or absent for all others */
    readonly unreadable?: Sentence | null;
}

/** A history item before it has an id, a path and its place among duplicates. */
export interface DerivedItem {
    readonly kind: HistoryItem["kind"];
    readonly title: string | null;
    readonly text: string;
    /** reply: what the text itself quotes of the message it answers */
    readonly quoted: string | null;
    /** reply: ids of the answered message, nearest first */
    readonly answers: readonly string[];
    readonly to: readonly string[];
    readonly date: string | null;
}

/** A message that a reply may refer to. */
export interface AnsweredMessage {
    readonly messageId: string;
    /** what its sender wrote, at most `answeredTextLimit` characters */
    readonly text: string;
}

/** What kind of part was left out; each has a name in the catalogue of sentences. */
export type Piece = Extract<SentenceKey, `piece.${string}`> extends `piece.${infer P}` ? P : never;

export interface LeftOut {
    readonly what: Piece;
    readonly reason: Sentence;
    /** the beginning of it, at most 200 characters, or what it is */
    readonly excerpt: string | Sentence;
}

export interface Derived {
    readonly items: readonly DerivedItem[];
    readonly messages: readonly AnsweredMessage[];
    readonly leftOut: readonly LeftOut[];
}

/** A prompt shows 192 tokens of a message; this is ample for them in any script. */
export const answeredTextLimit = 2000;

export const excerptOf = (text: string): string => shorten(text, 200);
