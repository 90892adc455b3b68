/*
 * Number words of English and German from 0 to 99, and numerals with either language's grouping.
 */

const english = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen " + "nineteen"
).split(" ");
const englishTens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const german = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn " +
    "neunzehn"
).split(" ");
const germanTens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ");

const values = new Map<string, number>();
english.forEach((word, value) => values.set(word, value));
german.forEach((word, value) => values.set(word, value));
englishTens.forEach((ten, i) => {
    values.set(ten, 20 + 10 * i);
    english.slice(1, 10).forEach((unit, j) => {
        values.set(`${ten}-${unit}`, 21 + 10 * i + j);
        values.set(`${ten} ${unit}`, 21 + 10 * i + j);
    });
});
germanTens.forEach((ten, i) => {
    values.set(ten, 20 + 10 * i);
    german.slice(1, 10).forEach((unit, j) => values.set(`${unit === "eins" ? "ein" : unit}und${ten}`, 21 + 10 * i + j));
});

/** The source of a pattern for one number word, longest first; to be used with the flags `iu`. */
export const numberWordSource = `(?:${[...values.keys()].toSorted((a, b) => b.length - a.length).join("|")})`;

/** The value of a number word in any case, or null. */
export function numberWord(word: string): number | null {
    return values.get(word.toLowerCase()) ?? null;
}

/** Possible values of a numeral: "1,840" and "1.840" are 1840 or a decimal, "3,5" is 3.5. */
export function numeralValues(numeral: string): readonly number[] {
    const plain = numeral.replace(/['’\s]/g, "");
    const readings = new Set<number>();
    if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) readings.add(Number(plain.replace(/[.,]/g, "")));
    if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(plain)) readings.add(Number(plain.replace(/,/g, "")));
    if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(plain)) readings.add(Number(plain.replace(/\./g, "").replace(",", ".")));
    if (/^\d+(?:[.,]\d+)?$/.test(plain)) readings.add(Number(plain.replace(",", ".")));
    return [...readings];
}
