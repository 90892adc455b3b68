import {damage} from "./de/damage.ts";
import {drafting} from "./de/drafting.ts";
import {engine} from "./de/engine.ts";
import {files} from "./de/files.ts";
import {library} from "./de/library.ts";
import {models} from "./de/models.ts";
import {network} from "./de/network.ts";
import {parts} from "./de/parts.ts";
import {persona} from "./de/persona.ts";
import {store} from "./de/store.ts";
import {window} from "./de/window.ts";
import type {en} from "./en.ts";
import type {Translated} from "./entry.ts";

export const de: Translated<typeof en> = {
    quoted: ({text}) => text,
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
