import {isLetter} from "../persona/letter.ts";
import {automaticReason} from "./automatic-mail.ts";
import {answeredTextLimit, excerptOf} from "./document.ts";
import type {AnsweredMessage, Derived, DerivedItem, LeftOut, MailAddress, MailMessage, ParsedDocument, ProseDocument} from "./document.ts";
import {addressIn, authorMatcher, hasName} from "./document-author.ts";
import {identityMatcher} from "./identity.ts";
import type {HistoryItem} from "./item.ts";
import {ownText} from "./own-text.ts";
import {passages} from "./passages.ts";
import {titleAndBody} from "./prose.ts";
import {readSubject} from "./subject-line.ts";
import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";

export interface DeriveOptions {
    /** the user's names and addresses */
    readonly identities: readonly string[];
    /** kinds of writing that the source contains; null: all */
    readonly kinds: readonly HistoryItem["kind"][] | null;
}

/** Converts a parsed document to history items, messages that replies may refer to, and a list of what was left out with reasons. */
export function derive(document: ParsedDocument, options: DeriveOptions): Derived {
    return document.type === "prose" ? deriveProse(document, options) : deriveMail(document.messages, options);
}

function deriveProse(document: ProseDocument, options: DeriveOptions): Derived {
    const titled = titleAndBody(document);
    const leftOut: LeftOut[] = [
        ...(document.leftOut ?? []),
        ...titled.leftOut.map(({what, reason, text}) => ({what, reason, excerpt: excerptOf(text)}))
    ];
    const items: DerivedItem[] = [];
    const stranger = titled.email?.from === undefined || titled.email.from === null ? null : strangerReason(titled.email.from, options);
    const copied = titled.clipped ? say("part.copied") : authorReason(titled.authors, options);
    if (copied !== null)
        leftOut.push({what: "text", reason: copied, excerpt: say("excerpt.subject", {subject: excerptOf(titled.title ?? "")})});
    else if (stranger !== null)
        leftOut.push({what: "message", reason: stranger, excerpt: messageFrom(titled.title ?? "", titled.email?.from ?? "")});
    else if (titled.email !== null) {
        const own = ownText(titled.text);
        leftOut.push(...own.leftOut);
        const subject = readSubject(titled.title);
        items.push({
            kind: subject.isReply ? "reply" : "email",
            title: subject.bare,
            text: own.text,
            quoted: own.quoted,
            answers: [],
            to: titled.email.to,
            date: titled.date
        });
    } else if (titled.title === null && isLetter(titled.text)) {
        // a letter kept as a text file shows how its writer greets and signs, as a mail does
        const own = ownText(titled.text);
        leftOut.push(...own.leftOut);
        items.push({kind: "email", title: null, text: own.text, quoted: own.quoted, answers: [], to: [], date: titled.date});
    } else {
        passages(titled.text).forEach((text, index) => {
            const title = index === 0 ? titled.title : null;
            items.push({kind: title === null ? "continue" : "headline", title, text, quoted: null, answers: [], to: [], date: titled.date});
        });
    }
    return {...keepWorthy(items, leftOut, options), messages: []};
}

/** Reason why an e-mail stored as text is rejected; null if it is the user's own. */
function strangerReason(from: string, options: DeriveOptions): Sentence | null {
    const address = /[^\s<>"]+@[^\s<>"]+/.exec(from)?.[0] ?? "";
    const name =
        from
            .replace(/<[^>]*>/, "")
            .replace(address, "")
            .trim() || null;
    if (identityMatcher(options.identities)({name, address})) return null;
    return options.identities.length === 0 ? unknownSender : somebodyElse;
}

/**
 * Reason why a text whose front matter names its authors is rejected; null if it is the user's own. If no name of the user is known, the
 * names are ignored and the text belongs to the folder's owner.
 */
function authorReason(authors: readonly string[], options: DeriveOptions): Sentence | null {
    const isMine = authorMatcher(options.identities),
        isNamed = hasName(options.identities);
    const foreign = authors.filter((author) => !isMine(author) && (addressIn(author) !== "" ? options.identities.length > 0 : isNamed));
    return foreign.length === 0 ? null : foreign.length < authors.length ? say("part.with-somebody-else") : somebodyElse;
}

const unknownSender = say("part.unknown-sender");
const somebodyElse = say("part.somebody-else");

function deriveMail(messages: readonly MailMessage[], options: DeriveOptions): Derived {
    const isMe = identityMatcher(options.identities);
    const items: DerivedItem[] = [],
        answered: AnsweredMessage[] = [],
        leftOut: LeftOut[] = [];
    for (const message of messages) {
        const name = messageNamed(message.subject);
        const mine = message.unsigned || message.from.some(isMe);
        if (!mine && options.identities.length === 0)
            leftOut.push({what: "message", reason: unknownSender, excerpt: messageFrom(message.subject, sender(message))});
        else if (!mine) leftOut.push({what: "message", reason: somebodyElse, excerpt: messageFrom(message.subject, sender(message))});

        const automatic = automaticReason(message);
        if (automatic !== null) {
            if (mine) leftOut.push({what: "message", reason: automatic, excerpt: name});
            continue;
        }
        if (!mine && message.messageId === null) continue;
        if (mine && message.text.trim() === "" && message.unreadable != null) {
            leftOut.push({what: "message", reason: message.unreadable, excerpt: name});
            continue;
        }
        const own = ownText(message.text);
        if (message.messageId !== null && own.text !== "")
            answered.push({messageId: message.messageId, text: cut(own.text, answeredTextLimit)});
        if (!mine) continue;
        leftOut.push(...own.leftOut);
        const subject = readSubject(message.subject);
        const isReply = message.answers.length > 0 || (subject.isReply && !subject.isForward) || (subject.isReply && own.quoted !== null);
        items.push({
            kind: isReply ? "reply" : "email",
            title: subject.bare,
            text: own.text,
            quoted: isReply && own.quoted !== null ? cut(own.quoted, answeredTextLimit) : null,
            answers: message.answers.slice(0, 3),
            to: [...message.to, ...message.cc]
                .map(recipientOf)
                .filter((to) => to !== "")
                .slice(0, 20),
            date: message.date
        });
    }
    return {...keepWorthy(items, leftOut, options), messages: answered};
}

function keepWorthy(items: readonly DerivedItem[], leftOut: LeftOut[], options: DeriveOptions): {items: DerivedItem[]; leftOut: LeftOut[]} {
    const kept: DerivedItem[] = [];
    for (const item of items) {
        const reason =
            item.text === ""
                ? say("part.not-own")
                : !hasWords(item.text)
                  ? say("part.too-short")
                  : options.kinds !== null && !options.kinds.includes(item.kind)
                    ? say("part.other-kind", {kind: item.kind})
                    : null;
        if (reason === null) kept.push(item);
        else leftOut.push({what: "text", reason, excerpt: excerptOf(item.text === "" ? (item.title ?? "") : item.text)});
    }
    return {items: kept, leftOut};
}

/** Two words, the second with a letter in it, or four characters of a script without spaces. */
function hasWords(text: string): boolean {
    // Word by word: a single pattern would try every beginning with every end.
    let words = 0,
        characters = 0;
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (++words > 1 && /\p{L}/u.test(word)) return true;
        characters += word.slice(0, 400).match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
        if (characters >= 4) return true;
    }
    return false;
}

function messageNamed(subject: string | null): Sentence {
    return subject === null ? say("excerpt.no-subject") : say("excerpt.subject", {subject: excerptOf(subject)});
}

function messageFrom(subject: string | null, from: string | Sentence): Sentence {
    return say("excerpt.from", {message: messageNamed(subject), sender: typeof from === "string" ? excerptOf(from) : from});
}

function sender(message: MailMessage): string | Sentence {
    const from = message.from[0];
    return from === undefined ? say("excerpt.nobody") : (from.name ?? from.address);
}

/** In the form of a header: name and address, since letters are looked up by either. */
function recipientOf({name, address}: MailAddress): string {
    return name === null ? address : address === "" ? name : `${name} <${address}>`;
}

function cut(text: string, limit: number): string {
    return text.length <= limit ? text : text.slice(0, /[\ud800-\udbff]/.test(text[limit - 1] ?? "") ? limit - 1 : limit);
}
