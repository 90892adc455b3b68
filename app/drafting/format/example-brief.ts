import type {Brief} from "../../brief/brief.ts";
import type {Kind} from "../../brief/kind.ts";
import {reverseNotes} from "../../brief/reverse-notes.ts";
import type {HistoryItem} from "../../history/item.ts";
import {readSubject} from "../../history/subject-line.ts";
import {splitLetter} from "../../persona/letter.ts";
import {withoutQuotedTail} from "./quoted-tail.ts";

/** A text by the author with the brief that would have led to it: an example in a prompt. */
export interface Example {
    readonly brief: Brief;
    /** the signature in one line, or null if the brief does not say */
    readonly signature: string | null;
    readonly answer: string;
}

/** Maximum characters of an example. Longer texts are cut at a paragraph or a sentence. */
export interface ExampleLimits {
    /** of the author's text */
    readonly answer: number;
    /** of what it is about: an article, a message */
    readonly source: number;
}

/** a text with more notes than this is too much for an example */
const mostNotes = 9;
/** a longer signature is more than a name */
const longestSignature = 60;
/** of a text that is shown as continuing itself: the share that is its beginning */
const beginningShare = 0.4;

/** The example that a history item makes for a kind of writing, or null where it makes none. */
export function exampleOf(item: HistoryItem, kind: Kind, limits: ExampleLimits): Example | null {
    const title = readSubject(item.title).bare ?? "";
    const text = item.text.trim();
    if (text === "") return null;
    switch (kind) {
        case "headline":
        case "subject": {
            const about = cutPassage(kind === "subject" ? splitLetter(text).body : text, limits.source);
            return title === "" ? null : {brief: {kind, text: about}, signature: null, answer: title};
        }
        case "continue":
            return continued(cutPassage(text, limits.answer), title);
        case "email":
        case "reply":
            return letter(item, kind, title, text, limits);
    }
}

function letter(item: HistoryItem, kind: "email" | "reply", title: string, text: string, limits: ExampleLimits): Example {
    const {greeting, body: whole, signOff} = splitLetter(text);
    const body = cutPassage(whole, limits.answer);
    const to = greeting === null ? null : nameIn(greeting);
    const notes = reverseNotes(body, {name: to}).slice(0, mostNotes);
    const isSigned = signOff !== null && body === whole && signOff.length <= longestSignature;
    const message = kind === "reply" ? cutPassage(withoutQuotedTail(item.message?.trim() ?? ""), limits.source) : "";
    return {
        brief: {
            kind: message === "" ? "email" : "reply",
            ...(to === null ? {} : {to}),
            ...(title === "" ? {} : {subject: title}),
            ...(notes.length === 0 ? {} : {notes: notes.join("\n")}),
            ...(message === "" ? {} : {message})
        },
        signature: isSigned ? signOff.replace(/\s*\n\s*/g, " ") : null,
        answer: [greeting, body, isSigned ? signOff : null].filter((part) => part !== null && part !== "").join("\n\n")
    };
}

/** The name in a greeting: "Ines" of "Morning Ines,". */
function nameIn(greeting: string): string | null {
    return /(?<=[\s,])\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*)*/u.exec(greeting)?.[0] ?? null;
}

function continued(text: string, title: string): Example | null {
    const near = Math.floor(text.length * beginningShare);
    const end = text.slice(near).search(/(?<=[.!?…]["”’)]?)\s/u);
    const [beginning, rest] = end < 0 ? ["", ""] : [text.slice(0, near + end).trim(), text.slice(near + end).trim()];
    if (beginning === "" || rest === "") return null;
    return {brief: {kind: "continue", text: beginning, ...(title === "" ? {} : {subject: title})}, signature: null, answer: rest};
}

/** A text's paragraphs and sentences up to about `limit` characters. */
function cutPassage(text: string, limit: number): string {
    if (text.length <= limit) return text;
    const head = text.slice(0, limit);
    const paragraph = head.lastIndexOf("\n\n");
    if (paragraph > limit * 0.4) return head.slice(0, paragraph).trim();
    const sentence = Math.max(...[". ", "? ", "! ", ".\n"].map((mark) => head.lastIndexOf(mark)));
    return (sentence > limit * 0.2 ? head.slice(0, sentence + 1) : head.replace(/\s+\S*$/u, "")).trim();
}
