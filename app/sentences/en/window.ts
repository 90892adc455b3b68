import type {Entries} from "../entry.ts";

/** Between a window and main. */
export const window = {
    "window.cancelled": "Cancelled.",
    "window.failed": ({request}: {request: string}) =>
        `Something went wrong inside Idiolect (${request}); the log has the details. Try again, and restart Idiolect if it happens again.`,
    "window.refused": ({request, why}: {request: string; why: string}) =>
        `The window's request “${request}” was refused (${why}); change what you entered, or reload the window.`,
    "window.too-long": ({most}: {most: number}) => `it has more than ${most.toLocaleString("en")} characters`,
    "window.unknown-request": ({request}: {request: string}) => `This version of Idiolect does not know “${request}”; reload the window.`,
    "window.number-twice": "The window used the same number twice; reload it.",
    "window.answer-unknown": ({request}: {request: string}) =>
        `Idiolect answered “${request}” in a way this window does not understand; reload the window.`,
    "window.stopped": "Idiolect has stopped; start it again."
} satisfies Entries;
