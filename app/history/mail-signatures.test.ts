import {describe, expect, it, vi} from "vitest";
import {ownText} from "./own-text.ts";

vi.setConfig({testTimeout: 60_000});

/** Kinds of mail that public bug reports of mail parsers describe, with texts of our own. */
const own = (text: string): string => ownText(text).text;

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
                "The pears are ripe.\n\nNora Lind\nLind Gardens\n12 Mill Road\n\n+49 561 555 0142\n\nhttps://lind.example\n" +
                    "https://pears.example"
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
                "The pears are ripe.\n\nNora\n\nGet Your Private, Free E-mail from Quaymail at https://quaymail.example\n\n" +
                    " Buy books there."
            )
        ).toBe("The pears are ripe.\n\nNora");
    });

    it("below a delimiter with a ruler in its line, and below a sign-off and name in one line", () => {
        expect(
            own(
                "The pears are ripe.\n\nThanks for your help. Nora\n-- ~~~~~~~~~~~~~~~~~~~~\nNora Lind\nvoice: 41-1-635-58-52\n" +
                    " ~~~~~~~~~~~~~~~~~~~~"
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
                "Dear all,\n\nthe barn will be sold.\n\nNora\n\nThis message is confidential and intended only for the " +
                    "addressee.\n\nViews are those of their author.\n\nLind Ltd"
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
