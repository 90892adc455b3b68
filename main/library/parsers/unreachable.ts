import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** Why a path cannot be reached, as a sentence for the user. */
export function unreachableReason(code: string): Sentence {
    switch (code) {
        case "EACCES":
        case "EPERM":
            return say("reach.denied");
        case "ENOENT":
        case "ENOTDIR":
            return say("reach.missing");
        case "EIO":
        case "ENXIO":
        case "ENODEV":
            return say("reach.drive-errors");
        case "ESTALE":
        case "ENOTCONN":
        case "EHOSTDOWN":
        case "EHOSTUNREACH":
        case "ETIMEDOUT":
        case "ENETUNREACH":
            return say("reach.network");
        case "ENAMETOOLONG":
            return say("reach.path-long");
        case "EBUSY":
        case "ETXTBSY":
            return say("reach.locked");
        case "EMFILE":
        case "ENFILE":
            return say("reach.many-open");
        default:
            return say("reach.system", {code});
    }
}
