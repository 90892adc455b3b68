import {damage} from "./en/damage.ts";
import {drafting} from "./en/drafting.ts";
import {engine} from "./en/engine.ts";
import {files} from "./en/files.ts";
import {library} from "./en/library.ts";
import {models} from "./en/models.ts";
import {network} from "./en/network.ts";
import {parts} from "./en/parts.ts";
import {persona} from "./en/persona.ts";
import {store} from "./en/store.ts";
import {window} from "./en/window.ts";

/** Every sentence, by key; the pattern of the other languages. */
export const en = {
    /** somebody else's words: the system's, a library's */
    quoted: ({text}: {text: string}) => text,
    ...damage,
    ...drafting,
    ...engine,
    ...files,
    ...library,
    ...models,
    ...network,
    ...parts,
    ...persona,
    ...store,
    ...window
};
