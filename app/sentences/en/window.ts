import type {Entries} from "../entry.ts";

/** Between a window and main. */
export const window = {
    "window.cancelled": "Cancelled.",
    "window.failed": ({request}: {request: string}) =>
        `Something went wrong inside Idiolect (${request}); the log has the details. Try again, and restart Idiolect if it stays so.`,
    "window.refused": ({request, why}: {request: string; why: string}) =>
        `The window asked "${request}" with something it may not ask: ${why}.`,
    "window.unknown-request": ({request}: {request: string}) => `This version of Idiolect does not know "${request}".`,
    "window.number-twice": "The window used the same number twice; reload it.",
    "window.answer-unknown": ({request}: {request: string}) =>
        `Idiolect answered "${request}" in a way this window does not understand; reload the window.`,
    "window.stopped": "Idiolect has stopped; start it again."
} satisfies Entries;
