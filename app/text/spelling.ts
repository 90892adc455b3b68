/* British and American spelling: words that can be exchanged one for one. */

export type SpellingVariant = "british" | "american";

const pairs: readonly (readonly [british: string, american: string])[] = [
    ...(
        "colour favour labour neighbour honour humour behaviour flavour harbour rumour vapour odour savour endeavour parlour " +
        "vigour tumour glamour armour"
    )
        .split(" ")
        .map((word) => [word, word.replace(/our$/, "or")] as const),
    ..."centre theatre metre litre fibre calibre kilometre centimetre millimetre spectre meagre sombre"
        .split(" ")
        .map((word) => [word, word.replace(/re$/, "er")] as const),
    ..."travell cancell labell modell signall fuell counsell marvell quarrell tunnell dialogu"
        .split(" ")
        .flatMap((stem) => (stem === "dialogu" ? [] : ["ed", "ing", "er"].map((end) => [stem + end, stem.slice(0, -1) + end] as const))),
    ...(
        "organis realis recognis apologis finalis summaris emphasis prioritis minimis maximis criticis categoris customis " +
        "standardis utilis authoris specialis memoris modernis normalis optimis visualis civilis stabilis generalis"
    )
        .split(" ")
        .flatMap((stem) =>
            (stem === "emphasis" ? ["e", "ed", "ing"] : ["e", "ed", "es", "ing"]).map(
                (end) => [stem + end, stem.slice(0, -1) + "z" + end] as const
            )
        ),
    ..."organisation realisation specialisation customisation civilisation standardisation authorisation"
        .split(" ")
        .map((word) => [word, word.replace("isation", "ization")] as const),
    ..."analyse paralyse catalyse"
        .split(" ")
        .flatMap((word) => ["", "d", "s"].map((end) => [word + end, word.replace(/yse$/, "yze") + end] as const)),
    ["analysing", "analyzing"],
    ["defence", "defense"],
    ["offence", "offense"],
    ["grey", "gray"],
    ["cosy", "cozy"],
    ["pyjamas", "pajamas"],
    ["mum", "mom"],
    ["mummy", "mommy"],
    ["tyre", "tire"],
    ["tyres", "tires"],
    ["plough", "plow"],
    ["aluminium", "aluminum"],
    ["catalogue", "catalog"],
    ["cheque", "check"],
    ["cheques", "checks"],
    ["jewellery", "jewelry"],
    ["mould", "mold"],
    ["moustache", "mustache"],
    ["sceptical", "skeptical"],
    ["skilful", "skillful"],
    ["fulfil", "fulfill"],
    ["enrol", "enroll"],
    ["instalment", "installment"],
    ["favourite", "favorite"],
    ["favourites", "favorites"],
    ["favourable", "favorable"],
    ["colourful", "colorful"],
    ["neighbourhood", "neighborhood"],
    ["honourable", "honorable"],
    ["coloured", "colored"],
    ["favoured", "favored"],
    ["colouring", "coloring"],
    ["traveller", "traveler"],
    ["cancellation", "cancellation"],
    ["maths", "math"],
    ["programme", "program"],
    ["programmes", "programs"],
    ["aeroplane", "airplane"],
    ["learnt", "learned"],
    ["whilst", "while"],
    ["storey", "story"],
    ["kerb", "curb"]
];

/** these American forms are ordinary British words as well: they neither indicate a variant nor are they replaced */
const sharedForms = new Set("tire tires check checks program programs learned while story curb meter odor humor savor".split(" "));
const plurals = pairs.flatMap(([british, american]) =>
    /(?:our|re)$/.test(british) && !/(?:meagre|sombre)$/.test(british) ? [[british + "s", american + "s"] as const] : []
);
const all = [...pairs, ...plurals].filter(([british, american]) => british !== american);
const toAmerican = new Map(all.filter(([british]) => !["programme", "programmes", "storey", "learnt", "whilst", "kerb"].includes(british)));
const toBritish = new Map(
    all
        .filter(([, american]) => !sharedForms.has(american) || american === "humor" || american === "savor" || american === "odor")
        .map(([british, american]) => [american, british])
);
const british = new Set(all.map(([word]) => word));

/** The variant that nearly all of the distinguishing words of the texts have, or null if there are too few or both. */
export function spellingVariant(texts: Iterable<string>): {
    readonly variant: SpellingVariant | null;
    readonly british: number;
    readonly american: number;
} {
    let [britishCount, americanCount] = [0, 0];
    for (const text of texts) {
        for (const [word] of text.matchAll(/\p{L}+/gu)) {
            const lower = word.toLowerCase();
            if (british.has(lower)) britishCount++;
            else if (toBritish.has(lower)) americanCount++;
        }
    }
    const total = britishCount + americanCount;
    const variant =
        total < fewWords ? null : britishCount >= nearlyAll * total ? "british" : americanCount >= nearlyAll * total ? "american" : null;
    return {variant, british: britishCount, american: americanCount};
}

/** telling words that make a variant, and the share of one variant among them */
const fewWords = 3,
    nearlyAll = 0.8;

/** Words of a text that have the other variant's spelling. */
export function otherSpelling(text: string, variant: SpellingVariant): readonly string[] {
    const exchanged = variant === "british" ? toBritish : toAmerican;
    return (text.match(/\p{L}+/gu) ?? []).filter((word) => exchanged.has(word.toLowerCase()));
}

/** The text in one variant; capitals are kept. Links and addresses stay as they are. */
export function spelled(text: string, variant: SpellingVariant): string {
    const exchanged = variant === "british" ? toBritish : toAmerican;
    return text.replace(/(?<![\p{L}\p{N}@./_-])\p{L}+(?![\p{L}\p{N}@/_]|\.\p{L})/gu, (word) => {
        const other = exchanged.get(word.toLowerCase());
        if (other === undefined) return word;
        if (word === word.toUpperCase() && word.length > 1) return other.toUpperCase();
        return /^\p{Lu}/u.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
    });
}
