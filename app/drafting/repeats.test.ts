import {describe, expect, it} from "vitest";
import {withoutRepeats} from "./repeats.ts";

const reply = (message: string, notes: string) => ({kind: "reply" as const, to: "Wanda Prill", message, notes});
const letter = (body: string) => `Hi Wanda,\n\n${body}\n\nBest,\nMo`;

describe("what a letter gives back of the message that it answers", () => {
    it.each([
        [
            "May I keep the drill until Monday?",
            "yes; bring it back clean",
            "May I keep the drill until Monday? Bring it back clean.",
            "Bring it back clean."
        ],
        ["How many chairs?", "six chairs", "Six chairs. How many chairs?", "Six chairs."],
        [
            "How many chairs? Wanda",
            "six; they are in the barn",
            "Six. How many chairs? They are in the barn.",
            "Six. They are in the barn."
        ],
        ["I'd pay for the petrol.", "no", "No, not this time. I'll pay for the petrol.", "No, not this time."],
        ["Kommst du? Liebe Grüße, Wanda", "ja", "Ja! Liebe Grüße, Wanda!", "Ja!"]
    ])("%j, notes %j: %j", (message, notes, body, left) => {
        expect(withoutRepeats(letter(body), reply(message, notes))).toBe(letter(left));
    });

    it("nearly the same twice, but not what the notes tell apart", () => {
        const notes = "saw old hosts still running on public lines; red boat to Ana at 9 on Monday; blue boat to Ben at 9 on Monday";
        const [first, again] = [
            "I have seen old hosts still running on public lines.",
            "I have seen old hosts also running on publiclines."
        ];
        const boats = "The red boat goes to Ana at 9 on Monday. The blue boat goes to Ben at 9 on Monday.";
        expect(withoutRepeats(letter(`${first} ${boats} ${again}`), reply("", notes))).toBe(letter(`${first} ${boats}`));
    });

    it.each([
        ["Could you bring the ladder on Friday?", "yes", "Yes. I'll bring the ladder on Friday."],
        ["I am away until Monday.", "away until Monday as well", "I am away until Monday as well."],
        ["Is it six chairs?", "ask whether it is six chairs or seven", "Is it six chairs or seven?"],
        ["Who has the key?", "", "Who has the key?"]
    ])("an answer stays: %j, notes %j: %j", (message, notes, body) => {
        expect(withoutRepeats(letter(body), reply(message, notes))).toBe(letter(body));
    });
});

it("a second greeting below the first goes", () => {
    const brief = {kind: "email" as const, to: "Miss Abara", notes: "the talk is postponed"};
    const twice = "Dear Miss Abara,\n\nMy dear Miss Abara,\n\nThe talk is postponed.\n\nYours,\nIda";
    expect(withoutRepeats(twice, brief)).toBe("Dear Miss Abara,\n\nThe talk is postponed.\n\nYours,\nIda");
    const once = "Dear Miss Abara,\n\nThe talk is postponed.\n\nYours,\nIda";
    expect(withoutRepeats(once, brief)).toBe(once);
});

describe("a subject line as a sentence", () => {
    const about = (subject: string, notes: string) => ({kind: "email" as const, to: "Wanda", subject, notes});

    it.each([
        ["the greenhouse", "glass comes on Monday", "The glass comes on Monday. The greenhouse."],
        ["Re: your greenhouse", "glass comes on Monday", "Greenhouse. The glass comes on Monday."]
    ])("%j goes from %j", (subject, notes, body) => {
        expect(withoutRepeats(letter(body), about(subject, notes))).toBe(letter("The glass comes on Monday."));
    });

    it("stays where the notes say it, and within a sentence", () => {
        const said = letter("No news. The greenhouse?");
        expect(withoutRepeats(said, about("the greenhouse", "no news; ask about the greenhouse"))).toBe(said);
        const within = letter("The greenhouse is ready.");
        expect(withoutRepeats(within, about("greenhouse", "ready"))).toBe(within);
    });
});

describe("what a letter says twice", () => {
    it.each([
        ["Can help on Sunday. I can help on Sunday with the fence.", "I can help on Sunday with the fence."],
        ["The fence is down. We need posts. The fence is down.", "The fence is down. We need posts."],
        ["Sorry for the late answer. I'm sorry. The fence is down.", "Sorry for the late answer. The fence is down."],
        ["Thank you for the posts. Wanda! The fence is up.", "Thank you for the posts. The fence is up."]
    ])("%j", (body, left) => {
        expect(withoutRepeats(letter(body), {kind: "email", to: "Wanda", notes: "the fence"})).toBe(letter(left));
    });

    it.each([
        "The fence is down. Is the fence down?",
        "The fence is down. The fence is not down on the north side.",
        "I'm sorry. The fence is down.",
        "It is. It is so."
    ])("%j stays", (body) => {
        expect(withoutRepeats(letter(body), {kind: "email", to: "Wanda", notes: "the fence"})).toBe(letter(body));
    });

    it("leaves paragraphs, greeting and sign-off as they are, and something of the body", () => {
        const text = "Hi Wanda,\n\nThe fence is down.\n\nThe fence is down. We need posts.\n\nBest,\nMo";
        expect(withoutRepeats(text, {kind: "email", to: "Wanda", notes: "fence"})).toBe(
            "Hi Wanda,\n\nThe fence is down.\n\nWe need posts.\n\nBest,\nMo"
        );
        const echo = letter("How many chairs?");
        expect(withoutRepeats(echo, reply("How many chairs?", "six"))).toBe(echo);
    });
});

it("two sentences of the same words in another order both stay", () => {
    const pays = letter("Wanda pays Ole £7. Ole pays Wanda £7.");
    expect(withoutRepeats(pays, reply("", "wanda pays ole 7, ole pays wanda 7"))).toBe(pays);
    expect(withoutRepeats(letter("Ole has the saw. Ole has the saw."), reply("", "ole has the saw"))).toBe(letter("Ole has the saw."));
});

describe("days and times that an earlier sentence has", () => {
    const brief = {kind: "email" as const, to: "Wanda", notes: "can't come Tuesday; Saturday after 3 instead"};
    const first = "I can't come on Tuesday, so Saturday after 3 is the only day.";

    it.each([
        ["Can't be there on Tuesday, though - Saturday's after 3 instead.", true],
        ["I can't bring the harp on Tuesday, nor on Saturday after 3.", false],
        ["Can you not make it on Tuesday or Saturday after 3?", false]
    ])("%j behind them: goes: %j", (second, goes) => {
        expect(withoutRepeats(letter(`${first} ${second}`), brief)).toBe(letter(goes ? first : `${first} ${second}`));
    });
});
