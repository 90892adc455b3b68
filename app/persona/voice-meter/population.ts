import {UserError} from "../../errors.ts";
import {splitLetter} from "../letter.ts";
import {vocabularyLimit, type Sentences} from "./grammar.ts";
import {maskSentences} from "./mask.ts";

/** A writer of the population: masked texts alone, from which nothing can be read back. */
export interface PopulationAuthor {
    /** reference: the grammar that a text is held against; other: what position 0 is measured on */
    readonly role: "reference" | "other";
    readonly texts: readonly Sentences[];
}

/** What a language needs to be measured by grammar. Made by lab/voice_population.py. */
export interface Population {
    readonly language: string;
    readonly functionWords: ReadonlySet<string>;
    /** token → id, below `vocabularyLimit` */
    readonly vocabulary: ReadonlyMap<string, number>;
    readonly authors: readonly PopulationAuthor[];
    /** identifies the content: what was computed with another population is stale */
    readonly version: string;
}

interface Header {
    readonly format: string;
    readonly language: string;
    readonly version: string;
    readonly functionWords: readonly string[];
    readonly vocabulary: readonly string[];
    readonly roles: readonly PopulationAuthor["role"][];
}

export const populationFormat = "idiolect-voice-1";
/** id of a token that the population never uses */
const otherToken = 2;
/** ids are written as one character each from here on, above the separators */
const firstCharacter = 0x100;

/**
 * Reads a population: a line of JSON (`Header`), then one line for each text: the author's number, a tab, and its sentences
 * with a space between them, each token one character of code `firstCharacter` + id.
 * @throws UserError when it is of another format
 */
export function parsePopulation(content: string): Population {
    const lines = content.split("\n");
    const header = readHeader(lines[0] ?? "");
    const authors = header.roles.map((role) => ({role, texts: [] as Sentences[]}));
    for (const line of lines.slice(1)) {
        const [number, text] = line.split("\t");
        if (text !== undefined) authors[Number(number)]?.texts.push(decodeSentences(text));
    }
    const {language, version, functionWords, vocabulary} = header;
    const ids = new Map(vocabulary.map((token, id) => [token, id]));
    return {language, version, functionWords: new Set(functionWords), vocabulary: ids, authors};
}

function readHeader(line: string): Header {
    try {
        const header = JSON.parse(line) as Header;
        if (header.format === populationFormat && header.vocabulary.length <= vocabularyLimit) return header;
    } catch {
        // not JSON: the same sentence
    }
    throw new UserError("The voice meter's population is of another version than this program: install the program again.");
}

/** A text's sentences as token ids; without greeting and sign-off, which are measured apart. */
export function tokenize(body: string, {functionWords, vocabulary}: Pick<Population, "functionWords" | "vocabulary">): Sentences {
    return maskSentences(body, functionWords).map((sentence) => sentence.map((token) => vocabulary.get(token) ?? otherToken));
}

export function bodyOf(text: string): string {
    return splitLetter(text).body;
}

export function encodeSentences(sentences: Sentences): string {
    return sentences.map((sentence) => String.fromCharCode(...sentence.map((id) => firstCharacter + id))).join(" ");
}

export function decodeSentences(text: string): Sentences {
    const ids = (sentence: string) => Array.from(sentence, (character) => character.charCodeAt(0) - firstCharacter);
    return text === "" ? [] : text.split(" ").map(ids);
}
