/** Words with a capital at their beginning. */
export function capital(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A word with a capital where the one in whose place it stands has it. */
export function capitalLike(like: string, word: string): string {
    return /^\p{Lu}/u.test(like) ? capital(word) : word;
}
