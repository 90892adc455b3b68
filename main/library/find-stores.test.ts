import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {findStores as find} from "../../app/history/known-stores.ts";
import {findStores} from "./find-stores.ts";

let home: string;
beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "idiolect-stores-"));
});
afterEach(() => rmSync(home, {recursive: true, force: true}));

/** A file in the home folder, of some size. */
function put(path: string, bytes = 100): string {
    const full = join(home, path);
    mkdirSync(dirname(full), {recursive: true});
    writeFileSync(full, "x".repeat(bytes));
    return full;
}

describe("stores on this machine", () => {
    it("are found with their size, sent folders named", async () => {
        put(".thunderbird/abcd1234.default-release/ImapMail/imap.x.example/INBOX", 5000);
        const sent = put(".thunderbird/abcd1234.default-release/ImapMail/imap.x.example/Sent", 700);
        put(".thunderbird/abcd1234.default-release/ImapMail/imap.x.example/Sent.msf", 30);
        const gmail = put(".thunderbird/abcd1234.default-release/ImapMail/imap.gmail.example/[Gmail].sbd/Sent Mail", 300);
        put(".thunderbird/abcd1234.default-release/prefs.js", 9000);
        put(".thunderbird/profiles.ini");
        expect(await findStores(home)).toEqual([
            {
                kind: "thunderbird",
                name: "Thunderbird (default-release)",
                path: join(home, ".thunderbird/abcd1234.default-release"),
                bytes: 6030,
                sent: [gmail, sent].toSorted(),
                problem: null
            }
        ]);
    });

    it("are Apple Mail's newest version", async () => {
        put("Library/Mail/V9/AAAA/INBOX.mbox/Messages/1.emlx");
        put("Library/Mail/V10/AAAA/Sent Messages.mbox/BBBB/Data/Messages/1.emlx", 400);
        expect(await findStores(home)).toMatchObject([
            {
                kind: "apple-mail",
                path: join(home, "Library/Mail/V10"),
                bytes: 400,
                sent: [join(home, "Library/Mail/V10/AAAA/Sent Messages.mbox")]
            }
        ]);
    });

    it("are Outlook's data files and what was exported to Downloads", async () => {
        put("Documents/Outlook Files/anna@berg.example.pst", 900);
        put("AppData/Local/Microsoft/Outlook/anna@berg.example.ost", 800);
        put("Downloads/mine.olm", 700);
        put("Downloads/Takeout/Mail/All mail Including Spam and Trash.mbox", 600);
        put("Downloads/takeout-20240203T000000Z-001.zip", 500);
        put("Downloads/photo.jpg");
        expect((await findStores(home)).map(({kind, bytes, problem}) => [kind, bytes, problem])).toEqual([
            ["outlook", 900, null],
            ["outlook", 800, null],
            ["outlook-mac", 700, null],
            ["takeout", 600, null],
            ["takeout", 500, null]
        ]);
    });

    it("are vaults and blogs, behind mail", async () => {
        put("Documents/Vault/.obsidian/app.json");
        put("Documents/Vault/note.md", 50);
        put("Sites/pears/_config.yml");
        put("Sites/pears/_posts/2024-02-03-pears.md", 60);
        put("Sites/pears/_site/index.html", 5000);
        put("plums/hugo.toml");
        put("plums/content/posts/plums.md", 70);
        put("Maildir/.Sent/cur/1578319440.M1P2.host:2,S", 10);
        expect((await findStores(home)).map(({kind, path, bytes}) => [kind, path, bytes])).toEqual([
            ["mail", join(home, "Maildir"), 10],
            ["obsidian", join(home, "Documents/Vault"), 150],
            ["blog", join(home, "plums/content"), 70],
            ["blog", join(home, "Sites/pears"), 60]
        ]);
    });

    it("are none in an empty home, and in one that is not there", async () => {
        put("Documents/letter.txt");
        expect(await findStores(home)).toEqual([]);
        expect(await findStores(join(home, "nowhere"))).toEqual([]);
    });

    it("that the system protects are listed with the way to grant access", async () => {
        const found = await find("/home", {
            list: async (path) => (path === "/home/Library/Mail" ? "denied" : null),
            join: (...parts) => parts.join("/"),
            isSent: () => false
        });
        expect(found).toMatchObject([{kind: "apple-mail", problem: {key: "store-of-mail.disk-access"}}]);
    });
});
