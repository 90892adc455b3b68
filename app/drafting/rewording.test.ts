import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {wordsOf} from "../text/words.ts";
import {firmer, applyHabits, plainer, shorter, usedIn, warmer, withoutSentencesOf} from "./rewording.ts";

const maren = letterHabits(
    Array.from(
        {length: 8},
        (_, i) => `Morning ${["Ines", "Piet"][i % 2]},\n\nIt's done — we've checked part ${i}. Don't worry, you'll see.\n\nOnwards,\nMaren`
    )
);
const formal = letterHabits(
    Array.from(
        {length: 8},
        (_, i) => `Dear Mr Brown\n\nThe report ${i} has been completed and will be sent. It is not yet signed.\n\nYours sincerely\nJ. Doe`
    )
);

describe("rewording by rules", () => {
    it("makes a text shorter and keeps its names and numbers", () => {
        const text =
            "I just wanted to let you know that the boat is really ready. We are very happy about it (as you can imagine). The " +
            "price is 1,840 in all. Graham will come on Monday. It would be lovely to see everybody there again after such a " +
            "long winter.";
        const short = shorter(text);
        expect(wordsOf(short).length).toBeLessThan(0.8 * wordsOf(text).length);
        expect(short).toContain("1,840");
        expect(short).toContain("Graham");
        expect(short).toMatch(/^The boat is ready\./);
    });

    it("says it in plainer words and shorter sentences", () => {
        expect(plainer("We will utilize additional boats prior to the storm; subsequently they commence work!")).toBe(
            "We will use more boats before the storm. Later they start work."
        );
    });

    it("makes a whole letter warmer within the author's own frame", () => {
        const warm = warmer("Hello Sam,\n\nSend me the list.\n\nRegards,\nM", maren, true);
        expect(warm).toContain("Could you send me the list");
        expect(warm).toMatch(/^Morning Sam,/);
        expect(warm).toMatch(/\n\nOnwards,\nMaren$/);
    });

    it("applies the author's habits, in both directions", () => {
        expect(applyHabits("We will not come. It is late!", maren, false)).toBe("We won't come. It's late.");
        expect(applyHabits("We won't come — it's late!", formal, false)).toBe("We will not come, it is late.");
    });

    it("leaves a passage unchanged if no rule applies", () => {
        expect(shorter("Yes.")).toBe("Yes.");
        expect(plainer("Yes.")).toBe("Yes.");
        expect(warmer("Yes.", maren, false)).toBe("Yes.");
    });

    it("keeps a lower-case beginning", () => {
        expect(plainer("we require help")).toBe("we need help");
    });
});

describe("rewording a voice without capitals", () => {
    const jude = letterHabits(
        Array.from({length: 8}, (_, i) => `hi ${["tom", "priya"][i % 2]},\n\ni've checked part ${i}. it's fine. don't fret.\n\n- J`)
    );

    it("keeps names, ordinals and i in small letters", () => {
        const text = "hi tom,\n\ni will not come on the 12th; it is late!\n\n- J";
        expect(applyHabits(text, jude, true)).toBe("hi tom,\n\ni won't come on the 12th. it's late.\n\n- J");
        expect(applyHabits("The 12th is no good. I will not come, says Tom.", jude, false)).toBe(
            "the 12th is no good. i won't come, says tom."
        );
    });

    it("puts the author's greeting and sign-off around a letter of another author", () => {
        expect(applyHabits("Dear Priya,\n\nIt is fine.\n\nKind regards,\nX", jude, true)).toBe("hi priya,\n\nit's fine.\n\n- J");
    });

    it("makes it plainer, warmer and shorter without a capital", () => {
        expect(plainer("we require help; however, it is late. please do not hesitate to call.")).toBe(
            "we need help. but it is late. please call."
        );
        expect(warmer("i want tea. unfortunately, i need you to go.", jude, false)).toMatch(/^i want|^i would/);
        expect(warmer("I want tea.", jude, false, usedIn(["no tea. i want it."]))).toBe("I want tea.");
        const short = shorter(
            "hi tom,\n\nthe boat is ready. it would be lovely to see everybody there again after such a long winter. priya " +
                "comes at 3pm. the mugs are in the cupboard by the door.\n\n- J"
        );
        expect(short).toContain("priya comes at 3pm.");
        expect(short).toMatch(/^hi tom,/);
        expect(short).toMatch(/- J$/);
        expect(short).not.toMatch(/lovely/);
    });

    it("keeps a sentence whole when a word in its middle is replaced", () => {
        expect(plainer("I shall, however, go; I am nevertheless against it.")).toBe("I shall, however, go. I am still against it.");
    });

    it("omits the sentences with least content, and no refusal", () => {
        expect(shorter("hi sam,\n\nyes to the bike. it'll all be good. no to the trailer.\n\n- J")).toBe(
            "hi sam,\n\nyes to the bike. no to the trailer.\n\n- J"
        );
    });

    it("never doubles a word, nor removes an existing double", () => {
        expect(plainer("Please do not hesitate to call.")).toBe("Please call.");
        expect(plainer("I think that that is fine.")).toBe("I think that that is fine.");
    });

    it("does not add a closing that the author never uses", () => {
        expect(warmer("Fine.\n\nRegards,\nX", jude, false)).not.toContain("Warm regards");
    });

    it("keeps a bracket with a fact in it", () => {
        expect(shorter("It is here (at 3pm) and it is fine (really).")).toBe("It is here (at 3pm) and it is fine.");
    });
});

describe("firmer", () => {
    it("removes hedges and turns questions into requests", () => {
        expect(
            firmer(
                "Hi Tom,\n\nMaybe you could bring the saw back? I was wondering if you could pay me, if that's ok with you. " +
                    "I'm afraid the bill is late."
            )
        ).toBe("Hi Tom,\n\nPlease bring the saw back. Please pay me. The bill is late.");
        expect(firmer("could you maybe call marcus? i think it's fine.")).toBe("please call marcus. it's fine.");
    });

    it("omits the sentences about something, and only those", () => {
        expect(withoutSentencesOf("hi tom,\n\nthe van's here. the dog is fine. call me.\n\n- J", "the dog")).toBe(
            "hi tom,\n\nthe van's here. call me.\n\n- J"
        );
        expect(withoutSentencesOf("hi tom,\n\nthe dog is fine. call me.\n\n- J", "the dog")).toBe("hi tom,\n\ncall me.\n\n- J");
        expect(withoutSentencesOf("the dog is fine.", "dog")).toBeNull();
        expect(withoutSentencesOf("the dog is fine. call me.", "cat")).toBeNull();
    });
});
