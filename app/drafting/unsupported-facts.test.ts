import {describe, expect, it} from "vitest";
import {checkDraft} from "./checks.ts";
import {preferSupported, unsupportedFacts, type FactSources} from "./unsupported-facts.ts";

function sources(notes: string, more: Partial<FactSources["brief"]> = {}, closings: readonly string[] = []): FactSources {
    return {brief: {notes, ...more}, habits: {openings: [], closings: closings.map((text) => ({text, count: 3, share: 1}))}};
}

describe("facts without a source", () => {
    it.each([
        ["See you on Thursday.", "see you friday", ["weekday:Thursday"]],
        ["Lunch at 3pm?", "lunch at 4", ["time:3pm"]],
        ["Lunch at 15:30?", "lunch at half past two", ["time:15:30"]],
        ["It starts at 3am.", "starts 3pm", ["time:3am"]],
        ["I will send it tomorrow.", "send the list", ["date:tomorrow"]],
        ["We need 12 chairs.", "we need chairs", ["number:12"]],
        ["We need twelve chairs.", "we need two chairs", ["number:twelve"]],
        ["The boat costs £40.", "boat costs £45", ["sum:£40"]],
        ["The boat costs €40.", "boat costs £40", ["sum:€40"]],
        ["Please pay 200 euros.", "pay the deposit", ["sum:200 euros"]],
        ["Look at https://example.org/plan today.", "look at the plan today", ["link:https://example.org/plan"]],
        ["Write to ana@quay.example.", "write to ines@quay.example", ["address:ana@quay.example"]],
        ["Please ask Marcus about it.", "ask for the photos", ["name:Marcus"]],
        ["Hi Helen,\n\nThe rope is stiff.", "rope is stiff", ["name:Helen"]],
        ["hi helen,\n\nthe rope is stiff.", "rope is stiff", ["name:helen"]],
        ["helen,\n\nthe rope is stiff.", "rope is stiff", ["name:helen"]],
        ["The rope is stiff.\n\nBest,\nOliver", "rope is stiff", ["name:Oliver"]],
        ["the rope is stiff.\n\n- K", "rope is stiff", ["name:K"]],
        ["the rope is stiff.\n\ncheers,\nquentin", "rope is stiff", ["name:quentin"]],
        ["tell priya the rope is stiff", "rope is stiff", ["name:priya"]],
        ["Quentin said it is fine.", "it is fine", ["name:Quentin"]],
        ["I met Dr Okafor in the yard.", "met the doctor in the yard", ["name:Okafor"]],
        ["We meet in Lisbon.", "we meet", ["name:Lisbon"]],
        ["We talked to Marcus Brown about it.", "talked about it", ["name:Marcus Brown"]],
        ["The meeting is on 12 May.", "meeting on 12 june", ["date:12 May"]],
        ["The meeting is on May 13th.", "meeting on 12 may", ["date:May 13th"]],
        ["It needs version 1.1.2 of R.", "needs version 1.1.1 of R", ["number:1.1.2"]],
        ["It came with Mandrake 8.3.", "came with mandrake 8.2; works", ["date:8.3."]],
        ["The meeting is on 12 May.", "from 3 may to 12 june", ["date:12 May"]],
        ["We meet on 4.5.", "3.5. or 4.6.", ["date:4.5."]],
        ["The meeting is on September 1, 2001.", "meeting on September 1, 2000", ["date:September 1, 2001"]],
        ["We meet on 3 May 2012.", "12 people on 3 may", ["date:3 May 2012"]],
        ["It is due on 1.9.01.", "due on 1 september 2000", ["date:1.9.01"]],
        ["Could we say Friday at 5?", "friday at 3, saturday at 5", ["number:5"]],
        ["It is moved to Monday at 3pm.", "moved from friday 3pm to monday 4pm", ["time:3pm"]],
        ["We meet on Monday, 3 May.", "friday 3 may; monday 6 may", ["date:3 May"]],
        ["Wir sehen uns am Montag um 9 Uhr.", "Freitag 9 Uhr, Montag 10 Uhr", ["time:9 Uhr"]],
        ["Until the 14th then.", "until the 12th", ["number:14th"]],
        ["It was in March.", "it was in april", ["month:March"]],
        ["Ring me on 020 7946 0958.", "ring me", ["number:020 7946 0958"]],
        ["I'm in room B2.", "in room b3", ["number:B2"]],
        ["Wir treffen uns am Donnerstag um 15 Uhr.", "treffen freitag 15 uhr", ["weekday:Donnerstag"]],
        ["Wir sehen uns um halb vier mit der Gruppe.", "um vier", ["time:halb vier"]],
        ["Liebe Sabine,\n\ndas Seil ist zu steif.", "seil ist zu steif", ["name:Sabine"]],
        ["Ich habe mit Herrn Krüger über das Boot gesprochen.", "boot besprochen", ["name:Krüger"]],
        ["Das kostet 1.200 € und ist nicht zu teuer.", "kostet 1.300 euro", ["sum:1.200 €"]],
        ["Attendance rose 12 %.", "attendance rose", ["number:12 %"]],
        ["Howdy Denise,\n\nit works.", "tell Milo it works", ["name:Denise"]],
        ["Be there at 11.15.", "arriving 10.45", ["number:11.15"]],
        ["We meet on 8.10. in the hall.", "meeting in the hall", ["date:8.10."]],
        ["Next week is fine, and NATO agrees.", "fine, agrees", ["date:Next week", "name:NATO"]]
    ])("%j of %j", (draft, notes, expected) => {
        expect(unsupportedFacts(draft, sources(notes)).map(({kind, text}) => `${kind}:${text}`)).toEqual(expected);
    });

    it("have their offsets", () => {
        const draft = "Hi Ines,\n\nSee you on Thursday, says Tom.";
        for (const {text, from, to} of unsupportedFacts(draft, sources("see you", {to: "Ines"}))) expect(draft.slice(from, to)).toBe(text);
        expect(unsupportedFacts(draft, sources("see you", {to: "Ines"}))).toHaveLength(2);
    });
});

describe("facts that the user gave", () => {
    it.each([
        ["Be there at 11.15.", "arriving 11.15"],
        ["The call is at 8.10.", "call at 8.10"],
        ["It needs version 1.1.1 of R.", "needs version 1.1.1 of R"],
        ["I use Ubuntu 8.04.1 here.", "I use ubuntu 8.04.1"],
        ["It came with Mandrake 8.2.", "came with mandrake 8.2; works"],
        ["I am away on 3 May and on 5 May.", "away from 3 to 5 may"],
        ["I arrive on Friday at 6pm and leave on Sunday at 11.", "arrive friday 10 may 6pm, leave sunday 12 may 11am"],
        ["It is moved from Friday at 3pm to Monday at 4pm.", "moved from friday 3pm to monday 4pm"],
        ["Could we meet on Friday at 5?", "friday or saturday at 5"],
        ["We meet at 3 on Friday, and at 3 on Saturday.", "friday at 3, saturday at 3"],
        ["It is due on 1 September 2001.", "due on 1.9.01"],
        ["We meet on 4 May.", "friday 3 may or saturday 4 may"],
        ["I cannot agree to £90 from petty cash.", "no, limit is £50; she asked for about £90. May I take it?"],
        ["It takes five to seven working days.", "comes in 5 to 7 working days"],
        ["I had March in mind.\n\nCould we do it in March?", "March some time"],
        ["Put me down for two.", "count me in"],
        ["I read it three times.", "loved it"],
        ["Howdy Denise,\n\nit works.", "tell Denise it works"],
        ["Alright mate,\n\nit works.", "it works"],
        ["My darling Milo,\n\nit works.", "tell Milo it works"],
        ["Dear tenants,\n\nthe water is off.", "water is off"],
        ["See you on Thursday.", "thurs is fine"],
        ["See you Thu at three o'clock.", "thursday 3pm"],
        ["Lunch at 3 pm?", "lunch 15:00"],
        ["Lunch at 15:00?", "lunch at 3pm"],
        ["Lunch at 3?", "lunch at 3pm"],
        ["Lunch at 3pm?", "lunch at 3"],
        ["Lunch at three o'clock?", "lunch at 3"],
        ["From 3pm to 4pm works.", "3-4pm works"],
        ["Half past two is good.", "14:30"],
        ["At noon then.", "at 12"],
        ["I have two spare tickets.", "2 spare tickets"],
        ["I have 2 spare tickets.", "two spare tickets"],
        ["Twenty-five people came.", "25 people came"],
        ["See you tomorrow!", "tomorrow ok"],
        ["Ines's rope is too stiff, I'm afraid.", "tell ines rope too stiff"],
        ["I'll ask Ines' brother. I'd say yes.", "ask ines's brother"],
        ["That is £1,840.", "1840 pounds"],
        ["That is forty pounds.", "£40"],
        ["Around 40k, I think.", "40,000"],
        ["Meet on 3 May.", "may 3rd"],
        ["Meet on the 3rd.", "3 may"],
        ["Meet on May 3.", "3/5"],
        ["You may want to march on. May I ask why?", "ask why"],
        ["I sat in the sun and wed the two of us, one by one.", "sat in the sun"],
        ["Great news. Dinner is ready. Unfortunately, Graham will not come.", "dinner ready, graham not coming"],
        ["Dear Sir or Madam,\n\nThank you.\n\nKind Regards,", "thanks"],
        ["OK, FYI the PDF is attached. PS: It is REALLY good.", "pdf attached"],
        ["1. Bring rope.\n2. Bring tea.", "rope; tea"],
        ["Two things: rope and tea. A thousand thanks.", "rope, tea, thanks"],
        ["See https://example.org/plan.", "example.org/plan"],
        ["See example.org.", "https://www.example.org/plan"],
        ["Write to Ines at ines@quay.example.", "ines@quay.example"],
        ["Chris will help.", "christopher will help"],
        ["Zoë comes too.", "zoe comes"],
        ["Hallo Jürgen,\n\ndas Treffen ist am 3. Mai um 18:30 Uhr.", "juergen; treffen 3.5. 18.30"],
        ["I fly with BA117.", "flight ba 117"],
        ["Ring me on 020 7946 0958.", "tel 02079460958"],
        ["Wir sehen uns am Donnerstag um 15 Uhr auf dem Boot.", "do not forget: donnerstag, 15:00"],
        ["Ich bringe den Kuchen und die Tassen mit. Das Wetter ist gut.", "kuchen, tassen, wetter gut"],
        ["Am Montagabend ist das gut, um halb vier.", "montag 15:30"],
        ["Guten Morgen, das Seil ist da und ich komme.", "seil da"],
        ["Ich zahle 1.200 € für das Boot.", "1200 euro boot"],
        ["Wir haben drei Boote und das ist Eriks Seil.", "3 boote, erik seil"],
        ["Jetzt kommt der Kollege mit dem Auto nach Hause.", "kollege kommt"],
        ["the boat is fine. i'm sure tom agrees.", "boat fine, Tom agrees"],
        ["Senator Welcomes Harbor Funding Plan", "the senator is glad about money"],
        ["Please let me know. Perhaps we could talk. However, it's late.", "talk, late"]
    ])("%j from %j", (draft, notes) => {
        expect(unsupportedFacts(draft, sources(notes)).map(({kind, text}) => `${kind}:${text}`)).toEqual([]);
    });

    it("can be in the message answered, the recipient, the subject and the sign-off", () => {
        const draft = "Hi Marcus,\n\nThursday at 4pm is fine for the Regatta.\n\nOnwards,\nMaren";
        expect(
            unsupportedFacts(
                draft,
                sources("yes", {to: "Marcus Hale <m@hale.example>", message: "How about thursday, 16:00?", subject: "regatta"}, [
                    "Onwards, Maren"
                ])
            )
        ).toEqual([]);
    });

    it("may be known in another way", () => {
        expect(unsupportedFacts("hi moll,\n\nyes.", {...sources("yes", {to: "mary@quay.example"}), known: ["moll"]})).toEqual([]);
    });
});

describe("among drafts", () => {
    it("those without unsupported facts come first, in their order", () => {
        const drafts = ["See you Monday, Tom.", "See you then.", "See you Monday.", "See you."];
        expect(preferSupported(drafts, (draft) => draft, sources("see you"))).toEqual([
            "See you then.",
            "See you.",
            "See you Monday.",
            "See you Monday, Tom."
        ]);
    });
});

it("long lines of one character are searched quickly", () => {
    for (const piece of ["1 ", "a.", "A ", "1.", "- ", "@a.", "twenty "])
        expect(unsupportedFacts(piece.repeat(4000), sources("x"))).toBeDefined();
});

it("what one of the user's rules asks for is theirs", () => {
    const text = "hi dad\n\nthe roof is done.\n\nhannah";
    const sources = {brief: {kind: "email" as const, to: "Dad", notes: "roof is done"}, habits: null, known: []};
    expect(checkDraft(text, {...sources, rules: ["sign with “hannah”"]}).unsupported).toEqual([]);
    expect(checkDraft(text, {...sources, rules: []}).unsupported.map((fact) => fact.text)).toEqual(["hannah"]);
});

it.each([
    ["Come at 6pm.", "6 in the evening"],
    ["Come at 18:00.", "6 Uhr abends"],
    ["Come at 6 in the morning.", "6am"],
    ["It is on the 4th.", "on the fourth"],
    ["It is on the 22nd.", "on the twenty-second"],
    ["A fourth of it is gone.", "some of it is gone"]
])("%j is supported by %j", (text, notes) => expect(unsupportedFacts(text, {brief: {notes}, habits: null})).toEqual([]));

it("a time in the other half of the day is not supported", () => {
    expect(unsupportedFacts("Come at 6am.", {brief: {notes: "6 in the evening"}, habits: null})).toMatchObject([{kind: "time"}]);
});
