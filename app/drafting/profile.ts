import {habitMean, type Habits} from "../persona/habits.ts";
import type {HabitName} from "../persona/measures.ts";

/** An author's habits in a few sentences, for models that follow instructions. */
export function profileSentences(habits: Habits): string {
    const mean = (habit: HabitName) => habitMean(habits, habit);
    const sentence = mean("sentenceLength");
    const line = mean("lineLength");
    const capitals = mean("lineCapitals");
    const contractions = mean("contractions");
    const list = (phrases: Habits["openings"], count: number) =>
        phrases
            .slice(0, count)
            .map(({text}) => `"${text}"`)
            .join(", ");
    return [
        "The author's habits:",
        sentence === null ? "" : `Sentences have about ${Math.round(sentence)} words.`,
        line === null
            ? ""
            : `Headlines have about ${Math.round(line)} ` +
              `words${capitals !== null && capitals > 0.5 ? ", With Most Words Capitalised" : ", in sentence case"}.`,
        contractions === null ? "" : contractions > 0.8 ? "Contractions are usual." : contractions < 0.2 ? "Contractions are avoided." : "",
        habits.openings.length === 0 ? "" : `Texts open with ${list(habits.openings, 3)}.`,
        habits.closings.length === 0 ? "" : `Texts close with ${list(habits.closings, 3)}.`,
        habits.favourites.length === 0
            ? ""
            : `Favourite words: ${habits.favourites
                  .slice(0, 8)
                  .map(({text}) => text)
                  .join(", ")}.`,
        (mean("exclamationMarks") ?? 0) > 0.5 ? "Exclamation marks are frequent." : "",
        (mean("dashes") ?? 0) > 0.5 ? "Dashes are frequent." : ""
    ]
        .filter((part) => part !== "")
        .join(" ");
}
