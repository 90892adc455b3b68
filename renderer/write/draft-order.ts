/** `all` with those of `ordered` that are among them in that order, in the places that they have there. */
export function inOrder<T>(all: readonly T[], ordered: readonly T[]): readonly T[] {
    const left = ordered.filter((each) => all.includes(each));
    let taken = 0;
    return all.map((each) => (left.includes(each) ? (left[taken++] ?? each) : each));
}
