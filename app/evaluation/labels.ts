import {mean} from "../statistics.ts";

/*
 * LaMP's metrics for labels and ratings, as its own code computes them.
 */

/** Share of predictions that are the reference's label. */
export function accuracy(predictions: readonly string[], references: readonly string[]): number {
    return mean(predictions.map((label, i) => Number(label.trim() === references[i]?.trim())));
}

/** F1 of each label, averaged over all labels of the task, also those that never occur (scikit-learn's macro with zero_division 0). */
export function macroF1(predictions: readonly string[], references: readonly string[], labels: readonly string[]): number {
    return mean(
        labels.map((label) => {
            const predicted = predictions.map((each) => each.trim() === label);
            const wanted = references.map((each) => each.trim() === label);
            const both = predicted.filter((is, i) => is && wanted[i]).length;
            const sum = predicted.filter(Boolean).length + wanted.filter(Boolean).length;
            return sum === 0 ? 0 : (2 * both) / sum;
        })
    );
}

/** The rating that a prediction counts as; LaMP treats what is not a number as the farther of 1 and 5. */
export function rating(prediction: string, reference: number): number {
    const value = prediction.trim() === "" ? Number.NaN : Number(prediction.trim());
    if (Number.isFinite(value)) return value;
    return Math.abs(1 - reference) > Math.abs(5 - reference) ? 1 : 5;
}

/** |prediction − reference| of one rating. */
export function ratingError(prediction: string, reference: string): number {
    return Math.abs(rating(prediction, Number(reference)) - Number(reference));
}
