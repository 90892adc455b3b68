import {describe, expect, it} from "vitest";
import {pastedMail} from "./pasted-mail.ts";

describe("a pasted text", () => {
    it("is a mail if it begins with a mail program's header lines, in English and German", () => {
        expect(pastedMail("From: Bo Lind <bo@example.org>\nSent: Monday\nSubject: Beans\n\nWhen do you plant them?")).toBe(
            "From: Bo Lind <bo@example.org>\nDate: Monday\nSubject: Beans\nMIME-Version: 1.0\n" +
                "Content-Type: text/plain; charset=utf-8\n\nWhen do you plant them?\n"
        );
        expect(
            pastedMail(
                "-----Ursprüngliche Nachricht-----\r\nVon: Jörg Bäcker\r\nGesendet: Montag\r\nAn: Ida\r\nBetreff: Bohnen\r\n\r\nWann?"
            )
        ).toMatch(/^From: Jörg Bäcker\nDate: Montag\nTo: Ida\nSubject: Bohnen\n[\s\S]*\n\nWann\?\n$/);
        expect(pastedMail("*From:* Bo\n*Subject:* Beans\n\nWhen?")).toMatch(/^From: Bo\nSubject: Beans\n/);
    });

    it("stays unchanged if it is a message's source", () => {
        const source =
            "Received: from a\n\tby b\nFrom: Bo <bo@example.org>\nSubject: =?utf-8?q?B=C3=B6hnen?=\nMIME-Version: 1.0\n" +
            "Content-Transfer-Encoding: base64\n\nV2FubA==\n";
        expect(pastedMail(source)).toBe(source);
    });

    it.each([
        "thank her; suggest Thursday",
        "To: the baker\n\nten rolls",
        "From: here\nto there we walked\n\nand back",
        "Subject: Beans\nDate: Monday\n\nno sender",
        "From: Bo\nSubject: nothing below",
        "Note: bring the key\nAlso: the lamp\n\nthanks"
    ])("is a text otherwise: %j", (text) => {
        expect(pastedMail(text)).toBeNull();
    });
});
