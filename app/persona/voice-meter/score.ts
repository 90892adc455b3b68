import type {Sentence} from "../../sentences/sentence.ts";

/** Reason why there is no score. */
export type VoiceObstacle =
    /** the text or the history is too short, or there are no texts by other people to compare with */
    | "text-too-short"
    | "history-too-small"
    | "no-population"
    | "no-difference"
    /** guards: the score could be manipulated */
    | "unreadable"
    | "copied-from-history"
    | "notes-missing"
    | "notes-repeated";

/** How much a text sounds like the user. */
export interface VoiceScore {
    /**
     * 0: other people's texts, 100: the user's own held-out ones, both on average, so single texts are below and above; null: see `reason`
     */
    readonly position: number | null;
    /** 95 % interval of the position, from the text's length */
    readonly ci95: readonly [number, number] | null;
    readonly obstacle: VoiceObstacle | null;
    /** a sentence for the obstacle, or null */
    readonly reason: string | null;
    /** grammar: masked n-grams compared with a population; characters: for languages without a population, easier to deceive */
    readonly method: "grammar" | "characters";
    /** a sentence if the method is not the grammar, or null */
    readonly note: Sentence | null;
    /** ISO 639-1, or "other" */
    readonly language: string;
    /** of the body, greeting and sign-off left out */
    readonly words: number;
    /** texts of the history in this language */
    readonly texts: number;
    /** share of the user's letters that open and close like this one, 0 to 1; null: it has none, or they have no such habit */
    readonly greeting: number | null;
    readonly closing: number | null;
    /** share of the notes' content words in the text, 0 to 1; null: no notes */
    readonly contentKept: number | null;
}

/** minimum words of a text */
export const leastTextWords = 40;
/** minimum texts of the history */
export const leastTexts = 10;

/** The sentence for an obstacle; `detail`: the passage, or the number found. */
export function obstacleSentence(obstacle: VoiceObstacle, detail: string | number): string {
    switch (obstacle) {
        case "text-too-short":
            return `The text has ${detail} words without greeting and sign-off: from ${leastTextWords} on there is a number.`;
        case "history-too-small":
            return `The library has ${detail} texts in this language that can be compared with: from ${leastTexts} on there is a number.`;
        case "no-population":
            return (
                "For this language other people's texts to compare with are missing: " +
                `${detail} messages that you answered are there, and ${leastTexts} are needed.`
            );
        case "no-difference":
            return "Your texts do not differ enough from other people's to say whose a text is: add more of your texts.";
        case "unreadable":
            return "The text is harder to read than yours are: its words do not follow each other as in sentences.";
        case "copied-from-history":
            return `These words are copied from one of your texts: “${detail}”.`;
        case "notes-missing":
            return `Much of what the notes ask for is missing: ${detail}.`;
        case "notes-repeated":
            return "The text repeats its notes instead of saying them in a voice.";
    }
}

/** The position as the window shows it, 0 to 1, or null if there is none. */
export function matchScoreOf({position}: Pick<VoiceScore, "position">): number | null {
    return position === null ? null : Math.min(1, Math.max(0, position / 100));
}
