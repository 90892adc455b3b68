/** The result of replacing a damaged index. */
export interface Recovery {
    /** path of the damaged file */
    readonly aside: string;
    /** documents that cannot be read again now and were salvaged from the damaged index */
    readonly saved: number;
    /** those that could not be salvaged; null: the damaged index does not even list them */
    readonly lost: readonly string[] | null;
    /** accepted drafts that were learned again */
    readonly learned: number;
}

/** names of lost documents that are shown */
const shown = 3;

/** One sentence for the user: what was damaged, what is being done, and what could not be restored. */
export function recoverySentence({aside, saved, lost, learned}: Recovery): string {
    const parts = ["The library's index was damaged; it is being made anew from your folders"];
    if (learned > 0) parts.push(`${learned === 1 ? "one accepted draft was" : `${learned} accepted drafts were`} learned again`);
    if (saved > 0) parts.push(`the texts of ${saved === 1 ? "one file" : `${saved} files`} that cannot be reached now were saved`);
    if (lost === null)
        parts.push(
            "texts of files that cannot be reached now, if there were any, could not be brought back until the files can be reached"
        );
    if (lost !== null && lost.length > 0) {
        const names = lost.slice(0, shown).join(", ") + (lost.length > shown ? ` and ${lost.length - shown} more` : "");
        parts.push(`the texts of ${names} could not be brought back until the files can be reached`);
    }
    return `${parts.join("; ")}; the damaged file is kept as ${aside}.`;
}
