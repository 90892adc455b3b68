import {join, relative, sep} from "node:path";
import ignore from "ignore";
import type {Ignore} from "ignore";
import {pattern} from "../../../app/text/pattern.ts";
import {readBeginningSync} from "../../regular-file.ts";

/** folders that never contain a person's writing */
const ignoredFolders = new Set([
    "node_modules",
    "bower_components",
    "__pycache__",
    "venv",
    "$RECYCLE.BIN",
    "System Volume Information",
    "lost+found",
    "Trash",
    "Library Caches",
    "@eaDir",
    "@Recycle",
    "#recycle",
    "#snapshot",
    "__MACOSX",
    "_site"
]);
/** files that programs create beside a document while it is edited */
const leftovers = pattern("i")`
    ^(?:~\$.*|\.~lock\..*#?|.*~|#.*#|.*\.(?:tmp|temp|bak|swp|swo|swx|kate-swp|part|crdownload|download|orig|rej
    |autosave|wbk|asd)|.*\.sb-[0-9a-f]{8}-\w{6}|~wr[ld]\d+.*|4913|thumbs\.db|desktop\.ini)$`;
/** files with rules in .gitignore syntax */
const ruleFiles = [".gitignore", ".idiolectignore"] as const;
/** characters; no path is longer */
const longestRule = 4096;
/** bytes that are read of one */
const mostRules = 256 * 1024;

interface RuleSet {
    readonly folder: string;
    readonly rules: Ignore;
}

/** Which entries of a source are ignored. One object per folder, derived from its parent's. */
export class IgnoreRules {
    readonly #sets: readonly RuleSet[];

    private constructor(sets: readonly RuleSet[]) {
        this.#sets = sets;
    }

    /** The rules of a source's root folder. */
    static of(root: string, rules: readonly string[]): IgnoreRules {
        const own = rules.length === 0 ? null : rulesFrom(rules);
        return new IgnoreRules(own === null ? [] : [{folder: root, rules: own}]);
    }

    /** The rules inside `folder`, whose entries are `names`. */
    inside(folder: string, names: ReadonlySet<string>): IgnoreRules {
        const added: RuleSet[] = [];
        for (const name of ruleFiles) {
            if (!names.has(name)) continue;
            const rules = readRules(join(folder, name));
            if (rules !== null) added.push({folder, rules});
        }
        return added.length === 0 ? this : new IgnoreRules([...this.#sets, ...added]);
    }

    /** The deepest rule set that matches decides, as in git. */
    ignores(path: string, isFolder: boolean): boolean {
        for (let index = this.#sets.length - 1; index >= 0; index--) {
            const set = this.#sets[index];
            if (set === undefined) continue;
            const inside = relative(set.folder, path).split(sep).join("/");
            const {ignored, unignored} = set.rules.test(isFolder ? `${inside}/` : inside);
            if (ignored || unignored) return ignored;
        }
        return false;
    }
}

/** Null for a rule file that is unreadable, no file, or has no usable rule: it counts as empty. */
function readRules(path: string): Ignore | null {
    try {
        return rulesFrom(readBeginningSync(path, mostRules).toString("utf8").split(/\r?\n/));
    } catch {
        return null;
    }
}

/**
 * A rule becomes a regular expression, which is made when a path is first compared with it: one that is too large would end a scan in its
 * middle. Null if one of them is not possible.
 */
function rulesFrom(lines: readonly string[]): Ignore | null {
    const rules = ignore({allowRelativePaths: true}).add(lines.filter((line) => line.length <= longestRule));
    try {
        rules.test("a");
        return rules;
    } catch {
        return null;
    }
}

/** Hidden folders and build products; a maildir's own folders begin with a dot and are kept. */
export function isIgnoredFolder(name: string, isMaildir: () => boolean): boolean {
    return ignoredFolders.has(name) || (name.startsWith(".") && !isMaildir());
}

/** Hidden files and temporary files of programs. iCloud's placeholders begin with a dot and are kept: they represent a document. */
export function isIgnoredFile(name: string): boolean {
    return (name.startsWith(".") && placeholderFor(name) === null) || leftovers.test(name);
}

/** `.letter.txt.icloud` is the placeholder of `letter.txt` while that is only in the cloud. */
export function placeholderFor(name: string): string | null {
    return /^\.(.+)\.icloud$/.exec(name)?.[1] ?? null;
}
