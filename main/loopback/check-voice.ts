import type {Idiolect} from "../idiolect.ts";
import type {CheckInput, CheckOutput} from "./voice-requests.ts";

/** number of differences that are reported */
const shownDifferences = 5;
/** a habit with at least this similarity is not a difference (0 to 1) */
const agrees = 0.6;

/** The part of the voice meter's result that is used here: app/persona/voice-meter/score.ts. */
interface VoiceReading {
    /** 0 as other people write, 100 as the user does; null: see `reason` */
    readonly position: number | null;
    readonly ci95: readonly [number, number] | null;
    readonly reason: string | null;
}

/**
 * How far a text is in the user's voice; the only source of this value for connections: the voice meter's position if there is one, else
 * the match of habits; and, as an explanation, the habits in which the text differs.
 */
export async function checkVoice({persona}: Pick<Idiolect, "persona">, {text, kind}: CheckInput): Promise<CheckOutput> {
    const {
        score,
        habits,
        voice = null
    }: Awaited<ReturnType<typeof persona.match>> & {readonly voice?: VoiceReading | null} = await persona.match(text, kind);
    const differences = habits
        .filter(({agreement}) => agreement < agrees)
        .slice(0, shownDifferences)
        .map(({habit, mine, draft, unit}) => ({habit, mine, text: draft, unit}));
    const explained =
        differences.length === 0 ? "" : ` It differs most from your texts in ${differences.map(({habit}) => habit).join(", ")}.`;
    return {score, sentence: (voice === null ? habitSentence(score, kind) : readingSentence(voice)) + explained, differences};
}

function readingSentence({position, ci95, reason}: VoiceReading): string {
    if (position === null || ci95 === null) return reason ?? "The voice meter has no number for this text.";
    const interval = `95 %: ${Math.round(ci95[0])} to ${Math.round(ci95[1])}`;
    return `The text stands at ${Math.round(position)} (${interval}), where 0 is how other people write and 100 how you do.`;
}

function habitSentence(score: number | null, kind: string): string {
    return score === null
        ? `There are too few of your own texts of the kind ${kind} to compare with: add folders with your writing to Idiolect.`
        : `The text keeps ${Math.round(100 * score)} % of your habits.`;
}
