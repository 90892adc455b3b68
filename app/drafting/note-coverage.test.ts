import {describe, expect, it} from "vitest";
import {isNotesRepeated, notesOf, saidNotes} from "./note-coverage.ts";

describe("a note", () => {
    it.each([
        ["thank them for yesterday", "Many thanks for yesterday, it was lovely."],
        ["thank them for yesterday", "I really appreciated yesterday."],
        ["suggest lunch on Thursday", "How about lunch on Thu?"],
        ["ask for the photos", "Could you send me the photos?"],
        ["ask whether Friday works", "Does Friday work for you?"],
        ["say no, politely", "I'm afraid I can't make it."],
        ["no", "not this time."],
        ["yes", "Of course, gladly."],
        ["tell Ines the rope is too stiff", "Ines, the rope's far too stiff."],
        ["meeting at 3pm", "We meet at 15:00."],
        ["two tickets left", "There are 2 tickets left over."],
        ["bringing the kettle", "I'll bring the kettle."],
        ["apologise for the delay", "Sorry about the delays."],
        ["danke für die Fotos", "Vielen Dank für die schönen Fotos."],
        ["treffen am Donnerstag um 15 Uhr", "Wollen wir uns Donnerstag um drei Uhr zum Treffen sehen? Um 15:00 also."],
        ["flight BA 117", "My flight is BA117."],
        ["the 64GB one, not two", "I'd like the 64 GB one. Not two."],
        ["short!", "See you then."],
        ["be kind about it", "We chose somebody else."],
        ["don't sound annoyed", "Please move the van."],
        ["late again, but leave that out", "Thank you for the form."],
        ["yes", "You had me at the sea."],
        ["second delivery came at 4.15", "The second lorry arrived at 4.15."],
        ["noise 2 or 3 times a night", "There is a noise two or three times a night."],
        ["ask whether the barn is dry by Monday", "Is the barn dry by Monday?"],
        ["ask whether the barn is dry by Monday", "Let me know whether the barn is dry by Monday."],
        ["ask for a second ladder", "Could you get me a second ladder?"],
        ["will paint the gate on Sunday", "I'll paint the gate on Sunday. Could you bring a brush?"],
        ["could do Sunday at 10", "Could we do Sunday at 10?"],
        ["yes please", "Yes, please. No problem at all."],
        ["ask Marcus what the paint costs", "Hi Wanda,\n\nI'll ask Marcus what the paint costs.\n\n- J"],
        ["ask Wanda what the paint costs", "Hi Wanda,\n\nwhat does the paint cost?\n\n- J"],
        ["can't come Sunday", "I'm not able to come on Sunday."],
        ["can't come Sunday", "I can no longer come on Sunday, I'm afraid."],
        ["don't forget the tar", "Please bring the tar."],
        ["no tar", "We have run out of tar."],
        ["no tar", "There isn't any tar. The tar comes on Monday."],
        ["sorry", "Sorry I didn't call."],
        ["komme nicht", "Ich komme leider nicht."]
    ])("%j is said by %j", (note, draft) => expect(saidNotes(draft, note)).toMatchObject([{said: true}]));

    it.each([
        ["suggest lunch on Thursday", "How about lunch on Friday?"],
        ["suggest lunch on Thursday", "See you on Thursday."],
        ["thank them for yesterday", "Yesterday was long."],
        ["ask for the photos", "I liked the boat."],
        ["tell Ines the rope is too stiff", "Tom, the rope's far too stiff."],
        ["meeting at 3pm", "We are meeting at 4pm."],
        ["two tickets left", "There are tickets left."],
        ["no", "yes, of course."],
        ["the deposit is £40", "I paid the deposit."],
        ["Marcus brings mugs", "He brings mugs."],
        ["yes", "I'm afraid I can't."],
        ["short answer about the boiler", "See you then."],
        ["ask whether the barn is dry by Monday", "The barn is dry by Monday."],
        ["ask for a second ladder", "Would you like a second ladder?"],
        ["ask her for a copy of the lease", "Could you please ask for a copy of the lease?"],
        ["will paint the gate on Sunday", "Will it paint the gate on Sunday?"],
        ["kann die Leiter tragen", "Kann er die Leiter tragen?"],
        ["yes please", "Yes please. No, I'll not take it."],
        ["no", "I don't know if you could have the van."],
        ["no", "No. Of course you can have the van. Gladly."],
        ["can't come Sunday", "I can come on Sunday."],
        ["can't join the regatta", "I'd love to join the regatta."],
        ["can't make the regatta", "I'd love to see the regatta."],
        ["komme nicht", "Ich komme gern."],
        ["keine Zeit", "Ich habe Zeit."],
        ["no tar", "We have plenty of tar."],
        ["ask Marcus what the paint costs", "Hi Wanda,\n\nplease Marcus what the paint costs.\n\n- J"]
    ])("%j is not said by %j", (note, draft) => expect(saidNotes(draft, note)).toMatchObject([{said: false}]));

    it("is one of several, with its share", () => {
        expect(
            saidNotes("Thanks for the photos.", "- thanks for the photos\n2. bring the kettle; see you Monday").map(({note, said}) => [
                note,
                said
            ])
        ).toEqual([
            ["thanks for the photos", true],
            ["bring the kettle", false],
            ["see you Monday", false]
        ]);
        expect(saidNotes("The kettle is mine.", "kettle and mugs")[0]?.share).toBe(0.5);
        expect(notesOf(" ; \n")).toEqual([]);
    });
});

describe("notes repeated", () => {
    const notes = "thank them for yesterday; suggest lunch on Thursday; ask for the photos";

    it("are detected whatever their capitals, marks, greeting and sign-off", () => {
        expect(isNotesRepeated("Thank them for yesterday. Suggest lunch on Thursday, ask for the photos.", notes)).toBe(true);
        expect(
            isNotesRepeated("Hi Ann,\n\nThank them for yesterday, suggest lunch on Thursday and ask for the photos.\n\nBest,\nMo", notes)
        ).toBe(true);
    });

    it("are not a letter that mentions them", () => {
        expect(isNotesRepeated("Thank you for yesterday. Shall we have lunch on Thursday? Could I have the photos?", notes)).toBe(false);
        expect(isNotesRepeated("no.", "no")).toBe(false);
    });
});

describe("notes beside each other", () => {
    it("a no that one note asks for does not refuse what another one grants", () => {
        const said = (notes: string, draft: string) => saidNotes(draft, notes).map((note) => note.said);
        expect(said("fine; Thursday at 2; no slides", "That's fine. Thursday at 2, and no slides.")).toEqual([true, true, true]);
        expect(said("fine; Thursday at 2", "That's fine, but no, I can't do Thursday at 2.")).toContain(false);
    });

    it("the two sides of a note are not the other way round", () => {
        const said = (draft: string) => saidNotes(draft, "we're 6 not 4 now")[0]?.said;
        expect(said("We are 6, not 4, now.")).toBe(true);
        expect(said("We're 4 not 6 now.")).toBe(false);
        expect(said("There are 6 of us now instead of 4.")).toBe(true);
        expect(saidNotes("Sunday, not Saturday, works for me.", "Saturday not Sunday")[0]?.said).toBe(false);
        expect(saidNotes("I am coming on Sunday.", "not coming on Sunday")[0]?.said).toBe(false);
    });
});

describe("a word that two notes have", () => {
    const said = (draft: string) => saidNotes(draft, "left the keys at home; home at 6").map((note) => note.said);

    it("is said with the fact of its own note", () => {
        expect(said("I left the keys at home. I'm home at 6.")).toEqual([true, true]);
        expect(said("I left the keys at home. I'm at 6.")).toEqual([true, false]);
        expect(said("I left the keys there, and will be home by 6.")).toEqual([true, true]);
    });
});
