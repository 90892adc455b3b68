import type {Kind} from "../../brief/kind.ts";
import type {Entries} from "../entry.ts";

/** Why a part of a file is not in the library. */
export const parts = {
    "part.unknown-sender": "it is not known which sender is you",
    "part.somebody-else": "written by somebody else",
    "part.with-somebody-else": "written together with somebody else",
    "part.copied": "copied from a page on the web",
    "part.not-own": "nothing in it is your own",
    "part.too-short": "too short to show how you write",
    "part.other-kind": ({kind}: {kind: Kind}) => `this source does not hold this kind of writing (${kind})`,

    "part.attribution": "says who is quoted",
    "part.quote": "quoted from another message",
    "part.forward": "forwarded from somebody else",
    "part.signature": "signature",
    "part.disclaimer": "disclaimer",
    "part.footer": "added by a mailing list or provider",
    "part.machine": "written by a program",

    "part.comment": "a comment is not shown to readers",
    "part.quoted": "quoted from somebody else",
    "part.code": "code is not prose",
    "part.formula": "a formula is not prose",
    "part.template": "a template's tag is not prose",
    "part.embedded": "an embedded note or image is not this text",
    "part.image": "an image is not text",
    "part.scanned": "scanned pictures without text",

    "part.delivery-report": "delivery report",
    "part.calendar": "calendar mail",
    "part.automatic-reply": "automatic reply",
    "part.machine-address": "sent by a machine's address",

    "part.pgp": "encrypted with PGP",
    "part.smime": "encrypted with S/MIME",
    "part.smime-compressed": "compressed with S/MIME",
    "part.smime-damaged": "an S/MIME message that is damaged",
    "part.smime-empty": "an S/MIME message without a text",
    "part.signed-damaged": "a signed message that is damaged",
    "part.winmail-unreadable": "its text is in a winmail.dat of Outlook that cannot be read",
    "part.winmail-empty": "its text is in a winmail.dat of Outlook that holds none",

    // what is shown of it
    "excerpt.subject": ({subject}: {subject: string}) => `“${subject}”`,
    "excerpt.no-subject": "a message without a subject",
    "excerpt.from": ({message, sender}: {message: string; sender: string}) => `${message} from ${sender}`,
    "excerpt.nobody": "nobody",
    "excerpt.pages": ({empty, pages}: {empty: number; pages: number}) => `${empty} of ${pages} pages`,

    // what kind of part it is
    "piece.message": "message",
    "piece.text": "text",
    "piece.pages": "pages",
    "piece.insertion": "insertion",
    "piece.code": "code",
    "piece.comment": "comment",
    "piece.formula": "formula",
    "piece.image": "image",
    "piece.quote": "quote",
    "piece.attribution": "attribution",
    "piece.forward": "forward",
    "piece.signature": "signature",
    "piece.disclaimer": "disclaimer",
    "piece.footer": "footer",
    "piece.machine": "automatic text"
} satisfies Entries;
