import type {Kind} from "../brief/kind.ts";
import {isLineKind, type Habits} from "./habits.ts";
import {closingPattern, openingPattern, splitLetter} from "./letter.ts";
import {lineMeasures, proseMeasures, type HabitName, type HabitUnit} from "./measures.ts";

/** One habit, the author's compared with the draft's. */
export interface HabitComparison {
    readonly habit: HabitName | "opening" | "closing";
    readonly unit: HabitUnit;
    /** mean over the author's texts */
    readonly mine: number;
    /** standard deviation over them */
    readonly spread: number;
    readonly draft: number;
    /** 0 to 1 */
    readonly agreement: number;
}

export interface Match {
    /** 0 to 1: how far a draft matches the author's habits; null if there are too few texts to compare with */
    readonly score: number | null;
    /** the habits behind the score, the most different ones first */
    readonly habits: readonly HabitComparison[];
}

/** minimum number of texts for a comparison */
const minTexts = 4;
/** an opening or closing in fewer of the texts is not a habit */
const frameShare = 0.25;
/** a greeting or sign-off is more noticeable than a rate of commas */
const frameWeight = 2;
/** minimum spread of a habit that never varies, so that a tiny difference does not count */
const leastSpread: Readonly<Record<HabitUnit, number>> = {words: 2, share: 0.25, perHundredWords: 0.6, characters: 0.3};
/** length depends on the brief and is not a habit of style */
const notCompared: ReadonlySet<string> = new Set<HabitName>(["textLength", "greeting", "signOff"]);

/**
 * Compares a draft with its author's habits of the same kind. A habit agrees by exp(−z²/8), z the difference in the author's
 * own standard deviations: within one deviation 0.88, at three 0.32.
 */
export function matchDraft(text: string, kind: Kind, habits: Habits): Match {
    const measured = isLineKind(kind) ? lineMeasures(text) : proseMeasures(text);
    if (habits.items < minTexts || measured.length === 0) return {score: null, habits: []};
    const compared: HabitComparison[] = [];
    for (const {habit, unit, value} of measured) {
        const mine = habits.measures.find((measure) => measure.habit === habit);
        if (mine === undefined || notCompared.has(habit)) continue;
        const z = (value - mine.mean) / Math.max(mine.spread, leastSpread[unit]);
        compared.push({habit, unit, mine: mine.mean, spread: mine.spread, draft: value, agreement: Math.exp((-z * z) / 8)});
    }
    const frames = isLineKind(kind) ? [] : compareFrames(text, habits);
    const total = sumAgreement(compared) + frameWeight * sumAgreement(frames);
    return {
        score: total / (compared.length + frameWeight * frames.length),
        habits: [...frames, ...compared].toSorted((a, b) => a.agreement - b.agreement)
    };
}

/** Whether the draft has the author's usual opening and closing. */
function compareFrames(text: string, habits: Habits): readonly HabitComparison[] {
    const {greeting, signOff} = splitLetter(text);
    return [
        compareFrame("opening", greeting === null ? null : openingPattern(greeting), habits.openings),
        compareFrame("closing", signOff === null ? null : closingPattern(signOff), habits.closings)
    ].filter((comparison) => comparison !== null);
}

function compareFrame(habit: "opening" | "closing", pattern: string | null, phrases: Habits["openings"]): HabitComparison | null {
    const usual = phrases[0];
    if (usual === undefined || usual.share < frameShare) return null;
    const own = phrases.find((phrase) => phrase.text.toLowerCase() === pattern?.toLowerCase());
    const share = own?.share ?? 0;
    const spread = Math.sqrt(usual.share * (1 - usual.share));
    return {habit, unit: "share", mine: usual.share, spread, draft: share, agreement: Math.min(1, share / usual.share)};
}

function sumAgreement(comparisons: readonly HabitComparison[]): number {
    return comparisons.reduce((sum, {agreement}) => sum + agreement, 0);
}
