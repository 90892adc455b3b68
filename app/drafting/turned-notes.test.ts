import {describe, expect, it} from "vitest";
import {contradictedBy} from "./note-coverage.ts";

describe("a note that a draft turns round", () => {
    it.each([
        ["will bring the ladder", "Will you bring the ladder?", true],
        ["I am late with the rent", "Are you late with the rent?", true],
        ["I am late with the rent", "I am late with the rent; could you wait a week?", false],
        ["will bring the red ladder", "I will bring the red ladder – do you have nails?", false],
        ["ask whether the hall is free", "The hall is free.", true],
        ["ask whether the hall is free", "Is the hall free?", false],
        ["begin rehearsal without me", "I'm late, so I begin rehearsal without you.", true],
        ["begin rehearsal without me", "I'm late. Begin rehearsal without me.", false],
        ["collect me from platform 3", "I'll collect you from platform 3.", true],
        ["collect me from platform 3", "Could you collect me from platform 3? I'll buy you lunch.", false],
        ["thank her for lending me the drill", "Thank you for lending me the drill. I'll bring you apples.", false],
        ["bring the big pan", "I'll bring the big pan.", true],
        ["come any time in June", "We're coming any time in June.", true],
        ["bring the big pan", "I'm glad that you can bring the big pan.", false],
        ["bring the big pan?", "I'll bring the big pan.", false],
        ["pay the deposit", "I'll pay the deposit.", false],
        ["get well", "I'd like to get well.", true],
        ["get well", "I hope you get well soon.", false],
        ["get well", "Get well soon. I'll bring soup on Friday.", false],
        ["enjoy the mountains", "I enjoyed the mountains.", true],
        ["ask her to lend us the cart", "You're welcome to lend us the cart.", true],
        ["ask her to lend us the cart", "I'll lend us the cart.", true],
        ["ask her to lend us the cart", "I'd be glad if you can lend us the cart.", false],
        ["ask her to lend us the cart", "Lend us the cart.", false],
        ["here's the drawing I promised yesterday", "Here is the drawing you promised yesterday.", true],
        ["here's the drawing I promised yesterday", "Here's the drawing I promised you yesterday.", false],
        ["say they sent the wrong hinges", "I'm afraid I sent the wrong hinges.", true],
        ["say they sent the wrong hinges", "You sent the wrong hinges.", false],
        ["I called the plumber, she called back", "I called the plumber and she called back.", false],
        ["I know they moved the desk", "You know you moved the desk.", false],
        ["ask soon about the state of the roof", "Ask soon about the state of the roof.", true],
        ["ask soon about the state of the roof", "Could you tell me about the state of the roof?", false],
        ["tell them the hall is free", "Tell them the hall is free.", true],
        ["ask Rosa for the key", "Ask Rosa for the key.", false],
        ["ask if the boiler's mended", "Would you have the boiler mended?", true],
        ["ask if the boiler's mended", "Could you mend it?", true],
        ["ask if the boiler's mended", "Could you bring the key? Is the boiler mended?", false],
        ["ask if the boiler's mended", "Is the boiler mended?", false],
        ["ask if the boiler's mended", "Do you know if the boiler's mended?", false],
        ["ask if you could mend the boiler", "Could you mend the boiler?", false],
        ["has a brass handle", "I have a brass handle.", true],
        ["has a brass handle", "It has a brass handle.", false],
        ["I think it has a brass handle", "I have the feeling that it has a brass handle.", false],
        ["sorry about the dust", "The dust from the drill is sorry about it.", true],
        ["sorry about the dust", "I'm sorry about the dust.", false],
        ["soup on Tuesday?", "I have bread. It is a soup on Tuesday.", true],
        ["soup on Tuesday?", "How about soup on Tuesday?", false],
        ["the boiler is cold and the soup is hot. can you mend it?", "The boiler is cold and the soup is hot. Can you mend it?", false],
        ["soup on Tuesday?", "Soup on Tuesday would be good.", false],
        ["ruf mich am Freitag an", "Ich rufe dich am Freitag an.", true]
    ])("%j in %j: %j", (note, body, isTurned) => {
        expect(contradictedBy(`Dear Bo,\n\n${body}\n\nInes`, note) !== null).toBe(isTurned);
    });

    it("is no promise where the message asks what to do", () => {
        const message = "The leaflets are ready. How many should I fold?";
        expect(contradictedBy("Dear Bo,\n\nI'll fold 60.", "fold 60", message)).not.toBe(null);
        expect(contradictedBy("Dear Bo,\n\nPlease fold 60.", "fold 60", message)).toBe(null);
        expect(contradictedBy("Dear Bo,\n\nI'll fold 60.", "fold 60", "Could you fold them?")).toBe(null);
    });

    it("may be a promise if the message asks for it", () => {
        expect(contradictedBy("Dear Bo,\n\nI'll bring the big pan.", "bring the big pan", "Could you bring a pan?")).toBe(null);
    });
});
