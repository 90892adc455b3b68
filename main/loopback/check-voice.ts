import type {Idiolect} from "../idiolect.ts";
import type {CheckInput, CheckOutput} from "./voice-requests.ts";

/** differences that are told */
const shownDifferences = 5;
/** a habit that agrees at least so far is no difference (0 to 1) */
const agrees = 0.6;

/** How far a text is in the user's voice. The one place that connections take this from; today it is the match of habits. */
export async function checkVoice({persona}: Pick<Idiolect, "persona">, {text, kind}: CheckInput): Promise<CheckOutput> {
    const {score, habits} = await persona.match(text, kind);
    const differences = habits
        .filter(({agreement}) => agreement < agrees)
        .slice(0, shownDifferences)
        .map(({habit, mine, draft, unit}) => ({habit, mine, text: draft, unit}));
    const sentence = score === null
        ? `There are too few of your own texts of the kind ${kind} to compare with: add folders with your writing to Idiolect.`
        : `The text keeps ${Math.round(100 * score)} % of your habits${differences.length === 0 ? "." : `; it differs most in ${differences.map(({habit}) => habit).join(", ")}.`}`;
    return {score, sentence, differences};
}
