/**
 * Made-up everyday letters with the notes that led to them, for the language model's training. The mail collections are about work,
 * statistics and Linux; people also thank, invite, postpone, refuse and remind. Nothing here is anybody's text: templates are filled with
 * random names, days and things.
 */

/** A random author: each letter of theirs has the same style. */
export interface MadeAuthor {
    readonly name: string;
    /** 0 casual, 1 plain, 2 formal */
    readonly register: 0 | 1 | 2;
    readonly lowerCase: boolean;
    readonly exclaims: boolean;
    readonly greeting: (name: string | null) => string | null;
    readonly closing: string;
}

export interface MadeLetter {
    readonly kind: "email" | "reply";
    readonly to: string | null;
    readonly subject: string;
    readonly notes: readonly string[];
    readonly message: string | null;
    /** body without greeting and closing */
    readonly body: string;
}

type Random = () => number;

const pick = <T>(values: readonly T[], random: Random): T => values[Math.floor(random() * values.length)] as T;

const names = (
    "Tom Ines Marcus Priya Helen Leon Sara Anna Ben Clara David Emma Farid Grace Hugo Irene Jonas Kate Liam Maria Nadia Oscar " +
    "Paula Quentin Rosa Sam Tessa Umar Vera Will Yusuf Zoe " +
    "Alice Bruno Chen Dora Erik Fiona George Hana Ivan Julia Karl Lena Mona Nick Olga Peter Rita Sven Tara Victor Wanda Mum " +
    "Dad Mr. Brown Ms. Carter Dr. Patel Mrs. Novak Aisha Diego Elif " +
    "Giulia Henrik Joao Keiko Luca Mei Noor Pablo Ravi Sofia Thabo Uwe Xavier Yara"
)
    .replace(/(Mr|Ms|Mrs|Dr)\. /g, "$1._")
    .split(" ")
    .map((name) => name.replace("_", " "));
const days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday tomorrow tonight"
    .split(" ")
    .concat(["next week", "next Monday", "on the weekend", "the 14th", "3 May", "the 2nd of June", "Friday morning", "Tuesday evening"]);
const plainDays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const times = ["3 pm", "10", "half past nine", "noon", "4:30", "8 am", "six", "11:15", "7", "two", "five o'clock", "9:00"];
const places = [
    "the station",
    "my place",
    "the office",
    "the café on the corner",
    "room 204",
    "the harbour",
    "the library",
    "the north gate",
    "your place",
    "the workshop",
    "the clinic",
    "the community hall"
];
const things = [
    "the photos",
    "the report",
    "the keys",
    "the invoice",
    "the slides",
    "the contract",
    "the recipe",
    "the drill",
    "the tickets",
    "the address",
    "the minutes",
    "the budget figures",
    "the draft",
    "the map",
    "the ladder",
    "the list of names",
    "the charger",
    "the first chapter",
    "the spreadsheet",
    "the tent",
    "the floor plan",
    "the receipts",
    "the seed catalogue",
    "the parcel",
    "the manual",
    "the blue folder"
];
const events = [
    "lunch",
    "the meeting",
    "dinner",
    "the concert",
    "the training",
    "a walk",
    "the party",
    "the call",
    "the workshop",
    "coffee",
    "the match",
    "the interview",
    "the rehearsal",
    "the board meeting",
    "the dentist",
    "the picnic",
    "the site visit",
    "choir practice"
];
const gifts = [
    "the flowers",
    "the book",
    "dinner",
    "the lovely evening",
    "your help",
    "the quick answer",
    "the lift home",
    "yesterday",
    "the weekend",
    "your patience",
    "the cake",
    "the tools",
    "lending me the bike",
    "coming all the way",
    "the advice",
    "the notes",
    "your letter",
    "looking after the cat"
];
const reasons = [
    "I have too much on",
    "I am away that week",
    "the car is at the garage",
    "my sister is visiting",
    "I have a cold",
    "the trains are on strike",
    "I promised to help at the school",
    "we are short of people",
    "the budget is spent",
    "I am still waiting for the parts",
    "the roof is leaking",
    "my back is playing up",
    "I already have plans",
    "we move house that day"
];
const facts = [
    "the boiler makes a strange noise",
    "the rope is too stiff for the winch",
    "the shop closes at five",
    "the new printer has arrived",
    "the gate code has changed to 4417",
    "the train leaves at 7:42",
    "the deposit is 250 euros",
    "we need twelve chairs",
    "the paint is still wet",
    "the plumber comes on Wednesday",
    "the heating is off until Monday",
    "I found your scarf",
    "there are only two seats left",
    "the door at the back stays open",
    "the price went up by 8 percent",
    "the cat has eaten",
    "the second order was short by three boxes",
    "the meeting room is booked",
    "the lights in the hall do not work",
    "the deadline is the 15th",
    "the file is too large for e-mail",
    "I have moved to the third floor",
    "the window in the kitchen does not close",
    "my number has changed to 555 0182"
];
const tasks = [
    "check the tyres",
    "call the landlord",
    "book a table",
    "water the plants",
    "send out the invitations",
    "fix the typo on page 3",
    "order more paper",
    "pick up the parcel",
    "look at the numbers again",
    "bring a torch",
    "sign the form",
    "feed the hens",
    "move the car",
    "back up the files",
    "turn off the heating",
    "ask the neighbours",
    "count the chairs",
    "proofread the letter",
    "reset the password",
    "bring two bottles of water"
];

/** An intention: the note for the assistant, and the wording of people in three registers. `{…}` are drawn from the lists above. */
interface Intention {
    readonly notes: readonly string[];
    readonly says: readonly (readonly string[])[];
    readonly subject: string;
}

const asked = (notes: string, subject: string, casual: string, plain: string, formal: string): Intention => ({
    notes: notes.split("|"),
    subject,
    says: [casual.split("|"), plain.split("|"), formal.split("|")]
});

const intentions: readonly Intention[] = [
    asked(
        "thank them for {gift}|say thanks for {gift}|thanks for {gift}|thank {Name} for {gift}|thank her for {gift}",
        "Thanks",
        "Thanks for {gift}, that was great.|Thanks so much for {gift}.|Cheers for {gift}.",
        "Thank you for {gift}.|Thank you very much for {gift}, it meant a lot.|Thanks again for {gift}.",
        "Thank you very much for {gift}; it was greatly appreciated.|I would like to thank you for {gift}."
    ),
    asked(
        "suggest {event} on {pday}|propose {event} {pday}|{event} on {pday}?|ask if they want to have {event} on {pday}|how " +
            "about {event} {pday}",
        "{event}",
        "How about {event} on {pday}?|Fancy {event} on {pday}?",
        "Would {event} on {pday} suit you?|Shall we say {event} on {pday}?|How about {event} on {pday}?",
        "May I suggest {event} on {pday}?|I would like to propose {event} on {pday}."
    ),
    asked(
        "ask for {thing}|ask them to send {thing}|need {thing}|can they send {thing}|ask him for {thing}|get {thing} from them",
        "{thing}",
        "Can you send me {thing}?|Could you send {thing} over?",
        "Could you send me {thing}?|Could you let me have {thing} when you get a minute?|Please send me {thing} when you can.",
        "Would you be so kind as to send me {thing}?|I would be grateful if you could send me {thing}."
    ),
    asked(
        "ask whether {day} works|ask if {day} is ok|does {day} work for them?|{day} ok?",
        "{day}",
        "Does {day} work for you?|Is {day} ok for you?",
        "Would {day} work for you?|Does {day} suit you?",
        "Please let me know whether {day} would be convenient for you."
    ),
    asked(
        "say no, politely|say no to {event}|decline {event}|turn down {event}|can't do {event}",
        "{event}",
        "I'm afraid I can't make {event}, sorry.|I'll have to pass on {event}, sorry.",
        "Thank you for asking, but I am afraid I can't make {event}.|Unfortunately I have to say no to {event}.",
        "Thank you for the invitation; unfortunately I am unable to attend {event}.|I am sorry, but I have to decline {event}."
    ),
    asked(
        "say no, politely|say no|decline|turn it down|refuse",
        "Sorry",
        "I'm afraid it's a no from me, sorry.|I'll have to pass, sorry.|Can't do it, sorry.",
        "I'm afraid I have to say no.|Unfortunately I can't.|Thank you for asking, but I have to say no.",
        "I am afraid that I must decline.|Thank you for thinking of me; unfortunately I have to decline."
    ),
    asked(
        "say yes|agree to come|say I'd love to|accept",
        "Yes",
        "Yes, I'd love to.|Count me in.|Sure, happy to.",
        "Yes, I would love to.|Yes, with pleasure.|Happy to.",
        "I would be delighted to.|I am happy to accept."
    ),
    asked(
        "suggest lunch|ask for lunch some time|lunch soon?",
        "Lunch",
        "Lunch some time?|Shall we do lunch?",
        "Shall we have lunch some time?|Would you like to have lunch soon?",
        "I would be pleased to have lunch with you at your convenience."
    ),
    asked(
        "ask for their opinion on {thing}|what do they think of {thing}?|feedback on {thing} please",
        "{thing}",
        "What do you think of {thing}?|Any thoughts on {thing}?",
        "What do you think of {thing}?|I would like to hear what you think of {thing}.",
        "I would value your opinion on {thing}."
    ),
    asked(
        "too much on|too busy|no time at the moment",
        "Busy",
        "I've got too much on at the moment.|I'm swamped right now.",
        "I have too much on at the moment.|I am too busy just now.",
        "I have too many commitments at present."
    ),
    asked(
        "wish them a happy birthday|happy birthday|birthday wishes",
        "Happy birthday",
        "Happy birthday!|Happy birthday, have a great day!",
        "Happy birthday!|I wish you a happy birthday.",
        "I wish you a very happy birthday."
    ),
    asked(
        "be there at {time} on {pday}|I'll be there {pday} {time}|coming {pday} at {time}",
        "{pday}",
        "I'll be there at {time} on {pday}.|See you {pday} at {time}.",
        "I will be there at {time} on {pday}.|I'm coming on {pday} at {time}.",
        "I will arrive at {time} on {pday}."
    ),
    asked(
        "cancel {event} on {pday}|{event} on {pday} is off|call off {event} {pday}",
        "{event} is off",
        "{event} on {pday} is off.|We're calling off {event} on {pday}.",
        "I'm afraid {event} on {pday} is cancelled.|We have to cancel {event} on {pday}.",
        "I am sorry to tell you that {event} on {pday} has been cancelled."
    ),
    asked(
        "ask who is coming to {event}|who comes to {event}?",
        "{event}",
        "Who's coming to {event}?",
        "Who is coming to {event}?|Could you tell me who is coming to {event}?",
        "Could you please let me know who will attend {event}?"
    ),
    asked(
        "because {reason}|reason: {reason}|{reason}|tell them {reason}",
        "Sorry",
        "Thing is, {reason}.|It's just that {reason}.|{Reason}.",
        "The reason is that {reason}.|{Reason}.",
        "The reason is that {reason}.|I am afraid {reason}."
    ),
    asked(
        "suggest {Other} instead|maybe {Other} can do it|point them to {Other}|{Other} could do it",
        "{Other}",
        "Maybe ask {Other} instead?|{Other} might be up for it.",
        "Perhaps {Other} could do it instead.|You could ask {Other}.",
        "May I suggest that you ask {Other} instead?|{Other} may be able to help in my place."
    ),
    asked(
        "tell them {fact}|{fact}|mention {fact}|let {Name} know {fact}|say that {fact}|tell {Name} {fact}|tell her {fact}",
        "{fact}",
        "Just so you know, {fact}.|Heads up: {fact}.|{Fact}.",
        "I wanted to let you know that {fact}.|{Fact}.|Please note that {fact}.",
        "I would like to inform you that {fact}.|Please be advised that {fact}."
    ),
    asked(
        "ask them to {task}|remind them to {task}|can they {task}|please {task}|tell {Name} to {task}|get him to {task}",
        "Please {task}",
        "Can you {task}?|Don't forget to {task}.|Could you {task}?",
        "Could you please {task}?|Please remember to {task}.|Could you {task}?",
        "Would you please {task}?|I would be grateful if you could {task}."
    ),
    asked(
        "promise to {task}|say I'll {task}|I'll {task}|tell them I will {task} by {pday}",
        "{pday}",
        "I'll {task} by {pday}.|Will {task} by {pday}, promise.",
        "I will {task} by {pday}.|I'll {task} by {pday} at the latest.",
        "I will {task} by {pday}.|You can rely on me to {task} by {pday}."
    ),
    asked(
        "meet at {place} at {time}|{time} at {place}|say let's meet at {place}, {time}|suggest {place} at {time}",
        "{place}",
        "Let's meet at {place} at {time}.|{place} at {time}?",
        "Shall we meet at {place} at {time}?|Let's meet at {place} at {time}.",
        "I suggest that we meet at {place} at {time}."
    ),
    asked(
        "say sorry for the late reply|apologise for being slow|sorry for late answer",
        "Sorry",
        "Sorry for being slow to reply.|Sorry it took me so long.",
        "Sorry for the late reply.|I'm sorry it took me a while to answer.",
        "Please accept my apologies for the late reply.|I apologise for the delay in replying."
    ),
    asked(
        "say I'm running late|running late for {event}|tell them I'll be late to {event}",
        "Running late",
        "Running late for {event}, sorry.|I'll be a bit late for {event}.",
        "I'm afraid I will be late for {event}.|I am running late for {event}.",
        "I am sorry, but I will be late for {event}."
    ),
    asked(
        "start without me|tell them to start without me|say they should start without me",
        "{event}",
        "Start without me.|Just start without me.",
        "Please start without me.",
        "Please do begin without me."
    ),
    asked(
        "confirm {day}|say yes to {day}|{day} is fine|tell them {day} works",
        "{day}",
        "{Day} works for me.|Yes, {day} is good.",
        "Yes, {day} works for me.|I can confirm {day}.",
        "I am pleased to confirm {day}.|I can confirm that {day} suits me."
    ),
    asked(
        "move {event} to {pday}|postpone {event} until {pday}|ask to move {event} to {pday}|{event} moved to {pday}?",
        "{event} on {pday}",
        "Can we move {event} to {pday}?|Any chance we can do {event} on {pday} instead?",
        "Could we move {event} to {pday}?|Would you mind if we moved {event} to {pday}?",
        "Would it be possible to move {event} to {pday}?|I would like to ask whether {event} could be moved to {pday}."
    ),
    asked(
        "ask how {Other} is|how is {Other}?|ask about {Other}",
        "{Other}",
        "How's {Other}?|How is {Other} doing?",
        "How is {Other}?|I hope {Other} is well; how are things?",
        "May I ask how {Other} is?|I hope that {Other} is well."
    ),
    asked(
        "ask when {event} starts|when does {event} start?|what time is {event}",
        "{event}",
        "When does {event} start?|What time is {event}?",
        "When does {event} start?|Could you tell me what time {event} starts?",
        "Could you please let me know when {event} begins?"
    ),
    asked(
        "tell them I have {thing}|I have {thing}|say I've got {thing} here",
        "{thing}",
        "I've got {thing} here.|{Thing}? Got it here.",
        "I have {thing} here.",
        "I have {thing} in hand."
    ),
    asked(
        "invite them to {event} on {pday}|ask them over for {event} {pday}",
        "{event} on {pday}",
        "Want to come to {event} on {pday}?|We're having {event} on {pday}, come along.",
        "Would you like to come to {event} on {pday}?|You are welcome to join us for {event} on {pday}.",
        "We would be delighted if you could join us for {event} on {pday}."
    ),
    asked(
        "say I'm looking forward to {event}|looking forward to {event}",
        "{event}",
        "Looking forward to {event}.|Can't wait for {event}.",
        "I'm looking forward to {event}.",
        "I look forward to {event}."
    ),
    asked(
        "ask what I owe for {thing}|how much was {thing}|ask the price of {thing}",
        "{thing}",
        "What do I owe you for {thing}?|How much was {thing}?",
        "How much do I owe you for {thing}?",
        "Please let me know what I owe you for {thing}."
    ),
    asked(
        "complain that {fact}|{fact}, ask what they will do about it|not happy: {fact}",
        "{fact}",
        "{Fact}, which isn't great. What can you do about it?|Not happy: {fact}. Can you sort it out?",
        "Unfortunately {fact}. Could you tell me what can be done about it?",
        "I am writing to complain that {fact}. Please let me know what you intend to do about it."
    ),
    asked(
        "congratulate them on {event}|say well done for {event}|congrats on {event}",
        "Congratulations",
        "Well done on {event}!|Congrats on {event}!",
        "Congratulations on {event}.|Well done on {event}.",
        "Please accept my congratulations on {event}."
    ),
    asked(
        "get well soon|wish them a quick recovery|hope they feel better",
        "Get well",
        "Get well soon.|Hope you feel better soon.",
        "I hope you feel better soon.|Get well soon.",
        "I wish you a speedy recovery."
    ),
    asked(
        "say I agree|agree with the plan|fine with me|ok with it",
        "The plan",
        "Fine with me.|Sounds good to me.",
        "I agree with the plan.|That is fine with me.",
        "I am in agreement with the proposal."
    ),
    asked(
        "say I disagree because {fact}|object: {fact}|not convinced, {fact}",
        "The plan",
        "Not sure about this: {fact}.|I'm not convinced, {fact}.",
        "I am not convinced, because {fact}.|I see a problem: {fact}.",
        "I have some reservations, as {fact}."
    ),
    asked(
        "ask for more time until {pday}|need until {pday}|can I have until {pday}",
        "More time",
        "Can I have until {pday}?|I need until {pday}, ok?",
        "Could I have until {pday}?|I would need until {pday}, if that is all right.",
        "May I ask for an extension until {pday}?"
    ),
    asked(
        "say {thing} is attached|attach {thing}|here is {thing}",
        "{thing}",
        "{Thing}, as promised, attached.|Here's {thing}.",
        "I have attached {thing}.|Here is {thing}, attached.",
        "Please find {thing} attached."
    ),
    asked(
        "wait for {Other}|say we should wait for {Other}|hold it until {Other} is back",
        "{Other}",
        "Let's wait for {Other}.|Let's hold off till {Other} is back.",
        "I think we should wait for {Other}.|Let's wait until {Other} is back.",
        "I suggest that we wait until {Other} has returned."
    )
];

const openings: readonly (readonly string[])[] = [
    [
        "Can you do {pday}?",
        "Did you see my note about {event}? Are you coming?",
        "Got a minute {pday}? I wanted to talk about {thing}.",
        "Are you free for {event} on {pday}?",
        "Do you still have {thing}? I need it by {pday}."
    ],
    [
        "I wanted to ask whether you could come to {event} on {pday}. {Fact}.",
        "Could you tell me where {thing} is? {Fact}.",
        "We are planning {event} for {pday}. Would you like to join us?",
        "{Fact}. What should we do?",
        "Would you be able to {task} before {pday}?"
    ],
    [
        "I am writing to ask whether you would be available on {pday} at {time}.",
        "May I remind you that {thing} is due on {pday}?",
        "We would like to invite you to {event} on {pday} at {place}.",
        "Would you be willing to speak at {event}?"
    ]
];

export function madeAuthor(random: Random): MadeAuthor {
    const register = pick([0, 0, 0, 0, 1, 1, 1, 1, 1, 2] as const, random);
    const name = pick(
        names.filter((known) => !known.includes(".")),
        random
    );
    const lowerCase = register === 0 && random() < 0.3;
    const word = pick(
        [
            ["Hi", "Hey", "hi there", ""],
            ["Hi", "Hello", "", "Dear"],
            ["Dear", "Dear", "Good morning"]
        ][register] as readonly string[],
        random
    );
    const mark = pick([",", ",", ",", "!", " –", "", "."], random);
    const bye = pick(
        [
            ["Cheers,", "x", "Best,", "", "See you,", "Ta,"],
            ["Best,", "Thanks,", "Best wishes,", "Regards,", "All the best,"],
            ["Kind regards,", "Yours sincerely,", "Best regards,", "With kind regards,"]
        ][register] as readonly string[],
        random
    );
    const sign = pick([name, name.charAt(0), `- ${name.charAt(0)}`, name], random);
    return {
        name,
        register,
        lowerCase,
        exclaims: register === 0 && random() < 0.4,
        greeting: (to) =>
            to === null
                ? word === "" || word === "Dear"
                    ? null
                    : `${word}${mark}`
                : `${word === "" ? "" : `${word} `}${to}${mark === "" ? "," : mark}`,
        closing: [bye, sign].filter((line) => line !== "").join("\n")
    };
}

export function madeLetter(author: MadeAuthor, random: Random): MadeLetter {
    const to = random() < 0.85 ? pick(names, random) : null;
    const draws: Record<string, string> = {
        gift: pick(gifts, random),
        pday: pick(plainDays, random),
        day: pick(days, random),
        time: pick(times, random),
        place: pick(places, random),
        Name: to ?? "them",
        Other: pick(
            names.filter((name) => name !== to),
            random
        )
    };
    const count = pick([1, 2, 2, 3, 3, 3, 4], random);
    const chosen: Intention[] = [];
    while (chosen.length < count) {
        const next = pick(intentions, random);
        if (!chosen.includes(next)) chosen.push(next);
    }
    const pairs = chosen
        .map((intention) => {
            const own = {
                ...draws,
                thing: pick(things, random),
                event: pick(events, random),
                reason: pick(reasons, random),
                fact: pick(facts, random),
                task: pick(tasks, random)
            };
            const note =
                to === null
                    ? pick(
                          intention.notes.filter((text) => !text.includes("{Name}")),
                          random
                      )
                    : pick(intention.notes, random);
            const says = pick(intention.says[author.register] as readonly string[], random);
            // the sentence must not name what the note does not name
            const hidden = [...says.matchAll(/\{(\w+)\}/g)].some(([, slot = ""]) => !new RegExp(`\\{${slot}\\}`, "i").test(note));
            return hidden ? null : {note: fill(note, own), says: polished(fill(says, own)), subject: fill(intention.subject, own)};
        })
        .filter((pair) => pair !== null);
    if (pairs.length === 0) return madeLetter(author, random);
    const isReply = random() < 0.4;
    const message = isReply
        ? fill(pick(openings[pick([0, 1, 1, 2], random)] as readonly string[], random), {
              ...draws,
              thing: pick(things, random),
              event: pick(events, random),
              fact: pick(facts, random),
              task: pick(tasks, random)
          })
        : null;
    const sentences = pairs.map(({says}) => styled(says, author));
    const body =
        pairs.length > 2 && random() < 0.4 ? `${sentences.slice(0, 1).join(" ")}\n\n${sentences.slice(1).join(" ")}` : sentences.join(" ");
    const subject = (pairs[0] as {subject: string}).subject;
    return {
        kind: isReply ? "reply" : "email",
        to,
        subject: author.lowerCase ? subject.toLowerCase() : subject.charAt(0).toUpperCase() + subject.slice(1),
        notes: pairs.map(({note}) => note),
        message,
        body
    };
}

function styled(sentence: string, author: MadeAuthor): string {
    const marked = author.exclaims ? sentence.replace(/\.$/, "!") : sentence;
    return author.lowerCase ? marked.toLowerCase() : marked;
}

function fill(template: string, draws: Readonly<Record<string, string>>): string {
    return template.replace(/\{(\w+)\}/g, (_, slot: string) => {
        const value = draws[slot] ?? draws[slot.charAt(0).toLowerCase() + slot.slice(1)] ?? "";
        return draws[slot] === undefined ? value.charAt(0).toUpperCase() + value.slice(1) : value;
    });
}

/** A sentence that a slot begins starts with a capital; "the minutes" are more than one. */
function polished(sentence: string): string {
    return sentence
        .replace(/^\p{Ll}|(?<=[.?!] )\p{Ll}/gu, (letter) => letter.toUpperCase())
        .replace(/\b([Hh]ere|[Ww]here) (?:is|'s) (the \w+s|the \w+ (?:figures|of names))\b/g, "$1 are $2");
}
