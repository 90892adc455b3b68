import {hash} from "node:crypto";

/** Under which a text is stored: it names the text itself, so it also says whether a stored one is still what it was. 40 hex digits */
export const itemKey = ({title, text}: {readonly title: string | null; readonly text: string}): string =>
    hash("sha256", `${title ?? ""}\u0000${text}`, "hex").slice(0, 40);
