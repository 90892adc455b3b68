import {describe, expect, it, vi} from "vitest";
import {mailLanguages} from "./mail-languages.ts";
import {noQuoteMark, ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;
const quote = "\n\n> Shall we pick the pears on Sunday?\n";

describe("attributions", () => {
    it.each([
        "On Mon, Jun 2, 2025 at 8:05 AM, Emil Rother <emil@rother.example> wrote:",
        "Am 02.06.2025 um 08:05 schrieb Emil Rother:",
        "Le lun. 2 juin 2025 à 08:05, Emil Rother <emil@rother.example> a écrit :",
        "2025-06-02 8:05 GMT+02:00 Emil Rother <emil@rother.example>:",
        "вт, 2 июн. 2025 г. в 08:05, Emil Rother <emil@rother.example>:"
    ])("right below the reply take no line of it: %s", (attribution) => {
        expect(own(`Sunday is fine\nand I bring the ladder\n${attribution}${quote}`)).toBe("Sunday is fine\nand I bring the ladder");
        expect(own(`Sunday is fine.\n${attribution}\n\nShall we pick the pears?\n`)).toBe("Sunday is fine.");
    });

    it.each([
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <emil.rother@rother.example\n> wrote:",
        "Den man. 2. jun. 2025 kl. 08.05 skrev Emil Rother <emil@rother.example\n>:",
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <\nemil@rother.example> wrote:",
        "On Mon, Jun 2,\n2025 at 8:05 AM Emil Rother <emil@rother.example>\nwrote:",
        "Emil Rother\n<emil@rother.example> schrieb am Mo., 2. Juni 2025, 08:05:",
        "On Monday,\nJune 2, 2025 at 8:05 AM\nEmil Rother of the Society\n<emil@rother.example\n>\nwrote:",
        "Le lun. 2 juin 2025 à 08:05, Emil Rother <emil@rother.example> a écrit\n:",
        "Emil Rother <emil@rother.example>, 2 Haz 2025 Pzt, 08:05\ntarihinde şunu yazdı:",
        "On Mon, Jun 2, 2025 at 8:05 AM Emil Rother <emil@rother.example>\n\nwrote:"
    ])("wrapped: %j", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it.each([
        "On Mon, 2 Jun 2025 08:05:00 +0200 Emil Rother <emil@rother.example> wrote",
        "Am Mo, 2 Juni 2025 08:05 Emil Rother <emil@rother.example> schrieb",
        "On Mon, 2 Jun 2025 08:05:00 +0200 Emil Rother <emil@rother.example> wrote ---"
    ])("without a colon: %s", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it.each(["2025/6/2 Emil Rother <emil@rother.example>", "2 июн. 2025 г., 8:05, Emil Rother <emil@rother.example>"])(
        "without a verb and a colon, before a quote: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
        }
    );

    it.each(["On 02/06/2025 08:05, Emil Rother wrote", "[Emil Rother]"])(
        "without an address and a colon, right above a quote alone: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}\n> Shall we pick the pears?`)).toBe("Sunday is fine.");
            expect(own(`Sunday is fine.\n\n${attribution}\n\nShall we pick the pears?`)).toContain("Shall we pick");
        }
    );

    it.each(["?s 08:05 de 02/06/2025, Emil Rother escreveu:", "Le 02/06/2025 ? 08:05, Emil Rother a ?crit :"])(
        "with a letter lost on the way decide nothing without quote marks: %s",
        (attribution) => {
            expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
            expect(own(`Sunday is fine.\n\n${attribution}\n`)).toBe("Sunday is fine.");
            expect(own(`${attribution}\nThe pears are ripe.\n\nNora`)).toContain("The pears are ripe.");
        }
    );

    it("end a mail whose quote was taken off", () => {
        expect(own("Sunday is fine.\n\nOn 2 June 2025 Emil Rother wrote:\n\n")).toBe("Sunday is fine.");
    });

    it("with direction marks around names and addresses", () => {
        expect(
            own(
                `יום ראשון מתאים.\n\n\u202b\u202aבתאריך יום ב׳, 2 ביוני 2025 ב-8:05 מאת \u202aEmil Rother\u202c\u200f <\u202a\u200eemil@rother.example\u202c\u200f>:\u202c${quote}`
            )
        ).toBe("יום ראשון מתאים.");
        expect(
            own(`الأحد مناسب.\n\nفي الاثنين، ٢ يونيو ٢٠٢٥ في ٨:٠٥ ص كتب \u2068Emil Rother\u2069 <\u2066emil@rother.example\u2069>:${quote}`)
        ).toBe("الأحد مناسب.");
    });

    it.each([
        "On\nMonday,\nJune 2, 2025\nat 8:05 AM\nEmil Rother\n<emil@rother.example>\nwrote:",
        "Am Montag, den\n2. Juni 2025\num 08:05 Uhr\nschrieb Emil Rother von der\nGartengesellschaft <\nemil@rother.example>:"
    ])("over more than five lines: %j", (attribution) => {
        expect(own(`Sunday is fine.\n\n${attribution}${quote}`)).toBe("Sunday is fine.");
    });

    it("directly below a line that begins like one", () => {
        expect(own(`Passt.\nAm Montag komme ich um 8:05\nAm 02.06.2025 um 08:05 schrieb Emil Rother:${quote}`)).toBe(
            "Passt.\nAm Montag komme ich um 8:05"
        );
        expect(own(`Yes, on 3 June\nEmil Rother <emil@rother.example> schrieb am Mo., 2. Juni 2025, 08:05:${quote}`)).toBe(
            "Yes, on 3 June"
        );
    });

    it.each([
        "I sent this on 2 June 2025 to emil@rother.example:\n\nWe accept the offer.",
        "On Monday, June 2, 2025 at 8:05 I wrote to Emil <emil@rother.example>:\n\nWe accept.",
        "Am 2. Juni 2025 um 8:05 schrieb ich an emil@rother.example:\n\nWir nehmen an."
    ])("are not what the user says they wrote: %j", (text) => {
        expect(own(text)).toBe(text);
    });

    it("cut off before the address are one line and no more", () => {
        expect(own("On Mon, Jun 2, 2025 at 8:05 AM, Emil Rother <\n\nSunday is fine, and I bring the ladder.")).toBe(
            "Sunday is fine, and I bring the ladder."
        );
    });

    it.each([
        "On 2 June 2025 she wrote:\n\nthe pears are ripe",
        "We meet on 3 May at 10.30:\n\nfirst the barn,\nthen the hall",
        "On Monday at 8:05 we begin:\n\n1. pears\n2. plums",
        "This is what he wrote to me at the time:\n\nthe pears are ripe",
        "My address is nora@lind.example",
        "Write to emil@rother.example before 2 June 2025",
        "On 2 June 2025 I wrote to emil@rother.example"
    ])("are not sentences of one's own: %j", (text) => {
        expect(own(`Dear Emil,\n\n${text}\n\nNora`)).toBe(`Dear Emil,\n\n${text}\n\nNora`);
    });

    it("end before a link that a program left unmarked in a quote", () => {
        expect(
            own(
                "Emil Rother wrote:\n> Look here\nhttps://pears.example/a/very/long/address/that/no/program/wraps/or/marks?with=queries&and=more\n> and there\n\nI did."
            )
        ).toBe("I did.");
    });
});

describe("quotes by their marks", () => {
    it.each([
        "»Sind sie reif?«, fragte er.\n»Ja«, sagte sie.\n»Dann los.«",
        "›Reif‹, sagte er.\nUnd ging.",
        "» Sont-elles mûres ? «\nOui."
    ])("are not direct speech: %j", (text) => {
        expect(own(text)).toBe(text);
    });

    it("go on in the rest of a link that was cut", () => {
        const link = "> https://pears.example/catalogue/of/all/sorts/that/we/know/\nautumn/list?sort=early&page=2\n> and others";
        expect(own(`Sunday is fine.\n\n> See the list:\n${link}`)).toBe("Sunday is fine.");
        expect(own("> See the list?\nSunday.\n> And then?")).toBe("Sunday.");
    });

    it("are not before what a program marked as the user's", () => {
        expect(own(`The pears weigh more than\n${noQuoteMark}>5 kilograms are too many.\n> Really?`)).toBe(
            "The pears weigh more than\n>5 kilograms are too many."
        );
    });

    it("by » before a space", () => {
        expect(own("Yes.\n\n» Shall we?\n» Or not?\n\nNo.")).toBe("Yes.\n\nNo.");
    });

    it("by a bar below who is quoted, and only there", () => {
        expect(own("Yes.\n\nEmil Rother wrote:\n| Shall we?\n| Or not?\n\nNo.")).toBe("Yes.\n\nNo.");
        expect(own("Here it is.\n\n| pears\n| plums\n\nAnna")).toBe("Here it is.\n\n| pears\n| plums\n\nAnna");
    });

    it("by initials, set in as Gnus does", () => {
        expect(own('>>>>> "ER" == Emil Rother <emil@rother.example> writes:\n\n    ER> Shall we?\n    ER> Or not?\n\nNo.')).toBe("No.");
    });

    it("by initials, which prompts are not", () => {
        const text = "Do this:\n\nshell> mount /dev/x\nshell> ls\n\nSQL> select 1\nSQL> exit\n\nNora";
        expect(own(text)).toBe(text);
    });

    it("below a forwarded message's header that alone is marked, as Gmail's HTML comes out", () => {
        expect(
            own(
                "For you.\n\n> ---------- Forwarded message ---------\n> From: Emil Rother <emil@rother.example>\n> Date: Mon, Jun 2\n> Subject: pears\n\nShall we go?"
            )
        ).toBe("For you.");
        expect(
            own(
                "> ---------- Forwarded message ---------\n> From: Emil Rother\n> Date: Mon, Jun 2\n> Subject: pears\n>\n> Shall we go?\n\nYes, let us."
            )
        ).toBe("Yes, let us.");
    });

    it.each([
        "##- Please type your reply above this line -##",
        "--- Reply above this line ---",
        "Bitte antworten Sie oberhalb dieser Zeile",
        "Répondre au-dessus de cette ligne"
    ])("below a help desk's line: %s", (line) => {
        expect(own(`Sunday is fine.\n\n${line}\n\nEmil Rother, Jun 2, 8:05 AM:\n\nShall we?`)).toBe("Sunday is fine.");
        expect(own(`Do not forget to reply above this line of mine in the list.\n\nAnna`)).toBe(
            "Do not forget to reply above this line of mine in the list.\n\nAnna"
        );
    });

    it.each([
        [
            "Outlook's appointments",
            "-----Original Appointment-----\nFrom: Emil Rother\nSent: Monday\nTo: Nora\nSubject: pears\nWhen: Tuesday 8:05"
        ],
        ["Notes", "-----Emil Rother <emil@rother.example> wrote: -----\nTo: nora@lind.example\nFrom: Emil Rother\nSubject: pears"],
        ["GroupWise", ">>> Emil Rother <emil@rother.example> 6/2/2025 8:05 AM >>>"]
    ])("as %s opens them", (_, opening) => {
        expect(own(`Sunday is fine.\n\n${opening}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
    });

    it("with the ruler above them", () => {
        expect(own("Yes.\n\n________________________________\n\n> From: emil@rother.example\n> Subject: pears\n>\n> Shall we?")).toBe(
            "Yes."
        );
    });
});

describe("quotes between tags", () => {
    it("end where they are closed, and are text where they are not", () => {
        expect(own("Greetings,\n\n[quote from the manual]\nPears keep until May.\n[unquote]\n\nIs that so?")).toBe(
            "Greetings,\n\nIs that so?"
        );
        expect(own("Greetings,\n\n[quote from the manual] pears keep until May.\n\nIs that so?")).toBe(
            "Greetings,\n\n[quote from the manual] pears keep until May.\n\nIs that so?"
        );
    });
});

describe("header blocks", () => {
    const block = (labels: readonly string[]): string =>
        `${labels[0]}: Emil Rother <emil@rother.example>\n${labels[1]}: 2025-06-02 08:05\n${labels[2]}: Nora Lind\n${labels[3]}: pears`;

    it.each(mailLanguages.map((row) => [row.code, row] as const))("with every label of the table, in any order: %s", (_code, row) => {
        for (const from of row.from.split("|")) {
            for (const sent of [...row.sent.split("|"), ...row.date.split("|")]) {
                for (const subject of row.subject.split("|"))
                    expect(
                        own(
                            `Sunday is fine.\n\n${block([from, sent, row.to.split("|").at(-1) ?? "", subject])}\n\nShall we pick the pears?`
                        ),
                        `${from} ${sent} ${subject}`
                    ).toBe("Sunday is fine.");
            }
        }
        for (const separator of [...row.original.split("|"), ...row.forwarded.split("|")])
            expect(
                own(`For you.\n\n-------- ${separator} --------\n${block(["From", "Date", "To", "Subject"])}\n\nShall we?`),
                separator
            ).toBe("For you.");
    });

    it("have a source for each language, and there are at least thirty", () => {
        expect(mailLanguages.length).toBeGreaterThanOrEqual(30);
        expect(mailLanguages.filter(({source}) => !/^[TFRDCGO](?: [TFRDCGO])*$/.test(source))).toEqual([]);
        expect(new Set(mailLanguages.map(({code}) => code)).size).toBe(mailLanguages.length);
    });

    it("in bold, behind marks, with blank lines between, with long subjects and recipients", () => {
        expect(
            own("Yes.\n\n*From:* Emil Rother\n*Sent:* Monday, June 2, 2025 8:05 AM\n*To:* Nora Lind\n*Subject:* pears\n\nShall we?")
        ).toBe("Yes.");
        expect(
            own("Yes.\n\nVon: Rother, Emil\n\nGesendet: Montag, 2. Juni 2025 08:05\n\nAn: Nora Lind\n\nBetreff: Birnen\n\nWollen wir?")
        ).toBe("Yes.");
        expect(
            own(
                "Yes.\n\nFrom: Emil Rother\nSent: Monday\nTo: Lind, Nora; Brandt, Lena; Holt, Marcus;\n   Hill, Robert; Kask, Mart\nSubject: the pears behind the barn and the\nladder\n\nShall we?"
            )
        ).toBe("Yes.");
    });

    it.each(["---- Emil Rother wrote ----", "---- Emil Rother schrieb ----"])("with a name alone between rulers: %s", (line) => {
        expect(own(`Sunday is fine.\n\n${line}\n\nShall we pick the pears?`)).toBe("Sunday is fine.");
        expect(own("Sunday is fine.\n\n---- what I wrote ----\n\nThe pears.")).toContain("The pears.");
    });

    it("of telephones, in one line", () => {
        const line = "From: Emil Rother <emil@rother.example> Date: 02/06/2025  08:05  (GMT+01:00) To: nora@lind.example Subject: pears ";
        expect(own(`Sunday is fine.\n-------- Original message --------${line}\nShall we pick them?`)).toBe("Sunday is fine.");
        expect(
            own(
                `Sonntag passt.\n\nVon: Emil Rother <emil@rother.example> Datum: 02.06.25 08:05 (GMT+01:00) An: nora@lind.example Betreff: Birnen\n\nWollen wir?`
            )
        ).toBe("Sonntag passt.");
    });

    it.each([
        "Date: Monday, 2 June\nTime: 8:05\nPlace: the barn",
        "From: the barn\nTo: the hall\nDate: 2 June, at eight",
        "Subject: pears\nDate: Monday",
        "To: do\nSubject: to change\nDate: open",
        "From: Berlin\nTo: Paris\nVia: Liège"
    ])("are not lists of one's own: %j", (list) => {
        expect(own(`Dear Emil,\n\nhere is the plan.\n\n${list}\n\nNora`)).toBe(`Dear Emil,\n\nhere is the plan.\n\n${list}\n\nNora`);
    });
});

describe("signatures", () => {
    const letter = "Dear Emil,\n\nthe pears are ripe.\n\nBest regards,\nNora Lind";

    it.each([
        "P.S. The key lies below stone 12, as ever.",
        "PS: see https://pears.example/map",
        "P.S.\nCall me at 0561 555 0142 when you are there.",
        "The essay has 2000 Words and no more.",
        "Here are the others:\n\nLena: lena@brandt.example\nMarcus: marcus@holt.example",
        "lena@brandt.example\nmarcus@holt.example\nmart@kask.example",
        "My number is 0561 555 0142, any time after six."
    ])("leave what is written below the name: %j", (below) => {
        expect(own(`${letter}\n\n${below}`)).toBe(`${letter}\n\n${below}`);
    });

    it("end at a postscript", () => {
        expect(own(`${letter}\n\nLind Gardens Ltd\nTel. +49 561 555 0142\nwww.lind.example\n\nP.S. Bring the ladder.`)).toBe(
            `${letter}\n\nP.S. Bring the ladder.`
        );
    });

    it.each([
        "We need 2000 Words and\n1500 Pictures by June",
        "Tree   Day          Share\n------------------------------\nPear   Jun 27, 2025 pear.example\nPlum   Jul 02, 2025 plum.example",
        "The links:\n\nhttps://a.example\nhttps://b.example",
        "The shops are these:\nLind Gardens Ltd, 12 Mill Road\nBrandt GmbH, Mühlenweg 3\nwww.holt.example"
    ])("are not what a letter ends with: %j", (end) => {
        expect(own(`Dear Emil,\n\nthis is what I know.\n\n${end}`)).toBe(`Dear Emil,\n\nthis is what I know.\n\n${end}`);
    });

    it.each(["Order 1234567\nOrder 1234568\nOrder 1234569", "Mon 8:30-12:00\nTue 9:30-13:00"])(
        "are not numbers that call nobody: %j",
        (below) => {
            expect(own(`${letter}\n\n${below}`)).toBe(`${letter}\n\n${below}`);
        }
    );

    it.each(["+49 561 555 0142", "0561 555 0142", "(555) 555-0142", "555-0142", "05615550142", "+495615550142"])(
        "are known by a telephone number: %s",
        (number) => {
            expect(own(`${letter}\n\nLind Gardens\n${number}`)).toBe(letter);
        }
    );

    it("end at a postscript below a delimiter", () => {
        expect(own("The pears are ripe.\n\nNora\n\n-- \nNora Lind\nlind.example\n\nP.S. Bring the ladder.")).toBe(
            "The pears are ripe.\n\nNora\n\nP.S. Bring the ladder."
        );
    });

    it("over several paragraphs: street, telephone, links", () => {
        expect(
            own(
                "The pears are ripe.\n\nNora Lind\nLind Gardens\n12 Mill Road\n\n+49 561 555 0142\n\nhttps://lind.example\nhttps://pears.example"
            )
        ).toBe("The pears are ripe.\n\nNora Lind");
        const links = "The pears are listed here.\n\nhttps://a.example\n\nhttps://b.example\nhttps://c.example";
        expect(own(links)).toBe(links);
        const table = "These are the weights.\n\n1 104.72512 1.0141407\n2 104.52297 1.0167432\n\n3 104.72669 1.0139528";
        expect(own(table)).toBe(table);
    });

    it("with a saying below a ruler, and not where the user goes on below it", () => {
        expect(own(`${letter}\n\n*********************\nwho plants a tree plants a shadow as well,\nand more`)).toBe(letter);
        const more = `${letter}\n\n=====================\nI see that the ladder is broken. Bring another one.`;
        expect(own(more)).toBe(more);
    });

    it.each(["The address of the gardens is", "Please send the pears to", "Die Anschrift lautet"])(
        "are not what a line without an end announces: %s",
        (above) => {
            const text = `Dear Emil,\n\n${above}\n\nLind Gardens\n12 Mill Road\n34117 Kassel\nTel. 0561 555 0142`;
            expect(own(text)).toBe(text);
        }
    );

    it("are not footnotes, nor the last line of a table below a ruler", () => {
        const notes = "The pears are ripe[^1] and good[^2].\n\n[^1]: https://a.example\n[^2]: https://b.example";
        expect(own(notes)).toBe(notes);
        const table = "Weights\n___________________________\nPears      4.2 kg\n___________________________\nSum        4.2 kg";
        expect(own(table)).toBe(table);
    });

    it("of providers that advertise mail are left out", () => {
        expect(
            own(
                "The pears are ripe.\n\nNora\n\nGet Your Private, Free E-mail from Quaymail at https://quaymail.example\n\n Buy books there."
            )
        ).toBe("The pears are ripe.\n\nNora");
    });

    it("below a delimiter with a ruler in its line, and below a sign-off and name in one line", () => {
        expect(
            own(
                "The pears are ripe.\n\nThanks for your help. Nora\n-- ~~~~~~~~~~~~~~~~~~~~\nNora Lind\nvoice: 41-1-635-58-52\n ~~~~~~~~~~~~~~~~~~~~"
            )
        ).toBe("The pears are ripe.\n\nThanks for your help. Nora");
        expect(own("The pears are ripe.\n\nThanks for all your help. Nora\nLind Gardens, 12 Mill Road\nTel. 0561 555 0142")).toBe(
            "The pears are ripe.\n\nThanks for all your help. Nora"
        );
    });

    it("with titles below a name, and with the ruler above them", () => {
        expect(own("The pears are ripe.\n\n-Nora\n\nNora Lind, PhD\nProfessor of Pomology\nUniversity of Kassel\n+49 561 555 0142")).toBe(
            "The pears are ripe.\n\n-Nora"
        );
        expect(own("The pears are ripe.\n\nNora\n\n---\nNora Lind\n0561 555 0142\nnora@lind.example")).toBe("The pears are ripe.\n\nNora");
    });

    it("are no disclaimer where the letter goes on to its signing", () => {
        const text = "Dear all,\n\nthis message is confidential, so keep it to yourselves.\n\nThe barn will be sold.\n\nNora";
        expect(own(text)).toBe(text);
        expect(
            own(
                "Dear all,\n\nthe barn will be sold.\n\nNora\n\nThis message is confidential and intended only for the addressee.\n\nViews are those of their author.\n\nLind Ltd"
            )
        ).toBe("Dear all,\n\nthe barn will be sold.\n\nNora");
    });

    it("are not what stands below a heading", () => {
        const text = "Dear Emil,\n\ncome at eight.\n\nWhere to\n========\nLind Gardens Ltd, 12 Mill Road\nTel. 0561 555 0142";
        expect(own(text)).toBe(text);
    });

    it.each([
        ["en", "Sent from my Galaxy"],
        ["en", "Sent from Mail<https://go.example/?LinkId=1> for Windows"],
        ["en", "Get Outlook for iOS<https://aka.example/o0ukef>"],
        ["en", "Sent from my iPhone, please excuse typos"],
        ["en", "Sent from Yahoo Mail. Get the app"],
        ["en", "Sent via the Samsung Galaxy S24, an AT&T 5G smartphone"],
        ["fr", "Envoyé à partir d'Outlook pour Android"],
        ["de", "Gesendet von Outlook für Android<https://aka.example/x>"],
        ["ru", "Отправлено из Почты Mail для Android"],
        ["fi", "Lähetetty iPhonesta"],
        ["tr", "iPhone'umdan gönderildi"],
        ["hu", "Az iPhone-omról küldve"],
        ["ja", "iPhoneから送信"],
        ["ko", "나의 iPhone에서 보냄"],
        ["ar", "أُرسلت من الـ iPhone"],
        ["zh", "发自我的iPhone"]
    ])("of telephones are left out, with and without a line between: %s %s", (_language, line) => {
        expect(own(`The pears are ripe.\n\n${line}`)).toBe("The pears are ripe.");
        expect(own(`The pears are ripe.\n${line}\n\n-------- Original Message --------\nFrom: Emil\nSubject: pears\n\nShall we?`)).toBe(
            "The pears are ripe."
        );
    });

    it.each([
        "Sent from my garden, which is better than any telephone.",
        "Sent from the office and my mobile were two letters, both lost.",
        "From my phone you hear nothing.",
        "Sent from my old laptop since the iPhone fell into the well.",
        "Von meinem Handy kann ich nichts schicken.",
        "Mit dem Outlook wird das nichts mehr.",
        "Get the phone for me, please, and the ladder."
    ])("of telephones are not sentences: %s", (line) => {
        expect(own(`The pears are ripe.\n\n${line}`)).toBe(`The pears are ripe.\n\n${line}`);
    });
});

describe("hostile input", () => {
    it.each([
        "> ".repeat(20_000),
        "<".repeat(50_000),
        " ".repeat(50_000),
        ": ".repeat(20_000),
        "\n".repeat(50_000),
        "From: a@b.c ".repeat(5_000),
        "On Mon, 2 Jun 2025 ".repeat(3_000),
        "-".repeat(5_000),
        "Best,\n".repeat(5_000),
        "a@b.c\n".repeat(5_000),
        "wrote:\n".repeat(5_000),
        "From: x\n".repeat(5_000),
        "P.S.\n".repeat(5_000),
        "-- \n".repeat(5_000)
    ])("ends: %#", (text) => {
        expect(typeof own(`${text}\n\n${text}`)).toBe("string");
    });
});
