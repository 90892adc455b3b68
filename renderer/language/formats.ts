/** With a capital at its beginning. */
export function capital(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Makes a value when it is first needed: a formatter takes milliseconds to make, and the window starts with few of them. */
function once<T extends object>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}

/** Formats numbers, sizes and dates for a language, in the user's own region if their system has one for it. */
export function formats(plain: string) {
    const language = (typeof navigator === "undefined" ? [] : (navigator.languages ?? [])).find((each) => each.startsWith(plain)) ?? plain;
    const whole = once(() => new Intl.NumberFormat(language, {maximumFractionDigits: 0}));
    const oneDecimal = once(() => new Intl.NumberFormat(language, {maximumFractionDigits: 1}));
    const twoDecimals = once(() => new Intl.NumberFormat(language, {minimumFractionDigits: 2, maximumFractionDigits: 2}));
    const percent = once(() => new Intl.NumberFormat(language, {style: "percent", maximumFractionDigits: 0}));
    const day = once(() => new Intl.DateTimeFormat(language, {dateStyle: "medium"}));
    const dayAndTime = once(() => new Intl.DateTimeFormat(language, {dateStyle: "medium", timeStyle: "short"}));
    return {
        number: (value: number): string => whole().format(value),
        plural: (count: number, one: string, many: string): string => `${whole().format(count)} ${count === 1 ? one : many}`,
        /** two decimals, always */
        exact: (value: number): string => twoDecimals().format(value),
        decimal: (value: number): string => oneDecimal().format(value),
        percent: (share: number): string => percent().format(share),
        /** a date without time, or a date and time; an invalid date is returned unchanged */
        date: (iso: string): string => {
            const time = Date.parse(iso);
            if (Number.isNaN(time)) return iso;
            return (iso.includes("T") ? dayAndTime() : day()).format(time);
        },
        bytes: (size: number): string => {
            const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
            const step = Math.min(units.length - 1, size < 1 ? 0 : Math.floor(Math.log10(size) / 3));
            return new Intl.NumberFormat(language, {
                style: "unit",
                unit: units[step] ?? "byte",
                unitDisplay: step === 0 ? "long" : "short",
                maximumFractionDigits: step < 2 ? 0 : 1
            }).format(size / 1000 ** step);
        }
    };
}
