import type {en} from "./en.ts";

type Widen<T> = T extends string
    ? string
    : T extends (...values: infer A) => string
      ? (...values: A) => string
      : {readonly [K in keyof T]: Widen<T[K]>};

/** What every catalogue holds: a sentence, or a function that makes one. English is the pattern. */
export type Messages = Widen<typeof en>;
