import {UserError} from "../../errors.ts";
import {say} from "../../sentences/sentence.ts";
import {splitLetter} from "../letter.ts";
import type {CharacterTable} from "./character-view.ts";
import {vocabularyLimit, type Sentences} from "./grammar.ts";
import {maskSentences} from "./mask.ts";

/** An author of the population: masked texts only, which cannot be restored. */
export interface PopulationAuthor {
    /** reference: used for the grammars that a text is compared with; other: defines position 0 */
    readonly role: "reference" | "other";
    readonly texts: readonly Sentences[];
    /** of a writer of role other: some buckets of each text's 4-grams of characters, in `texts`' order; else empty */
    readonly grams: readonly Uint16Array[];
}

/** Data for measuring a language by grammar. Created by lab/voice_population.py. */
export interface Population {
    readonly language: string;
    readonly functionWords: ReadonlySet<string>;
    /** token → id, below `vocabularyLimit` */
    readonly vocabulary: ReadonlyMap<string, number>;
    readonly authors: readonly PopulationAuthor[];
    readonly characters: CharacterTable;
    /** identifies the content: what was computed with another population is outdated */
    readonly version: string;
}

interface Header {
    readonly format: string;
    readonly language: string;
    readonly version: string;
    readonly functionWords: readonly string[];
    readonly vocabulary: readonly string[];
    readonly roles: readonly PopulationAuthor["role"][];
    /** by bucket of 4-grams: `countStep · log2(1 + count)` in a byte, base64 */
    readonly characters: string;
}

const populationFormat = "idiolect-voice-2";
/** id of a token that the population never uses */
const otherToken = 2;
/** ids are encoded as one character each from this code on, above the separators */
const firstCharacter = 0x100;
const countStep = 16;

/**
 * Reads a population: a line of JSON (`Header`), then one line for each text: the author's number, a tab, and its sentences
 * with a space between them, each token one character of code `firstCharacter` + id; for texts of writers who are no reference another
 * tab and the buckets of a quarter of its 4-grams, as base64 of 16-bit numbers, too few to put the text together again.
 * @throws UserError when it is of another format
 */
export function parsePopulation(content: string): Population {
    const lines = content.split("\n");
    const header = readHeader(lines[0] ?? "");
    const authors = header.roles.map((role) => ({role, texts: [] as Sentences[], grams: [] as Uint16Array[]}));
    for (const line of lines.slice(1)) {
        const [number, text, grams] = line.split("\t");
        const author = authors[Number(number)];
        if (text === undefined || author === undefined) continue;
        author.texts.push(decodeSentences(text));
        if (grams !== undefined) author.grams.push(Uint16Array.from(pairs(bytesOf(grams))));
    }
    const {language, version, functionWords, vocabulary} = header;
    const ids = new Map(vocabulary.map((token, id) => [token, id]));
    return {
        language,
        version,
        functionWords: new Set(functionWords),
        vocabulary: ids,
        authors,
        characters: characterTable(header.characters)
    };
}

function characterTable(packed: string): CharacterTable {
    const counts = Float64Array.from(bytesOf(packed), (byte) => 2 ** (byte / countStep) - 1);
    return {counts, total: counts.reduce((sum, count) => sum + count, 0)};
}

function bytesOf(base64: string): Uint8Array {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** little-endian */
function pairs(bytes: Uint8Array): readonly number[] {
    return Array.from({length: bytes.length >> 1}, (_, i) => (bytes[2 * i] as number) + 256 * (bytes[2 * i + 1] as number));
}

function readHeader(line: string): Header {
    try {
        const header = JSON.parse(line) as Header;
        if (header.format === populationFormat && header.vocabulary.length <= vocabularyLimit) return header;
    } catch {
        // not JSON: the same sentence
    }
    throw new UserError(say("meter.other-version"));
}

/** A text's sentences as token ids; without greeting and sign-off, which are scored separately. */
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
