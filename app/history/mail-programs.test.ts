import {describe, expect, it} from "vitest";
import {automaticReason} from "./automatic-mail.ts";
import type {MailMessage} from "./document.ts";
import {ownText} from "./own-text.ts";

const own = (text: string) => ownText(text).text;
const mine = "The pears are ripe.",
    theirs = "Shall we pick them?";
const emil = "Emil Rother <emil@rother.example>";

describe("the user's words end above", () => {
    it.each([
        [
            "Yahoo for Android, with the quote in the same line",
            `  On Mon, Jun 2, 2025 at 8:05, Emil Rother<emil@rother.example> wrote:   ${theirs}\nEmil`
        ],
        [
            "a title without rulers above a header block",
            `  Original Message  \nFrom: Emil Rother\nSent: Monday, June 2, 2025 8:05 AM\nTo: Nora\nSubject: pears\n\n${theirs}`
        ],
        [
            "a box that Notes draws",
            "|---------+---------------------------->\n|         |           Emil Rother     " +
                `|\n|---------+---------------------------->\n\n${theirs}`
        ],
        [
            "Foxmail's address line",
            `nora@lind.example\n \n发件人： Emil Rother\n发送时间： 2025-06-02 08:05\n收件人： Nora\n主题： pears\n${theirs}`
        ],
        [
            "a sender and a date that a verb at the end was wrapped from",
            `${emil}, 2 Haz 2025\nPzt, 08:05 tarihinde şunu yazdı:\n\n${theirs}`
        ],
        ["the same in Chinese", `${emil} 於 2025年6月2日 週一\n上午8:05寫道：\n\n${theirs}`],
        ["quote marks with a bar", `Emil Rother <emil@rother.example> writes:\n|> ${theirs}\n|> Emil`]
    ])("%s", (_, below) => {
        expect(own(`${mine}\n\n${below}`)).toBe(mine);
    });

    it("and not where a sentence only resembles one of these", () => {
        for (const text of [
            `${mine}\n\nOn Monday at 8:05 I met emil@rother.example and he wrote: come soon.`,
            `${mine}\n\nWrite to\n\nnora@lind.example\n\nor come by.`,
            `${mine}\n\nThe original message\n\nwas lost in the post.`,
            `${mine}\n\n|> is what the language calls a pipe.`
        ])
            expect(own(text)).toBe(text);
    });
});

describe("what programs and servers put below is left out:", () => {
    it.each([
        ["the line of a program with its link in brackets", "Sent via Superhuman ( https://mail.example/?vip=nora )"],
        [
            "the footer of Groups.io",
            "-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this " +
                "group.\nMute This Topic: https://groups.example/1\n-=-=-=-=-=-=-=-=-=-=-=-"
        ],
        ["Majordomo's dash", "-\nTo unsubscribe from this list: send a line to majordomo@lists.example"],
        [
            "a dash above a ruler",
            "-\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\npears mailing list -- https://lists.example\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        ],
        [
            "a ruler above a sentence on leaving the list",
            `${"#".repeat(72)}\n\nTo unsubscribe from the PEARS list, click the following link:\nhttps://lists.example/leave`
        ],
        [
            "a disclaimer in Polish",
            "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali ją " +
                "Państwo przez pomyłkę, prosimy o jej usunięcie."
        ],
        ["in Swedish", "Detta e-postmeddelande är konfidentiellt och avsett för mottagaren. Radera det om du fått det av misstag."],
        ["in Norwegian", "Denne e-posten er fortrolig og kun ment for mottakeren. Er den sendt ved en feil, vennligst slett den."],
        ["in Finnish", "Tämä viesti on luottamuksellinen. Jos et ole oikea vastaanottaja, tuhoa viesti ja ilmoita lähettäjälle."],
        ["in Czech", "Tato zpráva je důvěrná a určena jen příjemci. Pokud jste ji obdrželi omylem, smažte ji."],
        ["in Russian", "Это сообщение конфиденциально и предназначено адресату. Если вы получили его по ошибке, удалите его."],
        ["in Turkish", "Bu e-posta gizlidir ve yalnızca alıcısı içindir. Yanlışlıkla aldıysanız lütfen siliniz."],
        ["in Hungarian", "Ez az üzenet bizalmas, kizárólag a címzett részére szól. Ha tévedésből kapta, kérjük, törölje."]
    ])("%s", (_, below) => {
        expect(own(`Hi Emil,\n\n${mine}\n\nNora\n\n${below}`)).toBe(`Hi Emil,\n\n${mine}\n\nNora`);
    });

    it("a name and contacts in one line below a sign-off with the name in its line", () => {
        expect(own(`${mine}\n\nCheers, Nora\nNora Lind, Lind Gardens, +49 561 555 0142, www.lind.example`)).toBe(`${mine}\n\nCheers, Nora`);
        const text = `${mine}\n\nThanks, Nora\nThe number is 0561 555 0142, and the page www.lind.example, as before`;
        expect(own(text)).toBe(text);
    });

    it("but not the one thing that a letter says", () => {
        for (const text of [
            "Hi Emil,\n\nthis message is confidential until Sunday: the barn is sold.\n\nNora",
            "Cześć,\n\nta wiadomość jest poufna: sprzedaliśmy stodołę, nie mów nikomu, także nie sąsiadom.\n\nNora",
            "Hei,\n\ndenne meldingen er fortrolig, men si det til naboen om du treffer ham i morgen.\n\nNora"
        ])
            expect(own(text)).toBe(text);
    });
});

describe("a reply that a program sent is known by its subject", () => {
    const reason = (subject: string, headers = {}) =>
        automaticReason({subject, headers, contentType: "text/plain", hasCalendar: false, from: []} as unknown as MailMessage);
    it.each([
        "Automaattinen vastaus: pears",
        "Automatická odpověď: pears",
        "Automatická odpoveď: pears",
        "Automatyczna odpowiedź: pears",
        "Autoodpowiedź: pears",
        "Automatisk svar: pears",
        "Automatiskt svar: pears",
        "Automatikus válasz: pears",
        "Răspuns automat: pears",
        "Otomatik Yanıt: pears",
        "Автоматический ответ: pears",
        "Автоматична відповідь: pears",
        "Αυτόματη απάντηση: pears",
        "자동 회신: pears",
        "תשובה אוטומטית: pears",
        "رد تلقائي: pears"
    ])("%s", (subject) => expect(reason(subject)).not.toBeNull());

    it.each(["Automatik für den Keller", "Pears, automatically picked", "Ответ об автоматике", "Svar til deg"])("%s", (subject) =>
        expect(reason(subject)).toBeNull()
    );

    it("or by the program that sent it in the user's name", () => {
        expect(reason("Pears", {sender: "Calendar <calendar-notification@calendar.example>"})).not.toBeNull();
        expect(reason("Pears", {sender: "noreply@documents.example"})).not.toBeNull();
        expect(reason("Pears", {sender: "Nora Lind <nora@lind.example>"})).toBeNull();
    });
});
