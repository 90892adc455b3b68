/**
 * Case marks: capitals written as marks, so that `SENATOR`, `Senator` and `senator` share their tokens. The rules, and why, are in
 * docs/formats.md; the lab's Python follows the same page.
 */

const CAPITAL = "↑";
const CAPITAL_WORD = "⇑";
const CAPITALS_BEGIN = "⇧";
const CAPITALS_END = "⇩";

const marks = /[↑⇑⇧⇩]/g;
const word = /\p{L}+/gu;
const letter = /\p{L}/u;

interface Word {
    /** offset in the text, UTF-16 units */
    readonly start: number;
    readonly letters: string;
    readonly allCapitals: boolean;
}

/** Writes capitals as marks. Marks that the text already holds are removed first. */
export function encodeCaseMarks(text: string): string {
    const plain = text.replace(marks, "");
    const words = findWords(plain);
    const runEnds = findRuns(plain, words);

    let encoded = "";
    let done = 0;
    const copyTo = (end: number): void => {
        encoded += plain.slice(done, end);
        done = end;
    };
    const copyLoweredTo = (end: number): void => {
        encoded += lowerCapitals(plain.slice(done, end));
        done = end;
    };
    // a mark goes before the one space that precedes its word, because the tokenizer's pieces begin with that space
    const markBefore = (start: number, mark: string): void => {
        copyTo(start > done && plain[start - 1] === " " ? start - 1 : start);
        encoded += mark;
    };

    for (let index = 0; index < words.length; index++) {
        const {start, letters} = words[index]!;
        const runEnd = runEnds.get(index);
        if (runEnd != null) {
            const last = words[runEnd]!;
            markBefore(start, runEnd === index ? CAPITAL_WORD : CAPITALS_BEGIN);
            copyLoweredTo(last.start + last.letters.length);
            if (runEnd !== index) encoded += CAPITALS_END;
            index = runEnd;
            continue;
        }
        for (let offset = 0; offset < letters.length; offset++) {
            if (!isCapital(letters[offset]!)) continue;
            if (offset === 0) markBefore(start, CAPITAL);
            else {
                copyTo(start + offset);
                encoded += CAPITAL;
            }
            copyLoweredTo(start + offset + 1);
        }
    }
    copyTo(plain.length);
    return encoded;
}

function findWords(text: string): Word[] {
    return Array.from(text.matchAll(word), ({0: letters, index: start}) => ({
        start,
        letters,
        allCapitals: [...letters].every(isCapital)
    }));
}

/**
 * Runs of words in capitals: index of the first word → index of the last. A run begins and ends with a word of two or more capitals and
 * holds nothing but those and single capital letters; a line break ends it.
 */
function findRuns(text: string, words: readonly Word[]): Map<number, number> {
    const runs = new Map<number, number>();
    let first: number | null = null;
    for (const [index, {start, letters, allCapitals}] of words.entries()) {
        const before = words[index - 1];
        const onNewLine = before != null && text.slice(before.start + before.letters.length, start).includes("\n");
        if (onNewLine || !allCapitals) first = null;
        if (allCapitals && letters.length > 1) {
            first ??= index;
            runs.set(first, index);
        }
    }
    return runs;
}

/** A letter (so not Ⅷ) that lower-casing changes and upper-casing gives back, one UTF-16 unit each way. */
function isCapital(character: string): boolean {
    const lower = character.toLowerCase();
    return (
        character.length === 1 && lower.length === 1 && lower !== character && lower.toUpperCase() === character && letter.test(character)
    );
}

/** Letter by letter: the lower case of a whole text can depend on the neighbours (Σ at a word's end). */
function lowerCapitals(text: string): string {
    let lowered = "";
    for (const character of text) lowered += isCapital(character) ? character.toLowerCase() : character;
    return lowered;
}
