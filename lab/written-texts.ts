/** Texts written for the training by invented authors (`written/`), as turns. */
import {readdirSync, readFileSync} from "node:fs";
import {reverseNotes, telegraphic} from "../app/brief/reverse-notes.ts";
import {revisionTurn, userTurn} from "../app/drafting/format/turn-text.ts";
import {wordsOf} from "../app/text/words.ts";
import {letterOf} from "./letters.ts";
import {chance, pick, random, type Turn} from "./turns.ts";

export interface WrittenLetter {
    readonly author: string;
    readonly kind: "email" | "reply";
    readonly to: string | null;
    readonly subject: string;
    readonly notes: readonly string[];
    readonly message: string | null;
    readonly text: string;
}

/** A text with its title, or the beginning of one with how it goes on. */
export type WrittenTitle = {readonly author: string; readonly text: string} & (
    | {readonly kind: "headline" | "subject"; readonly title: string}
    | {readonly kind: "continue"; readonly rest: string}
);

export interface WrittenRevision {
    readonly instruction: string;
    readonly text: string;
    readonly answer: string;
}

export interface WrittenTexts {
    /** by author */
    readonly letters: ReadonlyMap<string, readonly WrittenLetter[]>;
    readonly titles: ReadonlyMap<string, readonly WrittenTitle[]>;
    readonly revisions: readonly WrittenRevision[];
    /** letters by validation authors */
    readonly keptBack: readonly WrittenLetter[];
}

/** null: no written texts are used */
export function readWritten(folder: string | null): WrittenTexts {
    const names =
        folder === null
            ? []
            : readdirSync(folder)
                  .filter((name) => name.endsWith(".jsonl"))
                  .toSorted();
    const linesOf = (name: string): readonly string[] =>
        readFileSync(`${folder ?? ""}/${name}`, "utf8")
            .split("\n")
            .filter(Boolean);
    const read = <T>(start: string): readonly T[] =>
        names
            .filter((name) => name.startsWith(start))
            .flatMap(linesOf)
            .map((line) => JSON.parse(line) as T);
    const letters = read<WrittenLetter>("letters");
    const isKeptBack = ({author}: WrittenLetter): boolean => author.endsWith("-25");
    return {
        letters: Map.groupBy(
            letters.filter((letter) => !isKeptBack(letter)),
            ({author}) => author
        ),
        titles: Map.groupBy(read<WrittenTitle>("titles"), ({author}) => author),
        revisions: read<WrittenRevision>("revisions"),
        keptBack: letters.filter(isKeptBack)
    };
}

/**
 * The notes that the letter was written for, sometimes shuffled; or notes derived by rules, so that one letter belongs to several briefs.
 */
function notesOf({notes, text}: WrittenLetter): readonly string[] {
    if (chance(0.2)) {
        const {body, to} = letterOf(text, "written");
        const made = reverseNotes(body, {style: pick(["asked", "keywords", "clause"] as const), name: to, random});
        if (made.length > 0 && made.length <= 7) return made;
    }
    if (chance(0.1)) return notes.map((note) => telegraphic(note));
    return notes.length > 1 && chance(0.15) ? notes.toReversed() : notes;
}

/** @param isPlain for validation: the letter's own notes and subject, without random choices */
export function writtenTurn(letter: WrittenLetter, isPlain = false): Turn {
    const {kind, to, subject, message, text} = letter;
    if (!isPlain && chance(0.12)) return {user: userTurn({kind: "subject", text}), answer: subject};
    const notes = isPlain ? letter.notes : notesOf(letter);
    const last = !isPlain && chance(0.5) ? (text.split("\n\n").at(-1) ?? "") : "";
    const signature = last !== "" && last.length < 40 && last !== text ? last.replaceAll("\n", " ") : null;
    const brief = {
        kind,
        ...(to !== null && {to}),
        ...((isPlain || chance(0.6)) && {subject}),
        notes: notes.join("\n"),
        ...(message !== null && {message})
    };
    return {user: userTurn(brief, {signature, words: !isPlain && chance(0.12) ? wordsOf(text).length : null}), answer: text};
}

export function titleTurn(written: WrittenTitle): Turn {
    return {user: userTurn({kind: written.kind, text: written.text}), answer: written.kind === "continue" ? written.rest : written.title};
}

export function writtenRevisionTurn({instruction, text, answer}: WrittenRevision): Turn {
    return {user: revisionTurn(instruction, text), answer};
}
