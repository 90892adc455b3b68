import {pattern} from "../text/pattern.ts";

/** names of conflict copies in synchronising programs, in several languages */
const conflict = "conflict|konflikt|conflit|conflicto|conflitto|conflito|ristirii|конфликт|конфлікт|競合|冲突|衝突|충돌|çakış|تعارض";
const copy = "cop(?:y|ie|ia)|cópia|kopi|version|копи|копі|コピー|副本|複製|사본|kopya|\\d{4}-?\\d{2}-?\\d{2}|\\d{4}\\.\\d{2}\\.\\d{2}";
const bracketed = new RegExp(
    `[([][^()[\\]]{0,120}(?:(?:${conflict})[^()[\\]]{0,120}(?:${copy})|(?:${copy})[^()[\\]]{0,120}(?:${conflict}))[^()[\\]]{0,120}[)\\]]`,
    "i"
);
/** Dropbox's short forms, Seafile, pCloud, Unison; Syncthing; ownCloud */
const fixed = pattern("i")`
    [([](?:case conflict|selective sync conflict|unicode encoding conflict|sfconflict [^)]{1,120}|conflicted
    (?: \d+)?|conflict(?: on)? [^)\]]{0,40}\d[^)\]]{0,40})(?: \d+)?[)\]]|[.~]sync-conflict-\d{8}-\d{6}
    |_conflict-\d{8}-\d{6}`;

/**
 * Whether a file's name shows that a synchronising program created it beside the original because both had changed. Such a copy counts only
 * if no similar text is found under another name. `name`: without folders.
 */
export function isConflictCopy(name: string): boolean {
    const plain = name.normalize("NFC");
    return fixed.test(plain) || bracketed.test(plain);
}
