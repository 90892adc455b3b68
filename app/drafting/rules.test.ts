import {describe, expect, it} from "vitest";
import {brokenRules, expandContractions, isUnderstood, keepRules, streamRules} from "./rules.ts";

describe("the user's rules", () => {
    it.each([
        ["Never use exclamation marks.", "Great! Really?! See you!!", "Great. Really? See you."],
        ["no em-dashes", "We came — and went. 1914–1918. Late -- as ever.", "We came, and went. 1914-1918. Late, as ever."],
        ["don't use emoji", "Nice 🎉 work :) today", "Nice work today"],
        ["Avoid semicolons", "One; two", "One, two"],
        [
            "no contractions please",
            "I'm sure we can't, it's late and they've gone. Let's see.",
            "I am sure we cannot, it is late and they have gone. Let us see."
        ],
        ["no ellipses", "Well… maybe...", "Well. maybe."],
        ["never write in all caps", "This is URGENT for the BBC", "This is Urgent for the BBC"],
        ['Never say "synergy"', "We need synergy now. Synergy, again.", "We need now. Again."],
        ["Don't use 'touch base' or 'circle back'", "Let me touch base and circle back soon.", "Let me and soon."],
        ["Keine Ausrufezeichen", "Hallo!", "Hallo."]
    ])("keep %j", (rule, text, kept) => {
        expect(brokenRules(text, [rule])).toEqual([rule]);
        expect(keepRules(text, [rule])).toBe(kept);
        expect(brokenRules(kept, [rule])).toEqual([]);
    });

    it("leave a text unchanged that keeps them", () => {
        const text = "Hi Ann,\n\nAll good here.\n\nBest,\nMo";
        expect(keepRules(text, ["never use exclamation marks", "no dashes", "no emoji", 'never say "synergy"'])).toBe(text);
    });

    it("do not treat a wish as a ban", () => {
        expect(isUnderstood("Use exclamation marks freely")).toBe(false);
        expect(keepRules("Great!", ["Use exclamation marks freely"])).toBe("Great!");
    });

    it("that are not understood are reported neither as kept nor as broken", () => {
        expect(isUnderstood("Never be boring")).toBe(false);
        expect(brokenRules("zzz", ["Never be boring"])).toEqual([]);
    });

    it("are applied while a text streams, as far as single characters go", () => {
        const filter = streamRules(["no exclamation marks", "no em dashes"]);
        expect(["Oh", " —", " well", "!"].map(filter).join("")).toBe("Oh , well.");
        expect(streamRules([])("!")).toBe("!");
    });

    it("keep capitals when a contraction is written out", () => {
        expect(expandContractions("Can't say. It's late. Won't do. Don’t.")).toBe("Cannot say. It is late. Will not do. Do not.");
    });
});

const letter = "hi tom,\n\nthe rope is here, and it's stiff. shall we send it back?\n\ncheers,\nquentin";

describe("rules that a text breaks and that are fixed", () => {
    it.each([
        ["sign with “jude”", letter, "hi tom,\n\nthe rope is here, and it's stiff. shall we send it back?\n\ncheers,\njude"],
        ["Sign off with '- J'", letter, "hi tom,\n\nthe rope is here, and it's stiff. shall we send it back?\n\n- J"],
        ["sign as jude", "no.", "no.\n\njude"],
        ["unterschreibe mit „Jo“", "Nein.\n\nViele Grüße\nMax", "Nein.\n\nViele Grüße\nJo"],
        ["no commas", letter, "hi tom\n\nthe rope is here and it's stiff. shall we send it back?\n\ncheers\nquentin"],
        ["Keine Kommas", "Das Seil, das Zelt, und Tee.", "Das Seil das Zelt und Tee."],
        ["no capitals", "Hi Tom, see https://Example.org/A and the BBC.", "hi tom, see https://Example.org/A and the bbc."],
        ["lower case only", "Fine. I am in.", "fine. i am in."],
        ["alles kleinschreiben", "Das Seil ist da.", "das seil ist da."],
        ["always British spelling", "The color of the Center. I realized it.", "The colour of the Centre. I realised it."],
        ["Use American spelling", "My favourite colour, analysed.", "My favorite color, analyzed."],
        ["no American spelling", "gray harbors", "grey harbours"],
        ["one paragraph", "Hi Ann,\n\nOne.\n\nTwo.\n\nBest,\nMo", "Hi Ann,\n\nOne. Two.\n\nBest,\nMo"],
        ['say "bin" instead of "trash"', "Trash it. The trash.", "Bin it. The bin."],
        ["statt „Meeting“ schreib „Treffen“", "Das Meeting.", "Das Treffen."],
        ['end with "onwards"', "hi tom,\n\nfine.\n\n- J", "hi tom,\n\nfine.\n\nonwards\n\n- J"],
        ["no greeting", "hi tom,\n\nfine.\n\n- J", "fine.\n\n- J"],
        ["no bullet points", "- rope\n- tea", "rope\ntea"],
        ["never say «synergy»", "we need synergy now.", "we need now."],
        ["never say “synergy”", "ok. synergy is here.", "ok. is here."],
        ["never say “ahoy”", "fine; ahoy. bye.", "fine. bye."],
        ["no semi-colons", "tea: hot; cake: dry.", "tea: hot, cake: dry."]
    ])("%j", (sentence, text, kept) => {
        expect(isUnderstood(sentence)).toBe(true);
        expect(brokenRules(text, [sentence])).toEqual([sentence]);
        expect(keepRules(text, [sentence])).toBe(kept);
        expect(brokenRules(kept, [sentence])).toEqual([]);
    });
});

describe("rules that are flagged, as fixing them would remove content", () => {
    it.each([
        ["no more than 12 words", "one two three four five six seven eight nine ten eleven twelve thirteen.", "one two three."],
        ["At most 3 sentences.", "one. two. three. four.", "one. two. three."],
        ["under five words", "one two three four five", "one two three four"],
        ["at least two sentences", "one.", "one. two."],
        ["höchstens 3 Wörter", "eins zwei drei vier", "eins zwei drei"],
        ["mindestens zwei Absätze", "eins.", "eins.\n\nzwei."],
        ["keep it to 4 words", "one two three four five", "one two"],
        ["no sentence longer than 4 words", "one two three four five. six.", "one two three four. five six."],
        ["sentences of at most 3 words", "one two three four.", "one two three. four five six. seven."],
        ["Sätze unter 4 Wörtern", "eins zwei drei vier.", "eins zwei drei. vier."],
        ["at most one exclamation mark", "no! no!", "no!"],
        ["12 words max", "one two three four five six seven eight nine ten eleven twelve thirteen", "one"],
        ["two paragraphs", "one.\n\ntwo.\n\nthree.", "one.\n\ntwo."],
        ["Don't write more than 3 words", "one two three four", "one two three"],
        ["between 2 and 4 words", "one", "one two"],
        ["2-4 words", "one two three four five", "one two"],
        ["nothing over 3 words", "one two three four", "one"],
        ["no paragraph longer than 3 words", "one two three four", "one two three.\n\nfour five six."],
        ["no words longer than 5 letters", "wonderful", "fine"],
        ["be brief: 3 words max", "one two three four", "one"],
        ["genau ein Satz", "Eins. Zwei.", "Eins."],
        ["Never end with a question", "fine. ok?", "ok? fine."],
        ["always mention the kettle", "bring tea.", "bring Kettles."],
        ["Mention the kettle.", "bring tea.", "the kettle."],
        ["immer „Tee“ erwähnen", "Kaffee.", "Tee."],
        ["Erwähne immer den Kessel", "Tee.", "Der Kessel."],
        ["always say 'no worries'", "fine.", "No worries, fine."],
        ["start with “right,”", "hi tom,\n\nfine.", "Right, fine."],
        ["start every email with 'ahoy'", "hi tom,\n\nfine.", "ahoy tom,\n\nfine."],
        ["never start with 'I'", "I think so.", "We think so."],
        ["end with a question", "fine.", "fine?"],
        ["never mention the boat", "the boat is here.", "it is here."],
        ["don't say sorry", "Sorry, no.", "no."],
        ["no questions", "ok?", "ok."],
        ["no brackets", "ok (really)", "ok"],
        ["never use “and”", "tea and cake", "tea, cake"],
        ["no links", "see https://example.org", "see it"],
        ["never say “won't”", "the boat won't float.", "the boat will sink."],
        ["never say “no way”", "no way will it float.", "it will sink."],
        ["never sign with regards", "hi tom,\n\nfine.\n\nRegards,\nMo", "hi tom,\n\nfine.\n\nCheers,\nMo"],
        ["don't sign off with “Best”", "hi tom,\n\nthe best tea.\n\nBest,\nMo", "hi tom,\n\nthe best tea.\n\nCheers,\nMo"]
    ])("%j", (sentence, broken, kept) => {
        expect(isUnderstood(sentence)).toBe(true);
        expect(brokenRules(broken, [sentence])).toEqual([sentence]);
        expect(keepRules(broken, [sentence])).toBe(broken);
        expect(brokenRules(kept, [sentence])).toEqual([]);
    });

    it("leave a text unchanged that is only a banned phrase", () => {
        expect(keepRules("synergy.", ['never say "synergy"'])).toBe("synergy.");
    });
});

describe("sentences that only a model can follow", () => {
    it.each([
        "be kind",
        "keep it short",
        "write like my grandmother",
        "start with a joke",
        "sign with my first name",
        "always mention my phone number",
        "never write in the passive",
        "use short sentences",
        "always thank people",
        "no nonsense",
        "say what you mean",
        "mention prices",
        "sei freundlich",
        "I said “hello” once",
        "not too formal",
        "more than words"
    ])("%j", (sentence) => expect(isUnderstood(sentence)).toBe(false));
});

it("rules of any length are searched quickly", () => {
    for (const piece of ["no more than ", "always mention ", "'a ", "“", "write ", "please ", "use "]) {
        expect(brokenRules("a, ".repeat(5000), [piece.repeat(30), piece.repeat(5000)])).toBeDefined();
        expect(keepRules("a, b ".repeat(3000), ["no commas", "no capitals", `never say "${"a ".repeat(50)}"`])).toBeDefined();
    }
});
