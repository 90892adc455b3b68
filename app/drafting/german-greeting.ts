/*
 * German greetings whose adjective agrees with the person who is greeted: "Lieber Ole", "Liebe Ines", "Sehr geehrte Frau Weber". A habit
 * shows the pattern, not whether it fits the next person.
 */

export type Gender = "masculine" | "feminine";

/** "Lieber …", "Meine liebe …", "Hallo lieber …": the adjective with its pronoun, directly before the name */
const adjective = /(?<!\p{L})(?:(meine?) )?(sehr geehrte|geehrte|liebe)([rs]?) (?=…|\p{L})/iu;
const masculine = words(
    "herrn?|papa|papi|vati|vater|opa|großvater|onkel|bruder|schwager|sohn|cousin|vetter|neffe|pate|patenonkel|kollege|professor|pfarrer"
);
const feminine = words(
    "frau|mama|mami|mutti|mutter|oma|großmutter|tante|schwester|schwägerin|tochter|cousine|kusine|nichte|patin|patentante|kollegin" +
        "|professorin|pfarrerin|gruppe|runde|familie"
);
const neuter = words("team");
const plural = words("alle|all|everyone|everybody|folks|kollegen|kolleginnen|eltern|großeltern");

/** The gender that a greeting's adjective shows: masculine of "Lieber Tomas,"; null if it shows none. */
export function genderIn(greeting: string): Gender | null {
    const found = adjective.exec(greeting);
    if (found === null || /[^,]* (?:und|and|&) /iu.test(greeting)) return null;
    const ending = found[3]?.toLowerCase();
    return ending === "r" ? "masculine" : ending === "" ? "feminine" : null;
}

/** Whether a pattern can greet this name: it has no such adjective, or its form is known. */
export function fitsName(pattern: string, name: string, gender: Gender | null): boolean {
    return !adjective.test(pattern) || endingFor(name, gender) !== null;
}

/** Whether a pattern is a German greeting that fits everybody. */
export function fitsEverybody(pattern: string): boolean {
    return /^(?:hallo|hi|hey|moin|servus|grüß|guten)(?!\p{L}).*…/iu.test(pattern) && !adjective.test(pattern);
}

/**
 * A pattern with a name in the place of "…". The adjective agrees with the name ("Frau Weber", "Oma", "Team", "Ines und Ole") or else with
 * the gender; where neither tells, the greeting is one that fits everybody.
 * @param gender of the person, from the user's letters; null if unknown
 */
export function greetingWithName(pattern: string, name: string, gender: Gender | null): string {
    const found = adjective.exec(pattern);
    const filled = (greeting: string) => greeting.replaceAll("…", () => name);
    if (found === null) return filled(pattern);
    const [all, pronoun = "", stem = ""] = found;
    const before = pattern.slice(0, found.index),
        after = pattern.slice(found.index + all.length);
    const ending = endingFor(name, gender);
    if (ending === null) {
        const isFormal = /geehrte/iu.test(stem);
        const fitting = before.trim() !== "" ? "" : isFormal ? "Guten Tag " : "Hallo ";
        return filled(before + (/^\p{Ll}/u.test(all) ? fitting.toLowerCase() : fitting) + after);
    }
    const own = pronoun === "" || ending === "s" ? "" : `${pronoun.slice(0, 4)}${ending === "r" ? "" : "e"} `;
    const begins = own === "" && /^\p{Lu}/u.test(all) ? stem.charAt(0).toUpperCase() + stem.slice(1) : stem;
    return filled(`${before}${own}${begins}${ending} ${after}`);
}

/** The adjective's ending for a name: "r" for a man, "" for a woman or several people, "s" for a team; null if unknown. */
function endingFor(name: string, gender: Gender | null): "r" | "s" | "" | null {
    if (/ (?:und|and|&) /iu.test(name) || plural.test(name)) return "";
    if (neuter.test(name)) return "s";
    const named = masculine.test(name) ? "masculine" : feminine.test(name) ? "feminine" : gender;
    return named === null ? null : named === "masculine" ? "r" : "";
}

/** One of the words at the beginning of a name. */
function words(list: string): RegExp {
    return new RegExp(`^(?:${list})(?!\\p{L})`, "iu");
}
