import {describe, expect, it} from "vitest";
import {automaticReason} from "./automatic-mail.ts";
import {derive} from "./derive.ts";
import type {MailMessage} from "./document.ts";
import {guessIdentities, identityMatcher} from "./identity.ts";
import type {MailHead} from "./identity.ts";
import {ownText} from "./own-text.ts";
import {readSubject} from "./subject-line.ts";
import {say} from "../sentences/sentence.ts";

const message = (fields: Partial<MailMessage> = {}): MailMessage => ({
    messageId: "<1@x>",
    answers: [],
    from: [{name: "Anna Meyer", address: "anna@example.org"}],
    to: [{name: "Ben", address: "ben@example.org"}],
    cc: [],
    subject: "Plan",
    date: null,
    text: "My own words are here.",
    headers: {},
    contentType: "text/plain",
    hasCalendar: false,
    unsigned: false,
    ...fields
});

describe("attributions as programs write them", () => {
    it.each([
        "On Mon, Jan 6, 2020 at 3:04 PM Ben Hill <ben@example.org> wrote:",
        "On Mon, Jan 6, 2020 at 3:04\u202fPM Ben Hill <ben@example.org>\nwrote:",
        'On 06/01/2020, 15:04, "Ben Hill" <ben@example.org> wrote:',
        "On 6 Jan 2020, at 15:04, Ben Hill <ben@example.org<mailto:ben@example.org>> wrote:",
        "Ben Hill <ben@example.org> schrieb am Mo., 6. Jan. 2020, 15:04:",
        "Am 06.01.2020 um 15:04 schrieb Ben Hill <ben@example.org>:",
        "Am Montag, 6. Januar 2020, 15:04:05 CET schrieb Ben Hill:",
        "Le lun. 6 janv. 2020 à 15:04, Ben Hill <ben@example.org> a écrit :",
        "El lun, 6 ene 2020 a las 15:04, Ben Hill (<ben@example.org>) escribió:",
        "Il giorno lun 6 gen 2020 alle ore 15:04 Ben Hill <ben@example.org>\nha scritto:",
        "Op ma 6 jan. 2020 om 15:04 schreef Ben Hill <ben@example.org>:",
        "Em seg., 6 de jan. de 2020 às 15:04, Ben Hill <ben@example.org>\nescreveu:",
        "Ben Hill <ben@example.org> 于2020年1月6日周一 下午3:04写道：",
        "在 2020年1月6日，15:04，Ben Hill <ben@example.org> 写道：",
        "2020年1月6日(月) 15:04 Ben Hill <ben@example.org>:",
        "2020/01/06 15:04、Ben Hill <ben@example.org>のメール:",
        "Den mån 6 jan. 2020 kl 15:04 skrev Ben Hill <ben@example.org>:",
        "пн, 6 янв. 2020 г. в 15:04, Ben Hill <ben@example.org>:",
        "pon., 6 sty 2020 o 15:04 Ben Hill <ben@example.org> napisał(a):",
        "---- On Mon, 06 Jan 2020 15:04:05 +0100 Ben Hill <ben@example.org> wrote ----",
        "--- On Mon, 6/1/20, Ben Hill <ben@example.org> wrote:\n\nFrom: Ben Hill <ben@example.org>\nSubject: Plan\n" +
            "To: anna@example.org\nDate: Monday, 6 January, 2020, 3:04 PM"
    ])("%s", (attribution) => {
        expect(ownText(`My own words.\n\n${attribution}\n> Theirs\n> and more`).text).toBe("My own words.");
        expect(ownText(`My own words.\n\n${attribution}\n\nTheirs\n\nand more`).text).toBe("My own words.");
    });

    it.each([
        "Ben Hill wrote:",
        "Quoting Ben Hill <ben@example.org>:",
        "Ben Hill schrieb:",
        "* Ben Hill [2020-01-06 15:04]:",
        "Thus spake Ben Hill:",
        '>>>>> "Ben" == Ben Hill writes:',
        "[Ben Hill, 2020-01-06]:"
    ])("short: %s", (attribution) => {
        expect(ownText(`${attribution}\n> Theirs\n> and more\n\nMy own words.`).text).toBe("My own words.");
    });

    it.each([
        "This is what he wrote:",
        "My plan for 2020:",
        "I met Anna (anna@example.org) there.",
        "On 3 May 2021 we leave:",
        "To: be honest, I do not know.\nFrom: here it looks fine."
    ])("not one: %s", (line) => {
        expect(ownText(`${line}\n\nfirst this\nthen that`).text).toBe(`${line}\n\nfirst this\nthen that`);
    });
});

describe("signatures", () => {
    it("keeps the sign-off and leaves out what stands below it", () => {
        expect(
            ownText(
                "See you there.\n\nBest regards,\nAnna Meyer\n\nHead of Gardens\nMeyer Ltd | Mill Road 12 | Cambridge\n" +
                    "Tel. +44 1223 5550142"
            ).text
        ).toBe("See you there.\n\nBest regards,\nAnna Meyer");
    });

    it("keeps a mail that ends with an address or a number in a sentence", () => {
        for (const text of [
            "Please call me.\n\nMy number is 01223 5550142, any time after six.",
            "We meet at the mill.\n\n12 Mill Road, behind the church, at noon."
        ])
            expect(ownText(text).text).toBe(text);
    });

    it("keeps what a telephone's line only resembles", () => {
        const text = "Sent from the office and my mobile were two letters, both lost.\nAnna";
        expect(ownText(text).text).toBe(text);
    });
});

describe("subjects", () => {
    it.each([
        ["Re: Plan", "Plan", true, false],
        ["AW: WG: Plan", "Plan", true, true],
        ["RE[2]: Plan", "Plan", true, false],
        ["回复：计划", "计划", true, false],
        ["Fwd: Plan", "Plan", false, true],
        ["Plan: Re: painting", "Plan: Re: painting", false, false],
        ["Re:", null, true, false],
        ["SV: Antw: Rép : Plan", "Plan", true, false]
    ])("%s", (subject, bare, isReply, isForward) => {
        expect(readSubject(subject)).toEqual({bare, isReply, isForward});
    });
});

describe("automatic mail", () => {
    it.each([
        [{subject: "Automatische Antwort: Plan"}, "automatic reply"],
        [{headers: {"auto-submitted": "auto-generated"}}, "automatic reply"],
        [{contentType: "multipart/report; report-type=delivery-status"}, "delivery report"],
        [{hasCalendar: true}, "calendar mail"],
        [{from: [{name: null, address: "mailer-daemon@example.org"}]}, "sent by a machine's address"],
        [{headers: {"auto-submitted": "no", precedence: "list"}}, null],
        [{}, null]
    ])("%j is %s", (fields, reason) => {
        expect(automaticReason(message(fields))?.text ?? null).toBe(reason);
    });
});

describe("identities", () => {
    it("match by address, tagged address, domain and name in any order", () => {
        const isMe = identityMatcher(["Anna Meyer <anna@example.org>", "@meyer.example", "Meyer, Anna B."]);
        expect(
            [
                {name: null, address: "ANNA@example.org"},
                {name: null, address: "anna+list@example.org"},
                {name: null, address: "x@meyer.example"},
                {name: "anna b. meyer", address: "other@example.net"}
            ].map(isMe)
        ).toEqual([true, true, true, true]);
        expect(
            [
                {name: "Ben", address: "ben@example.org"},
                {name: null, address: "hanna@example.org"}
            ].map(isMe)
        ).toEqual([false, false]);
    });

    const head = (from: string, to: string, fields: Partial<MailHead> = {}): MailHead => ({
        from: [{name: null, address: from}],
        recipients: [{name: null, address: to}],
        arrived: false,
        deliveredTo: [],
        inSentFolder: false,
        ...fields
    });

    it("are certain when one person is in every message", () => {
        const heads = Array.from({length: 10}, (_, index) =>
            index % 2 === 0 ? head("me@x", `p${index}@x`) : head(`p${index}@x`, "me@x", {arrived: true})
        );
        expect(guessIdentities(heads)[0]).toMatchObject({address: "me@x", certain: true});
    });

    it("are not certain when two could be, nor with too few messages", () => {
        expect(
            guessIdentities(Array.from({length: 10}, (_, index) => (index % 2 === 0 ? head("a@x", "b@x") : head("b@x", "a@x")))).some(
                ({certain}) => certain
            )
        ).toBe(false);
        expect(guessIdentities([head("a@x", "b@x")]).some(({certain}) => certain)).toBe(false);
    });
});

describe("mail becomes items", () => {
    it("takes nothing of others, says why, and keeps their words for the reply to refer to", () => {
        const derived = derive(
            {
                type: "mail",
                messages: [
                    message(),
                    message({messageId: "<2@x>", from: [{name: "Ben", address: "ben@example.org"}], text: "Words of Ben."})
                ]
            },
            {identities: ["anna@example.org"], kinds: null}
        );
        expect(derived.items.map(({text}) => text)).toEqual(["My own words are here."]);
        expect(derived.messages).toEqual([
            {messageId: "<1@x>", text: "My own words are here."},
            {messageId: "<2@x>", text: "Words of Ben."}
        ]);
        expect(derived.leftOut).toEqual([
            {what: "message", reason: say("part.somebody-else"), excerpt: expect.objectContaining({text: "“Plan” from Ben"})}
        ]);
    });

    it.each([
        ["Anna <anna@example.org>", 1],
        ["Ben <ben@example.org>", 0]
    ])("knows whose an e-mail kept as text is: %s", (from, count) => {
        const derived = derive(
            {
                type: "prose",
                title: null,
                text: `From: ${from}\nTo: Carl\nSubject: Plan\n\nThe plan is good as it is.`,
                date: null,
                markup: "plain"
            },
            {identities: ["anna@example.org"], kinds: null}
        );
        expect(derived.items).toHaveLength(count);
    });

    it("makes a forward with words of one's own an e-mail, and one without nothing", () => {
        const forward = "---------- Forwarded message ---------\nFrom: Ben <ben@example.org>\nSubject: Plan\n\nWords of Ben.";
        const derived = derive(
            {
                type: "mail",
                messages: [
                    message({subject: "Fwd: Plan", text: `For your information, dear Carl.\n\n${forward}`}),
                    message({messageId: "<2@x>", subject: "Fwd: Plan", text: forward})
                ]
            },
            {identities: ["anna@example.org"], kinds: null}
        );
        expect(derived.items).toMatchObject([{kind: "email", text: "For your information, dear Carl.", quoted: null}]);
    });
});
