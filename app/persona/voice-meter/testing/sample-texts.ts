import {readdirSync, readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {parsePopulation, type Population} from "../population.ts";

const resources = new URL("../../../../resources/", import.meta.url);

/** The sample author's mails and posts, without quotes and signatures; the same order on every machine. */
export function sampleTexts(): readonly string[] {
    const read = (folder: string) =>
        readdirSync(new URL(folder, resources))
            .toSorted()
            .map((name) => readFileSync(new URL(folder + name, resources), "utf8").replaceAll("\r", ""));
    const mails = read("samples/mail/").map((mail) => mail.slice(mail.indexOf("\n\n") + 2).split(/\n-- \n|\nOn [^\n]+wrote:/)[0] as string);
    const posts = read("samples/posts/").map((post) => post.slice(post.indexOf("\n\n") + 2));
    return [...mails, ...posts].map((text) =>
        text
            .split("\n")
            .filter((line) => !line.startsWith(">"))
            .join("\n")
            .trim()
    );
}

export function englishPopulation(): Population {
    return parsePopulation(gunzipSync(readFileSync(new URL("voice/english.txt.gz", resources))).toString("utf8"));
}

/** Invented texts in an office register that is not the sample author's. */
export const strangerTexts: readonly string[] = [
    "Please find attached the revised draft of the service agreement, which incorporates the comments received from the other " +
        "party last week. I would appreciate it if you could review the changes and confirm whether they are acceptable to your " +
        "group. In addition, it needs to be determined whether the guarantee has to be amended prior to the effective date. If you " +
        "have any questions, please do not hesitate to contact me.",
    "This message is to inform you that the quarterly report has been submitted to the committee for approval. The committee " +
        "will meet on Thursday to discuss the findings, and a decision is expected by the end of the month. In the meantime, all " +
        "departments are requested to provide updated figures to the finance team. Thank you for your cooperation in this matter.",
    "Following our discussion on Monday, I am writing to confirm the arrangements for the training session. Participants " +
        "should report to the main office at nine o'clock and bring a copy of the registration form. A detailed schedule will be " +
        "distributed in advance. Should you require further information regarding accommodation, please contact the administration " +
        "department directly.",
    "I am using the latest version of the package and I get the following error when I try to load the data set. Does anybody " +
        "know how to solve this problem? I have already searched the archives and the documentation, but I could not find any " +
        "solution. Any help would be greatly appreciated. Thanks in advance for your time.",
    "We have reviewed your application for the position and would like to invite you to an interview at our headquarters. The " +
        "interview will be conducted by the head of the department and is expected to take approximately one hour. Please confirm " +
        "your availability at your earliest convenience, and let us know whether you require reimbursement of travel expenses."
];
