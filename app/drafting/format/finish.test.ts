import {describe, expect, it} from "vitest";
import type {Kind} from "../../brief/kind.ts";
import {cleanAnswer, cutOffTitle, mayBeTakenOff} from "./finish.ts";

const clean = (text: string, kind: Kind = "email") => cleanAnswer(text, {kind});
const letter = "Hi Ann,\n\nyes, Friday works.\n\nBest,\nMo";

describe("text that models add around an answer", () => {
    it.each([
        ["a preamble", `Certainly! Here is a draft of your e-mail:\n\n${letter}`],
        ["another preamble", `Sure, here's a reply you could send.\n\n${letter}`],
        ["a label with the subject", `Subject: Friday\n\n${letter}`],
        ["a label in bold type", `**Subject:** Friday\n\n${letter}`],
        ["quotation marks", `“${letter}”`],
        ["a code fence", `\`\`\`text\n${letter}\n\`\`\``],
        ["a preamble, a fence and a label", `Here is the email:\n\`\`\`\nSubject: Friday\n\n${letter}\n\`\`\`\nLet me know!`],
        ["reasoning", `<think>\nThey want Friday.\n</think>\n\n${letter}`],
        ["the end of reasoning", `They want Friday.\n</think>\n\n${letter}`],
        ["the label of another brief's notes", `${letter}\n\nSay:\nthe rope is dry`],
        ["an item of a list without text", `${letter.replace("\n\nBest", "\n\n- \n\nBest")}`],
        ["white space", `\n  ${letter}\n\n`]
    ])("%s is taken off", (_what, text) => expect(clean(text)).toBe(letter));

    it("is one line for a title, without a label, quotation marks or a full stop", () => {
        for (const text of [
            "Headline: The slip is clean.",
            '"The slip is clean"',
            "**The slip is clean**",
            "# The slip is clean\n\nMore",
            "Here is a headline for the article: The slip is clean",
            'Sure! Here\'s a possible subject line:\n\n"The slip is clean"',
            "Title: “The slip is clean”"
        ])
            expect(clean(text, "headline"), text).toBe("The slip is clean");
        for (const title of ["Senators of the U.S.", "Ladders, ropes etc.", "And then ...", "What now?", '"Yes" or "No"'])
            expect(clean(title, "subject")).toBe(title);
    });

    it("drops a line that announces a title, and does not cut a title at an abbreviation", () => {
        expect(clean("Revised headline for this article:\nThe slip is clean", "headline")).toBe("The slip is clean");
        expect(clean("Two things:", "headline")).toBe("Two things:");
        expect(cutOffTitle("Sens. Carrow and Holt announce a ladder for the", {kind: "headline"})).toBe(
            "Sens. Carrow and Holt announce a ladder for the"
        );
        expect(cutOffTitle("The slip is clean. It was cleaned by the", {kind: "headline"})).toBe("The slip is clean");
    });

    it("is limited to that: everything else of a text is kept", () => {
        for (const text of [
            "Hi,\n\nTwo parts.\n\n----------\n\nThe second.",
            "Hi,\n\n> your words\n\nI agree.",
            "Hi,\n\nAnn wrote:\nIt is late.",
            "See <url> and <email>.",
            "Here is the list we need: nails, oak, paint.\n\nMo",
            "Sure!\n\nI'll bring it.",
            "Certainly not.",
            "Text: the words of a song matter.",
            '"Yes" is what he said, and "no" what she did.',
            "This is the message: we are late.",
            "Ok, Friday it is.\n\nMo"
        ])
            expect(clean(text)).toBe(text);
    });

    it("does not repeat the text that it was to continue", () => {
        expect(cleanAnswer("It began at noon. Then it rained.", {kind: "continue", text: "It began at noon."})).toBe("Then it rained.");
        expect(cleanAnswer("Subject: matter of the talk", {kind: "continue", text: "x"})).toBe("Subject: matter of the talk");
    });

    it("is held back while it streams, and nothing else for long", () => {
        for (const text of ["Certainly! Here is", "```", "<think>\nwell, then", '"The', "Subject: Fri"])
            expect(mayBeTakenOff(text), text).toBe(true);
        for (const text of ["Hi Ann,\n\nyes", "Dear Mr B", "The old ladder", "Sure, I will.\nMo", "<think>x</think>\n\nHi Ann, yes"])
            expect(mayBeTakenOff(text), text).toBe(false);
    });
});
