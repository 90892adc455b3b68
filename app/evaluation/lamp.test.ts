import {describe, expect, it} from "vitest";
import {UserError} from "../errors.ts";
import {readLamp} from "./lamp.ts";
import {parseStrategySpecs} from "./strategy-spec.ts";

function dataset(input: string, profile: readonly object[], output: string) {
    return readLamp([{id: "1", input, profile}], {task: "x", golds: [{id: "1", output}]}, "folder");
}

describe("LaMP's tasks", () => {
    it("LaMP-1 becomes two titles to score", () => {
        const {
            task,
            type,
            questions: [question]
        } = dataset(
            'For an author who has written the paper with the title "On Boats", which reference is related? Just answer with ' +
                '[1] or [2] without explanation. [1]: "Keels" [2]: "Clouds"',
            [{id: "p", title: "Hulls", abstract: "About hulls."}],
            "[1]"
        );
        expect([task, type]).toEqual(["LaMP-1", "label"]);
        expect(question).toMatchObject({
            brief: {kind: "headline", text: "On Boats"},
            reference: "[1]",
            options: [
                {label: "[1]", text: "Keels"},
                {label: "[2]", text: "Clouds"}
            ],
            profile: [{title: "Hulls", text: "About hulls."}]
        });
    });

    it("LaMP-2 becomes tags to score", () => {
        const {
            task,
            labels,
            questions: [question]
        } = dataset(
            "Which tag does this movie relate to among the following tags? Just answer with the tag name without further " +
                "explanation. tags: [sci-fi, based on a book, comedy] description: A robot reads.",
            [{id: "p", tag: "comedy", description: "A clown."}],
            "sci-fi"
        );
        expect(task).toBe("LaMP-2");
        expect(labels).toEqual(["sci-fi", "based on a book", "comedy"]);
        expect(question).toMatchObject({brief: {text: "A robot reads."}, profile: [{title: "comedy", text: "A clown."}]});
    });

    it("LaMP-3 becomes a rating", () => {
        const {
            type,
            labels,
            questions: [question]
        } = dataset(
            "What is the score of the following review on a scale of 1 to 5? just answer with 1, 2, 3, 4, or 5 without further " +
                "explanation. review: Fine.",
            [{id: 7, text: "Bad.", score: 1}],
            "4"
        );
        expect([type, labels.length]).toEqual(["rating", 5]);
        expect(question).toMatchObject({brief: {text: "Fine."}, reference: "4", profile: [{id: "7", title: "1", text: "Bad."}]});
    });

    it.each([
        ["LaMP-4", "Generate a headline for the following article: Long.", {title: "T", text: "B"}, {kind: "headline", text: "Long."}],
        [
            "LaMP-5",
            "Generate a title for the following abstract of a paper: We show.",
            {title: "T", abstract: "B"},
            {kind: "headline", text: "We show."}
        ],
        ["LaMP-6", "Generate a subject for the following email: Hi.", {title: "T", text: "B"}, {kind: "subject", text: "Hi."}],
        [
            "LaMP-7",
            "Paraphrase the following tweet without any explanation before or after it: so tired",
            {text: "B"},
            {kind: "email", notes: "so tired"}
        ],
        [
            "LongLaMP-email",
            "Complete the text of the following email. title: Lunch. text: Shall we\nmeet",
            {title: "T", text: "B"},
            {kind: "continue", subject: "Lunch", text: "Shall we\nmeet"}
        ]
    ])("%s becomes a text to write", (name, input, item, brief) => {
        const {
            task,
            type,
            questions: [question]
        } = dataset(input, [{id: "p", ...item}], "gold");
        expect([task, type]).toEqual([name, "text"]);
        expect(question?.brief).toEqual(brief);
        expect(question?.profile[0]).toMatchObject({text: "B"});
    });

    const article = (id: string, profile: readonly object[], extra: object = {}) => ({
        id,
        input: `Generate a headline for the following article: ${id}`,
        profile,
        ...extra
    });
    const golds = (...ids: string[]) => ({golds: ids.map((id) => ({id, output: "x"}))});

    it("sorts a profile by date, and keeps the file's order without one", () => {
        const dated = readLamp(
            [
                article("1", [
                    {id: "b", title: "t", text: "x", date: "2020-02-01"},
                    {id: "a", title: "t", text: "x", date: "2019-01-01"}
                ])
            ],
            golds("1"),
            "f"
        );
        expect(dated.questions[0]?.profile.map(({id}) => id)).toEqual(["a", "b"]);
        const plain = readLamp(
            [
                article("1", [
                    {id: "b", title: "t", text: "x"},
                    {id: "a", title: "t", text: "x"}
                ])
            ],
            golds("1"),
            "f"
        );
        expect(plain.questions[0]?.profile.map(({id}) => id)).toEqual(["b", "a"]);
    });

    it("assigns questions that share a long profile text to one author, unless the file names authors", () => {
        const shared = {id: "p", title: "t", text: "a text that is long enough not to be shared by chance"};
        const {questions} = readLamp(
            [article("1", [shared]), article("2", [shared]), article("3", [{id: "q", title: "t", text: "another"}])],
            golds("1", "2", "3"),
            "f"
        );
        expect(questions[0]?.author).toBe(questions[1]?.author);
        expect(questions[2]?.author).not.toBe(questions[0]?.author);
        const named = readLamp([article("1", [shared], {author: "A"}), article("2", [shared], {author: "B"})], golds("1", "2"), "f");
        expect(named.questions.map(({author}) => author)).toEqual(["A", "B"]);
    });

    it("takes a limited number of questions, evenly spread over the file", () => {
        const ids = Array.from({length: 100}, (_, i) => String(i));
        const {questions} = readLamp(
            ids.map((id) => article(id, [])),
            golds(...ids),
            "f",
            {limit: 4}
        );
        expect(questions.map(({id}) => id)).toEqual(["0", "25", "50", "75"]);
    });

    it.each<[string, unknown, unknown, RegExp]>([
        ["questions that are no list", {}, golds(), /questions\.json in f is not in LaMP's format/],
        ["outputs without golds", [article("1", [])], {}, /outputs\.json in f is not in LaMP's format/],
        ["no questions", [], golds(), /There are no questions in f/],
        ["an unknown task", [{id: "1", input: "Sing.", profile: []}], golds("1"), /The task of f is not known/],
        [
            "a question of another task",
            [article("1", []), {id: "2", input: "Sing.", profile: []}],
            golds("1", "2"),
            /Question 2 in f is not worded/
        ],
        ["a question without a gold", [article("1", [])], golds("2"), /no output for question 1/]
    ])("refuses %s in one sentence", (_, questions, outputs, sentence) => {
        expect(() => readLamp(questions, outputs, "f")).toThrow(UserError);
        expect(() => readLamp(questions, outputs, "f")).toThrow(sentence);
    });
});

describe("strategy lists", () => {
    it("read strength and history length", () => {
        expect(parseStrategySpecs("none, plug@0.5,shuffled/16,plug+retrieval@1.5/4", {strength: 1, items: null})).toEqual([
            {name: "none", strategy: "none", strength: 1, items: null},
            {name: "plug@0.5", strategy: "plug", strength: 0.5, items: null},
            {name: "shuffled/16", strategy: "shuffled", strength: 1, items: 16},
            {name: "plug+retrieval@1.5/4", strategy: "plug+retrieval", strength: 1.5, items: 4}
        ]);
    });

    it("reject unknown names", () => {
        expect(() => parseStrategySpecs("magic", {strength: 1, items: null})).toThrow(/There is no strategy magic/);
        expect(() => parseStrategySpecs("plug@x", {strength: 1, items: null})).toThrow(/cannot be read/);
        expect(() => parseStrategySpecs(" , ", {strength: 1, items: null})).toThrow(/No strategy is named/);
    });
});
