import {z} from "zod";
import {longText, nothing, request, shortText} from "./define.ts";
import {itemKind} from "./library.ts";
import {voiceScore} from "./voice-score.ts";

export const habitMeasure = z.object({
    habit: z.string(),
    unit: z.enum(["words", "share", "perHundredWords", "characters"]),
    mean: z.number(),
    spread: z.number()
});
export type HabitMeasure = z.infer<typeof habitMeasure>;

/** A word, opening or closing with its frequency. */
export const phrase = z.object({text: z.string(), count: z.number(), share: z.number()});
export type Phrase = z.infer<typeof phrase>;

export const habits = z.object({
    items: z.number(),
    words: z.number(),
    measures: z.array(habitMeasure),
    openings: z.array(phrase),
    closings: z.array(phrase),
    favourites: z.array(phrase)
});
export type Habits = z.infer<typeof habits>;

export const mapPoint = z.object({
    id: z.string(),
    x: z.number(),
    y: z.number(),
    kind: itemKind,
    year: z.number().nullable(),
    label: z.string(),
    excluded: z.boolean()
});
export type MapPoint = z.infer<typeof mapPoint>;

/** One learned fact; `LearnedFact` of app/persona/learned.ts documents the fields. */
export const learnedFact = z.discriminatedUnion("type", [
    z.object({type: z.literal("sentences"), length: z.enum(["short", "usual", "long"]), words: z.number()}),
    z.object({type: z.literal("noCapitals")}),
    z.object({type: z.literal("opening"), text: z.string(), share: z.number()}),
    z.object({type: z.literal("closing"), text: z.string(), share: z.number()}),
    z.object({
        type: z.literal("person"),
        name: z.string(),
        greeting: z.string().nullable(),
        signOff: z.string().nullable(),
        items: z.number()
    }),
    z.object({type: z.literal("spelling"), variant: z.enum(["british", "american"]), telling: z.number(), words: z.number()}),
    z.object({type: z.literal("never"), what: z.enum(["exclamationMarks", "emoji", "semicolons"])})
]);
export type LearnedFactView = z.infer<typeof learnedFact>;

export const correspondent = z.object({
    name: z.string(),
    items: z.number(),
    greeting: z.string().nullable(),
    signOff: z.string().nullable(),
    /** number of letters with that opening and closing */
    greetingItems: z.number(),
    signOffItems: z.number(),
    /** entered by the user, not learned from letters */
    corrected: z.boolean(),
    /** the parts that the user entered; one that is entered and null must not be in letters to this person */
    said: z.array(z.enum(["greeting", "signOff"]))
});
export type Correspondent = z.infer<typeof correspondent>;

export const personaRequests = {
    /** `notes`: what the text was asked to say, or null */
    "persona.score": request(z.object({text: longText, notes: longText.nullable()}), voiceScore),
    /** the clearest habits of the texts, in order of display */
    "persona.learned": request(nothing, z.object({facts: z.array(learnedFact)})),
    "persona.habits": request(z.object({kind: itemKind.nullable()}), habits),
    /** by year, oldest first; years with too few texts are left out, and empty below three years, which show no trend */
    "persona.overTime": request(nothing, z.array(z.object({year: z.number(), items: z.number(), measures: z.array(habitMeasure)}))),
    /** two principal components of the texts' vectors, both in −1…1 */
    "persona.map": request(nothing, z.object({points: z.array(mapPoint), total: z.number()})),
    "persona.correspondents": request(nothing, z.array(correspondent)),
    /** the user's correction of greeting and sign-off; null: as learned from the letters, empty: none */
    "persona.correctCorrespondent": request(
        z.object({name: shortText.min(1), greeting: shortText.nullable(), signOff: shortText.nullable()}),
        z.array(correspondent)
    ),
    /** everything learned, as one JSON document */
    "persona.export": request(nothing, z.object({name: z.string(), content: z.string()})),
    /** erases the library and the vectors; the user's own files are not touched */
    "persona.erase": request(nothing, nothing)
};
