import {describe, expect, it} from "vitest";
import {classifyLines, ownText, toLines} from "./own-text.ts";
import {languages} from "./testing/languages.ts";
import {moreLanguages, newLanguages} from "./testing/more-languages.ts";
import {clients, madeMail} from "./testing/made-threads.ts";

/** seeds for each pair of client and language; of the first nine languages, and of the others */
const mailsPerPair = 12,
    mailsPerFurtherPair = 3;

describe("own text in made threads", () => {
    it(
        "finds the user's own lines with precision and recall of at least 0.98, overall, per client, per language, and for " +
            "languages without a rule before",
        () => {
            const tables = new Map<string, {hit: number; extra: number; missed: number}>();
            const failures: string[] = [];
            const count = (key: string, own: boolean, kept: boolean) => {
                const row = tables.get(key) ?? {hit: 0, extra: 0, missed: 0};
                row.hit += Number(own && kept);
                row.extra += Number(!own && kept);
                row.missed += Number(own && !kept);
                tables.set(key, row);
            };
            for (const client of Object.keys(clients)) {
                for (const {code} of [...languages, ...moreLanguages]) {
                    for (
                        let seed = 1;
                        seed <= (languages.some((language) => language.code === code) ? mailsPerPair : mailsPerFurtherPair);
                        seed++
                    ) {
                        const mail = madeMail(client, code, seed);
                        const lines = toLines(mail.text),
                            kinds = classifyLines(lines);
                        mail.own.forEach((own, index) => {
                            if (own === null) return;
                            const kept = kinds[index] === "own";
                            const added = (newLanguages as readonly string[]).includes(code) ? ["languages without a rule before"] : [];
                            for (const key of ["all", `client ${client}`, `language ${code}`, ...added]) count(key, own, kept);
                            if (own !== kept) failures.push(`${client}/${code}/${seed}: ${own ? "lost" : "kept"} “${lines[index]}”`);
                        });
                    }
                }
            }
            const scores = [...tables].map(([key, {hit, extra, missed}]) => ({
                key,
                precision: hit / (hit + extra),
                recall: hit / (hit + missed)
            }));
            if (process.env["SHOW"] !== undefined) console.log(failures.join("\n"), scores);
            const low = scores.filter(({precision, recall}) => precision < 0.98 || recall < 0.98);
            expect(low, failures.slice(0, 20).join("\n")).toEqual([]);
        },
        120_000
    );
});

describe("own text", () => {
    it("keeps a text without anything foreign as it is", () => {
        expect(ownText("Hi Ben,\n\nall is well here.\n\nAnna").text).toBe("Hi Ben,\n\nall is well here.\n\nAnna");
    });

    it("keeps a sentence that says what somebody wrote", () => {
        const text = "On Monday he wrote: the roof leaks again.\nI told him so.";
        expect(ownText(text).text).toBe(text);
    });

    it("keeps a user's own list of labels", () => {
        const text = "Here is what we need.\n\nFrom: the station\nTo: the museum\n\nSee you there.";
        expect(ownText(text).text).toBe(text);
    });

    it("takes the rest of a wrapped quoted line with its quote", () => {
        const mail =
            "> this is a quoted line that was so long that some program along the\nway wrapped it\n> and it goes on here\n\n" +
            "My answer stands here.";
        expect(ownText(mail).text).toBe("My answer stands here.");
    });

    it("gives the message that is answered, without marks and without what that message quoted", () => {
        const mail = "Yes.\n\nOn Tue, 5 Mar 2024 at 10:00, Ben <ben@example.org> wrote:\n> Shall we go?\n>> older\n> Ben";
        expect(ownText(mail).quoted).toBe("Shall we go?\nBen");
    });

    it("leaves out the armour of signed mail and a list's footer", () => {
        const mail =
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nMy words.\n\n-----BEGIN PGP SIGNATURE-----\nabc\n" +
            "-----END PGP SIGNATURE-----\n_______________________________________________\nGarden mailing list\n" +
            "garden@example.org\nhttps://lists.example.org/listinfo/garden";
        expect(ownText(mail).text).toBe("My words.");
    });

    it("says of each left-out part what it is", () => {
        const {leftOut} = ownText("Yes.\n\n-- \nAnna\n\nOn 2024-03-05 10:00, Ben <ben@example.org> wrote:\n> Shall we go?");
        expect(leftOut.map(({what}) => what)).toEqual(["signature", "attribution", "quote"]);
    });

    it("does not take long on hostile lines", () => {
        for (const line of [
            "1".repeat(50_000),
            "On ".repeat(20_000),
            "a@".repeat(30_000),
            "From: ".repeat(10_000),
            "-".repeat(50_000),
            "this message ".repeat(5_000)
        ]) {
            const text = ownText(`${line}\n\n${line}\n`);
            expect(typeof text.text).toBe("string");
        }
    });
});
