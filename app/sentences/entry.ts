/** The words of a sentence: as they stand, or a function of its values. */
type Words = string | ((values: never) => string);

/** What the English catalogue holds for a key; two wordings where a command names its flags and a window has other ways out. */
export type Entries = Readonly<Record<string, Words | {readonly command: Words; readonly window: Words}>>;

/** The values that an entry's words need. */
export type ValuesOf<E> = E extends string
    ? object
    : E extends (values: infer V) => string
      ? V
      : E extends {readonly command: infer C; readonly window: infer W}
        ? ValuesOf<C> & ValuesOf<W>
        : never;

/** An area in another language: the same keys and values. Only windows show it, so there is one wording. */
export type Translated<C> = {
    readonly [K in keyof C]: string | ((values: ValuesOf<C[K]>) => string);
};
