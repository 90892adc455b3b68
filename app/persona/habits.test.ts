import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "./habits.ts";
import {closingLines, closingPattern, greetedName, openingPattern, splitLetter} from "./letter.ts";
import {matchDraft} from "./match.ts";
import {lineMeasures, proseMeasures, type HabitName} from "./measures.ts";

function item(id: number, text: string, title: string | null = null, kind: HistoryItem["kind"] = "email"): HistoryItem {
    return {id: String(id), kind, title, text, message: null, to: [], date: null, path: `/${id}`, weight: 1};
}

function valueOf(measured: ReturnType<typeof proseMeasures>, habit: HabitName): number | undefined {
    return measured.find((each) => each.habit === habit)?.value;
}

describe("greeting and sign-off of a letter", () => {
    it.each([
        ["Hi Ann,\n\nIt works.\n\nBest,\nMo", {greeting: "Hi Ann,", body: "It works.", signOff: "Best,\nMo"}],
        ["Dear all\nThe plan stands.\nMany thanks", {greeting: "Dear all", body: "The plan stands.", signOff: "Many thanks"}],
        ["Tomas –\n\nRope's here.\n\nOnwards,\nMaren", {greeting: "Tomas –", body: "Rope's here.", signOff: "Onwards,\nMaren"}],
        ["Just this one line.", {greeting: null, body: "Just this one line.", signOff: null}],
        ["Liebe Eva,\n\nklar.\n\nViele Grüße\nJo", {greeting: "Liebe Eva,", body: "klar.", signOff: "Viele Grüße\nJo"}],
        ["No greeting here, just a long opening sentence.\n\nEnd of it.\n\nJo", {greeting: null, signOff: "Jo"}]
    ])("is found in %j", (text, parts) => expect(splitLetter(text)).toMatchObject(parts));

    it("does not treat a question or a long line as a greeting", () => {
        expect(splitLetter("Hi, can you send me the file that we talked about?\nThanks").greeting).toBe(null);
    });

    it("counts as the same habit whatever the names", () => {
        expect(openingPattern("Hi Ann,")).toBe(openingPattern("Hi Bob Miller,"));
        expect(openingPattern("Ann,")).toBe("…,");
        expect(openingPattern("Morning all,")).toBe("Morning all,");
        expect(closingPattern("Onwards,\nMaren")).toBe("Onwards, Maren");
    });
});

describe("measures", () => {
    it("count what is there", () => {
        const measured = proseMeasures("Hi Ann,\n\nI can't come — sorry! Shall we say Monday? It's fine (really).\n\nBest,\nMo");
        expect(valueOf(measured, "sentenceLength")).toBeCloseTo(11 / 3);
        expect(valueOf(measured, "contractions")).toBeCloseTo(200 / 11);
        expect(valueOf(measured, "exclamationMarks")).toBeCloseTo(100 / 11);
        expect(valueOf(measured, "dashes")).toBeCloseTo(100 / 11);
        expect(valueOf(measured, "brackets")).toBeCloseTo(100 / 11);
        expect(valueOf(measured, "greeting")).toBe(1);
        expect(valueOf(measured, "signOff")).toBe(1);
        expect(valueOf(measured, "lowerCaseStarts")).toBe(0);
    });

    it("do not count a genitive as a contraction, nor a decimal point as the end of a sentence", () => {
        const measured = proseMeasures("The yard's crane lifts 3.5 tons. The owner's happy crew cheers.");
        expect(valueOf(measured, "contractions")).toBe(0);
        expect(valueOf(measured, "sentenceLength")).toBeCloseTo(11 / 2);
    });

    it("tell headlines' capitals apart", () => {
        expect(valueOf(lineMeasures("Senator Welcomes New Harbor Funding"), "lineCapitals")).toBe(1);
        expect(valueOf(lineMeasures("Senator welcomes new harbor funding"), "lineCapitals")).toBe(0);
        expect(valueOf(lineMeasures("on waiting for paint"), "lineLowerCase")).toBe(1);
        expect(valueOf(lineMeasures("SENATOR WELCOMES FUNDING"), "lineAllCapitals")).toBe(1);
        expect(valueOf(lineMeasures("Why now?"), "lineQuestion")).toBe(1);
    });

    it("are empty without texts", () => {
        expect(proseMeasures(" \n ")).toEqual([]);
        expect(lineMeasures("…")).toEqual([]);
    });
});

const cheerful = Array.from({length: 12}, (_, i) =>
    item(
        i,
        `Hey ${["Ann", "Bob", "Cem"][i % 3]}!\n\nIt's great to hear from you! We're so excited about part ${i} — it's ` +
            "brilliant!\n\nHugs,\nKim",
        `part ${i} is here!`
    )
);
const stern =
    "Dear Sir\n\nWith reference to the above, the undersigned wishes to observe that the documents have not been received and " +
    "that no further delay will be tolerated.\n\nYours faithfully\nK. Kim";

describe("habits", () => {
    it("are learned by kind", () => {
        const habits = learnHabits([...cheerful, item(99, "An article.", "A Headline In Capitals", "headline")], "email");
        expect(habits.items).toBe(12);
        expect(habits.openings[0]).toMatchObject({text: "Hey …!", count: 12, share: 1});
        expect(habits.closings[0]).toMatchObject({text: "Hugs, Kim", count: 12});
        expect(habits.favourites.map(({text}) => text)).toContain("brilliant");
        expect(learnHabits(cheerful, "subject").measures.find(({habit}) => habit === "lineLowerCase")?.mean).toBe(1);
    });

    it("prefer words spread over many texts to names and to words of one topic", () => {
        const letters = ["tom", "ada", "gus", "tom"].map((name, i) => ({
            ...item(
                i,
                `hi ${name},\n\nfrankly the winch sticks, four times. grease the winch, then turn the winch. ask ${name} or ` +
                    `tom or quentin about part ${i}.\n\n- J`,
                `part ${i}`
            ),
            to: [`quentin ${name} <${name}@x.example>`]
        }));
        const words = learnHabits(letters, "email").favourites.map(({text}) => text);
        expect(words).toContain("frankly");
        expect(words.filter((word) => ["tom", "quentin", "winch", "four"].includes(word))).toEqual([]);
    });

    it("are empty without a history", () => {
        expect(learnHabits([], "email")).toMatchObject({items: 0, words: 0, measures: [], openings: [], closings: []});
    });
});

describe("the match score", () => {
    const habits = learnHabits(cheerful, "email");

    it("is high for the author's own style and low for another's", () => {
        const own =
            matchDraft(
                "Hey Dana!\n\nIt's lovely to see you! We're so happy about the news — it's wonderful!\n\nHugs,\nKim",
                "email",
                habits
            ).score ?? 0;
        const other = matchDraft(stern, "email", habits).score ?? 1;
        expect(own).toBeGreaterThan(0.8);
        expect(other).toBeLessThan(own - 0.2);
    });

    it("is explained by habits, the most different first", () => {
        const {habits: compared} = matchDraft(stern, "email", habits);
        expect(compared[0]?.agreement).toBeLessThan(0.2);
        expect(compared.map(({habit}) => habit)).toEqual(expect.arrayContaining(["opening", "closing", "exclamationMarks"]));
        expect(compared.find(({habit}) => habit === "exclamationMarks")).toMatchObject({draft: 0, unit: "perHundredWords"});
    });

    it("is unknown with too few texts, or for an empty draft", () => {
        expect(matchDraft("Hi", "email", learnHabits(cheerful.slice(0, 3), "email")).score).toBe(null);
        expect(matchDraft("", "email", habits).score).toBe(null);
    });
});

describe("greeting and sign-off without capitals", () => {
    it.each([
        ["marcus,\n\nthe rope's here.\n\n- J", {greeting: "marcus,", body: "the rope's here.", signOff: "- J"}],
        ["hi tom\n\nsend it over.\n\ncheers,\njude", {greeting: "hi tom", body: "send it over.", signOff: "cheers,\njude"}],
        ["sure,\n\nsend it over.", {greeting: null, body: "sure,\n\nsend it over."}],
        ["cheers,\njude", {greeting: null}]
    ])("is found in %j", (text, parts) => expect(splitLetter(text)).toMatchObject(parts));

    it.each([
        ["hi tom", "hi …"],
        ["hi tom!", "hi …!"],
        ["marcus,", "…,"],
        ["hey priya and sam,", "hey …,"],
        ["morning all,", "morning all,"],
        ["hi there,", "hi there,"],
        ["dear mr brown,", "dear …,"],
        ["hi will,", "hi …,"],
        ["Hi Will,", "Hi …,"],
        ["Dear Sir or Madam,", "Dear Sir or Madam,"],
        ["hallo zusammen,", "hallo zusammen,"],
        ["liebe eva,", "liebe …,"],
        ["good morning marcus,", "good morning …,"],
        ["Tomas –", "… –"],
        ["Hi Ann-Marie,", "Hi …,"]
    ])("%j greets as %j", (greeting, pattern) => expect(openingPattern(greeting)).toBe(pattern));

    it("names who is greeted", () => {
        expect(["hi tom!", "marcus,", "hi all", "Dear Mr. Brown,", "Ann and Bob,"].map(greetedName)).toEqual([
            "tom",
            "marcus",
            null,
            "Mr. Brown",
            "Ann and Bob"
        ]);
    });

    it("is split into lines again", () => {
        expect(["cheers, jude", "- J", "Onwards, Maren", "many thanks for your help", "Best, J. Doe"].map(closingLines)).toEqual([
            "cheers,\njude",
            "- J",
            "Onwards,\nMaren",
            "many thanks for your help",
            "Best,\nJ. Doe"
        ]);
    });

    it("has sentences of the right length", () => {
        const measured = proseMeasures("hi tom\n\nthe rope's here. it's too stiff. i think we send it back.\n\n- J");
        expect(valueOf(measured, "sentenceLength")).toBeCloseTo(12 / 3);
        expect(valueOf(measured, "lowerCaseStarts")).toBe(1);
        expect(valueOf(measured, "lowerCaseI")).toBe(1);
        expect(valueOf(proseMeasures("Fine. I'm in, i think."), "lowerCaseI")).toBe(0.5);
        expect(valueOf(proseMeasures("Fine."), "lowerCaseI")).toBeUndefined();
    });
});
