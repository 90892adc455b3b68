import type {en} from "./en.ts";

type Widen<T> = T extends string
    ? string
    : T extends (...values: infer A) => string
      ? (...values: A) => string
      : {readonly [K in keyof T]: Widen<T[K]>};

/** The type of a catalogue: sentences, or functions that return one. English is the reference. */
export type Messages = Widen<typeof en>;
