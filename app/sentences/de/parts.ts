import type {parts as en} from "../en/parts.ts";
import type {Translated} from "../entry.ts";

const kinds = {
    subject: "Betreff",
    headline: "Artikel",
    continue: "Prosa",
    email: "E-Mail",
    reply: "Antwort"
};

export const parts: Translated<typeof en> = {
    "part.unknown-sender": "es ist nicht bekannt, welcher Absender Sie sind",
    "part.somebody-else": "von jemand anderem geschrieben",
    "part.with-somebody-else": "zusammen mit jemand anderem geschrieben",
    "part.copied": "von einer Seite im Web kopiert",
    "part.not-own": "nichts darin ist von Ihnen",
    "part.too-short": "zu kurz, um zu zeigen, wie Sie schreiben",
    "part.other-kind": ({kind}) => `diese Quelle enthält keine Texte dieser Art (${kinds[kind]})`,

    "part.attribution": "sagt, wer zitiert wird",
    "part.quote": "aus einer anderen Nachricht zitiert",
    "part.forward": "von jemand anderem weitergeleitet",
    "part.signature": "Signatur",
    "part.disclaimer": "Haftungshinweis",
    "part.footer": "von einer Mailingliste oder einem Anbieter angefügt",
    "part.machine": "automatisch erzeugt",

    "part.comment": "einen Kommentar sehen die Leser nicht",
    "part.quoted": "von jemand anderem zitiert",
    "part.code": "Programmtext ist keine Prosa",
    "part.formula": "eine Formel ist keine Prosa",
    "part.template": "ein Platzhalter einer Vorlage ist keine Prosa",
    "part.embedded": "eine eingebettete Notiz oder ein Bild ist nicht dieser Text",
    "part.image": "ein Bild ist kein Text",
    "part.scanned": "gescannte Bilder ohne Text",

    "part.delivery-report": "Zustellbericht",
    "part.calendar": "Kalendernachricht",
    "part.automatic-reply": "automatische Antwort",
    "part.machine-address": "von einer automatischen Adresse gesendet",

    "part.pgp": "mit PGP verschlüsselt",
    "part.smime": "mit S/MIME verschlüsselt",
    "part.smime-compressed": "mit S/MIME komprimiert",
    "part.smime-damaged": "eine beschädigte S/MIME-Nachricht",
    "part.smime-empty": "eine S/MIME-Nachricht ohne Text",
    "part.signed-damaged": "eine beschädigte signierte Nachricht",
    "part.winmail-unreadable": "der Text steckt in einer winmail.dat von Outlook, die sich nicht lesen lässt",
    "part.winmail-empty": "der Text steckt in einer winmail.dat von Outlook, die keinen enthält",

    "excerpt.subject": ({subject}) => `„${subject}“`,
    "excerpt.no-subject": "eine Nachricht ohne Betreff",
    "excerpt.from": ({message, sender}) => `${message} von ${sender}`,
    "excerpt.nobody": "niemandem",
    "excerpt.pages": ({empty, pages}) => `${empty} von ${pages} Seiten`,

    "piece.message": "Nachricht",
    "piece.text": "Text",
    "piece.pages": "Seiten",
    "piece.insertion": "Einfügung",
    "piece.code": "Programmtext",
    "piece.comment": "Kommentar",
    "piece.formula": "Formel",
    "piece.image": "Bild",
    "piece.quote": "Zitat",
    "piece.attribution": "Zitatzeile",
    "piece.forward": "Weitergeleitetes",
    "piece.signature": "Signatur",
    "piece.disclaimer": "Haftungshinweis",
    "piece.footer": "Fußzeile",
    "piece.machine": "automatischer Text"
};
