import {describe, expect, it} from "vitest";
import {addressedName, namedRecipients, withNameCapitals} from "./recipient-names.ts";

const addressed = (to: string) => namedRecipients(to).map(addressedName);

describe("the names of a brief's recipients", () => {
    it.each([
        ["Novak, Clara", ["Clara"]],
        ["van der Linden, Tom <tom@quay.example>", ["Tom"]],
        ["Clara, Tom", ["Clara", "Tom"]],
        ["Mum, Tom", ["Mum", "Tom"]],
        ["Rosa Diaz Prado, PhD", ["Rosa"]],
        ["Kurt Ohm, M.Sc.; Ines Carrow MBA", ["Kurt", "Ines"]],
        ["Granny & Grandpa", ["Granny", "Grandpa"]],
        ["Uncle Ted", ["Uncle Ted"]],
        ["the Carrows", ["Carrows"]],
        ["Familie Novak", ["Familie Novak"]],
        ["Mrs Wilma van der Linden", ["Mrs van der Linden"]],
        ["Young Mr. Abara", ["Mr. Abara"]],
        ["old Mrs Finch", ["Mrs Finch"]],
        ["Young Ann", ["Young"]],
        ["Dr. med. Novak", ["Dr. Novak"]],
        ["Prof. Dr. Lea-Sophie Ohm", ["Prof. Ohm"]],
        ["Herrn Dr. Ohm", ["Herr Dr. Ohm"]],
        ["Ms O’Dowd", ["Ms O’Dowd"]],
        ["Ines Carrow (she/her)", ["Ines"]],
        ["Ines Carrow | Quay Ltd", ["Ines"]],
        ["Ines 🙂", ["Ines"]],
        ["'Ines Carrow'", ["Ines"]],
        ["ines.carrow@quay.example", ["Ines"]]
    ])("%j", (to, names) => expect(addressed(to)).toEqual(names));

    it.each([
        "the landlord",
        "my dentist",
        "Customer Service",
        "HR",
        "Sales team",
        "Quay Ltd",
        "Ines's mum",
        "I. Carrow",
        "office@quay.example"
    ])("%j names nobody", (to) => expect(addressed(to)).toEqual([null]));

    it("get the capitals that were not typed", () => {
        expect(["dad", "mr brown", "mrs van der linden", "LeAnn"].map(withNameCapitals)).toEqual([
            "Dad",
            "Mr Brown",
            "Mrs van der Linden",
            "LeAnn"
        ]);
    });
});
