import type {Entries} from "../entry.ts";

type Path = {path: string};
const some = (count: number, one: string, many: string): string => `${count === 1 ? one : many}`;

/** Folders and what is learned from them. */
export const library = {
    "folder.not-there": ({path}: Path) => `${path} is not there; check the folder's name.`,
    "folder.missing": ({path}: Path) => `There is no folder ${path}: check its name.`,
    "folder.unreadable": ({path}: Path) => `The folder ${path} cannot be read: check its permissions.`,
    "folder.no-source": "This folder is not one of your sources any more; add it again.",
    "folder.removed-meanwhile": "This folder was removed while it was being changed; add it again if you need it.",
    "folder.unreachable": ({path, why}: Path & {why: string}) => `${path} cannot be reached: ${why}; its texts are kept.`,
    "folder.held": ({path, missing, of}: Path & {missing: number; of: number}) =>
        `${missing} of ${of} files in ${path} vanished at once; their texts are kept until you confirm that they are gone`,
    "file.missing": ({path}: Path) => `${path} is not there; check its name.`,
    "file.unreadable": ({path, why}: Path & {why: string}) => `${path} cannot be read: ${why}.`,
    "file.not-taken": ({why}: {why: string}) => `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
    "file.not-read": "It is not a format that is read.",
    "file.ignored": "An ignore rule leaves this file out.",
    "file.in-no-folder": ({path}: Path) => `${path} is in none of your folders: add its folder first.`,
    "message.no-message": ({name}: {name: string}) => `${name} is not a message: open an .eml file.`,
    "message.missing": ({path}: Path) => `There is no message ${path}: check its name.`,
    "message.too-large": ({name}: {name: string}) => `${name} is larger than 32 MB: paste the part you want to answer.`,
    "message.unreadable": ({name}: {name: string}) => `${name} cannot be read as an e-mail: open an .eml file, or paste the message.`,
    "message.unreadable-why": ({name, why}: {name: string; why: string}) =>
        `${name} cannot be read as an e-mail, because ${why}: open an .eml file, or paste the message.`,
    "index.locked": ({path}: Path) => `${path} is in use by another program, such as a backup; try again when that has ended.`,
    "index.unusable": ({path, why}: Path & {why: string}) =>
        `${path} cannot be used (${why}); end Idiolect, rename that file and start Idiolect again: the file is made anew from ` +
        "your folders.",
    "index.recovered": ({
        aside,
        saved,
        learned,
        lost,
        more
    }: {
        aside: string;
        saved: number;
        learned: number;
        /** names of what could not be saved; null: not known */
        lost: readonly string[] | null;
        /** how many more than those named */
        more: number;
    }) =>
        [
            "The library's index was damaged; it is being made anew from your folders",
            ...(learned > 0 ? [`${some(learned, "one accepted draft was", `${learned} accepted drafts were`)} learned again`] : []),
            ...(saved > 0 ? [`the texts of ${some(saved, "one file", `${saved} files`)} that cannot be reached now were saved`] : []),
            ...(lost === null
                ? ["texts of files that cannot be reached now, if there were any, could not be brought back until the files can be reached"]
                : lost.length > 0
                  ? [
                        `the texts of ${lost.join(", ")}${more > 0 ? ` and ${more} more` : ""} could not be brought back until ` +
                            "the files can be reached"
                    ]
                  : []),
            `the damaged file is kept as ${aside}.`
        ].join("; "),
    "watch.too-many":
        "The system allows no more watched folders, so some changes are seen only by the periodic scan; raise " +
        "fs.inotify.max_user_watches to see them at once.",
    "watch.problem": ({why}: {why: string}) =>
        `There is a problem with watching your folders (${why}); changes are seen by the periodic scan.`,
    "owner.guessed": {
        command: ({address, evidence}: {address: string; evidence: string}) =>
            `You are taken to be ${address} (${evidence}); if that is wrong, give yours with --me ADDRESS.`,
        window: ({address}: {address: string; evidence: string}) =>
            `You are taken to be ${address}; if that is wrong, give your name or address under “Who I am”.`
    },
    "owner.unclear": {
        command: ({found}: {found: string}) =>
            "It is not clear which sender is you, so no mail was taken in: give your address with --me " +
            `ADDRESS.${found === "" ? "" : ` Found: ${found}.`}`,
        window: "It is not clear which sender is you, so no mail was taken in: give your name or address under “Who I am”."
    },
    "store-of-mail.disk-access":
        "macOS has not allowed it yet: switch on Full Disk Access for Idiolect in System Settings, Privacy & Security"
} satisfies Entries;
