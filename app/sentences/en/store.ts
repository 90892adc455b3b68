import type {Entries} from "../entry.ts";

type Path = {path: string};

/** The home and its files. */
export const store = {
    "store.no-key": {
        command: ({path}: Path) => `${path} is encrypted and this program has no access to the key; open it with the Idiolect window.`,
        window: ({path}: Path) =>
            `${path} is encrypted and Idiolect has no access to the key; unlock your system's keychain and start again.`
    },
    "store.index-no-key": {
        command: ({path}: Path) =>
            `${path} is encrypted and this program has no access to the key; open it with the Idiolect window, or choose ` +
            "another folder with --home.",
        window: ({path}: Path) =>
            `${path} is encrypted and Idiolect has no access to the key; unlock your system's keychain and start again.`
    },
    "store.wrong-key":
        "Idiolect's data is encrypted with another key than the one your system offers now; unlock the keychain it was made " +
        "with, or move the data folder away to start anew.",
    "store.key-locked": "The key to Idiolect's library cannot be opened: unlock your system's keychain and start Idiolect again.",
    "store.key-unreadable": ({path}: Path) => `The key file ${path} cannot be read: check its permissions.`,
    "store.unreadable": ({path, why}: Path & {why: string}) => `${path} cannot be read (${why}); check its permissions.`,
    "store.damaged": ({path}: Path) =>
        `${path} is damaged; put back a copy from the backups folder beside it, or rename the file to start anew.`,
    "store.newer": {
        command: ({path, found, known}: Path & {found: number; known: number}) =>
            `${path} was written by a newer Idiolect (format ${found}, this one knows ${known}); update Idiolect, or choose ` +
            "another folder with --home.",
        window: ({path, found, known}: Path & {found: number; known: number}) =>
            `${path} was written by a newer Idiolect (format ${found}, this one knows ${known}); update Idiolect.`
    },
    "store.unwritten": ({path, why}: Path & {why: string}) => `${path} could not be written: ${why}. Nothing was changed.`,
    "store.disk-full": "the disk is full; free some space and try again",
    "store.no-such-folder": {
        command: "there can be no folder of that name; choose another one with --home",
        window: "there can be no folder of that name; check where Idiolect keeps its data"
    },
    "store.forbidden": {
        command: "writing there is not allowed; change its permissions or choose another folder with --home",
        window: "writing there is not allowed; change its permissions"
    },
    "store.other-problem": {
        command: ({message}: {message: string}) => `${message}; choose another folder with --home`,
        window: ({message}: {message: string}) => message
    },
    "store.in-use": {
        command: ({home, owner}: {home: string; owner: string}) =>
            `${home} is in use by another Idiolect${owner}; close it, or choose another folder with --home.`,
        window: ({home, owner}: {home: string; owner: string}) => `${home} is in use by another Idiolect${owner}; close it.`
    },
    "store.in-use-by": ({program, pid}: {program: string; pid: number}) => ` (the ${program}, process ${pid})`,
    "store.in-use-by-somebody": "",
    "store.home-unusable": {
        command: ({home, why}: {home: string; why: string}) =>
            `${home} cannot be used for Idiolect's data (${why}); check its permissions and free space, or choose another ` +
            "folder with --home.",
        window: ({home, why}: {home: string; why: string}) =>
            `${home} cannot be used for Idiolect's data (${why}); check its permissions and free space.`
    },
    "draft.not-saved": "This draft is no longer saved; save it again as a new one.",
    "draft.removed-meanwhile": "This draft was removed while it was being changed; save it again as a new one.",
    "draft.not-kept": "This draft is not kept any more; open it for editing again.",
    "desktop.unwritten": ({path, code}: Path & {code: string}) => `The file ${path} could not be written (${code}): choose another place.`,
    "desktop.no-mail-program": "No mail program answered: choose one in your system's settings, or copy the draft."
} satisfies Entries;
