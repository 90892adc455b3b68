import {describe, expect, it} from "vitest";
import {recipientParts, recipientWords, splitRecipients} from "./recipients.ts";

describe("recipients", () => {
    it.each([
        ["Marsh, Paul", ["Marsh, Paul"]],
        ["Marsh, Paul <paul@marsh.example>", ["Marsh, Paul <paul@marsh.example>"]],
        ["Tom, ida@quay.example", ["Tom", "ida@quay.example"]],
        ["ida@quay.example, Tom Hale", ["ida@quay.example", "Tom Hale"]],
        ["a@quay.example, b@quay.example", ["a@quay.example", "b@quay.example"]],
        ["Tom; Ida\nNora", ["Tom", "Ida", "Nora"]],
        [" Tom ,", ["Tom"]],
        ["Tom, Ida, Nora", ["Tom", "Ida", "Nora"]],
        [" ,; ", []]
    ])("are separated: %j", (to, recipients) => {
        expect(splitRecipients(to)).toEqual(recipients);
    });

    it.each([
        ["Marsh, Paul <Paul@Marsh.example>", {name: "Paul Marsh", address: "paul@marsh.example"}],
        ["\"Zoë 'Z' Quist\" <z@quay.example>", {name: "Zoë 'Z' Quist", address: "z@quay.example"}],
        ["ida@quay.example", {name: "", address: "ida@quay.example"}],
        ["Class 5", {name: "Class 5", address: ""}]
    ])("have a name and an address: %j", (recipient, parts) => {
        expect(recipientParts(recipient)).toEqual(parts);
    });

    it("have words without case and accents", () => {
        expect(recipientWords("Zoë O’Brien-Lund, class 5")).toEqual(["zoe", "o’brien-lund", "class", "5"]);
    });
});
