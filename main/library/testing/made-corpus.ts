import {closeSync, mkdirSync, openSync, writeFileSync, writeSync} from "node:fs";
import {join} from "node:path";
import {languages} from "../../../app/history/testing/languages.ts";
import {clients, madeMail, seeded} from "../../../app/history/testing/made-threads.ts";

/** the user's identity in generated mail */
export const me = "me@example.org";

const words = (
    "garden path river window letter morning answer paper road winter table story question light corner market summer village " +
    "bridge teacher kitchen station weather number reason history orchard ferry parcel museum harbour lantern meadow chapter " +
    "drawer violin cellar almanac thicket gravel pantry kettle saddle beacon tunnel quarry nettle spindle furrow"
).split(" ");

/** Prose of about `length` words, different for each seed. */
export function madeProse(seed: number, length: number): string {
    const random = seeded(seed);
    const sentences: string[] = [];
    for (let count = 0; count < length;) {
        const size = 6 + Math.floor(random() * 12);
        const sentence = Array.from({length: size}, () => words[Math.floor(random() * words.length)]).join(" ");
        sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.${random() < 0.2 ? "\n\n" : " "}`);
        count += size;
    }
    return sentences.join("").trim();
}

/** A raw message with headers, CRLF. Every third one is by somebody else. */
export function madeMessage(seed: number): string {
    const random = seeded(seed);
    const names = Object.keys(clients);
    const language = languages[Math.floor(random() * languages.length)]?.code ?? "en";
    const mail = madeMail(names[Math.floor(random() * names.length)] ?? "gmail", language, seed);
    const mine = seed % 3 !== 2;
    const date = new Date(Date.UTC(2010 + (seed % 14), seed % 12, 1 + (seed % 28), seed % 24, seed % 60)).toUTCString();
    const head = [
        ...(mine ? [] : ["Received: from mx.example.net by mx.example.org; " + date]),
        `From: ${mine ? `Me Myself <${me}>` : `Other ${seed % 50} <other${seed % 50}@example.net>`}`,
        `To: ${mine ? `Other ${seed % 50} <other${seed % 50}@example.net>` : `Me Myself <${me}>`}`,
        `Subject: ${seed % 2 === 0 ? "Re: " : ""}Matter ${seed}`,
        `Date: ${date}`,
        `Message-ID: <${seed}@example.org>`,
        ...(seed % 2 === 0 ? [`In-Reply-To: <${seed - 1}@example.org>`] : []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit"
    ];
    return [...head, "", `${madeProse(seed, 40)}`, "", ...mail.text.split("\n")].join("\r\n");
}

/** `count` text files, 500 per folder: even ones .txt, odd ones .md with a title. */
export function makeTexts(folder: string, count: number, from = 0, length = 120): void {
    for (let index = from; index < from + count; index++) {
        const place = join(folder, `part-${Math.floor(index / 500)}`);
        if (index % 500 === 0 || index === from) mkdirSync(place, {recursive: true});
        const text = madeProse(index + 1, length);
        if (index % 2 === 0) writeFileSync(join(place, `note ${index}.txt`), `${text}\n`);
        else writeFileSync(join(place, `post ${index}.md`), `---\ndate: 2020-01-02\n---\n# Post number ${index}\n\n${text}\n`);
    }
}

export function makeMails(folder: string, count: number): void {
    for (let index = 0; index < count; index++) {
        const place = join(folder, `mail-${Math.floor(index / 500)}`);
        if (index % 500 === 0) mkdirSync(place, {recursive: true});
        writeFileSync(join(place, `${index}.eml`), madeMessage(index + 1));
    }
}

/** An mbox of at least `size` bytes, written incrementally; a tenth of its messages have attachments. Returns the number of messages. */
export function makeMbox(path: string, size: number): number {
    const file = openSync(path, "w");
    const attachment = `${"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg==".padEnd(76, "A")}\n`.repeat(4000);
    const plain = "Content-Type: text/plain; charset=utf-8\n";
    let written = 0,
        count = 0;
    while (written < size) {
        count++;
        let message = madeMessage(count)
            .replaceAll("\r\n", "\n")
            .replace(/\nFrom /g, "\n>From ");
        if (count % 10 === 0)
            message =
                message
                    .replace(`${plain}Content-Transfer-Encoding: 8bit\n`, 'Content-Type: multipart/mixed; boundary="b"\n')
                    .replace("\n\n", `\n\n--b\n${plain}\n`) +
                "\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.bin\n" +
                `Content-Transfer-Encoding: base64\n\n${attachment}--b--\n`;
        written += writeSync(file, `From me@example.org Mon Jan  6 15:04:05 2020\n${message}\n\n`);
    }
    closeSync(file);
    return count;
}
